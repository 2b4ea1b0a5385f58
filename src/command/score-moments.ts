import { bundleReads } from '../core/chart/reads.ts';
import { indexResources } from '../core/chart/resource-index.ts';
import { type ReviewContent, type ReviewOptions, reviewStays } from '../core/review/index.ts';
import type { Review } from '../core/review/review.ts';

const DAY_MS = 24 * 3_600_000;

/** Reviews one stay of some resources at a moment. */
export type ReviewAt = (resources: readonly unknown[], encounter: string, asOf: number) => Review | undefined;

/**
 * A reviewer for whom every type of the folder's resources was searched and read: what is then taken out was looked for and is not there.
 * A file without its last Coverage would else be one in which nobody looked.
 */
export function reviewerOf(entries: readonly unknown[], content: ReviewContent, options: ReviewOptions): ReviewAt {
  const types = new Set(indexResources(entries).entries.map(({ resource }) => String(resource.resourceType)));
  return (resources, encounter, asOf) =>
    reviewStays({ resources, content, sources: bundleReads(types, asOf), options: { ...options, encounter, asOf } })[0];
}

/** Each stay at its end, and, where it lasted longer than a day and a half, a day before: some items speak only while it is open. */
export function momentsOf(entries: readonly unknown[], content: ReviewContent, options: ReviewOptions): readonly Review[] {
  const again = reviewerOf(entries, content, options);
  const whole = reviewStays({ resources: entries, content, options });
  const open = whole.flatMap(({ encounter, asOf, levelOfCare }) =>
    asOf - (levelOfCare.careStart ?? asOf) > 1.5 * DAY_MS ? (again(entries, encounter, asOf - DAY_MS) ?? []) : [],
  );
  return [...whole, ...open];
}
