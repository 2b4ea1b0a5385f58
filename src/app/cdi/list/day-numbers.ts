import { countedRound } from '../../../core/query/course.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import { allReviews, type CaseReview } from '../../../store/index.ts';

/** Reviews and queries of one person on one day of this device's calendar. A case that was reviewed twice is two reviews. */
export interface DayNumbers {
  readonly reviewed: number;
  readonly noQuery: number;
  readonly sent: number;
}

const dayOf = (at: number): string => new Date(at).toDateString();

/**
 * Counts what was done today. `nowOf`: the hospital's moment now, for an encounter ('Encounter/12'): what was done is timed by that clock. A query whose
 * sending was taken back, or that was withdrawn, is none.
 */
export function dayNumbers(
  reviews: readonly CaseReview[],
  queries: readonly QueryRecord[],
  nowOf: (encounter: string) => number,
): DayNumbers {
  const today = reviews.flatMap((each) => allReviews(each).filter(({ at }) => dayOf(at) === dayOf(nowOf(each.key))));
  return {
    reviewed: today.length,
    noQuery: today.filter((each) => each.outcome === 'no-query').length,
    sent: queries.filter((each) => {
      const sent = countedRound(each)?.sent;
      return sent !== null && sent !== undefined && dayOf(sent.at) === dayOf(nowOf(each.encounter));
    }).length,
  };
}
