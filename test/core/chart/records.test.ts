import { expect, test } from 'vitest';
import { siteFrom } from '../../../src/core/chart/site.ts';
import { at, concepts, encounter, factsOf, loinc, patient, read, resource, snomed } from './reading-of.ts';

const ward = {
  resourceType: 'Location',
  id: 'w',
  name: '4 West',
  type: [{ coding: [{ code: 'HU' }] }],
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: 'America/Chicago' }],
};

test('an encounter keeps class, places and history as charted, and its zone', () => {
  const stay = encounter({
    classHistory: [
      { class: { system: 'v3', code: 'EMER' }, period: { start: '2026-03-02T13:40:00-05:00', end: '2026-03-02T16:30:00-05:00' } },
    ],
    location: [
      { location: { reference: 'Location/w' }, period: { start: '2026-03-02T17:40:00-05:00' } },
      { location: { display: 'MICU' } },
    ],
    hospitalization: { dischargeDisposition: { coding: [{ code: 'home' }], text: 'Home' } },
    partOf: { reference: 'Encounter/e0' },
  });
  const { encounters, zone } = read([stay, ward]);
  expect(zone).toBe('America/Chicago');
  expect(encounters).toMatchObject([
    {
      ref: 'Encounter/e',
      patient: 'Patient/p',
      class: { code: 'IMP' },
      period: { start: at('2026-03-02T13:40:00-05:00'), end: at('2026-03-06T11:00:00-05:00') },
      partOf: 'Encounter/e0',
      classHistory: [{ code: 'EMER' }],
      locations: [
        { ref: 'Location/w', name: '4 West', type: 'HU', zone: 'America/Chicago' },
        { ref: null, name: 'MICU', type: '', zone: null },
      ],
      dischargeDisposition: { code: 'home', text: 'Home' },
    },
  ]);
});

test('a reversed period is left out and reported', () => {
  const { encounters, problems } = read([encounter({ period: { start: '2026-03-06T11:00:00Z', end: '2026-03-02T11:00:00Z' } })]);
  expect(encounters[0]?.period).toEqual({});
  expect(problems).toMatchObject([{ kind: 'data-quality', what: 'Encounter' }]);
});

const note = (fields: Record<string, unknown>) =>
  resource('DocumentReference', {
    status: 'current',
    docStatus: 'final',
    date: '2026-03-02T16:00:00-05:00',
    encounter: undefined,
    context: { encounter: [{ reference: 'Encounter/e' }] },
    ...fields,
  });
const attachment = (fields: Record<string, unknown>) => ({ content: [{ attachment: { contentType: 'text/plain', ...fields } }] });

test.each([
  [loinc('34117-2'), 'hp'],
  [loinc('34111-5'), 'ed'],
  [loinc('34878-9'), 'ed'],
  [loinc('18842-5'), 'discharge-summary'],
  [loinc('11506-3', 'Hospitalist Progress Note - Addendum'), 'addendum'],
  [{ coding: [{ system: 'urn:local', code: '17' }], text: 'H&P' }, 'hp'],
  [{ text: 'ICU Progress Note (Attending)' }, 'progress'],
  [{ text: 'Nutrition Consult' }, 'dietitian'],
  [{ text: 'ED Nursing Note' }, 'nursing'],
  [{ text: 'CDI Query Response' }, 'query-response'],
  [{ text: 'XR CHEST PORTABLE' }, 'radiology'],
  [{ text: 'Telephone encounter' }, 'other'],
])('a note of type %j is %s', (type, kind) => expect(read([note({ type })]).notes[0]?.type).toBe(kind));

const people = [
  { resourceType: 'Practitioner', id: 'd', name: [{ given: ['Sami'], family: 'Haddad' }], qualification: [{ code: { text: 'MD' } }] },
  { resourceType: 'Practitioner', id: 'n', qualification: [{ code: { text: 'RN, BSN' } }] },
  { resourceType: 'Practitioner', id: 'a', qualification: [{ code: { text: 'PA-C' } }] },
  { resourceType: 'Practitioner', id: 'r' },
  { resourceType: 'PractitionerRole', id: 'rr', practitioner: { reference: 'Practitioner/r' }, specialty: [{ text: 'Radiology' }] },
  encounter({
    participant: [
      { type: [{ coding: [{ code: 'ATND' }] }], individual: { reference: 'Practitioner/d' } },
      { type: [{ coding: [{ code: 'CON' }] }], individual: { reference: 'Practitioner/n' } },
    ],
  }),
];

test.each([
  ['Practitioner/d', 'attending', 'Practitioner/d'],
  ['Practitioner/n', 'nurse', 'Practitioner/n'],
  ['Practitioner/a', 'app', 'Practitioner/a'],
  ['PractitionerRole/rr', 'radiologist', 'Practitioner/r'],
  ['Practitioner/unknown', 'unknown', 'Practitioner/unknown'],
])('a note by %s is by a %s', (reference, role, author) => {
  expect(read([...people, note({ author: [{ reference }] })]).notes[0]).toMatchObject({ role, author });
});

test('a note finds its text in a Binary by relative, absolute and urn url, and says when it has none', () => {
  const binary = (fullUrl: string, id: string) => ({
    fullUrl,
    resource: { resourceType: 'Binary', id, contentType: 'text/html', data: 'PHA+' },
  });
  const entries = [binary('https://ehr.example.org/fhir/Binary/b1', 'b1'), binary('urn:uuid:4', 'b2')];
  const textAt = (url: string) => read([...entries, note(attachment({ contentType: 'text/html', url }))]).notes[0]?.attachments[0];
  expect(
    ['Binary/b1', 'https://ehr.example.org/fhir/Binary/b1', 'https://ehr.example.org/fhir/Binary/b1/_history/2', 'urn:uuid:4'].map(
      (url) => textAt(url)?.data,
    ),
  ).toEqual(['PHA+', 'PHA+', 'PHA+', 'PHA+']);
  for (const url of ['Binary/missing', 'https://elsewhere.example/fhir/Binary/b1', 'javascript:alert(1)']) {
    expect(textAt(url)).toMatchObject({ data: null, problem: { kind: 'not-exported' } });
  }
});

test('text comes before HTML, HTML before RTF, whatever the order', () => {
  const content = ['application/pdf', 'text/rtf', 'text/html; charset=utf-8', 'text/plain'].map((contentType) => ({
    attachment: { contentType, data: 'eA==' },
  }));
  expect(read([note({ content })]).notes[0]?.attachments.map(({ contentType }) => contentType)).toEqual([
    'text/plain',
    'text/html; charset=utf-8',
    'text/rtf',
    'application/pdf',
  ]);
});

test('an unsigned note is preliminary, a superseded or replaced one withdrawn, a mistake none', () => {
  expect(read([note({ docStatus: 'preliminary' })]).notes[0]).toMatchObject({ signed: false, standing: 'preliminary' });
  expect(read([note({ status: 'superseded' })]).notes[0]).toMatchObject({ standing: 'withdrawn', flags: ['superseded'] });
  expect(read([note({ docStatus: 'entered-in-error' }), note({ status: 'entered-in-error' })]).notes).toEqual([]);
  const first = note({ id: 'old' });
  const second = note({ id: 'new', relatesTo: [{ code: 'replaces', target: { reference: 'DocumentReference/old' } }] });
  expect(read([first, second]).notes.map(({ ref, standing, flags }) => [ref, standing, flags])).toEqual([
    ['DocumentReference/new', undefined, ['replaces']],
    ['DocumentReference/old', 'withdrawn', ['superseded']],
  ]);
});

test('an imaging report with text is a note by a radiologist', () => {
  const report = resource('DiagnosticReport', {
    status: 'final',
    code: { text: 'XR chest' },
    category: [{ coding: [{ code: 'RAD' }] }],
    effectiveDateTime: '2026-03-02T15:00:00Z',
    presentedForm: [{ contentType: 'text/plain', data: 'eA==' }],
  });
  expect(read([report]).notes).toMatchObject([{ type: 'radiology', role: 'radiologist', encounter: 'Encounter/e', signed: true }]);
});

const coverage = (fields: Record<string, unknown>) => ({
  resourceType: 'Coverage',
  id: 'c',
  status: 'active',
  beneficiary: { reference: 'Patient/p' },
  ...fields,
});
const sopt = (code: string, display = '') => ({ coding: [{ system: 'https://nahdo.org/sopt', code, display }] });

test.each([
  ['121', 'medicare-ffs'],
  ['12', 'medicare-ffs'],
  ['112', 'medicare-advantage'],
  ['211', 'medicaid-mco'],
  ['22', 'medicaid-ffs'],
  ['512', 'commercial'],
  ['81', 'unknown'],
])('payment typology %s is %s', (code, regime) => expect(factsOf('regime', coverage({ type: sopt(code) }))[0]?.text).toBe(regime));

test('a payer called Medicare tells nothing by its name', () => {
  const payor = [{ reference: 'Organization/m', display: 'Medicare' }];
  expect(
    factsOf('regime', coverage({ type: { text: 'Medicare' }, payor, class: [{ value: 'P1', name: 'Medicare Complete' }] }))[0]?.text,
  ).toBe('unknown');
});

test('the plan table of a site decides over the type', () => {
  const { site } = siteFrom('x', { file: 'site.yaml', content: { plans: { P1: 'medicare-advantage' } } }, null, concepts);
  expect(read([coverage({ type: sopt('121'), class: [{ value: 'P1' }] })], { site }).facts).toMatchObject([{ text: 'medicare-advantage' }]);
});

test('procedures and devices in use are facts with their span', () => {
  const use = resource('DeviceUseStatement', {
    status: 'completed',
    device: { reference: 'Device/v' },
    timingPeriod: { start: '2026-03-02T15:00:00Z', end: '2026-03-02T22:00:00Z' },
  });
  const device = { resourceType: 'Device', id: 'v', type: snomed('428311008', 'BiPAP') };
  expect(factsOf('niv', use, device)).toMatchObject([
    {
      at: at('2026-03-02T15:00:00Z'),
      until: at('2026-03-02T22:00:00Z'),
      from: [expect.stringContaining('DeviceUseStatement/'), 'Device/v'],
    },
  ]);
  expect(
    factsOf('intubation', resource('Procedure', { status: 'completed', code: snomed('112798008'), performedDateTime: '2026-03-02' })),
  ).toMatchObject([{ flags: ['date-precision'] }]);
  expect(
    factsOf(
      'intubation',
      resource('Procedure', { status: 'not-done', code: snomed('112798008'), performedDateTime: '2026-03-02T15:00:00Z' }),
    ),
  ).toEqual([]);
});

test('another patient record beside ours is dropped', () => {
  expect(read([patient, { ...patient, id: 'q' }])).toMatchObject({ problems: [{ kind: 'wrong-patient', what: 'Patient' }] });
});
