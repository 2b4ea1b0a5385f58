import type { ConceptId, Fact } from '../chart/fact.ts';
import type { Criterion, LinkedChecklist } from '../checklist/linked.ts';
import { allItems } from '../checklist/resolve.ts';

/** Where a bound lies, in the concept's unit, and which way it asks: 1 for high values, -1 for low ones. */
export interface Bound {
  readonly value: number;
  readonly sign: 1 | -1;
}

export type Bounds = ReadonlyMap<ConceptId, readonly Bound[]>;

const ofChecklist = new WeakMap<LinkedChecklist, Bounds>();

/**
 * Every bound a checklist sets, by concept: those of the governing definition where it sets any on the concept, else those of all criteria and items.
 * A rise asks for high values, a fall for low ones.
 */
export function boundsOf(checklist: LinkedChecklist): Bounds {
  const known = ofChecklist.get(checklist);
  if (known) return known;
  const named = [...Object.values(checklist.criteria), ...Object.values(checklist.definitions)].map(({ criterion }) => criterion);
  const asked = allItems(checklist).flatMap(({ when, looksFor }) => [when, looksFor].filter((each) => each !== null));
  const everything = collect([...named, ...Object.values(checklist.anchors), ...asked], null);
  const governing = checklist.definitions[checklist.governing]?.criterion;
  const made = new Map([...everything, ...(governing === undefined ? [] : collect([governing], checklist))]);
  ofChecklist.set(checklist, made);
  return made;
}

/** Bounds that an item's own condition sets on its facts: those written there first, then those of the criteria it names. */
export const boundsIn = (criterion: Criterion, checklist: LinkedChecklist): Bounds =>
  new Map([...collect([criterion], null), ...collect([criterion], checklist)]);

/** `names` null: only what stands in the criteria themselves. */
function collect(criteria: readonly Criterion[], names: LinkedChecklist | null): Bounds {
  const found = new Map<ConceptId, Bound[]>();
  const seen = new Set<Criterion>();
  const add = (concept: ConceptId, bounds: readonly Bound[]) => {
    if (bounds.length > 0) found.set(concept, [...(found.get(concept) ?? []), ...bounds]);
  };
  const walk = (criterion: Criterion): void => {
    if (seen.has(criterion)) return;
    seen.add(criterion);
    if (criterion.form === 'fact') {
      const { concept, numbers, change } = criterion;
      const limits = numbers.map(({ op, value }): Bound => ({ value, sign: op === 'above' || op === 'at-least' ? 1 : -1 }));
      add(concept, limits.length > 0 || change === null ? limits : [{ value: 0, sign: change.direction === 'rise' ? 1 : -1 }]);
    } else if (criterion.form === 'not') walk(criterion.part);
    else if (criterion.form === 'met') {
      const { name } = criterion;
      const target = names?.criteria[name] ?? names?.definitions[name === 'governing' ? names.governing : name];
      const meant = target?.criterion ?? names?.anchors[name];
      if (meant) walk(meant);
    } else for (const part of criterion.parts) walk(part);
  };
  for (const criterion of criteria) walk(criterion);
  return found;
}

/** How far a value reaches over the bounds of its concept, as a share of the bound; below zero when it does not reach. 0 without value or bound. */
export function reachOf(fact: Fact, bounds: Bounds): number {
  const { value } = fact;
  const limits = bounds.get(fact.concept) ?? [];
  if (value === undefined || limits.length === 0) return 0;
  return Math.max(...limits.map((bound) => (bound.sign * (value - bound.value)) / (Math.abs(bound.value) || 1)));
}

/** Of facts of one concept the one that decides: it reaches furthest over the bound, or comes nearest to it; of equals the first. */
export const furthest = (facts: readonly Fact[], bounds: Bounds): Fact | undefined =>
  facts.reduce<Fact | undefined>((best, fact) => (best && reachOf(best, bounds) >= reachOf(fact, bounds) ? best : fact), undefined);
