import type { ConceptId } from '../chart/fact.ts';
import { namesIn, nodesOf, type WorstLeaf } from './criterion.ts';
import type { Criterion, LinkedChecklist, LinkedItem } from './linked.ts';
import { at, complain, isRaw, type Notes, type Raw } from './reading.ts';

/** What a name stands for in this checklist; null for the two that are always there. */
function criterionNamed(checklist: LinkedChecklist, name: string): Criterion | null {
  if (name === 'governing') return checklist.definitions[checklist.governing]?.criterion ?? null;
  return checklist.anchors[name] ?? checklist.criteria[name]?.criterion ?? checklist.definitions[name]?.criterion ?? null;
}

/** What is said of a source that nothing cites. */
export const UNCITED = 'is cited nowhere';

/** Complains about ids used twice, criteria that rest on themselves, sources nobody cites, and a version without a line under `changes`. */
export function checkNames(notes: Notes, checklist: LinkedChecklist, raw: Raw): void {
  const owner = ownersOf(notes, raw, ['anchors', 'criteria', 'definitions']);
  for (const id of ['documented', 'governing'])
    if (owner.has(id)) complain(notes, at(owner.get(id) ?? '', id), `"${id}" has a meaning of its own; choose another name`);
  const items = ownersOf(notes, raw, ['expect', 'conflicts']);
  for (const item of statusItems(checklist))
    if (items.has(item.id)) complain(notes, 'status-prompts', `"${item.id}" is already a name under ${items.get(item.id)}`);

  const state = new Map<string, 'open' | 'done'>();
  const visit = (name: string, trail: readonly string[]): void => {
    if (state.get(name) === 'done') return;
    if (state.get(name) === 'open') {
      const section = owner.get(name) ?? '';
      complain(notes, at(section, name), `rests on itself: ${[...trail.slice(trail.indexOf(name)), name].join(' -> ')}`);
      return;
    }
    state.set(name, 'open');
    const criterion = name === 'documented' ? checklist.documentedBy : criterionNamed(checklist, name);
    if (criterion) for (const next of namesIn(criterion)) visit(next, [...trail, name]);
    state.set(name, 'done');
  };
  for (const name of [
    ...Object.keys(checklist.anchors),
    ...Object.keys(checklist.criteria),
    ...Object.keys(checklist.definitions),
    'documented',
  ])
    visit(name, []);

  const cited = new Set([...Object.values(checklist.criteria), ...Object.values(checklist.definitions)].map((entry) => entry.source));
  for (const item of allItems(checklist)) cited.add(item.source);
  for (const source of Object.keys(checklist.sources)) if (!cited.has(source)) complain(notes, at('sources', source), UNCITED);
  if (checklist.version !== '' && checklist.changes[checklist.version] === undefined)
    complain(notes, 'changes', `version ${checklist.version} has no line here`);
}

/** Which section each name stands in; complains about names that stand in two. An item may be called like the criterion it looks for. */
function ownersOf(notes: Notes, raw: Raw, sections: readonly string[]): ReadonlyMap<string, string> {
  const owner = new Map<string, string>();
  for (const section of sections) {
    const entries = raw[section];
    for (const id of isRaw(entries) ? Object.keys(entries) : []) {
      const before = owner.get(id);
      if (before) complain(notes, at(section, id), `"${id}" is already a name under ${before}`);
      else owner.set(id, section);
    }
  }
  return owner;
}

/** The direction in which a concept gets worse, as far as the checklist's own bounds tell. */
function directions(checklist: LinkedChecklist): ReadonlyMap<ConceptId, 'highest' | 'lowest' | 'both'> {
  const table = new Map<ConceptId, 'highest' | 'lowest' | 'both'>();
  const note = (concept: ConceptId, pick: 'highest' | 'lowest') => {
    const before = table.get(concept);
    table.set(concept, before === undefined || before === pick ? pick : 'both');
  };
  for (const criterion of everyCriterion(checklist)) {
    for (const node of nodesOf(criterion)) {
      if (node.form !== 'fact') continue;
      for (const bound of node.numbers) note(node.concept, bound.op === 'above' || bound.op === 'at-least' ? 'highest' : 'lowest');
      if (node.change) note(node.concept, node.change.direction === 'rise' ? 'highest' : 'lowest');
    }
  }
  return table;
}

function* everyCriterion(checklist: LinkedChecklist): Generator<Criterion> {
  for (const entry of [...Object.values(checklist.criteria), ...Object.values(checklist.definitions)]) yield entry.criterion;
  yield* Object.values(checklist.anchors);
  for (const item of allItems(checklist)) {
    if (item.when) yield item.when;
    if (item.looksFor) yield item.looksFor;
  }
}

/** Expected items, conflicts and status items of a checklist. */
export const allItems = (checklist: LinkedChecklist): readonly LinkedItem[] => [
  ...checklist.expect,
  ...checklist.conflicts,
  ...statusItems(checklist),
];

const statusItems = (checklist: LinkedChecklist): readonly LinkedItem[] =>
  Object.values(checklist.statusPrompts).flatMap((cells) => Object.values(cells).flat());

/** Settles `pick: worst` and `{x.worst}` by the direction of the checklist's bounds; complains where they tell none, or two. */
export function settleWorst(notes: Notes, checklist: LinkedChecklist, waiting: readonly WorstLeaf[]): LinkedChecklist {
  const table = directions(checklist);
  const settle = (concept: string, path: string): 'highest' | 'lowest' | null => {
    const direction = table.get(concept);
    if (direction === 'highest' || direction === 'lowest') return direction;
    complain(
      notes,
      path,
      `"worst" of ${concept} is not clear: its bounds here tell ${direction === 'both' ? 'both directions' : 'no direction'} - write highest or lowest`,
    );
    return null;
  };
  for (const leaf of waiting) {
    const pick = settle(leaf.concept, leaf.path);
    if (pick) leaf.settle(pick);
  }
  const words = (text: string | null, path: string): string | null =>
    text?.replace(/\{([a-z][a-z0-9-]*)\.worst((?:\.[a-z]+)?)\}/g, (slot: string, name: string, field: string) => {
      const named = criterionNamed(checklist, name);
      const concept = named ? [...nodesOf(named)].find((node) => node.form === 'fact')?.concept : name;
      const pick = concept ? settle(concept, path) : null;
      return pick ? `{${name}.${pick}${field}}` : slot;
    }) ?? null;
  const item =
    (section: string) =>
    (entry: LinkedItem): LinkedItem => ({
      ...entry,
      prompt: words(entry.prompt, `${at(section, entry.id)}.prompt`),
      title: words(entry.title, `${at(section, entry.id)}.title`),
    });
  return {
    ...checklist,
    expect: checklist.expect.map(item('expect')),
    conflicts: checklist.conflicts.map(item('conflicts')),
    statusPrompts: Object.fromEntries(
      Object.entries(checklist.statusPrompts).map(([status, cells]) => [
        status,
        Object.fromEntries(Object.entries(cells).map(([verdict, items]) => [verdict, items.map(item('status-prompts'))])),
      ]),
    ),
  };
}

/** Named criteria, definitions and anchors an item rests on, through any number of steps, sorted. A status item rests on all definitions. */
export function usesOf(checklist: LinkedChecklist, item: LinkedItem): readonly string[] {
  const seen = new Set<string>();
  const queue = [item.when, item.looksFor].flatMap((criterion) => (criterion ? namesIn(criterion) : []));
  if (!item.looksFor) queue.push(...Object.keys(checklist.definitions));
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const criterion = criterionNamed(checklist, name);
    if (criterion) queue.push(...namesIn(criterion));
  }
  seen.delete('documented');
  return [...seen].sort();
}
