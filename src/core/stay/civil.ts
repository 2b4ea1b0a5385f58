import type { Instant } from '../chart/fact.ts';
import { instantOf, isZone, wallClock } from '../chart/instant.ts';

/** A day of the local calendar as a count of days (1970-01-01 is 0), so that neighbouring dates differ by 1 whatever the clock does. */
export type CivilDay = number;

const DAY_MS = 86_400_000;

/** True for an IANA zone that this engine knows. Offsets ("+05:00"), empty text and nothing are no zones. */
export const isKnownZone = (zone: string | null | undefined): zone is string => Boolean(zone) && isZone(zone ?? '');

/** The local date at `at` in a known zone, as a day number. */
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
  const at = instantOf(day * DAY_MS, zone);
  return civilDay(at, zone) === day ? at : null;
}

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
