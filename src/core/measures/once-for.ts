import { type Chart, factsOf } from '../chart/chart.ts';
import type { ConceptId, Fact } from '../chart/fact.ts';

interface Known<T> {
  readonly lists: readonly (readonly Fact[])[];
  readonly result: T;
}

/**
 * A calculation that several measures ask for, done once while the facts of these concepts are the same: also for a chart that has grown by facts
 * of other concepts since (`withFacts`). `work` may read these concepts, `asOf` and `zone`: no two charts share a list and differ in these.
 */
export function onceFor<T>(concepts: readonly ConceptId[], work: (chart: Chart) => T): (chart: Chart) => T {
  const known = new WeakMap<readonly Fact[], Known<T>>();
  return (chart) => {
    const lists = concepts.map((concept) => factsOf(chart, concept));
    const key = lists.find((list) => list.length > 0);
    if (!key) return work(chart);
    const held = known.get(key);
    if (held?.lists.every((list, i) => list === lists[i])) return held.result;
    const result = work(chart);
    known.set(key, { lists, result });
    return result;
  };
}
