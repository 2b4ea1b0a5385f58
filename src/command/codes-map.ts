import { suggestion } from '../core/chart/author-error.ts';
import { addressOf, isStandard, systemName } from '../core/chart/coding.ts';
import type { Concept, Concepts, Family } from '../core/chart/concept.ts';
import { fold } from '../core/chart/narrow.ts';
import { measures } from '../core/measures/index.ts';
import type { SheetRow } from './spreadsheet.ts';

interface Target {
  readonly code?: string;
  readonly display?: string;
  readonly equivalence: 'equivalent' | 'unmatched';
}

export interface Element {
  readonly code: string;
  readonly display?: string;
  readonly target: readonly [Target];
}

export interface Group {
  readonly source?: string;
  readonly target: string;
  readonly element: readonly Element[];
}

/** What a spreadsheet of codes says. `faults` and `notes` name rows as the spreadsheet numbers them, with the remedy; with a fault nothing is to be used. */
export interface CodeMap {
  readonly groups: readonly Group[];
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

const COLUMNS = ['system', 'code', 'text', 'concept'] as const;
type Column = (typeof COLUMNS)[number];
/** Codes of these never come from a chart: they are calculated, read from notes or made from encounters. */
const NOT_CHARTED: Readonly<Partial<Record<Family, string>>> = {
  measure: 'is calculated',
  'note-statement': 'is read from notes',
  movement: 'is read from encounters',
  condition: 'stands for an entry of a list as such',
  patient: 'is read from the patient',
};
/** Written for "nothing": no code system in the resource, or a code that stands for nothing we read. */
const NONE = '-';
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Reads the rows of a spreadsheet with the columns system, code, text, concept in any order; other columns are left alone. */
export function codeMapOf(rows: readonly SheetRow[], concepts: Concepts): CodeMap {
  const head = (rows[0]?.cells ?? []).map((name) => name.replace(INVISIBLE, '').trim().toLowerCase());
  const headed = headFaults(head, rows[0]?.number ?? 1);
  if (headed.length > 0) return { groups: [], faults: headed, notes: [] };
  const faults: string[] = [];
  const undecided: number[] = [];
  const repeated: number[] = [];
  const seen = new Map<string, { readonly row: number; readonly concept: string }>();
  const groups = new Map<string, Map<string, Element>>();
  for (const { number, cells } of rows.slice(1)) {
    const cell = (name: Column) => (cells[head.indexOf(name)] ?? '').replace(INVISIBLE, '').trim();
    const [system, code, concept, text] = [cell('system'), cell('code'), cell('concept'), cell('text')];
    if (concept === '') {
      undecided.push(number);
      continue;
    }
    const fault = codeFault(code) ?? systemFault(system) ?? conceptFault(concept, concepts);
    const key = `${systemName(system)}|${code}`;
    const before = seen.get(key);
    if (fault !== null) faults.push(`row ${number}: ${fault}`);
    else if (before && before.concept !== concept)
      faults.push(`row ${number}: code "${code}" is ${concept} here and ${before.concept} in row ${before.row}; keep one of them`);
    else if (before) repeated.push(number);
    else {
      seen.set(key, { row: number, concept });
      const group = groups.get(system) ?? new Map<string, Element>();
      group.set(code, elementOf(code, text, concepts[concept]));
      groups.set(system, group);
    }
  }
  if (faults.length === 0 && groups.size === 0) faults.push('no row has a concept yet: nothing to make a map of');
  return { groups: groupsOf(groups), faults, notes: notesOf(undecided, repeated) };
}

function headFaults(head: readonly string[], row: number): string[] {
  const missing = COLUMNS.filter((name) => name !== 'text' && !head.includes(name));
  const twice = COLUMNS.filter((name) => head.filter((each) => each === name).length > 1);
  const found = head.filter((name) => name !== '').join(', ');
  return [
    ...(missing.length > 0
      ? [`row ${row}: no column ${missing.join(', ')} (found: ${found}); name the columns system, code, text, concept in the first row`]
      : []),
    ...twice.map((name) => `row ${row}: two columns are called ${name}; keep one`),
  ];
}

function codeFault(code: string): string | null {
  if (code === '') return 'no code; what has a name only belongs under "texts" in site.yaml';
  // Spreadsheet programs turn long digits into 1.23E+11, and 4711 into 4711.0.
  if (/^\d([.,]\d+)?E\+?\d+$/i.test(code) || /^\d+\.0+$/.test(code))
    return `code "${code}" was rewritten by the spreadsheet program; make the column text and enter the code again`;
  return null;
}

function systemFault(system: string): string | null {
  if (system === '') return `no system; copy it from "unmapped" of corroborate evaluate, or write ${NONE} where the EHR sends none`;
  if (system === NONE) return null;
  const short = addressOf(system);
  if (short !== null) return `"${system}" is a name, not the address that the EHR sends; write ${short}`;
  if (/^\d+(\.\d+){3,}$/.test(system)) return `system "${system}" is a bare number; write urn:oid:${system}`;
  if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(system) && !isStandard(systemName(system)))
    return `system "${system}" is no address; copy it as the EHR sends it (http..., urn:oid:...), or write ${NONE} where it sends none`;
  return null;
}

function conceptFault(concept: string, concepts: Concepts): string | null {
  if (concept === NONE) return null;
  if (!Object.hasOwn(concepts, concept)) return `unknown concept "${concept}"${meant(concept, concepts)}`;
  const why = NOT_CHARTED[(concepts[concept] as Concept).family];
  return why === undefined ? null : `"${concept}" ${why}; no code of a chart stands for it`;
}

/** A concept by its label, by another of its names or by one of its codes; else the nearest id. */
function meant(name: string, concepts: Concepts): string {
  const folded = fold(name);
  const ids = Object.values(concepts)
    .filter(({ family }) => NOT_CHARTED[family] === undefined)
    .filter(
      ({ id, label, texts, codes }) =>
        id === folded ||
        [label, ...(texts ?? [])].some((each) => fold(each) === folded) ||
        Object.values(codes ?? {}).some((values) => values.includes(name)),
    )
    .map(({ id }) => `"${id}"`);
  if (ids.length > 0) return ` - write ${ids.join(' or ')}`;
  if (measures.some(({ id }) => id === folded)) return ': it is calculated, no code of a chart stands for it';
  return suggestion(folded.replace(/\s+/g, '-'), Object.keys(concepts)) || '; the concepts are listed in checklists/_concepts';
}

const elementOf = (code: string, text: string, concept: Concept | undefined): Element => ({
  code,
  ...(text === '' ? {} : { display: text }),
  target: [concept ? { code: concept.id, display: concept.label, equivalence: 'equivalent' } : { equivalence: 'unmatched' }],
});

const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const groupsOf = (groups: ReadonlyMap<string, ReadonlyMap<string, Element>>): Group[] =>
  [...groups.entries()]
    .sort(([a], [b]) => inOrder(a, b))
    .map(([source, elements]) => ({
      ...(source === NONE ? {} : { source }),
      target: 'urn:corroborate:concept',
      element: [...elements.values()].sort((a, b) => inOrder(a.code, b.code)),
    }));

function notesOf(undecided: readonly number[], repeated: readonly number[]): string[] {
  const rows = (numbers: readonly number[]) => `${numbers.slice(0, 10).join(', ')}${numbers.length > 10 ? ', ...' : ''}`;
  const counted = (numbers: readonly number[]) => `${numbers.length} ${numbers.length === 1 ? 'row' : 'rows'}`;
  return [
    ...(undecided.length > 0
      ? [`${counted(undecided)} without a concept left out (${rows(undecided)}); write ${NONE} for a code that stands for nothing we read`]
      : []),
    ...(repeated.length > 0 ? [`${counted(repeated)} repeat an earlier one (${rows(repeated)})`] : []),
  ];
}
