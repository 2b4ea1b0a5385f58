import type { ConceptId, Fact, Instant, SourceRef } from './fact.ts';

/** Why something could not be read or used. A value, never an exception. `detail` holds codes and counts, never patient data. */
export interface Problem {
  readonly kind:
    | 'not-permitted'
    | 'failed'
    | 'timeout'
    | 'partial'
    | 'unsupported'
    | 'not-exported'
    | 'malformed'
    | 'unreadable'
    | 'unit'
    | 'unmapped'
    | 'date'
    | 'wrong-patient'
    | 'data-quality'
    | 'bug';
  /** A resource type, or a concept id. */
  readonly what: string;
  readonly detail: string;
}

/** The search behind "we looked and found nothing" - or the reason we could not look. */
export type Read =
  | { readonly ok: true; readonly search: string; readonly at: Instant; readonly complete: boolean }
  | { readonly ok: false; readonly search: string; readonly at: Instant; readonly problem: Problem };

/** One stay as known at `asOf`. Facts are sorted by time, then concept, then source. Facts of earlier stays and clinic results are here too, flagged `other-stay`. */
export interface Chart {
  readonly encounter: SourceRef;
  readonly patient: SourceRef;
  readonly asOf: Instant;
  /** Hospital time zone (IANA), or null when nothing tells: then no midnight is counted. */
  readonly zone: string | null;
  readonly facts: readonly Fact[];
  /** What was asked of the EHR, concept by concept, and how it went. A concept without an entry was never asked for: not known. */
  readonly reads: ReadonlyMap<ConceptId, Read>;
  /** Unmapped codes whose text resembles the concept's names: "not found" would be a guess (rulings, Definitions 3). */
  readonly unmapped: ReadonlyMap<ConceptId, readonly SourceRef[]>;
}

const indexes = new WeakMap<Chart, ReadonlyMap<ConceptId, readonly Fact[]>>();

const NO_FACTS: readonly Fact[] = [];

/** Facts of one concept in order of time; empty when there are none. Indexed once per chart. */
export function factsOf(chart: Chart, concept: ConceptId): readonly Fact[] {
  let index = indexes.get(chart);
  if (!index) {
    index = byConcept(chart.facts);
    indexes.set(chart, index);
  }
  return index.get(concept) ?? NO_FACTS;
}

function byConcept(facts: readonly Fact[]): Map<ConceptId, Fact[]> {
  const index = new Map<ConceptId, Fact[]>();
  for (const fact of facts) {
    const list = index.get(fact.concept);
    if (list) list.push(fact);
    else index.set(fact.concept, [fact]);
  }
  return index;
}

/**
 * A new chart with more facts, sorted; the given chart is untouched. Concepts that gain nothing keep their list: what was worked out from a list
 * holds for the new chart too.
 */
export function withFacts(chart: Chart, more: readonly Fact[], reads: ReadonlyMap<ConceptId, Read> = chart.reads): Chart {
  const added = sortFacts(more);
  const grown: Chart = { ...chart, facts: inOrder(chart.facts, added), reads };
  const known = indexes.get(chart);
  if (known) {
    const index = new Map(known);
    for (const [concept, facts] of byConcept(added)) index.set(concept, inOrder(known.get(concept) ?? NO_FACTS, facts));
    indexes.set(grown, index);
  }
  return grown;
}

/** Two sorted lists as one; of equal facts those of the first come first. */
function inOrder(facts: readonly Fact[], more: readonly Fact[]): readonly Fact[] {
  if (more.length === 0) return facts;
  const all: Fact[] = [];
  let next = 0;
  for (const fact of more) {
    while (next < facts.length && compareFacts(facts[next] as Fact, fact) <= 0) all.push(facts[next++] as Fact);
    all.push(fact);
  }
  while (next < facts.length) all.push(facts[next++] as Fact);
  return all;
}

const compareFacts = (a: Fact, b: Fact): number =>
  a.at - b.at ||
  (a.concept < b.concept ? -1 : a.concept > b.concept ? 1 : 0) ||
  (a.from[0] < b.from[0] ? -1 : a.from[0] > b.from[0] ? 1 : 0) ||
  (a.value ?? 0) - (b.value ?? 0);

/** By time, then concept, then first source: the order never depends on the order of arrival. */
export const sortFacts = (facts: readonly Fact[]): Fact[] => [...facts].sort(compareFacts);

/** True when the concept was asked for and everything arrived: only then may "not found" be said. */
export function hasRead(chart: Chart, concept: ConceptId): boolean {
  const read = chart.reads.get(concept);
  return read?.ok === true && read.complete;
}
