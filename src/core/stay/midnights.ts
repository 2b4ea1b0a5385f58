import type { Instant } from '../chart/fact.ts';
import { type CivilDay, isKnownZone, midnightsBetween } from './civil.ts';

/** Time in care at one place. The zone is the place's own: a transfer may change it. */
export interface Segment {
  readonly start: Instant;
  readonly end: Instant;
  readonly zone: string;
}

/** Time that does not count towards the benchmark: delay for convenience, custodial days, leave of absence. */
export interface Excluded {
  readonly start: Instant;
  readonly end: Instant;
}

export type MidnightFlag = 'boundary' | 'data-quality' | 'unknown-precision';

export interface MidnightInput {
  readonly segments: readonly Segment[];
  readonly excluded?: readonly Excluded[];
  readonly inpatientOrder?: Instant | null;
  readonly observationStart?: Instant | null;
  /** When another status followed, where no order tells. */
  readonly observationEnd?: Instant | null;
}

/** One midnight of the stay: when it was, which day it opened, and what it counts for. */
export interface CountedMidnight {
  readonly at: Instant;
  readonly day: CivilDay;
  readonly countable: boolean;
  readonly inpatient: boolean;
}

/**
 * `total` of the stay; `countable` without excluded time; `inpatient` after the order (null without an order);
 * `observationHours` in elapsed hours, two decimals (null without an observation start). All null when nothing may be concluded.
 */
export interface MidnightCount {
  readonly total: number | null;
  readonly countable: number | null;
  readonly inpatient: number | null;
  readonly observationHours: number | null;
  readonly flags: readonly MidnightFlag[];
  readonly midnights: readonly CountedMidnight[];
}

const HOUR_MS = 3_600_000;
const usable = (at: number | null | undefined): at is number => typeof at === 'number' && Number.isFinite(at);

/**
 * Midnights of a stay: starts of local days strictly inside its segments, each in its own zone, one per date.
 *
 * Ends of every interval are strict; an instant exactly at one sets `boundary` so that a person looks. Where one segment goes over into
 * the next there is no end: cutting a segment in two changes nothing. Gaps and overlaps between segments set `data-quality`; a midnight
 * in a gap does not count. Hours are elapsed time and are never derived from midnights, nor midnights from hours.
 * Source: 42 CFR 412.3(d) as read in the level-of-care reference, section 3. Never throws: unusable input gives nulls and a flag.
 */
export function countMidnights(input: MidnightInput): MidnightCount {
  const flags = new Set<MidnightFlag>();
  const segments = [...input.segments].sort((a, b) => a.start - b.start || a.end - b.end);
  const sound =
    segments.length > 0 && segments.every((one) => usable(one.start) && usable(one.end) && one.end >= one.start && isKnownZone(one.zone));
  if (!sound) return { ...nothing, flags: ['data-quality'] };
  if (!joinCleanly(segments)) flags.add('data-quality');

  const order = input.inpatientOrder ?? null;
  const end = Math.max(...segments.map((one) => one.end));
  const exclusions = usableExclusions(input.excluded ?? [], flags);
  const days = new Map<CivilDay, CountedMidnight>();
  for (const segment of segments) {
    for (const { at, day } of midnightsBetween(segment.start, segment.end, segment.zone)) {
      if (!isInside(at, segment, segments)) {
        flags.add('boundary');
        continue;
      }
      if (at === order || exclusions?.some((one) => at === one.start || at === one.end)) flags.add('boundary');
      const counted = {
        at,
        day,
        countable: !exclusions?.some((one) => one.start < at && at < one.end),
        inpatient: order !== null && order < at,
      };
      const seen = days.get(day);
      // The same date in two zones counts once; it is countable, or inpatient, if either of its starts is.
      days.set(
        day,
        seen ? { ...seen, countable: seen.countable || counted.countable, inpatient: seen.inpatient || counted.inpatient } : counted,
      );
    }
  }
  if (order !== null && (!usable(order) || order > end)) flags.add('data-quality');
  const midnights = [...days.values()].sort((a, b) => a.at - b.at);
  return {
    total: midnights.length,
    countable: exclusions ? midnights.filter((one) => one.countable).length : null,
    inpatient: usable(order) ? midnights.filter((one) => one.inpatient).length : null,
    observationHours: observationHours(input.observationStart ?? null, order ?? input.observationEnd ?? null, end, flags),
    flags: [...flags].sort(),
    midnights,
  };
}

const nothing: MidnightCount = { total: null, countable: null, inpatient: null, observationHours: null, flags: [], midnights: [] };

/** Strictly inside, or at an end where another segment carries care across that instant. */
function isInside(at: Instant, segment: Segment, all: readonly Segment[]): boolean {
  if (segment.start < at && at < segment.end) return true;
  const others = all.filter((one) => one !== segment);
  const caredBefore = segment.start < at || others.some((one) => one.start < at && at <= one.end);
  const caredAfter = at < segment.end || others.some((one) => one.start <= at && at < one.end);
  return caredBefore && caredAfter;
}

/** Each segment begins exactly where the earlier ones end. */
function joinCleanly(sorted: readonly Segment[]): boolean {
  let reach = sorted[0]?.end ?? 0;
  for (const segment of sorted.slice(1)) {
    if (segment.start !== reach) return false;
    reach = segment.end;
  }
  return true;
}

/** Exclusions joined where they touch, so that cutting one in two changes nothing either. Null when one cannot be used. */
function usableExclusions(excluded: readonly Excluded[], flags: Set<MidnightFlag>): readonly Excluded[] | null {
  if (excluded.some((one) => !usable(one.start) || !usable(one.end) || one.end < one.start)) {
    flags.add('data-quality');
    return null;
  }
  const joined: { start: Instant; end: Instant }[] = [];
  for (const one of [...excluded].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && one.start <= last.end) last.end = Math.max(last.end, one.end);
    else joined.push({ start: one.start, end: one.end });
  }
  return joined;
}

/** Elapsed hours from the start of observation to the inpatient order that ended it, or to the end. An earlier order (a status changed back) does not end it. */
function observationHours(start: Instant | null, order: Instant | null, end: Instant, flags: Set<MidnightFlag>): number | null {
  if (start === null) return null;
  if (!usable(start) || start > end) {
    flags.add('data-quality');
    return null;
  }
  const until = usable(order) && order > start ? Math.min(order, end) : end;
  return Math.round(((until - start) / HOUR_MS) * 100) / 100;
}
