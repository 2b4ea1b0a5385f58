import { type Chart, factsOf } from '../chart/chart.ts';
import type { Fact, Instant } from '../chart/fact.ts';
import type { EncounterRecord } from '../chart/record.ts';
import { isKnownZone } from './civil.ts';
import type { Excluded, Segment } from './midnights.ts';
import type { Stay } from './stay.ts';

interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

/** End of the stay as known at `asOf`; null while it is open then. */
export const endAsOf = (stay: Stay, asOf: Instant): Instant | null => (stay.end !== null && stay.end <= asOf ? stay.end : null);

/**
 * Time in care from `careStart` to the end (or `asOf`), cut where the place's zone changes. A pause that no encounter and no place
 * covers stays a pause: it is not care without confirmation. Empty when the stay has no usable zone or no start.
 */
export function segmentsOf(stay: Stay, careStart: Instant, asOf: Instant): readonly Segment[] {
  const end = endAsOf(stay, asOf) ?? asOf;
  const zone = stay.zone;
  if (!isKnownZone(zone)) return [];
  if (end < careStart) return [{ start: careStart, end, zone }];
  const covered = joined([{ start: careStart, end: careStart }, ...stay.members.flatMap((one) => coverOf(one, end))]);
  const spans = covered
    .filter((one) => one.end >= careStart)
    .map((one) => ({ start: Math.max(one.start, careStart), end: Math.min(one.end, end) }));
  const places = stay.members
    .flatMap((one) => one.locations)
    .flatMap((place) =>
      isKnownZone(place.zone) && place.period.start !== undefined ? [{ zone: place.zone, start: place.period.start }] : [],
    )
    .sort((a, b) => a.start - b.start);
  return spans.filter((one) => one.end >= one.start).flatMap((span) => cutByZone(span, places, zone));
}

/** Times that an encounter and its places cover, up to `end`. Running ones reach `end`. */
function coverOf(one: EncounterRecord, end: Instant): readonly Span[] {
  return [one.period, ...one.locations.map((place) => place.period)].flatMap((period) => {
    const start = period.start;
    const until = Math.min(period.end ?? end, end);
    return start !== undefined && until >= start ? [{ start, end: until }] : [];
  });
}

function joined(spans: readonly Span[]): readonly Span[] {
  const result: { start: Instant; end: Instant }[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}

function cutByZone(
  span: Span,
  places: readonly { readonly zone: string; readonly start: Instant }[],
  fallback: string,
): readonly Segment[] {
  const before = places.findLast((place) => place.start <= span.start) ?? places[0];
  const segments: { start: Instant; end: Instant; zone: string }[] = [{ ...span, zone: before?.zone ?? fallback }];
  for (const place of places) {
    const last = segments.at(-1);
    if (!last || place.start <= last.start || place.start >= span.end || place.zone === last.zone) continue;
    last.end = place.start;
    segments.push({ start: place.start, end: span.end, zone: place.zone });
  }
  return segments;
}

/** Time that does not count towards the benchmark: leave of absence from the encounter's status history, and what UR has entered. */
export function excludedFrom(stay: Stay, facts: readonly Fact[], asOf: Instant): readonly Excluded[] {
  const end = endAsOf(stay, asOf) ?? asOf;
  const leave = stay.members.flatMap((one) => one.statusHistory.filter((entry) => entry.status === 'onleave').map((entry) => entry.period));
  const entered = facts
    .filter((fact) => fact.concept === 'excluded-time' && fact.standing !== 'withdrawn')
    .map((fact) => ({ start: fact.at, end: fact.until }));
  return [...leave, ...entered].flatMap(({ start, end: until }) =>
    start === undefined ? [] : [{ start, end: until ?? Math.max(end, start) }],
  );
}

/** Care at the sending hospital as UR entered it, oldest first: begun before arrival here, with an end. Its text is its zone. */
export const sendingCare = (chart: Chart, stay: Stay): readonly Fact[] =>
  factsOf(chart, 'sending-care').filter(
    (fact) => fact.standing !== 'withdrawn' && fact.until !== undefined && stay.start !== null && fact.at < stay.start,
  );

/** That care as segments in the zone of the sending place; a zone that was not entered is this hospital's. None without a usable zone. */
export const sendingSegments = (chart: Chart, stay: Stay): readonly Segment[] =>
  sendingCare(chart, stay).flatMap((fact) => {
    const zone = isKnownZone(fact.text) ? fact.text : stay.zone;
    return isKnownZone(zone) && fact.until !== undefined
      ? [{ start: fact.at, end: Math.min(fact.until, stay.start ?? fact.until), zone }]
      : [];
  });
