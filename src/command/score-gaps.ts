import { type Chart, factsOf, hasRead } from '../core/chart/chart.ts';
import type { ConceptId } from '../core/chart/fact.ts';
import type { LinkedChecklist, LinkedItem } from '../core/checklist/linked.ts';
import { type Context, contextFor } from '../core/evaluate/context.ts';
import type { ReviewContent, ReviewOptions } from '../core/review/index.ts';
import type { Review } from '../core/review/review.ts';
import { criterionNamed, type Element, elementsAgainst, elementsOf, lookedAt } from './score-elements.ts';
import { type Moments, momentsOf, reviewerOf, type Searched } from './score-moments.ts';
import { isRemoved, type Manner, NOTHING_REMOVED, type Removed, removalOf, type Written, without, writtenOf } from './score-without.ts';

/** One element taken out of one stay, and what became of it. */
export interface Gap {
  readonly stay: string;
  readonly checklist: string;
  /** The item that asks for the element; `(diagnosis)` and `(findings)` for the two sides of the status. */
  readonly item: string;
  /**
   * `found`: the prompt (or, where the item has none, the line `missing`) is there. `gone`: what makes the item apply went with the element. `open`: there is still time
   * for it. `unread`: what was never read, or an unmapped result, might be the element: nothing is missing then.
   */
  readonly outcome: 'found' | 'gone' | 'open' | 'unread' | 'not found';
  /** In words, when it was not found. */
  readonly became: string;
  /** Other items and prompts that changed: with what was taken out among the things they look at, and without. */
  readonly dependent: readonly string[];
  readonly unrelated: readonly string[];
}

/** A statement said again and again is taken out again and again. */
const ROUNDS = 5;

/** Where to plant: at which moments of a stay, and for which checklists; everywhere when left out. */
export interface Planting {
  readonly reviews?: Moments;
  readonly searched?: Searched;
  readonly wanted?: (review: Review, checklist: string) => boolean;
}

interface Planted {
  readonly item: string;
  readonly elements: (context: Context) => readonly Element[];
  /** What the review says of it: asked, no longer applicable, or else in words. */
  readonly answer: (review: Review) => 'found' | 'gone' | (string & {});
}

/**
 * Takes one required element at a time out of each stay and reviews what is left. What to take out is not listed anywhere: it is what the
 * result itself names as satisfying the item, resources and sentences alike. Read stays complete: nothing is unread, something is not there.
 */
export function gapsOf(
  entries: readonly unknown[],
  content: ReviewContent,
  options: ReviewOptions,
  { reviews = momentsOf, searched = 'all', wanted = () => true }: Planting = {},
): readonly Gap[] {
  const written = writtenOf(entries, content, options.zone ?? null);
  const checklists = content.checklists.base ?? [];
  const again = reviewerOf(entries, content, options, searched);
  return reviews(written.entries, content, options, searched).flatMap((before) =>
    checklists
      .filter(({ id }) => wanted(before, id))
      .flatMap((checklist) =>
        plantsOf(before, checklist, options.codedCounts ?? false).flatMap((planted) =>
          plantAll(planted, {
            before,
            checklist,
            checklists,
            written,
            content,
            options,
            again: (left) => again(left, before.encounter, before.asOf),
          }),
        ),
      ),
  );
}

interface Stay {
  readonly before: Review;
  readonly checklist: LinkedChecklist;
  readonly checklists: readonly LinkedChecklist[];
  readonly written: Written;
  readonly content: ReviewContent;
  readonly options: ReviewOptions;
  readonly again: (left: readonly unknown[]) => Review | undefined;
}

const contextOf = (review: Review, checklist: LinkedChecklist, options: ReviewOptions): Context =>
  contextFor(review.chart, checklist, { codedCounts: options.codedCounts ?? false });

const resultOf = (review: Review, checklist: LinkedChecklist) => review.checklists.find(({ id }) => id === checklist.id);

/** `coded`: a code has no words that a prompt could quote, so that the state alone is looked at. */
function plantsOf(before: Review, checklist: LinkedChecklist, coded: boolean): readonly Planted[] {
  const result = resultOf(before, checklist);
  if (!result) return [];
  const ofItem = (item: LinkedItem, wanted: string, elements: Planted['elements']): Planted => ({
    item: item.id,
    elements,
    answer: (review) => {
      const found = resultOf(review, checklist);
      const state = (found?.expect[item.id] ?? found?.conflicts[item.id])?.state ?? 'no result';
      if (state === 'not-applicable') return 'gone';
      if (state !== wanted) return state;
      return item.prompt === null || coded || isAsked(review, checklist.id, item.id) ? 'found' : `${wanted}, not asked`;
    },
  });
  const expected = checklist.expect.flatMap((item) => {
    const { looksFor } = item;
    return looksFor && result.expect[item.id]?.state === 'present'
      ? [ofItem(item, 'missing', (context) => elementsOf(context, looksFor))]
      : [];
  });
  const conflicts = checklist.conflicts.flatMap((item) => {
    const { looksFor } = item;
    return looksFor && result.conflicts[item.id]?.state === 'clear'
      ? [ofItem(item, 'raised', (context) => elementsAgainst(context, looksFor))]
      : [];
  });
  const orders = checklist.documentedBy && result.documentation.state === 'affirmed' ? [orderPlant(before, checklist)] : [];
  return [
    ...expected,
    ...conflicts,
    ...orders,
    ...(result.status === 'supported' && checklist.support.length === 0 ? statusPlants(checklist, coded) : []),
  ];
}

/** Where an order documents: without it the checklist asks something that it did not ask before. */
function orderPlant(before: Review, checklist: LinkedChecklist): Planted {
  const asked = (review: Review) => review.prompts.filter((prompt) => prompt.checklist === checklist.id).map(({ item }) => item);
  return {
    item: '(order)',
    elements: (context) => elementsOf(context, { form: 'met', name: 'documented' }),
    answer: (review) => {
      const now = asked(review).filter((item) => !asked(before).includes(item));
      return now.length > 0 ? 'found' : `status ${resultOf(review, checklist)?.status}, care ${review.levelOfCare.status}, nothing asked`;
    },
  };
}

/** The two sides of a supported diagnosis: nobody states it any more; its findings are no longer there. */
function statusPlants(checklist: LinkedChecklist, coded: boolean): readonly Planted[] {
  const becomes = (item: string, status: string, name: string): Planted => ({
    item,
    elements: (context) => {
      const criterion = criterionNamed(context, name);
      return elementsOf(context, criterion ?? { form: 'met', name });
    },
    answer: (review) => {
      const result = resultOf(review, checklist);
      // Words that both name the diagnosis and show it: with them went what there was to ask about.
      if (status === 'unsupported' && result?.documentation.state !== 'affirmed') return 'gone';
      if (result?.status !== status) return `status ${result?.status}`;
      if (result.statusItem?.state !== 'raised') return `${status}, not asked`;
      const { prompt, id } = result.statusItem;
      return prompt === null || coded || isAsked(review, checklist.id, id) ? 'found' : `${status}, no prompt`;
    },
  });
  return [becomes('(diagnosis)', 'undocumented', 'documented'), becomes('(findings)', 'unsupported', 'governing')];
}

/** Items that ask the same are one prompt, under the first of them. */
const isAsked = (review: Review, checklist: string, item: string): boolean => {
  const own = review.prompts.filter((prompt) => prompt.checklist === checklist);
  return own.some((prompt) => prompt.item === item) || own.some((prompt) => (prompt.reasons?.length ?? 0) > 1);
};

function plantAll(planted: Planted, stay: Stay): readonly Gap[] {
  const { before, checklist, options } = stay;
  const count = planted.elements(contextOf(before, checklist, options)).length;
  return Array.from({ length: count }, (_, at) => plant(planted, at, stay)).filter((gap): gap is Gap => gap !== null);
}

/** One way of taking an element out: how words are, and whether only some inputs are, where it was calculated from several. */
interface Way {
  readonly manner: Manner;
  readonly inputs?: readonly ConceptId[];
}

function plant(planted: Planted, at: number, stay: Stay): Gap | null {
  const first = planted.elements(contextOf(stay.before, stay.checklist, stay.options))[at];
  if (!first) return null;
  let gap: Gap | null = null;
  for (const way of waysFor(first, stay)) {
    const next = plantIn(way, planted, at, stay);
    if (!gap || next?.outcome === 'found') gap = next;
    // The whole may also be what makes the item apply: then as little of it as can be, as long as that is what satisfies it.
    if (gap && gap.outcome !== 'gone') break;
  }
  return gap;
}

function waysFor(element: Element, stay: Stay): readonly Way[] {
  const { facts, cut } = element;
  if (cut) return [{ manner: 'around' }, { manner: 'sentence' }];
  const { checklist, content, before } = stay;
  const charted = inputsOf(element, stay, before) ?? [];
  // The plainest of its names: short, and no abbreviation.
  const names = (content.concepts[checklist.about]?.phrases ?? []).filter((term) => term.split(' ').every((word) => word.length > 4));
  const term = [...names].sort((a, b) => a.length - b.length)[0];
  return [
    { manner: 'sentence' },
    ...(facts.some(({ note }) => note) ? [{ manner: 'mention' as const }] : []),
    ...(facts.some(({ note }) => note) && term !== undefined ? [{ manner: { term } }] : []),
    ...(charted.length > 1 ? inputByInput(charted) : []),
  ];
}

/** The charted concepts that a calculated element was made from; undefined for one that is charted itself. */
function inputsOf({ facts }: Element, { content }: Stay, review: Review): readonly ConceptId[] | undefined {
  if (facts.some(({ note, concept }) => note || content.concepts[concept])) return undefined;
  const sources = new Set(facts.flatMap(({ from }) => from));
  const concepts = new Set(review.chart.facts.filter(({ from }) => sources.has(from[0])).map(({ concept }) => concept));
  return [...concepts].filter((concept) => !NO_INPUT.has(content.concepts[concept]?.family ?? 'measure')).sort();
}

/** Families that are calculated, or that the stay itself shows. */
const NO_INPUT: ReadonlySet<string> = new Set(['measure', 'movement', 'patient']);

/** Each input by itself, then all but one: the oxygen settings of a ratio, without the gas. */
const inputByInput = (charted: readonly ConceptId[]): readonly Way[] => [
  ...charted.map((input) => ({ manner: 'sentence' as const, inputs: [input] })),
  ...(charted.length > 2 ? charted.map((kept) => ({ manner: 'sentence' as const, inputs: charted.filter((one) => one !== kept) })) : []),
];

/** An element without its inputs of other concepts; of these, everything in the chart, or the next value would take its place. */
const partOf = (element: Element | undefined, inputs: readonly ConceptId[] | undefined, chart: Chart): Element | undefined =>
  element && inputs ? { ...element, facts: inputs.flatMap((input) => factsOf(chart, input)) } : element;

function plantIn({ manner, inputs }: Way, planted: Planted, at: number, stay: Stay): Gap | null {
  const { before, checklist, written, options, again } = stay;
  let after: Review | undefined = before;
  let removed = NOTHING_REMOVED;
  let became = '';
  for (let round = 0; round < ROUNDS && after; round += 1) {
    const elements: readonly Element[] = planted.elements(contextOf(after, checklist, options));
    const whole = elements[Math.min(at, elements.length - 1)];
    // A value calculated from a series comes back from the next of it: after two rounds the whole series goes.
    const element = partOf(whole, inputs ?? (round < 2 || !whole ? undefined : inputsOf(whole, stay, after)), after.chart);
    const next: Removed | null = element ? removalOf(written, element, round < 2 ? manner : 'sentence', removed) : null;
    if (!next) break;
    removed = next;
    after = again(without(written, removed));
    became = after ? planted.answer(after) : 'no review';
    if (became === 'found' || became === 'gone' || became === 'open') break;
  }
  if (removed === NOTHING_REMOVED) return null;
  const changed = after ? changesBetween(before, after, { checklist: checklist.id, item: planted.item }) : [];
  const rests = (name: string) => restsOn(name, before, stay, removed);
  return {
    stay: before.encounter,
    checklist: checklist.id,
    item: planted.item,
    outcome: outcomeOf(became, stay),
    became,
    dependent: changed.filter((one) => rests(one.name)).map(({ text }) => text),
    unrelated: changed.filter((one) => !rests(one.name)).map(({ text }) => text),
  };
}

function outcomeOf(became: string, { before, checklist }: Stay): Gap['outcome'] {
  if (became === 'found' || became === 'gone' || became === 'open') return became;
  const isRead = (concept: ConceptId) => hasRead(before.chart, concept) && !before.chart.unmapped.has(concept);
  return became.endsWith('cannot-check') && !checklist.needs.every(isRead) ? 'unread' : 'not found';
}

interface Change {
  /** 'sepsis/culture', 'sepsis/(status)'. */
  readonly name: string;
  readonly text: string;
}

/** Everything that an item or prompt shows of itself, by name. */
function shown(review: Review): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const result of review.checklists) {
    const own = review.prompts.filter(({ checklist }) => checklist === result.id);
    const asked = (item: string) => (own.some((prompt) => prompt.item === item) ? ', asked' : '');
    for (const { id, state } of [...Object.values(result.expect), ...Object.values(result.conflicts)])
      lines.set(`${result.id}/${id}`, `${state}${asked(id)}`);
    lines.set(
      `${result.id}/(status)`,
      `${result.status}${result.statusItem ? ` ${result.statusItem.id}${asked(result.statusItem.id)}` : ''}`,
    );
  }
  return lines;
}

function changesBetween(before: Review, after: Review, own: { readonly checklist: string; readonly item: string }): readonly Change[] {
  const [was, is] = [shown(before), shown(after)];
  return [...was].flatMap(([name, text]) => {
    const now = is.get(name) ?? 'no result';
    const planted = name === `${own.checklist}/${own.item}` || (own.item.startsWith('(') && name === `${own.checklist}/(status)`);
    return now === text || planted ? [] : [{ name, text: `${name}: ${text} -> ${now}` }];
  });
}

/** Whether what was taken out is among the things that an item, or a status, looked at. */
function restsOn(name: string, before: Review, { options, checklists }: Stay, removed: Removed): boolean {
  const [id = '', item = ''] = name.split('/');
  const checklist = checklists.find((one) => one.id === id);
  if (!checklist) return false;
  const context = contextOf(before, checklist, options);
  const sources = new Set<string>();
  if (item === '(status)') {
    for (const named of ['governing', 'documented']) lookedAt(context, { form: 'met', name: named }, sources);
    for (const cells of Object.values(checklist.statusPrompts))
      for (const items of Object.values(cells)) for (const { when } of items) if (when) lookedAt(context, when, sources);
    if (checklist.appliesTo) lookedAt(context, checklist.appliesTo, sources);
  } else {
    const found = [...checklist.expect, ...checklist.conflicts].find((one) => one.id === item);
    for (const criterion of [found?.when, found?.looksFor, checklist.appliesTo]) if (criterion) lookedAt(context, criterion, sources);
  }
  return [...sources].some((ref) => isRemoved(ref, removed));
}
