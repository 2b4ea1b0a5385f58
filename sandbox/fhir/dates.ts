/** A stretch of time, epoch ms, `end` excluded. A FHIR date is one: '2026-03' is a whole month. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

const formats = new Map<string, Intl.DateTimeFormat>();
const format = (zone: string) => {
  let known = formats.get(zone);
  if (!known) {
    known = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, known);
  }
  return known;
};

/** Wall clock of an instant in a zone, as the instant that reads the same in UTC: for arithmetic and display, never for comparing. */
export function wallClock(at: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format(zone).formatToParts(at)) part[type] = Number(value);
  return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0, part.second ?? 0);
}

/** The instant at which a zone's clocks show this wall time; in the hour that a spring change skips, the hour after it. */
export function fromWallClock(wall: number, zone: string): number {
  const guess = wall - (wallClock(wall, zone) - wall);
  return wall - (wallClock(guess, zone) - guess);
}

const midnights = new Map<string, number>();
function local(year: number, month: number, day: number, zone: string): number {
  const key = `${year}-${month}-${day}@${zone}`;
  let at = midnights.get(key);
  if (at === undefined) {
    at = fromWallClock(Date.UTC(year, month - 1, day), zone);
    midnights.set(key, at);
  }
  return at;
}

/** The time a FHIR date, dateTime or instant stands for; dates without an offset are local to `zone`. Null when it is none (2026-02-30 is none). */
export function intervalOf(text: string, zone: string): Interval | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const [, y = '', m, d, hour, minute, second, fraction, offset] = match;
  const [year, month, day] = [Number(y), Number(m ?? 1), Number(d ?? 1)];
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  if (m === undefined) return { start: local(year, 1, 1, zone), end: local(year + 1, 1, 1, zone) };
  if (d === undefined)
    return { start: local(year, month, 1, zone), end: local(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1, zone) };
  if (hour === undefined || minute === undefined) {
    const next = new Date(Date.UTC(year, month - 1, day + 1));
    return { start: local(year, month, day, zone), end: local(next.getUTCFullYear(), next.getUTCMonth() + 1, next.getUTCDate(), zone) };
  }
  const wall = Date.UTC(year, month - 1, day, Number(hour), Number(minute), Number(second ?? 0)) + Math.trunc(Number(fraction ?? 0) * 1000);
  const start = offset === undefined ? fromWallClock(wall, zone) : wall - offsetMs(offset);
  if (Number.isNaN(start)) return null;
  const length = second === undefined ? 60_000 : fraction === undefined ? 1000 : 1;
  return { start, end: start + length };
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

export type Prefix = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'sa' | 'eb' | 'ap';

export interface DateTest {
  readonly prefix: Prefix;
  readonly range: Interval;
}

/** 'ge2026-03-02T13:40:00Z' -> its prefix and range; null when it cannot be read: the search is then refused, never widened. */
export function dateTest(value: string, zone: string): DateTest | null {
  const match = /^(eq|ne|gt|ge|lt|le|sa|eb|ap)?(\d.*)$/.exec(value.trim().replace(/ (\d{2}:\d{2})$/, '+$1'));
  const range = match?.[2] ? intervalOf(match[2], zone) : null;
  return range ? { prefix: (match?.[1] ?? 'eq') as Prefix, range } : null;
}

/** True when what is charted (an interval; its end may be Infinity) satisfies the test, by the overlap rules of FHIR search. */
export function passes({ prefix, range }: DateTest, charted: Interval): boolean {
  const within = charted.start >= range.start && charted.end <= range.end;
  switch (prefix) {
    case 'eq':
      return within;
    case 'ne':
      return !within;
    case 'gt':
      return charted.end > range.end;
    case 'ge':
      return charted.end > range.start;
    case 'lt':
      return charted.start < range.start;
    case 'le':
      return charted.start < range.end;
    case 'sa':
      return charted.start >= range.end;
    case 'eb':
      return charted.end <= range.start;
    case 'ap':
      return charted.start < range.end && charted.end > range.start;
  }
}

/**
 * When a charted value held: a dateTime counts as the moment it names, so that a search to the millisecond still finds it; a date is a whole day;
 * a Period runs to its end or on and on. Null when nothing readable is there.
 */
export function charted(value: unknown, zone: string): Interval | null {
  if (typeof value === 'string') {
    const range = intervalOf(value, zone);
    return range && value.includes('T') ? { start: range.start, end: range.start + 1 } : range;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { start, end } = value as { start?: unknown; end?: unknown };
  const from = typeof start === 'string' ? intervalOf(start, zone) : null;
  const to = typeof end === 'string' ? charted(end, zone) : null;
  if (!from && !to) return null;
  return { start: from?.start ?? Number.NEGATIVE_INFINITY, end: to?.end ?? Number.POSITIVE_INFINITY };
}

const pad = (number: number) => String(number).padStart(2, '0');

/** An instant as a dateTime with the offset the zone has at that moment: 2026-03-02T13:40:00-05:00. */
export function toDateTime(at: number, zone: string): string {
  const seconds = Math.floor(at / 1000) * 1000;
  const offset = Math.round((wallClock(seconds, zone) - seconds) / 60_000);
  const text = new Date(seconds + offset * 60_000).toISOString().slice(0, 19);
  return `${text}${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
}
