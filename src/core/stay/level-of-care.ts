import { type Chart, hasRead } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import type { Instant, SourceRef } from '../chart/fact.ts';
import { careStartOf } from './care-start.ts';
import { isKnownZone, nextMidnight } from './civil.ts';
import { expectationsIn } from './expectation.ts';
import { countMidnights, type MidnightCount } from './midnights.ts';
import { regimeOf } from './regime.ts';
import { endAsOf, excludedFrom, segmentsOf, sendingSegments } from './span.ts';
import { type StatusReading, statusOf } from './status.ts';
import type { LevelOfCare, Stay } from './stay.ts';
import { isUnsigned, timersOf } from './timers.ts';
import { utilizationOf } from './utilization.ts';

/** All that the record says of the level of care, before the checklist has said what supports it. */
export interface LevelOfCareReading {
  readonly levelOfCare: Omit<LevelOfCare, 'support'>;
  readonly count: MidnightCount;
  readonly status: StatusReading;
  readonly careStartFrom: SourceRef;
}

/**
 * Status, care start, midnights, observation hours, expectation and clocks of one stay as of `chart.asOf`, each with sources.
 * An open stay is counted up to `asOf`. Without a usable zone, start or end nothing is counted (nulls and `data-quality`).
 * Never says what the level of care should be.
 */
export function readLevelOfCare(chart: Chart, stay: Stay, concepts: Concepts): LevelOfCareReading {
  const care = careStartOf(stay, chart, concepts);
  const status = statusOf(stay, chart);
  const regime = regimeOf(chart);
  const end = endAsOf(stay, chart.asOf);
  const endsUnknown = stay.end === null && stay.members.find((one) => one.ref === stay.encounter)?.status === 'finished';
  const sending = sendingSegments(chart, stay);
  const segments =
    care && !endsUnknown
      ? [...sending, ...segmentsOf(stay, Math.max(care.at, sending.length > 0 ? (stay.start ?? care.at) : care.at), chart.asOf)]
      : [];
  const order = status.inpatientOrder;
  const observationEnd = inpatientAfterObservation(status);
  const count = countMidnights({
    segments,
    excluded: excludedFrom(stay, chart.facts, chart.asOf),
    inpatientOrder: order?.at ?? null,
    observationStart: status.observationStart?.at ?? null,
    observationEnd,
  });
  const expectation = expectationIn(chart, end);
  const flags = [...count.flags, ...status.flags, ...regime.flags, ...orderFlags(chart, status)];
  if (care?.ambiguous) flags.push('careStart.ambiguous');
  if (!isKnownZone(stay.zone)) flags.push('zone.unknown');
  else if (countMidnights({ segments: segments.map((one) => ({ ...one, zone: stay.zone ?? one.zone })) }).total !== count.total)
    flags.push('zone.changes-count');
  const sources = [
    ...status.sources,
    ...(care ? [care.from] : []),
    ...(order ? order.from : []),
    ...regime.sources,
    ...expectation.sources,
  ];
  // The presumption looks only at the order; a reviewer of delays looks at what was excluded after it.
  if (regime.regime === 'medicare-ffs' && count.midnights.some((one) => one.inpatient && !one.countable))
    flags.push('presumption.delay-recorded');
  const open = end === null;
  const known = {
    chart,
    zone: stay.zone,
    status: status.status,
    regime: regime.regime,
    careStart: care?.at ?? null,
    end,
    inpatientOrder: order,
    inpatientMidnights: count.inpatient,
  };
  const utilization = utilizationOf({ ...known, observationStart: status.observationStart?.at ?? null, observationEnd });
  const timers = timersOf({
    ...known,
    encounter: stay.encounter,
    observationStart: status.observationStart,
    observationEnd,
    changes: utilization.changes,
  });
  for (const timer of timers) if (timer.id.startsWith('T-PAYER') && timer.deadline === null) flags.push('payer.window-unknown');
  return {
    count,
    status,
    careStartFrom: care?.from ?? stay.encounter,
    levelOfCare: {
      status: status.status,
      regime: regime.regime,
      careStart: care?.at ?? null,
      careStartSource: care?.source ?? null,
      inpatientOrder: order?.at ?? null,
      observationStart: status.observationStart?.at ?? null,
      end,
      midnights: { total: count.total, countable: count.countable, inpatient: count.inpatient },
      observationHours: count.observationHours,
      nextMidnight: open && isKnownZone(stay.zone) ? nextMidnight(chart.asOf, zoneNow(segments, stay.zone)) : null,
      expectation: expectation.state,
      flags: [...new Set(flags)].sort(),
      sources: [...new Set(sources)].sort(),
      timeline: status.timeline,
      timers,
      utilization,
    },
  };
}

const zoneNow = (segments: readonly { readonly end: Instant; readonly zone: string }[], fallback: string): string =>
  segments.at(-1)?.zone ?? fallback;

/** A missing order is an error only where orders were read and the status rests on something else. */
function orderFlags(chart: Chart, { status, inpatientOrder }: StatusReading): readonly string[] {
  if (inpatientOrder) return isUnsigned(chart, inpatientOrder) ? ['order.unsigned'] : [];
  if (status !== 'inpatient') return [];
  return [hasRead(chart, 'inpatient-order') ? 'order.missing' : 'order.not-known'];
}

/** Whether a responsible provider wrote how long hospital care was expected to last. Silence counts only when the notes were read in full. */
function expectationIn(
  chart: Chart,
  end: number | null,
): { readonly state: LevelOfCare['expectation']; readonly sources: readonly SourceRef[] } {
  const statements = expectationsIn(chart, end);
  if (statements.length > 0) return { state: 'documented', sources: statements.map((fact) => fact.from[0]) };
  return { state: hasRead(chart, 'expectation-statement') ? 'not-found' : 'not-known', sources: [] };
}

/** When inpatient status followed observation by the class history, whatever is known of the order; null where it does not say. */
const inpatientAfterObservation = ({ observationStart, timeline }: StatusReading): Instant | null =>
  observationStart === null ? null : (timeline.find((one) => one.status === 'inpatient' && one.from > observationStart.at)?.from ?? null);
