import type { Instant, SourceRef } from '../chart/fact.ts';
import type { EncounterRecord } from '../chart/record.ts';
import type { Utilization } from './utilization.ts';

/** One hospital stay: the encounter the line is named after, and the encounters that belong to it (ED part, unit parts). */
export interface Stay {
  readonly encounter: SourceRef;
  readonly patient: SourceRef;
  readonly members: readonly EncounterRecord[];
  /** Encounters of the same patient that are not this stay: their facts are flagged `other-stay`. */
  readonly others: readonly SourceRef[];
  readonly start: Instant | null;
  /** Null while open. */
  readonly end: Instant | null;
  readonly zone: string | null;
}

export type StayStatus = 'inpatient' | 'observation' | 'outpatient' | 'emergency' | 'unknown';
export type Regime = 'medicare-ffs' | 'medicare-advantage' | 'medicaid-ffs' | 'medicaid-mco' | 'commercial' | 'unknown';
export type Support =
  | 'supported'
  | 'supported-unforeseen'
  | 'supported-ipo'
  | 'exception-ventilation'
  | 'case-by-case'
  | 'at-risk'
  | 'not-shown'
  | 'unknown';

/** Midnights: `total` of the stay, `countable` without excluded intervals, `inpatient` after the order. Null: not countable (see flags). */
export interface Midnights {
  readonly total: number | null;
  readonly countable: number | null;
  readonly inpatient: number | null;
}

/** A clock over the stay. `waiting` until `at`, then `due` until `deadline`, then `passed`; `done` once what it waits for is in the chart. */
export interface Timer {
  /** 'T-2MN', 'T-OBS-24' ...: level-of-care reference, section 6. */
  readonly id: string;
  readonly at: Instant;
  readonly deadline: Instant | null;
  readonly state: 'waiting' | 'due' | 'passed' | 'done';
  readonly audience: readonly ('clinician' | 'ur' | 'physician-advisor')[];
  readonly from: readonly [SourceRef, ...SourceRef[]];
}

/** What the record says about the level of care. Facts with sources; never a verdict of ours on what the level should be. */
export interface LevelOfCare {
  readonly status: StayStatus;
  readonly regime: Regime;
  readonly careStart: Instant | null;
  readonly careStartSource: string | null;
  readonly inpatientOrder: Instant | null;
  readonly observationStart: Instant | null;
  readonly end: Instant | null;
  readonly midnights: Midnights;
  readonly observationHours: number | null;
  readonly nextMidnight: Instant | null;
  readonly expectation: 'documented' | 'not-found' | 'not-known';
  readonly support: Support;
  readonly flags: readonly string[];
  readonly sources: readonly SourceRef[];
  /** Status as it changed, each with where that is known from. */
  readonly timeline: readonly {
    readonly status: StayStatus;
    readonly from: Instant;
    readonly to: Instant | null;
    readonly source: SourceRef;
    readonly by: string;
  }[];
  readonly timers: readonly Timer[];
  /** What utilization review works with. Every reading has it; a hand-made value may leave it out. */
  readonly utilization?: Utilization;
}
