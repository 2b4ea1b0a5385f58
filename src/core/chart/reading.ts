import type { Problem } from './chart.ts';
import { codedOf } from './coding.ts';
import type { Concept } from './concept.ts';
import type { Fact } from './fact.ts';
import { fold, type Json, number, record, text } from './narrow.ts';
import { convert, isUnit, ucum, unitOf } from './quantity.ts';

/** Values that are something, but no number that could be compared: never analysed. */
const OTHER_VALUES = ['valueRange', 'valueRatio', 'valueSampledData', 'valueTime', 'valueDateTime', 'valuePeriod', 'valueAttachment'];

/** What a value element says, in the unit of a concept. `absent`: nothing was measured; `unusable`: something is there and cannot be compared. */
export type Reading =
  | { readonly kind: 'absent'; readonly why: string }
  | (Valued & { readonly kind: 'value' })
  | (Valued & { readonly kind: 'unusable'; readonly problem: Problem['kind']; readonly why: string });

interface Valued {
  readonly value?: number;
  readonly comparator?: Fact['comparator'];
  readonly charted?: Fact['charted'];
  readonly text?: string;
  readonly flags: readonly string[];
}

const COMPARATORS: Readonly<Record<string, Fact['comparator']>> = {
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '\u2264': '<=',
  '\u2265': '>=',
};
/** A whole string that is one number: no thousands separator, no decimal comma, and nothing after it but a unit. */
const NUMERAL = /^([<>]\s?=?|\u2264|\u2265)?\s*(-?(?:\d+(?:\.\d+)?|\.\d+))(?:\s*([^\d\s,.;:(+-].*))?$/;

/** "<0.5", "> 20", "7.31", "2.4 mmol/L" as number, comparator and unit ('' when it names none); null for any other words. */
function numeralOf(words: string): { readonly value: number; readonly comparator: Fact['comparator']; readonly unit: string } | null {
  const match = NUMERAL.exec(words);
  if (!match) return null;
  const unit = ucum(match[3] ?? '');
  if (unit !== '' && !isUnit(unit)) return null;
  return { value: Number(match[2]), comparator: COMPARATORS[(match[1] ?? '').replace(/\s/, '')], unit };
}

/**
 * Reads value[x] of an Observation or component for a concept. A Quantity is converted by the concept's factors; a string that is exactly a
 * number, with a comparator and a unit or without, counts as one; any other text of a numeric concept is unusable, shown as it is.
 * A value together with a dataAbsentReason is not believed. `assumed` is the unit the site means when none is charted.
 */
export function readingOf(node: Json, concept: Concept, assumed?: string): Reading {
  const quantity = record(node.valueQuantity);
  const string = text(node.valueString);
  const coded = record(node.valueCodeableConcept);
  const reason = record(node.dataAbsentReason);
  const plain = number(node.valueInteger) ?? (typeof node.valueDecimal === 'number' ? number(node.valueDecimal) : null);
  const present = quantity !== null || string !== '' || coded !== null || plain !== null || typeof node.valueBoolean === 'boolean';
  if (!present && !reason && OTHER_VALUES.some((key) => node[key] !== undefined && node[key] !== null)) {
    return { kind: 'unusable', problem: 'unreadable', why: 'a kind of value that is not read', flags: ['unreadable'] };
  }
  if (reason) return { kind: 'absent', why: present ? 'a value and a reason for its absence' : '' };
  if (!present) return { kind: 'absent', why: '' };
  if (concept.unit === undefined) return worded(quantity, string, coded, node);
  if (quantity) return ofQuantity(quantity, concept, assumed);
  if (plain !== null) return numeric(plain, '', undefined, concept, assumed);
  const words = string !== '' ? string : codedOf(coded).text;
  const numeral = numeralOf(words);
  // "2.9 L" and "5.1 H" are a low and a high: letters that are no unit of this thing are words.
  const isOurs = numeral !== null && (numeral.unit === '' || concept.id === 'fio2' || convert(0, numeral.unit, concept) !== null);
  if (numeral && isOurs) return numeric(numeral.value, numeral.unit, numeral.comparator, concept, assumed);
  return textResult(words, concept);
}

/** A verbal score that a tube makes untestable: "1T", "ET/Trach", "not testable". It is charted, and is not a 1. */
const UNTESTABLE = /^\d?\s*t$|\bett?\b|trach|intubat|tube|not testable|untestable|unable to (test|assess)/;

function textResult(words: string, concept: Concept): Reading {
  if (concept.id.startsWith('gcs-') && UNTESTABLE.test(fold(words))) return { kind: 'value', text: words, flags: ['not-testable'] };
  return { kind: 'unusable', problem: 'unreadable', why: 'a result in words', text: words, flags: ['unreadable'] };
}

function worded(quantity: Json | null, string: string, coded: Json | null, node: Json): Reading {
  const words = string || codedOf(coded).text || codedOf(coded).codings[0]?.code || '';
  if (words !== '') return { kind: 'value', text: words, flags: [] };
  const value = quantity ? number(quantity.value) : null;
  if (value !== null) return { kind: 'value', value, flags: [] };
  return typeof node.valueBoolean === 'boolean'
    ? { kind: 'value', text: node.valueBoolean ? 'yes' : 'no', flags: [] }
    : { kind: 'absent', why: '' };
}

function ofQuantity(quantity: Json, concept: Concept, assumed: string | undefined): Reading {
  const value = number(quantity.value);
  if (value === null)
    return { kind: 'absent', why: quantity.value === undefined || quantity.value === null ? '' : 'a value that is no number' };
  const unit = unitOf(text(quantity.code), text(quantity.unit), text(quantity.system));
  const comparator = text(quantity.comparator);
  const charted = text(quantity.unit) || text(quantity.code);
  if (unit === null)
    return {
      kind: 'unusable',
      problem: 'unit',
      why: 'code and text of the unit disagree',
      charted: { value, unit: charted },
      flags: ['unit-unknown'],
    };
  if (comparator !== '' && !COMPARATORS[comparator])
    return { kind: 'unusable', problem: 'unreadable', why: 'unknown comparator', charted: { value, unit: charted }, flags: ['unreadable'] };
  return numeric(value, unit, comparator === '' ? undefined : COMPARATORS[comparator], concept, assumed);
}

function numeric(
  value: number,
  charted: string,
  comparator: Fact['comparator'] | undefined,
  concept: Concept,
  assumed: string | undefined,
): Reading {
  const unit = charted === '' && assumed !== undefined ? ucum(assumed) : charted;
  const flags = charted === '' && assumed !== undefined ? ['unit-assumed'] : [];
  if (concept.id === 'fio2') return inspired(value, unit, concept);
  const result = convert(value, unit, concept);
  if (result === null) {
    return {
      kind: 'unusable',
      problem: 'unit',
      why: unit === '' ? 'no unit' : unitNamed(unit),
      charted: { value, unit },
      flags: ['unit-unknown'],
    };
  }
  const shown = result.converted ? { charted: { value, unit } } : {};
  const given = comparator ? { comparator } : {};
  if (isImplausible(result.value, comparator, concept))
    return { kind: 'value', charted: { value, unit: unit || (concept.unit ?? '') }, flags: [...flags, 'implausible'] };
  return { kind: 'value', value: result.value, ...shown, ...given, flags };
}

/** A bound of "<0.5" is no measured value: only a bound beyond both gates is implausible. */
function isImplausible(value: number, comparator: Fact['comparator'] | undefined, { plausible }: Concept): boolean {
  if (!plausible) return false;
  if (comparator === '<' || comparator === '<=') return value < 0;
  if (comparator === '>' || comparator === '>=') return value > plausible[1] * 10;
  return value < plausible[0] || value > plausible[1];
}

/**
 * FiO2 in %, cleaned as mimic-code does: 0.20 to 1.0 is a fraction, whatever unit was clicked; 20 to 100 is per cent; in between a litre flow
 * went into the wrong field. A charted unit must be %, 1 or none.
 */
function inspired(value: number, unit: string, concept: Concept): Reading {
  if (unit !== '%' && unit !== '1' && unit !== '') {
    return { kind: 'unusable', problem: 'unit', why: unitNamed(unit), charted: { value, unit }, flags: ['unit-unknown'] };
  }
  const flags = unit === '' ? ['unit-assumed'] : [];
  if (value >= 0.2 && value <= 1)
    return { kind: 'value', value: Math.round(value * 1000) / 10, charted: { value, unit: unit || '1' }, flags };
  if (value >= (concept.plausible?.[0] ?? 20) && value <= 100)
    return { kind: 'value', value, ...(unit === '%' ? {} : { charted: { value, unit: unit || '%' } }), flags };
  return { kind: 'value', charted: { value, unit: unit || '%' }, flags: [...flags, 'implausible'] };
}

/** The unit for a message, when it can be one: a free text in its place may be anybody's name or number. */
const unitNamed = (unit: string): string =>
  unit.length <= 15 && !/\d{3}|[,;:@#]|\s[A-Za-z]{2,}/.test(unit) ? `unit ${unit}` : 'a unit in free text';
