import { type Fact, hasFlag } from '../chart/fact.ts';
import { weightAt } from './urine.ts';

/** Charted units that only lack the weight -> ug/min. */
const PER_MINUTE: Readonly<Record<string, number>> = {
  'ug/min': 1,
  'mcg/min': 1,
  'ug/h': 1 / 60,
  'mcg/h': 1 / 60,
  'mcg/hour': 1 / 60,
  'mg/min': 1000,
  'mg/h': 1000 / 60,
};

/** Rate of an infusion in ug/kg/min; a rate that is not per kg is divided by the weight in force. Null when it cannot be told. */
export function ratePerKg(fact: Fact, weights: readonly Fact[]): number | null {
  if (fact.value !== undefined && !hasFlag(fact, 'rate-not-per-kg')) return fact.value;
  const factor = PER_MINUTE[fact.charted?.unit ?? ''];
  const weight = weightAt(weights, fact.at)?.value;
  return factor && weight && fact.charted ? (fact.charted.value * factor) / weight : null;
}
