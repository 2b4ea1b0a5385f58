import { expect, test } from 'vitest';
import { type AnyResource, classify } from '../../src/ehr/answer.ts';
import { lend, type Transport, transport } from '../../src/ehr/transport.ts';
import {
  attendingOf,
  encountersIn,
  openEncounters,
  pastedIds,
  placeOf,
  reachesOtherPatients,
  serviceOf,
  unitOf,
} from '../../src/ehr/worklist.ts';

const encounter = (id: string, more: Record<string, unknown> = {}): AnyResource => ({
  resourceType: 'Encounter',
  id,
  class: { code: 'IMP' },
  subject: { reference: `Patient/p-${id}` },
  ...more,
});

test.each([
  ['user/Encounter.rs', true],
  ['user/*.read', true],
  ['user/Encounter.cruds', true],
  ['user/Encounter.r', false],
  ['user/Patient.rs', false],
  ['patient/Encounter.rs', false],
])('the scope %s reaches other patients: %s', (scope, reaches) => {
  expect(reachesOtherPatients(['launch', scope])).toBe(reaches);
});

test('a row is an open stay: parts of a listed stay and visits without a bed are none', () => {
  const found = [
    encounter('a'),
    encounter('ed', { class: { code: 'EMER' }, partOf: { reference: 'Encounter/a' } }),
    encounter('clinic', { class: { code: 'AMB' } }),
    encounter('r5', { class: [{ coding: [{ code: 'VR' }] }] }),
    encounter('nobody', { subject: undefined }),
  ];
  expect(encountersIn(found).map((row) => row.encounter)).toEqual(['a']);
});

test('a refused search is a value, never an empty list', async () => {
  const refused = {
    within: (address: string) => address,
    get: async () => ({ ...classify(403, 'application/json', '{}'), servedAt: null }),
  };
  const answer = await openEncounters(refused as unknown as Transport);
  expect(answer).toMatchObject({ ok: false, problem: { kind: 'not-permitted', what: 'Encounter' } });
});

test('a server that does not know the inclusion is asked without it, and for the names by id', async () => {
  const asked: string[] = [];
  const bundle = (entries: readonly AnyResource[]) => ({
    kind: 'bundle' as const,
    bundle: { resourceType: 'Bundle', entry: entries.map((resource) => ({ resource })) },
    warnings: 0,
    servedAt: null,
  });
  const server = {
    within: (address: string) => address,
    get: async (address: string) => {
      asked.push(address);
      if (address.includes('_include')) return { ...classify(400, 'application/json', '{}'), servedAt: null };
      if (address.startsWith('Patient')) return bundle([{ resourceType: 'Patient', id: 'p-a', name: [{ family: 'Ash', given: ['Ida'] }] }]);
      return bundle([encounter('a')]);
    },
  };
  const answer = await openEncounters(server as unknown as Transport);
  expect(answer.ok && answer.encounters[0]).toMatchObject({ encounter: 'a', patient: 'p-a', identity: { name: 'Ash, Ida' } });
  expect(asked.at(-1)).toBe('Patient?_id=p-a&_count=50');
});

test('the place is where the patient is now; the attending is the one whose time has not ended', () => {
  const stay = encounter('a', {
    location: [
      { location: { display: 'ED' }, period: { end: '2026-03-02T17:00:00Z' } },
      { location: { reference: 'Location/4w' }, period: { start: '2026-03-02T17:00:00Z' } },
    ],
    participant: [
      { type: [{ coding: [{ code: 'ATND' }] }], individual: { display: 'Old, A' }, period: { end: '2026-03-03' } },
      { type: [{ coding: [{ code: 'ATND' }] }], individual: { reference: 'Practitioner/2' } },
      { type: [{ coding: [{ code: 'CON' }] }], individual: { display: 'Other, C' } },
    ],
  });
  expect(placeOf(stay, (id) => ({ resourceType: 'Location', name: `Unit ${id}` }))).toBe('Unit 4w');
  const practitioner = { resourceType: 'Practitioner', id: '2', name: [{ family: 'Rivera', given: ['Alma'] }] };
  expect(attendingOf(stay, (ref) => (ref === 'Practitioner/2' ? practitioner : null))).toBe('Rivera, Alma');
  expect(attendingOf(encounter('b'), () => null)).toBeNull();
});

test('pasted text gives its ids: lines, commas, references; nothing else', () => {
  expect(pastedIds('12\nEncounter/a-1, https://ehr/fhir/Encounter/b.2 <script>')).toEqual(['12', 'a-1', 'b.2']);
});

test('four requests at once per token, however many readers share it', async () => {
  let running = 0;
  let most = 0;
  const get = (async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    return new Response('{"resourceType":"Patient"}', { headers: { 'content-type': 'application/fhir+json' } });
  }) as unknown as typeof fetch;
  let ended = false;
  const access = {
    authorization: async () => 'Bearer t',
    renew: async () => null,
    end: () => {
      ended = true;
    },
  };
  const lent = lend(access);
  const readers = [transport('https://e/fhir', access, { get }), transport('https://e/fhir', lent, { get, atMost: 2 })];
  await Promise.all(readers.flatMap((reader) => Array.from({ length: 8 }, (_, index) => reader.get(`Patient/${index}`))));
  expect(most).toBeLessThanOrEqual(4);
  lent.end();
  expect(ended).toBe(false);
});

test('the unit of a bed is what the bed is part of; without that the name of the place', () => {
  const stay = encounter('a', { location: [{ status: 'active', location: { reference: 'Location/b12' } }] });
  const bed = {
    resourceType: 'Location',
    name: 'Bed 12',
    physicalType: { coding: [{ code: 'bd' }] },
    partOf: { reference: 'Location/r3' },
  };
  const room = { resourceType: 'Location', name: 'Room 3', physicalType: { coding: [{ code: 'ro' }] }, partOf: { display: '4 West' } };
  const places: Record<string, AnyResource> = { b12: bed, r3: room };
  expect(unitOf(stay, (id) => places[id])).toBe('4 West');
  expect(placeOf(stay, (id) => places[id])).toBe('Bed 12');
  expect(unitOf(encounter('b', { location: [{ location: { display: 'ICU' } }] }), () => undefined)).toBe('ICU');
  expect(unitOf(encounter('c'), () => undefined)).toBeNull();
});

test('the service is taken as written, in both shapes of the field; a stay with an end is not open', () => {
  expect(serviceOf(encounter('a', { serviceType: { coding: [{ display: 'General medicine' }] } }))).toBe('General medicine');
  expect(serviceOf(encounter('b', { serviceType: [{ concept: { text: 'Cardiology' } }] }))).toBe('Cardiology');
  expect(serviceOf(encounter('c'))).toBeNull();
  const found = [
    encounter('a', { status: 'in-progress' }),
    encounter('b', { period: { end: '2026-03-04' } }),
    encounter('c', { status: 'finished' }),
  ];
  expect(encountersIn(found).map((row) => row.isOpen)).toEqual([true, false, false]);
});
