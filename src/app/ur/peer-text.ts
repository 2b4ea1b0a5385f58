import type { Brief } from '../../core/compose/brief.ts';
import type { Review } from '../../core/review/review.ts';
import type { Timer } from '../../core/stay/stay.ts';
import type { Kept } from '../../store/index.ts';
import type { PagePart } from './page-text.ts';
import { hoursMinutes, zonedTime } from './wall.ts';
import { urWords } from './words.ts';

const CALL = 'T-PAYER-PEER-TO-PEER';

/** The call the plan offers, as UR entered it: the last one that is not closed, else the last; null when none was entered. */
export function callOf(review: Review): Timer | null {
  const calls = review.levelOfCare.timers.filter((timer) => timer.id === CALL);
  return calls.findLast((timer) => timer.state !== 'done') ?? calls.at(-1) ?? null;
}

/** 'Offered 05-12 09:00 EDT; to 05-12 17:00 EDT, in 3:20'. The end is never assumed. */
export function callText(call: Timer, { zone, asOf }: Review): string {
  const words = urWords.peer;
  const offered = words.offered(zonedTime(call.at, zone));
  if (call.state === 'done') return `${offered}; ${words.closed}`;
  if (call.deadline === null) return `${offered}; ${words.noEnd}`;
  const until = zonedTime(call.deadline, zone);
  return `${offered}; ${call.deadline > asOf ? words.until(until, hoursMinutes(call.deadline - asOf)) : words.over(until)}`;
}

/** Which field of the call a draft holds. */
export const CALL_FIELDS = ['reference', 'notes'] as const;
export type CallField = (typeof CALL_FIELDS)[number];
export const callKey = (review: Review, field: CallField): string => `${review.encounter}|peer-to-peer|${field}`;
export const callNote = (review: Review, kept: Kept, field: CallField): string =>
  kept.drafts.find((draft) => draft.key === callKey(review, field))?.words ?? '';

/** Five points, what speaks against, what is not known. A point is its sentence, then its facts. */
export function peerParts({ peer }: Brief): PagePart[] {
  const words = urWords.peer;
  const points = peer.points.map((point, index): PagePart => {
    const { id, sentence, facts } = point;
    return { id, title: `${index + 1}. ${words.points[id]}`, lines: [sentence, ...facts], isPoint: true };
  });
  return [
    ...points,
    {
      id: 'against',
      title: words.against,
      lines: peer.against.length > 0 ? peer.against : [{ text: words.noneAgainst, sources: [] }],
      isColumn: true,
    },
    {
      id: 'unknown',
      title: words.unknown,
      lines: peer.unknown.length > 0 ? peer.unknown : [{ text: words.noneUnknown, sources: [] }],
      isColumn: true,
    },
  ];
}

/** The call as lines of the text: window, reference, notes. */
export function callPart(review: Review, kept: Kept): PagePart {
  const words = urWords.peer;
  const call = callOf(review);
  const reference = callNote(review, kept, 'reference').trim();
  const notes = callNote(review, kept, 'notes').trim();
  const lines = [
    `${words.window}: ${call ? callText(call, review) : words.noWindow}`,
    ...(reference === '' ? [] : [`${words.reference}: ${reference}`]),
    ...(notes === '' ? [] : [`${words.notes}: ${notes}`]),
    words.ask,
  ];
  return { id: 'call', title: words.call, lines: lines.map((text) => ({ text, sources: [] })) };
}
