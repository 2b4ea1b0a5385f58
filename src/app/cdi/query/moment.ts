import type { Review } from '../../../core/review/review.ts';

const seen = new WeakMap<Review, number>();

/** The hospital's moment now: its own clock when the chart was last read, carried on by this device's. A query lives by the hospital's hours. */
export function nowOf(review: Review): number {
  const device = Date.now();
  const since = seen.get(review) ?? device;
  if (!seen.has(review)) seen.set(review, device);
  return review.asOf + Math.max(0, device - since);
}

/** The end of the stay where it has ended; null while it is open, or where nobody charted it. */
export const dischargedAt = ({ levelOfCare: { end }, asOf }: Review): number | null => (end !== null && end <= asOf ? end : null);
