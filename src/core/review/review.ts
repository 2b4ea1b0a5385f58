import type { Chart, Problem } from '../chart/chart.ts';
import type { Fact, Instant, SourceRef } from '../chart/fact.ts';
import type { Brief } from '../compose/brief.ts';
import type { Prompt, QueryDraft } from '../compose/statement.ts';
import type { ChecklistResult } from '../evaluate/result.ts';
import type { LevelOfCare } from '../stay/stay.ts';

/** Everything Corroborate has to say about one stay at one moment. Screens, the command and exports are views of this value. */
export interface Review {
  readonly encounter: SourceRef;
  readonly patient: SourceRef;
  readonly asOf: Instant;
  readonly zone: string | null;
  readonly policy: string;
  readonly checklists: readonly ChecklistResult[];
  readonly prompts: readonly Prompt[];
  readonly queries: readonly QueryDraft[];
  readonly measures: Readonly<Record<string, readonly Fact[]>>;
  readonly levelOfCare: LevelOfCare;
  /** The level of care as facts for a reviewer, on one page; null when it could not be composed (a problem of kind `bug` says so). */
  readonly brief: Brief | null;
  readonly mentions: number;
  readonly unmapped: readonly { readonly system: string; readonly code: string; readonly text: string; readonly count: number }[];
  readonly problems: readonly Problem[];
  readonly chart: Chart;
}

/** Measures that every review reports by name (rulings, Measures 1); others are in the chart. Suspicions that were set aside are reported too, flagged so. */
export const REPORTED_MEASURES = [
  'sofa',
  'sirs',
  'pf-ratio',
  'pf-ratio-imputed',
  'kdigo-stage',
  'kdigo-stage-retrospective',
  'suspected-infection',
] as const;
