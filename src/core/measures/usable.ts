import { type Chart, factsOf } from '../chart/chart.ts';
import type { ConceptId, Fact, Instant, SourceRef } from '../chart/fact.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A fact with any of these is shown but never calculated with. What is `explained` was measured: each score says what it does with it. */
const UNUSABLE: ReadonlySet<string> = new Set(['implausible', 'unit-unknown', 'unreadable', 'other-patient']);

function isUsable(fact: Fact): boolean {
  if (fact.standing === 'withdrawn') return false;
  if (fact.flags) for (const flag of fact.flags) if (UNUSABLE.has(flag)) return false;
  return true;
}

const isOfStay = (fact: Fact): boolean => isUsable(fact) && !fact.flags?.includes('other-stay');

/** Many measures ask for the same facts: each list is sifted once, for as long as the chart or one grown from it is in use. */
const sifted = { stay: new WeakMap<readonly Fact[], readonly Fact[]>(), patient: new WeakMap<readonly Fact[], readonly Fact[]>() };

function sift(known: WeakMap<readonly Fact[], readonly Fact[]>, facts: readonly Fact[], keep: (fact: Fact) => boolean): readonly Fact[] {
  let kept = known.get(facts);
  if (!kept) {
    kept = facts.every(keep) ? facts : facts.filter(keep);
    known.set(facts, kept);
  }
  return kept;
}

/** Facts of this stay that may be calculated with, in order of time. Skips withdrawn and implausible ones, and those of other stays. */
export const inStay = (chart: Chart, concept: ConceptId): readonly Fact[] => sift(sifted.stay, factsOf(chart, concept), isOfStay);

/** Usable facts of any stay or clinic visit of this patient, in order of time: for baselines only. */
export const ofPatient = (chart: Chart, concept: ConceptId): readonly Fact[] => sift(sifted.patient, factsOf(chart, concept), isUsable);

/** When the stay began at this facility: the first arrival or admission known, else the first fact of the stay. Null in an empty chart. */
export function arrival(chart: Chart): Instant | null {
  let start: Instant | null = null;
  for (const concept of ['arrived', 'admitted', 'care-start']) {
    for (const fact of factsOf(chart, concept)) {
      if (isOfStay(fact) && (start === null || fact.at < start)) start = fact.at;
    }
  }
  if (start !== null) return start;
  return chart.facts.find(isOfStay)?.at ?? null;
}

/** The sources of all given facts, each once, in order; null when there are none. */
export function sourcesOf(facts: readonly (Fact | undefined)[]): readonly [SourceRef, ...SourceRef[]] | null {
  const refs: SourceRef[] = [];
  // Most calculated facts rest on a handful of sources: a list is quicker than a set there.
  const many = facts.length > 24 ? new Set<SourceRef>() : null;
  for (const fact of facts) {
    if (!fact) continue;
    for (const ref of fact.from) {
      if (many ? many.has(ref) : refs.includes(ref)) continue;
      many?.add(ref);
      refs.push(ref);
    }
  }
  const [first, ...rest] = refs;
  return first === undefined ? null : [first, ...rest];
}

/** The last fact at or before `at`, from facts in order of time; undefined when none. Binary search. */
export function lastAtOrBefore<T extends { readonly at: Instant }>(facts: readonly T[], at: Instant): T | undefined {
  let low = 0;
  let high = facts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((facts[middle] as T).at <= at) low = middle + 1;
    else high = middle;
  }
  return facts[low - 1];
}

/** Index of the first fact at or after `at`; the length when none. */
export function firstIndexFrom<T extends { readonly at: Instant }>(facts: readonly T[], at: Instant): number {
  let low = 0;
  let high = facts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((facts[middle] as T).at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
