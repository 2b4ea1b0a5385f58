import type { Chart } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import type { Fact, SourceRef } from '../chart/fact.ts';
import { isMeasure, isScore } from './concept-words.ts';

/** Words of a note without a status, kept so that no absence is claimed: one stands where a diagnosis stands, and says nothing of its own. */
const NAMES_ONLY: ReadonlySet<string> = new Set(['named-in-note', 'finding-in-note']);

const indexes = new WeakMap<Chart, ReadonlyMap<SourceRef, readonly Fact[]>>();

function chartedBySource(chart: Chart): ReadonlyMap<SourceRef, readonly Fact[]> {
  const known = indexes.get(chart);
  if (known) return known;
  const table = new Map<SourceRef, Fact[]>();
  for (const fact of chart.facts) {
    if (isMeasure(fact.concept) || NAMES_ONLY.has(fact.concept) || fact.standing === 'withdrawn') continue;
    const list = table.get(fact.from[0]);
    if (list) list.push(fact);
    else table.set(fact.from[0], [fact]);
  }
  indexes.set(chart, table);
  return table;
}

/**
 * The charted facts a score was calculated from, in order of time: what a clinician can judge. Beside its drug or procedure a class ("vasopressor given", "procedure done")
 * is left out, and so are a diastolic beside its systolic pressure and movements inferred from the same resource. Empty when none of its sources is in the chart.
 */
export function componentsOf(score: Fact, chart: Chart, concepts: Concepts): readonly Fact[] {
  const table = chartedBySource(chart);
  const facts = [...new Set(score.from)]
    .flatMap((source) => table.get(source) ?? [])
    .filter((fact) => concepts[fact.concept]?.family !== 'movement');
  const isClass = (fact: Fact) => /-(given|ordered|done)$/.test(fact.concept);
  const named = new Set(facts.filter((fact) => !isClass(fact)).map((fact) => fact.from[0]));
  const systolic = new Set(facts.filter((fact) => fact.concept === 'sbp').map((fact) => fact.at));
  return facts
    .filter((fact) => !(isClass(fact) && named.has(fact.from[0])) && !(fact.concept === 'dbp' && systolic.has(fact.at)))
    .sort((a, b) => a.at - b.at || (a.concept < b.concept ? -1 : a.concept > b.concept ? 1 : 0));
}

/** A fact as it is shown: a score by its components; a broad statement ("organ dysfunction") by the narrower one of the same place ("AKI"). */
export function chartedOf(fact: Fact, chart: Chart, concepts: Concepts): readonly Fact[] {
  if (isScore(fact)) {
    const components = componentsOf(fact, chart, concepts);
    return components.length > 0 ? components : [fact];
  }
  if (fact.says === undefined) return [fact];
  const sameplace = chartedBySource(chart).get(fact.from[0]) ?? [];
  const narrower = sameplace.find((other) => other.says === fact.says && concepts[other.concept]?.also?.includes(fact.concept));
  return [narrower ?? fact];
}

/** Facts of one concept in one unit: where two units were charted, all are shown in the concept's own, so that a trend can be read. */
export function inOneUnit(facts: readonly Fact[]): readonly Fact[] {
  const units = new Map<string, Set<string>>();
  for (const fact of facts) {
    if (fact.value === undefined) continue;
    units.set(fact.concept, (units.get(fact.concept) ?? new Set()).add(fact.charted?.unit ?? ''));
  }
  return facts.map((fact) => {
    if (fact.charted === undefined || (units.get(fact.concept)?.size ?? 0) < 2) return fact;
    const { charted: _, ...rest } = fact;
    return rest;
  });
}
