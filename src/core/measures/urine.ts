import type { Chart } from '../chart/chart.ts';
import type { Fact, Instant } from '../chart/fact.ts';
import { HOUR, inStay, lastAtOrBefore } from './usable.ts';

/** Two entries further apart than this leave a hole in a collection. */
const HOLE = 6 * HOUR;

/** Urine over the `hours` that end at `at`, in mL; only where entries cover the whole span without a hole. */
export interface Collection {
  readonly at: Instant;
  readonly millilitres: number;
  readonly hours: number;
  readonly facts: readonly Fact[];
}

/**
 * Complete urine collections of the given length, one at each entry. A partial window is not oliguria: it yields nothing.
 * An entry speaks for the time since the entry before it, so the first one only opens the collection.
 */
export function collections(chart: Chart, hours: number): Collection[] {
  const entries = inStay(chart, 'urine-output').filter((fact) => fact.value !== undefined);
  const found: Collection[] = [];
  let start = 0;
  let sum = 0;
  let lastHole = Number.NEGATIVE_INFINITY;
  entries.forEach((entry, i) => {
    const before = entries[i - 1];
    if (before && entry.at - before.at > HOLE) lastHole = entry.at;
    sum += entry.value ?? 0;
    while ((entries[start] as Fact).at <= entry.at - hours * HOUR) sum -= (entries[start++] as Fact).value ?? 0;
    const opened = entries[start - 1];
    if (!opened || lastHole > entry.at - hours * HOUR) return;
    found.push({ at: entry.at, millilitres: sum, hours, facts: [entries[start] as Fact, entry] });
  });
  if (hours === 24) {
    for (const fact of inStay(chart, 'urine-output-24h'))
      if (fact.value !== undefined) found.push({ at: fact.at, millilitres: fact.value, hours, facts: [fact] });
    found.sort((a, b) => a.at - b.at);
  }
  return found;
}

/** Body weight in kg in force at `at`: the last one charted, else the first one of the stay; null when none. */
export function weightAt(weights: readonly Fact[], at: Instant): Fact | null {
  const fact = lastAtOrBefore(weights, at) ?? weights[0];
  return fact?.value === undefined ? null : fact;
}
