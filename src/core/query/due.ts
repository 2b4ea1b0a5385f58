import type { Instant } from '../chart/fact.ts';
import { wallTime } from '../compose/clock.ts';
import { answeredAt, type Round, roundOf } from './course.ts';
import { isWaiting } from './life.ts';
import type { QueryPolicy } from './policy.ts';
import type { QueryRecord } from './record.ts';
import { hourWords, oneLine } from './words.ts';

const HOUR = 3_600_000;

/** The next thing the policy asks for: a reminder to the recipient, or a step up. `at`: since when, or from when, it is due. */
export interface Step {
  readonly kind: 'reminder' | 'escalation';
  /** Counted from 1, as in the history. */
  readonly step: number;
  readonly to: string;
  readonly at: Instant;
  readonly isDue: boolean;
}

/** Where a query stands against the policy at one moment. */
export interface Due {
  readonly next: Step | null;
  /** End of the time to answer; null: the hospital set none, or the query is not waiting. */
  readonly until: Instant | null;
  readonly isOverdue: boolean;
  readonly words: string;
}

const NOT_WAITING: Omit<Due, 'words'> = { next: null, until: null, isOverdue: false };

/**
 * What is due for a query at `now`. One thing at a time: a step up before a reminder, the newest missed reminder instead of all of them, and never a step
 * that skips the one below. After a late step the next one waits as long as the ladder's steps lie apart. Hours are hours of the clock, weekends
 * included.
 */
export function dueAt(record: QueryRecord, policy: QueryPolicy, now: Instant, zone: string | null): Due {
  const round = roundOf(record);
  if (!isWaiting(record) || round.sent === null) return { ...NOT_WAITING, words: restingWords(round, zone, now) };
  const window = policy.responseHours[record.timing];
  const until = window === null ? null : round.sent.at + window * HOUR;
  const isOverdue = until !== null && now > until;
  const next = nextStep(round, policy, now);
  const clock = (at: Instant) => wallTime(at, zone, now);
  const words = [
    `Sent ${clock(round.sent.at)} to ${oneLine(round.lastSent?.to ?? round.sent.to)}, waiting ${hourWords(Math.max(0, now - round.sent.at) / HOUR)}.`,
    until === null
      ? 'No time to answer is set.'
      : isOverdue
        ? `Time to answer ended ${clock(until)}.`
        : `To be answered by ${clock(until)}.`,
    next === null ? 'No further step is set.' : stepWords(next, clock(next.at)),
  ].join(' ');
  return { next, until, isOverdue, words };
}

/** Why nothing of the policy is due, and what a person may do all the same. */
function restingWords(round: Round, zone: string | null, now: Instant): string {
  if (round.withdrawn !== null) return 'Withdrawn: nothing is due.';
  if (round.closed !== null) return 'Closed: nothing is due.';
  if (round.sent === null) return 'Not sent yet.';
  if (round.misdirected) return 'Returned as sent to the wrong person. It waits to be sent to another provider.';
  if (round.documented !== null) return 'A note carries the answer. It can be closed.';
  const at = answeredAt(round);
  return `Answered ${at === null ? '' : `${wallTime(at, zone, now)} `}and not found in a note yet.`;
}

const stepWords = ({ kind, step, to, isDue }: Step, at: string): string =>
  `${kind === 'reminder' ? `Reminder ${step}` : `Step ${step}, ${to},`} ${isDue ? `due since ${at}` : `from ${at}`}.`;

function nextStep(round: Round, policy: QueryPolicy, now: Instant): Step | null {
  const up = nextRung(round, policy, now);
  if (up?.isDue) return up;
  const reminder = nextReminder(round, policy, now);
  if (up === null || reminder === null) return reminder ?? up;
  return reminder.isDue || reminder.at <= up.at ? reminder : up;
}

function nextRung({ sent, escalated }: Round, { escalationLadder }: QueryPolicy, now: Instant): Step | null {
  if (sent === null) return null;
  const last = escalated.at(-1) ?? null;
  const done = Math.max(0, ...escalated.map(({ step }) => step));
  const rung = escalationLadder[done];
  if (rung === undefined) return null;
  const gap = rung.hours - (escalationLadder[done - 1]?.hours ?? 0);
  const at = Math.max(sent.at + rung.hours * HOUR, last === null ? 0 : last.at + gap * HOUR);
  return { kind: 'escalation', step: done + 1, to: rung.to, at, isDue: now >= at };
}

function nextReminder({ sent, lastSent, reminded, escalated }: Round, { reminders }: QueryPolicy, now: Instant): Step | null {
  // on the ladder the recipient is no longer reminded: somebody speaks with them
  if (sent === null || lastSent === null || escalated.length > 0) return null;
  const done = Math.max(0, ...reminded.map(({ step }) => step));
  const left = reminders.map((hours, index) => ({ step: index + 1, at: lastSent.at + hours * HOUR })).filter(({ step }) => step > done);
  const next = left.findLast(({ at }) => now >= at) ?? left[0];
  return next === undefined ? null : { kind: 'reminder', ...next, to: lastSent.to, isDue: now >= next.at };
}

/** How a query stands to the time that the policy gives for an answer. */
export type Timeliness = 'in-time' | 'late' | 'waiting' | 'overdue' | 'no-window' | 'not-sent';

/** Timeliness of one round, for lists and numbers. A round that ended without an answer counts by its end, not by `now`. */
export function timelinessOf(round: Round, timing: QueryRecord['timing'], policy: QueryPolicy, now: Instant): Timeliness {
  if (round.sent === null) return 'not-sent';
  const window = policy.responseHours[timing];
  if (window === null) return 'no-window';
  const answered = answeredAt(round);
  const until = round.sent.at + window * HOUR;
  if (answered !== null) return answered <= until ? 'in-time' : 'late';
  return round.closed !== null || now > until ? 'overdue' : 'waiting';
}

/** A reminder as its own message: when it was asked, that any answer completes it, what to do when the patient is no longer theirs. Nothing clinical, no pressure (QL027). */
export function reminderText(record: QueryRecord, zone: string | null, now: Instant): string {
  const sent = roundOf(record).sent;
  const asked = sent === null ? 'A documentation query' : `A documentation query of ${wallTime(sent.at, zone, now)}`;
  return [
    `${asked} has no answer yet.`,
    'Any answer completes it, also "Unable to determine".',
    `If you no longer care for this patient, tell ${oneLine(record.author.name)}, who will ask your colleague.`,
  ].join(' ');
}

/** The message for a step of the ladder: a fact and a request for help, no judgment on anybody. */
export function escalationText(record: QueryRecord, zone: string | null, now: Instant): string {
  const { sent, lastSent } = roundOf(record);
  const asked = sent === null || lastSent === null ? '' : ` of ${wallTime(sent.at, zone, now)} to ${oneLine(lastSent.to)}`;
  return [
    `A documentation query${asked} has no answer yet.`,
    'Help is asked in reaching the provider or naming another one who cares for this patient.',
    `The query and its findings are with ${oneLine(record.author.name)}.`,
  ].join(' ');
}
