import type { Concept, Concepts } from '../chart/concept.ts';
import type { ConceptId, SectionClass } from '../chart/fact.ts';
import { lexiconMistakes } from './lexicon-check.ts';
import { addPattern, noPhrases, type Phrases, type Step } from './phrases.ts';
import type { SentenceWords } from './sentences.ts';
import { type BasisPatterns, compileBasis, compileStatements, type StatementPatterns, type StatementsFile } from './statements.ts';

/** Kinds of cue, as the keys of checklists/_lexicon/cues.yaml. `none` switches off the cues inside it. */
export type CueKind =
  | 'negated'
  | 'ruled-out'
  | 'none'
  | 'uncertain'
  | 'uncertain-low'
  | 'affirmed-criteria'
  | 'ambiguous'
  | 'historical'
  | 'resolved'
  | 'improving'
  | 'hypothetical'
  | 'process'
  | 'other-term'
  | 'other-experiencer'
  | 'current'
  | 'terminator';
export type CueReach =
  | 'forward'
  | 'clause'
  | 'opening'
  | 'segment'
  | 'fronted'
  | 'list'
  | 'backward'
  | 'before'
  | 'after'
  | 'closed'
  | 'both'
  | 'when-uncertain'
  | 'around'
  | 'names'
  | 'person'
  | 'here';

/** One cue of the lexicon. `only`: it counts only for phrases that hold one of these words. */
export interface CueEntry {
  readonly kind: CueKind;
  readonly reach: CueReach;
  readonly only?: ReadonlySet<string>;
}

type CueText = string | { readonly cue: string; readonly only: readonly string[] };
type CueGroup = Readonly<Record<string, readonly CueText[]>>;

export type TermKind = 'diagnosis' | 'finding' | 'statement';
export type TermRank = 'infection' | 'sepsis' | 'organ';

interface TermEntry {
  readonly kind: TermKind;
  readonly rank?: TermRank;
  readonly chronic?: boolean;
  readonly statement?: boolean;
  readonly 'own-clause'?: boolean;
  readonly 'type-words'?: readonly string[];
  readonly explains?: ConceptId;
  readonly phrases: readonly string[];
  readonly nonspecific?: readonly string[];
  readonly 'weak-concept'?: ConceptId;
  readonly 'also-in-findings'?: readonly string[];
  readonly 'counts-for'?: readonly ConceptId[];
  readonly denies?: readonly ConceptId[];
  readonly flags?: readonly string[];
}

/** What the notes room knows of a concept. */
export interface Term {
  readonly concept: ConceptId;
  readonly kind: TermKind;
  readonly rank: TermRank | null;
  readonly chronic: boolean;
  /** A "no" before a comma does not deny it. */
  readonly ownClause: boolean;
  /** One of these words makes a mention specific; null when the term has no types. */
  readonly typeWords: ReadonlySet<string> | null;
  readonly explains: ConceptId | null;
  /** Carries the weaker word when it is affirmed ("is septic" -> sepsis-nonspecific). */
  readonly weakConcept: ConceptId | null;
  /** Concepts that a link to this one is a link to as well. */
  readonly countsFor: readonly ConceptId[];
  /** Concepts that are denied when this one is. */
  readonly denies: readonly ConceptId[];
  readonly flags: readonly string[];
}

/** A phrase of a term; `nonspecific` ones ask for clarification; `findingsOnly` ones count in exam sections alone. */
export interface TermPhrase {
  readonly term: Term;
  readonly nonspecific: boolean;
  readonly findingsOnly: boolean;
}

export interface SectionEntry {
  readonly group: string;
  readonly class: SectionClass;
}

export type LinkKind = 'strong' | 'weak' | 'uncertain' | 'denied' | 'none';
export interface LinkEntry {
  readonly kind: LinkKind;
  readonly cause: 'right' | 'left' | 'either' | 'between' | 'source' | 'course';
}

interface ReadingEntry {
  readonly concept: ConceptId | null;
  readonly near: readonly string[];
  readonly 'number-follows'?: boolean;
  readonly 'directly-after'?: readonly string[];
}

/** One reading of a short form, and the words that speak for it. */
export interface Reading {
  readonly concept: ConceptId | null;
  readonly near: ReadonlySet<string>;
  readonly numberFollows: boolean;
  readonly directlyAfter: ReadonlySet<string>;
}

/** The files of checklists/_lexicon, parsed, by file name without extension. */
export interface LexiconFiles {
  readonly words: {
    readonly same: Readonly<Record<string, readonly string[]>>;
    readonly abbreviations: readonly string[];
    readonly dangling: readonly string[];
    readonly 'carrying-on': readonly string[];
    readonly 'carrying-on-after': readonly string[];
    readonly 'status-alone': readonly string[];
    readonly 'status-alone-after': readonly string[];
    readonly 'clause-verbs': readonly string[];
    readonly carriers: readonly string[];
    readonly 'after-status': readonly string[];
    readonly fillers: readonly string[];
    readonly 'present-words': readonly string[];
    readonly perceived: readonly string[];
    readonly states: readonly string[];
    readonly 'time-anchors': readonly string[];
    readonly numbers: Readonly<Record<string, number>>;
  };
  readonly cues: Readonly<Record<string, CueGroup | readonly string[] | Readonly<Record<string, readonly string[]>>>>;
  readonly sections: {
    readonly groups: Readonly<Record<string, { readonly class: SectionClass; readonly headers: readonly string[] }>>;
    readonly 'before-stay': readonly string[];
  };
  readonly terms: { readonly classes: Readonly<Record<string, readonly string[]>>; readonly terms: Readonly<Record<ConceptId, TermEntry>> };
  readonly links: Readonly<Record<string, readonly string[] | Readonly<Record<string, readonly string[]>>>>;
  readonly abbreviations: Readonly<Record<string, readonly ReadingEntry[]>>;
  readonly statements: StatementsFile;
  /** Readings that hospitals differ in: option -> choice -> what the choice adds to the other files. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** The lexicon, ready to read notes with. Immutable once made. */
export interface Lexicon {
  readonly same: ReadonlyMap<string, string>;
  readonly sentenceWords: SentenceWords;
  readonly clauseVerbs: ReadonlySet<string>;
  readonly carriers: ReadonlySet<string>;
  readonly afterStatus: ReadonlySet<string>;
  readonly fillers: ReadonlySet<string>;
  readonly presentWords: ReadonlySet<string>;
  readonly perceived: ReadonlySet<string>;
  readonly states: ReadonlySet<string>;
  readonly timeAnchors: ReadonlySet<string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly cues: Phrases<CueEntry>;
  readonly person: Readonly<
    Record<'witness-next' | 'witness-after' | 'witness-before' | 'strong-before' | 'ill-after', ReadonlySet<string>>
  >;
  readonly criteriaVerbs: ReadonlySet<string>;
  readonly connectors: ReadonlySet<string>;
  readonly outside: { readonly place: Phrases<true>; readonly sameEpisode: ReadonlySet<string> };
  readonly sections: Phrases<SectionEntry>;
  readonly beforeStay: ReadonlySet<string>;
  readonly terms: Phrases<TermPhrase>;
  readonly termOf: ReadonlyMap<ConceptId, Term>;
  readonly links: Phrases<LinkEntry>;
  readonly mayStandBetween: ReadonlySet<string>;
  readonly causeEnds: ReadonlySet<string>;
  readonly abbreviations: ReadonlyMap<string, readonly Reading[]>;
  readonly statements: StatementPatterns;
  readonly basis: readonly BasisPatterns[];
}

const REACHES: readonly CueReach[] = [
  'forward',
  'clause',
  'opening',
  'segment',
  'fronted',
  'list',
  'backward',
  'before',
  'after',
  'closed',
  'both',
  'when-uncertain',
  'names',
  'here',
];

/**
 * The lexicon made ready: phrases parsed and found by their first word. Takes some 30 ms; make it once and keep it.
 * `concepts` adds plain `phrases` of diagnoses and statements that the terms file does not list.
 * Throws with file and entry when a pattern is malformed: an author's mistake stops the build.
 */
export function compileLexicon(files: LexiconFiles, concepts: Concepts = {}): Lexicon {
  const mistakes = lexiconMistakes(files, concepts);
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  const same = new Map<string, string>();
  for (const [norm, spellings] of Object.entries(files.words.same)) for (const spelling of spellings) same.set(spelling, norm);
  const known = new Map<object, Map<string, Step>>();
  const remember = (classes: object) => {
    const steps = new Map<string, Step>();
    known.set(classes, steps);
    return steps;
  };
  const add = <T>(
    tree: Phrases<T>,
    file: string,
    pattern: string,
    what: T,
    classes: Readonly<Record<string, readonly string[]>> = NO_CLASSES,
  ) => {
    try {
      addPattern(tree, pattern, what, same, classes, known.get(classes) ?? remember(classes));
    } catch (problem) {
      throw new Error(`checklists/_lexicon/${file}.yaml: ${problem instanceof Error ? problem.message : String(problem)}`);
    }
  };
  const termOf = new Map<ConceptId, Term>();
  const outside = files.cues['outside-source'] as Readonly<Record<string, readonly string[]>>;
  const place = noPhrases<true>();
  for (const phrase of outside.place ?? []) add(place, 'cues', phrase, true);
  const person = files.cues['other-experiencer'] as Readonly<Record<string, readonly string[]>>;
  const words = (list: readonly string[] | undefined) => new Set((list ?? []).map((word) => same.get(word) ?? word));
  return {
    same,
    sentenceWords: {
      abbreviations: words(files.words.abbreviations),
      dangling: words(files.words.dangling),
      carryingOn: words(files.words['carrying-on']),
      carryingOnAfter: words(files.words['carrying-on-after']),
      statusAlone: words(files.words['status-alone']),
      statusAloneAfter: words(files.words['status-alone-after']),
    },
    clauseVerbs: words(files.words['clause-verbs']),
    carriers: words(files.words.carriers),
    afterStatus: words(files.words['after-status']),
    fillers: words(files.words.fillers),
    presentWords: words(files.words['present-words']),
    perceived: words(files.words.perceived),
    states: words(files.words.states),
    timeAnchors: words(files.words['time-anchors']),
    numbers: new Map(Object.entries(files.words.numbers)),
    cues: cueTree(files, add),
    person: {
      'witness-next': words(person['witness-next']),
      'witness-after': words(person['witness-after']),
      'witness-before': words(person['witness-before']),
      'strong-before': words(person['strong-before']),
      'ill-after': words(person['ill-after']),
    },
    criteriaVerbs: words((files.cues['affirmed-criteria'] as Readonly<Record<string, readonly string[]>>).around),
    connectors: words(files.cues.connectors as readonly string[]),
    outside: { place, sameEpisode: words(outside['same-episode']) },
    sections: sectionTree(files, add),
    beforeStay: new Set(files.sections['before-stay']),
    terms: termTree(files, concepts, termOf, add),
    termOf,
    links: linkTree(files, add),
    mayStandBetween: words(files.links['may-stand-between'] as readonly string[]),
    causeEnds: words(files.links['cause-ends'] as readonly string[]),
    abbreviations: new Map(
      Object.entries(files.abbreviations).map(([short, entries]) => [
        short,
        entries.map((entry) => ({
          concept: entry.concept,
          near: words(entry.near),
          numberFollows: entry['number-follows'] ?? false,
          directlyAfter: words(entry['directly-after']),
        })),
      ]),
    ),
    statements: compileStatements(files.statements, same),
    basis: compileBasis(files.statements, same),
  };
}

const NO_CLASSES: Readonly<Record<string, readonly string[]>> = {};

type Add = <T>(tree: Phrases<T>, file: string, pattern: string, what: T, classes?: Readonly<Record<string, readonly string[]>>) => void;

function cueTree(files: LexiconFiles, add: Add): Phrases<CueEntry> {
  const tree = noPhrases<CueEntry>();
  for (const [kind, group] of Object.entries(files.cues)) {
    if (kind === 'outside-source' || kind === 'connectors') continue;
    if (Array.isArray(group)) {
      const entry: CueEntry = { kind: kind === 'terminators' ? 'terminator' : (kind as CueKind), reach: 'here' };
      for (const cue of group) add(tree, 'cues', cue, entry);
      continue;
    }
    for (const reach of REACHES) {
      for (const cue of (group as CueGroup)[reach] ?? []) {
        const base = { kind: kind as CueKind, reach };
        if (typeof cue === 'string') add(tree, 'cues', cue, base);
        else add(tree, 'cues', cue.cue, { ...base, only: new Set(cue.only) });
      }
    }
    for (const noun of (group as Readonly<Record<string, readonly string[]>>).nouns ?? []) {
      add(tree, 'cues', noun, { kind: kind as CueKind, reach: 'person' });
    }
  }
  return tree;
}

function sectionTree(files: LexiconFiles, add: Add): Phrases<SectionEntry> {
  const tree = noPhrases<SectionEntry>();
  for (const [group, { class: sectionClass, headers }] of Object.entries(files.sections.groups)) {
    for (const header of headers) add(tree, 'sections', header, { group, class: sectionClass });
  }
  return tree;
}

function termTree(files: LexiconFiles, concepts: Concepts, termOf: Map<ConceptId, Term>, add: Add): Phrases<TermPhrase> {
  const tree = noPhrases<TermPhrase>();
  const { classes, terms } = files.terms;
  for (const [concept, entry] of Object.entries(terms)) {
    const term: Term = {
      concept,
      kind: entry.statement ? 'statement' : entry.kind,
      rank: entry.rank ?? null,
      chronic: entry.chronic ?? false,
      ownClause: entry['own-clause'] ?? false,
      typeWords: entry['type-words'] ? new Set(entry['type-words']) : null,
      explains: entry.explains ?? null,
      weakConcept: entry['weak-concept'] ?? null,
      countsFor: entry['counts-for'] ?? [],
      denies: entry.denies ?? [],
      flags: entry.flags ?? [],
    };
    termOf.set(concept, term);
    const plain = { term, nonspecific: false, findingsOnly: false };
    for (const phrase of entry.phrases) add(tree, 'terms', phrase, plain, classes);
    for (const phrase of entry.nonspecific ?? []) add(tree, 'terms', phrase, { ...plain, nonspecific: true }, classes);
    for (const phrase of entry['also-in-findings'] ?? []) add(tree, 'terms', phrase, { ...plain, findingsOnly: true }, classes);
  }
  for (const concept of Object.values(concepts)) {
    if (termOf.has(concept.id) || files.statements.statements[concept.id]) continue;
    if (concept.family === 'diagnosis' || concept.family === 'note-statement') addPlain(tree, termOf, concept, add);
  }
  return tree;
}

function addPlain(tree: Phrases<TermPhrase>, termOf: Map<ConceptId, Term>, concept: Concept, add: Add): void {
  const term: Term = {
    concept: concept.id,
    kind: concept.family === 'diagnosis' ? 'diagnosis' : 'statement',
    rank: null,
    chronic: false,
    ownClause: false,
    typeWords: null,
    explains: null,
    weakConcept: null,
    countsFor: concept.also ?? [],
    denies: [],
    flags: [],
  };
  termOf.set(concept.id, term);
  for (const phrase of concept.phrases ?? [])
    add(tree, 'terms', `"${phrase.replaceAll('"', '')}"`, { term, nonspecific: false, findingsOnly: false });
}

const LINK_CAUSES: Readonly<Record<string, LinkEntry['cause']>> = {
  between: 'between',
  either: 'either',
  'cause-left': 'left',
  'course-left': 'course',
  'source-right': 'source',
};

function linkTree(files: LexiconFiles, add: Add): Phrases<LinkEntry> {
  const tree = noPhrases<LinkEntry>();
  for (const kind of ['strong', 'weak', 'uncertain', 'denied'] as const) {
    for (const [key, phrases] of Object.entries(files.links[kind] as Readonly<Record<string, readonly string[]>>)) {
      const cause = LINK_CAUSES[key] ?? 'right';
      for (const phrase of phrases) add(tree, 'links', phrase, { kind, cause });
    }
  }
  for (const phrase of files.links.none as readonly string[]) add(tree, 'links', phrase, { kind: 'none', cause: 'right' });
  return tree;
}
