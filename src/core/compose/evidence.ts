import { type Fact, hasFlag } from '../chart/fact.ts';
import type { ChecklistResult, ItemResult, PromptKind } from '../evaluate/result.ts';
import { chartedOf, inOneUnit } from './components.ts';
import type { ComposeContext } from './context.ts';
import { evidenceLine } from './evidence-line.ts';
import { documentOf } from './quotes.ts';
import type { EvidenceLine } from './statement.ts';
import { thinned } from './thin.ts';
import { thresholdOf } from './threshold.ts';

/** More than this is no help on a card or in a query (QL070). */
export const MOST_LINES = 12;

type Polarity = EvidenceLine['polarity'];

/**
 * Facts with the side they are on, made into lines: scores give way to what they were calculated from, each fact once, one unit per concept. What a text
 * names (`named`) is always among them; of the others those a reader needs.
 */
export function linesOf(
  facts: readonly (readonly [Fact, Polarity])[],
  context: ComposeContext,
  named: readonly Fact[] = [],
): readonly EvidenceLine[] {
  const { chart, concepts, checklist } = context;
  const sides = new Map<Fact, Polarity>();
  for (const [fact, polarity] of facts)
    for (const each of chartedOf(fact, chart, concepts)) if (!sides.has(each)) sides.set(each, polarity);
  const kept = new Set([...thinned([...sides.keys()], (fact) => concepts[fact.concept]?.family === 'diagnosis'), ...named]);
  // somebody's code is no finding: shown as evidence it would name what nobody wrote
  const isCode = (fact: Fact) => hasFlag(fact, 'coded') && concepts[fact.concept]?.family === 'diagnosis';
  const shown = [...sides].filter(([fact]) => kept.has(fact) && !isCode(fact));
  const uniform = inOneUnit(shown.map(([fact]) => fact));
  const seen = new Set<string>();
  return uniform.flatMap((fact, index) => {
    const polarity = shown[index]?.[1] ?? 'neutral';
    const line = evidenceLine(fact, chart, concepts, { polarity, threshold: thresholdOf(checklist, fact.concept) });
    // The same value under two concepts (SpO2, SpO2 on room air) is one line, and so is a sentence that two of its words say the same by
    const same = isSaid(fact)
      ? `${documentOf(fact.from[0])} ${fact.concept} ${fact.says} ${line.value}`
      : `${fact.from[0]} ${line.value ?? ''} ${line.unit ?? ''}`;
    return seen.has(same) || !seen.add(same) ? [] : [line];
  });
}

/** Keeps both sides in view when there are too many lines: the first of each side, taken in turn. */
export function balanced(lines: readonly EvidenceLine[], most = MOST_LINES): readonly EvidenceLine[] {
  if (lines.length <= most) return lines;
  const against = lines.filter((line) => line.polarity === 'against');
  const others = lines.filter((line) => line.polarity !== 'against');
  const share = Math.min(against.length, Math.max(Math.floor(most / 2), most - others.length));
  const kept = new Set([...others.slice(0, most - share), ...against.slice(0, share)]);
  return lines.filter((line) => kept.has(line));
}

/** Kinds that ask about what is written: the sentences are the point, the values come after. */
const ABOUT_WORDING: ReadonlySet<PromptKind> = new Set<PromptKind>(['conflict', 'specificity', 'linkage', 'source']);

/** What the text names: "SpO2 93 %" names the other SpO2 values too, a sentence only those that say the same. */
const nameOf = (fact: Fact): string => (isSaid(fact) ? `${fact.concept} ${fact.says}` : fact.concept);

const isSaid = (fact: Fact): boolean => fact.note !== undefined && fact.says !== undefined;

/** Not what the question is about, only where it is asked: what is denied or past, that a note exists, payer, age, movements. */
const isContext = (fact: Fact, { concepts }: ComposeContext): boolean =>
  fact.says === 'denied' ||
  fact.says === 'historical' ||
  ['note', 'coverage', 'patient', 'movement'].includes(concepts[fact.concept]?.family ?? '');

/**
 * Where a fact stands among the others, least first: of a question about values the values its text names, the sentences its text names, other values, other
 * sentences, context. Of a question about wording the sentences come before the values.
 */
function placeOf(fact: Fact, inText: ReadonlySet<string>, kind: PromptKind, context: ComposeContext): number {
  if (inText.has(nameOf(fact))) return isSaid(fact) && !ABOUT_WORDING.has(kind) ? 1 : 0;
  if (isContext(fact, context)) return 4;
  return isSaid(fact) === ABOUT_WORDING.has(kind) ? 2 : 3;
}

/** What the authors wrote, where the question is which of it holds. */
const statementsOf = ({ documentation }: ChecklistResult) => documentation.statements.map((fact) => [fact, 'neutral'] as const);

/**
 * What a prompt rests on, in the order a reader needs it (`placeOf`): the facts its text speaks of; where a documented diagnosis is in question, what speaks
 * for it and against it; what made the item apply and what was found instead.
 */
export function evidenceOf(
  item: ItemResult,
  inText: readonly Fact[],
  bothSides: boolean,
  result: ChecklistResult,
  context: ComposeContext,
): readonly EvidenceLine[] {
  const against = new Set(result.against);
  const supports = new Set(result.for);
  const polarityOf = (fact: Fact): Polarity => (against.has(fact) ? 'against' : supports.has(fact) ? 'supports' : 'neutral');
  const mixed: readonly (readonly [Fact, Polarity])[] = [
    ...inText.map((fact) => [fact, polarityOf(fact)] as const),
    ...(item === result.statusItem && ABOUT_WORDING.has(item.kind) ? statementsOf(result) : []),
    ...(bothSides ? result.for.map((fact) => [fact, 'supports'] as const) : []),
    ...(bothSides ? result.against.map((fact) => [fact, 'against'] as const) : []),
    ...(item.when?.facts ?? []).map((fact) => [fact, polarityOf(fact)] as const),
    ...(item.state === 'missing' || item.state === 'raised' ? item.found.facts : []).map((fact) => [fact, polarityOf(fact)] as const),
  ];
  const names = new Set(inText.map(nameOf));
  // who pays, and under which rule, is for utilization review: a clinician's card never shows it
  const forClinician = item.audience.includes('clinician');
  const isPayer = (fact: Fact): boolean => forClinician && context.concepts[fact.concept]?.family === 'coverage';
  // scores give way here already, so that each value finds its own place
  const inOrder = mixed
    .filter(([fact]) => !isPayer(fact))
    .flatMap(([fact, polarity]) => chartedOf(fact, context.chart, context.concepts).map((each) => [each, polarity] as const))
    .map((pair, index) => ({ pair, index, place: placeOf(pair[0], names, item.kind, context) }))
    .sort((a, b) => a.place - b.place || a.index - b.index);
  return balanced(
    linesOf(
      inOrder.map(({ pair }) => pair),
      context,
      inText,
    ),
  );
}
