import type { Fact, Instant } from '../chart/fact.ts';
import type { Change, Leaf } from '../checklist/linked.ts';
import { type Judgement, judgeRise } from './compare.ts';
import { endOf } from './select.ts';

/** The first group of facts that is numerous enough, far enough apart and close enough together; null when there is none. */
export function repeated(facts: readonly Fact[], times: number, apartMs: number, withinMs: number | null): readonly Fact[] | null {
  for (let start = 0; start + times <= facts.length; start++) {
    const first = facts[start];
    if (!first) break;
    const group = [first];
    for (let next = start + 1; next < facts.length && group.length < times; next++) {
      const fact = facts[next];
      if (!fact || (withinMs !== null && fact.at - first.at > withinMs)) break;
      if (fact.at - (group.at(-1)?.at ?? 0) >= apartMs) group.push(fact);
    }
    if (group.length >= times) return group;
  }
  return null;
}

/**
 * The first unbroken run of at least `lastingMs`: durations that touch or overlap, or values with no other between them that breaks it.
 * `all` are the leaf's facts, `good` those that satisfy its bounds.
 */
export function lasting(
  all: readonly Fact[],
  good: ReadonlySet<Fact>,
  leaf: Leaf,
  lastingMs: number,
  asOf: Instant,
): readonly Fact[] | null {
  let run: Fact[] = [];
  let reach = Number.NEGATIVE_INFINITY;
  for (const fact of all) {
    if (!good.has(fact)) {
      run = [];
      continue;
    }
    const first = run[0];
    // Durations with a gap between them are two runs; two single values are one, as nothing between them says otherwise.
    const gap =
      first !== undefined && fact.at > reach && (leaf.runs || run.some((one) => one.until !== undefined) || fact.until !== undefined);
    if (gap) run = [];
    run.push(fact);
    reach = Math.max(run.length === 1 ? Number.NEGATIVE_INFINITY : reach, endOf(fact, leaf.runs, asOf));
    if (reach - (run[0]?.at ?? 0) >= lastingMs) return run;
  }
  return null;
}

export interface ChangeFound {
  readonly judgement: Judgement;
  /** The pair with the greatest change that satisfies it, or, when none does, the greatest change there is. */
  readonly pair: readonly [Fact, Fact] | null;
  /** When it first was satisfied. */
  readonly since: Instant | null;
}

/** Any earlier and later value within reach of each other. The pair shown is the one with the greatest change. */
export function changeIn(facts: readonly Fact[], change: Change): ChangeFound {
  let judgement: Judgement = 'no';
  let since: Instant | null = null;
  let best: { readonly pair: readonly [Fact, Fact]; readonly size: number; readonly good: boolean } | null = null;
  for (let later = 1; later < facts.length; later++) {
    const late = facts[later];
    if (!late) continue;
    for (let earlier = later - 1; earlier >= 0; earlier--) {
      const early = facts[earlier];
      if (!early || late.at - early.at > change.withinMs) break;
      if (early.at === late.at) continue;
      const [low, high] = change.direction === 'rise' ? [early, late] : [late, early];
      const answer = judgeRise(low, high, change.amount, change.factor);
      const good = answer === 'yes';
      if (good) {
        judgement = 'yes';
        since = since === null ? late.at : Math.min(since, late.at);
      } else if (answer === 'cannot-tell' && judgement === 'no') judgement = 'cannot-tell';
      const size = change.amount !== null ? (high.value ?? 0) - (low.value ?? 0) : (high.value ?? 0) / (low.value || 1);
      if (!best || (good && !best.good) || (good === best.good && size > best.size)) best = { pair: [early, late], size, good };
    }
  }
  return { judgement, pair: best?.pair ?? null, since };
}
