import type { Chart } from '../chart/chart.ts';
import type { Answer, ChecklistResult, ItemResult } from '../evaluate/result.ts';
import { searchOf, statementOf } from './sources.ts';
import type { Statement } from './statement.ts';

/**
 * What could not be looked at, one statement per reason: 'Cannot check: labs could not be read (not permitted). Hidden by it: repeat lactate.'
 * Items are named only where their condition is documented: naming it here would suggest it. Empty when everything was readable.
 */
export function cannotCheck(result: ChecklistResult, chart: Chart): readonly Statement[] {
  const named = result.documentation.state !== 'silent' && result.documentation.state !== 'denied';
  const items = [...(result.statusItem ? [result.statusItem] : []), ...Object.values(result.conflicts), ...Object.values(result.expect)];
  const byReason = new Map<string, { readonly answer: Answer; readonly labels: Set<string> }>();
  const add = (answer: Answer, label: string | null) => {
    const reason = answer.why ?? 'the chart could not be read';
    const entry = byReason.get(reason) ?? { answer, labels: new Set<string>() };
    if (label !== null) entry.labels.add(label);
    byReason.set(reason, entry);
  };
  for (const item of items) if (item.state === 'cannot-check') add(unknownPart(item), named ? item.label : null);
  if (result.status === 'cannot-check') {
    const definition = result.definitions[result.governing];
    if (definition?.verdict === 'not-known') add(definition, named ? definition.label : null);
    else if (!result.documentation.known) add({ ...EMPTY, why: 'provider notes could not be read' }, null);
  }
  return [...byReason].map(([reason, { answer, labels }]) => {
    const search = searchOf(answer, chart);
    const hidden = labels.size > 0 ? `. Hidden by it: ${[...labels].join('; ')}` : '';
    return statementOf(`Cannot check: ${reason}${hidden}`, search === null ? [] : [search], chart);
  });
}

const EMPTY: Answer = {
  verdict: 'not-known',
  facts: [],
  why: null,
  search: null,
  searchedAt: null,
  missing: [],
  window: null,
  open: false,
};

/** The leg of an item that could not be answered. */
const unknownPart = (item: ItemResult): Answer => (item.found.verdict === 'not-known' ? item.found : (item.when ?? item.found));
