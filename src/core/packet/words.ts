import type { Instant } from '../chart/fact.ts';
import { isZone, wallClock } from '../chart/instant.ts';
import type { Verdict } from '../chart/verdict.ts';
import type { TimelinePattern } from '../evaluate/timeline.ts';
import type { Timer } from '../stay/stay.ts';

/** The version of what makes a packet and everything under it; a test holds it to the package. */
export const ENGINE_VERSION = '0.1.0';

const two = (value: number) => String(value).padStart(2, '0');

/** '2026-03-02 14:05' on the hospital's clock; without a zone in UTC, and says so: '2026-03-02 19:05Z'. Null for what has no time. */
export function fullTime(at: Instant | null, zone: string | null): string | null {
  if (at === null || !Number.isFinite(at)) return null;
  const local = zone !== null && isZone(zone) ? zone : null;
  const clock = new Date(local === null ? at : wallClock(at, local));
  const day = `${clock.getUTCFullYear()}-${two(clock.getUTCMonth() + 1)}-${two(clock.getUTCDate())}`;
  return `${day} ${two(clock.getUTCHours())}:${two(clock.getUTCMinutes())}${local === null ? 'Z' : ''}`;
}

/** '2026-03-02'. */
export const fullDay = (at: Instant, zone: string | null): string => fullTime(at, zone)?.split(' ')[0] ?? '';

/** Composed words leave the year out where it is that of `asOf`; a document is read in other years. Quoted words stay as they are. */
export function withYears(says: string, quote: string | null, asOf: Instant, zone: string | null): string {
  const year = fullTime(asOf, zone)?.slice(0, 4);
  const put = (text: string) => text.replace(/(?<![\d-])(\d\d-\d\d) (?=\d\d:\d\d)/g, `${year}-$1 `);
  const at = quote === null || quote === '' ? -1 : says.indexOf(quote);
  return at < 0 || quote === null ? put(says) : `${put(says.slice(0, at))}${quote}${put(says.slice(at + quote.length))}`;
}

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  met: 'met',
  'not-met': 'not met',
  'not-found': 'not found',
  'not-known': 'not known',
};

/** What the order of statements amounts to, as what happened; never what follows from it. */
export const PATTERN_WORDS: Readonly<Record<TimelinePattern, string>> = {
  consistent: 'Affirmed in two or more notes and not denied after',
  confirmed: 'First stated as possible, then affirmed',
  'ruled-out': 'First stated as possible, then ruled out or denied',
  reversed: 'Affirmed, then ruled out',
  contradicted: 'Affirmed, then denied',
  dropped: 'Last affirmed more than 48 h before the end of the stay; the discharge summary does not name it',
  'late-appearance': 'First named in the discharge summary',
};

export const TIMER_WORDS: Readonly<Record<Timer['state'], string>> = {
  waiting: 'has not begun to run',
  due: 'is running',
  passed: 'has passed',
  done: 'is done',
};

/** Fixed words of the page: what its parts are called. */
export const HEADINGS = {
  summary: 'Summary: key facts in order of time',
  stated: 'What the record states',
  others: 'Other mentions: not by a provider of this stay, not signed, or as history',
  definitions: 'Definitions used',
  narrative: 'Facts in order of time',
  criteria: 'Criteria',
  for: 'Facts counted for the governing definition, with the parts of each score',
  against: 'Facts that speak against it, or point the other way',
  course: 'Course of each measurement',
  unread: 'What could not be read',
  versions: 'Versions',
  status: 'Status, as recorded',
  midnights: 'Midnights and hours',
  timers: 'Times and notices',
  utilization: 'Entries of utilization review',
  expectation: 'Expected stay, as stated',
  contradictions: 'Statements that point to a shorter stay',
  severity: 'How ill: worst values',
  decision: 'The same, as known at the inpatient order',
  intensity: 'What was done',
  risk: 'What could go wrong, as stated',
  gaps: 'Looked for and not found',
} as const;

export type SectionId = keyof typeof HEADINGS;
