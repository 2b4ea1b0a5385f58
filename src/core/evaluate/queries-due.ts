import type { LinkedChecklist, LinkedQuery } from '../checklist/linked.ts';
import type { ChecklistResult } from './result.ts';

/**
 * The queries whose occasion has come: their status holds, or the item they wait for is missing or raised. None for a status whose prompt could
 * not be checked: what was not read might settle it. A draft or retired checklist drafts none.
 */
export function queriesDue(checklist: LinkedChecklist, result: ChecklistResult): readonly LinkedQuery[] {
  if (checklist.stage === 'draft' || checklist.stage === 'retired') return [];
  return checklist.queries.filter(({ when }) => {
    if ('statuses' in when) return when.statuses.includes(result.status) && result.statusItem?.state !== 'cannot-check';
    const item = result.expect[when.item] ?? result.conflicts[when.item];
    const state = item?.state ?? (result.statusItem?.id === when.item ? result.statusItem.state : null);
    return state === 'missing' || state === 'raised';
  });
}
