/** One number with all that makes it readable: what was counted, out of what, and the formula in words. `value` null: nothing to count out of. */
export interface Metric {
  readonly id: string;
  readonly label: string;
  readonly formula: string;
  readonly numerator: number;
  readonly denominator: number;
  /** A share from 0 to 1; hours for times. */
  readonly value: number | null;
  readonly unit: 'share' | 'hours';
  /** A neutral remark on how to read it; null: none. */
  readonly remark: string | null;
}

type Named = Pick<Metric, 'id' | 'label' | 'formula'>;

/** A share: never divides by zero, and never counts more than there are. */
export const share = (named: Named, numerator: number, denominator: number, remark: string | null = null): Metric => ({
  ...named,
  numerator,
  denominator,
  value: denominator === 0 ? null : numerator / denominator,
  unit: 'share',
  remark,
});

/** A quantile of hours by nearest rank; `denominator` is how many there were. */
export function quantile(named: Named, hours: readonly number[], part: number): Metric {
  const sorted = [...hours].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
  return { ...named, numerator: sorted.length, denominator: sorted.length, value, unit: 'hours', remark: null };
}
