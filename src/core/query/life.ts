import type { Instant, SourceRef } from '../chart/fact.ts';
import { mayBeSent } from '../lint/finding.ts';
import { answeredAt, type Round, roundOf, standing, UNDO_MS } from './course.ts';
import type { QueryEvent, QueryRecord, QueryState } from './record.ts';

/** Something that may not be done, and why, in words for the screen. */
export interface Refusal {
  readonly refused: string;
}

export const isRefusal = (value: object): value is Refusal => 'refused' in value;

/** Where the query stands: worked out from its history every time (decision 0028). */
export const stateOf = (record: Pick<QueryRecord, 'history'>): QueryState => roundOf(record).state;

const HOUR = 3_600_000;

/** The query with one more event, or why it may not be. The record given is untouched; `at` may be earlier than the newest event: a reply is often entered late. */
export function append(record: QueryRecord, event: QueryEvent): QueryRecord | Refusal {
  const why = refusalOf(record, event);
  return why === null ? { ...record, history: [...record.history, event] } : { refused: why };
}

/** All events in turn; the first refusal ends it. */
export function appendAll(record: QueryRecord, events: readonly QueryEvent[]): QueryRecord | Refusal {
  let grown: QueryRecord = record;
  for (const event of events) {
    const next = append(grown, event);
    if (isRefusal(next)) return next;
    grown = next;
  }
  return grown;
}

/** Waiting for a reply. */
const WAITING: ReadonlySet<QueryState> = new Set<QueryState>(['sent', 'viewed', 'escalated']);
const CLOSED: ReadonlySet<QueryState> = new Set<QueryState>(['closed', 'closed-unresponded']);

/** An answer that is disputed may be escalated: it has its answer all the same. */
const waits = (round: Round): boolean => WAITING.has(round.state) && answeredAt(round) === null;

/** Sent, and nobody has replied yet. */
export const isWaiting = (record: Pick<QueryRecord, 'history'>): boolean => waits(roundOf(record));

/** Still at work: waits for a reply, or was answered and no note carries the answer yet. A draft is not open, and neither is what was closed or withdrawn. */
export function isOpen(record: Pick<QueryRecord, 'history'>): boolean {
  const state = stateOf(record);
  return WAITING.has(state) || state === 'responded';
}

/** Null when the event may follow. */
function refusalOf(record: QueryRecord, event: QueryEvent): string | null {
  const round = roundOf(record);
  const { state } = round;
  if (!Number.isFinite(event.at)) return 'The time of this event is not known.';
  if (event.by.trim() === '') return 'Say who did it.';
  if (event.kind === 'reopened') return reopening(state, event.reason);
  if (state === 'withdrawn') return 'This query was withdrawn. Reopen it first.';
  if (CLOSED.has(state)) return 'This query is closed. Reopen it first.';
  if (event.kind === 'drafted') return standing(record.history).length === 0 ? null : 'This query is drafted already.';
  if (event.kind === 'sent') return sending(record, round, event);
  if (event.kind === 'withdrawn') return withdrawing(round);
  if (round.sent === null || round.lastSent === null) return 'This query was not sent yet.';
  if (event.kind === 'sent-undone') return undoing(record, event.at);
  if (event.at < round.sent.at) return 'This time is before the query was sent.';
  switch (event.kind) {
    case 'viewed':
      return waits(round) ? null : 'The query was answered before.';
    case 'reminded':
      if (!isStep(event.step)) return 'Steps are counted from 1.';
      return waits(round) ? null : 'The query was answered: there is nothing to remind of.';
    case 'escalated':
      return escalating(round, event.step, event.to);
    case 'responded':
      if (state === 'documented' && round.answers.length > 0) return 'A note carries the answer already. Reopen the query to ask again.';
      if (state === 'documented' && event.response === 'wrong-recipient') return 'A note carries the answer already.';
      return null;
    case 'documented':
      if (round.documented !== null) return 'A note carries the answer already.';
      return round.misdirected ? 'The query was returned as sent to the wrong person. Send it to another provider first.' : null;
    case 'closed':
      return closing(round, event.how);
  }
}

const isStep = (step: number): boolean => Number.isInteger(step) && step >= 1;

function reopening(state: QueryState, reason: string): string | null {
  if (reason.trim() === '') return 'Say why the query is reopened.';
  const mayBe = state === 'withdrawn' || state === 'responded' || state === 'documented' || CLOSED.has(state);
  return mayBe ? null : 'This query is still at work: there is nothing to reopen.';
}

/** QL077: whatever the way out, nothing leaves with an E finding, nor with a W finding that nobody gave a reason for. */
function sending(record: QueryRecord, round: Round, event: Extract<QueryEvent, { kind: 'sent' }>): string | null {
  const why = unfit(record);
  if (why !== null) return why;
  if (event.to.trim() === '') return 'Say to whom the query goes.';
  if (event.at < record.createdAt) return 'This time is before the query was drafted.';
  if (round.lastSent !== null && event.at < round.lastSent.at) return 'This time is before the query was last sent.';
  if (round.state === 'drafted' || round.misdirected) return null;
  if (!waits(round)) return 'The query was answered. Reopen it to ask again.';
  if (sameName(event.to, round.lastSent?.to ?? '')) return 'The query is with this person already. Send a reminder instead.';
  return null;
}

/** Why the text of a query may not leave at all: an E finding, or a W finding without a reason; null when it may. Every way out asks this. */
export function unfit(record: Pick<QueryRecord, 'lint' | 'text'>): string | null {
  const { findings, overrides } = record.lint;
  if (record.text.trim() === '') return 'The query has no text.';
  const block = findings.find((each) => each.severity === 'E');
  if (block !== undefined && !mayBeSent(findings)) return `Not sent (${block.rule}, ${block.at}): ${block.message}`;
  const bare = findings.find(
    (each) =>
      each.severity === 'W' && !overrides.some(({ rule, at, reason }) => rule === each.rule && at === each.at && reason.trim() !== ''),
  );
  return bare === undefined ? null : `Not sent (${bare.rule}, ${bare.at}): give a reason for keeping this. ${bare.message}`;
}

const withdrawing = (round: Round): string | null => (answeredAt(round) === null ? null : 'The query was answered. Close it instead.');

function undoing({ history }: QueryRecord, at: Instant): string | null {
  const last = history.at(-1);
  if (last?.kind !== 'sent') return 'Only the last step can be taken back, and it was not a sending.';
  if (last.ref !== undefined) return 'It stands in the EHR already. Withdraw the query instead.';
  if (at < last.at || at - last.at > UNDO_MS) return 'More than 10 seconds have passed. Withdraw the query instead.';
  return null;
}

function escalating(round: Round, step: number, to: string): string | null {
  if (!isStep(step)) return 'Steps are counted from 1.';
  if (to.trim() === '') return 'Say to whom it is escalated.';
  const highest = Math.max(0, ...round.escalated.map((each) => each.step));
  if (step <= highest) return `Step ${highest} was reached already.`;
  // an answer that somebody disputes may go up the ladder too; one that a note carries is settled
  return round.state === 'documented' ? 'A note carries the answer: there is nothing to escalate.' : null;
}

function closing(round: Round, how: 'answered' | 'unresponded'): string | null {
  const answered = answeredAt(round) !== null;
  if (how === 'answered') return answered ? null : 'Nobody has answered. Close it as not answered, or withdraw it.';
  return answered ? 'The query was answered: close it as answered.' : null;
}

/**
 * Hours the query has waited, or did wait: from sending to the first answer, its end, or `now`. Null: not sent. A reopened query starts anew. Never
 * negative: the clock of another device may run behind.
 */
export function ageHours(record: Pick<QueryRecord, 'history'>, now: Instant): number | null {
  const round = roundOf(record);
  if (round.sent === null) return null;
  const until = answeredAt(round) ?? round.withdrawn?.at ?? round.closed?.at ?? now;
  return Math.max(0, until - round.sent.at) / HOUR;
}

/** A provider as a query names one. */
type Recipient = NonNullable<QueryRecord['recipient']>;

const plainName = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, ' ');
const sameName = (a: string, b: string): boolean => plainName(a) === plainName(b);

/** By reference where both have one: two people may share a name. */
function isRecipient(record: QueryRecord, wanted: Recipient): boolean {
  const ref = record.recipient?.ref ?? null;
  if (ref !== null && wanted.ref !== null) return ref === wanted.ref;
  const names = [record.recipient?.name, roundOf(record).lastSent?.to].filter((name) => name !== undefined);
  return names.some((name) => sameName(name, wanted.name));
}

/**
 * The open query on the same concept with the same recipient, newest first asked (QL012); null: none. Without a recipient any will do. `records` are
 * those of one encounter, or name the encounter: a query about somebody else is no duplicate.
 */
export function openQueryFor(
  records: readonly QueryRecord[],
  concept: string,
  recipient: Recipient | null,
  encounter: SourceRef | null = null,
): QueryRecord | null {
  const open = records.filter(
    (record) =>
      isOpen(record) &&
      record.concept === concept &&
      (encounter === null || record.encounter === encounter) &&
      (recipient === null || isRecipient(record, recipient)),
  );
  return open.reduce<QueryRecord | null>(
    (newest, each) => (newest === null || (roundOf(each).sent?.at ?? 0) > (roundOf(newest).sent?.at ?? 0) ? each : newest),
    null,
  );
}
