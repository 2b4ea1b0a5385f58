import { allReviews, withEarlier } from './past-reviews.ts';
import type { CaseReview, WorkKind, WorkValues } from './work.ts';

/** When the value was last changed by its author: the last event of a query, else `at`. */
export function changedAt(kind: WorkKind, value: WorkValues[WorkKind]): number {
  if (kind !== 'query') return (value as { readonly at: number }).at;
  const query = value as WorkValues['query'];
  return Math.max(query.createdAt, ...query.history.map(({ at }) => at));
}

/** Two histories of one query as one: every event once, in order of time. */
function joined(one: WorkValues['query'], other: WorkValues['query']): WorkValues['query']['history'] {
  const seen = new Map([...one.history, ...other.history].map((each) => [JSON.stringify(each, Object.keys(each).sort()), each]));
  return [...seen.values()].sort((a, b) => a.at - b.at);
}

/**
 * What is kept when `next` meets what stands under the same key: `next`, but a query never loses an event, nor a case a review, that another window added. `isImport`: what
 * stands is kept unless `next` is newer.
 */
export function mergedWork<K extends WorkKind>(
  kind: K,
  before: WorkValues[K] | null,
  next: WorkValues[K],
  isImport = false,
): WorkValues[K] {
  if (!before) return next;
  const isOlder = isImport && changedAt(kind, next) <= changedAt(kind, before);
  const winner = isOlder ? before : next;
  if (kind === 'case-review') {
    const both = allReviews(before as CaseReview, next as CaseReview);
    return withEarlier(winner as CaseReview, both) as WorkValues[K];
  }
  if (kind !== 'query') return winner;
  const history = joined(before as WorkValues['query'], next as WorkValues['query']);
  return { ...winner, history } as WorkValues[K];
}
