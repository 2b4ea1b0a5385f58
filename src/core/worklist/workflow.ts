import type { PromptKind } from '../checklist/kinds.ts';
import type { QueryPolicy } from '../query/policy.ts';
import type { OrderKey, SortKey } from './order-keys.ts';

/** How a hospital works, as its file in `checklists/_workflow` says. Plain JSON: the build ships it, the screens read it. */
export interface Workflow {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly worklist: WorklistOrder & { readonly filters: readonly FilterName[] };
  /** Which encounters a second person looks at. */
  readonly secondLevel: readonly TriggerRule[];
  readonly nextReview: readonly NextReviewRule[];
  readonly signOff: { readonly specificity: readonly SpecificityAxis[] };
  /** Reminders, escalation and guards of queries. */
  readonly queries: QueryPolicy;
}

/** The order of the worklist: its keys, most important first, and the rank of each kind of prompt (1 comes first). */
export interface WorklistOrder {
  readonly order: readonly OrderKey[];
  readonly kindRank: Readonly<Record<PromptKind, number>>;
}

export type { OrderKey, SortKey };

export const FILTERS = ['unit', 'service', 'day-of-stay', 'reason', 'mine', 'due', 'high-risk', 'open-query'] as const;
export type FilterName = (typeof FILTERS)[number];

export const TRIGGER_FORMS = [
  'open-prompts',
  'single-indicator',
  'short-stay',
  'disposition',
  'conflicting-documentation',
  'status-support',
] as const;
export type TriggerForm = (typeof TRIGGER_FORMS)[number];

/** One trigger of second-level review. Which fields count depends on `form`; the others are empty. */
export interface TriggerRule {
  readonly id: string;
  readonly form: TriggerForm;
  readonly label: string;
  /** `open-prompts`: how many at least. */
  readonly atLeast: number;
  readonly kinds: readonly PromptKind[];
  /** `short-stay`: at most this many midnights. */
  readonly atMostMidnights: number;
  /** Checklists it is about; empty: all. */
  readonly of: readonly string[];
  /** `disposition` and `status-support`: the words that raise it. */
  readonly is: readonly string[];
  /** Only from the discharge order on. */
  readonly atDischarge: boolean;
}

export const NEXT_WHEN = [
  'always',
  'asks-something',
  'nothing-to-ask',
  'query-open',
  'window-open',
  'observation',
  'cannot-check',
  'discharge-ordered',
  'high-risk',
] as const;
export type NextWhen = (typeof NEXT_WHEN)[number];

export const NEXT_EVENTS = ['new-result', 'new-note', 'discharge-order'] as const;
export type NextEvent = (typeof NEXT_EVENTS)[number];

/** When to look again: the earliest time of all rules that apply, and any of their events. */
export interface NextReviewRule {
  readonly id: string;
  readonly when: NextWhen;
  readonly afterMs: number | null;
  /** So long before the next local midnight. */
  readonly beforeMidnightMs: number | null;
  readonly at: readonly NextEvent[];
}

/** One thing a diagnosis may be exact about, the words that say it, and the concepts it is asked of. `links`: said by joining two conditions. */
export interface SpecificityAxis {
  readonly id: string;
  readonly label: string;
  readonly words: readonly string[];
  readonly links: boolean;
  readonly of: readonly string[];
}
