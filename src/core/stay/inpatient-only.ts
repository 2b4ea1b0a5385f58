import shipped from '../../../checklists/_tables/inpatient-only.json' with { type: 'json' };
import { type AuthorError, authorErrorText, suggestion } from '../chart/author-error.ts';
import { record, text } from '../chart/narrow.ts';

/** Days of the local calendar as 'YYYY-MM-DD', both included. `from` null: since before anybody asks. */
interface Days {
  readonly from: string | null;
  readonly until: string;
}

/** The inpatient-only list as loaded: which code was on it from when to when, and for which days the list is whole. */
export interface InpatientOnlyList {
  readonly version: string;
  /** 'cpt|27134' -> its times on the list, oldest first. */
  readonly codes: ReadonlyMap<string, readonly Days[]>;
  /** Days for which the whole published list was loaded: only then is a code that is not in it known to be off the list. */
  readonly complete: readonly Days[];
}

/** What the list says of one code on one day. `not-known`: not in the list, and the list is not whole for that day. */
export type ListAnswer = 'on' | 'left' | 'off' | 'not-known';

const KEYS = ['id', 'version', 'about', 'source', 'ends', 'complete', 'entries'];
const ENTRY_KEYS = ['system', 'codes', 'from', 'until', 'source'];
/** Forms of codes whose publishers' descriptors are licensed or long: five characters, nothing else. */
const FORM: Readonly<Record<string, RegExp>> = { cpt: /^\d{4}[0-9FTU]$/, hcpcs: /^[A-V]\d{4}$/, icd10pcs: /^[0-9A-HJ-NP-Z]{7}$/ };

/**
 * The list from a table file, or what is wrong with it, each mistake with its place: unknown keys, impossible or reversed days, a code that is
 * not of its system's form (a descriptor pasted beside it), the same code twice for one day, a day after the list has ended.
 * Any system may be named, a hospital's own procedure codes by their URL.
 */
export function readInpatientOnly(
  content: unknown,
  file: string,
): { readonly list: InpatientOnlyList; readonly errors: readonly AuthorError[] } {
  const errors: AuthorError[] = [];
  const codes = new Map<string, Days[]>();
  const complete: Days[] = [];
  const wrong = (path: string, message: string) => errors.push({ file, path, message });
  const table = record(content);
  if (!table) wrong('', 'expected an object with version, ends, complete and entries');
  const ends = dayOf(table?.ends);
  unknownKeys(table ?? {}, KEYS, '', wrong);
  if (table && ends === null) wrong('ends', 'the last day of the list, written 2028-12-31');
  for (const name of ['complete', 'entries'] as const) if (table && !Array.isArray(table[name])) wrong(name, 'expected a list');
  listOf(table?.complete).forEach((one, index) => {
    const days = daysOf(one, `complete[${index}]`, ends, wrong);
    if (days?.from === null) wrong(`complete[${index}].from`, 'a whole list begins on a day, written 2026-01-01');
    else if (days) complete.push(days);
  });
  listOf(table?.entries).forEach((one, index) => {
    readEntry(one, `entries[${index}]`, ends, codes, wrong);
  });
  for (const [code, times] of codes) {
    times.sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
    times.slice(1).forEach((next, index) => {
      if ((next.from ?? '') <= (times[index]?.until ?? '')) wrong('entries', `${code} is listed twice for the days from ${next.from}`);
    });
  }
  return { list: { version: text(table?.version), codes, complete }, errors };
}

type Wrong = (path: string, message: string) => void;

function readEntry(one: unknown, path: string, ends: string | null, codes: Map<string, Days[]>, wrong: Wrong): void {
  const entry = record(one);
  if (!entry) {
    wrong(path, 'expected { system, codes, from, until }');
    return;
  }
  unknownKeys(entry, ENTRY_KEYS, path, wrong);
  const system = text(entry.system);
  if (system === '') wrong(`${path}.system`, 'cpt, hcpcs, icd10pcs, or the URL of your own code system');
  const days = daysOf(entry, path, ends, wrong);
  const listed = listOf(entry.codes);
  if (listed.length === 0) wrong(`${path}.codes`, 'expected a list of codes');
  listed.forEach((value, index) => {
    const code = typeof value === 'string' ? value.trim() : '';
    const form = FORM[system];
    if (code === '') wrong(`${path}.codes[${index}]`, 'a code in quotes (a leading zero is part of it)');
    else if (form && !form.test(code))
      wrong(`${path}.codes[${index}]`, `${JSON.stringify(code)} is no ${system} code: codes only, no modifiers and no descriptors`);
    else if (days) codes.set(`${system}|${code}`, [...(codes.get(`${system}|${code}`) ?? []), days]);
  });
}

function unknownKeys(object: Readonly<Record<string, unknown>>, known: readonly string[], path: string, wrong: Wrong): void {
  for (const key of Object.keys(object))
    if (!known.includes(key))
      wrong(
        path === '' ? key : `${path}.${key}`,
        /descri|text|label|name|display/i.test(key)
          ? `unknown key "${key}": descriptors of procedure codes are licensed and are not loaded`
          : `unknown key "${key}"${suggestion(key, known)}`,
      );
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** 'YYYY-MM-DD' when it is a day of the calendar, else null. */
function dayOf(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return null;
  const at = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== value ? null : value;
}

function daysOf(value: unknown, path: string, ends: string | null, wrong: Wrong): Days | null {
  const entry = record(value) ?? {};
  const until = dayOf(entry.until);
  const from = entry.from === null ? null : dayOf(entry.from);
  if (until === null) wrong(`${path}.until`, 'the last day, written 2026-12-31');
  if (entry.from !== null && from === null) wrong(`${path}.from`, 'the first day, written 2026-01-01, or null for "since ever"');
  if (until === null || (entry.from !== null && from === null)) return null;
  if (from !== null && from > until) wrong(`${path}.until`, `${until} lies before ${from}`);
  if (ends !== null && until > ends) wrong(`${path}.until`, `${until} lies after the list has ended (${ends})`);
  return { from, until };
}

const holds = (days: Days, day: string): boolean => (days.from === null || days.from <= day) && day <= days.until;

/** What the list says of a code on the day of service. The day decides, never today's date. */
export function answerOf(list: InpatientOnlyList, code: string, day: string): ListAnswer {
  const times = list.codes.get(code);
  if (times?.some((days) => holds(days, day))) return 'on';
  if (times?.some((days) => days.until < day)) return 'left';
  return isWhole(list, day) ? 'off' : 'not-known';
}

/** True when the whole published list was loaded for that day. */
export const isWhole = (list: InpatientOnlyList, day: string): boolean => list.complete.some((days) => holds(days, day));

let own: InpatientOnlyList | null = null;

/** The list of this build. Throws on a table that cannot be used: the build says so first, with every place (content/compile). */
export function inpatientOnlyList(): InpatientOnlyList {
  if (own) return own;
  const { list, errors } = readInpatientOnly(shipped, 'checklists/_tables/inpatient-only.json');
  if (errors.length > 0) throw new Error(errors.map(authorErrorText).join('\n'));
  own = list;
  return own;
}
