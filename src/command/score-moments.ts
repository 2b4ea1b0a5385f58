import { bundleReads, READ_TYPES } from '../core/chart/reads.ts';
import { indexResources } from '../core/chart/resource-index.ts';
import { type ReviewContent, type ReviewOptions, reviewStays } from '../core/review/index.ts';
import type { Review } from '../core/review/review.ts';

const DAY_MS = 24 * 3_600_000;

/** Reviews one stay of some resources at a moment. */
export type ReviewAt = (resources: readonly unknown[], encounter: string, asOf: number) => Review | undefined;

/**
 * What was searched: `all` types, as an app in an EHR does, for which a stay without a Procedure has none; or those the folder holds, as in an
 * export: where it holds no notes nobody looked.
 */
export type Searched = 'all' | 'held';

function searchedIn(entries: readonly unknown[], searched: Searched): readonly string[] {
  const held = indexResources(entries).entries.map(({ resource }) => String(resource.resourceType));
  return [...new Set([...held, ...(searched === 'all' ? READ_TYPES : [])])];
}

/** A reviewer for whom everything that was searched was read: what is then taken out was looked for and is not there. */
export function reviewerOf(entries: readonly unknown[], content: ReviewContent, options: ReviewOptions, searched: Searched): ReviewAt {
  const types = searchedIn(entries, searched);
  return (resources, encounter, asOf) =>
    reviewStays({ resources, content, sources: bundleReads(types, asOf), options: { ...options, encounter, asOf } })[0];
}

/** Reviews of the stays of some resources, at one moment each or at several. */
export type Moments = (
  entries: readonly unknown[],
  content: ReviewContent,
  options: ReviewOptions,
  searched: Searched,
) => readonly Review[];

/** Each stay at its end. */
export const endsOf: Moments = (entries, content, options, searched) => {
  const again = reviewerOf(entries, content, options, searched);
  return reviewStays({ resources: entries, content, options: { ...options, checklists: [FEWEST] } }).flatMap(
    ({ encounter, asOf }) => again(entries, encounter, asOf) ?? [],
  );
};

/** One checklist is the least that can be asked for, where only the end of a stay is wanted. */
const FEWEST = 'inpatient-status';

/** Each stay at its end, and, where it lasted longer than a day and a half, a day before: some items speak only while it is open. */
export const momentsOf: Moments = (entries, content, options, searched) => {
  const again = reviewerOf(entries, content, options, searched);
  const whole = endsOf(entries, content, options, searched);
  const open = whole.flatMap(({ encounter, asOf, levelOfCare }) =>
    asOf - (levelOfCare.careStart ?? asOf) > 1.5 * DAY_MS ? (again(entries, encounter, asOf - DAY_MS) ?? []) : [],
  );
  return [...whole, ...open];
};
