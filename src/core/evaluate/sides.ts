import type { Fact } from '../chart/fact.ts';
import type { Criterion } from '../checklist/linked.ts';
import type { Context } from './context.ts';
import { outcomeNamed, outcomeOf } from './criterion.ts';

/** What speaks for a criterion and what against: the evidence of its parts, met ones on one side, measured ones outside their bounds on the other. */
export interface Sides {
  readonly for: readonly Fact[];
  readonly against: readonly Fact[];
}

export function sidesOf(context: Context, criterion: Criterion): Sides {
  const sides = { for: [] as (readonly Fact[])[], against: [] as (readonly Fact[])[] };
  walk(context, criterion, sides.for, sides.against, new Set());
  // In the order of the definition: its author put what matters most first.
  const supporting = [...new Set(sides.for.flat())];
  const seen = new Set(supporting);
  return { for: supporting, against: [...new Set(sides.against.flat())].filter((fact) => !seen.has(fact)) };
}

function walk(context: Context, criterion: Criterion, pro: (readonly Fact[])[], con: (readonly Fact[])[], seen: Set<Criterion>): void {
  if (seen.has(criterion)) return;
  seen.add(criterion);
  if (criterion.form === 'fact') {
    const outcome = outcomeOf(context, criterion);
    if (outcome.verdict === 'met') pro.push(outcome.facts);
    // A score that falls short for want of parts speaks against it as far as it was measured.
    else if (outcome.verdict !== 'not-known') con.push(outcome.facts);
  } else if (criterion.form === 'not') walk(context, criterion.part, con, pro, seen);
  else if (criterion.form === 'met') {
    const { checklist } = context;
    if (criterion.name === 'documented') return;
    outcomeNamed(context, criterion.name);
    const definition = checklist.definitions[criterion.name === 'governing' ? checklist.governing : criterion.name]?.criterion;
    const named = checklist.criteria[criterion.name]?.criterion ?? definition ?? checklist.anchors[criterion.name];
    if (named) walk(context, named, pro, con, seen);
  } else for (const part of criterion.parts) walk(context, part, pro, con, seen);
}
