import { describe, expect, test } from 'vitest';
import { factsOf as inChart } from '../../src/core/chart/chart.ts';
import { chartOf, loinc, observation, quantity, read } from '../core/chart/reading-of.ts';

/** Gates of the sepsis reference, section 2: concept, code, unit, lowest and highest value that is believed. */
const GATES: readonly (readonly [concept: string, code: string, unit: string, low: number, high: number])[] = [
  ['temperature', '8310-5', 'Cel', 25, 45],
  ['heart-rate', '8867-4', '/min', 20, 300],
  ['resp-rate', '9279-1', '/min', 2, 80],
  ['sbp', '8480-6', 'mm[Hg]', 30, 300],
  ['map', '8478-0', 'mm[Hg]', 20, 220],
  ['spo2', '59408-5', '%', 40, 100],
  ['ph-arterial', '2744-1', '[pH]', 6.5, 7.9],
  ['pao2', '2703-7', 'mm[Hg]', 15, 700],
  ['paco2', '2019-8', 'mm[Hg]', 8, 200],
  ['lactate', '2524-7', 'mmol/L', 0.1, 35],
  ['creatinine', '2160-0', 'mg/dL', 0.1, 30],
  ['bilirubin-total', '1975-2', 'mg/dL', 0.1, 60],
  ['platelets', '777-3', '10*3/uL', 1, 3000],
  ['wbc', '6690-2', '10*3/uL', 0, 500],
  ['gcs-total', '9269-2', '{score}', 3, 15],
];
const STEP = 0.01;

describe.each(GATES)('%s', (concept, code, unit, low, high) => {
  const told = (value: number) => {
    const [fact] = read([observation(loinc(code), quantity(value, unit))]).facts;
    return [fact?.concept, fact?.value, fact?.flags, fact?.charted?.value];
  };

  test('is believed at both gates', () => {
    expect(told(low)).toEqual([concept, low, undefined, undefined]);
    expect(told(high)).toEqual([concept, high, undefined, undefined]);
  });

  test('is shown and never compared just outside of them', () => {
    expect(told(low - STEP)).toEqual([concept, undefined, ['implausible'], low - STEP]);
    expect(told(high + STEP)).toEqual([concept, undefined, ['implausible'], high + STEP]);
  });
});

test('the gate holds for the converted value: a temperature of 101 Cel is none, one of 101 degF is', () => {
  const temperature = (unit: string) => read([observation(loinc('8310-5'), quantity(101, unit))]).facts[0];
  expect([temperature('Cel')?.value, temperature('Cel')?.flags]).toEqual([undefined, ['implausible']]);
  expect([temperature('[degF]')?.value, temperature('[degF]')?.flags]).toEqual([38.33, undefined]);
});

describe('what was corrected, repeated or never done', () => {
  const lactate = (id: string, value: number, more: Record<string, unknown> = {}) =>
    observation(loinc('2524-7'), quantity(value, 'mmol/L'), { id, ...more });
  const told = (...resources: readonly unknown[]) => inChart(chartOf(resources), 'lactate').map(({ value, standing }) => [value, standing]);

  test('of several versions of a result the newest alone counts, whatever order they come in', () => {
    const first = lactate('a', 4.2, { meta: { versionId: '1' } });
    const second = lactate('a', 1.2, { meta: { versionId: '2' }, status: 'corrected' });
    expect(told(first, second)).toEqual([[1.2, 'amended']]);
    expect(told(second, first)).toEqual([[1.2, 'amended']]);
  });

  test('a version that takes the result back leaves nothing', () => {
    expect(
      told(lactate('a', 4.2, { meta: { versionId: '1' } }), lactate('a', 4.2, { meta: { versionId: '2' }, status: 'entered-in-error' })),
    ).toEqual([]);
  });

  test('two results of one moment under two ids are both kept', () => {
    expect(told(lactate('a', 4.2), lactate('b', 3.1, { status: 'corrected' }))).toHaveLength(2);
  });

  test.each(['entered-in-error', 'cancelled', 'registered', 'unknown'])('%s is nothing at all, and in no doubt', (status) => {
    const chart = chartOf([lactate('a', 4.2, { status })]);
    expect([inChart(chart, 'lactate'), [...chart.unmapped.keys()]]).toEqual([[], []]);
  });

  test('a preliminary result counts and says so', () =>
    expect(told(lactate('a', 4.2, { status: 'preliminary' }))).toEqual([[4.2, 'preliminary']]));
});
