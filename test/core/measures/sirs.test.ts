import { expect, test } from 'vitest';
import { fact, highest, last, measured } from './build.ts';

test.each([
  [
    'T 38.0, HR 91, RR 20, WBC 12.0: strict bounds, heart rate only',
    [fact(1, 'temperature', 38), fact(1, 'heart-rate', 91), fact(1, 'resp-rate', 20), fact(1, 'wbc', 12)],
    1,
  ],
  [
    'T 100.5 degF, HR 90, WBC 3900 /uL',
    [
      fact(1, 'temperature', 38.0555, { charted: { value: 100.5, unit: '[degF]' } }),
      fact(1, 'heart-rate', 90),
      fact(1, 'wbc', 3.9, { charted: { value: 3900, unit: '/uL' } }),
    ],
    2,
  ],
  ['T 100.4 degF is not above 100.4', [fact(1, 'temperature', 38, { charted: { value: 100.4, unit: '[degF]' } })], 0],
  ['T 96.8 degF is not below 96.8', [fact(1, 'temperature', 36, { charted: { value: 96.8, unit: '[degF]' } })], 0],
  ['bands 10 % do not count', [fact(1, 'wbc', 9), fact(1, 'bands-percent', 10)], 0],
  ['bands 11 % do', [fact(1, 'wbc', 9), fact(1, 'bands-percent', 11)], 1],
  ['PaCO2 31 counts for the respiratory group', [fact(1, 'resp-rate', 18), fact(1, 'paco2', 31)], 1],
  ['PaCO2 32 does not', [fact(1, 'resp-rate', 18), fact(1, 'paco2', 32)], 0],
  ['WBC 4.0 is not below 4.0', [fact(1, 'wbc', 4)], 0],
])('SIRS: %s', (_, facts, expected) => {
  expect(highest('sirs', facts)).toBe(expected);
});

test('SEP-1 does not count 38.2 and has no PaCO2', () => {
  const facts = [fact(1, 'temperature', 38.2), fact(1, 'heart-rate', 100), fact(1, 'paco2', 30)];
  expect(highest('sirs', facts)).toBe(3);
  expect(highest('sirs-sep1', facts)).toBe(1);
});

test('SEP-1 compares degF as charted: 100.9 is not above 100.9', () => {
  expect(highest('sirs-sep1', [fact(1, 'temperature', 38.28, { charted: { value: 100.9, unit: '[degF]' } })])).toBe(0);
  expect(highest('sirs-sep1', [fact(1, 'temperature', 38.33, { charted: { value: 101, unit: '[degF]' } })])).toBe(1);
});

test('values nine hours apart are not concurrent, and that is said', () => {
  const point = last('sirs', [fact(2, 'temperature', 38.5), fact(11, 'heart-rate', 101)]);
  expect(point?.value).toBe(1);
  expect(point?.flags).toContain('not-concurrent');
});

test('values exactly six hours apart are concurrent', () => {
  expect(highest('sirs', [fact(2, 'temperature', 38.5), fact(8, 'heart-rate', 101)])).toBe(2);
});

test('a rate set by the ventilator is not a respiratory rate', () => {
  expect(measured('sirs', [fact(1, 'resp-rate-set-by-ventilator', 24)])).toEqual([]);
});

test('values during an operation are left out, the laboratory is not', () => {
  const facts = [fact(1, 'surgery', undefined, { until: fact(4, 'x').at }), fact(2, 'heart-rate', 120), fact(2, 'wbc', 15)];
  expect(last('sirs', facts)?.parts).toEqual({ wbc: 1 });
});

test('groups nobody measured are missing, not normal', () => {
  const point = last('sirs', [fact(1, 'heart-rate', 101)]);
  expect(point?.missing).toEqual(['temperature', 'resp-rate', 'wbc']);
  expect(point?.upTo).toBe(4);
});

test('a withdrawn value is no value; an explained one is measured and counts for nothing', () => {
  expect(measured('sirs', [fact(1, 'heart-rate', 140, { standing: 'withdrawn' })])).toEqual([]);
  const [point] = measured('sirs', [fact(1, 'heart-rate', 140, { flags: ['explained'] })]);
  expect(point).toMatchObject({ value: 0, parts: { 'heart-rate': 0 }, flags: ['explained-left-out'] });
});

test('"> 10" proves nothing above 12, "> 12" does', () => {
  expect(highest('sirs', [fact(1, 'wbc', 10, { comparator: '>' })])).toBe(0);
  expect(highest('sirs', [fact(1, 'wbc', 12, { comparator: '>' })])).toBe(1);
});

const suspicion = [
  fact(30, 'culture', undefined, { text: 'blood culture' }),
  fact(31, 'antimicrobial-given', undefined, { text: 'ceftriaxone' }),
];

test.each([
  [-24.1, []],
  [-24, [1]],
  [24, [1]],
  [24.1, []],
])('a group met %s h from a suspicion of infection', (hours, expected) => {
  expect(measured('sirs-near-infection', [...suspicion, fact(30 + hours, 'heart-rate', 120)], 96).map((point) => point.value)).toEqual(
    expected,
  );
});

test('near an infection a group measured at another hour and never met is not missing', () => {
  const facts = [...suspicion, fact(29, 'heart-rate', 120), fact(30, 'temperature', 37), fact(38, 'wbc', 9), fact(38, 'resp-rate', 16)];
  expect(Math.max(...measured('sirs-near-infection', facts, 96).map((point) => point.upTo ?? 9))).toBe(1);
  const twice = [...facts, fact(45, 'temperature', 39)];
  expect(Math.max(...measured('sirs-near-infection', twice, 96).map((point) => point.upTo ?? 9))).toBe(2);
});
