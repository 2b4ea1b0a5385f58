import type { Source, Statement } from '../compose/statement.ts';
import { keyOf, type OrderKey, type SortKey } from './order-keys.ts';
import type { WorklistRow } from './row.ts';
import type { WorklistOrder } from './workflow.ts';

/**
 * Rows in the hospital's order. Stable: rows that no key tells apart keep the order they came in (the EHR's). What is not known stands after what
 * is, in either direction. The list given is untouched.
 */
export const orderRows = (rows: readonly WorklistRow[], order: WorklistOrder): WorklistRow[] => orderBy(rows, (row) => row, order);

/** The same for values that carry a row (a screen's own rows). */
export function orderBy<T>(items: readonly T[], rowIn: (item: T) => WorklistRow, order: WorklistOrder): T[] {
  return items
    .map((item, index) => ({ item, index, values: order.order.map((key) => placeBy(rowIn(item), key, order)) }))
    .sort((a, b) => compare(a.values, b.values) || a.index - b.index)
    .map(({ item }) => item);
}

function placeBy(row: WorklistRow, { key, direction }: OrderKey, { kindRank }: WorklistOrder): number {
  const value = keyOf(key).value(row, kindRank);
  if (value === null || Number.isNaN(value)) return Number.POSITIVE_INFINITY;
  return direction === 'descending' ? -value : value;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length; index += 1) {
    const [left = 0, right = 0] = [a[index], b[index]];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** The order in one sentence: 'Sorted by: what asks something first, then kind (validation and level of care before conflict), then ...'. */
export function orderWords(order: WorklistOrder): string {
  const words = order.order.map(({ key, direction }) => {
    const { words: plain, directions } = keyOf(key);
    if (key === 'kind') return `kind (${kindWords(order)})`;
    return directions ? directions[direction] : plain;
  });
  const [head, ...rest] = words;
  if (head === undefined) return 'Sorted by: the order of the record system.';
  return `Sorted by: ${head} first${rest.map((each) => `, then ${each}`).join('')}.`;
}

/** 'validation and level of care, conflict, ...' in order of rank. */
function kindWords({ kindRank }: WorklistOrder): string {
  const ranks = new Map<number, string[]>();
  for (const [kind, rank] of Object.entries(kindRank)) ranks.set(rank, [...(ranks.get(rank) ?? []), kind.replaceAll('-', ' ')]);
  return [...ranks]
    .sort(([a], [b]) => a - b)
    .map(([, kinds]) => kinds.join(' and '))
    .join(', then ');
}

/**
 * Why a row stands where it does: what each key of the order says of it, in that order, with what it rests on. `shown`: keys whose words stand beside it anyway;
 * they are left out unless nothing else sets the row apart.
 */
export function whyHere(row: WorklistRow, order: WorklistOrder, shown: readonly SortKey[] = []): Statement {
  const said = (keys: WorklistOrder['order']) => keys.flatMap(({ key }) => keyOf(key).why(row, order.kindRank) ?? []);
  const more = said(order.order.filter(({ key }) => !shown.includes(key)));
  const parts = more.length > 0 ? more : said(order.order);
  const text = parts.length === 0 ? 'Nothing sets it apart: it keeps the order of the record system' : parts.join('; ');
  const sources: readonly Source[] = [
    ...(row.reason?.sources ?? []),
    ...(row.discharge.statement?.sources ?? []),
    ...(row.delta?.summary.sources ?? []),
  ];
  const [first = row.encounter, ...rest] = sources;
  return { text: `${text.charAt(0).toUpperCase()}${text.slice(1)}.`, sources: [first, ...rest] };
}
