import { type Chart, factsOf } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import type { Fact } from '../chart/fact.ts';
import { wallTime } from './clock.ts';
import { isComputed, isScore, labelOf, unitOf, wordsOf } from './concept-words.ts';
import type { EvidenceLine } from './statement.ts';
import { ascii, flagWords, noteWords, partWords, roleWords, unitWords } from './wording.ts';

export interface LineOptions {
  readonly polarity?: EvidenceLine['polarity'];
  /** The bound the value is held against, in the concept's unit; shown as a hairline in the small picture. */
  readonly threshold?: number | null;
}

/** A number as charted: no rounding beyond what conversion needs. */
export const numberText = (value: number): string => String(Math.round(value * 1000) / 1000);

/**
 * A fact as every screen, copy and query prints it: label, value as charted, unit, time, what to know about it, and where it is from.
 * The trend holds values of the same concept in the unit shown; values charted in another unit are left out, never converted for the eye.
 * //=> text 'Lactate 3.1 mmol/L, 03-02 00:55'
 */
export function evidenceLine(fact: Fact, chart: Chart, concepts: Concepts, options: LineOptions = {}): EvidenceLine {
  const label = labelFor(fact, concepts);
  const { value, unit } = shownValue(fact, concepts);
  const time = timeOf(fact, chart);
  const flags = flagsOf(fact);
  const remarks = [...partsOf(fact), ...sayers(fact), ...flags.flatMap((flag) => flagWords(flag) ?? [])];
  const body = [label, value, unit].filter((part): part is string => part !== null && part !== '').join(' ');
  const inChartedUnit = fact.charted !== undefined && unitWords(fact.charted.unit) !== unitWords(unitOf(fact.concept, concepts));
  return {
    text: ascii(`${body}, ${time}${remarks.length > 0 ? ` (${remarks.join(', ')})` : ''}`),
    sources: fact.from,
    concept: fact.concept,
    label: ascii(label),
    value: value === null ? null : ascii(value),
    unit,
    at: fact.at,
    time,
    polarity: options.polarity ?? 'neutral',
    trend: trendOf(fact, chart, inChartedUnit),
    threshold: inChartedUnit ? null : (options.threshold ?? null),
    flags,
  };
}

function labelFor(fact: Fact, concepts: Concepts): string {
  const label = labelOf(fact.concept, concepts);
  // "Antimicrobial given" with the drug as its word: the drug is the label people know
  return fact.says === 'denied'
    ? `${label}, denied`
    : fact.says === 'uncertain'
      ? `${label}, uncertain`
      : fact.says === 'historical'
        ? `${label}, history`
        : label;
}

function shownValue(fact: Fact, concepts: Concepts): { value: string | null; unit: string | null } {
  if (fact.note !== undefined && fact.says !== undefined) return { value: `"${fact.note.snippet.trim()}"`, unit: null };
  const shown = fact.charted ?? (fact.value === undefined ? undefined : { value: fact.value, unit: unitOf(fact.concept, concepts) ?? '' });
  const same = fact.text?.trim().toLowerCase() === labelOf(fact.concept, concepts).toLowerCase();
  const words = fact.concept === 'note' && fact.note ? noteWords(fact.note.type) : wordsOf(fact, concepts);
  const word = fact.text === undefined || fact.text === '' || same ? null : words;
  if (!shown) return { value: word ?? doneWord(fact, concepts), unit: null };
  return { value: `${fact.comparator ?? ''}${numberText(shown.value)}`, unit: unitWords(shown.unit) };
}

/** A dose or an order without a value says what happened: 'given', 'ordered'. */
function doneWord(fact: Fact, concepts: Concepts): string | null {
  const family = concepts[fact.concept]?.family;
  if (/-(given|ordered)$/.test(fact.concept) || family === 'order') return null;
  if (family !== 'medication') return null;
  return fact.flags?.some((flag) => flag === 'order-only' || flag === 'ordered') ? 'ordered' : 'given';
}

/** Components of a score, and those nobody measured: 'liver 1, renal 2; not measured: mental status'. */
function partsOf(fact: Fact): string[] {
  const measured = Object.entries(fact.parts ?? {}).map(([part, points]) => `${partWords(part)} ${points}`);
  const missing = (fact.missing ?? []).map(partWords);
  const said = [measured.join(', '), missing.length > 0 ? `not measured: ${missing.join(', ')}` : ''].filter((each) => each !== '');
  return said.length > 0 ? [said.join('; ')] : [];
}

function timeOf(fact: Fact, chart: Chart): string {
  const from = wallTime(fact.at, chart.zone, chart.asOf);
  if (fact.until === undefined || fact.until <= fact.at) return from;
  const until = wallTime(fact.until, chart.zone, chart.asOf);
  return `${from} to ${until.slice(0, 5) === from.slice(0, 5) ? until.slice(6) : until}`;
}

/** Who said it and where, for statements: 'attending, H&P'. */
function sayers(fact: Fact): string[] {
  if (fact.note === undefined || fact.says === undefined) return [];
  return [...(fact.by === undefined || fact.by === 'unknown' ? [] : [roleWords(fact.by)]), noteWords(fact.note.type)];
}

/** Flags of the fact, with its standing and its note's state as flags too, so that every view sees them alike. */
function flagsOf(fact: Fact): string[] {
  return [
    ...new Set([
      ...(fact.standing === undefined ? [] : [fact.standing]),
      ...(fact.note !== undefined && !fact.note.signed ? ['unsigned'] : []),
      ...(fact.note?.copied ? ['copied'] : []),
      ...(isComputed(fact) ? ['computed'] : []),
      ...(isScore(fact) ? ['score'] : []),
      ...(fact.flags ?? []),
    ]),
  ];
}

function trendOf(fact: Fact, chart: Chart, charted: boolean): EvidenceLine['trend'] {
  if (fact.value === undefined) return [];
  const unit = fact.charted?.unit;
  return factsOf(chart, fact.concept)
    .filter((other) => other.standing !== 'withdrawn' && other.value !== undefined && other.at <= chart.asOf)
    .flatMap((other) => {
      if (!charted) return other.value === undefined ? [] : [{ at: other.at, value: other.value }];
      return other.charted?.unit === unit && other.charted !== undefined ? [{ at: other.at, value: other.charted.value }] : [];
    });
}
