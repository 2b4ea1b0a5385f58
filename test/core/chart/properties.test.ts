import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsFrom } from '../../../src/core/chart/facts-from.ts';
import { indexResources } from '../../../src/core/chart/resource-index.ts';
import { NO_SITE } from '../../../src/core/chart/site.ts';
import { chartOf, concepts, encounter, loinc, observation, PATIENT, patient, quantity, read, resource, snomed } from './reading-of.ts';

const stay: readonly Record<string, unknown>[] = [
  patient,
  encounter(),
  observation(loinc('2524-7'), quantity(3.6, 'mmol/L'), { id: 'l1', issued: '2026-03-02T14:36:00-05:00' }),
  observation(loinc('2524-7'), quantity(3.6, 'mmol/L'), { id: 'l2' }),
  observation(loinc('85354-9'), { component: [{ code: loinc('8480-6'), ...quantity(88, 'mmHg', 'mm[Hg]') }] }, { id: 'bp' }),
  observation({ text: 'Lactate POC' }, quantity(3, 'mmol/L'), { id: 'poc' }),
  observation(loinc('600-7'), { valueString: 'No growth' }, { id: 'cx', specimen: { reference: 'Specimen/s' } }),
  { resourceType: 'Specimen', id: 's', collection: { collectedDateTime: '2026-03-02T14:00:00-05:00' } },
  resource('MedicationAdministration', {
    id: 'ma',
    status: 'completed',
    medicationReference: { reference: 'Medication/m' },
    effectiveDateTime: '2026-03-02T15:00:00-05:00',
    context: { reference: 'Encounter/e' },
  }),
  { resourceType: 'Medication', id: 'm', code: { text: 'ceftriaxone' } },
  resource('ServiceRequest', {
    id: 'sr',
    status: 'completed',
    intent: 'order',
    authoredOn: '2026-03-02T16:30:00-05:00',
    code: snomed('32485007'),
  }),
  resource('Condition', { id: 'co', code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'A41.9' }] } }),
  resource('DocumentReference', {
    id: 'dr',
    status: 'current',
    date: '2026-03-02T16:00:00-05:00',
    content: [{ attachment: { contentType: 'text/plain', data: 'eA==' } }],
  }),
];

const TYPES = [
  'Observation',
  'MedicationAdministration',
  'MedicationRequest',
  'ServiceRequest',
  'Procedure',
  'DeviceUseStatement',
  'Condition',
  'Encounter',
  'DocumentReference',
  'DiagnosticReport',
  'Coverage',
  'Patient',
  'Location',
  'Specimen',
  'Binary',
  'Practitioner',
  'PractitionerRole',
];
const KEYS = [
  'id',
  'status',
  'code',
  'coding',
  'system',
  'text',
  'subject',
  'reference',
  'effectiveDateTime',
  'effectivePeriod',
  'period',
  'start',
  'end',
  'valueQuantity',
  'valueString',
  'value',
  'unit',
  'component',
  'category',
  'class',
  'type',
  'participant',
  'individual',
  'location',
  'content',
  'attachment',
  'medicationCodeableConcept',
  'dosage',
  'extension',
  'contained',
  'meta',
  'specimen',
  'relatesTo',
  'author',
  'name',
  'qualification',
  '__proto__',
];

const anything = fc.jsonValue({ maxDepth: 4 });
const shaped = fc
  .record({ resourceType: fc.constantFrom(...TYPES), rest: fc.dictionary(fc.constantFrom(...KEYS), anything, { maxKeys: 8 }) })
  .map(({ resourceType, rest }) => ({ status: 'final', subject: { reference: 'Patient/p' }, ...rest, resourceType }));

test('any JSON value in place of a resource gives problems, never a throw', () => {
  const context = { concepts, site: NO_SITE, index: indexResources([]), patient: PATIENT, zone: 'America/New_York' };
  fc.assert(
    fc.property(fc.oneof(anything, shaped), (value) => {
      expect(() => factsFrom(value, context)).not.toThrow();
      expect(() => read([value, { resource: value }])).not.toThrow();
    }),
    { numRuns: 400 },
  );
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('any one element of a real resource replaced by any JSON value costs at most that resource', () => {
  const lactates = (resources: readonly unknown[]) =>
    chartOf(resources).facts.filter(({ from }) => from.some((ref) => ref === 'Observation/l1'));
  fc.assert(
    fc.property(fc.integer({ min: 3, max: stay.length - 1 }), fc.nat(), anything, (which, key, value) => {
      const victim = stay[which] as Record<string, unknown>;
      const keys = Object.keys(victim).filter((name) => name !== 'id' && name !== 'resourceType');
      const broken = { ...victim, [keys[key % keys.length] as string]: value };
      expect(lactates(stay.map((entry, index) => (index === which ? broken : entry))).length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});

test('the order of resources, and their repetition, change nothing', () => {
  const whole = chartOf(stay);
  const plain = (chart: typeof whole) =>
    JSON.stringify({ facts: chart.facts, reads: [...chart.reads].sort(), unmapped: [...chart.unmapped].sort() });
  fc.assert(
    fc.property(fc.shuffledSubarray([...stay.keys()], { minLength: stay.length }), fc.array(fc.nat(stay.length - 1)), (order, again) => {
      expect(plain(chartOf([...order, ...again].map((index) => stay[index])))).toBe(plain(whole));
    }),
    { numRuns: 40 },
  );
});

test('adding resources that were entered in error changes nothing', () => {
  const whole = chartOf(stay);
  const wrong = stay.slice(2).map(
    (entry, index): Record<string, unknown> => ({
      ...entry,
      id: `wrong${index}`,
      ...(entry.resourceType === 'Condition'
        ? { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }
        : { status: 'entered-in-error' }),
      ...(entry.valueQuantity ? quantity(39, 'mmol/L') : {}),
      ...(entry.resourceType === 'DocumentReference' ? { author: [{ reference: 'Practitioner/x' }] } : {}),
    }),
  );
  const facts = wrong.filter(({ resourceType }) => resourceType !== 'Specimen' && resourceType !== 'Medication');
  expect(chartOf([...stay, ...facts]).facts).toEqual(whole.facts);
  expect(read([...stay, ...facts]).problems).toEqual(read(stay).problems);
});
