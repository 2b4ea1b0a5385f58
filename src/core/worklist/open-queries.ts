import type { Instant } from '../chart/fact.ts';
import { roundOf } from '../query/course.ts';
import { ageHours, isOpen, isWaiting } from '../query/life.ts';
import type { QueryPolicy } from '../query/policy.ts';
import type { QueryRecord } from '../query/record.ts';

/** A query that is still at work: it waits for its reply, or for a note that carries the answer. */
export interface OpenQuery {
  readonly key: string;
  readonly title: string;
  readonly concept: string;
  readonly recipient: string | null;
  readonly sentAt: Instant;
  /** Hours it has waited, or did wait for its answer. */
  readonly hours: number;
  /** False: somebody answered, and no note carries it yet. */
  readonly waits: boolean;
  /** Waits beyond the response time of the hospital's policy, or beyond a reminder that nobody sent. */
  readonly overdue: boolean;
}

const HOUR = 3_600_000;

/** The open queries among those kept for one encounter, oldest first. */
export const openQueriesOf = (records: readonly QueryRecord[], now: Instant, policy: QueryPolicy): readonly OpenQuery[] =>
  records
    .filter((record) => isOpen(record))
    .flatMap((record): OpenQuery[] => {
      const { sent, lastSent } = roundOf(record);
      if (sent === null) return [];
      return [
        {
          key: record.key,
          title: record.draft.title,
          concept: record.concept,
          recipient: lastSent?.to ?? record.recipient?.name ?? null,
          sentAt: sent.at,
          hours: ageHours(record, now) ?? 0,
          waits: isWaiting(record),
          overdue: isOverdue(record, now, policy),
        },
      ];
    })
    .sort((a, b) => a.sentAt - b.sentAt || (a.key < b.key ? -1 : 1));

/** True when a query that waits is past the next date of the policy that nobody has acted on: its response time, else the reminder that is next. */
export function isOverdue(record: QueryRecord, now: Instant, policy: QueryPolicy): boolean {
  const { sent, reminded } = roundOf(record);
  if (sent === null || !isWaiting(record)) return false;
  const reminder = policy.reminders[Math.max(0, ...reminded.map(({ step }) => step))];
  const dates = [policy.responseHours[record.timing], reminder].filter((hours): hours is number => hours !== null && hours !== undefined);
  return dates.length > 0 && now - sent.at >= Math.min(...dates) * HOUR;
}
