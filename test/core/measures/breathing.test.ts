import { expect, test } from 'vitest';
import { type Fact, sourceRef } from '../../../src/core/chart/fact.ts';
import { runMeasures } from '../../../src/core/measures/index.ts';
import { before, chartOf, fact, HOUR, last, measured, START, until } from './build.ts';

const device = (hour: number, text: string, more: Partial<Fact> = {}) => fact(hour, 'o2-device', undefined, { text, ...more });
const flow = (hour: number, litres: number) => fact(hour, 'o2-flow', litres);
const surgery = (from: number, to: number, more: Partial<Fact> = {}) => fact(from, 'surgery', undefined, { ...until(to), ...more });
const charted = (from: number, to: number, text: string) =>
  Array.from({ length: Math.ceil((to - from) / 12) }, (_, i) => device(from + 12 * i, text));
const spans = (facts: Parameters<typeof measured>[1], end = 90) =>
  measured('acute-respiratory-support', facts, end).map((one) => [
    one.text,
    (one.at - START) / HOUR,
    one.until === undefined ? null : (one.until - START) / HOUR,
    one.flags ?? [],
  ]);

test('the tube of an operation is explained until it is out', () => {
  expect(spans([surgery(8, 12), device(13, 'ventilator'), fact(18, 'extubation')])).toEqual([['ventilator', 13, 18, ['explained']]]);
});

test('48 hours after the operation a new stretch begins that nothing explains', () => {
  expect(spans([surgery(8, 12), ...charted(13, 72, 'ventilator'), fact(72, 'extubation')])).toEqual([
    ['ventilator', 13, 60, ['explained']],
    ['ventilator', 60, 72, ['beyond-expected']],
  ]);
});

test.each([
  ['two hours after a known end', [surgery(8, 12), device(14, 'ventilator')], true],
  ['a minute more', [surgery(8, 12), device(14 + 1 / 60, 'ventilator')], false],
  ['twelve hours after a moment', [fact(8, 'surgery'), device(20, 'ventilator')], true],
  ['a minute more', [fact(8, 'surgery'), device(20 + 1 / 60, 'ventilator')], false],
  [
    'on the day of an operation without a time',
    [fact(0, 'surgery', undefined, { flags: ['date-precision'] }), device(23, 'ventilator')],
    true,
  ],
  ['from the operating room', [fact(8, 'unit-stay', undefined, { text: 'surgery', ...until(12) }), device(13, 'ventilator')], true],
  ['before an operative note', [device(9, 'ventilator'), fact(13, 'note', undefined, { text: 'operative' })], true],
  ['with an operation entered in error', [surgery(8, 12, { standing: 'withdrawn' }), device(13, 'ventilator')], false],
  ['with an operation of another stay', [surgery(8, 12, { flags: ['other-stay'] }), device(13, 'ventilator')], false],
  ['a mask, whatever the operation', [surgery(8, 12), device(13, 'bipap')], false],
])('ventilation begun %s', (_, facts, explained) => {
  expect(spans([...facts, device(24, 'room-air')])[0]?.[3]).toEqual(explained ? expect.arrayContaining(['explained']) : []);
});

test('a tube put back is not the tube of the operation', () => {
  const facts = [surgery(8, 12), device(13, 'ventilator'), fact(15, 'extubation'), device(15.5, 'ventilator'), device(20, 'room-air')];
  expect(spans(facts).map(([, at, , flags]) => [at, flags])).toEqual([
    [13, ['explained']],
    [15.5, []],
    [20, []],
  ]);
  expect(last('support-after-surgery', facts)).toMatchObject({ flags: ['reintubated'], value: 8, text: 'ventilator' });
});

test('a trial on the T-piece does not end the course', () => {
  const facts = [surgery(8, 12), device(13, 'ventilator'), device(16, 't-piece'), device(17, 'ventilator'), fact(20, 'extubation')];
  expect(spans(facts).map(([text, , , flags]) => [text, flags])).toEqual([
    ['ventilator', ['explained']],
    ['t-piece', []],
    ['ventilator', ['explained']],
  ]);
});

test('a patient on the ventilator before the operation stays a patient on the ventilator', () => {
  const facts = [...charted(0, 40, 'ventilator'), surgery(8, 12)];
  expect(spans(facts, 40).every(([, , , flags]) => !(flags as string[]).includes('explained'))).toBe(true);
});

test('a provider’s word explains the ventilation of the day before it, for 48 hours', () => {
  const planned = fact(9, 'postop-expected', undefined, { says: 'affirmed' });
  expect(spans([device(2, 'ventilator'), device(12, 'room-air'), planned])[0]).toEqual(['ventilator', 2, 12, ['explained']]);
  expect(spans([device(2, 'ventilator'), device(12, 'room-air'), { ...planned, says: 'denied' }])[0]?.[3]).toEqual([]);
});

test('ratios of expected ventilation are shown as explained, later ones are not', () => {
  const facts = [surgery(8, 12), device(13, 'ventilator'), fact(13, 'fio2', 50), fact(14, 'pao2', 120), fact(18, 'extubation')];
  const after = [device(19, 'venturi'), fact(19, 'fio2', 40), fact(20, 'pao2', 80)];
  expect(measured('pf-ratio-acute', [...facts, ...after]).map((one) => [one.value, one.flags?.includes('explained') ?? false])).toEqual([
    [240, true],
    [200, false],
  ]);
});

test.each([
  ['52 with 7.38 and a bicarbonate of 31', 52, 7.38, 31, ['chronic']],
  ['no bicarbonate charted: from PaCO2 and pH', 52, 7.38, undefined, ['computed', 'chronic']],
  ['50', 50, 7.4, 31, null],
  ['a pH of 7.34', 60, 7.34, 33, null],
  ['a pH of 7.46', 60, 7.46, 40, null],
  ['a bicarbonate of 28', 52, 7.36, 28, null],
])('compensated retention: %s', (_, paco2, ph, bicarbonate, flags) => {
  const sample = [fact(1, 'paco2', paco2), fact(1, 'ph-arterial', ph)];
  const facts = bicarbonate === undefined ? sample : [...sample, fact(1, 'bicarbonate', bicarbonate)];
  expect(last('compensated-hypercapnia', facts)?.flags ?? null).toEqual(flags);
});

test('a sample of an earlier stay is chronic, one of the second day is not', () => {
  const earlier = [before(40, 'paco2', 55), before(40, 'ph-arterial', 7.38)];
  expect(last('compensated-hypercapnia', earlier)?.flags).toContain('chronic');
  expect(last('compensated-hypercapnia', [fact(25, 'paco2', 55), fact(25, 'ph-arterial', 7.38)])?.flags).not.toContain('chronic');
});

test('denied home oxygen is a home flow of none in a chronic patient, silence is not', () => {
  const chronic = fact(0, 'chronic-respiratory-failure', undefined, { says: 'historical' });
  const denied = fact(0, 'home-oxygen', undefined, { says: 'denied' });
  expect(last('oxygen-over-home', [flow(1, 3), denied, chronic])?.value).toBe(3);
  expect(measured('oxygen-over-home', [flow(1, 3), denied])).toEqual([]);
  expect(measured('oxygen-over-home', [flow(1, 3)])).toEqual([]);
  expect(measured('oxygen-over-home', [flow(1, 3), fact(0, 'home-oxygen', 2, { says: 'uncertain' })])).toEqual([]);
});

test('high flow is held against the concentration of the home flow', () => {
  const facts = [fact(0, 'home-oxygen', 2, { says: 'historical' }), device(1, 'hfnc'), flow(1, 40), fact(1, 'fio2', 50)];
  expect(last('fio2-over-home', facts)?.value).toBe(22);
  expect(measured('fio2-over-home', [...facts, fact(0, 'ventilator-dependence', undefined, { says: 'affirmed' })])).toEqual([]);
});

test('hours on oxygen are those above the home flow', () => {
  const facts = [device(1, 'nasal-cannula'), flow(1, 2), flow(3, 4), flow(8, 2), device(12, 'room-air')];
  const hours = (more: readonly Fact[]) => measured('oxygen-hours', [...facts, ...more]).map((one) => [one.value, one.parts]);
  expect(hours([])).toEqual([[11, { area: 2 * 7 + 5 * 15 + 4 * 7, settings: 3 }]]);
  expect(hours([fact(0, 'home-oxygen', 2, { says: 'historical' })])).toEqual([[5, { area: 40, settings: 1 }]]);
});

const said = (hour: number, concept: string, value?: number, more: Partial<Fact> = {}): Fact => ({
  ...fact(hour, concept, value, { says: 'affirmed', by: 'attending', ...more }),
  note: { type: 'progress', section: 'Exam', sectionClass: 'findings', signed: true, snippet: 'On oxygen.' },
});

test('note and flowsheet differ in both directions, only when the flowsheet is of one mind', () => {
  const flags = (facts: readonly Fact[]) => measured('oxygen-disagreement', facts).flatMap((one) => one.flags ?? []);
  const room = [device(6, 'room-air'), device(9, 'room-air')];
  const oxygen = [device(6, 'nasal-cannula'), flow(6, 4), flow(9, 4)];
  expect(flags([...room, said(9.5, 'oxygen-statement', 4)])).toEqual(['note-oxygen']);
  expect(flags([...oxygen, said(9.5, 'room-air-statement')])).toEqual(['note-room-air']);
  expect(flags([...oxygen, said(9.5, 'oxygen-statement', 4)])).toEqual([]);
  expect(flags([...oxygen, device(10, 'room-air'), said(9.5, 'room-air-statement')])).toEqual([]);
  expect(flags([...room, said(9.5, 'oxygen-statement', 4, { by: 'nurse' })])).toEqual([]);
  expect(flags([...room, said(10.1, 'oxygen-statement', 4)])).toEqual([]);
  const one = said(9.5, 'oxygen-statement', 4);
  expect(flags([...room, one, { ...said(9.5, 'room-air-statement'), from: one.from }])).toEqual([]);
});

test('an assessment that gives the oxygen of the day is compared, copied or not; one of another time or a plan is not', () => {
  const room = [device(6, 'room-air'), device(9, 'room-air')];
  const flags = (snippet: string, sectionClass: 'diagnosis' | 'narrative' = 'diagnosis', copied = false) => {
    const one = said(9.5, 'oxygen-statement', 4, { text: 'on 4 L' });
    const note = { ...(one.note as NonNullable<Fact['note']>), sectionClass, snippet, copied };
    return measured('oxygen-disagreement', [...room, { ...one, note }]).flatMap((found) => found.flags ?? []);
  };
  expect(flags('Pneumonia, today on 4 L.')).toEqual(['note-oxygen']);
  expect(flags('Pneumonia, today on 4 L, wean as able.', 'diagnosis', true)).toEqual(['note-oxygen']);
  expect(flags('Pneumonia, weaned to room air, on 4 L before.')).toEqual([]);
  expect(flags('Pneumonia, today on 4 L.', 'diagnosis', true)).toEqual(['note-oxygen']);
  expect(flags('Pneumonia, was on 4 L.')).toEqual([]);
  expect(flags('Chronic failure, on 4 L at home.')).toEqual([]);
  expect(flags('Pneumonia, today on 4 L.', 'narrative')).toEqual([]);
});

test('a comfortable exam counts in the note that lists the failure, unless that note describes effort or the exam was on a mask', () => {
  const from = (note: string, at: number) => ({ from: [sourceRef(`DocumentReference/${note}#${at}-${at + 5}`)] as const });
  const sentence = (one: Fact, snippet: string): Fact => ({ ...one, note: { ...(one.note as NonNullable<Fact['note']>), snippet } });
  const failure = said(4, 'acute-respiratory-failure', undefined, from('a', 50));
  const exam = said(4, 'comfortable-breathing', undefined, from('a', 10));
  const found = (...facts: Fact[]) => measured('comfortable-in-failure', facts).length;
  expect(found(failure, exam)).toBe(1);
  expect(found(failure, exam, said(2, 'work-of-breathing', undefined, from('b', 10)))).toBe(1);
  expect(found(failure, exam, said(4, 'work-of-breathing', undefined, from('a', 20)))).toBe(0);
  expect(found(failure, said(9, 'comfortable-breathing', undefined, from('b', 10)))).toBe(0);
  expect(found({ ...failure, flags: ['improving'] }, exam)).toBe(0);
  expect(found(failure, { ...exam, by: 'nurse' })).toBe(0);
  const mask = sentence(said(4, 'ventilation-statement', undefined, from('a', 14)), 'Comfortable on BiPAP.');
  expect(found(failure, sentence(exam, 'Comfortable on BiPAP.'), mask)).toBe(0);
  expect(found(failure, sentence(exam, 'Comfortable.'), mask)).toBe(1);
});

test('a day of support is stated when a provider speaks of the failure, or has called it resolved', () => {
  const read = { ok: true, complete: true, search: 'Diagnosis', at: 0 } as const;
  const days = (facts: readonly Fact[], complete = true) =>
    runMeasures({ ...chartOf(facts, 80), reads: new Map([['acute-respiratory-failure', { ...read, complete }]]) })
      .facts.filter((one) => one.concept === 'support-day')
      .map((one) => one.flags ?? []);
  const mask = fact(3, 'niv', undefined, until(80));
  const spoke = (hour: number, more: Partial<Fact> = {}) => said(hour, 'acute-respiratory-failure', undefined, more);
  expect(days([mask, spoke(2)])).toEqual([[], []]);
  expect(days([mask, spoke(2), spoke(30)])).toEqual([['stated'], []]);
  expect(days([mask, spoke(2), spoke(30)], false)).toEqual([['stated']]);
  expect(days([mask, spoke(2), spoke(20, { flags: ['resolved'] })])).toEqual([['stated'], ['stated']]);
  expect(days([mask])).toEqual([]);
  expect(days([spoke(2), fact(3, 'niv', undefined, until(27.9))])).toEqual([]);
  expect(days([spoke(2), fact(3, 'niv', undefined, until(28))])).toHaveLength(1);
});

test('courses name the source of oxygen, the specimen and the settings', () => {
  const facts = [
    ...[device(1, 'room-air'), fact(1, 'spo2', 84), device(2, 'nasal-cannula'), flow(2, 4), flow(3, 6), fact(3, 'spo2', 93)],
    ...[fact(3, 'ph-venous', 7.3), fact(3, 'po2-venous', 40), fact(3.5, 'pao2', 60), fact(1, 'resp-rate', 30), fact(3, 'resp-rate', 20)],
    ...[device(5, 'room-air'), fact(3, 'steroid-given', 40, { text: 'methylprednisolone' })],
  ];
  const texts = (concept: string) => measured(concept, facts).map((one) => one.text);
  expect(texts('spo2-course')).toEqual([
    '84 % on room air, lowest of 2',
    '84 % on room air at first, 93 % on nasal cannula 6 L/min at last',
  ]);
  expect(texts('blood-gas')).toEqual([
    'venous, pH 7.3, on nasal cannula 6 L/min (FiO2 44 %, estimated)',
    'arterial, pO2 60 mmHg, on nasal cannula 6 L/min (FiO2 44 %, estimated)',
  ]);
  expect(texts('support-course')).toEqual(['nasal cannula, 4 to 6 L/min']);
  const left = measured('support-course', [device(1, 'nasal-cannula'), flow(1, 4), flow(3, 2)]).at(-1);
  expect(left).toMatchObject({ text: 'nasal cannula, 2 to 4 L/min, end not charted', until: START + 3 * HOUR });
  expect(measured('support-course', [device(1, 'bipap')]).at(-1)?.until).toBeUndefined();
  expect(texts('resp-rate-range')).toEqual(['20 to 30 /min, 2 readings']);
  expect(texts('respiratory-treatment')).toEqual(['methylprednisolone']);
});

test('of many gases the first, the worst and the last are named', () => {
  const gases = [80, 70, 50, 75, 90, 95].flatMap((pao2, i) => [fact(i + 1, 'pao2', pao2)]);
  expect(measured('blood-gas', gases).map((one) => one.text)).toEqual(
    [80, 50, 95].map((pao2) => `arterial, pO2 ${pao2} mmHg, oxygen source not charted, one of 6`),
  );
});
