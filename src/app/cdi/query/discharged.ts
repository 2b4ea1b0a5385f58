import type { Review } from '../../../core/review/review.ts';

/** The end of the stay where it has ended; null while it is open, or where nobody charted it. */
export const dischargedAt = ({ levelOfCare: { end }, asOf }: Review): number | null => (end !== null && end <= asOf ? end : null);
