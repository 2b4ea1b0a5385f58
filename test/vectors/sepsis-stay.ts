import { READ_TYPES } from '../../src/core/chart/reads.ts';
import type { SourceRead } from '../../src/core/chart/record.ts';
import type { Review } from '../../src/core/review/index.ts';
import { review } from '../promises/stays.ts';

type Json = Readonly<Record<string, unknown>>;

/** 2026-03-02 00:00 in New York, hour 0 of the stays here: a week without a clock change. */
const START = Date.UTC(2026, 2, 2, 5);

/** '2:30' of day 0, '33:00' of the day after; negative hours lie before arrival. */
export const at = (time: string): string => {
  const [hours = '0', minutes = '0'] = time.split(':');
  return new Date(START + (Number(hours) * 60 + Math.sign(Number(hours) || 1) * Number(minutes)) * 60_000).toISOString();
};
/** Whole days before arrival, at noon. */
export const daysAgo = (days: number): string => new Date(START - days * 86_400_000 + 43_200_000).toISOString();

const subject = { reference: 'Patient/p' };
const encounter = { reference: 'Encounter/e' };
const LAB = 'laboratory';
const VITAL = 'vital-signs';

let count = 0;
const id = () => `r${++count}`;

const observation = (category: string, loinc: string, time: string, more: Json, inStay: boolean): Json => ({
  resourceType: 'Observation',
  id: id(),
  status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: category }] }],
  code: { coding: [{ system: 'http://loinc.org', code: loinc }] },
  subject,
  ...(inStay ? { encounter } : {}),
  effectiveDateTime: time,
  ...more,
});

const quantity = (value: number, unit: string): Json => ({
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
});

const LABS: ReadonlySet<string> = new Set(['6690-2', '2524-7', '2160-0', '777-3', '1975-2', '2703-7', '764-1']);

/** A result or vital sign of this stay, in the unit charted. */
export const charted = (loinc: string, time: string, value: number, unit: string): Json =>
  observation(LABS.has(loinc) ? LAB : VITAL, loinc, at(time), quantity(value, unit), true);

/** A clinic result before the stay, of no encounter. */
export const clinic = (loinc: string, days: number, value: number, unit: string): Json =>
  observation(LAB, loinc, daysAgo(days), quantity(value, unit), false);

/** A bedside observation in words: a device, a coma score with a tube. */
export const worded = (loinc: string, time: string, words: string): Json =>
  observation(VITAL, loinc, at(time), { valueCodeableConcept: { text: words } }, true);

/** One blood pressure with its two components. */
export const pressure = (time: string, systolic: number, diastolic: number): Json =>
  observation(
    VITAL,
    '85354-9',
    at(time),
    {
      component: [
        { code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }] }, ...quantity(systolic, 'mm[Hg]') },
        { code: { coding: [{ system: 'http://loinc.org', code: '8462-4' }] }, ...quantity(diastolic, 'mm[Hg]') },
      ],
    },
    true,
  );

export const bloodCulture = (time: string, result?: string): Json =>
  observation(LAB, '600-7', at(time), result === undefined ? {} : { valueString: result }, true);

const rxnorm = (code: string, text: string): Json => ({
  coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code, display: text }],
  text,
});

/** One dose by vein. */
export const dose = (name: string, code: string, time: string): Json => ({
  resourceType: 'MedicationAdministration',
  id: id(),
  status: 'completed',
  medicationCodeableConcept: rxnorm(code, name),
  subject,
  context: encounter,
  effectiveDateTime: at(time),
  dosage: { route: { coding: [{ system: 'http://snomed.info/sct', code: '47625008' }] } },
});

export const ceftriaxone = (time: string): Json => dose('ceftriaxone', '2193', time);

/** A continuous infusion at one rate. */
export const infusion = (name: string, code: string, from: string, to: string, rate: number, unit: string): Json => ({
  resourceType: 'MedicationAdministration',
  id: id(),
  status: 'completed',
  medicationCodeableConcept: rxnorm(code, name),
  subject,
  context: encounter,
  effectivePeriod: { start: at(from), end: at(to) },
  dosage: {
    route: { coding: [{ system: 'http://snomed.info/sct', code: '47625008' }] },
    rateQuantity: { value: rate, unit, system: 'http://unitsofmeasure.org', code: unit },
  },
});

export const problem = (icd: string, text: string): Json => ({
  resourceType: 'Condition',
  id: id(),
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  verificationStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }] },
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'problem-list-item' }] }],
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: icd, display: text }], text },
  subject,
  recordedDate: daysAgo(400),
});

/** A knee replacement. */
export const operation = (from: string, to: string): Json => ({
  resourceType: 'Procedure',
  id: id(),
  status: 'completed',
  code: { text: 'Total knee replacement' },
  subject,
  encounter,
  performedPeriod: { start: at(from), end: at(to) },
});

const KINDS = { ed: '34111-5', progress: '11506-3', 'discharge-summary': '18842-5' } as const;
const QUERY = { text: 'CDI Query' };

/** A signed note, of the attending unless another is named; `query`: a clinical documentation query as it stands among the notes. */
export const note = (kind: keyof typeof KINDS | 'query', time: string, words: string, author = 'doc'): Json => ({
  resourceType: 'DocumentReference',
  id: id(),
  status: 'current',
  docStatus: 'final',
  type: kind === 'query' ? QUERY : { coding: [{ system: 'http://loinc.org', code: KINDS[kind] }] },
  subject,
  date: at(time),
  author: [{ reference: `Practitioner/${author}` }],
  content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(words).toString('base64') } }],
  context: { encounter: [encounter] },
});

const frame = (end: string): readonly Json[] => [
  { resourceType: 'Patient', id: 'p', birthDate: '1960-01-01' },
  { resourceType: 'Practitioner', id: 'doc', name: [{ family: 'Testcase' }], qualification: [{ code: { text: 'MD' } }] },
  { resourceType: 'Practitioner', id: 'cdi', name: [{ family: 'Testcase-Cdi' }], qualification: [{ code: { text: 'RN, CCDS' } }] },
  {
    resourceType: 'Location',
    id: 'ward',
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: 'America/New_York' }],
    status: 'active',
    name: 'Ward',
  },
  {
    resourceType: 'Encounter',
    id: 'e',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject,
    location: [{ location: { reference: 'Location/ward' }, period: { start: at('0:00'), end: at(end) } }],
    participant: [
      {
        type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'ATND' }] }],
        individual: { reference: 'Practitioner/doc' },
      },
    ],
    period: { start: at('0:00'), end: at(end) },
  },
];

/** The review of a stay that ends at hour 120, every type read to its last page: what is absent was looked for. */
export function reviewed(...resources: readonly Json[]): Review {
  const read = { ok: true, search: 'test', at: START, complete: true } as const;
  const sources = READ_TYPES.map((type): SourceRead => ({ type, read }));
  const [one] = review([...frame('120:00'), ...resources], { checklists: ['sepsis'] }, sources);
  if (!one) throw new Error('no stay was reviewed');
  return one;
}

/** Facts of one concept or measure. */
export const factsIn = (one: Review, concept: string) => one.chart.facts.filter((fact) => fact.concept === concept);

/** The highest value of a measure; null without a point. */
export const highestIn = (one: Review, concept: string): number | null =>
  factsIn(one, concept).reduce<number | null>((most, { value }) => (value !== undefined && value > (most ?? -1) ? value : most), null);

/** The highest points of one part of a score; null where nobody measured it. */
export const partIn = (one: Review, concept: string, part: string): number | null =>
  factsIn(one, concept).reduce<number | null>((most, { parts }) => {
    const points = parts?.[part];
    return points !== undefined && points > (most ?? -1) ? points : most;
  }, null);

/** The sepsis checklist's answer to a criterion or definition, and the state of an item. */
export function answerIn(one: Review, name: string): string {
  const [sepsis] = one.checklists;
  const item = sepsis?.expect[name] ?? sepsis?.conflicts[name];
  return item?.state ?? (sepsis?.definitions[name] ?? sepsis?.criteria[name])?.verdict ?? 'no such name';
}
