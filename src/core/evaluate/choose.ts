import type { Fact } from '../chart/fact.ts';
import type { Leaf } from '../checklist/linked.ts';

const MOST = 6;

/**
 * A few facts to show for many: the first and the last, and the most extreme ones in the direction of the bound, in order of time.
 * Up to six are shown as they are.
 */
export function shown(facts: readonly Fact[], leaf: Leaf): readonly Fact[] {
  const [first] = facts;
  const last = facts.at(-1);
  if (facts.length <= MOST || !first || !last) return facts;
  const order = bySeverity(leaf);
  const extreme: Fact[] = [];
  for (const fact of facts) {
    if (fact === first || fact === last) continue;
    const place = extreme.findIndex((one) => order(fact, one) < 0);
    if (place >= 0) extreme.splice(place, 0, fact);
    else if (extreme.length < MOST - 2) extreme.push(fact);
    if (extreme.length > MOST - 2) extreme.pop();
  }
  const chosen = new Set([first, last, ...extreme]);
  return facts.filter((fact) => chosen.has(fact));
}

/** The facts nearest to satisfying a bound that none satisfies: the single most extreme one, or the newest two statements. */
export function nearestMiss(facts: readonly Fact[], leaf: Leaf): readonly Fact[] {
  if (leaf.numbers.length === 0) return facts.slice(-2);
  const extreme = facts.reduce<Fact | undefined>((best, fact) => (best && bySeverity(leaf)(fact, best) >= 0 ? best : fact), undefined);
  return extreme ? [extreme] : [];
}

/** Most extreme first: high values for `above`, low ones for `below`. Facts of equal value keep their order in time. */
function bySeverity(leaf: Leaf): (a: Fact, b: Fact) => number {
  const op = leaf.numbers[0]?.op;
  const sign = op === 'below' || op === 'at-most' ? 1 : -1;
  return (a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)) || a.at - b.at;
}
