import { type Fact, hasFlag } from '../chart/fact.ts';

/** First, lowest, highest and last of some values, each once, in order of time: a trend in four lines. */
export function turningPoints(facts: readonly Fact[]): readonly Fact[] {
  const valued = facts.filter((fact) => fact.value !== undefined);
  const by = (sign: 1 | -1) => [...valued].sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)) || a.at - b.at)[0];
  const kept = new Set([valued[0], by(1), by(-1), valued.at(-1)]);
  return valued.filter((fact) => kept.has(fact));
}

/**
 * What a reader needs of many facts: of a measured concept the turning points and the newest value of an earlier encounter; of doses, devices
 * and cultures the first of each name; of statements about a diagnosis one, of other statements two. Order is kept.
 */
export function thinned(facts: readonly Fact[], isDiagnosis: (fact: Fact) => boolean): ReadonlySet<Fact> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const kind = fact.note !== undefined && fact.says !== undefined ? fact.says : fact.value === undefined ? (fact.text ?? '') : 'value';
    const name = `${fact.concept} ${kind} ${hasFlag(fact, 'other-stay') ? 'prior' : ''}`;
    groups.set(name, [...(groups.get(name) ?? []), fact]);
  }
  const kept = new Set<Fact>();
  for (const group of groups.values()) {
    const first = group[0];
    if (first === undefined) continue;
    const inTime = [...group].sort((a, b) => a.at - b.at);
    const keep =
      first.note !== undefined && first.says !== undefined
        ? group.slice(0, isDiagnosis(first) ? 1 : 2)
        : hasFlag(first, 'other-stay')
          ? inTime.slice(-1)
          : first.value === undefined
            ? inTime.slice(0, 1)
            : turningPoints(inTime);
    for (const fact of keep) kept.add(fact);
  }
  return kept;
}
