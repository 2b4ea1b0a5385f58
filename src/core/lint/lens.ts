import { covers, type DocumentedSet, documentedBy, isDocumented, type Mention, mentionsIn } from './diagnoses.ts';
import type { Draft, DraftStatement } from './draft.ts';
import type { LintEncounter } from './encounter.ts';
import type { LintLexicon } from './lexicon.ts';
import { stemOf } from './stem.ts';
import { has, normalize, sentences } from './text.ts';

export interface LintOptions {
  readonly lexicon: LintLexicon;
  /** Also demand what a draft needs before it is sent: patient, encounter, author, date (QL010), a question. */
  readonly complete?: boolean;
  /** Words of providers in this stay, beside the statements quoted in the draft. */
  readonly documented?: readonly string[];
  /** What the open encounter tells; rules that need it are silent without it. */
  readonly encounter?: LintEncounter;
}

/** A draft with everything the rules share: normalised texts, diagnoses named, diagnoses documented. Built once per draft. */
export interface Lens {
  readonly draft: Draft;
  readonly options: LintOptions;
  readonly lexicon: LintLexicon;
  /** Normalised. Empty when absent. */
  readonly title: string;
  readonly body: string;
  /** The body without quoted statements, indicators and answers: what the sender says in his own words. */
  readonly stem: string;
  readonly inTitle: readonly Mention[];
  readonly inStem: readonly Mention[];
  readonly documented: DocumentedSet;
  /** Families the body itself says are documented, for drafts that carry no statements. */
  readonly claimed: DocumentedSet;
  readonly isYesNo: boolean;
  readonly isMultipleChoice: boolean;
  /** Named and neither documented nor claimed to be. */
  readonly undocumented: (mention: Mention, among: readonly Mention[]) => boolean;
}

/** True when the statement's author can document a diagnosis in this stay: not a nurse's, dietitian's or radiologist's words, no problem list. */
export function isProviderStatement(statement: DraftStatement, lexicon: LintLexicon): boolean {
  const who = normalize([statement.author, statement.noteType].filter(Boolean).join(' | '), lexicon);
  if (/problem[\s-]list|prior|previous (?:encounter|admission|stay)|past medical/.test(who) || statement.ref?.startsWith('Condition/'))
    return false;
  if (statement.raw.scope === 'prior') return false;
  return !has(who, lexicon.lists['other-sources']);
}

const CLAIM_AFTER = /^[^.?!|\n]{0,40}?\b(?:is|was|are|has been|have been|also)?\s*(?:documented|noted|stated|listed|diagnosed|charted)\b/;
const CLAIM_BEFORE =
  /\b(?:documented|documentation of|diagnosis of record|documents|notes state)\s*(?:diagnosis|diagnoses)?\s*(?:of|is|:|as)?\s*$/;
const ASKED_DETAIL =
  /\b(?:type|types|acuity|stage|severity|cause|etiology|source|organism|mechanism|status|basis|site|specificity|present on admission|poa)\b[^.?!|\n]{0,20}\b(?:of|for)\s*(?:the |this |patient's |his |her )*$/;
const DENIED_CLAIM = /\b(?:not|never|nor|no)\s+(?:been\s+)?(?:documented|noted|stated|listed|diagnosed|charted|mentioned)/;

function claimsOf(stem: string, mentions: readonly Mention[], bare: boolean): DocumentedSet {
  return documentedBy(mentions, (mention) => {
    const after = stem.slice(mention.end, mention.end + 80);
    const before = stem.slice(Math.max(0, mention.start - 60), mention.start);
    if (mention.sense !== 'affirmed' || DENIED_CLAIM.test(after.split(/[.?!|\n]/)[0] ?? '')) return false;
    if (CLAIM_AFTER.test(after) || CLAIM_BEFORE.test(before)) return true;
    // "the type of acute kidney injury, if known" presupposes documentation; believed only where the record could not say so
    return bare && ASKED_DETAIL.test(before);
  });
}

function union(a: DocumentedSet, b: DocumentedSet): DocumentedSet {
  const out = new Map<string, ReadonlySet<string>>(a);
  for (const [group, qualifiers] of b) out.set(group, new Set([...(out.get(group) ?? []), ...qualifiers]));
  return out;
}

const heard = new WeakMap<readonly string[], { readonly lexicon: LintLexicon; readonly mentions: readonly Mention[] }>();

/** Mentions in the words of providers. All prompts of a checklist are held against the same list: it is read once. */
function heardIn({ documented, lexicon }: LintOptions): readonly Mention[] {
  if (documented === undefined) return [];
  const known = heard.get(documented);
  if (known?.lexicon === lexicon) return known.mentions;
  const mentions = documented.flatMap((quote) => mentionsIn(normalize(quote, lexicon), lexicon));
  heard.set(documented, { lexicon, mentions });
  return mentions;
}

/** The shared view of a draft. Pure; cost is linear in the text. */
export function lensOf(draft: Draft, options: LintOptions): Lens {
  const { lexicon } = options;
  const title = normalize(draft.title ?? '', lexicon);
  const body = normalize(draft.body ?? '', lexicon);
  const stem = stemOf(draft, body, lexicon);
  const quotes = (draft.statements ?? [])
    .filter((each) => draft.purpose === 'substantiate-report' || isProviderStatement(each, lexicon))
    .map((each) => each.quote);
  const written = [...quotes.flatMap((quote) => mentionsIn(normalize(quote, lexicon), lexicon)), ...heardIn(options)];
  const counts = (mention: Mention) =>
    mention.sense === 'affirmed' || (draft.purpose === 'resolve-conflict' && mention.sense === 'negated');
  const documented = documentedBy(written, counts);
  const inTitle = mentionsIn(title, lexicon);
  const inStem = mentionsIn(stem, lexicon);
  const claimed = claimsOf(stem, inStem, draft.statements === null);
  const known = union(documented, claimed);
  const choices = draft.options ?? [];
  const onlyYesNo = choices.length > 0 && choices.some((each) => each.kind === 'yes') && choices.some((each) => each.kind === 'no');
  const asksYesNo = /(?:^|[\s(?-])(?:y\s*\/\s*n|yes\s*\/\s*no|yes or no)\s*[).?]*\s*(?:$|\n)/.test(body);
  return {
    draft,
    options,
    lexicon,
    title,
    body,
    stem,
    inTitle,
    inStem,
    documented,
    claimed,
    isYesNo: draft.format === 'yes-no' || onlyYesNo || (draft.format !== 'multiple-choice' && asksYesNo),
    isMultipleChoice: draft.format === 'multiple-choice' || (draft.format === null && choices.length > 0 && !onlyYesNo),
    undocumented: (mention, among) => !isDocumented(known, mention, among),
  };
}

/** Mentions of one sentence of the stem. */
export const sentenceMentions = (lens: Lens): readonly { readonly text: string; readonly mentions: readonly Mention[] }[] =>
  sentences(lens.stem).map(({ text, start, end }) => ({
    text,
    mentions: lens.inStem.filter((mention) => mention.start >= start && mention.start < end),
  }));

/** True when any provider wrote the family, whatever its qualifiers. */
export const familyDocumented = (lens: Lens, mention: Mention): boolean =>
  lens.documented.has(mention.group) || lens.claimed.has(mention.group);

/** True when the words are covered by provider statements alone, not by what the body claims. */
export const inStatements = (lens: Lens, mention: Mention): boolean => covers(lens.documented, mention);
