import { hasRead } from '../chart/chart.ts';
import type { LinkedQuery } from '../checklist/linked.ts';
import type { ChecklistResult, ItemResult } from '../evaluate/result.ts';
import type { Review } from '../review/review.ts';
import type { QueryRecord } from './record.ts';

/** Whether a query would still be asked. `unknown`: it could not be told, and why; then nothing may be concluded. */
export type Occasion =
  | { readonly is: 'due' }
  | {
      readonly is: 'gone';
      readonly result: ChecklistResult;
      readonly item: ItemResult | null;
      readonly how: 'answered' | 'no-longer-asked';
    }
  | { readonly is: 'unknown'; readonly why: string };

const unknown = (why: string): Occasion => ({ is: 'unknown', why });

/**
 * Whether the question of a query still stands in a newer review of the same stay. `query` is the checklist's own entry; with it the very item or status
 * is looked at. Without it the question counts as gone only where nothing at all in its checklist was left unchecked: a draft also vanishes when
 * what it cites cannot be read.
 */
export function occasionOf(record: QueryRecord, review: Review, query: LinkedQuery | null): Occasion {
  if (review.encounter !== record.encounter || review.patient !== record.patient) return unknown('The review is of another stay.');
  const { draft } = record;
  const result = review.checklists.find(({ id }) => id === draft.checklist);
  if (result === undefined) return unknown('The checklist of this query was not part of the review.');
  if (result.version !== draft.version) return unknown(`The checklist has another version now (${result.version}).`);
  if (!hasRead(review.chart, 'note')) return unknown('The notes could not be read in full.');
  if (review.queries.some(({ checklist, id }) => checklist === draft.checklist && id === draft.id)) return { is: 'due' };
  return query === null ? withoutEntry(result, record, review) : withEntry(result, query);
}

function withEntry(result: ChecklistResult, { when }: LinkedQuery): Occasion {
  if ('statuses' in when) {
    if (result.status === 'cannot-check' || result.statusItem?.state === 'cannot-check') return unknown(NOT_ALL);
    return when.statuses.includes(result.status) ? { is: 'due' } : { is: 'gone', result, item: null, how: 'answered' };
  }
  const own = result.statusItem?.id === when.item ? result.statusItem : null;
  const item = result.expect[when.item] ?? result.conflicts[when.item] ?? own;
  switch (item?.state) {
    case 'missing':
    case 'raised':
      return { is: 'due' };
    case 'present':
    case 'clear':
      return { is: 'gone', result, item, how: 'answered' };
    case 'not-applicable':
      return { is: 'gone', result, item, how: 'no-longer-asked' };
    case 'open':
      return unknown('The time for what is asked has not ended.');
    case 'cannot-check':
      return unknown(NOT_ALL);
    case undefined:
      return unknown('The checklist no longer asks this.');
  }
}

const NOT_ALL = 'Not everything that the question rests on could be read.';

function withoutEntry(result: ChecklistResult, { draft }: QueryRecord, review: Review): Occasion {
  if (result.stage === 'draft' || result.stage === 'retired') return unknown('The checklist asks nothing at its present stage.');
  if (review.problems.some(({ what }) => what === draft.checklist)) return unknown('The checklist could not be run in full.');
  const items = [...Object.values(result.expect), ...Object.values(result.conflicts), ...(result.statusItem ? [result.statusItem] : [])];
  const answers = [...Object.values(result.criteria), ...Object.values(result.definitions)];
  const isDark =
    result.status === 'cannot-check' ||
    items.some(({ state }) => state === 'cannot-check') ||
    (draft.purpose === 'clinical-validation' && answers.some(({ verdict }) => verdict === 'not-known'));
  return isDark ? unknown(NOT_ALL) : { is: 'gone', result, item: null, how: 'answered' };
}
