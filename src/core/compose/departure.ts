import { reviewedText } from './response.ts';
import type { EvidenceLine, Statement } from './statement.ts';
import { ascii } from './wording.ts';

/** Why care took another course: short, neutral, in a fixed order. `needsWords`: it says nothing until the clinician adds own words. */
export const DEPARTURE_REASONS = [
  { id: 'contraindicated', text: 'Contraindicated' },
  { id: 'declined', text: 'Patient or family declined' },
  { id: 'goals-of-care', text: 'Goals of care' },
  { id: 'done-elsewhere', text: 'Done elsewhere or before arrival' },
  { id: 'transferred', text: 'Transferred' },
  { id: 'improved', text: 'Course improved before it was due' },
  { id: 'judgment', text: 'Clinical judgment, as follows', needsWords: true },
  { id: 'other', text: 'Other, as follows', needsWords: true },
] as const satisfies readonly { readonly id: string; readonly text: string; readonly needsWords?: true }[];

export type DepartureReason = (typeof DEPARTURE_REASONS)[number]['id'];

/** What a clinician chose to put into an addendum on care that differed from the usual course. */
export interface Departure {
  /** Name of the condition as documented; null where none may be named. */
  readonly about: string | null;
  readonly facts: readonly EvidenceLine[];
  /** What was looked for and is not in the record, as the prompt says it. */
  readonly absent: readonly Statement[];
  readonly reasons: readonly DepartureReason[];
  readonly ownWords: string;
  /** Until when the record was read, wall clock: '03-02 08:14'. */
  readonly readAt: string;
}

/** True when a chosen reason needs own words and there are none. */
export const lacksWords = ({ reasons, ownWords }: Pick<Departure, 'reasons' | 'ownWords'>): boolean =>
  ownWords.trim() === '' && DEPARTURE_REASONS.some((each) => 'needsWords' in each && reasons.includes(each.id));

/**
 * An addendum that a clinician pastes and signs: a neutral heading, the facts with times, what is not in the record, and the reason in their choice and words.
 * Empty while no reason is given: facts alone explain nothing. Withdrawn facts and our scores are left out; ASCII throughout.
 */
export function departureText({ about, facts, absent, reasons, ownWords, readAt }: Departure): string {
  const own = ownWords.trim().replace(/\r\n?/g, '\n');
  const chosen = DEPARTURE_REASONS.filter(({ id }) => reasons.includes(id));
  // "as follows" is a door to own words: the words stand for it.
  const named = chosen
    .filter((each) => !('needsWords' in each) || each.id === 'judgment')
    .map(({ id, text }) => (id === 'judgment' ? 'Clinical judgment' : text));
  if (lacksWords({ reasons, ownWords }) || (named.length === 0 && own === '')) return '';
  const listed = named.map((text, at) => (at === 0 ? text : text.charAt(0).toLowerCase() + text.slice(1))).join('; ');
  const reason = [listed, own].filter((part) => part !== '').join(': ');
  const recorded = facts.filter((line) => !line.flags.some((flag) => flag === 'withdrawn' || flag === 'score')).map(reviewedText);
  const missing = absent.map(({ text }) => `- ${text.replace(/^Not (found|measured): /, '')}`);
  return ascii(
    [
      `Addendum: why care differed${about === null ? '' : ` (${about})`}`,
      ...(recorded.length > 0 ? ['Recorded:', ...new Set(recorded)] : []),
      ...(missing.length > 0 ? [`Not in the record read to ${readAt}:`, ...new Set(missing)] : []),
      `Reason: ${reason}${/[.?!]$/.test(reason) ? '' : '.'}`,
    ].join('\n'),
  );
}
