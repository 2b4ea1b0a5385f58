import { describe, expect, test } from 'vitest';
import { answer } from './language.ts';

const at = (lines: string) => `0:00 arrived\n20:00 now\n${lines}`;

describe('a fact and a bound', () => {
  test.each([
    ['above: 2 mmol/L', '1:00 lactate 2.1 mmol/L', 'met'],
    ['above: 2 mmol/L', '1:00 lactate 2.0 mmol/L', 'not-met'],
    ['above: 2 mmol/L', '1:00 lactate 18 mg/dL', 'not-met'],
    ['above: 2 mmol/L', '1:00 lactate 19 mg/dL', 'met'],
    ['above: 2 mmol/L', '', 'not-found'],
    ['above: 2 mmol/L', 'unread lactate', 'not-known'],
    ['above: 2 mmol/L', 'partial lactate', 'not-known'],
    ['above: 2 mmol/L', 'partial lactate\n1:00 lactate 1.0 mmol/L', 'not-known'],
    ['above: 2 mmol/L', 'partial lactate\n1:00 lactate 2.4 mmol/L', 'met'],
    ['above: 2 mmol/L', 'unmapped lactate', 'not-known'],
    ['above: 2 mmol/L', '1:00 lactate 3.1 mmol/L withdrawn', 'not-found'],
    ['above: 2 mmol/L', '1:00 lactate 3.1 mmol/L other-stay', 'not-found'],
    ['above: 2 mmol/L', '1:00 lactate 99 mmol/L', 'not-known'],
    ['above: 2 mmol/L', '1:00 lactate <0.5 mmol/L', 'not-met'],
    ['above: 2 mmol/L', '1:00 lactate <5 mmol/L', 'not-known'],
    ['above: 2 mmol/L', '1:00 lactate >20 mmol/L', 'met'],
  ])('%s on "%s" is %s', (bound, lines, verdict) => {
    expect(answer(`fact: lactate, ${bound}`, at(lines)).verdict).toBe(verdict);
  });
});
