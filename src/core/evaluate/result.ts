import type { ConceptId, Fact, Instant } from '../chart/fact.ts';
import type { Verdict } from '../chart/verdict.ts';
import type { Audience, Documentation, PromptKind, Status } from '../checklist/kinds.ts';
import type { Timeline } from './timeline.ts';

export type { Audience, Documentation, PromptKind, Status };
export type ItemState = 'present' | 'missing' | 'open' | 'not-applicable' | 'cannot-check';
export type ConflictState = 'raised' | 'clear' | 'not-applicable' | 'cannot-check';

/** One criterion (or definition, or item leg) answered: verdict, the facts it rests on, and for absence the search. */
export interface Answer {
  readonly verdict: Verdict;
  /** Facts that decided it; for not-met the nearest facts that were looked at. */
  readonly facts: readonly Fact[];
  /** Filled when not-found or not-known: in words. */
  readonly why: string | null;
  /** The search that found nothing, or that could not be done. */
  readonly search: string | null;
  readonly searchedAt: Instant | null;
  /** Unmeasured parts of a partial sum. */
  readonly missing: readonly string[];
  /** The window it looked in, when it had one. */
  readonly window: { readonly from: Instant; readonly to: Instant } | null;
  /** The window has not closed at asOf and what is asked for is not there yet: the answer may still change. */
  readonly open: boolean;
}

export interface CriterionResult extends Answer {
  readonly id: string;
  readonly label: string;
  readonly source: string;
}

/** One item of `expect:`, `conflicts:` or a status prompt, with what it would say. */
export interface ItemResult {
  readonly id: string;
  readonly ref: string;
  readonly kind: PromptKind;
  readonly audience: readonly Audience[];
  readonly label: string;
  readonly source: string;
  readonly state: ItemState | ConflictState;
  /** Why it applied, and what was looked for. */
  readonly when: Answer | null;
  readonly found: Answer;
  /** Prompt template of the checklist; null: shown as data, never as a prompt. */
  readonly prompt: string | null;
  readonly title: string | null;
  readonly group: string | null;
  readonly answers: readonly string[];
}

/** What the chart says about the checklist's subject, and where. */
export interface DocumentationResult {
  readonly state: Documentation;
  /** False when provider notes could not be read: silence is then not known. */
  readonly known: boolean;
  readonly statements: readonly Fact[];
  /** Somebody's code exists (Condition), whether or not it documents. */
  readonly coded: boolean;
  /** The notes' statements in order and what they amount to; absent where a criterion documents instead of statements. */
  readonly timeline?: Timeline;
}

export interface ChecklistResult {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly stage: 'draft' | 'in-review' | 'approved' | 'retired';
  readonly hash: string;
  readonly policy: string;
  /** Ids of sources that do not hold on the day of this stay (a code set or rule of another year): what rests on them is still answered, and says so. */
  readonly outOfPeriod: readonly string[];
  readonly about: ConceptId;
  readonly governing: string;
  readonly documentation: DocumentationResult;
  readonly evidence: Verdict;
  readonly status: Status;
  readonly definitions: Readonly<Record<string, CriterionResult>>;
  readonly criteria: Readonly<Record<string, CriterionResult>>;
  /** The clocks of the checklist: met when they have started, with the fact that started them first. */
  readonly anchors: Readonly<Record<string, Answer>>;
  readonly expect: Readonly<Record<string, ItemResult>>;
  readonly conflicts: Readonly<Record<string, ItemResult>>;
  /** The item that the documentation x evidence table asks, if any. */
  readonly statusItem: ItemResult | null;
  /** Level-of-care checklists: the word that the first fitting line of `support:` gives. Null for all others. */
  readonly support: string | null;
  /** Facts that speak for and against the governing definition. */
  readonly for: readonly Fact[];
  readonly against: readonly Fact[];
}
