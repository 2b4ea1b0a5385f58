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

/** Facts of one concept in order of time; empty when there are none. Indexed once per chart. */
export function factsOf(chart: Chart, concept: ConceptId): readonly Fact[] {
  let index = indexes.get(chart);
  if (!index) {
    const byConcept = new Map<ConceptId, Fact[]>();
    for (const fact of chart.facts) {
      const list = byConcept.get(fact.concept);
      if (list) list.push(fact);
      else byConcept.set(fact.concept, [fact]);
    }
    index = byConcept;
    indexes.set(chart, index);
  }
  return index.get(concept) ?? [];
}

/** A new chart with more facts, sorted; the given chart is untouched. */
export function withFacts(chart: Chart, more: readonly Fact[], reads?: ReadonlyMap<ConceptId, Read>): Chart {
  return { ...chart, facts: sortFacts([...chart.facts, ...more]), reads: reads ?? chart.reads };
}

/** By time, then concept, then first source: the order never depends on the order of arrival. */
export function sortFacts(facts: readonly Fact[]): Fact[] {
  return [...facts].sort(
    (a, b) =>
      a.at - b.at ||
      (a.concept < b.concept ? -1 : a.concept > b.concept ? 1 : 0) ||
      (a.from[0] < b.from[0] ? -1 : a.from[0] > b.from[0] ? 1 : 0) ||
      (a.value ?? 0) - (b.value ?? 0),
  );
}

/** True when the concept was asked for and everything arrived: only then may "not found" be said. */
export function hasRead(chart: Chart, concept: ConceptId): boolean {
  const read = chart.reads.get(concept);
  return read?.ok === true && read.complete;
}
