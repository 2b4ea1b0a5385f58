import type { ConceptId } from '../chart/fact.ts';
import { DEVICE_WORDS } from '../measures/respiratory-course.ts';
import type { ConditionId, StatusChange } from '../stay/status-change.ts';
import type { Regime, StayStatus } from '../stay/stay.ts';

type Table = Readonly<Record<string, string>>;

/** The rule set of the payer as people call it. */
export const REGIME_WORDS: Readonly<Record<Regime, string>> = {
  'medicare-ffs': 'Medicare fee for service',
  'medicare-advantage': 'Medicare Advantage',
  'medicaid-ffs': 'Medicaid fee for service',
  'medicaid-mco': 'Medicaid managed care',
  commercial: 'Commercial',
  unknown: 'Not known',
};

/** The patient's status. */
export const STATUS_WORDS: Readonly<Record<StayStatus, string>> = {
  inpatient: 'Inpatient',
  observation: 'Observation',
  outpatient: 'Outpatient',
  emergency: 'Emergency',
  unknown: 'Status not known',
};

/** Clocks of a stay by the id their timer carries. */
export const CLOCK_WORDS: Table = {
  'T-2MN': 'Status before the second midnight',
  'T-OBS-24': 'Observation notice',
  'T-OBS-36': 'Observation notice, last hours',
  'T-OBS-48': 'Observation beyond 48 hours',
  'T-SHORT': 'Short inpatient stay: fewer than two midnights after the order',
  'T-CERT': 'Certification of a long stay',
  'T-UNSIGNED': 'Inpatient order not signed',
  'T-MCSN': 'Notice of a change from inpatient to observation',
  'T-CC44': 'Written notice of a change of status',
  'T-IM': 'Message about discharge rights',
  'T-PAYER-CLINICALS': 'Clinical information asked for by the plan',
  'T-PAYER-PEER-TO-PEER': 'Call offered by the plan',
};

/** Conditions of a change of status, as they stand in a list of what is not shown. */
export const CONDITION_WORDS: Readonly<Record<ConditionId, string>> = {
  'before-release': 'before release',
  'no-part-a-claim': 'no claim filed',
  'committee-physician': 'physician of the UR committee',
  'attending-concurrence': 'agreement of the practitioner',
  'concurrence-recorded': 'agreement in the record',
  'patient-notice': 'written notice',
  'committee-review': 'review by the UR committee',
  'within-a-year': 'within a year of discharge',
  'new-inpatient-order': 'new inpatient order',
  'payer-decided': 'decision of the plan',
};

/** Ways from one status to another, as they stand after a label. */
const CHANGE_WORDS: Readonly<Record<StatusChange['path'], string>> = {
  'condition-code-44': 'from inpatient to outpatient before release',
  'self-denial': 'review by the UR committee after discharge',
  upgrade: 'to inpatient by a new order',
  'payer-downgrade': 'lower level decided by the plan',
};

/** Rules of a payer that hold on a day, by their id. */
const RULE_WORDS: Table = {
  'two-midnight': 'two midnights expected',
  presumption: 'two-midnight presumption',
  'case-by-case': 'case by case',
};

const lowerKeys = (table: Table): Table => Object.fromEntries(Object.entries(table).map(([key, words]) => [key.toLowerCase(), words]));

const STATUSES: Table = {
  inpatient: 'inpatient',
  observation: 'observation',
  outpatient: 'outpatient',
  emergency: 'emergency',
  'short-stay': 'short stay',
  'pre-admission': 'pre-admission',
  elsewhere: 'care outside the hospital',
  unknown: 'not known',
};

const DEVICES: Table = { ...DEVICE_WORDS, other: 'other device' };

/** Words that only one concept uses in this sense. */
const OF_CONCEPT: Readonly<Record<ConceptId, Table>> = {
  regime: { ...REGIME_WORDS, commercial: 'commercial', unknown: 'not known' },
  'status-event': STATUSES,
  'encounter-class': STATUSES,
  clock: lowerKeys(CLOCK_WORDS),
  'rule-in-force': RULE_WORDS,
  'criteria-outcome': { met: 'met', 'not-met': 'not met', 'not-reviewed': 'not reviewed' },
  'transfer-in': { 'other-hospital': 'from another hospital', facility: 'from another facility' },
  'status-change': CHANGE_WORDS,
  'status-change-closed': CHANGE_WORDS,
  'unit-stay': {
    icu: 'intensive care',
    'step-down': 'step-down unit',
    ed: 'emergency department',
    ward: 'ward',
    surgery: 'operating room',
  },
  'discharge-disposition': {
    home: 'home',
    ama: 'left against medical advice',
    expired: 'died',
    hospice: 'hospice',
    'other-hospital': 'another hospital',
    facility: 'another facility',
    admitted: 'admitted',
    unknown: 'not stated',
  },
};

/** A procedure known by its code alone, 'cpt|27134'. */
const CODE = /^(cpt|hcpcs|icd10pcs|icd9cm|snomed)\|(\S+)$/;
const SYSTEMS: Table = { cpt: 'CPT', hcpcs: 'HCPCS', icd10pcs: 'ICD-10-PCS', icd9cm: 'ICD-9-CM', snomed: 'SNOMED CT' };

/**
 * A coded word of a fact as a person would say it: the payer's regime, a status, a place, a way of leaving, a clock, a device; the facts that name another
 * concept by its id ("value with another cause stated") get its label from `label`. Text that is no code stays as charted.
 */
export function codedWords(concept: ConceptId, text: string, label: (concept: ConceptId) => string | null = () => null): string {
  if (concept === 'unmet-condition') return listed(CONDITION_WORDS, text);
  const coded = CODE.exec(text);
  if (coded) return `${SYSTEMS[coded[1] ?? ''] ?? ''} ${coded[2] ?? ''}`;
  const table = Object.hasOwn(OF_CONCEPT, concept) ? OF_CONCEPT[concept] : DEVICES;
  if (table && Object.hasOwn(table, text)) return table[text] ?? text;
  if (!NAMES_CONCEPTS.has(concept)) return text;
  return text
    .split(', ')
    .map((id) => label(id) ?? id)
    .join(', ');
}

const listed = (table: Table, text: string): string =>
  text
    .split(', ')
    .map((id) => table[id] ?? id)
    .join('; ');

/** Facts whose text is the id of another concept, or a list of ids. */
const NAMES_CONCEPTS: ReadonlySet<ConceptId> = new Set(['explained-finding', 'status-exception', 'respiratory-failure-basis']);
