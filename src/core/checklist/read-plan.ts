import type { Concepts, Family } from '../chart/concept.ts';
import type { ConceptId } from '../chart/fact.ts';
import type { LinkedChecklist } from './linked.ts';

/** One kind of resource to read for the linked checklists, with the scopes it takes in both spellings. */
export interface PlannedRead {
  readonly type: string;
  /** Value of the `category` search parameter; null: the whole type. */
  readonly category: string | null;
  readonly scopes: { readonly v1: string; readonly v2: string };
  /** Concepts that rest on it. */
  readonly concepts: readonly ConceptId[];
}

interface Source {
  readonly type: string;
  readonly category?: string;
}

const OBSERVATION_LAB: Source = { type: 'Observation', category: 'laboratory' };
const OBSERVATION_VITAL: Source = { type: 'Observation', category: 'vital-signs' };
const NOTES: readonly Source[] = [{ type: 'DocumentReference' }, { type: 'Binary' }, { type: 'DiagnosticReport' }];

/** Where the facts of a family come from. Codes are never search filters: local codes would be missed. */
const SOURCES: Readonly<Record<Family, readonly Source[]>> = {
  lab: [OBSERVATION_LAB, { type: 'DiagnosticReport' }],
  vital: [OBSERVATION_VITAL],
  medication: [{ type: 'MedicationAdministration' }, { type: 'MedicationRequest' }, { type: 'Medication' }],
  order: [{ type: 'ServiceRequest' }],
  movement: [],
  diagnosis: [{ type: 'Condition', category: 'encounter-diagnosis' }, { type: 'Condition', category: 'problem-list-item' }, ...NOTES],
  condition: [
    { type: 'Condition', category: 'encounter-diagnosis' },
    { type: 'Condition', category: 'problem-list-item' },
  ],
  device: [{ type: 'DeviceUseStatement' }, { type: 'Device' }, { type: 'Procedure' }, OBSERVATION_VITAL],
  procedure: [{ type: 'Procedure' }],
  culture: [OBSERVATION_LAB, { type: 'DiagnosticReport' }, { type: 'ServiceRequest' }, { type: 'Specimen' }],
  'note-statement': NOTES,
  note: NOTES,
  coverage: [{ type: 'Coverage' }],
  patient: [],
  measure: [],
};

/** Read for every stay, whatever the checklists: who, where, when, and who wrote. */
const ALWAYS: readonly Source[] = [
  { type: 'Patient' },
  { type: 'Encounter' },
  { type: 'Location' },
  { type: 'Practitioner' },
  { type: 'PractitionerRole' },
];

/**
 * What must be read for these checklists, sorted by type and category. Nothing that no checklist needs is asked for.
 * An ordered drug (`...-ordered`) needs no administrations, a given one no requests unless a measure asks for both.
 */
export function readPlan(checklists: readonly LinkedChecklist[], concepts: Concepts): readonly PlannedRead[] {
  const plan = new Map<string, { readonly source: Source; readonly concepts: Set<ConceptId> }>();
  const add = (source: Source, concept: ConceptId | null) => {
    const key = `${source.type} ${source.category ?? ''}`;
    const entry = plan.get(key) ?? { source, concepts: new Set<ConceptId>() };
    if (concept !== null) entry.concepts.add(concept);
    plan.set(key, entry);
  };
  for (const source of ALWAYS) add(source, null);
  for (const concept of new Set(checklists.flatMap((checklist) => checklist.needs))) {
    const family = concepts[concept]?.family ?? 'diagnosis';
    for (const source of SOURCES[family]) {
      if (source.type === 'MedicationAdministration' && concept.endsWith('-ordered')) continue;
      if (source.type === 'MedicationRequest' && concept.endsWith('-given')) continue;
      add(source, concept);
    }
  }
  return [...plan.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { source, concepts: used }]) => ({
      type: source.type,
      category: source.category ?? null,
      scopes: { v1: `patient/${source.type}.read`, v2: v2Scope(source) },
      concepts: [...used].sort(),
    }));
}

/** Granular where SMART v2 allows it; Binary is only read, never searched. */
function v2Scope({ type, category }: Source): string {
  if (category === undefined) return `patient/${type}.${type === 'Binary' ? 'r' : 'rs'}`;
  const system =
    type === 'Condition'
      ? category === 'problem-list-item' || category === 'encounter-diagnosis'
        ? 'http://terminology.hl7.org/CodeSystem/condition-category'
        : ''
      : 'http://terminology.hl7.org/CodeSystem/observation-category';
  return `patient/${type}.rs?category=${system}|${category}`;
}
