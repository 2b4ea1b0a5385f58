import type { DraftIndicator } from './draft.ts';
import type { LintLexicon } from './lexicon.ts';
import { normalize, phraseSource } from './text.ts';

const quantityOf = (label: string, lexicon: LintLexicon) => {
  const read = normalize(label, lexicon)
    .replace(/\([^)]*\)/g, ' ')
    .trim();
  return Object.entries(lexicon.quantities).find(([, entry]) =>
    entry.names.some((name) => new RegExp(`^(?:${phraseSource(name)})(?:\\b|$)`).test(read)),
  );
};

/** One spelling per unit: 'mg/dL' -> 'mg/dl', 'bpm' -> '/min'. Unknown units stay as written. */
export function canonicalUnit(unit: string, lexicon: LintLexicon): string {
  const read = unit.normalize('NFKC').toLowerCase().trim();
  return Object.entries(lexicon.unitAliases).find(([name, forms]) => name === read || forms.includes(read))?.[0] ?? read;
}

/** The unit an indicator carries: its own field, or the one behind the number in its text. */
function unitOf(indicator: DraftIndicator): string | null {
  if (indicator.unit !== null) return indicator.unit;
  const found = /\d\s*(%|°\s?[cCfF]|\[?[a-zA-Zµμ][a-zA-Zµμ[\]0-9.*^]*(?:\/[a-zA-Z0-9.[\]^*]+)*|\/min)/.exec(
    indicator.value ?? (indicator.sentence ? indicator.line : indicator.label),
  );
  return found?.[1] ?? null;
}

/** True when a measured quantity stands as a bare number. Scores, pH, INR and words need none. */
export function unitMissing(indicator: DraftIndicator, lexicon: LintLexicon): boolean {
  if (indicator.unit !== null || indicator.sentence || indicator.value === null) return false;
  if (!/^[<>=~\s]*\d[\d.,]*(?:\s*(?:,|->|to|-)\s*\d[\d.,]*)*$/.test(indicator.value.trim())) return false;
  return quantityOf(indicator.label, lexicon) !== undefined;
}

/** Neighbouring values of a stable quantity further apart than this are in two units. */
const LEAP = 15;
/** Quantities that truly change so much within a day. */
const SWINGS: ReadonlySet<string> = new Set(['troponin', 'bnp', 'procalcitonin', 'wbc', 'platelets', 'lactate']);

/** Labels whose values stand in two units, or whose trend cannot be in one: neighbouring values more than 15-fold apart. */
export function mixedUnits(indicators: readonly DraftIndicator[], lexicon: LintLexicon): string[] {
  const byLabel = new Map<string, Set<string>>();
  const mixed = new Set<string>();
  for (const indicator of indicators) {
    const known = quantityOf(indicator.label, lexicon);
    const label = known?.[0] ?? normalize(indicator.label, lexicon).trim();
    const unit = unitOf(indicator);
    if (known && unit !== null) byLabel.set(label, (byLabel.get(label) ?? new Set()).add(canonicalUnit(unit, lexicon)));
    const text = (indicator.value ?? (indicator.sentence ? indicator.line : '')).replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
    const series = /(?<![\d/:.-])\d+(?:\.\d+)?(?:\s*(?:,|->|→|then)\s*\d+(?:\.\d+)?)+(?![\d/:])/.exec(text)?.[0];
    const values = (series ?? '').split(/,|->|→|then/).map(Number);
    if (
      known &&
      values.some((value, index) => index > 0 && value > 0 && ratio(value, values[index - 1] ?? value) > LEAP && !SWINGS.has(known[0]))
    )
      mixed.add(indicator.label);
    if (known && /\d\s*(?:mg\/dl)\b/i.test(text) && /\d\s*(?:µmol|μmol|umol|mmol)\/l\b/i.test(text)) mixed.add(indicator.label);
  }
  for (const [label, found] of byLabel) {
    // a spelling that is not one of the quantity's units says nothing about mixing
    const accepted = new Set((lexicon.quantities[label]?.units ?? []).map((each) => canonicalUnit(each, lexicon)));
    if ([...found].filter((each) => accepted.has(each)).length > 1) mixed.add(label);
  }
  return [...mixed];
}

const ratio = (a: number, b: number): number => Math.max(a, b) / Math.max(Math.min(a, b), 1e-9);

const number = (text: string): number => Number(text.replace(/,(?=\d{3}(?!\d))/g, ''));

/** Every number a text holds, thousands separators read. */
export const numbersIn = (text: string): number[] =>
  [...text.matchAll(/(?<![\d.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g)].map((match) => number(match[0])).filter(Number.isFinite);

export interface MeasuredNumber {
  readonly text: string;
  readonly value: number;
}

/** Numbers said of a measured thing ("lactate 4.8", "Cr of 2.1"), with every further value of the same run ("1.1 -> 1.9"). */
export function measuredNumbers(text: string, lexicon: LintLexicon): MeasuredNumber[] {
  const names = [...Object.values(lexicon.quantities).flatMap((entry) => entry.names), ...lexicon.lists['free-number-names']].filter(
    (each) => each.length > 1,
  );
  const named = new RegExp(
    `(?:${names
      .sort((a, b) => b.length - a.length)
      .map(phraseSource)
      .join(
        '|',
      )})(?:\\s+(?:of|was|is|at|to|from|level|value|rose|rises|rising|fell|increased|decreased|up|down|now|peaked|peak|dropped|improved|worsened|only|high|low|=|:))*\\s*[:=<>]*\\s*(\\d[\\d,]*(?:\\.\\d+)?)(?![\\d/:]|\\s*(?:h\\b|hours|times))`,
    'g',
  );
  return [...text.matchAll(named)].flatMap((match) =>
    match[1] === undefined ? [] : [{ text: match[0].trim(), value: number(match[1].replace(/,$/, '')) }],
  );
}

/** True when some text holds the number. */
export const holds = (numbers: ReadonlySet<number>, value: number): boolean =>
  numbers.has(value) || numbers.has(Math.round(value * 100) / 100);
