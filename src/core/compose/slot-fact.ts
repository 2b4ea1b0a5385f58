import type { Fact } from '../chart/fact.ts';
import type { Criterion } from '../checklist/linked.ts';
import { allItems } from '../checklist/resolve.ts';
import type { FactSlot } from '../checklist/template.ts';
import { slotFact } from '../evaluate/index.ts';
import type { ChecklistResult, ItemResult } from '../evaluate/result.ts';
import { type Bounds, boundsIn } from './bounds.ts';
import type { ComposeContext } from './context.ts';

/**
 * The fact a slot stands for, or null. The extremes of an item's `when` or `found` that speaks of several concepts are those of the first concept it sets a
 * bound on: a coma score is never compared with a dose.
 */
export function factFor(slot: FactSlot, result: ChecklistResult, item: ItemResult | null, context: ComposeContext): Fact | null {
  const isExtreme = slot.pick !== 'first' && slot.pick !== 'last';
  const from = item !== null && isExtreme ? (oneConcept(slot, item, context) ?? item) : item;
  return slotFact(context.chart, result, from, slot);
}

/** The item with only those facts of its `when` or `found` that can be compared; null where nothing needs to be left out. */
function oneConcept(slot: FactSlot, item: ItemResult, { checklist }: ComposeContext): ItemResult | null {
  if (slot.name !== 'when' && slot.name !== 'found') return null;
  const facts = (slot.name === 'when' ? item.when?.facts : item.found.facts) ?? [];
  const valued = facts.filter((fact) => fact.value !== undefined);
  if (new Set(valued.map((fact) => fact.concept)).size < 2) return null;
  const linked = allItems(checklist).find(({ id }) => id === item.id);
  const criterion: Criterion | null = (slot.name === 'when' ? linked?.when : linked?.looksFor) ?? null;
  const bounds: Bounds = criterion === null ? new Map() : boundsIn(criterion, checklist);
  const concept = [...bounds.keys()].find((name) => valued.some((fact) => fact.concept === name));
  const kept = concept === undefined ? valued.slice(0, 0) : valued.filter((fact) => fact.concept === concept);
  return slot.name === 'when' && item.when
    ? { ...item, when: { ...item.when, facts: kept } }
    : { ...item, found: { ...item.found, facts: kept } };
}
