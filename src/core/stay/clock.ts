import type { Chart } from '../chart/chart.ts';
import type { Fact, Instant, SourceRef } from '../chart/fact.ts';
import type { StatusChange } from './status-change.ts';
import type { Regime, StayStatus, Timer } from './stay.ts';

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
  /** When another status followed, where no order tells. */
  readonly observationEnd: Instant | null;
  readonly inpatientMidnights: number | null;
  readonly changes: readonly StatusChange[];
}

/** One line of the table. Which key it has says how it runs. */
export interface Clock {
  readonly id: string;
  readonly audience: readonly string[];
  readonly regimes?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly notice?: string;
  readonly hoursBeforeSecondMidnight?: number;
  readonly afterHours?: number;
  readonly deadlineHours?: number;
  readonly fewerMidnightsThan?: number;
  readonly inpatientDay?: number;
  readonly deadlineDay?: number;
  readonly stayDay?: number;
  readonly hoursBeforeRelease?: number;
  readonly noticeDays?: number;
  readonly admissionDays?: number;
}
/** A timer in the state it is in now: done, waiting, due or passed. */
export function timer(clock: Clock, at: Instant, deadline: Instant | null, asOf: Instant, done: boolean, from: Timer['from']): Timer {
  const state = done ? 'done' : asOf < at ? 'waiting' : deadline !== null && asOf >= deadline ? 'passed' : 'due';
  return { id: clock.id, at, deadline, state, audience: clock.audience as Timer['audience'], from };
}
