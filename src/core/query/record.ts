import type { Instant, SourceRef } from '../chart/fact.ts';
import type { QueryDraft } from '../compose/statement.ts';
import type { LintFinding } from '../lint/finding.ts';

/** Where a query stands; derived from its history, never stored beside it. */
export type QueryState =
  | 'drafted'
  | 'sent'
  | 'viewed'
  | 'responded'
  | 'documented'
  | 'closed'
  | 'closed-unresponded'
  | 'withdrawn'
  | 'escalated';

/** What the provider answered. An answer in any direction is an answer. */
export const RESPONSES = [
  'agree-new-diagnosis',
  'agree-validated',
  'disagree-ruled-out',
  'other-diagnosis',
  'no-additional',
  'not-significant',
  'unable-to-determine',
  'wrong-recipient',
] as const;
export type QueryResponse = (typeof RESPONSES)[number];

/** How a query reached its reader. */
export type SentBy = 'copy' | 'print' | 'verbal' | 'communication' | 'task' | 'document' | 'questionnaire-response';

/** One thing that happened to a query; only ever appended. `at`: the moment it happened, `by`: who did it, a role or a name. */
export type QueryEvent = { readonly at: Instant; readonly by: string; readonly comment?: string } & (
  | { readonly kind: 'drafted' }
  | { readonly kind: 'sent'; readonly to: string; readonly via: SentBy; readonly ref?: string }
  | { readonly kind: 'viewed' }
  /** `step`: which rung of the hospital's ladder, counted from 1. */
  | { readonly kind: 'reminded'; readonly step: number }
  | { readonly kind: 'escalated'; readonly step: number; readonly to: string }
  /** `basis`: the clinical basis that the provider gave; an agreement without one is worth a second look. */
  | { readonly kind: 'responded'; readonly response: QueryResponse; readonly basis: string | null }
  /** A note now carries the answer. */
  | { readonly kind: 'documented'; readonly ref: SourceRef | null }
  | { readonly kind: 'withdrawn'; readonly reason: 'superseded' | 'answered-in-chart' | 'discharged' | 'sent-in-error' }
  | { readonly kind: 'reopened'; readonly reason: string }
  | { readonly kind: 'closed'; readonly how: 'answered' | 'unresponded' }
  /** Taken back within seconds of `sent`. */
  | { readonly kind: 'sent-undone' }
);

/** A query that left the desk, with everything an audit asks for (query-compliance reference, section 4). Plain data; kept in the store, never in the chart. */
export interface QueryRecord {
  /** Unguessable, made by the app. */
  readonly key: string;
  readonly encounter: SourceRef;
  readonly patient: SourceRef;
  readonly createdAt: Instant;
  readonly author: { readonly name: string; readonly role: string };
  readonly origin: 'human' | 'rule' | 'ai-assisted';
  readonly recipient: { readonly name: string; readonly ref: SourceRef | null } | null;
  readonly timing: 'concurrent' | 'retrospective' | 'post-bill';
  /** The concept it asks about: `about` of its checklist. With the recipient it tells a duplicate. */
  readonly concept: string;
  /** The draft as it was sent, template and checklist version included. */
  readonly draft: QueryDraft;
  /** Exactly what was sent: title and body. */
  readonly text: string;
  readonly lint: {
    readonly version: string;
    readonly findings: readonly LintFinding[];
    readonly overrides: readonly { readonly rule: string; readonly at: string; readonly reason: string }[];
  };
  /** SHA-256 (hex) over what it rests on; the app computes it, since the core has no crypto. */
  readonly evidenceHash: string;
  readonly history: readonly QueryEvent[];
}
