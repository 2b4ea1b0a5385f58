import table from '../../../checklists/_tables/level-of-care.json' with { type: 'json' };
import { type Chart, factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import { civilDay, isKnownZone, isoDay, nextMidnight, startOfDay } from './civil.ts';
import { type Clock, type ClockInput, timer } from './clock.ts';
import { admissionNotice, changeLetter, changeNotice, given } from './notices.ts';
import { payerTimers } from './payer-window.ts';
import type { Timer } from './stay.ts';

const HOUR_MS = 3_600_000;

const CLOCKS: readonly Clock[] = table.clocks;

/**
 * The clocks that run, or ran, over this stay, by time. One that does not apply (another payer, another status) is left out.
 * A clock is about time alone: whether a notice was given is not in the chart, so it is 'done' only where UR entered that, never by guess.
 * A clock runs on the days its rule is in force.
 * Hours and days: checklists/_tables/level-of-care.json.
 */
export function timersOf(input: ClockInput): readonly Timer[] {
  return CLOCKS.filter((clock) => (!clock.regimes || clock.regimes.includes(input.regime)) && isInForce(clock, input))
    .flatMap((clock) => (clock.id === 'T-PAYER' ? payerTimers(clock, input) : (timerFor(clock, input) ?? [])))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function timerFor(clock: Clock, input: ClockInput): Timer | null {
  if (clock.hoursBeforeSecondMidnight !== undefined) return beforeSecondMidnight(clock, clock.hoursBeforeSecondMidnight, input);
  if (clock.afterHours !== undefined) return observationClock(clock, clock.afterHours, input);
  if (clock.fewerMidnightsThan !== undefined) return shortStay(clock, clock.fewerMidnightsThan, input);
  if (clock.inpatientDay !== undefined) return inpatientDay(clock, clock.inpatientDay, input);
  if (clock.stayDay !== undefined) return changeNotice(clock, clock.stayDay, input);
  if (clock.noticeDays !== undefined) return changeLetter(clock, clock.noticeDays, input);
  if (clock.admissionDays !== undefined) return admissionNotice(clock, clock.admissionDays, input);
  return clock.id === 'T-UNSIGNED' ? unsignedOrder(clock, input) : null;
}

/** A clock without a zone is judged by the UTC day: its rule's first day is then out by hours at most. */
function isInForce({ from, until }: Clock, { careStart, zone, chart }: ClockInput): boolean {
  const day = isoDay(civilDay(careStart ?? chart.asOf, isKnownZone(zone) ? zone : 'UTC'));
  return (from === undefined || from <= day) && (until === undefined || day <= until);
}

/** Status before the second midnight, for a patient who is still an outpatient when the first has passed. */
function beforeSecondMidnight(clock: Clock, hours: number, input: ClockInput): Timer | null {
  const { careStart, zone, chart, inpatientOrder, status, end } = input;
  if (careStart === null || !isKnownZone(zone)) return null;
  const first = nextMidnight(careStart, zone);
  const second = first === null ? null : nextMidnight(first, zone);
  if (first === null || second === null) return null;
  const until = end ?? chart.asOf;
  const wasOutpatientThen =
    inpatientOrder === null ? status !== 'inpatient' && status !== 'unknown' : inpatientOrder.at > second - hours * HOUR_MS;
  // Neither a stay that ended before, nor one that became inpatient in time, ever had this clock run.
  if (!wasOutpatientThen || until <= first || (end !== null && end <= second)) return null;
  const done = inpatientOrder !== null && inpatientOrder.at <= second;
  return timer(clock, second - hours * HOUR_MS, second, chart.asOf, done, [inpatientOrder?.from[0] ?? input.encounter]);
}

/** Hours of observation, elapsed; the clock stops with the inpatient order or the end. A notice is due before either, where that comes first (42 CFR 489.20(y)). */
function observationClock(clock: Clock, hours: number, input: ClockInput): Timer | null {
  const start = input.observationStart;
  if (!start) return null;
  const order = input.inpatientOrder?.at ?? input.observationEnd;
  const stopped = Math.min(order !== null && order > start.at ? order : Number.POSITIVE_INFINITY, input.end ?? Number.POSITIVE_INFINITY);
  const at = start.at + hours * HOUR_MS;
  if (stopped <= at) return null;
  const deadline = clock.deadlineHours === undefined ? null : Math.min(start.at + clock.deadlineHours * HOUR_MS, stopped);
  const notice = clock.notice === undefined ? null : given(input.chart, clock.notice, start.at);
  return timer(clock, at, deadline, input.chart.asOf, notice !== null, [start.from, ...(notice?.from ?? [])]);
}

/** An inpatient stay about to close, or closed, with fewer midnights after the order than the benchmark looks for. */
function shortStay(clock: Clock, fewer: number, input: ClockInput): Timer | null {
  const { inpatientMidnights, inpatientOrder, chart, end } = input;
  if (inpatientMidnights === null || inpatientMidnights >= fewer || !inpatientOrder) return null;
  const discharge = factsOf(chart, 'discharge-order').findLast((fact) => fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay'));
  const at = discharge?.at ?? end;
  return at === null
    ? null
    : timer(clock, at, end, chart.asOf, false, discharge ? [discharge.from[0], inpatientOrder.from[0]] : [inpatientOrder.from[0]]);
}

function inpatientDay(clock: Clock, day: number, input: ClockInput): Timer | null {
  const { inpatientOrder, zone, chart, end } = input;
  if (!inpatientOrder || !isKnownZone(zone)) return null;
  const first = civilDay(inpatientOrder.at, zone);
  const at = startOfDay(first + day - 1, zone);
  const deadline = clock.deadlineDay === undefined ? null : startOfDay(first + clock.deadlineDay, zone);
  // A reminder for long stays: shown from the day before it is due, not over every stay.
  if (at === null || (end ?? chart.asOf) < at - 24 * HOUR_MS) return null;
  return timer(clock, at, deadline, chart.asOf, false, [inpatientOrder.from[0]]);
}

/** True when a reader or UR says so: R4 has no element for the signature of an order, so silence says nothing. */
export function isUnsigned(chart: Chart, order: Fact): boolean {
  const entered = factsOf(chart, 'order-signature').findLast((fact) => fact.standing !== 'withdrawn' && fact.at >= order.at);
  return entered ? entered.text === 'unsigned' : hasFlag(order, 'unsigned');
}

function unsignedOrder(clock: Clock, input: ClockInput): Timer | null {
  const { inpatientOrder, chart } = input;
  const discharge = factsOf(chart, 'discharge-order').findLast((fact) => fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay'));
  const at = discharge?.at ?? input.end;
  if (!inpatientOrder || at === null || !isUnsigned(chart, inpatientOrder)) return null;
  return timer(clock, at, input.end, chart.asOf, false, [inpatientOrder.from[0], ...(discharge ? [discharge.from[0]] : [])]);
}
