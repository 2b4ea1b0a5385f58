import type { Instant } from '../chart/fact.ts';
import type { QueryEvent, QueryRecord, QueryState } from './record.ts';

/** How long a `sent` can be taken back; the same ten seconds as every undo. */
export const UNDO_MS = 10_000;

type Sent = Extract<QueryEvent, { kind: 'sent' }>;
type Responded = Extract<QueryEvent, { kind: 'responded' }>;

/** One round of asking: from the draft, or from a reopening, to its end. A query that was never reopened has one. */
export interface Round {
  readonly state: QueryState;
  /** First time this round was sent; null: not sent, or taken back. The clock of the policy starts here. */
  readonly sent: Sent | null;
  /** The newest sending: who is asked now. */
  readonly lastSent: Sent | null;
  /** Answers from somebody who could answer; "wrong recipient" is none. */
  readonly answers: readonly Responded[];
  /** When a note carried the answer. */
  readonly documented: Extract<QueryEvent, { kind: 'documented' }> | null;
  readonly reminded: readonly Extract<QueryEvent, { kind: 'reminded' }>[];
  readonly escalated: readonly Extract<QueryEvent, { kind: 'escalated' }>[];
  readonly withdrawn: Extract<QueryEvent, { kind: 'withdrawn' }> | null;
  readonly closed: Extract<QueryEvent, { kind: 'closed' }> | null;
  /** The newest answer was "wrong recipient" and nobody else was asked since. */
  readonly misdirected: boolean;
}

const NEW_ROUND: Round = {
  ...{ state: 'drafted', sent: null, lastSent: null, answers: [], documented: null, reminded: [], escalated: [] },
  ...{ withdrawn: null, closed: null, misdirected: false },
};

/** The events that count, in the order they were entered: a `sent` that was taken back is gone, with its taking back. */
export function standing(history: readonly QueryEvent[]): readonly QueryEvent[] {
  const kept: QueryEvent[] = [];
  for (const event of history) {
    if (event.kind !== 'sent-undone') kept.push(event);
    else if (kept.at(-1)?.kind === 'sent') kept.pop();
  }
  return kept;
}

/** The rounds of a query, oldest first; never empty. Events are taken as they were entered: their times may be earlier (a reply entered late). */
export function roundsOf(record: Pick<QueryRecord, 'history'>): readonly [Round, ...Round[]] {
  const before: Round[] = [];
  let round = NEW_ROUND;
  for (const event of standing(record.history)) {
    if (event.kind === 'reopened') {
      before.push(round);
      round = NEW_ROUND;
    } else round = grown(round, event);
  }
  const [first, ...rest] = [...before, round];
  return [first ?? round, ...rest];
}

/** The round that runs now, or ran last. */
export function roundOf(record: Pick<QueryRecord, 'history'>): Round {
  const rounds = roundsOf(record);
  return rounds.at(-1) ?? rounds[0];
}

/**
 * The round that counts in numbers: the newest that was sent and not withdrawn. Null for a query that never was, so that what was withdrawn, or
 * reopened and not yet sent again, counts as what it was.
 */
export const countedRound = (record: Pick<QueryRecord, 'history'>): Round | null =>
  roundsOf(record).findLast((round) => round.sent !== null && round.withdrawn === null) ?? null;

function grown(round: Round, event: QueryEvent): Round {
  switch (event.kind) {
    case 'sent':
      return { ...round, state: 'sent', sent: round.sent ?? event, lastSent: event, misdirected: false };
    case 'viewed':
      return { ...round, state: round.state === 'sent' ? 'viewed' : round.state };
    case 'reminded':
      return { ...round, reminded: [...round.reminded, event] };
    case 'escalated':
      return { ...round, state: 'escalated', escalated: [...round.escalated, event] };
    case 'responded':
      if (event.response === 'wrong-recipient') return { ...round, state: 'responded', misdirected: true };
      return {
        ...round,
        state: round.documented === null ? 'responded' : 'documented',
        answers: [...round.answers, event],
        misdirected: false,
      };
    case 'documented':
      return { ...round, state: 'documented', documented: event };
    case 'withdrawn':
      return { ...round, state: 'withdrawn', withdrawn: event };
    case 'closed':
      return { ...round, state: event.how === 'answered' ? 'closed' : 'closed-unresponded', closed: event };
    case 'drafted':
    case 'reopened':
    case 'sent-undone':
      return round;
  }
}

/** When the first answer came: a reply, or a note that carries the answer although nobody replied. Null: none yet. */
export function answeredAt(round: Round): Instant | null {
  const times = [...round.answers.map(({ at }) => at), ...(round.documented === null ? [] : [round.documented.at])];
  return times.length === 0 ? null : Math.min(...times);
}
