import { countedRound } from '../../../core/query/course.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import type { CaseReview } from '../../../store/index.ts';

/** Cases and queries of one person on one day of this device's calendar. A case that was looked at twice is one case. */
export interface DayNumbers {
  readonly reviewed: number;
  readonly noQuery: number;
  readonly sent: number;
}

const dayOf = (at: number): string => new Date(at).toDateString();

/** Counts what was kept today. A query whose sending was taken back, or that was withdrawn, is none. */
export function dayNumbers(reviews: readonly CaseReview[], queries: readonly QueryRecord[], now: number): DayNumbers {
  const today = reviews.filter((each) => dayOf(each.at) === dayOf(now));
  return {
    reviewed: today.length,
    noQuery: today.filter((each) => each.outcome === 'no-query').length,
    sent: queries.filter((each) => {
      const sent = countedRound(each)?.sent;
      return sent !== null && sent !== undefined && dayOf(sent.at) === dayOf(now);
    }).length,
  };
}
