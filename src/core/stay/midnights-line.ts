import type { Instant } from '../chart/fact.ts';
import { momentOf } from '../chart/instant.ts';
import { isKnownZone } from './civil.ts';
import { countMidnights, type Excluded, type MidnightFlag, type Segment } from './midnights.ts';

/** One line of `corroborate midnights`: the figures, and why one of them is missing. */
export interface MidnightsLine {
  readonly id: string | number | null;
  readonly total: number | null;
  readonly countable: number | null;
  readonly inpatient: number | null;
  readonly observationHours: number | null;
  readonly flags: readonly MidnightFlag[];
}

type Reading = { readonly at: Instant } | { readonly flag: Exclude<MidnightFlag, 'boundary'> };

/**
 * An instant from text, or why it is none: a date without time, or a time without offset, is `unknown-precision`; an impossible or
 * placeholder date is `data-quality`. Never assumes 00:00 and never borrows this machine's offset.
 */
export function strictInstant(text: unknown): Reading {
  const moment = momentOf(text);
  if (moment.kind === 'instant') return { at: moment.at };
  return { flag: moment.kind === 'date' || moment.kind === 'local' ? 'unknown-precision' : 'data-quality' };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/**
 * Counts the midnights of one line as a file brings it. Null when the value is not of the agreed form at all (no object, no list of segments).
 * Each figure depends only on its own inputs: an unusable order leaves `inpatient` null, an unusable segment leaves all of them null.
 * An open last segment is counted up to `asOf` when the line has one.
 */
export function midnightsLine(value: unknown): MidnightsLine | null {
  if (!isRecord(value) || !Array.isArray(value.segments)) return null;
  const flags = new Set<MidnightFlag>();
  const read = (text: unknown): Instant | null => {
    const reading = strictInstant(text);
    if ('at' in reading) return reading.at;
    flags.add(reading.flag);
    return null;
  };
  const segments = value.segments.map((one) => segmentFrom(one, value.asOf, read));
  if (value.segments.some((one) => isRecord(one) && !isKnownZone(typeof one.zone === 'string' ? one.zone : null)))
    flags.add('data-quality');
  const id = typeof value.id === 'string' || typeof value.id === 'number' ? value.id : null;
  const complete = segments.filter((one): one is Segment => one !== null);
  if (complete.length < segments.length || complete.length === 0) {
    if (flags.size === 0) flags.add('data-quality');
    return { id, total: null, countable: null, inpatient: null, observationHours: null, flags: [...flags].sort() };
  }
  const exclusions = isGiven(value.excluded) ? exclusionsFrom(value.excluded, read) : [];
  if (exclusions === null && flags.size === 0) flags.add('data-quality');
  const order = isGiven(value.inpatientOrder) ? read(value.inpatientOrder) : null;
  const observation = isGiven(value.observationStart) ? read(value.observationStart) : null;
  // Without a usable order nobody can say when observation ended.
  const orderUnusable = isGiven(value.inpatientOrder) && order === null;
  const count = countMidnights({
    segments: complete,
    excluded: exclusions ?? [],
    inpatientOrder: order,
    observationStart: orderUnusable ? null : observation,
  });
  for (const flag of count.flags) flags.add(flag);
  const { total, inpatient, observationHours } = count;
  return { id, total, countable: exclusions ? count.countable : null, inpatient, observationHours, flags: [...flags].sort() };
}

function segmentFrom(value: unknown, asOf: unknown, read: (text: unknown) => Instant | null): Segment | null {
  if (!isRecord(value)) return null;
  const start = read(value.start);
  const end = read(isGiven(value.end) ? value.end : asOf);
  return start !== null && end !== null && typeof value.zone === 'string' ? { start, end, zone: value.zone } : null;
}

function exclusionsFrom(value: unknown, read: (text: unknown) => Instant | null): readonly Excluded[] | null {
  if (!Array.isArray(value)) return null;
  const read1 = value.map((one) => (isRecord(one) ? { start: read(one.start), end: read(one.end) } : { start: null, end: null }));
  return read1.every((one): one is Excluded => one.start !== null && one.end !== null) ? read1 : null;
}
