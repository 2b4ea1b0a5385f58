import { factsOf } from '../core/chart/chart.ts';
import type { Fact } from '../core/chart/fact.ts';
import type { Criterion, Leaf } from '../core/checklist/linked.ts';
import { judgeAll } from '../core/evaluate/compare.ts';
import type { Context } from '../core/evaluate/context.ts';
import { outcomeNamed, outcomeOf } from '../core/evaluate/criterion.ts';
import { documentation } from '../core/evaluate/documented.ts';
import { candidates, fits } from '../core/evaluate/select.ts';
import { placeOf } from '../core/evaluate/window.ts';

/** One required element: everything of the chart that satisfies it. */
export interface Element {
  readonly facts: readonly Fact[];
  /** What is asked for is the joining of two statements: the mention may stay, the words around it go. */
  readonly cut: boolean;
}

const met = (context: Context, criterion: Criterion): boolean => outcomeOf(context, criterion).verdict === 'met';

/** The criterion behind a name; null for `documented`, which is a reading of notes and no criterion. */
export function criterionNamed({ checklist }: Context, name: string): Criterion | null {
  if (name === 'documented') return checklist.documentedBy;
  const definition = checklist.definitions[name === 'governing' ? checklist.governing : name];
  return checklist.anchors[name] ?? checklist.criteria[name]?.criterion ?? definition?.criterion ?? null;
}

/**
 * The elements of a criterion that is met: without any one of them it is met no more. `all` has one for each part; `any` and `atLeast` need
 * everything that satisfies one of their parts gone at once. Nothing for a criterion that is met by absence.
 */
export function elementsOf(context: Context, criterion: Criterion): readonly Element[] {
  switch (criterion.form) {
    case 'fact':
      return nonEmpty([{ facts: satisfying(context, criterion), cut: criterion.linkedTo !== null }]);
    case 'met': {
      const named = criterionNamed(context, criterion.name);
      if (named) return elementsOf(context, named);
      return nonEmpty([{ facts: documentation(context, outcomeOf).statements.filter(({ says }) => says === 'affirmed'), cut: false }]);
    }
    case 'all':
      return criterion.parts.flatMap((part) => elementsOf(context, part));
    case 'any':
    case 'atLeast':
      return together(criterion.parts.filter((part) => met(context, part)).map((part) => elementsOf(context, part)));
    default:
      return [];
  }
}

/** Elements whose absence raises a conflict that is clear: all else that it asks for is there. */
export function elementsAgainst(context: Context, criterion: Criterion): readonly Element[] {
  switch (criterion.form) {
    case 'not':
      return elementsOf(context, criterion.part);
    case 'met': {
      const named = criterionNamed(context, criterion.name);
      return named ? elementsAgainst(context, named) : [];
    }
    case 'any':
      return criterion.parts.flatMap((part) => elementsAgainst(context, part));
    case 'all': {
      const unmet = criterion.parts.filter((part) => !met(context, part));
      return unmet.length === 1 && unmet[0] ? elementsAgainst(context, unmet[0]) : [];
    }
    default:
      return [];
  }
}

const nonEmpty = (elements: readonly Element[]): readonly Element[] => elements.filter(({ facts }) => facts.length > 0);

/** One of each list at a time, all lists together; a list with nothing to remove makes the whole irremovable. */
function together(lists: readonly (readonly Element[])[]): readonly Element[] {
  if (lists.length === 0 || lists.some((list) => list.length === 0)) return [];
  const most = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: most }, (_, at) => {
    const chosen = lists.map((list) => list[Math.min(at, list.length - 1)] as Element);
    return { facts: [...new Set(chosen.flatMap(({ facts }) => facts))], cut: chosen.every(({ cut }) => cut) };
  });
}

function satisfying(context: Context, leaf: Leaf): readonly Fact[] {
  if (leaf.change !== null) return outcomeOf(context, leaf).hits;
  const place = placeOf(context, leaf, (name) => outcomeNamed(context, name));
  if (!place.ok) return [];
  return candidates(context, leaf, place.from, place.to, null).filter(
    (fact) => fits(fact, leaf) && (leaf.numbers.length === 0 || judgeAll(fact, leaf.numbers) === 'yes'),
  );
}

/** Every source that the answer to a criterion was looked for in: a change elsewhere in the chart cannot change the answer. */
export function lookedAt(
  context: Context,
  criterion: Criterion,
  into: Set<string> = new Set(),
  seen: Set<unknown> = new Set(),
): Set<string> {
  if (seen.has(criterion)) return into;
  seen.add(criterion);
  const add = (facts: readonly Fact[]) => {
    for (const fact of facts) for (const ref of fact.from) into.add(ref);
  };
  const byName = (name: string) => {
    const named = criterionNamed(context, name);
    if (named) lookedAt(context, named, into, seen);
    else add(documentation(context, outcomeOf).statements);
  };
  if (criterion.form === 'met') byName(criterion.name);
  else if (criterion.form === 'fact') {
    for (const edge of [criterion.window?.from, criterion.window?.to, criterion.knownBy]) {
      if (edge?.anchor) byName(edge.anchor);
      if (edge?.instant) add(factsOf(context.chart, edge.instant));
    }
    const place = placeOf(context, criterion, (name) => outcomeNamed(context, name));
    if (place.ok) add(candidates(context, criterion, place.from, place.to, null));
    // A calculated value also rests on what it was not made from: the tube that keeps a coma score from counting.
    for (const input of criterion.inputs) add(factsOf(context.chart, input));
  } else if ('parts' in criterion) for (const part of criterion.parts) lookedAt(context, part, into, seen);
  else if ('part' in criterion) lookedAt(context, criterion.part, into, seen);
  return into;
}
