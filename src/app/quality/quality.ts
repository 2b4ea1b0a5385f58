import { type Count, DISMISS_REASONS, type DismissReason } from '../../store/index.ts';
import { stepOf } from '../times.ts';

/** Which counts are looked at. Empty text: all. Days as '2026-03-02', both included. */
export interface Filter {
  readonly role: string;
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}
export const ALL: Filter = { role: '', rule: '', from: '', to: '' };

/** One rule's numbers. Shares are between 0 and 1; null: nothing to divide by. */
export interface RuleQuality {
  readonly rule: string;
  readonly kind: string;
  readonly versions: readonly string[];
  readonly shown: number;
  readonly opened: number;
  readonly answered: number;
  readonly copied: number;
  readonly dismissed: number;
  readonly reasons: Readonly<Record<DismissReason, number>>;
  readonly snoozed: number;
  readonly resolved: number;
  readonly reopened: number;
  readonly up: number;
  readonly down: number;
  readonly precision: number | null;
  readonly evidenceWrong: number | null;
  readonly acceptance: number | null;
  readonly thumbsDown: number | null;
  readonly meanMs: number | null;
  readonly medianMs: number | null;
  readonly flags: readonly Flag[];
}
export type Flag = 'low-acceptance' | 'evidence-wrong';

/** Section 8 of users and workflows: from when a rule is looked at again. */
const WINDOW = 50;
const LEAST_ACCEPTANCE = 0.2;
const MOST_EVIDENCE_WRONG = 0.1;

export const filtered = (counts: readonly Count[], { role, rule, from, to }: Filter): Count[] =>
  counts.filter(
    (one) =>
      (role === '' || one.role === role) &&
      (rule === '' || one.rule === rule) &&
      (from === '' || one.day >= from) &&
      (to === '' || one.day <= to),
  );

const total = (counts: readonly Count[], name: Count['name'], detail?: string): number =>
  counts.reduce((sum, one) => (one.name === name && (detail === undefined || one.detail === detail) ? sum + one.n : sum), 0);

export const share = (part: number, of: number): number | null => (of > 0 ? part / of : null);

/** Judged: answered or dismissed, whatever the reason. `correct-but-no-query-needed` is a judgment for the rule. */
const judged = (counts: readonly Count[]) => total(counts, 'prompt.answered') + total(counts, 'prompt.dismissed');
const wrong = (counts: readonly Count[]) => total(counts, 'prompt.dismissed', 'evidence-wrong');
/** What was right without a need for an answer does not lower acceptance. */
export const acceptanceOf = (counts: readonly Count[]): number | null => {
  const answered = total(counts, 'prompt.answered');
  const asked = total(counts, 'prompt.shown') - total(counts, 'prompt.dismissed', 'correct-but-no-query-needed');
  // What was shown before the range and answered in it must not make more than all.
  return asked > 0 || answered > 0 ? Math.min(1, answered / Math.max(asked, answered)) : null;
};
export const evidenceWrongOf = (counts: readonly Count[]): number | null => share(wrong(counts), judged(counts));
export const thumbsDownOf = (counts: readonly Count[]): number | null =>
  share(total(counts, 'prompt.thumb', 'down'), total(counts, 'prompt.thumb', 'down') + total(counts, 'prompt.thumb', 'up'));

/** The upper end, in ms, of the step that holds the given part of all times (0.5: the median); null without times. */
export function quantileMs(counts: readonly Count[], name: 'time.toAction' | 'time.firstPrompt', part: number): number | null {
  const steps = counts
    .filter((one) => one.name === name)
    .flatMap((one) => {
      const end = stepOf(one.detail);
      return end === null ? [] : [{ end, n: one.n }];
    })
    .sort((a, b) => a.end - b.end);
  const all = steps.reduce((sum, { n }) => sum + n, 0);
  let reached = 0;
  for (const { end, n } of steps) {
    reached += n;
    if (reached >= all * part) return end;
  }
  return null;
}

export function meanMs(counts: readonly Count[], name: 'time.toAction' | 'time.firstPrompt'): number | null {
  const times = counts.filter((one) => one.name === name);
  return share(
    times.reduce((sum, one) => sum + one.sum, 0),
    times.reduce((sum, one) => sum + one.n, 0),
  );
}

/** The newest whole days that together hold at least 50 showings; null: there are not so many yet. */
export function newestShowings(counts: readonly Count[]): readonly Count[] | null {
  const days = [...new Set(counts.map(({ day }) => day))].sort().reverse();
  let shown = 0;
  for (const day of days) {
    shown += total(
      counts.filter((one) => one.day === day),
      'prompt.shown',
    );
    if (shown >= WINDOW) return counts.filter((one) => one.day >= day);
  }
  return null;
}

function flagsOf(counts: readonly Count[]): Flag[] {
  const newest = newestShowings(counts);
  const acceptance = newest ? acceptanceOf(newest) : null;
  const evidenceWrong = evidenceWrongOf(newest ?? counts);
  return [
    ...(acceptance !== null && acceptance < LEAST_ACCEPTANCE ? (['low-acceptance'] as const) : []),
    ...(evidenceWrong !== null && evidenceWrong > MOST_EVIDENCE_WRONG ? (['evidence-wrong'] as const) : []),
  ];
}

function qualityOf(rule: string, counts: readonly Count[]): RuleQuality {
  const reasons = Object.fromEntries(
    DISMISS_REASONS.map((reason) => [reason, total(counts, 'prompt.dismissed', reason)]),
  ) as RuleQuality['reasons'];
  const evidenceWrong = evidenceWrongOf(counts);
  return {
    rule,
    kind: counts.find((one) => one.kind !== '')?.kind ?? '',
    versions: [...new Set(counts.map(({ version }) => version).filter((version) => version !== ''))].sort(),
    shown: total(counts, 'prompt.shown'),
    opened: total(counts, 'prompt.opened'),
    answered: total(counts, 'prompt.answered'),
    copied: total(counts, 'prompt.copied'),
    dismissed: total(counts, 'prompt.dismissed'),
    reasons,
    snoozed: total(counts, 'prompt.snoozed'),
    resolved: total(counts, 'prompt.resolved'),
    reopened: total(counts, 'prompt.reopened'),
    up: total(counts, 'prompt.thumb', 'up'),
    down: total(counts, 'prompt.thumb', 'down'),
    evidenceWrong,
    precision: evidenceWrong === null ? null : 1 - evidenceWrong,
    acceptance: acceptanceOf(counts),
    thumbsDown: thumbsDownOf(counts),
    meanMs: meanMs(counts, 'time.toAction'),
    medianMs: quantileMs(counts, 'time.toAction', 0.5),
    flags: flagsOf(counts),
  };
}

/** Every rule that was counted, flagged ones first, then by how often it was shown. */
export function rulesOf(counts: readonly Count[]): RuleQuality[] {
  const rules = new Map<string, Count[]>();
  for (const one of counts) {
    if (!one.name.startsWith('prompt.') && one.name !== 'time.toAction') continue;
    if (one.rule === '') continue;
    rules.set(one.rule, [...(rules.get(one.rule) ?? []), one]);
  }
  return [...rules]
    .map(([rule, own]) => qualityOf(rule, own))
    .sort((a, b) => b.flags.length - a.flags.length || b.shown - a.shown || a.rule.localeCompare(b.rule));
}

/** Which way a kind of prompt can lead a record. */
export type Direction = 'weakens' | 'strengthens' | 'neither';
const DIRECTION: Readonly<Record<string, Direction>> = {
  validation: 'weakens',
  conflict: 'weakens',
  specificity: 'strengthens',
  indicator: 'strengthens',
  linkage: 'strengthens',
  source: 'strengthens',
};
export const directionOf = (kind: string): Direction => DIRECTION[kind] ?? 'neither';

/** Both directions and neither, side by side: nothing here rewards more diagnoses. */
export function directionsOf(rules: readonly RuleQuality[]): readonly {
  readonly direction: Direction;
  readonly kinds: readonly string[];
  readonly shown: number;
  readonly answered: number;
  readonly dismissed: number;
  readonly resolved: number;
}[] {
  return (['weakens', 'strengthens', 'neither'] as const).map((direction) => {
    const own = rules.filter(({ kind }) => directionOf(kind) === direction);
    const sum = (name: 'shown' | 'answered' | 'dismissed' | 'resolved') => own.reduce((all, rule) => all + rule[name], 0);
    return {
      direction,
      kinds: [...new Set(own.map(({ kind }) => kind))].sort(),
      shown: sum('shown'),
      answered: sum('answered'),
      dismissed: sum('dismissed'),
      resolved: sum('resolved'),
    };
  });
}
