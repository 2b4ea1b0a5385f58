import type { Problem } from '../core/chart/chart.ts';
import type { Instant } from '../core/chart/fact.ts';
import type { Answer, ChecklistResult, ItemResult } from '../core/evaluate/result.ts';
import type { Review } from '../core/review/review.ts';
import type { SourceKind } from '../ehr/index.ts';
import { words } from './words.ts';

/** One source that could not be read (or one reason that is no source), and what it hides. */
export interface Unread {
  readonly text: string;
  readonly search: string | null;
  readonly at: Instant;
  /** Labels of items, only of conditions that stand in the record: naming another would suggest it. */
  readonly hides: readonly string[];
}

const KINDS: Readonly<Record<string, SourceKind>> = {
  Encounter: 'encounters',
  'Observation laboratory': 'labs',
  'Observation vital-signs': 'vitals',
  Observation: 'observations',
  Condition: 'conditions',
  ServiceRequest: 'orders',
  MedicationRequest: 'medications',
  MedicationAdministration: 'administrations',
  Procedure: 'procedures',
  DeviceUseStatement: 'devices',
  DocumentReference: 'notes',
  DiagnosticReport: 'reports',
  Coverage: 'coverage',
};

/** What a search reads, in words: 'Laboratory results', 'Vital signs, Notes'. Empty for a search of no known kind. */
export function searchedWords(search: string): string {
  const kinds = search.split(' & ').map((part) => {
    const [type = '', query = ''] = part.split('?');
    const category = new URLSearchParams(query).get('category') ?? '';
    return KINDS[`${type} ${category}`] ?? KINDS[type];
  });
  return [...new Set(kinds.flatMap((kind) => (kind ? [words.sources[kind]] : [])))].join(', ');
}

/** The legs of an item that could not be answered. */
const unknownLegs = (item: ItemResult): Answer[] => [item.when, item.found].filter((leg): leg is Answer => leg?.verdict === 'not-known');

const itemsOf = (result: ChecklistResult): ItemResult[] => [
  ...(result.statusItem ? [result.statusItem] : []),
  ...Object.values(result.conflicts),
  ...Object.values(result.expect),
];

/** True when something of the condition could not be checked: it is then never "checked and fine". */
export const isHidden = (result: ChecklistResult): boolean =>
  result.status === 'cannot-check' || !result.documentation.known || itemsOf(result).some((item) => item.state === 'cannot-check');

/** What could not be checked, one entry per source, with how its reading went and the items it hides. */
export function unreadOf(review: Review): Unread[] {
  const faults = new Map<string, Problem['kind']>();
  for (const read of review.chart.reads.values()) {
    if (!read.ok) faults.set(read.search, read.problem.kind);
    else if (!read.complete && !faults.has(read.search)) faults.set(read.search, 'partial');
  }
  const groups = new Map<string, { readonly search: string | null; readonly at: Instant; readonly hides: Set<string> }>();
  const add = (leg: Answer, label: string | null) => {
    const kind = leg.search === null ? undefined : faults.get(leg.search);
    const source = leg.search === null ? '' : searchedWords(leg.search);
    const text = kind && source ? `${source}: ${words.problems[kind]}` : words.closed.otherReason;
    const group = groups.get(text) ?? { search: leg.search, at: leg.searchedAt ?? review.asOf, hides: new Set<string>() };
    if (label !== null) group.hides.add(label);
    groups.set(text, group);
  };
  for (const result of review.checklists) {
    const isNamed = result.documentation.state !== 'silent' && result.documentation.state !== 'denied';
    for (const item of itemsOf(result)) {
      if (item.state !== 'cannot-check') continue;
      for (const leg of unknownLegs(item)) add(leg, isNamed ? item.label : null);
    }
    const governing = result.definitions[result.governing];
    if (result.status === 'cannot-check' && governing?.verdict === 'not-known') add(governing, isNamed ? governing.label : null);
  }
  return [...groups].map(([text, group]) => ({ text, search: group.search, at: group.at, hides: [...group.hides] }));
}
