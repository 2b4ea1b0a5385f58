import type { CaseReview, PastReview } from './work.ts';

const DAY = 86_400_000;

const pastOf = ({ at, by, outcome, reason, comment }: PastReview): PastReview => ({
  at,
  ...(by === undefined ? {} : { by }),
  outcome,
  reason,
  comment,
});

/** All reviews of one case, oldest first; each once. */
export function allReviews(...of: readonly CaseReview[]): readonly PastReview[] {
  const each = of.flatMap((one) => [...(one.earlier ?? []), pastOf(one)]);
  return [...new Map(each.map((one) => [`${one.at} ${one.outcome} ${one.by ?? ''}`, one])).values()].sort((a, b) => a.at - b.at);
}

/** `review` with these before it; itself is none of them. The same object where nothing is added. */
export function withEarlier(review: CaseReview, all: readonly PastReview[]): CaseReview {
  const earlier = all.filter((one) => one.at !== review.at || one.outcome !== review.outcome);
  if (JSON.stringify(earlier) === JSON.stringify(review.earlier ?? [])) return review;
  const { earlier: _, ...rest } = review;
  return earlier.length === 0 ? rest : { ...rest, earlier };
}

/**
 * `review` without the earlier ones that are past their days. Their times are of the hospital's clock: how much older than the last one they are is counted
 * from there, and `sinceMs` is how long ago that was kept.
 */
export function withinDays(review: CaseReview, days: number, sinceMs: number): CaseReview {
  const { earlier } = review;
  if (!earlier) return review;
  const left = earlier.filter((one) => review.at - one.at + sinceMs <= days * DAY);
  return left.length === earlier.length ? review : withEarlier(review, left);
}
