import { describe, expect, test } from 'vitest';
import { answer, mistakes } from './language.ts';

const stay = (lines: string) => `0:00 arrived\n40:00 now\n${lines}`;
const low = (...times: string[]) => times.map((time) => `${time} sbp 85 mmHg`).join('\n');
const looks = (bounds: string, lines: string) => answer(`fact: sbp, below: 90 mmHg, ${bounds}`, stay(lines)).verdict;

describe('times', () => {
  test.each([
    ['times: 2', low('1:00', '2:00'), 'met'],
    ['times: 2', low('1:00'), 'not-met'],
    ['times: 2', '', 'not-found'],
    ['times: 2', `${low('1:00')}\n2:00 sbp 120 mmHg`, 'not-met'],
    ['times: 2, within: 3h', low('1:00', '4:00'), 'met'],
    ['times: 2, within: 3h', low('1:00', '4:01'), 'not-met'],
    ['times: 2, apart: 10m, within: 3h', low('1:00', '1:10'), 'met'],
    ['times: 2, apart: 10m, within: 3h', low('1:00', '1:09'), 'not-met'],
    ['times: 2, apart: 10m, within: 3h', low('1:00', '1:05', '1:12'), 'met'],
    ['times: 3, within: 3h', low('1:00', '5:00', '6:00', '7:00'), 'met'],
  ])('%s on "%s" is %s', (bounds, lines, verdict) => {
    expect(looks(bounds, lines)).toBe(verdict);
  });

  test('the run that satisfies it is the evidence', () => {
    const { facts } = answer('fact: sbp, below: 90 mmHg, times: 2, within: 1h', stay(low('1:00', '5:00', '5:30')));
    expect(facts).toHaveLength(2);
  });

  test('apart and within need it', () => {
    expect(mistakes('criteria: { it: { label: It, source: book, fact: sbp, within: 3h } }').join()).toContain('stands only beside `times`');
  });
});

describe('lasting', () => {
  test.each([
    ['an infusion long enough', 'norepinephrine', 'lasting: 1h', '1:00-2:00 norepinephrine 0.1 ug/kg/min', 'met'],
    ['an infusion too short', 'norepinephrine', 'lasting: 1h', '1:00-1:59 norepinephrine 0.1 ug/kg/min', 'not-met'],
    [
      'two rates that touch are one run',
      'norepinephrine',
      'lasting: 1h',
      '1:00-1:30 norepinephrine 0.1 ug/kg/min\n1:30-2:00 norepinephrine 0.2 ug/kg/min',
      'met',
    ],
    [
      'two infusions with a gap are two',
      'norepinephrine',
      'lasting: 1h',
      '1:00-1:30 norepinephrine 0.1 ug/kg/min\n1:40-2:10 norepinephrine 0.2 ug/kg/min',
      'not-met',
    ],
    ['still running', 'niv', 'lasting: 4h', '30:00- niv', 'met'],
    ['nothing there', 'niv', 'lasting: 4h', '', 'not-found'],
  ])('%s', (_name, concept, bounds, lines, verdict) => {
    expect(answer(`fact: ${concept}, ${bounds}`, stay(lines)).verdict).toBe(verdict);
  });

  test.each([
    ['repeated values with none other between', '1:00 spo2 88 %\n2:00 spo2 87 %\n3:00 spo2 89 %', 'met'],
    ['a better value between breaks the run', '1:00 spo2 88 %\n2:00 spo2 95 %\n3:00 spo2 89 %', 'not-met'],
    ['one value is no run', '1:00 spo2 88 %', 'not-met'],
  ])('%s', (_name, lines, verdict) => {
    expect(answer('fact: spo2, at-most: 90 %, lasting: 2h', stay(lines)).verdict).toBe(verdict);
  });
});

describe('pick', () => {
  const values = '1:00 lactate 3 mmol/L\n5:00 lactate 4 mmol/L\n9:00 lactate 1 mmol/L';
  test.each([
    ['first', 'above: 2 mmol/L', 'met'],
    ['last', 'above: 2 mmol/L', 'not-met'],
    ['highest', 'above: 3.5 mmol/L', 'met'],
    ['lowest', 'above: 2 mmol/L', 'not-met'],
    ['worst', 'above: 3.5 mmol/L', 'met'],
  ])('%s, then %s, is %s', (pick, bound, verdict) => {
    expect(answer(`fact: lactate, pick: ${pick}, ${bound}`, stay(values)).verdict).toBe(verdict);
  });

  test('from a read that ended early may be the wrong one', () => {
    expect(answer('fact: lactate, pick: first, above: 2 mmol/L', stay(`partial lactate\n${values}`)).verdict).toBe('not-known');
    expect(answer('fact: lactate, above: 2 mmol/L', stay(`partial lactate\n${values}`)).verdict).toBe('met');
  });

  test('is made inside the window', () => {
    expect(answer('fact: lactate, pick: first, above: 2 mmol/L, window: arrived + 6h .. now', stay(values)).verdict).toBe('not-met');
  });

  test('worst needs a direction, and one only', () => {
    const worst = (more: string) => mistakes(`criteria: { it: { label: It, source: book, fact: heart-rate, pick: worst }${more} }`).join();
    expect(worst('')).toContain('its bounds here tell no direction');
    expect(worst(', a: { label: A, source: book, fact: heart-rate, above: 90 /min }')).toBe('');
    expect(
      worst(
        ', a: { label: A, source: book, fact: heart-rate, above: 90 /min }, b: { label: B, source: book, fact: heart-rate, below: 50 /min }',
      ),
    ).toContain('both directions');
  });
});
