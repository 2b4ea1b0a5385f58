import type { Fact } from '../chart/fact.ts';
import { ucum } from '../chart/quantity.ts';
import type { NumberBound } from '../checklist/linked.ts';
import { comparable, round2 } from '../measures/round.ts';

/**
 * Does a fact satisfy a bound? `cannot-tell`: the value is unusable, or known only as a limit that the bound cuts through.
 * `incomplete`: a score whose unmeasured parts could still decide.
 */
export type Judgement = 'yes' | 'no' | 'cannot-tell' | 'incomplete';

/** What a value is known to be: between `low` and `high`, the ends included or not. */
export interface Interval {
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
}

const UNUSABLE: ReadonlySet<string> = new Set(['implausible', 'unit-unknown', 'unreadable']);

/** True when the fact's number may be compared at all. */
export const isUsable = (fact: Fact): boolean => fact.value !== undefined && !fact.flags?.some((flag) => UNUSABLE.has(flag));

function around(value: number, comparator: Fact['comparator']): Interval {
  switch (comparator) {
    case '<':
    case '<=':
      return { low: Number.NEGATIVE_INFINITY, lowOpen: true, high: value, highOpen: comparator === '<' };
    case '>':
    case '>=':
      return { low: value, lowOpen: comparator === '>', high: Number.POSITIVE_INFINITY, highOpen: true };
    default:
      return { low: value, lowOpen: false, high: value, highOpen: false };
  }
}

/** The interval of a fact in its concept's unit; null when its number cannot be used. A partial sum reaches up to `upTo`. */
export function intervalOf(fact: Fact): Interval | null {
  if (!isUsable(fact)) return null;
  const value = comparable(fact) ?? 0;
  if (fact.upTo !== undefined && fact.upTo > value) return { low: value, lowOpen: false, high: fact.upTo, highOpen: false };
  return around(value, fact.comparator);
}

/** One fact against one bound; in the unit charted where the bound has it (temperature: always). */
export function judge(fact: Fact, bound: NumberBound): Judgement {
  if (!isUsable(fact)) return 'cannot-tell';
  const native = fact.charted ? bound.native[ucum(fact.charted.unit)] : undefined;
  const interval = native !== undefined && fact.charted ? around(fact.charted.value, fact.comparator) : intervalOf(fact);
  if (!interval) return 'cannot-tell';
  const answer = within(interval, bound.op, native ?? bound.value);
  return answer ?? (fact.upTo !== undefined ? 'incomplete' : 'cannot-tell');
}

/** 'yes' when every value of the interval satisfies the bound, 'no' when none does, null when it cuts through. */
function within({ low, lowOpen, high, highOpen }: Interval, op: NumberBound['op'], bound: number): 'yes' | 'no' | null {
  switch (op) {
    case 'above':
      return low > bound || (low === bound && lowOpen) ? 'yes' : high <= bound ? 'no' : null;
    case 'at-least':
      return low >= bound ? 'yes' : high < bound || (high === bound && highOpen) ? 'no' : null;
    case 'below':
      return high < bound || (high === bound && highOpen) ? 'yes' : low >= bound ? 'no' : null;
    case 'at-most':
      return high <= bound ? 'yes' : low > bound || (low === bound && lowOpen) ? 'no' : null;
  }
}

/** All bounds at once: the worst answer counts, and a plain "no" outweighs not knowing. */
export function judgeAll(fact: Fact, bounds: readonly NumberBound[]): Judgement {
  let answer: Judgement = 'yes';
  for (const bound of bounds) {
    const next = judge(fact, bound);
    if (next === 'no') return 'no';
    if (next === 'cannot-tell' || (next === 'incomplete' && answer === 'yes')) answer = next;
  }
  return answer;
}

/** Is `late` at least `amount` above `early` (or `factor` times it)? Differences and ratios are rounded to two decimals first. */
export function judgeRise(early: Fact, late: Fact, amount: number | null, factor: number | null): Judgement {
  const from = intervalOf(early);
  const to = intervalOf(late);
  if (!from || !to) return 'cannot-tell';
  const least = amount !== null ? round2(to.low - from.high) : from.high > 0 ? round2(to.low / from.high) : Number.NaN;
  const most = amount !== null ? round2(to.high - from.low) : from.low > 0 ? round2(to.high / from.low) : Number.POSITIVE_INFINITY;
  const limit = amount ?? factor ?? Number.POSITIVE_INFINITY;
  if (least >= limit) return 'yes';
  return most < limit ? 'no' : 'cannot-tell';
}
