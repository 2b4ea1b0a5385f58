import { type Chart, factsOf } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import type { FactSlot } from '../checklist/template.ts';
import { matchesAtAll } from './context.ts';
import type { ChecklistResult, ItemResult } from './result.ts';

/**
 * The fact a slot stands for, or null: then the prompt is suppressed.
 * Looks at the item's own `when` / `found`, then at a criterion, definition or anchor of that name, then at the concept within the stay.
 */
export function slotFact(chart: Chart, result: ChecklistResult, item: ItemResult | null, slot: FactSlot): Fact | null {
  const facts = factsNamed(chart, result, item, slot.name);
  if (slot.pick === 'first') return facts[0] ?? null;
  if (slot.pick === 'last') return facts.at(-1) ?? null;
  const sign = slot.pick === 'lowest' ? 1 : -1;
  return (
    [...facts].filter((fact) => fact.value !== undefined).sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)) || a.at - b.at)[0] ?? null
  );
}

function factsNamed(chart: Chart, result: ChecklistResult, item: ItemResult | null, name: string): readonly Fact[] {
  if (name === 'when') return item?.when?.facts ?? [];
  if (name === 'found') return item?.found.facts ?? [];
  const named = result.criteria[name] ?? result.definitions[name] ?? result.anchors[name];
  if (named) return named.facts;
  const arrived = factsOf(chart, 'arrived').find(matchesAtAll)?.at ?? Number.NEGATIVE_INFINITY;
  return factsOf(chart, name).filter(
    (fact) => matchesAtAll(fact) && fact.at >= arrived && fact.at <= chart.asOf && (fact.says === undefined || fact.says === 'affirmed'),
  );
}
