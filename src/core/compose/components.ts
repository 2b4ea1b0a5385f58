import type { Chart } from '../chart/chart.ts';
import type { Fact, SourceRef } from '../chart/fact.ts';
import { isMeasure } from './concept-words.ts';

const indexes = new WeakMap<Chart, ReadonlyMap<SourceRef, readonly Fact[]>>();

function chartedBySource(chart: Chart): ReadonlyMap<SourceRef, readonly Fact[]> {
  const known = indexes.get(chart);
  if (known) return known;
  const table = new Map<SourceRef, Fact[]>();
  for (const fact of chart.facts) {
    if (isMeasure(fact.concept) || fact.standing === 'withdrawn') continue;
    const list = table.get(fact.from[0]);
    if (list) list.push(fact);
    else table.set(fact.from[0], [fact]);
  }
  indexes.set(chart, table);
  return table;
}

/**
 * The charted facts a score was calculated from, in order of time: what a clinician can judge. A resource with several facts (systolic and
 * diastolic) gives each; a class ("vasopressor given") beside its drug is left out. Empty when none of its sources is in the chart.
 */
export function componentsOf(score: Fact, chart: Chart): readonly Fact[] {
  const table = chartedBySource(chart);
  const facts = [...new Set(score.from)].flatMap((source) => table.get(source) ?? []);
  const drugs = new Set(
    facts.filter((fact) => !fact.concept.endsWith('-given') && !fact.concept.endsWith('-ordered')).map((fact) => fact.from[0]),
  );
  return facts
    .filter((fact) => !(/-(given|ordered)$/.test(fact.concept) && drugs.has(fact.from[0])))
    .sort((a, b) => a.at - b.at || (a.concept < b.concept ? -1 : a.concept > b.concept ? 1 : 0));
}
