import { expect, test } from 'vitest';
import type { Fact } from '../../../src/core/chart/fact.ts';
import { before, fact, HOUR, last, measured, until } from './build.ts';

const device = (hour: number, text: string) => fact(hour, 'o2-device', undefined, { text });
const flow = (hour: number, litres: number) => fact(hour, 'o2-flow', litres);
const pf = (facts: Parameters<typeof measured>[1]) => last('pf-ratio', facts);

test('PaO2 58 on 2 L is 207.1, measured gas and estimated concentration', () => {
  const point = pf([fact(1, 'pao2', 58), device(0.9, 'nasal-cannula'), flow(0.9, 2)]);
  expect([point?.value, point?.flags]).toEqual([207.1, ['fio2-estimated', 'oxygen-2026-11']]);
});

test.each([
  ['at the gas', 0, true],
  ['four hours before', 4, true],
  ['a minute more', 4 + 1 / 60, false],
])('a setting charted %s', (_, hours, pairs) => {
  expect(pf([fact(10, 'pao2', 80), fact(10 - hours, 'fio2', 40)]) !== undefined).toBe(pairs);
});

test('a setting charted after the gas does not pair', () => {
  expect(pf([fact(10, 'pao2', 80), fact(10.1, 'fio2', 40)])).toBeUndefined();
});

test('a concentration of 4 % is a litre flow in the wrong field', () => {
  expect(pf([fact(1, 'pao2', 80), fact(0.9, 'fio2', 4)])).toBeUndefined();
});

test('high flow without a set concentration gives no P/F', () => {
  const facts = [fact(1, 'pao2', 80), device(0.9, 'hfnc'), flow(0.9, 40)];
  expect([pf(facts), last('pf-ratio-imputed', facts)]).toEqual([undefined, undefined]);
});

test('cannula above 6 L/min gives no P/F', () => {
  expect(pf([fact(1, 'pao2', 80), device(0.9, 'nasal-cannula'), flow(0.9, 8)])).toBeUndefined();
});

test.each(['simple-mask', 'non-rebreather'])('a gas on a %s gives an estimate only', (mask) => {
  const facts = [fact(1, 'pao2', 80), device(0.9, mask), flow(0.9, 10)];
  expect(pf(facts)).toBeUndefined();
  expect(last('pf-ratio-imputed', facts)?.flags).toContain('fio2-estimated');
});

test('room air is 21 %, but only when it is charted', () => {
  expect(pf([fact(1, 'pao2', 90), device(0.5, 'room-air')])?.value).toBe(428.6);
  expect(pf([fact(1, 'pao2', 90)])).toBeUndefined();
});

test('a concentration charted before the change to room air is out of date', () => {
  const facts = [device(1, 'ventilator'), fact(1, 'fio2', 60), device(2, 'room-air'), fact(3, 'pao2', 84)];
  expect(pf(facts)?.value).toBe(400);
});

test('oxygen charted after room air is oxygen', () => {
  expect(pf([device(1, 'room-air'), device(2, 'nasal-cannula'), flow(2, 4), fact(3, 'pao2', 72)])?.value).toBe(200);
});

test('the same gas from two sources counts once', () => {
  expect(measured('pf-ratio', [fact(1, 'pao2', 80), fact(1, 'pao2', 80), fact(0.9, 'fio2', 40)])).toHaveLength(1);
});

test('the gas comes first among the sources', () => {
  const gas = fact(1, 'pao2', 80);
  expect(pf([fact(0.9, 'fio2', 40), gas])?.from[0]).toBe(gas.from[0]);
});

test('a venous or unspecified gas gives no P/F', () => {
  expect(pf([fact(1, 'po2-venous', 40), fact(1, 'po2-unspecified-specimen', 80), fact(0.9, 'fio2', 40)])).toBeUndefined();
});

const onTwoLitres = (readings: readonly (readonly [number, number])[]) =>
  readings.flatMap(([hour, spo2]) => [fact(hour, 'spo2', spo2), device(hour, 'nasal-cannula'), flow(hour, 2)]);

test('SpO2 92 on 2 L, twice, is estimated at 232.1 and never measured', () => {
  const facts = onTwoLitres([
    [1, 92],
    [2, 92],
  ]);
  expect(last('pf-ratio-imputed', facts)?.value).toBe(232.1);
  expect(pf(facts)).toBeUndefined();
});

test.each([
  [
    'SpO2 98 on 2 L',
    onTwoLitres([
      [1, 98],
      [2, 98],
    ]),
  ],
  [
    'SpO2 97',
    onTwoLitres([
      [1, 97],
      [2, 97],
    ]),
  ],
  ['one reading', onTwoLitres([[1, 90]])],
  [
    'two readings 14 min apart',
    onTwoLitres([
      [1, 90],
      [1 + 14 / 60, 90],
    ]),
  ],
  [
    'documented home oxygen',
    [
      ...onTwoLitres([
        [1, 90],
        [2, 90],
      ]),
      fact(3, 'home-oxygen', undefined, { says: 'affirmed' }),
    ],
  ],
  ['an oxygen source 61 min away', [device(0, 'nasal-cannula'), flow(0, 2), fact(61 / 60, 'spo2', 90), fact(1.5, 'spo2', 90)]],
])('no estimate from %s', (_, facts) => {
  expect(measured('pf-ratio-imputed', facts)).toEqual([]);
});

test('one reading with new escalation is enough', () => {
  const facts = [device(0, 'nasal-cannula'), flow(0, 2), device(2, 'bipap'), fact(2, 'fio2', 60), fact(2, 'spo2', 90)];
  expect(last('pf-ratio-imputed', facts)?.flags).toContain('escalated');
});

test('a dip that comes back gives the milder ratio', () => {
  const facts = [device(1, 'room-air'), fact(1, 'spo2', 95), fact(1.5, 'spo2', 84)];
  expect(last('pf-ratio-imputed', facts)?.value).toBe(376.2);
});

test('SpO2 goes by the oxygen charted within an hour, never by silence', () => {
  const facts = [
    fact(1, 'spo2', 88),
    device(2, 'room-air'),
    fact(2.5, 'spo2', 90),
    device(4, 'nasal-cannula'),
    flow(4, 2),
    fact(4.5, 'spo2', 95),
    fact(9, 'spo2', 94),
  ];
  expect(measured('spo2-room-air', facts).map((one) => one.value)).toEqual([88, 90]);
  expect(measured('spo2-on-oxygen', facts).map((one) => one.value)).toEqual([95]);
});

test('oxygen started after a low reading does not make it a reading on oxygen', () => {
  const facts = [fact(1, 'spo2', 88), device(1.1, 'nasal-cannula'), flow(1.1, 2)];
  expect([measured('spo2-room-air', facts), measured('spo2-on-oxygen', facts)]).toEqual([[], []]);
});

test('a flow inside the saturation reading is its source', () => {
  const reading = fact(1, 'spo2', 93);
  expect(measured('spo2-on-oxygen', [reading, flow(1, 6)])).toHaveLength(1);
});

test('saturation on exertion is no saturation at rest', () => {
  expect(measured('spo2-room-air', [device(1, 'room-air'), fact(1, 'spo2-exertion', 86)])).toEqual([]);
});

test('PaO2 is told apart by what was breathed', () => {
  const facts = [device(1, 'room-air'), fact(1.2, 'pao2', 52), device(2, 'bipap'), fact(2, 'fio2', 50), fact(3, 'pao2', 90)];
  expect(measured('po2-room-air', facts).map((one) => one.value)).toEqual([52]);
  expect(measured('po2-on-oxygen', facts).map((one) => one.value)).toEqual([90]);
});

test('7.9 kPa is 59.25 mmHg', () => {
  const facts = [device(1, 'room-air'), fact(1, 'pao2', 7.9 * 7.50062, { charted: { value: 7.9, unit: 'kPa' } })];
  expect(last('pf-ratio', facts)?.parts?.pao2).toBe(59.25);
});

test('support is ranked, has start and stop, and is carried 14 h beyond its last entry', () => {
  const facts = [
    device(0, 'room-air'),
    device(1, 'nasal-cannula'),
    device(3, 'bipap'),
    device(10, 'nasal-cannula'),
    device(20, 'room-air'),
  ];
  const hours = (one: Fact) => ((one.until ?? 0) - one.at) / HOUR;
  expect(measured('respiratory-support', facts).map((one) => [one.text, one.value, hours(one)])).toEqual([
    ['room-air', 0, 1],
    ['nasal-cannula', 1, 2],
    ['bipap', 6, 7],
    ['nasal-cannula', 1, 10],
    ['room-air', 0, 14],
  ]);
  expect(measured('respiratory-support', facts, 30).at(-1)?.until).toBeUndefined();
});

test('the patient’s own CPAP at night is no acute support', () => {
  const facts = [device(22, 'cpap'), fact(1, 'home-nocturnal-pap', undefined, { says: 'affirmed' })];
  expect(last('respiratory-support', facts)).toMatchObject({ value: 0, flags: ['home-device'] });
});

test('a bilevel mask put on for sleep is the patient’s own where one is used at home; by day, or with CPAP at home, it is not', () => {
  const atHome = (text: string) => fact(1, 'home-nocturnal-pap', undefined, { says: 'affirmed', text });
  const value = (hour: number, text: string) => last('respiratory-support', [device(hour, 'bipap'), atHome(text)])?.value;
  expect(value(18.9, 'home BiPAP')).toBe(6);
  expect(value(19, 'home BiPAP')).toBe(0);
  expect(value(19, 'home CPAP')).toBe(6);
  expect(value(28.9, 'home BiPAP')).toBe(0);
  expect(value(29, 'home BiPAP')).toBe(6);
});

test('a ventilation procedure is support from start to end', () => {
  expect(last('respiratory-support', [fact(1, 'niv', undefined, until(12))])).toMatchObject({ value: 6, text: 'bipap' });
});

test('PaCO2 and pH belong to one sample', () => {
  const gas = (hour: number, paco2: number, ph: number) => [fact(hour, 'paco2', paco2), fact(hour, 'ph-arterial', ph)];
  const says = (facts: Parameters<typeof measured>[1]) => last('acidotic-hypercapnia', facts)?.says;
  expect([says(gas(1, 52, 7.35)), says(gas(1, 72, 7.29))]).toEqual(['denied', 'affirmed']);
  expect(says([fact(1, 'paco2', 72), fact(2, 'ph-arterial', 7.2)])).toBeUndefined();
  expect(says([fact(1, 'pco2-venous', 58), fact(1, 'ph-venous', 7.3)])).toBeUndefined();
});

test('PaCO2 72 over an earlier 55 is a rise of 17, acidotic', () => {
  const facts = [before(40, 'paco2', 55), fact(1, 'paco2', 72), fact(1, 'ph-arterial', 7.29)];
  expect(last('paco2-over-baseline', facts)).toMatchObject({ value: 17, says: 'affirmed' });
});

test('oxygen over home needs a home flow stated as a number', () => {
  expect(last('oxygen-over-home', [flow(1, 4), fact(0, 'home-oxygen', 2, { says: 'affirmed' })])?.value).toBe(2);
  expect(last('oxygen-over-home', [flow(1, 4), fact(0, 'home-oxygen', undefined, { says: 'affirmed' })])).toBeUndefined();
});

test('PaO2 below an earlier gas', () => {
  expect(last('po2-below-baseline', [before(60, 'pao2', 68), fact(1, 'pao2', 55)])?.value).toBe(13);
});

test('an extubation ends what was charted before it', () => {
  const facts = [device(1, 'ventilator'), fact(5, 'extubation')];
  expect(measured('respiratory-support', facts).map((one) => [one.text, ((one.until ?? 0) - one.at) / HOUR])).toEqual([['ventilator', 4]]);
});
