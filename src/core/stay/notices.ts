import { type Chart, factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { civilDay, isKnownZone, startOfDay } from './civil.ts';
import { type Clock, type ClockInput, timer } from './clock.ts';
import type { Timer } from './stay.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** UR's entry that a notice was given, at or after `since`; null when nobody entered it: then nothing is known of it. */
export const given = (chart: Chart, notice: string, since: Instant): Fact | null =>
  factsOf(chart, 'notice-given').find((fact) => fact.text === notice && fact.standing !== 'withdrawn' && fact.at >= since) ?? null;

/**
 * Notice of a change from inpatient to outpatient with observation to follow (Original Medicare only). With Part B it is due once the stay is in
 * its third day, arrival's day counted, and not at all when the stay ends before; without Part B, and where Part B is not known, from the change on.
 * Always the given hours before release.
 */
export function changeNotice(clock: Clock, stayDay: number, input: ClockInput): Timer | null {
  const { chart, zone, careStart, observationStart: observation, end } = input;
  const inpatient = observation && inpatientBefore(chart, observation.at, input);
  if (!observation || !inpatient || careStart === null || !isKnownZone(zone)) return null;
  const partB = factsOf(chart, 'part-b').at(-1)?.text;
  const thirdDay = startOfDay(civilDay(careStart, zone) + stayDay - 1, zone);
  if (thirdDay === null || (partB === 'yes' && end !== null && end < thirdDay)) return null;
  const at = partB === 'yes' ? Math.max(observation.at, thirdDay) : observation.at;
  const deadline = end === null ? null : end - (clock.hoursBeforeRelease ?? 0) * HOUR_MS;
  const notice = given(chart, clock.notice ?? '', observation.at);
  return timer(clock, at, deadline, chart.asOf, notice !== null, [observation.from, ...inpatient.from, ...(notice?.from ?? [])]);
}

/** The inpatient order that the observation took the place of. One taken back by a change of status may be marked revoked by now. */
function inpatientBefore(chart: Chart, observation: Instant, { changes }: ClockInput): Fact | null {
  const isChanged = changes.some(({ path }) => path === 'condition-code-44');
  return (
    factsOf(chart, 'inpatient-order').findLast(
      (fact) => fact.at < observation && !hasFlag(fact, 'other-stay') && (fact.standing !== 'withdrawn' || isChanged),
    ) ?? null
  );
}

/** The letter that goes with a change of status: within two days, and not later than release. */
export function changeLetter(clock: Clock, days: number, { chart, changes, end }: ClockInput): Timer | null {
  const change = changes.find(({ path, state }) => path === 'condition-code-44' && state !== 'not-available');
  if (!change) return null;
  const notice = given(chart, clock.notice ?? '', change.at);
  const deadline = Math.min(change.at + days * DAY_MS, end ?? Number.POSITIVE_INFINITY);
  return timer(clock, change.at, deadline, chart.asOf, notice !== null, [change.from[0], ...(notice?.from ?? [])]);
}

/** The first message about discharge rights: within two days of the calendar after admission, while somebody can act. About time alone, like every clock. */
export function admissionNotice(clock: Clock, days: number, { chart, inpatientOrder, zone, end }: ClockInput): Timer | null {
  if (!inpatientOrder || !isKnownZone(zone) || end !== null) return null;
  const deadline = startOfDay(civilDay(inpatientOrder.at, zone) + days + 1, zone);
  const notice = given(chart, clock.notice ?? '', 0);
  return timer(clock, inpatientOrder.at, deadline, chart.asOf, notice !== null, [inpatientOrder.from[0], ...(notice?.from ?? [])]);
}
