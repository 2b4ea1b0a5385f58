import type { EvidenceLine } from '../../core/compose/statement.ts';
import type { Review } from '../../core/review/review.ts';

/** A fact that was shown, or put into a draft, and stands otherwise in the record now. */
export interface Corrected {
  readonly line: EvidenceLine;
  readonly how: 'withdrawn' | 'changed';
}

/** One line of evidence, whatever its value: concept and resource. */
export const lineKey = (line: EvidenceLine): string => `${line.concept} ${line.sources.map((each) => JSON.stringify(each)).join(' ')}`;

const isWithdrawn = (line: EvidenceLine): boolean => line.flags.includes('withdrawn');

/**
 * Of the lines seen before, those that were withdrawn or changed since. A line that is merely no longer chosen for the prompt is neither: its fact still stands
 * in the chart with the same value.
 */
export function correctedSince(seen: readonly EvidenceLine[], now: readonly EvidenceLine[], review: Review): Corrected[] {
  const current = new Map(now.map((line) => [lineKey(line), line]));
  return seen.flatMap((line): Corrected[] => {
    if (isWithdrawn(line)) return [];
    const same = current.get(lineKey(line));
    if (same) {
      if (isWithdrawn(same)) return [{ line, how: 'withdrawn' }];
      return same.value === line.value && same.unit === line.unit && same.time === line.time ? [] : [{ line, how: 'changed' }];
    }
    return goneFrom(line, review);
  });
}

function goneFrom(line: EvidenceLine, review: Review): Corrected[] {
  const refs = line.sources.filter((source) => typeof source === 'string');
  const facts = review.chart.facts.filter((fact) => fact.concept === line.concept && fact.from.some((ref) => refs.includes(ref)));
  if (facts.some((fact) => fact.standing === 'withdrawn')) return [{ line, how: 'withdrawn' }];
  const shown = Number(line.value);
  if (line.value === null || line.value === '' || Number.isNaN(shown)) return [];
  const values = facts.flatMap((fact) => [fact.charted?.value, fact.value]).filter((value) => value !== undefined);
  const isSame = values.length === 0 || values.some((value) => Math.abs(value - shown) < 0.001);
  return isSame ? [] : [{ line, how: 'changed' }];
}

/** A line as it is shown after it was withdrawn or replaced: struck through, out of every draft. */
export const struck = ({ line, how }: Corrected): EvidenceLine => ({
  ...line,
  flags: [...line.flags, 'withdrawn', ...(how === 'changed' ? ['replaced'] : [])],
});
