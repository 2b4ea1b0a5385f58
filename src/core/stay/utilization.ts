import { type Chart, factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant, type SourceRef } from '../chart/fact.ts';
import { axesOf, type CaseAxes } from './axes.ts';
import { civilDay, isKnownZone, isoDay, midnightsBetween } from './civil.ts';
import { type StatusChange, statusChanges } from './status-change.ts';
import type { Regime, StayStatus } from './stay.ts';

const HOUR_MS = 3_600_000;
/** Inpatient days in a row that skilled nursing coverage asks for: the day of admission counts, the day of discharge does not (LOC-CNT-8). */
const QUALIFYING_DAYS = 3;

/** What utilization review works with beside the level of care itself. Facts and conditions; never a recommendation. */
export interface Utilization {
  readonly axes: CaseAxes;
  readonly changes: readonly StatusChange[];
  /** First and last day of the outpatient time that led without a pause into the inpatient order, sending hospital included; null when it crossed no midnight. */
  readonly outpatientSpan: { readonly from: string; readonly through: string } | null;
  /** Observation hours as services: elapsed, without procedures that were monitored on their own, to the nearest hour; null without observation. */
  readonly observationServiceHours: number | null;
  /** Three inpatient days in a row; null where it cannot be counted or the rule is not Original Medicare's. */
  readonly threeInpatientDays: boolean | null;
  readonly criteria: { readonly outcome: string; readonly set: string | null; readonly at: Instant; readonly from: SourceRef } | null;
}

export interface UtilizationInput {
  readonly chart: Chart;
  readonly zone: string | null;
  readonly status: StayStatus;
  readonly regime: Regime;
  readonly careStart: Instant | null;
  readonly end: Instant | null;
  readonly inpatientOrder: Fact | null;
  readonly observationStart: Instant | null;
  readonly observationEnd: Instant | null;
  readonly inpatientMidnights: number | null;
}

/** All of it as of `chart.asOf`. Sources: level-of-care reference 2.3 (occurrence span 72), 2.8, 2.10, LOC-CNT-8. */
export function utilizationOf(input: UtilizationInput): Utilization {
  const { chart, regime, inpatientMidnights } = input;
  const changes = statusChanges(input);
  const outcome = factsOf(chart, 'criteria-outcome').filter(stands).at(-1);
  const set = outcome?.flags?.find((flag) => flag.startsWith('criteria:'))?.slice('criteria:'.length) ?? null;
  return {
    axes: axesOf({ ...input, changes }),
    changes,
    outpatientSpan: outpatientSpan(input),
    observationServiceHours: serviceHours(input),
    threeInpatientDays: regime !== 'medicare-ffs' || inpatientMidnights === null ? null : inpatientMidnights >= QUALIFYING_DAYS,
    criteria: outcome ? { outcome: outcome.text ?? 'not-reviewed', set, at: outcome.at, from: outcome.from[0] } : null,
  };
}

const stands = (fact: Fact): boolean => fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay');

function outpatientSpan({ careStart, inpatientOrder, zone }: UtilizationInput): Utilization['outpatientSpan'] {
  if (careStart === null || !inpatientOrder || !isKnownZone(zone)) return null;
  const order = inpatientOrder.at;
  const crossed = order > careStart && midnightsBetween(careStart, order, zone).some((one) => one.at > careStart && one.at < order);
  return crossed ? { from: isoDay(civilDay(careStart, zone)), through: isoDay(civilDay(order, zone)) } : null;
}

/** LOC-OBS-2 and -3. Routine recovery after a procedure has no times of its own in a record: it is subtracted where UR enters it. */
function serviceHours({ chart, observationStart, observationEnd, inpatientOrder, end }: UtilizationInput): number | null {
  if (observationStart === null) return null;
  const followed = inpatientOrder?.at ?? observationEnd;
  const order = followed !== null && followed > observationStart ? followed : Number.POSITIVE_INFINITY;
  const entered = factsOf(chart, 'observation-end').filter((fact) => stands(fact) && fact.at > observationStart)[0];
  const until = Math.min(order, end ?? chart.asOf, entered?.at ?? Number.POSITIVE_INFINITY);
  if (until < observationStart) return null;
  const monitored = ['active-monitoring', 'surgery', 'dialysis-procedure']
    .flatMap((concept) => factsOf(chart, concept))
    .filter((fact) => stands(fact) && !hasFlag(fact, 'date-precision'))
    .flatMap((fact) => (fact.until === undefined ? [] : [{ start: Math.max(fact.at, observationStart), end: Math.min(fact.until, until) }]))
    .filter((one) => one.end > one.start)
    .sort((a, b) => a.start - b.start);
  let away = 0;
  let reach = observationStart;
  for (const one of monitored) {
    away += Math.max(0, one.end - Math.max(one.start, reach));
    reach = Math.max(reach, one.end);
  }
  return Math.round((until - observationStart - away) / HOUR_MS);
}
