import type { Concepts } from './concept.ts';
import { type Fact, hasFlag } from './fact.ts';
import { roundTo } from './quantity.ts';

/** One fact of two that say the same, with the sources of both; the first one's value stands. */
export function together(a: Fact, b: Fact): Fact {
  const from = [...new Set([...a.from, ...b.from])] as unknown as Fact['from'];
  // What is doubtful in one source only is not doubtful: flags that both carry stay, and those that say what the fact is.
  const flags = (a.flags ?? [])
    .filter((flag) => hasFlag(b, flag) || !DOUBTFUL.has(flag))
    .concat((b.flags ?? []).filter((flag) => !DOUBTFUL.has(flag)));
  const { flags: _flags, until: _until, known: _known, ...rest } = a;
  const until = a.until === undefined || b.until === undefined ? (a.until ?? b.until) : Math.max(a.until, b.until);
  const known = a.known === undefined || b.known === undefined ? (a.known ?? b.known) : Math.min(a.known, b.known);
  return {
    ...rest,
    ...(until === undefined ? {} : { until }),
    ...(known === undefined ? {} : { known }),
    ...(flags.length > 0 ? { flags: [...new Set(flags)].sort() } : {}),
    from,
  };
}

const DOUBTFUL: ReadonlySet<string> = new Set([
  'by-text',
  'by-time',
  'unit-assumed',
  'zone-assumed',
  'issued-only',
  'order-time-only',
  'narrower',
]);

const MINUTE = 60_000;
/** Digits after the point, as the number prints. */
const decimals = (value: number): number => String(value).split('.')[1]?.length ?? 0;

const isMeasured = (fact: Fact, concepts: Concepts): boolean => {
  if (fact.value === undefined || fact.says !== undefined || fact.note !== undefined || fact.standing === 'withdrawn') return false;
  const family = concepts[fact.concept]?.family;
  return family === 'lab' || family === 'vital';
};

/**
 * A reading charted in two places is often rounded in one of them: pO2 71.4 in the laboratory, 71 on the flowsheet of the same minute. It is one
 * fact, with the finer value and both sources. Values that no rounding explains stay two facts. Only laboratory results and bedside measurements.
 */
export function onceRounded(facts: Fact[], concepts: Concepts): Fact[] {
  const seen = new Map<string, Map<number, number[]>>();
  let isTwice = false;
  facts.forEach((fact, index) => {
    if (!isMeasured(fact, concepts)) return;
    const minutes = seen.get(fact.concept) ?? new Map<number, number[]>();
    seen.set(fact.concept, minutes);
    const minute = Math.floor(fact.at / MINUTE);
    const there = minutes.get(minute);
    if (there) {
      there.push(index);
      isTwice = true;
    } else minutes.set(minute, [index]);
  });
  if (!isTwice) return facts;
  const gone = new Set<number>();
  const result = [...facts];
  for (const minutes of seen.values()) {
    for (const there of minutes.values()) if (there.length > 1) join(there, result, gone);
  }
  return gone.size === 0 ? facts : result.filter((_fact, index) => !gone.has(index));
}

function join(there: readonly number[], facts: Fact[], gone: Set<number>): void {
  const value = (index: number) => facts[index]?.value as number;
  const finest = [...there].sort((a, b) => decimals(value(b)) - decimals(value(a)) || value(a) - value(b));
  for (const coarse of finest) {
    const places = decimals(value(coarse));
    const fine = finest.find(
      (index) =>
        !gone.has(index) &&
        decimals(value(index)) > places &&
        roundTo(value(index), places) === value(coarse) &&
        areAlike(facts[index] as Fact, facts[coarse] as Fact),
    );
    if (fine === undefined) continue;
    facts[fine] = together(facts[fine] as Fact, facts[coarse] as Fact);
    gone.add(coarse);
  }
}

/** Of one stay, one kind of bound, and not of two samples: each result of a laboratory names its own. */
function areAlike(a: Fact, b: Fact): boolean {
  const sample = (fact: Fact) => fact.from.find((ref) => ref.startsWith('Specimen/'));
  const [first, second] = [sample(a), sample(b)];
  return (
    a.comparator === b.comparator &&
    a.text === b.text &&
    hasFlag(a, 'other-stay') === hasFlag(b, 'other-stay') &&
    (first === undefined || second === undefined || first === second)
  );
}
