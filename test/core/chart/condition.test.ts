import { expect, test } from 'vitest';
import { encounter, factsOf, read, resource } from './reading-of.ts';

const icd = (code: string, system = 'http://hl7.org/fhir/sid/icd-10-cm') => ({ coding: [{ system, code }] });
const category = (code: string) => [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code }] }];
const state = (code: string) => ({ coding: [{ code }] });
const condition = (code: unknown, more: Record<string, unknown> = {}) =>
  resource('Condition', {
    code,
    category: category('encounter-diagnosis'),
    clinicalStatus: state('active'),
    verificationStatus: state('confirmed'),
    recordedDate: '2026-03-02T16:40:00-05:00',
    ...more,
  });

test.each([
  ['A41.51', 'sepsis'],
  ['a4151', 'sepsis'],
  ['R65.21 ', 'septic-shock'],
  ['J96.01', 'acute-respiratory-failure'],
  ['J9621', 'acute-on-chronic-respiratory-failure'],
  ['N17.9', 'aki'],
  ['Z99.81', 'home-oxygen'],
  ['J44.1', 'copd-exacerbation'],
])('ICD-10-CM %s is %s', (code, concept) => expect(factsOf(concept, condition(icd(code)))).toHaveLength(1));

test('ICD-9-CM codes are matched in their own system only', () => {
  expect(factsOf('sepsis', condition(icd('038.9', 'http://hl7.org/fhir/sid/icd-9-cm')))).toHaveLength(1);
  expect(read([condition(icd('038.9'))]).facts).toEqual([]);
  expect(read([condition(icd('A41.9', 'http://hl7.org/fhir/sid/icd-10'))]).facts).toEqual([]);
});

test.each(['R78.81', 'M00.9', 'A31.0', 'R65.10', 'Z86.19'])('%s is not sepsis', (code) =>
  expect(factsOf('sepsis', condition(icd(code)))).toEqual([]));

test('a diagnosis is matched by code, never by its text', () => {
  expect(read([condition({ text: 'Sepsis' })]).facts).toEqual([]);
});

test.each([
  ['confirmed', 'affirmed'],
  ['provisional', 'uncertain'],
  ['differential', 'uncertain'],
  ['unconfirmed', 'uncertain'],
  ['refuted', 'denied'],
])('%s is %s', (verification, says) =>
  expect(factsOf('sepsis', condition(icd('A41.9'), { verificationStatus: state(verification) }))[0]?.says).toBe(says));

test('a mistake is nothing', () =>
  expect(read([condition(icd('A41.9'), { verificationStatus: state('entered-in-error') })]).facts).toEqual([]));

const doctor = { resourceType: 'Practitioner', id: 'd', qualification: [{ code: { text: 'MD' } }] };
const coder = { resourceType: 'Practitioner', id: 'c', qualification: [{ code: { text: 'CCS' } }] };
const attends = encounter({ participant: [{ type: [{ coding: [{ code: 'ATND' }] }], individual: { reference: 'Practitioner/d' } }] });

test('only a treating provider of the stay documents with a code; anybody else only codes', () => {
  const recordedBy = (person: string, ...more: unknown[]) =>
    factsOf('sepsis', condition(icd('A41.9'), { recorder: { reference: person } }), doctor, coder, ...more)[0]?.flags;
  expect(recordedBy('Practitioner/d', attends)).toEqual(['encounter-diagnosis']);
  expect(recordedBy('Practitioner/d', encounter())).toEqual(['coded', 'encounter-diagnosis']);
  expect(recordedBy('Practitioner/c', attends)).toEqual(['coded', 'encounter-diagnosis']);
  expect(factsOf('sepsis', condition(icd('A41.9')), attends)[0]?.flags).toEqual(['coded', 'encounter-diagnosis']);
});

test('who writes notes of the stay treats the patient', () => {
  const note = resource('DocumentReference', {
    status: 'current',
    date: '2026-03-02T16:00:00-05:00',
    author: [{ reference: 'Practitioner/d' }],
    context: { encounter: [{ reference: 'Encounter/e' }] },
  });
  expect(
    factsOf('sepsis', condition(icd('A41.9'), { asserter: { reference: 'Practitioner/d' } }), doctor, encounter(), note)[0]?.flags,
  ).toEqual(['encounter-diagnosis']);
});

test('a problem list entry says so; resolved, it is history', () => {
  const entry = (clinical: string) =>
    factsOf(
      'ckd',
      condition(icd('N18.31'), {
        category: category('problem-list-item'),
        clinicalStatus: state(clinical),
        recordedDate: '2021-08-01',
        encounter: undefined,
      }),
    )[0];
  expect(entry('active')).toMatchObject({ says: 'affirmed', flags: ['date-precision', 'problem-list'] });
  expect(entry('resolved')).toMatchObject({ says: 'historical', flags: ['date-precision', 'problem-list', 'resolved'] });
});

test('a diagnosis of this stay that is resolved was there', () => {
  expect(factsOf('aki', condition(icd('N17.9'), { clinicalStatus: state('resolved') }))[0]).toMatchObject({
    says: 'affirmed',
    flags: ['coded', 'encounter-diagnosis', 'resolved'],
  });
});

test('a look-alike of a prefix is left out', () => {
  expect(factsOf('lactic-acidosis', condition(icd('E87.21')))).toHaveLength(1);
  expect(factsOf('lactic-acidosis', condition(icd('E87.22')))).toEqual([]);
});
