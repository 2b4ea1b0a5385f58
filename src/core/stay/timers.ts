import table from '../../../checklists/_tables/level-of-care.json' with { type: 'json' };
import { type Chart, factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant, type SourceRef } from '../chart/fact.ts';
import { civilDay, isKnownZone, nextMidnight, startOfDay } from './civil.ts';
import type { Regime, StayStatus, Timer } from './stay.ts';

const HOUR_MS = 3_600_000;

/** What the clocks run on. `midnights` counts towards the benchmark, `inpatientMidnights` after the order. */
export interface ClockInput {
  readonly chart: Chart;
  readonly encounter: SourceRef;
  readonly zone: string | null;
  readonly status: StayStatus;
  readonly regime: Regime;
  readonly careStart: Instant | null;
  readonly end: Instant | null;
  readonly inpatientOrder: Fact | null;
  readonly observationStart: { readonly at: Instant; readonly from: SourceRef } | null;
  readonly inpatientMidnights: number | null;
}

type Clock = (typeof table.clocks)[number];

/**
 * The clocks that run, or ran, over this stay, by time. One that does not apply (another payer, another status) is left out.
 * A clock is about time alone: whether a notice was given is not in the chart, so it is never 'done' by guess.
 * Hours and days: checklists/_tables/level-of-care.json.
 */
export function timersOf(input: ClockInput): readonly Timer[] {
  return table.clocks
    .filter((clock) => !clock.regimes || clock.regimes.includes(input.regime))
    .flatMap((clock) => timerFor(clock, input) ?? [])
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function timerFor(clock: Clock, input: ClockInput): Timer | null {
  if (clock.hoursBeforeSecondMidnight !== undefined) return beforeSecondMidnight(clock, clock.hoursBeforeSecondMidnight, input);
  if (clock.afterHours !== undefined) return observationClock(clock, clock.afterHours, input);
  if (clock.fewerMidnightsThan !== undefined) return shortStay(clock, clock.fewerMidnightsThan, input);
  if (clock.inpatientDay !== undefined) return inpatientDay(clock, clock.inpatientDay, input);
  return clock.id === 'T-UNSIGNED' ? unsignedOrder(clock, input) : null;
}

function timer(clock: Clock, at: Instant, deadline: Instant | null, asOf: Instant, done: boolean, from: Timer['from']): Timer {
  const state = done ? 'done' : asOf < at ? 'waiting' : deadline !== null && asOf >= deadline ? 'passed' : 'due';
  return { id: clock.id, at, deadline, state, audience: clock.audience as Timer['audience'], from };
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

/** Hours of observation, elapsed; the clock stops with the inpatient order or the end. */
function observationClock(clock: Clock, hours: number, input: ClockInput): Timer | null {
  const start = input.observationStart;
  if (!start) return null;
  const order = input.inpatientOrder;
  const stopped = Math.min(order && order.at > start.at ? order.at : Number.POSITIVE_INFINITY, input.end ?? Number.POSITIVE_INFINITY);
  const at = start.at + hours * HOUR_MS;
  if (stopped <= at) return null;
  const deadline = clock.deadlineHours === undefined ? null : start.at + clock.deadlineHours * HOUR_MS;
  return timer(clock, at, deadline, input.chart.asOf, false, [start.from]);
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

function unsignedOrder(clock: Clock, input: ClockInput): Timer | null {
  const { inpatientOrder, chart } = input;
  const discharge = factsOf(chart, 'discharge-order').at(-1);
  if (!inpatientOrder || !discharge || !hasFlag(inpatientOrder, 'unsigned')) return null;
  return timer(clock, discharge.at, input.end, chart.asOf, false, [inpatientOrder.from[0], discharge.from[0]]);
}
