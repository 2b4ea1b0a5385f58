import type { Concepts } from '../chart/concept.ts';
import type { ConceptId } from '../chart/fact.ts';
import { nodesOf } from '../checklist/criterion.ts';
import type { Criterion, LinkedChecklist, LinkedItem, SourceEntry } from '../checklist/linked.ts';
import { labelOf, unitOf } from './concept-words.ts';
import { criterionLine, type RuleWords } from './criterion-words.ts';
import { inline, type RuleLine } from './rule-line.ts';
import { groupWords, ruleWords } from './rule-text.ts';

/** What has a source that stands numbered at the end of the page. */
export interface Sourced {
  readonly text: string;
  /** Number of its source; null when it has none here. */
  readonly source: number | null;
}

/**
 * One page per checklist: what reviewers look for, what each definition asks, which words leave the question open, and the elements of complete
 * documentation as neutral headings. Generated from the checklist; names no diagnosis that a reader should write, and holds nothing of any patient.
 */
export interface Essentials {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly stage: LinkedChecklist['stage'];
  readonly owner: string;
  readonly reviewBy: string;
  /** Each definition with what it asks in one line; the governing one first. */
  readonly definitions: readonly (Sourced & { readonly name: string; readonly governs: boolean })[];
  /** Bounds behind the definitions: criterion and limit. */
  readonly limits: readonly (Sourced & { readonly name: string })[];
  readonly lookedFor: readonly { readonly group: string; readonly items: readonly Sourced[] }[];
  readonly contradictions: readonly Sourced[];
  readonly openTerms: readonly string[];
  readonly elements: readonly string[];
  readonly sources: readonly SourceEntry[];
}

const MOST_TERMS = 20;

/** How a piece of text is put for its readers; null when it cannot be said to them. */
export type Say = (text: string) => string | null;

/** The page of one linked checklist, each text put by `say`. Pure; a part the checklist does not have is empty. */
export function essentialsOf(checklist: LinkedChecklist, concepts: Concepts, say: Say): Essentials {
  const words = ruleWords(checklist, concepts);
  const ids = Object.keys(checklist.sources);
  const said = (text: string) => say(text) ?? '';
  const numbered = (text: string, source: string): Sourced => ({
    text: said(text),
    source: ids.includes(source) ? ids.indexOf(source) + 1 : null,
  });
  const put = (line: RuleLine): RuleLine => {
    const parts = line.parts.map(put);
    const kept = parts.filter((part, at) => !parts.slice(0, at).some((one) => one.text === part.text && part.parts.length === 0));
    const [only] = kept;
    // What was two conditions may be one in these words.
    if (kept.length === 1 && parts.length > 1 && only) return only;
    return { text: said(line.text), name: line.name, parts: kept };
  };
  const definitions = Object.entries(checklist.definitions)
    .map(([id, { label, source, criterion }]) => ({
      ...{ source: numbered('', source).source, text: inline(put(criterionLine(criterion, words))) },
      name: said(label),
      governs: id === checklist.governing,
    }))
    .sort((a, b) => Number(b.governs) - Number(a.governs));
  return {
    ...{ id: checklist.id, title: checklist.title, version: checklist.version, stage: checklist.stage },
    ...{ owner: checklist.owner, reviewBy: checklist.reviewBy },
    definitions,
    limits: limitsOf(checklist, words).map(({ name, line, source }) => ({
      text: inline(put(line)),
      source: numbered('', source).source,
      name: said(name),
    })),
    lookedFor: grouped(checklist.expect, numbered),
    contradictions: checklist.conflicts.map(({ label, source }) => numbered(label, source)),
    openTerms: openTerms(checklist, concepts),
    elements: elementsOf(checklist).map(said),
    sources: Object.values(checklist.sources).map((source) => ({ ...source, title: said(source.title) })),
  };
}

/** Named criteria that the definitions rest on and that compare a value, each with the comparison. */
function limitsOf(
  checklist: LinkedChecklist,
  words: RuleWords,
): { readonly name: string; readonly line: RuleLine; readonly source: string }[] {
  const queue = Object.values(checklist.definitions).flatMap(({ criterion }) => affirmedIn(criterion));
  const seen = new Set<string>();
  const found: { name: string; line: RuleLine; source: string }[] = [];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const entry = checklist.criteria[name];
    if (!entry) continue;
    queue.push(...affirmedIn(entry.criterion));
    if ([...nodesOf(entry.criterion)].some((node) => isLimit(node, words)))
      found.push({ name: entry.label, line: criterionLine(measured(entry.criterion), words), source: entry.source });
  }
  return found;
}

/** A bound with a unit. Points of a score and counts stand in the label already. */
const isLimit = (node: Criterion, { concepts }: RuleWords): boolean =>
  node.form === 'fact' && (node.change !== null || (node.numbers.length > 0 && unitOf(node.concept, concepts) !== null));

/** Names that a criterion asks to be met; what it excludes is no limit of it. */
function affirmedIn(criterion: Criterion): readonly string[] {
  if (criterion.form === 'met') return [criterion.name];
  return criterion.form === 'fact' || criterion.form === 'not' ? [] : criterion.parts.flatMap(affirmedIn);
}

/** Without the window, and without what is left out or excluded: on this page the bound is what counts, and the label says the rest. */
const measured = (criterion: Criterion): Criterion => {
  if (criterion.form === 'fact') return { ...criterion, window: null, without: [] };
  if (criterion.form === 'met' || criterion.form === 'not') return criterion;
  const kept = criterion.parts.filter(({ form }) => form !== 'not');
  return { ...criterion, parts: (kept.length > 0 ? kept : criterion.parts).map(measured) };
};

function grouped(items: readonly LinkedItem[], numbered: (text: string, source: string) => Sourced): Essentials['lookedFor'] {
  const groups = new Map<string, Sourced[]>();
  for (const { group, label, source } of items) {
    const name = groupWords(group);
    const list = groups.get(name) ?? [];
    if (!list.some(({ text }) => text === label)) list.push(numbered(label, source));
    groups.set(name, list);
  }
  return [...groups].map(([group, list]) => ({ group, items: list }));
}

/** What a clinician can be asked for, as headings: the words of the items, in the order of the checklist. No sentence to copy, no diagnosis to write. */
const elementsOf = (checklist: LinkedChecklist): readonly string[] => [
  ...new Set(
    checklist.expect.filter(({ audience, prompt }) => audience.includes('clinician') && prompt !== null).map(({ label }) => label),
  ),
];

/**
 * Words that stand for no one diagnosis: the `weaker` terms of the subject, and the phrases of the vaguer concepts that items asking for detail wait for.
 * The names of the diagnosis itself are no open terms.
 */
function openTerms(checklist: LinkedChecklist, concepts: Concepts): readonly string[] {
  const own = new Set<ConceptId>([checklist.about, ...checklist.documentedAs]);
  const exact = new Set(
    [...own].flatMap((id) => [labelOf(id, concepts), ...(concepts[id]?.phrases ?? [])].map((term) => term.toLowerCase())),
  );
  const vague = [...checklist.expect, ...checklist.conflicts]
    .filter(({ kind, when }) => kind === 'specificity' && when !== null)
    .flatMap(({ when }) => (when ? conceptsIn(when, checklist) : []))
    // A concept with weaker terms of its own is a diagnosis, not a vague word for one.
    .filter((id) => concepts[id]?.family === 'diagnosis' && concepts[id]?.weaker === undefined && !own.has(id))
    .filter((id) => !(concepts[id]?.also ?? []).some((broader) => own.has(broader)));
  const terms = [...vague.flatMap((id) => concepts[id]?.phrases ?? []), ...[...own].flatMap((id) => concepts[id]?.weaker ?? [])];
  const all = [...new Set(terms.map((term) => term.toLowerCase().replaceAll('-', ' ')))].filter((term) => !exact.has(term));
  // "Multi organ failure" says no more here than "organ failure".
  return all.filter((term) => !all.some((other) => other !== term && ` ${term}`.endsWith(` ${other}`))).slice(0, MOST_TERMS);
}

/** Concepts that a criterion affirms, through the criteria it names. */
function conceptsIn(criterion: Criterion, checklist: LinkedChecklist, seen = new Set<string>()): ConceptId[] {
  if (criterion.form === 'not') return [];
  if (criterion.form === 'fact') {
    // What counts as history too is a diagnosis of its own, not a vague word for this one. A calculated fact that somebody wrote rests on statements.
    if (criterion.says?.length !== 1 || criterion.says[0] !== 'affirmed') return [];
    return [criterion.concept, ...(criterion.by === null ? [] : criterion.inputs)];
  }
  if (criterion.form !== 'met') return criterion.parts.flatMap((part) => conceptsIn(part, checklist, seen));
  const named = checklist.criteria[criterion.name];
  if (!named || seen.has(criterion.name)) return [];
  seen.add(criterion.name);
  return conceptsIn(named.criterion, checklist, seen);
}
