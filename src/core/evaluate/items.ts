import type { LinkedItem } from '../checklist/linked.ts';
import type { Context } from './context.ts';
import { outcomeOf } from './criterion.ts';
import { answerOf, type Outcome } from './outcome.ts';
import type { ConflictState, ItemResult, ItemState, Status } from './result.ts';

/** How the `when` of an item stands. `applies: false` with null: it does not apply, and that is certain. */
function applicability(when: Outcome | null): 'applies' | 'not-applicable' | 'cannot-check' | 'open' {
  if (!when) return 'applies';
  if (when.verdict === 'not-known') return 'cannot-check';
  if (when.verdict !== 'met') return 'not-applicable';
  return when.open ? 'open' : 'applies';
}

/** An expected item: present, missing, or why neither can be said. */
export function expectedState(when: Outcome | null, found: Outcome): ItemState {
  const applies = applicability(when);
  if (applies === 'not-applicable' || applies === 'cannot-check') return applies;
  if (found.verdict === 'not-known') return 'cannot-check';
  if (found.verdict === 'met' && !found.open) return 'present';
  if (applies === 'open' || found.open) return found.verdict === 'met' ? 'present' : 'open';
  // Without its clock an item has no window to be missing from.
  return found.unanchored ? 'not-applicable' : 'missing';
}

/** A conflict is raised only when nothing still to come could clear it. */
export function conflictState(when: Outcome | null, raised: Outcome): ConflictState {
  const applies = applicability(when);
  if (applies === 'not-applicable' || applies === 'cannot-check') return applies;
  if (raised.verdict === 'not-known') return 'cannot-check';
  return raised.verdict === 'met' && !raised.open && applies === 'applies' ? 'raised' : 'clear';
}

export function itemResult(
  context: Context,
  item: LinkedItem,
  state: ItemState | ConflictState,
  when: Outcome | null,
  found: Outcome,
): ItemResult {
  const closed = context.instants.discharged !== null;
  return {
    id: item.id,
    ref: item.ref,
    kind: item.kind,
    audience: closed && item.afterDischarge ? item.afterDischarge : item.audience,
    label: item.label,
    source: item.source,
    state,
    when: when ? answerOf(when) : null,
    found: answerOf(found),
    prompt: item.prompt,
    title: item.title,
    group: item.group,
    answers: item.answers,
  };
}

const whenOf = (context: Context, item: LinkedItem): Outcome | null => (item.when ? outcomeOf(context, item.when) : null);

/** All items of a section. `applies` false (the whole checklist does not apply): every one is not-applicable. */
export function itemResults(
  context: Context,
  items: readonly LinkedItem[],
  stateOf: (when: Outcome | null, found: Outcome) => ItemState | ConflictState,
  applies: boolean,
): Readonly<Record<string, ItemResult>> {
  const results: Record<string, ItemResult> = {};
  for (const item of items) {
    if (!item.looksFor) continue;
    const when = whenOf(context, item);
    const found = outcomeOf(context, item.looksFor);
    results[item.id] = itemResult(context, item, applies ? stateOf(when, found) : 'not-applicable', when, found);
  }
  return results;
}

/**
 * What the documentation x evidence table asks: the first entry of the cell whose `when` is met.
 * An entry before it that could not be checked comes first, as `cannot-check`: the later words might be wrong.
 */
export function statusItemOf(context: Context, status: Status, governing: Outcome): ItemResult | null {
  if (status !== 'unsupported' && status !== 'conflicting' && status !== 'uncertain' && status !== 'undocumented') return null;
  for (const item of context.checklist.statusPrompts[status]?.[governing.verdict] ?? []) {
    const when = whenOf(context, item);
    const applies = applicability(when);
    if (applies === 'not-applicable') continue;
    return itemResult(context, item, applies === 'applies' ? 'raised' : applies === 'open' ? 'clear' : 'cannot-check', when, governing);
  }
  return null;
}
