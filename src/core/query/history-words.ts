import type { Instant } from '../chart/fact.ts';
import { wallTime } from '../compose/clock.ts';
import type { QueryEvent, QueryRecord } from './record.ts';
import { oneLine, RESPONSE_WORDS, SENT_WORDS, WITHDRAWN_WORDS } from './words.ts';

/** One line of the history: when, by whom, what. */
export interface HistoryLine {
  readonly at: Instant;
  readonly text: string;
}

/** The whole history in words, as entered, what was taken back included: an audit shows that too. */
export const historyWords = (record: QueryRecord, zone: string | null, now: Instant): readonly HistoryLine[] =>
  record.history.map((event) => ({ at: event.at, text: `${wallTime(event.at, zone, now)} ${eventWords(event)}` }));

/** What happened, by whom: 'sent to Dr. Reyes, copied, by J. Doe'. */
export function eventWords(event: QueryEvent): string {
  const comment = event.comment === undefined || event.comment.trim() === '' ? '' : `. ${oneLine(event.comment)}`;
  return `${happened(event)}, by ${oneLine(event.by)}${comment}`;
}

function happened(event: QueryEvent): string {
  switch (event.kind) {
    case 'drafted':
      return 'drafted';
    case 'sent':
      return `sent to ${oneLine(event.to)}, ${SENT_WORDS[event.via]}${event.ref === undefined ? '' : ` (${event.ref})`}`;
    case 'viewed':
      return 'viewed';
    case 'reminded':
      return `reminder ${event.step}`;
    case 'escalated':
      return `escalated, step ${event.step}, to ${oneLine(event.to)}`;
    case 'responded':
      return `answered: ${RESPONSE_WORDS[event.response]}${event.basis === null ? '' : `; clinical basis: ${oneLine(event.basis)}`}`;
    case 'documented':
      return event.ref === null ? 'found in a note' : `found in a note (${event.ref})`;
    case 'withdrawn':
      return `withdrawn: ${WITHDRAWN_WORDS[event.reason]}`;
    case 'reopened':
      return `reopened: ${oneLine(event.reason)}`;
    case 'closed':
      return event.how === 'answered' ? 'closed' : 'closed without an answer';
    case 'sent-undone':
      return 'sending taken back';
  }
}
