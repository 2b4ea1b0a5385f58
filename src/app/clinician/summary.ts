import type { Prompt } from '../../core/compose/statement.ts';
import type { ChecklistResult, ItemResult } from '../../core/evaluate/result.ts';
import type { Review } from '../../core/review/review.ts';
import { isHidden } from '../unread.ts';

/** A condition that was checked and needs nothing, with what was found in order. */
export interface FineCondition {
  readonly id: string;
  readonly title: string;
  readonly status: ChecklistResult['status'];
  readonly present: readonly ItemResult[];
}

/**
 * The review without the checklist about the record itself: its shortfalls are bookkeeping for CDI, no condition that was checked. What it asks
 * a clinician stands among the prompts like any other.
 */
export const ofConditions = (review: Review): Review => ({
  ...review,
  checklists: review.checklists.filter((result) => result.about !== 'note'),
});

/** True for what is meant for clinicians; `indicator` only where the hospital switched it on. Holds for what resolved as for what is asked. */
export const isForClinician = (prompt: Prompt, showIndicators: boolean): boolean =>
  prompt.audience.includes('clinician') && (prompt.kind !== 'indicator' || showIndicators);

/** The prompts a clinician sees. */
export function clinicianPrompts(review: Review, showIndicators: boolean): Prompt[] {
  return review.prompts.filter((prompt) => isForClinician(prompt, showIndicators));
}

/** Items of one checklist that were looked for and found, or looked at and clear. */
const inOrder = (result: ChecklistResult) => [
  ...Object.values(result.expect).filter((item) => item.state === 'present'),
  ...Object.values(result.conflicts).filter((item) => item.state === 'clear'),
];

/**
 * Conditions that could be checked and for which there is nothing to ask: supported, or not in the record at all. `prompts` are all prompts, closed ones too:
 * closing a prompt does not make a condition fine. One whose findings stand without a statement is left out: naming it here would suggest what
 * nobody documented.
 */
export function fineConditions(review: Review, prompts: readonly Prompt[]): FineCondition[] {
  return review.checklists
    .filter(
      (result) =>
        !isHidden(result) &&
        (result.status === 'supported' || result.status === 'quiet') &&
        !prompts.some((prompt) => prompt.checklist === result.id),
    )
    .map((result) => ({
      id: result.id,
      title: result.title,
      status: result.status,
      present: result.documentation.state === 'silent' ? [] : inOrder(result),
    }));
}
