import type { Fact } from '../chart/fact.ts';
import { hasFlag } from '../chart/fact.ts';
import { parseTemplate, type Slot } from '../checklist/template.ts';
import { slotFact } from '../evaluate/index.ts';
import type { ChecklistResult, ItemResult } from '../evaluate/result.ts';
import { wallDay, wallTime } from './clock.ts';
import { chartedOf } from './components.ts';
import { labelOf, wordsOf } from './concept-words.ts';
import type { ComposeContext } from './context.ts';
import { evidenceLine } from './evidence-line.ts';
import { ascii, partWords, roleWords } from './wording.ts';

/** A filled template: its words and the facts they speak of. */
export interface Filled {
  readonly text: string;
  readonly facts: readonly Fact[];
}

/** Facts of a list that stand in the running text; the others stand below it. Fewer when the whole would not fit in a card. */
const IN_TEXT = [3, 2, 1] as const;
const CARD_CHARACTERS = 140;

/**
 * A prompt template with its slots filled, or null when one stays empty: a prompt with a hole is not shown.
 * Times are the hospital's wall clock; values as charted.
 */
export function fillTemplate(template: string, result: ChecklistResult, item: ItemResult | null, context: ComposeContext): Filled | null {
  let filled: Filled | null = null;
  for (const inText of IN_TEXT) {
    filled = fillWith(inText, template, result, item, context);
    if (filled === null || filled.text.length <= CARD_CHARACTERS) return filled;
  }
  return filled;
}

function fillWith(
  inText: number,
  template: string,
  result: ChecklistResult,
  item: ItemResult | null,
  context: ComposeContext,
): Filled | null {
  const { parts, errors } = parseTemplate(template);
  if (errors.length > 0) return null;
  const facts: Fact[] = [];
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else {
      const filled = fillSlot(part, inText, result, item, context);
      if (filled === null || filled.text.trim() === '') return null;
      text += filled.text;
      facts.push(...filled.facts);
    }
  }
  return { text: ascii(text).replace(/\s+/g, ' ').trim(), facts };
}

function fillSlot(slot: Slot, inText: number, result: ChecklistResult, item: ItemResult | null, context: ComposeContext): Filled | null {
  const { chart } = context;
  if (slot.kind === 'window') {
    const window = item?.found.window ?? item?.when?.window ?? null;
    return window === null
      ? null
      : { text: wallTime(slot.side === 'from' ? window.from : Math.min(window.to, chart.asOf), chart.zone, chart.asOf), facts: [] };
  }
  if (slot.kind === 'list')
    return slot.list === 'missing'
      ? missingList(result, item)
      : sideList(slot.list === 'for' ? result.for : result.against, inText, context);
  const fact = slotFact(chart, result, item, slot);
  if (fact === null || fact.standing === 'withdrawn') return null;
  const text = fieldOf(fact, slot.field, context);
  return text === null ? null : { text, facts: [fact] };
}

function fieldOf(fact: Fact, field: Extract<Slot, { kind: 'fact' }>['field'], { chart, concepts }: ComposeContext): string | null {
  const line = evidenceLine(fact, chart, concepts);
  switch (field) {
    case 'value':
      return line.value;
    case 'unit':
      return line.unit ?? '';
    case 'time':
      return line.time;
    case 'date':
      return wallDay(fact.at, chart.zone, chart.asOf);
    case 'text':
      return fact.text === undefined || fact.text === '' ? labelOf(fact.concept, concepts) : wordsOf(fact, concepts);
    case 'by':
      return roleWords(fact.by);
    case 'quote':
      return fact.note === undefined ? null : `"${fact.note.snippet.trim()}"`;
    case 'all':
      // "Lactate {lactate.first}": the words around it name the thing already
      return [line.value, line.unit, `(${line.time})`].filter((part) => part !== null).join(' ');
  }
}

function missingList(result: ChecklistResult, item: ItemResult | null): Filled | null {
  const found = item?.found.missing.length ? item.found.missing : (result.definitions[result.governing]?.missing ?? []);
  return found.length === 0 ? null : { text: found.map(partWords).join(', '), facts: [] };
}

/** A side of the argument in few words. An empty side is said, not left out: "none found". */
function sideList(side: readonly Fact[], inText: number, context: ComposeContext): Filled {
  const facts = side.flatMap((fact) => chartedOf(fact, context.chart, context.concepts));
  const shown = measuredFirst(latestOfEach(facts.filter((fact) => !hasFlag(fact, 'other-stay')))).slice(0, inText);
  if (shown.length === 0) return { text: 'none found', facts: [] };
  const words = shown.map((fact) => {
    const line = evidenceLine(fact, context.chart, context.concepts);
    return [line.label, line.value !== null && line.value.length > 40 ? null : line.value, line.unit]
      .filter((part) => part !== null)
      .join(' ');
  });
  const more = latestOfEach(facts).length - shown.length;
  return { text: more > 0 ? `${words.join(', ')} and ${more} more` : words.join(', '), facts: shown };
}

/** Values say more in few words than sentences and doses do. */
const measuredFirst = (facts: readonly Fact[]): readonly Fact[] => [
  ...facts.filter((fact) => fact.value !== undefined),
  ...facts.filter((fact) => fact.value === undefined),
];

/** One fact of each concept, the newest, in the order the concepts first appear. */
function latestOfEach(facts: readonly Fact[]): readonly Fact[] {
  const byConcept = new Map<string, Fact>();
  for (const fact of facts) byConcept.set(fact.concept, fact);
  return [...byConcept.values()];
}
