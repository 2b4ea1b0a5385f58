import type { Chart } from '../chart/chart.ts';
import type { ConceptId, Fact } from '../chart/fact.ts';
import { comparable, round2 } from './round.ts';
import { arrival, DAY, ofPatient } from './usable.ts';

/** Results from 7 to 365 days before arrival tell a baseline; nearer ones may belong to the illness (rulings, Measures 7). */
const NEAREST = 7 * DAY;
const FARTHEST = 365 * DAY;

export interface Baseline {
  readonly value: number;
  readonly facts: readonly Fact[];
}

/** Results nearer than this to each other belong to one admission; a clinic visit stands alone. */
const ADMISSION_GAP = 3 * DAY;

/**
 * Median of a concept over the results of 7 to 365 days before arrival. Results in series, at least two days of them, come from an earlier
 * admission and are left out while single ones exist; without single ones each series gives its last result. Null when there is none.
 */
export function baselineOf(chart: Chart, concept: ConceptId): Baseline | null {
  const start = arrival(chart);
  if (start === null) return null;
  const all = ofPatient(chart, concept).filter(
    (fact) => fact.at <= start - NEAREST && fact.at >= start - FARTHEST && comparable(fact) !== undefined && !fact.comparator,
  );
  const series: Fact[][] = [];
  for (const fact of all) {
    const open = series.at(-1);
    if (open && fact.at - (open.at(-1) as Fact).at <= ADMISSION_GAP) open.push(fact);
    else series.push([fact]);
  }
  const visits = series.filter((results) => (results.at(-1) as Fact).at - (results[0] as Fact).at < DAY / 2).flat();
  const facts = visits.length ? visits : series.map((results) => results.at(-1) as Fact);
  if (!facts.length) return null;
  const values = facts.map((fact) => comparable(fact) as number).sort((a, b) => a - b);
  const middle = values.length >> 1;
  const value = values.length % 2 ? (values[middle] as number) : ((values[middle - 1] as number) + (values[middle] as number)) / 2;
  return { value: round2(value), facts };
}
