import type { Chart, Problem, Read } from '../chart/chart.ts';
import type { Answer, ChecklistResult, ItemResult } from '../evaluate/result.ts';
import { ENTRY_SEARCH } from '../stay/entry.ts';
import { searchOf, statementOf } from './sources.ts';
import type { Statement } from './statement.ts';

/** How a reading went wrong, for a person. */
const PROBLEM: Readonly<Record<Problem['kind'], string>> = {
  'not-permitted': 'not permitted here',
  failed: 'could not be read',
  timeout: 'did not answer in time',
  partial: 'read in part only',
  unsupported: 'not offered by this system',
  'not-exported': 'not in the file read',
  malformed: 'not in a usable form',
  unreadable: 'not readable here',
  unit: 'in a unit that cannot be converted',
  unmapped: 'under codes that are not mapped',
  date: 'without a usable date',
  'wrong-patient': 'about another patient',
  'data-quality': 'contradictory',
  bug: 'could not be evaluated',
};

/** What a search was for, by resource type and category; first fit. */
const SUBJECTS: readonly (readonly [RegExp, string])[] = [
  [/DocumentReference|Binary|note/i, 'Notes'],
  [/laboratory/i, 'Lab results'],
  [/vital/i, 'Vital signs'],
  [/Observation/, 'Results and vital signs'],
  [/MedicationAdministration/, 'Doses given'],
  [/MedicationRequest/, 'Medication orders'],
  [/ServiceRequest/, 'Orders'],
  [/Procedure/, 'Procedures'],
  [/Device/, 'Devices'],
  [/Coverage/, 'Payer'],
  [/Condition/, 'Diagnoses'],
  [/DiagnosticReport|Specimen/, 'Reports'],
  [/Encounter/, 'Encounter history'],
];

const MOST_LABELS = 6;

/**
 * What could not be looked at, one statement per reading that failed: 'Notes: not permitted here. Hidden by it: expected length of care'.
 * Items are named only where their condition is documented, or where the checklist is about no diagnosis: naming it here would suggest it.
 */
export function cannotCheck(result: ChecklistResult, chart: Chart): readonly Statement[] {
  const named = result.documentation.state !== 'silent' && result.documentation.state !== 'denied';
  const items = [...(result.statusItem ? [result.statusItem] : []), ...Object.values(result.conflicts), ...Object.values(result.expect)];
  const groups = new Map<string, { readonly answer: Answer; readonly labels: Set<string> }>();
  const add = (answer: Answer, label: string | null) => {
    const reason = reasonOf(answer, chart);
    const group = groups.get(reason) ?? { answer, labels: new Set<string>() };
    if (label !== null) group.labels.add(label);
    groups.set(reason, group);
  };
  for (const item of items) if (item.state === 'cannot-check') add(unknownPart(item), named ? item.label : null);
  if (result.status === 'cannot-check') {
    const definition = result.definitions[result.governing];
    if (definition?.verdict === 'not-known') add(definition, named ? definition.label : null);
    else if (!result.documentation.known) add({ ...NOT_READ, why: 'Notes: not readable here', ...searchFor('note', chart) }, null);
  }
  return [...groups].map(([reason, { answer, labels }]) => {
    const search = searchOf(answer, chart);
    const shown = [...labels].slice(0, MOST_LABELS);
    const more = labels.size - shown.length;
    const hidden = shown.length > 0 ? `. Hidden by it: ${shown.join('; ')}${more > 0 ? ` and ${more} more` : ''}` : '';
    return statementOf(`Cannot check - ${reason}${hidden}`, search === null ? [] : [search], chart);
  });
}

const NOT_READ: Answer = {
  verdict: 'not-known',
  facts: [],
  why: null,
  search: null,
  searchedAt: null,
  missing: [],
  window: null,
  open: false,
};

function searchFor(concept: string, chart: Chart): Pick<Answer, 'search' | 'searchedAt'> {
  const read = chart.reads.get(concept);
  return { search: read?.search ?? null, searchedAt: read?.at ?? null };
}

/** The leg of an item that could not be answered. */
const unknownPart = (item: ItemResult): Answer => (item.found.verdict === 'not-known' ? item.found : (item.when ?? item.found));

/** The reading behind an answer in words, so that thirty items hidden by one refused search are one line; else what the evaluator says. */
function reasonOf(answer: Answer, chart: Chart): string {
  // No part of the chart: nobody failed to read anything, and other people's entries stand on other devices.
  if (answer.search === ENTRY_SEARCH) return 'Entries of utilization review: only those made on this device are at hand';
  const read = answer.search === null ? undefined : readsBySearch(chart).get(answer.search);
  const subject = answer.search === null ? undefined : SUBJECTS.find(([form]) => form.test(answer.search ?? ''))?.[1];
  if (read && subject !== undefined && (!read.ok || !read.complete))
    return `${subject}: ${PROBLEM[read.ok ? 'partial' : read.problem.kind]}`;
  return answer.why?.split('; ')[0] ?? 'the chart could not be read';
}

const tables = new WeakMap<Chart, ReadonlyMap<string, Read>>();

/** The worst reading of each search. */
function readsBySearch(chart: Chart): ReadonlyMap<string, Read> {
  const known = tables.get(chart);
  if (known) return known;
  const table = new Map<string, Read>();
  for (const read of chart.reads.values()) {
    const before = table.get(read.search);
    if (before === undefined || before.ok) table.set(read.search, read);
  }
  tables.set(chart, table);
  return table;
}
