import type { Chart } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import { type ConceptId, type Fact, hasFlag } from '../chart/fact.ts';
import { isByProvider } from '../evaluate/index.ts';
import type { ChecklistResult } from '../evaluate/result.ts';
import { labelOf } from './concept-words.ts';

/** Diagnosis concepts that are findings, treatments or general words: a prompt may name them although no provider did. */
export const FINDINGS: ReadonlySet<ConceptId> = new Set([
  ...['hypoxia', 'respiratory-distress', 'hypotension-term', 'home-oxygen', 'dialysis', 'ventilator-dependence'],
  ...['infection', 'organ-dysfunction', 'sirs-term'],
]);

interface Names {
  readonly expression: RegExp;
  readonly concepts: ReadonlyMap<string, readonly ConceptId[]>;
}

const compiled = new WeakMap<Concepts, Names>();
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/[\s-]+/g, '[\\s-]+');
const key = (text: string) =>
  text
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim();

/** Names of diagnoses as the concepts give them, longest first. Built once per vocabulary. */
function namesOf(concepts: Concepts): Names {
  const known = compiled.get(concepts);
  if (known) return known;
  const byName = new Map<string, ConceptId[]>();
  for (const concept of Object.values(concepts)) {
    if (concept.family !== 'diagnosis' || FINDINGS.has(concept.id)) continue;
    for (const name of [concept.label, ...(concept.phrases ?? [])].map(key).filter((each) => each.length > 2))
      byName.set(name, [...(byName.get(name) ?? []), concept.id]);
  }
  const sources = [...byName.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const made = { expression: new RegExp(`(?<![a-z0-9])(?:${sources.join('|') || '(?!)'})(?![a-z0-9])`, 'gi'), concepts: byName };
  compiled.set(concepts, made);
  return made;
}

/** Diagnosis concepts that a provider named in this stay (affirmed or uncertain), with the broader ones they count for. */
export function documentedConcepts(chart: Chart, result: ChecklistResult, concepts: Concepts): ReadonlySet<ConceptId> {
  const known = documentedBy.get(result);
  if (known?.chart === chart) return known.found;
  const stated = result.documentation.statements.filter((fact) => fact.says === 'affirmed' || fact.says === 'uncertain');
  const found = new Set<ConceptId>();
  const queue = [...namedIn(chart, concepts), ...stated].map((fact) => fact.concept);
  for (let concept = queue.pop(); concept !== undefined; concept = queue.pop()) {
    if (found.has(concept)) continue;
    found.add(concept);
    queue.push(...(concepts[concept]?.also ?? []));
  }
  documentedBy.set(result, { chart, found });
  return found;
}

const isNamed = (fact: Fact, concepts: Concepts): boolean =>
  concepts[fact.concept]?.family === 'diagnosis' &&
  (fact.says === 'affirmed' || fact.says === 'uncertain') &&
  fact.standing !== 'withdrawn' &&
  fact.note?.signed !== false &&
  !hasFlag(fact, 'other-stay') &&
  fact.note !== undefined &&
  isByProvider(fact);

/** Statements by which providers named a diagnosis in this stay; the same for every checklist, so looked up once. */
function namedIn(chart: Chart, concepts: Concepts): readonly Fact[] {
  const known = named.get(chart);
  if (known?.concepts === concepts) return known.facts;
  const facts = chart.facts.filter((fact) => isNamed(fact, concepts));
  named.set(chart, { concepts, facts });
  return facts;
}

const named = new WeakMap<Chart, { readonly concepts: Concepts; readonly facts: readonly Fact[] }>();

/** Asked for by every prompt and draft of a result; looked up once. */
const documentedBy = new WeakMap<ChecklistResult, { readonly chart: Chart; readonly found: ReadonlySet<ConceptId> }>();

/** Words of providers in this stay, for the linter: labels of the diagnoses they named, the words they named them by, and the sentences on the subject. */
export function documentedWords(chart: Chart, result: ChecklistResult, concepts: Concepts): readonly string[] {
  const known = wordsBy.get(result);
  if (known?.chart === chart) return known.words;
  const labels = [...documentedConcepts(chart, result, concepts)].map((concept) => labelOf(concept, concepts));
  const spoken = result.documentation.statements.filter((fact) => fact.says === 'affirmed' || fact.says === 'uncertain');
  const theirs = namedIn(chart, concepts).flatMap((fact) => fact.text ?? []);
  const words = [...new Set([...labels, ...theirs, ...spoken.flatMap((fact) => fact.note?.snippet ?? [])])];
  wordsBy.set(result, { chart, words });
  return words;
}

/** Prompts and drafts of a result are held against one list: the linter reads a list that it has seen only once. */
const wordsBy = new WeakMap<ChecklistResult, { readonly chart: Chart; readonly words: readonly string[] }>();

/** The first diagnosis a text names that nobody documented; null when there is none. The guard behind every title and prompt. */
export function undocumentedName(text: string, documented: ReadonlySet<ConceptId>, concepts: Concepts): string | null {
  const { expression, concepts: byName } = namesOf(concepts);
  for (const match of text.matchAll(expression)) {
    const name = key(match[0]);
    const meant = byName.get(name) ?? [];
    if (!meant.some((concept) => documented.has(concept)) && !isPartOfOne(name, documented, concepts)) return match[0];
  }
  return null;
}

/** "Respiratory failure" where "acute respiratory failure" is documented: a less exact name says nothing new. */
function isPartOfOne(name: string, documented: ReadonlySet<ConceptId>, concepts: Concepts): boolean {
  for (const concept of documented) {
    const entry = concepts[concept];
    if (entry && [entry.label, ...(entry.phrases ?? [])].some((phrase) => ` ${key(phrase)} `.includes(` ${name} `))) return true;
  }
  return false;
}

/** What the documented condition is called: the concept of the newest affirming statement, else of the newest uncertain one; null when silent. */
export function subjectOf(result: ChecklistResult, concepts: Concepts): string | null {
  const { state, statements } = result.documentation;
  if (state === 'silent' || state === 'denied') return null;
  const spoken = statements.findLast((fact) => fact.says === 'affirmed') ?? statements.findLast((fact) => fact.says === 'uncertain');
  return spoken === undefined || concepts[spoken.concept]?.family !== 'diagnosis' ? null : labelOf(spoken.concept, concepts);
}
