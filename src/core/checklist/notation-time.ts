import type { Instant } from '../chart/fact.ts';
import { civilDay, startOfDay } from '../stay/civil.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/** Minutes after midnight of day 0 on the hospital's clock, and how many words they took; null when the words are no time. */
export function minutesFrom(words: readonly string[], index: number): { readonly minutes: number; readonly used: number } | null {
  const word = words[index] ?? '';
  const clock = /^(-?)(\d+):(\d\d)$/.exec(word);
  if (clock) return { minutes: (clock[1] ? -1 : 1) * (Number(clock[2]) * 60 + Number(clock[3])), used: 1 };
  const days = /^(-?\d+)d$/.exec(word);
  if (!days) return null;
  const ofDay = /^(\d\d?):(\d\d)$/.exec(words[index + 1] ?? '');
  const minutes = Number(days[1]) * DAY_MINUTES + (ofDay ? Number(ofDay[1]) * 60 + Number(ofDay[2]) : 0);
  return { minutes, used: ofDay ? 2 : 1 };
}

/** The calendar of a case: day 0 is a January Monday in New York unless the case says otherwise. */
export interface Calendar {
  readonly zone: string;
  /** The first day, as a count of days (stay/civil). */
  readonly day: number;
}

export const DEFAULT_DATE = '2026-01-12';
export const DEFAULT_ZONE = 'America/New_York';

export const calendarFor = (zone: string, date: string): Calendar => ({ zone, day: civilDay(Date.parse(`${date}T12:00:00Z`), 'UTC') });

/** The instant of a wall-clock time of a case. Null when the zone is unknown. */
export function instantOf(calendar: Calendar, minutes: number): Instant | null {
  const day = Math.floor(minutes / DAY_MINUTES);
  const start = startOfDay(calendar.day + day, calendar.zone);
  return start === null ? null : start + (minutes - day * DAY_MINUTES) * MINUTE;
}
