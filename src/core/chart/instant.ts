import type { Instant } from './fact.ts';

/**
 * A FHIR date or dateTime, read strictly. `local`: a wall clock without an offset (`wall` is written as if it were UTC).
 * `date`: day, month or year only, first and last millisecond as if UTC. `none`: absent or a placeholder (1900-01-01, 9999-12-31, epoch 0).
 */
export type Moment =
  | { readonly kind: 'instant'; readonly at: Instant }
  | { readonly kind: 'local'; readonly wall: number }
  | { readonly kind: 'date'; readonly first: number; readonly last: number; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid' };

const FORM = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?\s?(Z|z|[+-]\d\d:?\d\d)?)?)?)?$/;
const NONE: Moment = { kind: 'none' };
const INVALID: Moment = { kind: 'invalid' };
const seen = new Map<string, Moment>();

/** Reads a FHIR date, dateTime or instant. 2024-02-30, T24:00 and T10:60 are invalid; a leap second is clamped, a long fraction cut. */
export function momentOf(value: unknown): Moment {
  if (typeof value !== 'string' || value === '') return NONE;
  const known = seen.get(value);
  if (known) return known;
  const moment = read(value.trim());
  if (seen.size > 20_000) seen.clear();
  seen.set(value, moment);
  return moment;
}

function read(value: string): Moment {
  const match = FORM.exec(value);
  if (!match) return INVALID;
  const [, y = '', mo, d, h, mi, s, fraction, offset] = match;
  const year = Number(y);
  if (year <= 1900 || year >= 9999) return NONE;
  const month = mo === undefined ? 1 : Number(mo);
  const day = d === undefined ? 1 : Number(d);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return INVALID;
  const midnight = Date.UTC(year, month - 1, day);
  if (h === undefined) {
    const end = mo === undefined ? Date.UTC(year + 1, 0, 1) : d === undefined ? Date.UTC(year, month, 1) : midnight + 86_400_000;
    return { kind: 'date', first: midnight, last: end - 1, text: value };
  }
  const hour = Number(h);
  const minute = Number(mi);
  const second = s === undefined ? 0 : Number(s);
  if (hour > 23 || minute > 59 || second > 60) return INVALID;
  const milliseconds =
    second === 60 ? 59_999 : second * 1000 + (fraction === undefined ? 0 : Math.trunc(Number(`0.${fraction.slice(0, 6)}`) * 1000));
  const wall = midnight + hour * 3_600_000 + minute * 60_000 + milliseconds;
  if (offset === undefined) return { kind: 'local', wall };
  const shift = offsetMinutes(offset);
  if (shift === null) return INVALID;
  const at = wall - shift * 60_000;
  return at === 0 ? NONE : { kind: 'instant', at };
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

function offsetMinutes(offset: string): number | null {
  if (offset === 'Z' || offset === 'z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (hours > 14 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatFor(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  // A bare offset is not a place: it has no clock changes.
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
      format = null; // RangeError is how Intl says "no such zone"; callers ask isZone first
    }
  }
  formats.set(zone, format);
  return format;
}

/** True for an IANA time zone that this engine knows; offsets and empty text are none. */
export const isZone = (zone: string): boolean => formatFor(zone) !== null;

/** The wall clock of `zone` at `at`, written as if it were UTC milliseconds; UTC for an unknown zone. */
export function wallClock(at: Instant, zone: string): number {
  const format = formatFor(zone);
  if (!format) return at;
  // Offsets change on quarter hours only, and asking Intl is slow: a stay asks for the same few hundred of them again and again.
  const quarter = Math.floor(at / QUARTER) * QUARTER;
  const kept = offsets.get(zone) ?? new Map<Instant, number>();
  offsets.set(zone, kept);
  let offset = kept.get(quarter);
  if (offset === undefined) {
    offset = shownBy(format, quarter) - quarter;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(quarter, offset);
  }
  return at + offset;
}

const QUARTER = 900_000;
const MOST_KEPT = 10_000;
const offsets = new Map<string, Map<Instant, number>>();

function shownBy(format: Intl.DateTimeFormat, at: Instant): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0, part.second ?? 0);
}

/** The instant at which the clock of `zone` shows `wall`; the earlier one where it shows it twice, the moment after the gap where never. */
export function instantOf(wall: number, zone: string): Instant {
  const before = wall - (wallClock(wall - 86_400_000, zone) - (wall - 86_400_000));
  const after = wall - (wallClock(wall + 86_400_000, zone) - (wall + 86_400_000));
  const fits = [before, after].filter((at) => wallClock(at, zone) === wall);
  return fits.length > 0 ? Math.min(...fits) : Math.max(before, after);
}

const two = (value: number) => String(value).padStart(2, '0');

/** ISO 8601 with the zone's offset at that moment, '2026-03-03T20:00:00-05:00'; in UTC ('Z') when there is no zone. */
export function isoInZone(at: Instant, zone: string | null): string {
  if (zone === null || !isZone(zone)) return new Date(at).toISOString().replace('.000Z', 'Z');
  const wall = wallClock(at, zone);
  const minutes = Math.round((wall - at) / 60_000);
  const clock = new Date(wall).toISOString().slice(0, -1).replace('.000', '');
  return `${clock}${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}
