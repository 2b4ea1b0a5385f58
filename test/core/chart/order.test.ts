import { expect, test } from 'vitest';
import { at, encounter, factsOf, read, resource, snomed } from './reading-of.ts';

const order = (code: unknown, more: Record<string, unknown> = {}) =>
  resource('ServiceRequest', { status: 'completed', intent: 'order', code, authoredOn: '2026-03-02T16:30:00-05:00', ...more });
const local = (text: string) => ({ coding: [{ system: 'urn:oid:1.2.840', code: 'ADT1', display: text.toUpperCase() }], text });

test('an admission order by code is a fact with its requester', () => {
  const doctor = { resourceType: 'Practitioner', id: 'd', qualification: [{ code: { text: 'MD' } }] };
  const stay = encounter({ participant: [{ type: [{ coding: [{ code: 'ATND' }] }], individual: { reference: 'Practitioner/d' } }] });
  const facts = factsOf(
    'inpatient-order',
    order(snomed('32485007', 'Admit to inpatient'), { requester: { reference: 'Practitioner/d' } }),
    doctor,
    stay,
  );
  expect(facts).toMatchObject([
    { at: at('2026-03-02T16:30:00-05:00'), says: 'affirmed', by: 'attending', author: 'Practitioner/d', text: 'Admit to inpatient' },
  ]);
  expect(facts[0]?.flags).toBeUndefined();
});

test.each([
  ['Admit to Inpatient', 'inpatient-order'],
  ['ADMIT TO  INPATIENT STATUS', 'inpatient-order'],
  ['Place in Observation Services', 'observation-order'],
  ['Discharge patient', 'discharge-order'],
  ['Hospital outpatient surgery', 'outpatient-order'],
  ['Telemetry', 'monitoring-order'],
  ['Arterial blood gas', 'abg-order'],
])('the local order "%s" is known by its whole text', (text, concept) => {
  expect(read([order(local(text))]).facts).toMatchObject([{ concept, flags: ['by-text'] }]);
});

test.each([
  'Consult to inpatient psychiatry',
  'Inpatient diet',
  'Discharge planning consult',
  'Observe for falls',
  'Do not admit to inpatient',
])('"%s" is no status order', (text) => {
  const { facts, unmapped } = read([order(local(text))]);
  expect(facts).toEqual([]);
  expect(unmapped).toHaveLength(1);
});

test.each([
  ['Admit to Inpatient - General Medicine', 'inpatient-order'],
  ['Admission Status: Inpatient', 'inpatient-order'],
  ['Patient class: Inpatient', 'inpatient-order'],
  ['Convert Observation to Inpatient', 'inpatient-order'],
  ['Change from inpatient to observation', 'observation-order'],
  ['Initiate Outpatient Observation Services', 'observation-order'],
  ['Observation - Medicine', 'observation-order'],
  ['Admit for observation', 'observation-order'],
  ['Patient class: Outpatient', 'outpatient-order'],
  ['Admit to tower 7', 'admission-order-unclear'],
  ['Admit to Dr. Reyes', 'admission-order-unclear'],
  ['Admit, inpatient or observation', 'admission-order-unclear'],
  ['Hospital admission', 'admission-order-unclear'],
])('the words of "%s" tell the status it orders', (text, concept) => {
  expect(read([order(local(text))]).facts).toMatchObject([{ concept, flags: ['by-text'] }]);
});

test.each([
  '1:1 observation',
  'Place on close observation',
  'Start neuro observation',
  'Admission labs',
  'Discharge to inpatient rehab',
  'Outpatient referral',
])('the words of "%s" order no status', (text) => {
  expect(read([order(local(text))]).facts).toEqual([]);
});

test('a code of admission under a text that names no status is an unclear order', () => {
  expect(read([order(snomed('32485007', 'Admit to tower 7'))]).facts).toMatchObject([{ concept: 'admission-order-unclear' }]);
  expect(read([order(snomed('32485007', 'Hospital admission'))]).facts).toMatchObject([{ concept: 'inpatient-order' }]);
  expect(
    read([
      order({
        coding: [{ system: 'http://snomed.info/sct', code: '32485007', display: 'Admit to inpatient' }],
        text: 'Admit to Dr. Reyes',
      }),
    ]).facts,
  ).toMatchObject([{ concept: 'inpatient-order' }]);
});

test('a code and a text that name different orders are not used', () => {
  expect(read([order(snomed('32485007', 'Place in observation'))])).toMatchObject({
    facts: [],
    problems: [{ kind: 'data-quality', detail: 'code and text name different orders: inpatient-order, observation-order' }],
  });
});

test.each([
  { status: 'draft' },
  { status: 'on-hold' },
  { status: 'entered-in-error' },
  { status: 'unknown' },
  { intent: 'plan' },
  { intent: 'proposal' },
  { doNotPerform: true },
])('a request with %j is no order', (more) => expect(read([order(snomed('32485007'), more)]).facts).toEqual([]));

test('a revoked order stays visible and is withdrawn', () => {
  expect(factsOf('inpatient-order', order(snomed('32485007'), { status: 'revoked' }))).toMatchObject([{ standing: 'withdrawn' }]);
});
