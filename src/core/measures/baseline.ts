import type { Chart } from '../chart/chart.ts';
import { type ConceptId, type Fact, hasFlag } from '../chart/fact.ts';
import { comparable, round2 } from './round.ts';
import { arrival, DAY, ofPatient } from './usable.ts';

/** Results from 7 to 365 days before arrival tell a baseline; nearer ones may belong to the illness (rulings, Measures 7). */
const NEAREST = 7 * DAY;
const FARTHEST = 365 * DAY;

export interface Baseline {
  readonly value: number;
  readonly facts: readonly Fact[];
}

/**
 * Median of a concept over the results of 7 to 365 days before arrival, clinic and earlier stays alike; results flagged as taken
 * during an earlier admission are left out when there are others. Null when there is none.
 */
export function baselineOf(chart: Chart, concept: ConceptId): Baseline | null {
  const start = arrival(chart);
  if (start === null) return null;
  const all = ofPatient(chart, concept).filter(
    (fact) => fact.at <= start - NEAREST && fact.at >= start - FARTHEST && comparable(fact) !== undefined && !fact.comparator,
  );
  const clinic = all.filter((fact) => !hasFlag(fact, 'earlier-admission'));
  const facts = clinic.length ? clinic : all;
  if (!facts.length) return null;
  const values = facts.map((fact) => comparable(fact) as number).sort((a, b) => a - b);
  const middle = values.length >> 1;
  const value = values.length % 2 ? (values[middle] as number) : ((values[middle - 1] as number) + (values[middle] as number)) / 2;
  return { value: round2(value), facts };
}
