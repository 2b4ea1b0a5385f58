import type { Instant } from '../chart/fact.ts';
import { isZone, wallClock } from '../chart/instant.ts';

const two = (value: number) => String(value).padStart(2, '0');

/**
 * Wall clock of the hospital: '03-02 14:05'; with the year when it is not that of `now`. Without a zone the clock is UTC and says so: '03-02 19:05Z'.
 */
export function wallTime(at: Instant, zone: string | null, now: Instant): string {
  const local = zone !== null && isZone(zone) ? zone : null;
  const clock = new Date(local === null ? at : wallClock(at, local));
  const year = clock.getUTCFullYear();
  const sameYear = year === new Date(local === null ? now : wallClock(now, local)).getUTCFullYear();
  const day = `${two(clock.getUTCMonth() + 1)}-${two(clock.getUTCDate())}`;
  return `${sameYear ? '' : `${year}-`}${day} ${two(clock.getUTCHours())}:${two(clock.getUTCMinutes())}${local === null ? 'Z' : ''}`;
}

/** The day alone: '03-02'. */
export const wallDay = (at: Instant, zone: string | null, now: Instant): string => wallTime(at, zone, now).split(' ')[0] ?? '';

/** The clock alone: '14:05'. */
export const wallHour = (at: Instant, zone: string | null): string => wallTime(at, zone, at).split(' ')[1] ?? '';
