import type { ConceptId } from '../chart/fact.ts';
import type { Criterion, LinkedChecklist } from '../checklist/linked.ts';

const tables = new WeakMap<LinkedChecklist, ReadonlyMap<ConceptId, number>>();

/** The first bound the checklist sets on a concept, in the concept's unit: the hairline of the small picture. Null when it sets none. */
export function thresholdOf(checklist: LinkedChecklist, concept: ConceptId): number | null {
  let table = tables.get(checklist);
  if (!table) {
    const found = new Map<ConceptId, number>();
    for (const { criterion } of [...Object.values(checklist.criteria), ...Object.values(checklist.definitions)]) walk(criterion, found);
    for (const anchor of Object.values(checklist.anchors)) walk(anchor, found);
    table = found;
    tables.set(checklist, table);
  }
  return table.get(concept) ?? null;
}

function walk(criterion: Criterion, found: Map<ConceptId, number>): void {
  if (criterion.form === 'fact') {
    const bound = criterion.numbers[0];
    if (bound && !found.has(criterion.concept)) found.set(criterion.concept, bound.value);
  } else if (criterion.form === 'not') walk(criterion.part, found);
  else if (criterion.form !== 'met') for (const part of criterion.parts) walk(part, found);
}
