import { expect, test } from 'vitest';
import { hasRead, factsOf as inChart } from '../../../src/core/chart/chart.ts';
import { sourceRef } from '../../../src/core/chart/fact.ts';
import { bundleReads } from '../../../src/core/chart/reads.ts';
import { at, chartOf, loinc, observation, patient, quantity, resource } from './reading-of.ts';

const lactate = (value: number, more: Record<string, unknown> = {}) => observation(loinc('2524-7'), quantity(value, 'mmol/L'), more);
const values = (chart: ReturnType<typeof chartOf>, concept = 'lactate') =>
  inChart(chart, concept).map(({ value, flags }) => [value, flags]);

test('a moment of the past shows only what was known then', () => {
  const early = lactate(3.6, { issued: '2026-03-02T14:36:00-05:00' });
  const late = lactate(2.1, { effectiveDateTime: '2026-03-02T18:00:00-05:00', issued: '2026-03-02T18:40:00-05:00' });
  expect(values(chartOf([early, late], { asOf: '2026-03-02T14:30:00-05:00' }))).toEqual([]);
  expect(values(chartOf([early, late], { asOf: '2026-03-02T18:30:00-05:00' }))).toEqual([[3.6, undefined]]);
  expect(values(chartOf([early, late]))).toEqual([
    [3.6, undefined],
    [2.1, undefined],
  ]);
});

test('an infusion that runs on has no end yet', () => {
  const drip = resource('MedicationAdministration', {
    status: 'completed',
    medicationCodeableConcept: { text: 'norepinephrine' },
    effectivePeriod: { start: '2026-03-02T15:00:00-05:00', end: '2026-03-02T20:00:00-05:00' },
    context: { reference: 'Encounter/e' },
  });
  const fact = (asOf: string) => inChart(chartOf([drip], { asOf }), 'norepinephrine')[0];
  expect(fact('2026-03-02T16:00:00-05:00')).toMatchObject({ flags: ['by-text', 'running'] });
  expect(fact('2026-03-02T16:00:00-05:00')?.until).toBeUndefined();
  expect(fact('2026-03-02T21:00:00-05:00')).toMatchObject({ until: at('2026-03-02T20:00:00-05:00'), flags: ['by-text'] });
});

test('an undated condition is known at the end of the stay, not before', () => {
  const undated = resource('Condition', { code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'A41.9' }] } });
  expect(inChart(chartOf([undated], { asOf: '2026-03-04T11:00:00-05:00' }), 'sepsis')).toEqual([]);
  expect(inChart(chartOf([undated]), 'sepsis')).toMatchObject([{ at: at('2026-03-06T11:00:00-05:00') }]);
  // In an open chart the end is the newest time in it.
  expect(inChart(chartOf([undated, lactate(2)], { end: null, asOf: '2026-03-02T14:00:00-05:00' }), 'sepsis')).toHaveLength(1);
});

test('facts of another encounter, and of before arrival, are of another stay; those without encounter inside it belong by time', () => {
  const chart = chartOf([
    lactate(1, { encounter: { reference: 'Encounter/old' } }),
    lactate(2, { encounter: undefined, effectiveDateTime: '2025-11-10T09:20:00-05:00' }),
    lactate(3, { encounter: undefined }),
    lactate(4, { effectiveDateTime: '2026-03-02T15:00:00-05:00' }),
    lactate(5, { encounter: undefined, effectiveDateTime: '2026-03-06T12:00:00-05:00' }),
  ]);
  expect(Object.fromEntries(values(chart) as [number, string[]][])).toEqual({
    1: ['other-stay'],
    2: ['other-stay'],
    3: ['by-time'],
    4: undefined,
  });
  const later = chartOf([lactate(5, { encounter: undefined, effectiveDateTime: '2026-03-06T12:00:00-05:00' })], {
    asOf: '2026-03-07T11:00:00-05:00',
  });
  expect(values(later)).toEqual([[5, ['other-stay']]]);
});

test('a problem list belongs to the patient, whenever it was written', () => {
  const entry = resource('Condition', {
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'N18.31' }] },
    category: [{ coding: [{ code: 'problem-list-item' }] }],
    recordedDate: '2021-08-01',
    encounter: { reference: 'Encounter/old' },
  });
  expect(inChart(chartOf([entry]), 'ckd')).toMatchObject([{ flags: ['date-precision', 'problem-list'] }]);
});

test('the same value at the same minute from two sources is one fact with two sources', () => {
  const chart = chartOf([
    lactate(3.6, { id: 'lab' }),
    lactate(3.6, { id: 'bedside', effectiveDateTime: '2026-03-02T14:00:30-05:00' }),
    lactate(3.7, { id: 'other' }),
  ]);
  expect(inChart(chart, 'lactate').map(({ value, from }) => [value, from])).toEqual([
    [3.6, ['Observation/lab', 'Observation/bedside']],
    [3.7, ['Observation/other']],
  ]);
});

test('a narrower diagnosis counts for the broader one, a denied one does not', () => {
  const coded = (code: string, verification: string) =>
    resource('Condition', {
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] },
      verificationStatus: { coding: [{ code: verification }] },
      recordedDate: '2026-03-02T16:40:00-05:00',
    });
  expect(inChart(chartOf([coded('R65.21', 'confirmed')]), 'sepsis')).toMatchObject([
    { says: 'affirmed', flags: ['coded', 'encounter-diagnosis', 'narrower'] },
  ]);
  expect(inChart(chartOf([coded('R65.21', 'refuted')]), 'sepsis')).toEqual([]);
});

test('age is counted in years at arrival, and the birth date goes no further', () => {
  const chart = chartOf([patient]);
  expect(inChart(chart, 'age')).toEqual([{ concept: 'age', at: at('2026-03-02T13:40:00-05:00'), value: 74, from: ['Patient/p'] }]);
  expect(JSON.stringify(chart.facts)).not.toContain('1951');
});

test('the first payer speaks for the stay; two first ones that differ leave it unknown', () => {
  const payer = (id: string, code: string, order: number) => ({
    resourceType: 'Coverage',
    id,
    status: 'active',
    order,
    beneficiary: { reference: 'Patient/p' },
    type: { coding: [{ system: 'https://nahdo.org/sopt', code }] },
  });
  const regimes = (...payers: unknown[]) => inChart(chartOf(payers), 'regime').map(({ text, flags }) => [text, flags]);
  expect(regimes(payer('a', '512', 2), payer('b', '121', 1))).toEqual([
    ['commercial', ['secondary']],
    ['medicare-ffs', undefined],
  ]);
  expect(regimes(payer('a', '512', 1), payer('b', '121', 1)).map(([text]) => text)).toEqual(['unknown']);
});

test('a result in doubt keeps its concept from being called absent, in its own time and stay only', () => {
  const local = (more: Record<string, unknown>) =>
    observation({ coding: [{ system: 'urn:local', code: '1' }], text: 'Lactate POC' }, quantity(3, 'mmol/L'), more);
  expect([...chartOf([local({ id: 'poc' })]).unmapped]).toEqual([['lactate', ['Observation/poc']]]);
  expect([...chartOf([local({ encounter: { reference: 'Encounter/old' } })]).unmapped]).toEqual([]);
  expect([...chartOf([local({})], { asOf: '2026-03-02T13:50:00-05:00' }).unmapped]).toEqual([]);
});

test('a file holds complete reads of the types in it; a type without any resource was not exported', () => {
  const chart = chartOf([lactate(3.6)]);
  expect(hasRead(chart, 'creatinine')).toBe(true);
  expect(chart.reads.get('creatinine')).toMatchObject({ ok: true, search: 'bundle:Observation' });
  expect(chart.reads.get('inpatient-order')).toMatchObject({
    ok: false,
    search: 'bundle:ServiceRequest',
    problem: { kind: 'not-exported' },
  });
  expect(chart.reads.get('sepsis')).toMatchObject({ ok: false, search: 'bundle:DocumentReference' });
  expect(chart.reads.get('norepinephrine')).toMatchObject({ ok: false, search: 'bundle:MedicationAdministration' });
  expect(chart.reads.get('antimicrobial-ordered')).toMatchObject({ ok: false, search: 'bundle:MedicationRequest' });
  // Support is charted at the bedside; a file without Procedures takes nothing away.
  expect(hasRead(chart, 'niv')).toBe(true);
  expect(hasRead(chart, 'crrt')).toBe(false);
});

test('labs that were refused are not known, vitals that were read are', () => {
  const now = at('2026-03-06T11:00:00-05:00');
  const read = { ok: true, search: 'Observation?category=vital-signs', at: now, complete: true } as const;
  const refused = {
    ok: false,
    search: 'Observation?category=laboratory',
    at: now,
    problem: { kind: 'not-permitted', what: 'Observation', detail: '403' },
  } as const;
  const chart = chartOf([], {
    sources: [
      { type: 'Observation', category: 'vital-signs', read },
      { type: 'Observation', category: 'laboratory', read: refused },
    ],
  });
  expect([hasRead(chart, 'heart-rate'), hasRead(chart, 'lactate'), hasRead(chart, 'blood-culture')]).toEqual([true, false, false]);
  expect(chart.reads.get('lactate')).toMatchObject({ problem: { kind: 'not-permitted' } });
  expect(chart.reads.has('inpatient-order')).toBe(false);
});

test('the worse of two reads of one place counts', () => {
  const now = at('2026-03-06T11:00:00-05:00');
  const part = { ok: true, search: 'DocumentReference?page=2', at: now, complete: false } as const;
  const chart = chartOf([], { sources: [...bundleReads(['DocumentReference'], now), { type: 'DocumentReference', read: part }] });
  expect(chart.reads.get('note')).toMatchObject({ ok: true, complete: false });
  expect(hasRead(chart, 'note')).toBe(false);
});

test('statements of notes are placed by their document, and never merged', () => {
  const document = resource('DocumentReference', {
    id: 'n',
    status: 'current',
    date: '2026-03-02T16:00:00-05:00',
    encounter: undefined,
    context: { encounter: [{ reference: 'Encounter/old' }] },
  });
  const statement = (range: string) => ({
    concept: 'sepsis',
    at: at('2026-03-02T16:00:00-05:00'),
    says: 'affirmed' as const,
    note: { type: 'hp' as const, section: 'A&P', sectionClass: 'diagnosis' as const, signed: true, snippet: 'Sepsis.' },
    from: [sourceRef(`DocumentReference/n#${range}`)] as const,
  });
  expect(
    inChart(chartOf([document], { notes: [statement('1-7'), statement('50-56')] }), 'sepsis').map(({ from, flags }) => [from, flags]),
  ).toEqual([
    [['DocumentReference/n#1-7'], ['other-stay']],
    [['DocumentReference/n#50-56'], ['other-stay']],
  ]);
});
