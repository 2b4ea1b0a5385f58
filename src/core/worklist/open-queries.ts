import type { Instant } from '../chart/fact.ts';
import { roundOf } from '../query/course.ts';
import { type Due, dueAt } from '../query/due.ts';
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
  /** The time to answer has ended, or a step of the policy is due that nobody has taken. */
  readonly overdue: boolean;
  /** What is overdue, as it stands after "open 30 h": 'past its time to answer', 'reminder 1 due'; null where nothing is. */
  readonly overdueWords: string | null;
  /** Where it stands against the policy, in sentences. */
  readonly words: string;
}

/** The open queries among those kept for one encounter, oldest first. */
export const openQueriesOf = (
  records: readonly QueryRecord[],
  now: Instant,
  policy: QueryPolicy,
  zone: string | null = null,
): readonly OpenQuery[] =>
  records
    .filter((record) => isOpen(record))
    .flatMap((record): OpenQuery[] => {
      const { sent, lastSent } = roundOf(record);
      if (sent === null) return [];
      const due = dueAt(record, policy, now, zone);
      return [
        {
          key: record.key,
          title: record.draft.title,
          concept: record.concept,
          recipient: lastSent?.to ?? record.recipient?.name ?? null,
          sentAt: sent.at,
          hours: ageHours(record, now) ?? 0,
          waits: isWaiting(record),
          overdue: due.isOverdue || due.next?.isDue === true,
          overdueWords: overdueWords(due),
          words: due.words,
        },
      ];
    })
    .sort((a, b) => a.sentAt - b.sentAt || (a.key < b.key ? -1 : 1));

function overdueWords({ isOverdue, next }: Due): string | null {
  if (next?.isDue) return next.kind === 'reminder' ? `reminder ${next.step} due` : `step ${next.step}, ${next.to}, due`;
  return isOverdue ? 'past its time to answer' : null;
}
