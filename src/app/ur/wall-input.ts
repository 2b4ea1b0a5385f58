import { instantOf, isZone, wallClock } from '../../core/chart/instant.ts';

const DAY_MS = 86_400_000;
const CLOCK = /^(\d{1,2}):?(\d{2})$/;
const DATED = /^(?:(\d{4})-)?(\d{1,2})[-/](\d{1,2})[ T,]+(\d{1,2}):?(\d{2})$/;

/** The zone times are typed in: the hospital's, else that of this device, which is also how they are shown then. */
const zoneOf = (zone: string | null): string =>
  zone !== null && isZone(zone) ? zone : new Intl.DateTimeFormat('en-US').resolvedOptions().timeZone;

/**
 * A time as people type it, on the hospital's clock: '0810', '08:10', '05-12 08:10', '2026-05-12 08:10'; null when it is none. A clock time alone is the
 * last one at or before `near`, or with `isAhead` the next one after it; a date without a year is the one nearest to `near`. 24 hours only.
 */
export function wallInput(text: string, zone: string | null, near: number, isAhead = false): number | null {
  const place = zoneOf(zone);
  const clock = CLOCK.exec(text.trim());
  if (clock) {
    const minutes = minutesOf(clock[1], clock[2]);
    if (minutes === null) return null;
    const today = Math.floor(wallClock(near, place) / DAY_MS) * DAY_MS;
    const days = isAhead ? [0, 1] : [0, -1];
    const all = days.map((day) => instantOf(today + day * DAY_MS + minutes * 60_000, place));
    return all.find((at) => (isAhead ? at > near : at <= near)) ?? null;
  }
  const dated = DATED.exec(text.trim());
  if (!dated) return null;
  const minutes = minutesOf(dated[4], dated[5]);
  if (minutes === null) return null;
  const year = new Date(wallClock(near, place)).getUTCFullYear();
  const years = dated[1] === undefined ? [year, year - 1, year + 1] : [Number(dated[1])];
  const found = years.flatMap((one) => {
    const wall = Date.UTC(one, Number(dated[2]) - 1, Number(dated[3]));
    const day = new Date(wall);
    const isReal = day.getUTCMonth() === Number(dated[2]) - 1 && day.getUTCDate() === Number(dated[3]);
    return isReal ? [instantOf(wall + minutes * 60_000, place)] : [];
  });
  return found.sort((a, b) => Math.abs(a - near) - Math.abs(b - near))[0] ?? null;
}

function minutesOf(hour: string | undefined, minute: string | undefined): number | null {
  const [h, m] = [Number(hour), Number(minute)];
  return h > 23 || m > 59 ? null : h * 60 + m;
}
