import type { Chart } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import { nodesOf } from '../checklist/criterion.ts';
import type { Criterion, Edge, Leaf, LinkedChecklist, NumberBound } from '../checklist/linked.ts';
import { chartFromNotation, type Vocabulary } from '../checklist/notation.ts';
import { allItems } from '../checklist/resolve.ts';
import type { Case } from './cases.ts';
import { isUsable, judge } from './compare.ts';
import { type Context, contextFor } from './context.ts';
import { outcomeNamed } from './criterion.ts';
import { candidates } from './select.ts';
import { instantOf } from './window.ts';

const EDGE_MS = 15 * 60_000;

/**
 * The cases a checklist still owes, in words: each numeric bound needs a value just inside and one at or just outside it, each edge of a
 * window a fact near it (a quarter of an hour), each checklist one case with something unread. Bounds are counted once per place they stand.
 */
export function casesOwed(checklist: LinkedChecklist, cases: readonly Case[], vocabulary: Vocabulary): readonly string[] {
  const charts = cases.flatMap((one) => chartFromNotation(one.chart, vocabulary).chart ?? []);
  const contexts = charts.map((chart) => contextFor(chart, checklist, {}));
  const owed: string[] = [];
  if (!cases.some((one) => /^\s*(unread|partial)\s/m.test(one.chart))) owed.push('no case with something unread');
  for (const { path, leaf } of leavesOf(checklist)) {
    for (const bound of leaf.numbers) owed.push(...boundOwed(contexts, leaf, bound).map((what) => `${path}: ${what}`));
    if (leaf.change && !charts.some((chart) => countOf(chart, leaf) > 1)) owed.push(`${path}: no case with two values of ${leaf.concept}`);
    for (const side of ['from', 'to'] as const) {
      const edge = leaf.window?.[side];
      if (edge && isOwed(edge) && !contexts.some((context) => nearEdge(context, leaf, edge)))
        owed.push(
          `${path}: no ${leaf.concept} near the ${side === 'from' ? 'beginning' : 'end'} of its window (${edge.anchor ?? edge.instant})`,
        );
    }
  }
  return [...new Set(owed)];
}

/** Edges at arrival, admission, discharge and now themselves need no case: nothing lies beyond them. */
const isOwed = (edge: Edge): boolean => edge.anchor !== null || edge.offsetMs !== 0;

const countOf = (chart: Chart, leaf: Leaf): number => chart.facts.filter((fact) => fact.concept === leaf.concept).length;

function* leavesOf(checklist: LinkedChecklist): Generator<{ readonly path: string; readonly leaf: Leaf }> {
  const each = function* (path: string, criterion: Criterion | null) {
    if (!criterion) return;
    for (const node of nodesOf(criterion)) if (node.form === 'fact') yield { path, leaf: node };
  };
  for (const [name, criterion] of Object.entries(checklist.anchors)) yield* each(`anchors.${name}`, criterion);
  for (const [name, entry] of Object.entries(checklist.criteria)) yield* each(`criteria.${name}`, entry.criterion);
  for (const [name, entry] of Object.entries(checklist.definitions)) yield* each(`definitions.${name}`, entry.criterion);
  for (const item of allItems(checklist)) {
    yield* each(`${item.id}.when`, item.when);
    yield* each(`${item.id}`, item.looksFor);
  }
}

/** "Just": within a twentieth of the bound; one step for counts and scores. */
function boundOwed(contexts: readonly Context[], leaf: Leaf, bound: NumberBound): readonly string[] {
  const reach = Math.max(Math.abs(bound.value) / 20, Number.isInteger(bound.value) && Math.abs(bound.value) <= 20 ? 1 : 0);
  let inside = false;
  let outside = false;
  for (const context of contexts) {
    for (const fact of candidates(context, leaf, Number.NEGATIVE_INFINITY, context.chart.asOf, null)) {
      if (!isUsable(fact) || Math.abs((fact.value ?? 0) - bound.value) > reach + 1e-9) continue;
      const answer = judge(fact, bound);
      inside ||= answer === 'yes';
      outside ||= answer === 'no';
    }
  }
  const words = `${leaf.concept} ${bound.op} ${bound.value}`;
  return [...(inside ? [] : [`no value just inside ${words}`]), ...(outside ? [] : [`no value at or just outside ${words}`])];
}

function nearEdge(context: Context, leaf: Leaf, edge: Edge): boolean {
  const at = instantOf(context, edge, (name) => outcomeNamed(context, name));
  if (typeof at !== 'number') return false;
  const near = (fact: Fact) => Math.abs(fact.at - at) <= EDGE_MS || (fact.until !== undefined && Math.abs(fact.until - at) <= EDGE_MS);
  return candidates(context, leaf, Number.NEGATIVE_INFINITY, context.chart.asOf, null).some(near);
}
