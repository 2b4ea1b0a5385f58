import type { ChecklistResult } from '../evaluate/result.ts';
import type { Prompt } from './statement.ts';

/** The whole state in numbers, for one line at the top. */
export interface Summary {
  readonly lookAt: number;
  readonly fine: number;
  readonly cannotCheck: number;
  readonly text: string;
}

/**
 * '2 to look at, 4 checked fine, 1 cannot be checked'. Counts prompts, and conditions that were checked and need nothing; a condition with
 * anything that could not be checked counts there and never as fine.
 */
export function summaryLine(prompts: readonly Prompt[], results: readonly ChecklistResult[]): Summary {
  const asked = new Set(prompts.map((prompt) => prompt.checklist));
  const hidden = results.filter(isHidden);
  const fine = results.filter((result) => !asked.has(result.id) && !isHidden(result));
  const parts = [
    prompts.length > 0 ? `${prompts.length} to look at` : null,
    fine.length > 0 ? `${fine.length} checked fine` : null,
    hidden.length > 0 ? `${hidden.length} cannot be checked` : null,
  ].filter((part) => part !== null);
  return {
    lookAt: prompts.length,
    fine: fine.length,
    cannotCheck: hidden.length,
    text: parts.length > 0 ? parts.join(', ') : 'nothing was checked',
  };
}

const isHidden = (result: ChecklistResult): boolean =>
  result.status === 'cannot-check' ||
  !result.documentation.known ||
  result.statusItem?.state === 'cannot-check' ||
  [...Object.values(result.expect), ...Object.values(result.conflicts)].some((item) => item.state === 'cannot-check');
