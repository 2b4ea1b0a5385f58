import type { Instant } from '../core/chart/fact.ts';

/** What a person did, for the privacy office. Codes and ids only: no words of the chart, no free text. */
export const AUDIT_ACTIONS = [
  'launch',
  'context-change',
  'sources-read',
  'prompt-shown',
  'prompt-answered',
  'prompt-dismissed',
  'prompt-snoozed',
  'undo',
  'draft-created',
  'query-sent',
  'query-changed',
  'copied',
  'printed',
  'exported',
  'imported',
  'written',
  'decision',
  'entry',
  'sign-off',
  'handover',
  'wiped',
  'security',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Who did what, when, about whom, and how it ended. `about`: the id of a checklist item, query or resource type. */
export interface AuditEvent {
  readonly at: Instant;
  readonly action: AuditAction;
  readonly user: string;
  readonly patient: string;
  readonly encounter: string;
  readonly about: string | null;
  readonly outcome: 'ok' | 'refused' | 'failed';
}

/** The event, or null when what was kept has not the shape of one. */
export function readEvent(value: unknown): AuditEvent | null {
  if (typeof value !== 'object' || value === null) return null;
  const { at, action, user, patient, encounter, about, outcome } = value as Readonly<Record<string, unknown>>;
  const fits =
    typeof at === 'number' &&
    AUDIT_ACTIONS.includes(action as AuditAction) &&
    [user, patient, encounter].every((each) => typeof each === 'string') &&
    (about === null || typeof about === 'string') &&
    ['ok', 'refused', 'failed'].includes(outcome as string);
  return fits ? (value as AuditEvent) : null;
}

/** What is counted on this device (users and workflows, section 7). */
export const COUNTERS = [
  'prompt.shown',
  'prompt.opened',
  'prompt.answered',
  'prompt.copied',
  'prompt.dismissed',
  'prompt.snoozed',
  'prompt.resolved',
  'prompt.reopened',
  'prompt.thumb',
  'evidence.opened',
  'evidence.unticked',
  'copy.method',
  'copy.failed',
  'query.drafted',
  'query.checkFailed',
  'query.copied',
  'query.sent',
  'query.answered',
  'board.decision',
  'time.firstPrompt',
  'time.toAction',
] as const;
export type CounterName = (typeof COUNTERS)[number];

/** One count. No patient, no user, no free text: `detail` is a code (a reason, a method, up or down). `sum` adds up what is measured, in ms, for times. */
export interface Count {
  readonly name: CounterName;
  readonly detail: string;
  readonly rule: string;
  readonly version: string;
  readonly kind: string;
  readonly role: string;
  readonly width: 'narrow' | 'medium' | 'wide' | 'full';
  /** '2026-03-02', on the device's clock. */
  readonly day: string;
  readonly n: number;
  readonly sum: number;
}

/** The name a count is kept under: everything but the numbers. */
export const countKey = ({ name, detail, rule, version, kind, role, width, day }: Omit<Count, 'n' | 'sum'>): string =>
  [name, detail, rule, version, kind, role, width, day].join('|');

/** `counts` with one more. */
export function counted(counts: readonly Count[], one: Count): Count[] {
  const key = countKey(one);
  const before = counts.find((each) => countKey(each) === key);
  const now = before ? { ...one, n: before.n + one.n, sum: before.sum + one.sum } : one;
  return [...counts.filter((each) => each !== before), now];
}
