import type { Fact } from '../chart/fact.ts';
import { type FactSlot, parseTemplate, type Slot } from '../checklist/template.ts';
import type { ChecklistResult, ItemResult } from '../evaluate/result.ts';
import { wallDay, wallTime } from './clock.ts';
import { labelOf, wordsOf } from './concept-words.ts';
import type { ComposeContext } from './context.ts';
import { decidingOfEach } from './deciding.ts';
import { evidenceLine } from './evidence-line.ts';
import { lowerFirst, upperFirst } from './first-letter.ts';
import { factFor } from './slot-fact.ts';
import { ascii, partWords, roleWords } from './wording.ts';

/** A filled template: its words and the facts they speak of. */
export interface Filled {
  readonly text: string;
  readonly facts: readonly Fact[];
}

/** Facts of a list that stand in the running text; the others stand below it. Fewer when the whole would not fit in a card. */
const IN_TEXT = [3, 2, 1] as const;
const CARD_CHARACTERS = 140;

/** Stands in the text where a clause gives a value that the text has given already; the clause is taken out. */
const REPEATED = '\uE000';

/**
 * A prompt template with its slots filled, or null when one stays empty: a prompt with a hole is not shown.
 * Times are the hospital's wall clock; values as charted. A clause that only repeats a value given before is left out.
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
  const given = new Set<Fact>();
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const filled = fillSlot(part, text, inText, result, item, context);
    if (filled === null || filled.text.trim() === '') return null;
    const [fact] = filled.facts;
    const isWhole = part.kind === 'fact' && part.field === 'all' && fact !== undefined;
    // a thing without a value that its own word names already needs only its time
    const isNamed = isWhole && fact.value === undefined && fact.text !== undefined && facts.includes(fact);
    const words = isNamed ? evidenceLine(fact, context.chart, context.concepts).time : filled.text;
    text += isWhole && given.has(fact) ? REPEATED : /(?:^|[.?!] )$/.test(text) ? upperFirst(words) : words;
    if (isWhole) given.add(fact);
    facts.push(...filled.facts);
  }
  return { text: tidy(text), facts };
}

/** One line of ASCII: without clauses that repeat a value, and with one day where both ends of a span are the same. */
const tidy = (text: string): string =>
  ascii(text)
    .replace(/[;,][^;,.?]*\uE000[^;,.?]*/g, '')
    .replaceAll(REPEATED, 'the same')
    .replace(/\bfrom (\d[\d-]*(?: \d\d:\d\dZ?)?) to \1(?![\d: ]*\d)/g, 'on $1')
    .replace(/\b(of|on) (\d[\d-]*) and \2(?!\d| \d)/g, '$1 $2')
    .replace(/\s+/g, ' ')
    .trim();

function fillSlot(
  slot: Slot,
  before: string,
  inText: number,
  result: ChecklistResult,
  item: ItemResult | null,
  context: ComposeContext,
): Filled | null {
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
  const fact = factFor(slot, result, item, context);
  if (fact === null || fact.standing === 'withdrawn') return null;
  const text = fieldOf(fact, slot.field, before, context);
  return text === null ? null : { text, facts: [fact] };
}

function fieldOf(fact: Fact, field: FactSlot['field'], before: string, { chart, concepts }: ComposeContext): string | null {
  const line = evidenceLine(fact, chart, concepts);
  switch (field) {
    case 'value':
      return line.value;
    case 'unit':
      return line.unit ?? '';
    case 'time':
      // "since 03-02 14:20": a span counts from its start
      return /\bsince $/i.test(before) ? wallTime(fact.at, chart.zone, chart.asOf) : line.time;
    case 'date':
      return wallDay(fact.at, chart.zone, chart.asOf);
    case 'text':
      return fact.text === undefined || fact.text === ''
        ? /[a-z,:-] $/.test(before)
          ? lowerFirst(labelOf(fact.concept, concepts))
          : labelOf(fact.concept, concepts)
        : wordsOf(fact, concepts);
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

/** A side of the argument in few words: of each finding the value that decided. An empty side is said, not left out: "none found". */
function sideList(side: readonly Fact[], inText: number, context: ComposeContext): Filled {
  const deciding = inOrderOfWeight(decidingOfEach(side, context), context);
  const shown = deciding.slice(0, inText);
  if (shown.length === 0) return { text: 'none found', facts: [] };
  const words = shown.map((fact) => {
    const line = evidenceLine(fact, context.chart, context.concepts);
    return [line.label, line.value !== null && line.value.length > 40 ? null : line.value, line.unit]
      .filter((part) => part !== null)
      .join(' ');
  });
  const more = deciding.length - shown.length;
  return {
    text: more > 0 ? `${words.join(', ')} and ${more} more ${more === 1 ? 'finding' : 'findings'}` : words.join(', '),
    facts: shown,
  };
}

/** Values say more in few words than sentences do, and what was found more than what was given or is so at home. */
const inOrderOfWeight = (facts: readonly Fact[], { concepts }: ComposeContext): readonly Fact[] => {
  const weightOf = (fact: Fact): number => {
    if (fact.value !== undefined) return 0;
    // a vital sign in words is a device or a position
    const family = concepts[fact.concept]?.family ?? '';
    if (['device', 'vital', 'medication', 'order', 'movement'].includes(family)) return 3;
    return family === 'diagnosis' || fact.says === 'denied' || fact.says === 'historical' ? 2 : 1;
  };
  return [...facts].sort((a, b) => weightOf(a) - weightOf(b));
};
