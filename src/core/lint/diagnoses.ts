import type { DiagnosisWords, LintLexicon } from './lexicon.ts';
import { blank, clauseBefore, has, hits, phraseSource, wordsAfter, wordsBefore } from './text.ts';

/** A diagnosis named in a text: its family, the qualifiers said with it, and how it is meant. */
export interface Mention {
  readonly group: string;
  readonly qualifiers: ReadonlySet<string>;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Part of the name of a test, score or team ("sepsis screen"). */
  readonly instrument: boolean;
  /** Said of an image, culture or report: a fact of that report. */
  readonly reported: boolean;
  readonly sense: 'affirmed' | 'negated' | 'hypothetical' | 'historical' | 'family';
  readonly context: boolean;
}

interface Term {
  readonly group: string;
  readonly qualifiers: readonly string[];
}

interface Compiled {
  readonly expression: RegExp;
  readonly terms: ReadonlyMap<string, readonly Term[]>;
  readonly qualifier: ReadonlyMap<string, string>;
  readonly before: RegExp;
  readonly after: RegExp;
}

const compiled = new WeakMap<LintLexicon, Compiled>();
const key = (text: string) => text.replace(/[\s-]+/g, ' ').trim();

function compile(lexicon: LintLexicon): Compiled {
  const known = compiled.get(lexicon);
  if (known) return known;
  const terms = new Map<string, Term[]>();
  const add = (phrase: string, group: string, qualifiers: readonly string[]) => {
    const name = key(phrase.toLowerCase());
    terms.set(name, [...(terms.get(name) ?? []), { group, qualifiers }]);
  };
  for (const [group, entry] of Object.entries(lexicon.diagnoses)) {
    for (const phrase of entry.plain) add(phrase, group, []);
    for (const [qualifier, list] of Object.entries(entry.with ?? {})) for (const phrase of list) add(phrase, group, [qualifier]);
  }
  const qualifier = new Map<string, string>();
  for (const [name, forms] of Object.entries(lexicon.qualifiers)) for (const form of forms) qualifier.set(key(form), name);
  const longestFirst = (list: Iterable<string>) => [...list].sort((a, b) => b.length - a.length).map(phraseSource);
  const forms = longestFirst(qualifier.keys()).join('|');
  const made: Compiled = {
    expression: new RegExp(longestFirst(terms.keys()).join('|'), 'g'),
    terms,
    qualifier,
    // one qualifier at the end of the text before, and one at the start of the text after ("heart failure, acute on chronic")
    before: new RegExp(`(${forms})(?:\\s*(?:and|on|or|with|/|,|&|-)\\s*|\\s+)$`),
    after: new RegExp(
      `^\\s*(?:,\\s*|\\()?(?:(?:is|was|being|as|on|and)\\s+)?(?:(?:probably|likely|possibly|clearly|really|now|most likely)\\s+)?(${forms})(?:\\s+(?:[0-9]{1,2}[ab]?|[iv]{1,4}))?(?![a-z0-9])`,
    ),
  };
  compiled.set(lexicon, made);
  return made;
}

function senseOf(text: string, start: number, end: number, lexicon: LintLexicon): Mention['sense'] {
  const before = wordsBefore(text, start, 6);
  const after = wordsAfter(text, end, 4);
  const { lists } = lexicon;
  // "not documented", "without a stage" speak about the writing, not about the condition
  if (has(before, lists.family)) return 'family';
  if (has(before, lists.hypothetical) || /^\s*(if it )?(worsens|develops|recurs)/.test(after)) return 'hypothetical';
  if (has(before, lists.negation) || (has(after, lists['negation-after']) && !/\b(or|whether)\b/.test(`${before} ${after}`)))
    return 'negated';
  if (has(before, lists.historical)) return 'historical';
  return 'affirmed';
}

/** Diagnoses named in a normalised text, in order, longest name first. Words that are part of other terms ("stroke volume") are not mentions. */
export function mentionsIn(text: string, lexicon: LintLexicon): Mention[] {
  const { expression, terms, qualifier, before, after } = compile(lexicon);
  const read = blank(text, hits(text, lexicon.lists['not-a-diagnosis']));
  const out: Mention[] = [];
  for (const match of read.matchAll(expression)) {
    const end = match.index + match[0].length;
    let start = match.index;
    const qualifiers = new Set<string>();
    for (let found = before.exec(read.slice(Math.max(0, start - 60), start)); found?.[1]; ) {
      qualifiers.add(qualifier.get(key(found[1])) ?? found[1]);
      start -= found[0].length;
      found = before.exec(read.slice(Math.max(0, start - 60), start));
    }
    let reach = end;
    for (let found = after.exec(read.slice(reach, reach + 60)); found?.[1]; ) {
      qualifiers.add(qualifier.get(key(found[1])) ?? found[1]);
      reach += found[0].length;
      found = after.exec(read.slice(reach, reach + 60));
    }
    const following = wordsAfter(read, end, 3);
    const instrument =
      has(following, lexicon.lists.instruments) && /^[\s-]*[a-z]/.test(following) && startsWithInstrument(following, lexicon);
    for (const term of terms.get(key(match[0])) ?? []) {
      out.push({
        group: term.group,
        qualifiers: new Set([...qualifiers, ...term.qualifiers]),
        text: read.slice(start, reach),
        start,
        end: reach,
        instrument,
        reported: has(clauseBefore(read, start), lexicon.lists.imaging),
        sense: senseOf(read, start, end, lexicon),
        context: lexicon.diagnoses[term.group]?.context ?? false,
      });
    }
  }
  return out;
}

const startsWithInstrument = (following: string, lexicon: LintLexicon): boolean => {
  const first = hits(following, lexicon.lists.instruments)[0];
  return first !== undefined && following.slice(0, first.start).trim().split(/\s+/).filter(Boolean).length <= 1;
};

/** What has been written by a provider: families, each with the qualifiers said anywhere. */
export type DocumentedSet = ReadonlyMap<string, ReadonlySet<string>>;

/** The documented families of some mentions. `accept` tells which senses count. */
export function documentedBy(mentions: readonly Mention[], accept: (mention: Mention) => boolean): DocumentedSet {
  const out = new Map<string, Set<string>>();
  for (const mention of mentions) {
    if (!accept(mention) || mention.instrument) continue;
    const qualifiers = out.get(mention.group) ?? new Set<string>();
    for (const each of mention.qualifiers) qualifiers.add(each);
    out.set(mention.group, qualifiers);
  }
  return out;
}

/** True when somebody wrote this family and every qualifier of it. */
export function covers(documented: DocumentedSet, mention: Mention): boolean {
  const qualifiers = documented.get(mention.group);
  return qualifiers !== undefined && [...mention.qualifiers].every((each) => qualifiers.has(each));
}

/** The families a text could mean are joined: "MI" fits several entries; any documented one is enough. */
export function isDocumented(documented: DocumentedSet, mention: Mention, all: readonly Mention[]): boolean {
  return (samePlace(all).get(mention.end) ?? [mention]).some((other) => covers(documented, other));
}

const places = new WeakMap<readonly Mention[], ReadonlyMap<number, readonly Mention[]>>();

function samePlace(all: readonly Mention[]): ReadonlyMap<number, readonly Mention[]> {
  let table = places.get(all);
  if (!table) {
    const made = new Map<number, Mention[]>();
    for (const mention of all) {
      const list = made.get(mention.end);
      if (list) list.push(mention);
      else made.set(mention.end, [mention]);
    }
    table = made;
    places.set(all, table);
  }
  return table;
}

/** Entry of the lexicon behind a mention. */
export const entryOf = (mention: Mention, lexicon: LintLexicon): DiagnosisWords | undefined => lexicon.diagnoses[mention.group];
