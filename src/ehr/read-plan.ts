import type { Instant } from '../core/chart/fact.ts';
import type { PlannedRead } from '../core/checklist/read-plan.ts';

/** One search to make: what it reads, and the steps it may be simplified by when a server does not know a parameter. */
export interface PlannedSearch {
  /** Resource type, and category where that narrows it: together the name under which the read is reported. */
  readonly type: string;
  readonly category?: string;
  /** Said to people: 'Laboratory results'. Key into words. */
  readonly kind: SourceKind;
  /** From the fullest query to the barest one; the next is tried when a server answers 400 to the one before. */
  readonly ladder: readonly string[];
  /** A type or category that many servers do not offer: its absence is a note, not a failure to shout about. */
  readonly optional: boolean;
  /** Earlier results for baselines: the same source, an older window. */
  readonly baseline: boolean;
}

export type SourceKind =
  | 'encounters'
  | 'labs'
  | 'vitals'
  | 'observations'
  | 'conditions'
  | 'orders'
  | 'medications'
  | 'administrations'
  | 'procedures'
  | 'devices'
  | 'notes'
  | 'reports'
  | 'coverage'
  | 'people-and-places';

/** FHIR types that must be granted for a source; the scopes asked for at launch. */
export const TYPES: Readonly<Record<SourceKind, readonly string[]>> = {
  encounters: ['Patient', 'Encounter'],
  labs: ['Observation', 'Specimen'],
  vitals: ['Observation'],
  observations: ['Observation'],
  conditions: ['Condition'],
  orders: ['ServiceRequest'],
  medications: ['MedicationRequest', 'Medication'],
  administrations: ['MedicationAdministration', 'Medication'],
  procedures: ['Procedure'],
  devices: ['DeviceUseStatement', 'Device'],
  notes: ['DocumentReference', 'Binary'],
  reports: ['DiagnosticReport'],
  coverage: ['Coverage'],
  'people-and-places': ['Location', 'Practitioner', 'PractitionerRole', 'Organization'],
};

/** What the core says must be read: a resource type, narrowed by a category or not. */
type Wanted = Pick<PlannedRead, 'type' | 'category'>;

/**
 * The sources to read for a plan of the core, in the order in which they matter on screen. Bedside measurements are also looked for under the other
 * categories in which sites file them.
 */
export function sourcesFor(plan: readonly Wanted[]): SourceKind[] {
  const isWanted = (type: string, category?: string) =>
    plan.some((read) => read.type === type && (category === undefined || read.category === category));
  const wanted: Readonly<Record<SourceKind, boolean>> = {
    encounters: true,
    labs: isWanted('Observation', 'laboratory'),
    vitals: isWanted('Observation', 'vital-signs'),
    observations: isWanted('Observation', 'vital-signs'),
    conditions: isWanted('Condition'),
    orders: isWanted('ServiceRequest'),
    medications: isWanted('MedicationRequest'),
    administrations: isWanted('MedicationAdministration'),
    procedures: isWanted('Procedure'),
    devices: isWanted('DeviceUseStatement'),
    notes: isWanted('DocumentReference'),
    reports: isWanted('DiagnosticReport'),
    coverage: isWanted('Coverage'),
    'people-and-places': true,
  };
  return (Object.keys(TYPES) as SourceKind[]).filter((kind) => wanted[kind]);
}

/** The scope string for these sources: each type named, read and search only, SMART v2; who the user is; the launch context. */
export function scopesFor(sources: readonly SourceKind[]): string {
  const types = [...new Set(sources.flatMap((kind) => TYPES[kind]))].sort();
  return ['launch', 'openid', 'fhirUser', ...types.map((type) => `patient/${type}.rs`)].join(' ');
}

/** The same types for every patient the user may see, for sites whose CDI specialists and reviewers work through lists. */
export const userScopesFor = (sources: readonly SourceKind[]): string =>
  [...new Set(sources.flatMap((kind) => TYPES[kind]))]
    .sort()
    .map((type) => `user/${type}.rs`)
    .join(' ');

const DAY = 86_400_000;
const STATUSES = 'active,on-hold,cancelled,completed,entered-in-error,stopped,draft,unknown';
const CONDITIONS = ['encounter-diagnosis', 'problem-list-item', 'health-concern'];

/** An instant as a search value: date, time and zone, because some servers demand a time part. */
const stamp = (at: Instant) => encodeURIComponent(new Date(at).toISOString().replace('.000Z', 'Z'));

/**
 * The searches for a stay that began at `start`. Always by patient: some servers have no `encounter` parameter. Always with a category for Observation:
 * some refuse without. The window begins a day before the stay, because emergency care comes first; laboratory results also a year back, for baselines.
 * Never a list of codes: which LOINC a site uses is its own affair.
 */
export function planFor(sources: readonly SourceKind[], patient: string, start: Instant): PlannedSearch[] {
  const by = `patient=${encodeURIComponent(patient)}`;
  const from = `ge${stamp(start - DAY)}`;
  const plan: PlannedSearch[] = [];
  const add = (kind: SourceKind, type: string, ladder: readonly string[], extra: Partial<PlannedSearch> = {}) => {
    if (sources.includes(kind))
      plan.push({ kind, type, ladder: ladder.map((query) => `${type}?${query}`), optional: false, baseline: false, ...extra });
  };
  const observations = (kind: SourceKind, category: string, optional: boolean) =>
    add(
      kind,
      'Observation',
      [`${by}&category=${category}&date=${from}&_count=200`, `${by}&category=${category}&date=${from}`, `${by}&category=${category}`],
      {
        category,
        optional,
      },
    );
  observations('labs', 'laboratory', false);
  observations('vitals', 'vital-signs', false);
  add('notes', 'DocumentReference', [`${by}&date=${from}&_count=100`, `${by}&date=${from}`, by]);
  for (const category of CONDITIONS) {
    add('conditions', 'Condition', [`${by}&category=${category}&_count=200`, `${by}&category=${category}`, by], {
      category,
      optional: category === 'health-concern',
    });
  }
  add('orders', 'ServiceRequest', [`${by}&authored=${from}&_count=200`, `${by}&authored=${from}`, by]);
  add('administrations', 'MedicationAdministration', [`${by}&effective-time=${from}&_count=200`, `${by}&effective-time=${from}`, by]);
  add('medications', 'MedicationRequest', [`${by}&status=${STATUSES}&authoredon=${from}&_count=200`, `${by}&status=${STATUSES}`, by]);
  add('procedures', 'Procedure', [`${by}&date=${from}&_count=200`, `${by}&date=${from}`, by]);
  add('reports', 'DiagnosticReport', [`${by}&date=${from}&_count=100`, `${by}&date=${from}`, by]);
  for (const category of ['exam', 'survey', 'procedure']) observations('observations', category, true);
  add('devices', 'DeviceUseStatement', [by], { optional: true });
  add('coverage', 'Coverage', [by]);
  const baseline = `${by}&category=laboratory&date=ge${stamp(start - 365 * DAY)}&date=lt${stamp(start - DAY)}`;
  add('labs', 'Observation', [`${baseline}&_count=200`, baseline], { category: 'laboratory', baseline: true });
  return plan;
}
