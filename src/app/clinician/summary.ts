import type { Problem } from '../../core/chart/chart.ts';
import type { Prompt } from '../../core/compose/statement.ts';
import type { ChecklistResult, ItemResult } from '../../core/evaluate/result.ts';
import type { Review } from '../../core/review/review.ts';

/** A condition that was checked and needs nothing, with what was found in order. */
export interface FineCondition {
  readonly id: string;
  readonly title: string;
  readonly status: ChecklistResult['status'];
  readonly present: readonly ItemResult[];
}

/** One reason why something could not be checked, and what it hides. */
export interface CannotCheck {
  readonly reason: string;
  readonly search: string | null;
  readonly items: readonly string[];
}

/** The prompts a clinician sees: those meant for clinicians; `indicator` only where the hospital switched it on. */
export function clinicianPrompts(review: Review, showIndicators: boolean): Prompt[] {
  return review.prompts.filter((prompt) => prompt.audience.includes('clinician') && (prompt.kind !== 'indicator' || showIndicators));
}

/** Items of one checklist that were looked for and found, or looked at and clear. */
const inOrder = (result: ChecklistResult) => [
  ...Object.values(result.expect).filter((item) => item.state === 'present'),
  ...Object.values(result.conflicts).filter((item) => item.state === 'clear'),
];

const isUnknown = (result: ChecklistResult) => result.status === 'cannot-check' || !result.documentation.known;

/**
 * Conditions without an open prompt that could be checked. One whose findings stand without a statement is left out: naming it here would
 * suggest what nobody documented.
 */
export function fineConditions(review: Review, prompts: readonly Prompt[]): FineCondition[] {
  return review.checklists
    .filter((result) => !isUnknown(result) && result.status !== 'undocumented' && !prompts.some((prompt) => prompt.checklist === result.id))
    .map((result) => ({
      id: result.id,
      title: result.title,
      status: result.status,
      present: result.documentation.state === 'silent' ? [] : inOrder(result),
    }));
}

/** What could not be checked, grouped by reason; a checklist that failed to be evaluated is a reason of its own. */
export function cannotCheck(review: Review): CannotCheck[] {
  const groups = new Map<string, { search: string | null; items: Set<string> }>();
  const add = (reason: string, search: string | null, item: string) => {
    const group = groups.get(reason) ?? { search, items: new Set<string>() };
    group.items.add(item);
    groups.set(reason, group);
  };
  for (const result of review.checklists) {
    const items = [...Object.values(result.expect), ...Object.values(result.conflicts), ...(result.statusItem ? [result.statusItem] : [])];
    const isNamed = result.documentation.state !== 'silent' && result.documentation.state !== 'denied';
    for (const item of items) {
      if (item.state !== 'cannot-check' || !item.audience.includes('clinician')) continue;
      const answer = item.found.verdict === 'not-known' ? item.found : (item.when ?? item.found);
      add(answer.why ?? item.found.why ?? '', answer.search, isNamed ? item.label : '');
    }
    if (result.status === 'cannot-check') {
      const unknown = Object.values(result.definitions).find((definition) => definition.verdict === 'not-known');
      add(unknown?.why ?? '', unknown?.search ?? null, isNamed ? result.title : '');
    }
  }
  for (const problem of review.problems.filter((entry: Problem) => entry.kind === 'bug')) add('bug', null, problem.what);
  return [...groups].map(([reason, group]) => ({ reason, search: group.search, items: [...group.items].filter(Boolean) }));
}
