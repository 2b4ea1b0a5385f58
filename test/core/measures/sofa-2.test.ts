import { describe, expect, test } from 'vitest';
import { before, fact, highest, last, measured, until } from './build.ts';

test.each([
  ['platelets 151', 'platelets', 151, 0],
  ['platelets 150', 'platelets', 150, 1],
  ['platelets 100', 'platelets', 100, 2],
  ['platelets 80', 'platelets', 80, 3],
  ['platelets 50', 'platelets', 50, 4],
  ['bilirubin 1.2', 'bilirubin-total', 1.2, 0],
  ['bilirubin 1.3', 'bilirubin-total', 1.3, 1],
  ['bilirubin 3.0', 'bilirubin-total', 3, 1],
  ['bilirubin 3.1', 'bilirubin-total', 3.1, 2],
  ['bilirubin 6.1', 'bilirubin-total', 6.1, 3],
  ['bilirubin 12.1', 'bilirubin-total', 12.1, 4],
  ['creatinine 1.2', 'creatinine', 1.2, 0],
  ['creatinine 1.3', 'creatinine', 1.3, 1],
  ['creatinine 2.0', 'creatinine', 2, 1],
  ['creatinine 2.1', 'creatinine', 2.1, 2],
  ['creatinine 3.5', 'creatinine', 3.5, 2],
  ['creatinine 3.6', 'creatinine', 3.6, 3],
  ['GCS 15', 'gcs-total', 15, 0],
  ['GCS 14', 'gcs-total', 14, 1],
  ['GCS 12', 'gcs-total', 12, 2],
  ['GCS 8', 'gcs-total', 8, 3],
  ['GCS 5', 'gcs-total', 5, 4],
  ['MAP 70', 'map', 70, 0],
  ['MAP 69', 'map', 69, 1],
])('SOFA-2 bands: %s', (_, concept, value, points) => {
  expect(highest('sofa-2', [fact(1, concept, value)])).toBe(points);
});

const gas = (pao2: number, device: string, fio2: number) => [
  fact(0.9, 'o2-device', undefined, { text: device }),
  fact(0.9, 'fio2', fio2),
  fact(1, 'pao2', pao2),
];

test.each([
  ['301 is none', 301, 'ventilator', 100, 0],
  ['300', 300, 'ventilator', 100, 1],
  ['225', 225, 'ventilator', 100, 2],
  ['150 with high flow: advanced support', 150, 'hfnc', 100, 3],
  ['75 on the ventilator', 75, 'ventilator', 100, 4],
  ['75 without advanced support', 30, 'venturi', 40, 2],
])('SOFA-2 respiration: P/F %s', (_, pao2, device, fio2, points) => {
  expect(last('sofa-2', gas(pao2, device, fio2))?.parts?.respiration).toBe(points);
});

test('a saturation over a charted concentration stands in where no gas was drawn, and says so', () => {
  const facts = [fact(0.9, 'o2-device', undefined, { text: 'hfnc' }), fact(0.9, 'fio2', 50), fact(1, 'spo2', 95)];
  const point = last('sofa-2', facts);
  expect(point?.parts?.respiration).toBe(3);
  expect(point?.flags).toContain('spo2-fio2');
});

test('a saturation never stands in beside a gas, at 98 % and over, or with a concentration guessed from a flow', () => {
  expect(last('sofa-2', [...gas(400, 'hfnc', 100), fact(1.1, 'spo2', 80)])?.parts?.respiration).toBe(0);
  const flat = [fact(0.9, 'o2-device', undefined, { text: 'hfnc' }), fact(0.9, 'fio2', 50), fact(1, 'spo2', 98), fact(1, 'platelets', 200)];
  expect(last('sofa-2', flat)?.missing).toContain('respiration');
  const guessed = [
    fact(0.9, 'o2-device', undefined, { text: 'nasal-cannula' }),
    fact(0.9, 'o2-flow', 4),
    fact(1, 'spo2', 88),
    fact(1, 'platelets', 200),
  ];
  expect(last('sofa-2', guessed)?.missing).toContain('respiration');
});

const drip = (drug: string, rate: number | undefined, from: number, to: number) => fact(from, drug, rate, { text: drug, ...until(to) });
const cardiovascular = (...facts: Parameters<typeof last>[1]) =>
  Math.max(...measured('sofa-2', [...facts, fact(12, 'map', 75)]).map((point) => point.parts?.cardiovascular ?? 0));

test('norepinephrine and epinephrine are added up: 0.2 is 2 points, more is 3, over 0.4 is 4', () => {
  expect(cardiovascular(drip('norepinephrine', 0.2, 1, 5))).toBe(2);
  expect(cardiovascular(drip('norepinephrine', 0.21, 1, 5))).toBe(3);
  expect(cardiovascular(drip('norepinephrine', 0.4, 1, 5))).toBe(3);
  expect(cardiovascular(drip('norepinephrine', 0.3, 1, 5), drip('epinephrine', 0.11, 2, 5))).toBe(4);
});

test('two drugs one after the other are not added up', () => {
  expect(cardiovascular(drip('norepinephrine', 0.15, 1, 4), drip('epinephrine', 0.15, 4, 7))).toBe(2);
});

test('any other vasopressor is 2 points, from an hour on', () => {
  expect(cardiovascular(drip('vasopressin', undefined, 1, 3))).toBe(2);
  expect(cardiovascular(drip('phenylephrine', undefined, 1, 1.9))).toBe(0);
});

test('a rate nobody can tell scores the least and leaves the rest open', () => {
  const point = measured('sofa-2', [drip('norepinephrine', undefined, 1, 5), fact(6, 'map', 75)]).at(-1);
  expect(point?.parts?.cardiovascular).toBe(2);
  expect(point?.flags).toContain('rate-unknown');
  expect(point?.upTo).toBe(24);
});

test('renal replacement is 4 points whatever the creatinine', () => {
  expect(last('sofa-2', [fact(1, 'dialysis-procedure'), fact(2, 'creatinine', 1)])?.parts?.renal).toBe(4);
});

test('a limit gives the points of the limit and leaves the worse side open', () => {
  const point = last('sofa-2', [fact(1, 'platelets', 100, { comparator: '<' })]);
  expect(point?.parts?.coagulation).toBe(2);
  expect(point?.upTo).toBe(24);
  expect(last('sofa-2', [fact(1, 'bilirubin-total', 2, { comparator: '<' })])?.parts?.liver).toBe(0);
});

const infected = [fact(1, 'culture'), fact(2, 'antimicrobial-given', undefined, { text: 'ceftriaxone', flags: ['iv'] })];

test('the rise near an infection is taken over the baseline on the same score', () => {
  const facts = [...infected, before(60, 'creatinine', 2.2), fact(3, 'creatinine', 3.6)];
  expect(highest('sofa-2-rise-near-infection', facts)).toBe(1);
});

test('P/F 350 and creatinine 1.3 are 2 points of SOFA 1996 and 1 of SOFA-2', () => {
  const facts = [...infected, ...gas(350, 'ventilator', 100), fact(1, 'creatinine', 1.3)];
  expect(highest('sofa', facts)).toBe(2);
  expect(highest('sofa-2', facts)).toBe(1);
  expect(highest('sofa-2-rise-near-infection', facts)).toBe(1);
});

test('end-stage kidneys count in neither, and chronic organs without an earlier result are missing', () => {
  const facts = [
    ...infected,
    before(90, 'dialysis', undefined, { says: 'affirmed' }),
    before(90, 'cirrhosis', undefined, { says: 'affirmed' }),
    fact(3, 'creatinine', 7),
    fact(3, 'bilirubin-total', 4),
    fact(3, 'map', 80),
  ];
  const point = last('sofa-2-rise-near-infection', facts);
  expect(point?.value).toBe(0);
  expect(point?.flags).toContain('renal-not-applicable');
  expect(point?.missing).toContain('liver');
  expect(point?.missing).not.toContain('renal');
});

test('far from any infection there is no rise to show', () => {
  expect(measured('sofa-2-rise-near-infection', [...infected, fact(60, 'platelets', 40)], 80)).toEqual([]);
});

describe('a value that a provider attributes to something else', () => {
  const explained = { flags: ['explained'] };

  test.each([
    ['renal', 'creatinine', 3.8, 3],
    ['liver', 'bilirubin-total', 7, 3],
    ['coagulation', 'platelets', 45, 4],
    ['cardiovascular', 'map', 60, 1],
    ['cns', 'gcs-total', 10, 2],
  ])('scores nothing for %s, is not missing, and the point says that it was left out', (part, concept, value, points) => {
    expect(last('sofa-2', [fact(1, concept, value)])?.parts).toEqual({ [part]: points });
    const point = last('sofa-2', [fact(1, concept, value, explained)]);
    expect(point?.parts).toEqual({ [part]: 0 });
    expect(point?.missing).not.toContain(part);
    // Nothing is left open in the organ that was measured.
    expect(point?.upTo).toBe(20);
    expect(point?.flags).toEqual(['explained-left-out']);
  });

  test('does not hide an unexplained one of the same organ', () => {
    const point = last('sofa-2', [fact(1, 'creatinine', 3.8, explained), fact(2, 'creatinine', 2.4)]);
    expect(point?.parts).toEqual({ renal: 2 });
    expect(point?.flags).toBeUndefined();
  });

  test('is a rise of nothing near an infection, not an organ nobody measured', () => {
    const point = last('sofa-2-rise-near-infection', [...infected, fact(3, 'creatinine', 3.8, explained), fact(3, 'platelets', 45)]);
    expect(point?.parts).toMatchObject({ renal: 0, coagulation: 4 });
    expect(point?.flags).toContain('explained-left-out');
  });
});
