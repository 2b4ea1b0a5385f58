import type { Fact } from '../chart/fact.ts';

/** Rounds half up at the given decimals, free of binary noise: 2.5 - 2.2 is 0.3, 18 mg/dL of lactate is 2.00 mmol/L. */
export const roundTo = (value: number, decimals: number): number => {
  const scale = 10 ** decimals;
  return Math.round((value + Number.EPSILON * Math.sign(value)) * scale * (1 + Number.EPSILON)) / scale;
};

/** Two decimals: differences, ratios and values that were converted from another unit (rulings, Measures 2). */
export const round2 = (value: number): number => roundTo(value, 2);

/** One decimal: P/F and pressures. */
export const round1 = (value: number): number => roundTo(value, 1);

/** The number to compare, in the concept's unit: as charted when it was charted so, else rounded after conversion. */
export const comparable = (fact: Fact): number | undefined =>
  fact.value === undefined ? undefined : fact.charted ? round2(fact.value) : fact.value;
