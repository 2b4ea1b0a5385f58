import type { AuthorRole, NoteType } from '../chart/fact.ts';

/** Words of flags that change how a value is read. Flags that are not listed say nothing to a reader. */
const FLAGS: Readonly<Record<string, string>> = {
  estimated: 'estimated',
  'fio2-estimated': 'oxygen concentration estimated',
  computed: 'computed',
  coded: 'coded, not written',
  'to-clarify': 'to clarify',
  'other-stay': 'earlier encounter',
  prior: 'earlier encounter',
  explained: 'explained otherwise',
  'maybe-explained': 'another cause suggested',
  'explained-left-out': 'without values explained otherwise',
  improving: 'improving',
  resolved: 'resolved',
  'order-only': 'ordered, not charted as given',
  'order-time-only': 'time of order',
  'issued-only': 'time of report',
  'date-precision': 'day only',
  'zone-assumed': 'zone assumed',
  'unit-assumed': 'unit assumed',
  'unit-unknown': 'unit unknown',
  implausible: 'implausible, not used',
  'home-device': 'home device',
  'not-testable': 'not testable',
  'before-sedation': 'before sedation',
  'verbal-not-testable': 'verbal part not testable, earlier score',
  'rate-not-per-kg': 'not per kg',
  'device-unknown': 'device unknown',
  'device-assumed': 'device assumed',
  'flow-as-fio2': 'flow charted as FiO2',
  'baseline-unknown': 'baseline unknown',
  'baseline-assumed': 'baseline assumed',
  running: 'running',
  prophylaxis: 'prophylaxis',
  retrospective: 'in retrospect',
  withdrawn: 'withdrawn',
  preliminary: 'preliminary',
  amended: 'amended',
  unsigned: 'unsigned',
  copied: 'copied text',
  uncertain: 'uncertain',
  'by-time': 'by time',
  single: 'single dose',
  'outside-period': 'code not in use on that day',
};

/** A flag in words; null when it says nothing to a reader. */
export const flagWords = (flag: string): string | null => FLAGS[flag] ?? null;

const UNITS: Readonly<Record<string, string>> = {
  'mm[Hg]': 'mmHg',
  'cm[H2O]': 'cmH2O',
  Cel: 'degC',
  '[degF]': 'degF',
  '10*3/uL': 'x10^3/uL',
  '10*9/L': 'x10^9/L',
  '10*6/uL': 'x10^6/uL',
  'ug/kg/min': 'mcg/kg/min',
  'ug/min': 'mcg/min',
  'ug/mL': 'mcg/mL',
  'ug/L': 'mcg/L',
  '[lb_av]': 'lb',
  '[in_i]': 'in',
  a: 'years',
  d: 'days',
  '[pH]': '',
  '[IU]/h': 'units/h',
  '[IU]/min': 'units/min',
  '[IU]': 'units',
  '[iU]': 'units',
  '[iU]/h': 'units/h',
  'U/h': 'units/h',
};

/** A UCUM unit as people write it, in ASCII: 'mm[Hg]' -> 'mmHg', '{score}' and '1' -> none, '{beats}/min' -> '/min'. */
export function unitWords(unit: string | null | undefined): string | null {
  if (unit === null || unit === undefined || unit === '' || unit === '1' || unit === 'none') return null;
  const known = UNITS[unit];
  if (known !== undefined) return known === '' ? null : known;
  const plain = unit.replace(/\{[^}]*\}/g, '').replace(/[\u00B5\u03BC]/g, 'u');
  return plain === '' || plain === '1' ? null : (UNITS[plain] ?? plain);
}

const ROLES: Readonly<Record<AuthorRole, string>> = {
  attending: 'attending',
  consultant: 'consultant',
  resident: 'resident',
  physician: 'physician',
  app: 'PA or NP',
  nurse: 'nurse',
  dietitian: 'dietitian',
  radiologist: 'radiologist',
  'respiratory-therapist': 'respiratory therapist',
  therapist: 'therapist',
  pharmacist: 'pharmacist',
  'case-manager': 'case manager',
  student: 'student',
  coder: 'coder',
  other: 'other author',
  unknown: 'author not stated',
};

export const roleWords = (role: AuthorRole | undefined): string => ROLES[role ?? 'unknown'];

const NOTES: Readonly<Record<NoteType, string>> = {
  hp: 'H&P',
  progress: 'progress note',
  'discharge-summary': 'discharge summary',
  consult: 'consult note',
  ed: 'ED note',
  operative: 'operative note',
  procedure: 'procedure note',
  addendum: 'addendum',
  'query-response': 'query response',
  nursing: 'nursing note',
  respiratory: 'respiratory therapy note',
  dietitian: 'dietitian note',
  therapy: 'therapy note',
  'case-management': 'case management note',
  pharmacy: 'pharmacy note',
  radiology: 'radiology report',
  pathology: 'pathology report',
  other: 'note',
};

export const noteWords = (type: NoteType): string => NOTES[type];

/** Parts of a score as the measures name them. */
const PARTS: Readonly<Record<string, string>> = {
  cns: 'mental status',
  'heart-rate': 'heart rate',
  'resp-rate': 'respiratory rate',
  wbc: 'white cells',
};
export const partWords = (part: string): string => PARTS[part] ?? part;

/** Text for note fields that mangle symbols: operators, arrows, quotes and spaces in ASCII; what has no ASCII form (a name) stays. */
export const ascii = (text: string): string =>
  text
    .replace(/\u2265/g, '>=')
    .replace(/\u2264/g, '<=')
    .replace(/[\u2192\u21D2]/g, '->')
    .replace(/\u00B1/g, '+/-')
    .replace(/\u00D7/g, 'x')
    .replace(/\u00B0\s?C/g, 'degC')
    .replace(/\u00B0\s?F/g, 'degF')
    .replace(/[\u00B5\u03BC]/g, 'u')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201C\u201D]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u2026/g, '...')
    .replace(/[\u00A0\u2007\u202F]/g, ' ')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '');
