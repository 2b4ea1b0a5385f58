import { describe, expect, test } from 'vitest';
import { answer, mistakes } from './language.ts';

const days = (lines: string) => `0:00 arrived\n6d 00:00 now\n${lines}`;

describe('rise and fall', () => {
  test.each([
    ['rise: 0.3 mg/dL within 48h', '1:00 creatinine 2.2 mg/dL\n20:00 creatinine 2.5 mg/dL', 'met'],
    ['rise: 0.3 mg/dL within 48h', '1:00 creatinine 2.2 mg/dL\n20:00 creatinine 2.4 mg/dL', 'not-met'],
    ['rise: 0.3 mg/dL within 48h', '1:00 creatinine 1.0 mg/dL\n49:00 creatinine 1.3 mg/dL', 'met'],
    ['rise: 0.3 mg/dL within 48h', '1:00 creatinine 1.0 mg/dL\n49:01 creatinine 1.3 mg/dL', 'not-found'],
    ['rise: 0.3 mg/dL within 48h', '1:00 creatinine 2.5 mg/dL\n20:00 creatinine 2.2 mg/dL', 'not-met'],
    ['rise: 1.5x within 7d', '1:00 creatinine 1.0 mg/dL\n3d creatinine 1.5 mg/dL', 'met'],
    ['rise: 1.5x within 7d', '1:00 creatinine 1.0 mg/dL\n3d creatinine 1.49 mg/dL', 'not-met'],
    ['rise: 26.5 umol/L within 48h', '1:00 creatinine 1.0 mg/dL\n3:00 creatinine 1.3 mg/dL', 'met'],
    ['rise: 0.3 mg/dL within 48h', '1:00 creatinine 2.2 mg/dL', 'not-found'],
    ['rise: 0.3 mg/dL within 48h', '', 'not-found'],
    ['rise: 0.3 mg/dL within 48h', 'unread creatinine', 'not-known'],
    ['rise: 0.3 mg/dL within 48h', '1:00 creatinine <0.5 mg/dL\n2:00 creatinine 1.2 mg/dL', 'met'],
    ['rise: 0.3 mg/dL within 48h', '1:00 creatinine <1.0 mg/dL\n2:00 creatinine 1.2 mg/dL', 'not-known'],
  ])('%s on "%s" is %s', (bound, lines, verdict) => {
    expect(answer(`fact: creatinine, ${bound}`, days(lines)).verdict).toBe(verdict);
  });

  test('a fall to half', () => {
    const lines = (low: number) => days(`1:00 platelets 200 10*3/uL\n30:00 platelets ${low} 10*3/uL`);
    expect(answer('fact: platelets, fall: 2x within 72h', lines(100)).verdict).toBe('met');
    expect(answer('fact: platelets, fall: 2x within 72h', lines(101)).verdict).toBe('not-met');
  });

  test('both values are evidence, and the greatest change is shown', () => {
    const { facts } = answer(
      'fact: creatinine, rise: 0.3 mg/dL within 48h',
      days('1:00 creatinine 1.0 mg/dL\n9:00 creatinine 1.4 mg/dL\n20:00 creatinine 1.9 mg/dL'),
    );
    expect(facts.map((fact) => fact.value)).toEqual([1.0, 1.9]);
  });

  test('two values at the same minute are no trend', () => {
    expect(
      answer('fact: creatinine, rise: 0.3 mg/dL within 48h', days('1:00 creatinine 1.0 mg/dL\n1:00 creatinine 1.9 mg/dL')).verdict,
    ).toBe('not-found');
  });

  test('is written with "within" and a duration', () => {
    expect(mistakes('criteria: { it: { label: It, source: book, fact: creatinine, rise: 0.3 mg/dL } }').join()).toContain(
      'write an amount or a factor, "within" and a duration',
    );
    expect(mistakes('criteria: { it: { label: It, source: book, fact: creatinine, rise: 0.5x within 7d } }').join()).toContain(
      'the factor must be above 1',
    );
  });
});
