import type { Chart } from '../chart/chart.ts';
import type { Fact, Instant } from '../chart/fact.ts';
import { HOUR, inStay, lastAtOrBefore } from './usable.ts';

/** Two entries further apart than this leave a hole in a collection: a void may have gone unmeasured. */
const HOLE = 6 * HOUR;

/** Urine of the time that ends at `at`, in mL; only where entries cover it without a hole. */
export interface Collection {
  readonly at: Instant;
  readonly millilitres: number;
  /** Hours the entries speak for: at least what was asked for, and less than a hole more. */
  readonly hours: number;
  readonly facts: readonly Fact[];
}

interface Entry {
  readonly fact: Fact;
  /** Since when it speaks; null when nothing tells. */
  readonly since: Instant | null;
}

/**
 * Urine collections at each entry that cover the last `hours` without a hole; `atLeast` is the shortest that will do (default: all of them).
 * An entry speaks for the time since the one before it. The first, and the first after a hole, speaks since the door of the intensive care unit,
 * where measuring begins, when that lies no further back than a hole; elsewhere it only opens the collection. A volume charted on arrival counts
 * in full: what cannot be dated counts against oliguria. A partial window is not oliguria: it yields nothing.
 */
export function collections(chart: Chart, hours: number, atLeast = hours): Collection[] {
  const entries = entriesOf(chart);
  const found: Collection[] = [];
  let start = 0;
  let sum = 0;
  entries.forEach(({ fact, since }, i) => {
    if (since === null) {
      start = i + 1;
      sum = 0;
      return;
    }
    if (i === start || since !== entries[i - 1]?.fact.at) {
      start = i;
      sum = 0;
    }
    sum += fact.value ?? 0;
    while ((entries[start] as Entry).fact.at <= fact.at - hours * HOUR) sum -= (entries[start++] as Entry).fact.value ?? 0;
    const first = entries[start] as Entry;
    const covered = (fact.at - (first.since as Instant)) / HOUR;
    if (covered >= atLeast) found.push({ at: fact.at, millilitres: sum, hours: covered, facts: [first.fact, fact] });
  });
  return found;
}

/** The shortest collection that still speaks for a day (mimic-code, sofa.sql: 22 to 30 h, scaled to 24). */
const NEARLY_A_DAY = 22;

/** Urine of a day at each entry: collections of 22 to 30 h scaled to 24 h, to whole mL, and totals charted as such. */
export function dayCollections(chart: Chart): Collection[] {
  const charted = inStay(chart, 'urine-output-24h').flatMap((fact): Collection[] =>
    fact.value === undefined ? [] : [{ at: fact.at, millilitres: fact.value, hours: 24, facts: [fact] }],
  );
  const summed = collections(chart, 24, NEARLY_A_DAY).map(
    (one): Collection => ({ ...one, millilitres: Math.round((one.millilitres * 24) / one.hours) }),
  );
  return [...charted, ...summed].sort((a, b) => a.at - b.at);
}

/** Charted volumes in order of time with what each speaks for. */
function entriesOf(chart: Chart): Entry[] {
  const doors = inStay(chart, 'unit-stay').filter((fact) => fact.text === 'icu');
  const volumes = inStay(chart, 'urine-output').filter((fact) => fact.value !== undefined);
  return volumes.map((fact, i): Entry => {
    const before = volumes[i - 1];
    if (before && fact.at - before.at <= HOLE) return { fact, since: before.at };
    const door = lastAtOrBefore(doors, fact.at);
    const isOpen = door !== undefined && fact.at - door.at <= HOLE && (!before || door.at >= before.at);
    return { fact, since: isOpen ? door.at : null };
  });
}

/** Body weight in kg in force at `at`: the last one charted, else the first one of the stay; null when none. */
export function weightAt(weights: readonly Fact[], at: Instant): Fact | null {
  const fact = lastAtOrBefore(weights, at) ?? weights[0];
  return fact?.value === undefined ? null : fact;
}
