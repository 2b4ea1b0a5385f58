import { expect, test } from 'vitest';
import { siteFrom } from '../../../src/core/chart/site.ts';
import { at, concepts, conceptsOf, factsOf, loinc, observation, quantity, read, resource, snomed } from './reading-of.ts';

const lactate = (value: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  observation(loinc('2524-7', 'Lactate'), value, more);

test('a result is a fact at its collection time, known when it was issued', () => {
  const [fact] = factsOf('lactate', lactate(quantity(3.6, 'mmol/L'), { issued: '2026-03-02T14:36:00-05:00' }));
  expect(fact).toMatchObject({ value: 3.6, at: at('2026-03-02T14:00:00-05:00'), known: at('2026-03-02T14:36:00-05:00') });
  expect(fact?.charted).toBeUndefined();
});

test('a converted value keeps what was charted', () => {
  expect(factsOf('lactate', lactate(quantity(18, 'mg/dL')))[0]).toMatchObject({ value: 2, charted: { value: 18, unit: 'mg/dL' } });
  expect(factsOf('temperature', observation(loinc('8310-5'), quantity(100.9, '°F', '[degF]')))[0]).toMatchObject({
    value: 38.28,
    charted: { value: 100.9, unit: '[degF]' },
  });
});

test.each(['entered-in-error', 'cancelled', 'registered', 'unknown'])('status %s is no result', (status) => {
  expect(read([lactate(quantity(3.6, 'mmol/L'), { status })]).facts).toEqual([]);
});

test('preliminary, amended and corrected results say so', () => {
  expect(
    ['preliminary', 'amended', 'corrected', 'final'].map(
      (status) => factsOf('lactate', lactate(quantity(3, 'mmol/L'), { status }))[0]?.standing,
    ),
  ).toEqual(['preliminary', 'amended', 'amended', undefined]);
});

test('a result without status is a problem, not a fact', () => {
  const { facts, problems } = read([lactate(quantity(3.6, 'mmol/L'), { status: undefined })]);
  expect(facts).toEqual([]);
  expect(problems).toEqual([{ kind: 'malformed', what: 'Observation', detail: 'no status' }]);
});

test('blood pressure comes from its components, the one that is there', () => {
  const panel = (component: unknown[]) => observation(loinc('85354-9'), { component });
  const sbp = { code: loinc('8480-6'), ...quantity(88, 'mmHg', 'mm[Hg]') };
  const dbp = { code: loinc('8462-4'), dataAbsentReason: { coding: [{ code: 'unknown' }] } };
  expect(read([panel([sbp, dbp])]).facts).toMatchObject([{ concept: 'sbp', value: 88 }]);
  expect(
    read([
      panel([
        sbp,
        { code: loinc('8462-4'), ...quantity(50, 'mmHg', 'mm[Hg]') },
        { code: loinc('8478-0'), ...quantity(63, 'mmHg', 'mm[Hg]') },
      ]),
    ]).facts.map(({ concept, value }) => [concept, value]),
  ).toEqual([
    ['sbp', 88],
    ['dbp', 50],
    ['map', 63],
  ]);
});

test('oxygen flow and concentration inside SpO2 are facts of their own', () => {
  const spo2 = observation(
    {
      coding: [
        { system: 'http://loinc.org', code: '2708-6' },
        { system: 'http://loinc.org', code: '59408-5' },
      ],
    },
    {
      ...quantity(91, '%'),
      component: [
        { code: loinc('3151-8'), ...quantity(4, 'L/min') },
        { code: loinc('3150-0'), ...quantity(36, '%') },
      ],
    },
    { category: [{ coding: [{ code: 'vital-signs' }] }] },
  );
  expect(read([spo2]).facts.map(({ concept, value }) => [concept, value])).toEqual([
    ['spo2', 91],
    ['o2-flow', 4],
    ['fio2', 36],
  ]);
});

test('saturation of a laboratory is co-oximetry, of a monitor pulse oximetry, although one code serves both', () => {
  const saturation = (category: string) =>
    observation(loinc('2708-6'), quantity(93, '%'), { category: [{ coding: [{ code: category }] }] });
  expect(conceptsOf(saturation('laboratory'))).toEqual(['sao2']);
  expect(conceptsOf(saturation('vital-signs'))).toEqual(['spo2']);
});

test('SpO2 on room air is a saturation and a device', () => {
  expect(
    read([observation(loinc('59410-1'), quantity(90, '%'))]).facts.map(({ concept, value, text }) => [concept, value ?? text]),
  ).toEqual([
    ['spo2-charted-room-air', 90],
    ['spo2', 90],
    ['o2-device', 'room-air'],
  ]);
});

test.each([
  ['"<0.5" as text', { valueString: '<0.5' }, null],
  [
    '"> 20" as a quantity',
    { valueQuantity: { value: 20, comparator: '>', unit: 'mmol/L', code: 'mmol/L' } },
    { value: 20, comparator: '>' },
  ],
])('a bound stays a bound: %s', (_name, value, expected) => {
  const facts = factsOf('lactate', lactate(value));
  if (expected) expect(facts[0]).toMatchObject(expected);
  // A string has no unit: lactate without one is not read.
  else expect(facts[0]?.value).toBeUndefined();
});

test('a number in words counts where the concept needs no unit', () => {
  expect(factsOf('inr', observation(loinc('6301-6'), { valueString: '>= 5.0' }))[0]).toMatchObject({ value: 5, comparator: '>=' });
  expect(factsOf('inr', observation(loinc('6301-6'), { valueString: '2,4' }))[0]?.value).toBeUndefined();
});

test.each([
  'hemolyzed',
  'QNS',
  'see note',
  'pending',
  'trace',
])('the result "%s" is shown, never compared, and keeps the chart from saying "not found"', (valueString) => {
  const { facts, doubts } = read([lactate({ valueString })]);
  expect(facts).toMatchObject([{ concept: 'lactate', text: valueString, flags: ['unreadable'] }]);
  expect(facts[0]?.value).toBeUndefined();
  expect(doubts.map(({ concept }) => concept)).toEqual(['lactate']);
});

test('a missing or unknown unit is a problem and a doubt', () => {
  for (const value of [
    { valueQuantity: { value: 38 } },
    quantity(38, 'furlong'),
    { valueQuantity: { value: 38, unit: 'F', code: 'Cel' } },
  ]) {
    const { facts, problems, doubts } = read([observation(loinc('8310-5'), value)]);
    expect(facts.map((fact) => fact.value)).toEqual([undefined]);
    expect(problems.map(({ kind }) => kind)).toEqual(['unit']);
    expect(doubts.map(({ concept }) => concept)).toEqual(['temperature']);
  }
});

test('a site may say which unit is meant when none is charted', () => {
  const { site } = siteFrom('x', { file: 'site.yaml', content: { units: { temperature: 'Cel' } } }, null, concepts);
  expect(read([observation(loinc('8310-5'), { valueQuantity: { value: 38 } })], { site }).facts).toMatchObject([
    { value: 38, flags: ['unit-assumed'] },
  ]);
});

test.each([
  [0.4, '1', 40],
  [40, '%', 40],
  [0.4, '%', 40],
  [21, '%', 21],
  [100, '%', 100],
])('FiO2 %d %s is %d %', (value, unit, expected) =>
  expect(factsOf('fio2', observation(loinc('3150-0'), quantity(value, unit)))[0]?.value).toBe(expected));

test('a litre flow in the FiO2 field is no concentration; with its unit it is a flow', () => {
  expect(factsOf('fio2', observation(loinc('3150-0'), quantity(4, '%')))[0]).toMatchObject({
    flags: ['implausible'],
    charted: { value: 4, unit: '%' },
  });
  const flow = observation(loinc('3150-0'), quantity(4, 'LPM'));
  expect([factsOf('fio2', flow), factsOf('o2-flow', flow)[0]]).toMatchObject([[], { value: 4, flags: ['flow-as-fio2'] }]);
  expect(factsOf('fio2', observation(loinc('3150-0'), quantity(4, 'mmHg')))[0]).toMatchObject({ flags: ['unit-unknown'] });
});

test.each([
  ['spo2', '59408-5', 900, '%'],
  ['temperature', '8310-5', 12, 'Cel'],
  ['gcs-total', '9269-2', 47, '{score}'],
  ['platelets', '777-3', -4, '10*3/uL'],
])('an implausible %s is kept, flagged and has no value to compare', (concept, code, value, unit) => {
  const [fact] = factsOf(concept, observation(loinc(code), quantity(value, unit)));
  expect(fact).toMatchObject({ flags: ['implausible'], charted: { value } });
  expect(fact?.value).toBeUndefined();
});

test('zero is a value', () => expect(factsOf('o2-flow', observation(loinc('3151-8'), quantity(0, 'L/min')))[0]?.value).toBe(0));

test('no value with a reason is nothing; a value with a reason is not believed', () => {
  const reason = { dataAbsentReason: { coding: [{ code: 'not-performed' }] } };
  expect(read([lactate(reason)])).toMatchObject({ facts: [], problems: [], doubts: [] });
  expect(read([lactate({ ...reason, ...quantity(3, 'mmol/L') })])).toMatchObject({
    facts: [],
    problems: [{ kind: 'data-quality', what: 'lactate' }],
  });
});

test.each<[Record<string, unknown>, string]>([
  [{ effectiveDateTime: '2026-03-02' }, 'date only'],
  [{ effectiveDateTime: '2026-02-30T10:00:00Z' }, 'an impossible day'],
  [{ effectiveDateTime: '2026-03-02T10:00:00' }, 'no offset and no zone'],
  [{ effectiveDateTime: undefined, effectivePeriod: { start: '2026-03-02T10:00:00Z', end: '2026-03-02T09:00:00Z' } }, 'a reversed period'],
  [{ effectiveDateTime: undefined }, 'no time at all'],
])('%j is a problem, never a guess: %s', (more) => {
  expect(read([lactate(quantity(3, 'mmol/L'), more)])).toMatchObject({ facts: [], problems: [{ kind: 'date' }] });
});

test('a wall clock without offset is read in the zone of the hospital', () => {
  const { facts } = read([lactate(quantity(3, 'mmol/L'), { effectiveDateTime: '2026-07-02T10:00:00' })], { zone: 'America/New_York' });
  expect(facts).toMatchObject([{ at: at('2026-07-02T10:00:00-04:00'), flags: ['zone-assumed'] }]);
});

test('issued stands in for the time only with a flag', () => {
  expect(
    factsOf('lactate', lactate(quantity(3, 'mmol/L'), { effectiveDateTime: undefined, issued: '2026-03-02T15:00:00Z' }))[0],
  ).toMatchObject({
    at: at('2026-03-02T15:00:00Z'),
    flags: ['issued-only'],
  });
});

test('two codes of different things in one result: not used, and said', () => {
  const both = observation(
    {
      coding: [
        { system: 'http://loinc.org', code: '2524-7' },
        { system: 'http://loinc.org', code: '2345-7' },
      ],
    },
    quantity(3, 'mmol/L'),
  );
  expect(read([both])).toMatchObject({
    facts: [],
    problems: [{ kind: 'data-quality', detail: 'codes of different things: 2524-7, 2345-7' }],
  });
});

test('several codes of one thing are one fact; the display never matters', () => {
  const weight = observation(
    {
      coding: [
        { system: 'urn:oid:2.16.840.1.113883.6.1', code: '29463-7', display: 'Glucose' },
        { system: 'http://loinc.org/', code: '3141-9' },
      ],
    },
    quantity(70, 'kg'),
  );
  expect(read([weight]).facts.map(({ concept }) => concept)).toEqual(['weight']);
});

test('a local code or a name alone never maps a number; it is listed, and what it names is in doubt', () => {
  const poc = observation(
    { coding: [{ system: 'urn:local', code: '4711', display: 'LACTATE POC' }], text: 'Lactate POC' },
    quantity(3.1, 'mmol/L'),
  );
  const { facts, unmapped, doubts } = read([poc]);
  expect(facts).toEqual([]);
  expect(unmapped).toMatchObject([{ system: 'urn:local', code: '4711', text: 'Lactate POC' }]);
  expect(doubts.map(({ concept }) => concept)).toEqual(['lactate']);
});

test.each([
  'Lactate Dehydrogenase',
  'Creatinine, Urine',
  'Glucose, CSF',
  'Hemoglobin A1c',
  'Creatinine clearance',
  'Platelet smear',
])('%s names no result of ours', (name) => expect(read([observation({ text: name }, quantity(1, 'mg/dL'))]).doubts).toEqual([]));

test('the code map of a site maps local codes, and decides alone', () => {
  const map = {
    resourceType: 'ConceptMap',
    group: [
      {
        source: 'urn:local',
        element: [
          { code: '4711', target: [{ code: 'lactate', equivalence: 'equivalent' }] },
          { code: '9', target: [{ code: 'lactat' }] },
        ],
      },
    ],
  };
  const { site, errors } = siteFrom('x', null, { file: 'codes.json', content: map }, concepts);
  expect(errors.map(({ message }) => message)).toEqual(['unknown concept "lactat" - did you mean "lactate"?']);
  const local = observation(
    {
      coding: [
        { system: 'urn:local', code: '4711' },
        { system: 'http://loinc.org', code: '2345-7' },
      ],
    },
    quantity(3.1, 'mmol/L'),
  );
  expect(read([local], { site }).facts.map(({ concept }) => concept)).toEqual(['lactate']);
});

const gas = (code: string, kind: string | null) => [
  observation(loinc(code), quantity(62, 'mmHg', 'mm[Hg]'), kind === null ? {} : { specimen: { reference: 'Specimen/s' } }),
  ...(kind === null ? [] : [{ resourceType: 'Specimen', id: 's', type: { text: kind } }]),
];

test.each([
  ['11556-8', 'Arterial blood specimen', 'pao2'],
  ['11556-8', 'Venous blood specimen', 'po2-venous'],
  ['11556-8', null, 'po2-unspecified-specimen'],
  ['11557-6', 'Arterial blood', 'paco2'],
  ['2705-2', null, 'po2-venous'],
  ['2703-7', 'Arterial blood', 'pao2'],
])('gas %s from %s is %s', (code, kind, concept) => expect(conceptsOf(...gas(code, kind))).toEqual([concept]));

test('an arterial code on a venous sample is not used', () => {
  expect(read(gas('2703-7', 'Venous blood specimen'))).toMatchObject({
    facts: [],
    problems: [{ kind: 'data-quality', what: 'pao2' }],
    doubts: [{ concept: 'pao2' }],
  });
});

test('results of one sample name it, so that they can be told from those of another', () => {
  expect(factsOf('pao2', ...gas('11556-8', 'Arterial blood'))[0]?.from).toEqual([expect.stringMatching(/^Observation\//), 'Specimen/s']);
});

test('a verbal score that a tube makes untestable is charted without a value', () => {
  for (const valueString of ['1T', 'ET/Trach', 'Not testable']) {
    expect(factsOf('gcs-verbal', observation(loinc('9270-0'), { valueString }))[0]).toMatchObject({
      text: valueString,
      flags: ['not-testable'],
    });
  }
});

test.each([
  [{ valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '722742002' }] } }, 'room-air'],
  [{ valueString: 'None (Room air)' }, 'room-air'],
  [{ valueString: 'NASAL CANNULA' }, 'nasal-cannula'],
  [{ valueString: 'High flow nasal cannula' }, 'hfnc'],
  [{ valueString: 'Non-rebreather mask' }, 'non-rebreather'],
  [{ valueString: 'Venti mask' }, 'venturi'],
  [{ valueString: 'Bipap mask' }, 'bipap'],
  [{ valueString: 'Endotracheal tube' }, 'ventilator'],
  [{ valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '47545007' }], text: 'CPAP' } }, 'cpap'],
  [{ valueString: 'Blow-by' }, 'other'],
])('oxygen device %j is %s', (value, device) => {
  expect(factsOf('o2-device', observation(snomed('57485005'), value))[0]?.text).toBe(device);
});

test('a charted device may be known by its whole name', () => {
  expect(
    factsOf(
      'o2-device',
      observation({ coding: [{ system: 'urn:local', code: '1' }], text: 'O2 Device' }, { valueString: 'Nasal cannula' }),
    )[0],
  ).toMatchObject({
    text: 'nasal-cannula',
    flags: ['by-text'],
  });
});

test('a culture is a fact at collection, of its kind and as a culture', () => {
  const culture = observation(
    loinc('600-7'),
    { valueCodeableConcept: { text: 'No growth' } },
    { specimen: { reference: 'Specimen/s' }, effectiveDateTime: '2026-03-02T20:00:00Z' },
  );
  const specimen = { resourceType: 'Specimen', id: 's', collection: { collectedDateTime: '2026-03-02T14:00:00-05:00' } };
  expect(read([culture, specimen]).facts.map(({ concept, at: when, text }) => [concept, when, text])).toEqual([
    ['blood-culture', at('2026-03-02T14:00:00-05:00'), 'No growth'],
    ['culture', at('2026-03-02T14:00:00-05:00'), 'No growth'],
  ]);
});

test('a cancelled culture does not start the clock, a screening swab is flagged, an ordered one says it is only ordered', () => {
  const named = (name: string, more: Record<string, unknown> = {}) => observation({ text: name }, { valueString: 'pending' }, more);
  expect(factsOf('culture', named('Blood culture', { status: 'cancelled' }))).toEqual([]);
  expect(factsOf('other-culture', named('MRSA SCREEN (MRSA SCREEN)'))[0]?.flags).toContain('surveillance');
  expect(factsOf('blood-culture', named('Blood Culture, Routine (BLOOD CULTURE)'))[0]?.flags).toEqual(['by-text']);
  const order = resource('ServiceRequest', {
    status: 'active',
    intent: 'order',
    authoredOn: '2026-03-02T14:00:00Z',
    code: { text: 'Blood culture' },
  });
  expect(factsOf('blood-culture', order)[0]?.flags).toContain('order-time-only');
});

test('a resource of rules we do not know is not used', () => {
  for (const more of [{ implicitRules: 'http://x' }, { modifierExtension: [{ url: 'http://x' }] }]) {
    expect(read([lactate(quantity(3, 'mmol/L'), more)])).toMatchObject({ facts: [], problems: [{ kind: 'unsupported' }] });
  }
});

test('a resource of another patient, a group or nobody is not used', () => {
  for (const subject of [
    { reference: 'Patient/q' },
    { reference: 'Group/p' },
    { reference: 'https://elsewhere.example/fhir/Patient/p2' },
  ]) {
    expect(read([lactate(quantity(3, 'mmol/L'), { subject })])).toMatchObject({
      facts: [],
      problems: [{ kind: 'wrong-patient', what: 'Observation' }],
    });
  }
  expect(read([lactate(quantity(3, 'mmol/L'), { subject: undefined })])).toMatchObject({ facts: [], problems: [{ kind: 'malformed' }] });
});
