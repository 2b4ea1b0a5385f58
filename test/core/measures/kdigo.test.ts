import { expect, test } from 'vitest';
import { before, fact, highest, measured } from './build.ts';

const stage = (facts: Parameters<typeof measured>[1]) => measured('kdigo-stage', facts, 240).map((point) => point.value);

test.each([
  ['2.5 after 2.2 within 48 h is a rise of 0.3', [fact(1, 'creatinine', 2.2), fact(20, 'creatinine', 2.5)], [1]],
  ['2.49 after 2.2 is not', [fact(1, 'creatinine', 2.2), fact(20, 'creatinine', 2.49)], [0]],
  ['a rise of 0.3 over 49 h is none', [fact(1, 'creatinine', 2.2), fact(50, 'creatinine', 2.5)], [0]],
  ['a rise of 0.3 over 48 h is one', [fact(1, 'creatinine', 2.2), fact(49, 'creatinine', 2.5)], [1]],
  ['1.5 times within 7 d', [fact(1, 'creatinine', 1), fact(100, 'creatinine', 1.5)], [1]],
  ['1.49 times', [fact(1, 'creatinine', 1), fact(100, 'creatinine', 1.49)], [0]],
  ['twice', [fact(1, 'creatinine', 1), fact(100, 'creatinine', 2)], [2]],
  ['three times', [fact(1, 'creatinine', 1), fact(100, 'creatinine', 3)], [3]],
  ['4.0 with a rise', [fact(1, 'creatinine', 3.7), fact(20, 'creatinine', 4)], [3]],
  ['4.0 without one', [fact(1, 'creatinine', 3.9), fact(20, 'creatinine', 4)], [0]],
  ['1.5 times after more than 7 d', [fact(1, 'creatinine', 1), fact(170, 'creatinine', 1.5)], []],
])('KDIGO: %s', (_, facts, expected) => {
  expect(stage(facts)).toEqual(expected);
});

test('one creatinine and no baseline is no point', () => {
  expect(stage([fact(1, 'creatinine', 4)])).toEqual([]);
});

test('the outpatient median is a baseline, and 2.4 over 2.2 is no injury', () => {
  expect(stage([fact(1, 'creatinine', 2.4), before(30, 'creatinine', 2.2)])).toEqual([0]);
  expect(stage([fact(1, 'creatinine', 2.4), before(30, 'creatinine', 1.1), before(60, 'creatinine', 1.3)])).toEqual([2]);
});

test('only the retrospective stage may look at a later, lower value', () => {
  const facts = [fact(1, 'creatinine', 3), fact(40, 'creatinine', 1.2)];
  expect(highest('kdigo-stage', facts)).toBe(0);
  expect(highest('kdigo-stage-retrospective', facts)).toBe(2);
});

test('urine needs a weight and a complete collection', () => {
  const urine = Array.from({ length: 14 }, (_, i) => fact(i, 'urine-output', 20));
  const blood = [fact(0, 'creatinine', 1), fact(13, 'creatinine', 1)];
  expect(measured('kdigo-stage', [...urine, ...blood])[0]?.missing).toEqual(['urine']);
  expect(measured('kdigo-stage', [...urine, ...blood, fact(0, 'weight', 80)])[0]?.parts).toEqual({ creatinine: 0, urine: 2 });
});

test('a baseline is the median of what lies 7 to 365 days back', () => {
  const facts = [
    before(6, 'creatinine', 9),
    before(20, 'creatinine', 1),
    before(50, 'creatinine', 1.4),
    before(400, 'creatinine', 9),
    fact(1, 'creatinine', 1),
  ];
  expect(measured('creatinine-baseline', facts)[0]?.value).toBe(1.2);
});

test('results in series come from an earlier admission and give way to clinic results', () => {
  const admission = [before(60, 'creatinine', 4), before(59, 'creatinine', 3.5), before(58, 'creatinine', 3)];
  const now = fact(1, 'creatinine', 1);
  expect(measured('creatinine-baseline', [...admission, before(200, 'creatinine', 1.2), now])[0]?.value).toBe(1.2);
  expect(measured('creatinine-baseline', [...admission, now])[0]?.value).toBe(3);
});
