import { describe, expect, test } from 'vitest';
import { read } from '../core/chart/reading-of.ts';

const subject = { reference: 'Patient/p' };
const encounter = { reference: 'Encounter/e' };
const at = '2026-03-02T14:00:00-05:00';
const vital = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }];
const coded = (...codings: [system: string, code: string, display?: string][]) => ({
  coding: codings.map(([system, code, display]) => ({ system, code, display })),
});
const ucum = (value: number, unit: string, code: string) => ({ valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code } });
const told = (resources: readonly unknown[]) => read(resources).facts.map(({ concept, value, text }) => [concept, value ?? text]);

const L = 'http://loinc.org';

describe('US Core', () => {
  const observation = (code: unknown, fields: Record<string, unknown>) => ({
    resourceType: 'Observation',
    id: '1',
    status: 'final',
    category: vital,
    subject,
    encounter,
    effectiveDateTime: at,
    code,
    ...fields,
  });

  test('oximetry carries flow and concentration as components', () => {
    const spo2 = observation(coded([L, '2708-6'], [L, '59408-5']), {
      ...ucum(90, '%', '%'),
      component: [
        { code: coded([L, '3151-8']), ...ucum(2, 'L/min', 'L/min') },
        { code: coded([L, '3150-0']), ...ucum(28, '%', '%') },
      ],
    });
    expect(told([spo2])).toEqual([
      ['spo2', 90],
      ['o2-flow', 2],
      ['fio2', 28],
    ]);
  });

  test('the device is an Observation with a coded value', () => {
    expect(
      told([
        observation(coded(['http://snomed.info/sct', '57485005', 'Oxygen therapy']), {
          valueCodeableConcept: coded(['http://snomed.info/sct', '336623009']),
        }),
      ]),
    ).toEqual([['o2-device', 'nasal-cannula']]);
  });

  test('a blood pressure panel without a value of its own is two facts', () => {
    const panel = observation(coded([L, '85354-9']), {
      component: [
        { code: coded([L, '8480-6']), ...ucum(84, 'mmHg', 'mm[Hg]') },
        { code: coded([L, '8462-4']), ...ucum(48, 'mmHg', 'mm[Hg]') },
      ],
    });
    expect(told([panel])).toEqual([
      ['sbp', 84],
      ['dbp', 48],
    ]);
  });
});

describe('Epic-like', () => {
  const flowsheet = (id: string, display: string): [string, string, string] => [
    'urn:oid:1.2.840.114350.1.13.9999.2.7.2.707679',
    id,
    display,
  ];
  const observation = (code: Record<string, unknown>, fields: Record<string, unknown>) => ({
    resourceType: 'Observation',
    id: '1',
    status: 'final',
    category: vital,
    subject,
    encounter,
    effectiveDateTime: at,
    code,
    ...fields,
  });

  test('several LOINC codings and a local one are one thing; temperature is charted in Fahrenheit', () => {
    const { facts } = read([
      observation(
        { ...coded([L, '8310-5'], [L, '8331-1'], flowsheet('3087658', 'BODY TEMPERATURE')), text: 'Temp' },
        ucum(101.3, '°F', '[degF]'),
      ),
    ]);
    expect(facts).toMatchObject([{ concept: 'temperature', value: 38.5, charted: { value: 101.3, unit: '[degF]' } }]);
    expect(
      told([
        observation(
          { ...coded([L, '8867-4'], [L, '8889-8'], flowsheet('3046731', 'HEART RATE')), text: 'Pulse' },
          ucum(112, '/min', '/min'),
        ),
      ]),
    ).toEqual([['heart-rate', 112]]);
  });

  test('device, flow and concentration are separate Observations; the device has a local code only', () => {
    expect(
      told([observation({ ...coded(flowsheet('3135641', 'O2 DEVICE')), text: 'O2 Device' }, { valueString: 'Nasal cannula' })]),
    ).toEqual([['o2-device', 'nasal-cannula']]);
    expect(
      told([observation({ ...coded([L, '3150-0'], flowsheet('3082242', 'INHALED OXYGEN CONCENTRATION')) }, ucum(0.5, '1', '1'))]),
    ).toEqual([['fio2', 50]]);
  });

  test('the drug stands behind a reference', () => {
    const medication = {
      resourceType: 'Medication',
      id: 'm',
      code: { ...coded(['http://www.nlm.nih.gov/research/umls/rxnorm', '11124']), text: 'vancomycin' },
    };
    const given = {
      resourceType: 'MedicationAdministration',
      id: 'a',
      status: 'completed',
      subject,
      context: encounter,
      effectiveDateTime: at,
      medicationReference: { reference: 'Medication/m' },
      dosage: { text: '1.5 g IV once', route: coded(['http://snomed.info/sct', '47625008']) },
    };
    expect(read([given, medication]).facts.map(({ concept, flags }) => [concept, flags])).toEqual([
      ['vancomycin', ['iv']],
      ['antimicrobial-given', ['iv']],
    ]);
  });

  test('the admission order has a local code and a text; the class is local', () => {
    const order = {
      resourceType: 'ServiceRequest',
      id: 'o',
      status: 'completed',
      intent: 'order',
      subject,
      encounter,
      authoredOn: at,
      code: { text: 'Admit to Inpatient', ...coded(['urn:oid:1.2.840.114350.1.13.9999.2.7.2.696580', 'ADT1', 'ADMIT TO INPATIENT']) },
    };
    expect(read([order]).facts).toMatchObject([{ concept: 'inpatient-order', flags: ['by-text'] }]);
    const stay = {
      resourceType: 'Encounter',
      id: 'e',
      status: 'finished',
      subject,
      class: { system: 'urn:oid:1.2.840.114350.1.72', code: '101', display: 'Inpatient' },
    };
    expect(read([stay]).encounters[0]?.class).toEqual({ system: 'urn:oid:1.2.840.114350.1.72', code: '101', text: 'Inpatient' });
  });

  test('a note is RTF in a Binary by relative url', () => {
    const note = {
      resourceType: 'DocumentReference',
      id: 'd',
      status: 'current',
      docStatus: 'final',
      subject,
      date: at,
      type: { ...coded([L, '34878-9'], ['urn:oid:1.2.840.114350.1.13.9999', '19', 'ED Provider Note']), text: 'ED Provider Note' },
      content: [{ attachment: { contentType: 'text/rtf', url: 'Binary/b' } }],
      context: { encounter: [encounter] },
    };
    expect(read([note, { resourceType: 'Binary', id: 'b', contentType: 'text/rtf', data: 'e1xydGYx' }]).notes).toMatchObject([
      { type: 'ed', encounter: 'Encounter/e', attachments: [{ contentType: 'text/rtf', data: 'e1xydGYx' }] },
    ]);
  });
});

describe('Oracle-like', () => {
  const set = 'https://fhir.example-oracle.org/00000000-test/codeSet/72';
  const observation = (code: Record<string, unknown>, fields: Record<string, unknown>) => ({
    resourceType: 'Observation',
    id: '1',
    status: 'final',
    category: vital,
    subject,
    encounter,
    effectiveDateTime: at,
    code,
    ...fields,
  });

  test('a proprietary coding that the user selected stands beside LOINC, or alone', () => {
    expect(
      told([
        observation(
          {
            coding: [
              { system: set, code: '703501', userSelected: true },
              { system: L, code: '8480-6' },
            ],
            text: 'Systolic Blood Pressure',
          },
          ucum(88, 'mmHg', 'mm[Hg]'),
        ),
      ]),
    ).toEqual([['sbp', 88]]);
    const alone = read([
      observation(
        {
          coding: [{ system: set, code: '703501', display: 'Systolic Blood Pressure', userSelected: true }],
          text: 'Systolic Blood Pressure',
        },
        ucum(88, 'mmHg', 'mm[Hg]'),
      ),
    ]);
    expect(alone.facts).toEqual([]);
    expect(alone.doubts.map(({ concept }) => concept)).toEqual(['sbp']);
    expect(alone.unmapped).toMatchObject([{ code: '703501' }]);
  });

  test('gases come in kPa, creatinine in umol/L', () => {
    expect(told([observation(coded([L, '2703-7']), ucum(7.2, 'kPa', 'kPa'))])).toEqual([['pao2', 54]]);
    expect(told([observation(coded([L, '14682-9']), ucum(186, 'umol/L', 'umol/L'))])).toEqual([['creatinine', 2.1]]);
  });

  test('oxygen therapy is known by its whole name', () => {
    expect(
      read([
        observation(
          { coding: [{ system: set, code: '3623001', userSelected: true }], text: 'Oxygen Therapy' },
          { valueCodeableConcept: { ...coded(['http://snomed.info/sct', '428311008']), text: 'BiPAP' } },
        ),
      ]).facts,
    ).toMatchObject([{ concept: 'o2-device', text: 'bipap', flags: ['by-text'] }]);
  });

  test('a fluid has a proprietary code and a name', () => {
    const given = {
      resourceType: 'MedicationAdministration',
      id: 'a',
      status: 'completed',
      subject,
      context: encounter,
      effectivePeriod: { start: at, end: '2026-03-02T15:00:00-05:00' },
      medicationCodeableConcept: {
        ...coded(['https://fhir.example-oracle.org/00000000-test/codeSet/mltm', 'd52375', 'lactated ringers']),
        text: 'lactated ringers',
      },
      dosage: { dose: { value: 2000, unit: 'mL', code: 'mL' } },
    };
    expect(read([given]).facts.find(({ concept }) => concept === 'crystalloid-given')).toMatchObject({ value: 2000, flags: ['by-text'] });
  });

  test('a coding that only says its code is absent counts as text', () => {
    const absent = {
      coding: [
        { system: L, _code: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }] } },
      ],
      text: 'Lactic Acid Lvl',
    };
    const { facts, doubts } = read([observation(absent, ucum(3, 'mmol/L', 'mmol/L'))]);
    expect(facts).toEqual([]);
    expect(doubts.map(({ concept }) => concept)).toEqual(['lactate']);
  });
});

describe('real data with local codes', () => {
  test('the same value from the laboratory and the bedside is kept apart here and joined in the chart', () => {
    const lab = {
      resourceType: 'Observation',
      id: 'a',
      status: 'final',
      subject,
      encounter,
      effectiveDateTime: at,
      code: coded([L, '32693-4'], ['urn:local', '50813']),
      ...ucum(2.4, 'mmol/L', 'mmol/L'),
    };
    expect(told([lab, { ...lab, id: 'b', code: coded([L, '2518-9'], ['urn:local', '225668']) }])).toEqual([
      ['lactate', 2.4],
      ['lactate', 2.4],
    ]);
  });

  test('an inspired fraction without unit is per cent or a fraction, flagged', () => {
    const fio2 = (value: number) => ({
      resourceType: 'Observation',
      id: 'a',
      status: 'final',
      subject,
      effectiveDateTime: at,
      code: coded([L, '3150-0']),
      valueQuantity: { value },
    });
    expect([50, 0.5, 8].map((value) => read([fio2(value)]).facts.map(({ value: percent, flags }) => [percent, flags]))).toEqual([
      [[50, ['unit-assumed']]],
      [[50, ['unit-assumed']]],
      [[undefined, ['implausible', 'unit-assumed']]],
    ]);
  });
});
