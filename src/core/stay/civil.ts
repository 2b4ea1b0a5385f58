import type { Instant } from '../chart/fact.ts';

/** A day of the local calendar as a count of days (1970-01-01 is 0), so that neighbouring dates differ by 1 whatever the clock does. */
export type CivilDay = number;

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatFor(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  // A bare offset is not a place: it has no clock changes, and newer engines would accept it.
  if (/^[A-Za-z]/.test(zone)) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      format = null; // RangeError is how Intl says "no such zone"; callers ask isKnownZone first
    }
  }
  formats.set(zone, format);
  return format;
}

/** True for an IANA zone that this engine knows. Offsets ("+05:00") and empty text are no zones. */
export const isKnownZone = (zone: string | null | undefined): zone is string => Boolean(zone) && formatFor(zone ?? '') !== null;

/** The local wall clock at `at`, written as if it were UTC milliseconds. NaN for an unknown zone. */
function wallClock(at: Instant, zone: string): number {
  const format = formatFor(zone);
  if (!format) return Number.NaN;
  const part: Record<string, number> = {};
  for (const piece of format.formatToParts(at)) part[piece.type] = Number(piece.value);
  const wall = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0, part.second ?? 0);
  return wall + (((at % 1000) + 1000) % 1000);
}

/** The local date at `at` in `zone`, as a day number. NaN for an unknown zone. */
export const civilDay = (at: Instant, zone: string): CivilDay => Math.floor(wallClock(at, zone) / DAY_MS);

/** '2026-03-08', the way a day is printed. */
export const isoDay = (day: CivilDay): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

const starts = new Map<string, Instant | null>();

/**
 * The first instant of a local day: 00:00 where the clock shows it, else the moment after the gap (Cairo in April: 01:00).
 * Null when the zone is unknown or never had that day (Samoa skipped 2011-12-30).
 */
export function startOfDay(day: CivilDay, zone: string): Instant | null {
  const key = `${zone} ${day}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const found = findStart(day, zone);
  starts.set(key, found);
  return found;
}

function findStart(day: CivilDay, zone: string): Instant | null {
  if (!isKnownZone(zone)) return null;
  const midnight = day * DAY_MS;
  const offsets = new Set([-1.5, 0, 1.5].map((days) => offsetAt(midnight + days * DAY_MS, zone)));
  const exact = [...offsets].map((offset) => midnight - offset).filter((at) => wallClock(at, zone) === midnight);
  if (exact.length > 0) return Math.min(...exact);
  // The clock jumped over 00:00: close in on the first instant at or past it.
  let before = midnight - 1.5 * DAY_MS;
  let after = midnight + 1.5 * DAY_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallClock(middle, zone) >= midnight) after = middle;
    else before = middle;
  }
  return civilDay(after, zone) === day ? after : null;
}

const offsetAt = (at: Instant, zone: string): number => wallClock(at, zone) - at;

/** A start of a local day, with the day it opens. */
export interface Midnight {
  readonly at: Instant;
  readonly day: CivilDay;
}

/** Every start of a local day from `from` to `to`, both ends included, oldest first. Callers decide about the ends. Empty for an unknown zone. */
export function midnightsBetween(from: Instant, to: Instant, zone: string): readonly Midnight[] {
  if (!isKnownZone(zone) || !(to >= from)) return [];
  const found: Midnight[] = [];
  const last = civilDay(to, zone);
  for (let day = civilDay(from, zone); day <= last; day += 1) {
    const at = startOfDay(day, zone);
    if (at !== null && at >= from && at <= to) found.push({ at, day });
  }
  return found;
}

/** The next start of a local day strictly after `at`; null for an unknown zone. */
export function nextMidnight(at: Instant, zone: string): Instant | null {
  if (!isKnownZone(zone)) return null;
  const today = civilDay(at, zone);
  for (let day = today + 1; day <= today + 3; day += 1) {
    const start = startOfDay(day, zone);
    if (start !== null && start > at) return start;
  }
  return null;
}
