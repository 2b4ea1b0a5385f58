import type { Chart, Problem } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import type { ConceptId } from '../chart/fact.ts';
import { labelOf } from './concept-words.ts';
import { lowerFirst } from './first-letter.ts';
import type { Source } from './statement.ts';

/** Concepts of one list for which the chart holds nothing, by the search that was made for them. */
export interface Gap {
  /** Names as they stand inside a sentence: 'lactate', 'PaCO2'. */
  readonly labels: readonly string[];
  readonly source: Source;
  /** Null: read to the end, nothing there. Else why it could not be looked at; then nothing may be called missing. */
  readonly problem: Problem['kind'] | null;
}

/**
 * What a list does not show, and why: one entry per search, what was read in full first. `shown` are concepts with a fact; a concept with a result that
 * could not be mapped is `unmapped`, never absent. A concept that was never asked for is left out: nothing can be said of it.
 */
export function gapsOf(wanted: readonly ConceptId[], shown: ReadonlySet<ConceptId>, chart: Chart, concepts: Concepts): readonly Gap[] {
  const groups = new Map<string, { readonly labels: Set<string>; readonly source: Source; readonly problem: Gap['problem'] }>();
  for (const concept of wanted) {
    const read = chart.reads.get(concept);
    if (shown.has(concept) || !read) continue;
    const unmapped = (chart.unmapped.get(concept)?.length ?? 0) > 0;
    const problem = !read.ok ? read.problem.kind : !read.complete ? 'partial' : unmapped ? 'unmapped' : null;
    const key = `${problem ?? ''} ${read.search}`;
    const group = groups.get(key) ?? { labels: new Set<string>(), source: { search: read.search, at: read.at }, problem };
    group.labels.add(lowerFirst(labelOf(concept, concepts)).replace(/ given$/, ''));
    groups.set(key, group);
  }
  const gaps = [...groups.values()].map(({ labels, source, problem }) => ({ labels: [...labels], source, problem }));
  return [...gaps.filter((gap) => gap.problem === null), ...gaps.filter((gap) => gap.problem !== null)];
}
