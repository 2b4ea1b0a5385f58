import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Concept } from '../../../src/core/chart/concept.ts';
import { convert, roundTo, ucum, unitOf } from '../../../src/core/chart/quantity.ts';
import { concepts } from './reading-of.ts';

const concept = (id: string) => concepts[id] as Concept;
const inUnit = (id: string, value: number, unit: string) => convert(value, ucum(unit), concept(id))?.value ?? null;

test.each([
  ['creatinine', 176.84, 'umol/L', 2],
  ['creatinine', 265, 'µmol/L', 3],
  ['creatinine', 265, 'μmol/L', 3],
  ['lactate', 18, 'mg/dL', 2],
  ['lactate', 2.1, 'mEq/L', 2.1],
  ['bilirubin-total', 34.2, 'umol/L', 2],
  ['pao2', 8, 'kPa', 60],
  ['paco2', 6.67, 'kPa', 50],
  ['temperature', 100.4, '°F', 38],
  ['temperature', 311.15, 'K', 38],
  ['wbc', 12000, '/uL', 12],
  ['wbc', 12000, '/mm3', 12],
  ['wbc', 12, '10*9/L', 12],
  ['wbc', 12, 'K/uL', 12],
  ['wbc', 12, 'x10^3/uL', 12],
  ['platelets', 98, 'thou/uL', 98],
  ['spo2', 0.93, '1', 93],
  ['bands-percent', 0.12, '1', 12],
  ['o2-flow', 2000, 'mL/min', 2],
  ['weight', 180, 'lbs', 81.65],
  ['heart-rate', 88, 'beats/min', 88],
  ['map', 71, 'mm Hg', 71],
  ['norepinephrine', 0.08002, 'mcg/kg/min', 0.08002],
  ['vasopressin', 2.4, 'units/hour', 0.04],
  ['crp', 12, 'mg/dL', 120],
])('%s %d %s becomes %d in its own unit', (id, value, unit, expected) => expect(inUnit(id, value, unit)).toBe(expected));

test('a unit the concept does not list, or none at all, is never guessed from the number', () => {
  expect(inUnit('temperature', 38, '')).toBeNull();
  expect(inUnit('temperature', 100.4, '')).toBeNull();
  expect(inUnit('lactate', 2.1, 'U/L')).toBeNull();
  expect(inUnit('creatinine', 1.1, '')).toBeNull();
  expect(inUnit('inr', 1.3, '')).toBe(1.3);
  expect(inUnit('gcs-total', 14, '')).toBe(14);
});

test('a value in the unit of the concept, or in one that is the same amount, is not rounded', () => {
  expect(convert(1.995, 'mg/dL', concept('creatinine'))).toEqual({ value: 1.995, converted: false });
  expect(convert(11.995, '10*9/L', concept('wbc'))).toEqual({ value: 11.995, converted: false });
});

test('the code of a unit decides over its spelling, and a contradiction decides nothing', () => {
  expect(unitOf('[degF]', '°F')).toBe('[degF]');
  expect(unitOf('/min', 'insp/min')).toBe('/min');
  expect(unitOf('', 'mmHg')).toBe('mm[Hg]');
  expect(unitOf('mmol/L', 'mEq/L')).toBe('mmol/L');
  expect(unitOf('mg/dL', 'umol/L')).toBeNull();
  expect(unitOf('', '')).toBe('');
});

test('rounding undoes binary noise', () => {
  expect(roundTo(0.29 * 100, 2)).toBe(29);
  expect(roundTo(1.005, 2)).toBe(1.01);
  expect(roundTo(2.5 - 2.2, 2)).toBe(0.3);
  expect(roundTo(-1.005, 2)).toBe(-1.01);
});

test('converting there and back stays within the rounding', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.2, max: 30, noNaN: true }), (value) => {
      const there = value * 88.42;
      expect(Math.abs((inUnit('creatinine', there, 'umol/L') ?? 0) - value)).toBeLessThanOrEqual(0.006 + value * 0.0001);
    }),
  );
});
