/**
 * Spellings of units as laboratories, monitors and flowsheets send them -> UCUM. Only spellings: what a number means in a unit is the concept's
 * business, and no unit is ever inferred from the number.
 */

/** Where the case decides: 10^9 per litre or grams per litre, kelvin or thousands, molar or metre. */
const EXACT: Readonly<Record<string, string>> = {
  C: 'Cel',
  F: '[degF]',
  K: 'K',
  'G/L': '10*9/L',
  mM: 'mmol/L',
  uM: 'umol/L',
  MU: 'MU',
  'MU/min': 'MU/min',
};

/** Whole spellings, folded and without blanks, that are not made of parts. */
const WHOLE: Readonly<Record<string, string>> = {
  mmhg: 'mm[Hg]',
  'mm/hg': 'mm[Hg]',
  'mm(hg)': 'mm[Hg]',
  'mm[hg]': 'mm[Hg]',
  torr: 'mm[Hg]',
  kpa: 'kPa',
  cmh2o: 'cm[H2O]',
  cmh20: 'cm[H2O]',
  cmofh2o: 'cm[H2O]',
  'cm[h2o]': 'cm[H2O]',
  cel: 'Cel',
  celsius: 'Cel',
  centigrade: 'Cel',
  degc: 'Cel',
  degcelsius: 'Cel',
  f: '[degF]',
  fahr: '[degF]',
  fahrenheit: '[degF]',
  degf: '[degF]',
  '[degf]': '[degF]',
  degfahrenheit: '[degF]',
  kelvin: 'K',
  degk: 'K',
  bpm: '/min',
  brpm: '/min',
  rpm: '/min',
  lpm: 'L/min',
  'l/m': 'L/min',
  percent: '%',
  pct: '%',
  '{percent}': '%',
  '%o2': '%',
  '%fio2': '%',
  '%sat': '%',
  fraction: '1',
  '{fraction}': '1',
  units: '1',
  unit: '1',
  ph: '[pH]',
  '[ph]': '[pH]',
  '{ph}': '[pH]',
  phunit: '[pH]',
  phunits: '[pH]',
  inr: '{INR}',
  '{inr}': '{INR}',
  ratio: '{ratio}',
  score: '{score}',
  '{score}': '{score}',
  pts: '{points}',
  point: '{points}',
  points: '{points}',
  '10*6/L': '/uL',
  '10*3/mL': '/uL',
  in: '[in_i]',
  inch: '[in_i]',
  inches: '[in_i]',
  '[in_i]': '[in_i]',
  lb: '[lb_av]',
  lbs: '[lb_av]',
  pound: '[lb_av]',
  pounds: '[lb_av]',
  '[lb_av]': '[lb_av]',
  oz: '[oz_av]',
  '[oz_av]': '[oz_av]',
  cm: 'cm',
  '%': '%',
};

/** Spellings of one part of a unit, folded. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  g: ['g', 'gm', 'gms', 'gram', 'grams'],
  mg: ['mg', 'mgs', 'milligram', 'milligrams'],
  ug: ['ug', 'mcg', 'mcgs', 'microgram', 'micrograms'],
  ng: ['ng'],
  pg: ['pg'],
  kg: ['kg', 'kgs', 'kilogram', 'kilograms'],
  mol: ['mol'],
  mmol: ['mmol', 'mmols', 'millimol'],
  umol: ['umol', 'mcmol', 'micromol', 'umols'],
  nmol: ['nmol'],
  meq: ['meq', 'meqs'],
  '[IU]': ['[iu]', 'iu', 'u', '[u]', 'unit', 'units'],
  'm[IU]': ['m[iu]', 'mu', 'miu', 'milliunit', 'milliunits', 'munits', 'milli-units'],
  L: ['l', 'liter', 'liters', 'litre', 'litres'],
  dL: ['dl', '100ml'],
  mL: ['ml', 'mls', 'cc', 'milliliter', 'milliliters', 'millilitres'],
  uL: ['ul', 'mcl', 'microliter', 'microlitre'],
  nL: ['nl'],
  mm3: ['mm3', 'mm^3', 'mm*3', 'cumm', 'cmm', 'cu.mm', 'cubicmm'],
  m2: ['m2', 'm^2', 'm*2', 'sqm', 'sq.m'],
  s: ['s', 'sec', 'secs', 'second', 'seconds'],
  min: ['min', 'mins', 'minute', 'minutes'],
  h: ['h', 'hr', 'hrs', 'hour', 'hours'],
  '(24.h)': ['(24.h)', '24h', '24hr', '24hrs', '24hours', '24.h', 'd', 'day'],
};

/** Numerators of counts: what is counted says nothing about the amount. */
const COUNTED: Readonly<Record<string, readonly string[]>> = {
  '10*3': ['10*3', 'k', 'thou', 'thous', 'thousand', 'thousands', '1000', 'x1000', '10*3cells', 'kcells'],
  '10*6': ['10*6', 'mil', 'million'],
  '10*9': ['10*9', 'giga', 'billion', 'bil'],
  '': ['', '1', 'cell', 'cells', 'beat', 'beats', 'breath', 'breaths', 'br', 'insp', 'resp', 'resps', 'respirations', 'inspirations'],
};

const inverted = (table: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).flatMap(([unit, spellings]) => spellings.map((spelling) => [spelling, unit] as const)));
const exacts = new Map(Object.entries(EXACT));
const wholes = new Map(Object.entries(WHOLE));
const parts = inverted(PARTS);
const counted = inverted(COUNTED);

const SUPERSCRIPTS = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079';
const raised = (digits: string) => [...digits].map((digit) => SUPERSCRIPTS.indexOf(digit)).join('');

/** One look for signs that have several: micro, degree, times, raised digits, words for a fraction stroke. */
const plainOf = (unit: string): string =>
  unit
    .trim()
    .replace(/[\u00b5\u03bc]/g, 'u')
    .replace(/\u2109/g, 'degF')
    .replace(/\u2103/g, 'degC')
    .replace(/[\u00b0\u00ba\u02da]\s*/g, 'deg')
    .replace(/^deg(?:rees?|s|\.)?[\s_]*(?=[A-Za-z])/i, 'deg')
    .replace(/\u00d7/g, 'x')
    .replace(/(10)?([\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+)/g, (_all, ten: string | undefined, digits: string) =>
      ten ? `10*${raised(digits)}` : raised(digits),
    )
    .replace(/(?:^|\s+)per\s+/gi, '/')
    .replace(/^x?\s*10\s+(?=[369]\s*\/)/i, '10*');

/** "x10E3", "10^3", "10(3)", "10 x3" are powers of ten. */
const POWER = /^x?10(?:\*\*|[*^x(]|e\+?)0?(\d{1,2})\)?/i;
/** What stands in braces is a remark, except in place of a unit. */
const REMARK = /([a-z%\])])\{[^{}]*\}/gi;

const canonical = new Map<string, string>();

/** The UCUM spelling of a unit: micro and degree signs, mcg, mmHg, K/uL, x10E3/uL, breaths/min and the like. What is not known stays as written; '' stays ''. */
export function ucum(unit: string): string {
  const known = canonical.get(unit);
  if (known !== undefined) return known;
  const found = spelled(plainOf(unit));
  if (canonical.size > 5000) canonical.clear();
  canonical.set(unit, found);
  return found;
}

function spelled(plain: string): string {
  const written = plain.replace(/\s+/g, '');
  const exact = exacts.get(written);
  if (exact !== undefined) return exact;
  const tight = written.replace(REMARK, '$1').replace(/^\{[^{}]*\}(?=\/)/, '');
  if (/^ml\/min\/.{0,3}1\.73/i.test(written)) return 'mL/min/{1.73_m2}';
  const whole = wholes.get(tight.toLowerCase());
  if (whole !== undefined) return whole;
  const pieces = tight.replace(POWER, '10*$1').split('/');
  const read = pieces.map((piece, index) => {
    const folded = piece.toLowerCase();
    const count = index === 0 && pieces.length > 1 ? counted.get(folded) : undefined;
    return count ?? parts.get(folded) ?? piece;
  });
  const joined = read.join('/');
  return wholes.get(joined) ?? joined;
}

const WHOLES: ReadonlySet<string> = new Set([...exacts.values(), ...wholes.values(), 'mL/min/{1.73_m2}', 'kg/m2', 'mbar', 'm']);
const COUNTS: ReadonlySet<string> = new Set(counted.values());
const PIECES: ReadonlySet<string> = new Set(parts.values());

/** True for a unit, in its UCUM spelling, that is one for certain: prose, a remark or a code of somebody's own is none. */
export function isUnit(unit: string): boolean {
  if (unit === '') return false;
  if (WHOLES.has(unit)) return true;
  const pieces = unit.split('/');
  return pieces.every((piece, index) => PIECES.has(piece) || (index === 0 && pieces.length > 1 && COUNTS.has(piece)));
}

/** No dimension: the text beside such a unit, and such a text beside any unit, contradicts nothing. */
const isNumberOnly = (unit: string) => unit === '1' || unit === '[pH]' || unit.startsWith('{');

/** Pairs that mean the same amount, so that code and text may differ in spelling only. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['10*9/L', '10*3/uL'],
  ['10*3/mm3', '10*3/uL'],
  ['/nL', '10*3/uL'],
  ['/mm3', '/uL'],
  ['ug/L', 'ng/mL'],
  ['ng/L', 'pg/mL'],
  ['ug/mL', 'mg/L'],
  ['meq/L', 'mmol/L'],
]);
const differs = (a: string, b: string) => (SAME.get(a) ?? a) !== (SAME.get(b) ?? b);

const UCUM_SYSTEM = /unitsofmeasure\.org|2\.16\.840\.1\.113883\.6\.8$/i;
/** A number in a list of the vendor's own, not a spelling. */
const VENDOR_CODE = /^(?:CD:)?\d{2,}$/i;

/**
 * The unit of a Quantity: its code where it has one, else its text. A code of a vendor's own list gives way to a text that is a unit. Null when
 * code and text are both units and disagree; '' when there is neither.
 */
export function unitOf(code: string, unit: string, system = ''): string | null {
  const fromCode = ucum(code);
  const fromText = ucum(unit);
  if (fromCode === '' || fromText === '' || fromCode === fromText) return fromCode === '' ? fromText : fromCode;
  if (!isUnit(fromText)) return fromCode;
  const isOwn = VENDOR_CODE.test(code) || (system !== '' && !UCUM_SYSTEM.test(system));
  if (isOwn && !isUnit(fromCode)) return fromText;
  return !isNumberOnly(fromText) && differs(fromCode, fromText) ? null : fromCode;
}
