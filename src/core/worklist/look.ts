import type { Concepts, Family } from '../chart/concept.ts';
import { type ConceptId, type Fact, hasFlag, type Instant, type Says, type SourceRef } from '../chart/fact.ts';
import type { Verdict } from '../chart/verdict.ts';
import type { Documentation } from '../checklist/kinds.ts';
import { isMeasure } from '../compose/concept-words.ts';
import { isByProvider } from '../evaluate/index.ts';
import type { Review } from '../review/review.ts';
import type { NextReview } from './next-review.ts';

/** What a review looked like when a person last looked: names, verdicts and counts, no value and no word of the chart. Small enough to keep for every case. */
export interface CaseLook {
  readonly form: 1;
  readonly encounter: SourceRef;
  readonly asOf: Instant;
  readonly policy: string;
  /** `items`: the items the prompt asks for, 'checklist/item', so that a prompt that joined another is not called resolved. */
  readonly prompts: readonly { readonly key: string; readonly fingerprint: string; readonly items: readonly string[] }[];
  readonly checklists: readonly {
    readonly id: string;
    readonly version: string;
    readonly documentation: Documentation;
    readonly known: boolean;
    /** Criteria and definitions by their id. */
    readonly verdicts: Readonly<Record<string, Verdict>>;
  }[];
  /** Diagnoses that providers wrote about, and what they said last. */
  readonly stated: Readonly<Record<ConceptId, Says>>;
  /** Entries charted for this stay by family, and when the newest of them was known. */
  readonly charted: Readonly<Partial<Record<CountedFamily, { readonly count: number; readonly newest: Instant }>>>;
  /** When the reader meant to look again. */
  readonly next: NextReview | null;
}

/** The look of a review as a person leaves it. */
export function lookOf(review: Review, concepts: Concepts, next: NextReview | null = null): CaseLook {
  return {
    form: 1,
    encounter: review.encounter,
    asOf: review.asOf,
    policy: review.policy,
    prompts: review.prompts.map(({ key, fingerprint, ...prompt }) => ({ key, fingerprint, items: itemsOf(prompt) })),
    checklists: review.checklists.map(({ id, version, documentation, criteria, definitions }) => ({
      id,
      version,
      documentation: documentation.state,
      known: documentation.known,
      verdicts: Object.fromEntries(
        [...Object.values(criteria), ...Object.values(definitions)].map((answer) => [answer.id, answer.verdict] as const),
      ),
    })),
    stated: Object.fromEntries([...statedIn(review, concepts)].map(([concept, fact]) => [concept, fact.says ?? 'affirmed'])),
    charted: chartedIn(review, concepts),
    next,
  };
}

/** The items a prompt asks for, its own first. */
export const itemsOf = (prompt: Pick<Review['prompts'][number], 'checklist' | 'item' | 'also'>): readonly string[] => [
  `${prompt.checklist}/${prompt.item}`,
  ...(prompt.also ?? []).map(({ checklist, item }) => `${checklist}/${item}`),
];

/** When the chart knew a fact. */
export const knownAt = (fact: Fact): Instant => fact.known ?? fact.at;

/** Facts charted for this stay: nothing calculated, nothing of another stay, nothing withdrawn, nothing that a narrower word says. */
export const isCharted = (fact: Fact, concepts: Concepts): boolean => {
  const family = concepts[fact.concept]?.family;
  return (
    family !== undefined &&
    family !== 'measure' &&
    !isMeasure(fact.concept) &&
    fact.standing !== 'withdrawn' &&
    !hasFlag(fact, 'other-stay') &&
    !hasFlag(fact, 'narrower')
  );
};

/** The newest signed statement of each diagnosis by a provider in this stay, copied text apart. */
export function statedIn({ chart }: Review, concepts: Concepts): ReadonlyMap<ConceptId, Fact> {
  const found = new Map<ConceptId, Fact>();
  for (const fact of chart.facts) {
    if (concepts[fact.concept]?.family !== 'diagnosis' || fact.note === undefined || fact.says === undefined) continue;
    if (fact.says === 'historical' || fact.note.signed === false || fact.note.copied === true) continue;
    if (fact.standing === 'preliminary' || !isCharted(fact, concepts) || !isByProvider(fact)) continue;
    found.set(fact.concept, fact);
  }
  return found;
}

/** Families that people count: what comes from somebody's hand or machine. Statements and movements are told in their own sentences. */
export const COUNTED = [
  'lab',
  'vital',
  'medication',
  'order',
  'culture',
  'device',
  'procedure',
  'note',
] as const satisfies readonly Family[];
export type CountedFamily = (typeof COUNTED)[number];

/** The family a fact is counted under; null for what is not counted: a word that a note names is no note. */
export function countedAs(fact: Fact, concepts: Concepts): CountedFamily | null {
  const family = concepts[fact.concept]?.family;
  if (family === 'note' && fact.concept !== 'note') return null;
  return isCharted(fact, concepts) ? (COUNTED.find((one) => one === family) ?? null) : null;
}

/** Entries by family, one for each resource: a resource that two concepts read is one entry. */
export function entriesIn({ chart }: Review, concepts: Concepts): ReadonlyMap<CountedFamily, ReadonlyMap<SourceRef, Fact>> {
  const out = new Map<CountedFamily, Map<SourceRef, Fact>>();
  for (const fact of chart.facts) {
    const family = countedAs(fact, concepts);
    if (family === null) continue;
    const entries = out.get(family) ?? new Map<SourceRef, Fact>();
    out.set(family, entries);
    const source = (fact.from[0].split('#')[0] ?? fact.from[0]) as SourceRef;
    if (!entries.has(source)) entries.set(source, fact);
  }
  return out;
}

const chartedIn = (review: Review, concepts: Concepts): CaseLook['charted'] =>
  Object.fromEntries(
    [...entriesIn(review, concepts)].map(([family, entries]) => [
      family,
      { count: entries.size, newest: Math.max(...[...entries.values()].map(knownAt)) },
    ]),
  );

type Raw = Readonly<Record<string, unknown>>;
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isInstant = (value: unknown): value is Instant => typeof value === 'number' && Number.isFinite(value);

/**
 * A look as it was kept, or null: of another form, cut short, or not a look at all. A look that cannot be read is no look: the case then counts as never
 * reviewed, which asks for more work and hides nothing.
 */
export function readLook(value: unknown): CaseLook | null {
  if (!isRaw(value) || value.form !== 1 || !isText(value.encounter) || !isInstant(value.asOf) || !isText(value.policy)) return null;
  const { prompts, checklists, stated, charted, next } = value;
  const isPrompt = (one: unknown) =>
    isRaw(one) && isText(one.key) && isText(one.fingerprint) && Array.isArray(one.items) && one.items.every(isText);
  const isChecklist = (one: unknown) =>
    isRaw(one) && isText(one.id) && isText(one.version) && isText(one.documentation) && isRaw(one.verdicts);
  if (!Array.isArray(prompts) || !prompts.every(isPrompt) || !Array.isArray(checklists) || !checklists.every(isChecklist)) return null;
  if (!isRaw(stated) || !isRaw(charted) || !Object.values(charted).every((one) => isRaw(one) && isInstant(one.count))) return null;
  const isNext =
    next === null || (isRaw(next) && (next.at === null || isInstant(next.at)) && Array.isArray(next.events) && Array.isArray(next.reasons));
  return isNext ? (value as unknown as CaseLook) : null;
}
