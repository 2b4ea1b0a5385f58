import type { Concept } from './concept.ts';

/** Spellings people and systems use -> UCUM. Compared after folding of micro signs and spaces; case matters in UCUM, so both are listed. */
const ALIASES: Readonly<Record<string, string>> = {
  mmHg: 'mm[Hg]',
  mmhg: 'mm[Hg]',
  MMHG: 'mm[Hg]',
  torr: 'mm[Hg]',
  Torr: 'mm[Hg]',
  kpa: 'kPa',
  cmH2O: 'cm[H2O]',
  cmh2o: 'cm[H2O]',
  C: 'Cel',
  degC: 'Cel',
  degc: 'Cel',
  celsius: 'Cel',
  Celsius: 'Cel',
  DegC: 'Cel',
  F: '[degF]',
  degF: '[degF]',
  degf: '[degF]',
  DegF: '[degF]',
  fahrenheit: '[degF]',
  Fahrenheit: '[degF]',
  bpm: '/min',
  BPM: '/min',
  'beats/min': '/min',
  'beats/minute': '/min',
  '{beats}/min': '/min',
  'breaths/min': '/min',
  'breaths/minute': '/min',
  '{breaths}/min': '/min',
  'br/min': '/min',
  'insp/min': '/min',
  'resp/min': '/min',
  'per minute': '/min',
  '1/min': '/min',
  'K/uL': '10*3/uL',
  'k/uL': '10*3/uL',
  'K/ul': '10*3/uL',
  'K/UL': '10*3/uL',
  'K/mcL': '10*3/uL',
  'K/mm3': '10*3/uL',
  'k/mm3': '10*3/uL',
  'thou/uL': '10*3/uL',
  'Thousand/uL': '10*3/uL',
  'x10E3/uL': '10*3/uL',
  'x10(3)/uL': '10*3/uL',
  'x10^3/uL': '10*3/uL',
  '10^3/uL': '10*3/uL',
  '10*3/ul': '10*3/uL',
  '10e3/uL': '10*3/uL',
  '10E3/uL': '10*3/uL',
  'x10*3/uL': '10*3/uL',
  '10^3/mcL': '10*3/uL',
  '10^9/L': '10*9/L',
  'x10^9/L': '10*9/L',
  'x10E9/L': '10*9/L',
  '10E9/L': '10*9/L',
  '10e9/L': '10*9/L',
  'G/L': '10*9/L',
  'cells/uL': '/uL',
  '{cells}/uL': '/uL',
  '/mcL': '/uL',
  'cells/mm3': '/mm3',
  'mEq/L': 'meq/L',
  'mEq/l': 'meq/L',
  'MEQ/L': 'meq/L',
  'mmol/l': 'mmol/L',
  'MMOL/L': 'mmol/L',
  'mg/dl': 'mg/dL',
  'MG/DL': 'mg/dL',
  'g/dl': 'g/dL',
  'G/DL': 'g/dL',
  gm: 'g',
  'gm/dL': 'g/dL',
  'umol/l': 'umol/L',
  'UMOL/L': 'umol/L',
  'ng/ml': 'ng/mL',
  'pg/ml': 'pg/mL',
  lpm: 'L/min',
  LPM: 'L/min',
  'l/min': 'L/min',
  'L/m': 'L/min',
  'L/minute': 'L/min',
  'liters/min': 'L/min',
  'mL/minute': 'mL/min',
  ml: 'mL',
  ML: 'mL',
  cc: 'mL',
  l: 'L',
  kgs: 'kg',
  KG: 'kg',
  lb: '[lb_av]',
  lbs: '[lb_av]',
  oz: '[oz_av]',
  in: '[in_i]',
  inches: '[in_i]',
  sec: 's',
  seconds: 's',
  secs: 's',
  INR: '{INR}',
  '{inr}': '{INR}',
  ratio: '{ratio}',
  pH: '[pH]',
  '[ph]': '[pH]',
  units: '1',
  score: '{score}',
  points: '{points}',
  percent: '%',
  '{percent}': '%',
  'mcg/kg/min': 'ug/kg/min',
  'mcg/kg/hr': 'ug/kg/h',
  'mcg/kg/h': 'ug/kg/h',
  'ug/kg/hr': 'ug/kg/h',
  'mg/kg/hr': 'mg/kg/h',
  'mcg/min': 'ug/min',
  'mcg/hour': 'ug/h',
  'mcg/kg/hour': 'ug/kg/h',
  'mg/hour': 'mg/h',
  'mL/hour': 'mL/h',
  'mcg/hr': 'ug/h',
  'mcg/h': 'ug/h',
  'mg/hr': 'mg/h',
  'mL/hr': 'mL/h',
  'ml/hr': 'mL/h',
  'ml/h': 'mL/h',
  'units/min': '[IU]/min',
  'unit/min': '[IU]/min',
  'U/min': '[IU]/min',
  '[U]/min': '[IU]/min',
  'units/hour': '[IU]/h',
  'units/hr': '[IU]/h',
  'units/h': '[IU]/h',
  'U/hr': '[IU]/h',
  'U/h': '[IU]/h',
  'milliunits/min': 'm[IU]/min',
  'mU/min': 'm[IU]/min',
  'ml/min/1.73m2': 'mL/min/{1.73_m2}',
  'mL/min/1.73m2': 'mL/min/{1.73_m2}',
  'mL/min/1.73 m2': 'mL/min/{1.73_m2}',
  'mL/min/1.73m^2': 'mL/min/{1.73_m2}',
  'mL/min/1.73_m2': 'mL/min/{1.73_m2}',
  'kg/m^2': 'kg/m2',
};

const canonical = new Map<string, string>();

/** The UCUM spelling of a unit: micro signs, mcg, degree signs, mmHg, K/uL and the like folded. '' stays ''. */
export function ucum(unit: string): string {
  const known = canonical.get(unit);
  if (known !== undefined) return known;
  const plain = unit
    .trim()
    .replace(/[\u00b5\u03bc]/g, 'u')
    .replace(/\u00b0\s*/g, 'deg')
    .replace(/\u00b2/g, '2')
    .replace(/\u00b3/g, '3')
    .replace(/^deg ?([CF])$/, 'deg$1');
  const tight = plain.replace(/\s+/g, '');
  const found = ALIASES[plain] ?? ALIASES[tight] ?? ALIASES[tight.replace(/^mcg/, 'ug')] ?? tight.replace(/mcg/g, 'ug');
  if (canonical.size > 5000) canonical.clear();
  canonical.set(unit, found);
  return found;
}

/** The unit of a Quantity: its code where it has one, else its text. Null when both are there and disagree; '' when neither. */
export function unitOf(code: string, unit: string): string | null {
  const fromCode = ucum(code);
  const fromText = ucum(unit);
  if (fromCode === '' || fromText === '' || fromCode === fromText) return fromCode === '' ? fromText : fromCode;
  // The text is prose when it names no unit we know ("insp/min" is known, "per min of rest" is not); a known other unit contradicts.
  return isUnit(fromText) && dimensionDiffers(fromCode, fromText) ? null : fromCode;
}

const PLAIN = new Set([
  'mg/dL',
  'g/dL',
  'g/L',
  'mmol/L',
  'umol/L',
  'meq/L',
  'mm[Hg]',
  'kPa',
  'Cel',
  '[degF]',
  'K',
  '%',
  'L/min',
  'mL/min',
  '10*3/uL',
  '10*9/L',
  '/uL',
  'kg',
  '[lb_av]',
  'g',
  'cm',
  '[in_i]',
  'mL',
  'L',
  'ug/kg/min',
  'ug/min',
  'mg/h',
  '[IU]/min',
  '[IU]/h',
  'ng/mL',
  'ng/L',
  'pg/mL',
  'ug/L',
]);
const isUnit = (unit: string) => PLAIN.has(unit);

/** Pairs that mean the same amount, so that code and text may differ in spelling only. */
const SAME: Readonly<Record<string, string>> = { '10*9/L': '10*3/uL', 'ug/L': 'ng/mL', 'ng/L': 'pg/mL', 'meq/L': 'mmol/L' };
const dimensionDiffers = (a: string, b: string) => (SAME[a] ?? a) !== (SAME[b] ?? b);

/** Rounds half away from zero at `places`, undoing binary noise: 0.29 * 100 is 29, 1.998 at two places is 2. */
export function roundTo(value: number, places: number): number {
  const scale = 10 ** places;
  const scaled = Math.abs(value) * scale;
  return (Math.sign(value) * Math.round(scaled + scaled * Number.EPSILON * 4)) / scale;
}

/** A value in the concept's unit. `converted`: it was charted in another one and is rounded (pressures to 1 decimal, all else to 2). */
export interface Converted {
  readonly value: number;
  readonly converted: boolean;
}

/**
 * `value unit` in the concept's unit by the factors the concept lists; null when it lists no such unit. No unit ('') counts only where the
 * concept accepts `none`, or has no unit itself. Never guesses a unit from the size of the number.
 */
export function convert(value: number, unit: string, concept: Concept): Converted | null {
  if (concept.unit === undefined) return { value, converted: false };
  const wanted = ucum(concept.unit);
  if (unit === wanted) return { value, converted: false };
  for (const [name, rule] of Object.entries(concept.units ?? {})) {
    const match = name === 'none' ? unit === '' : ucum(name) === unit;
    if (!match) continue;
    if (rule === 1) return { value, converted: false };
    const exact = typeof rule === 'number' ? value * rule : value * rule.factor + rule.offset;
    return { value: roundTo(exact, wanted === 'mm[Hg]' ? 1 : wanted === 'ug/kg/min' || wanted === '[IU]/min' ? 4 : 2), converted: true };
  }
  return null;
}
