import { describe, expect, test } from 'vitest';
import { answer, mistakes } from './language.ts';

const day = (lines: string) => `0:00 arrived\n20:00 now\n${lines}`;

describe('a number and its bound', () => {
  test.each([
    ['lactate', 'above: 2 mmol/L', '1:00 lactate 2.1 mmol/L', 'met'],
    ['lactate', 'above: 2 mmol/L', '1:00 lactate 2.0 mmol/L', 'not-met'],
    ['lactate', 'at-least: 2 mmol/L', '1:00 lactate 2.0 mmol/L', 'met'],
    ['lactate', 'at-least: 2 mmol/L', '1:00 lactate 1.9 mmol/L', 'not-met'],
    ['platelets', 'below: 100 10*3/uL', '1:00 platelets 99 10*3/uL', 'met'],
    ['platelets', 'below: 100 10*3/uL', '1:00 platelets 100 10*3/uL', 'not-met'],
    ['platelets', 'at-most: 100 10*3/uL', '1:00 platelets 100 10*3/uL', 'met'],
    ['platelets', 'at-most: 100 10*3/uL', '1:00 platelets 101 10*3/uL', 'not-met'],
    ['ph-arterial', 'below: 7.35', '1:00 ph-arterial 7.34', 'met'],
    ['ph-arterial', 'below: 7.35', '1:00 ph-arterial 7.35', 'not-met'],
    ['lactate', 'above: 2 mmol/L, below: 4 mmol/L', '1:00 lactate 5 mmol/L', 'not-met'],
    ['lactate', 'above: 2 mmol/L, below: 4 mmol/L', '1:00 lactate 3 mmol/L', 'met'],
    ['lactate', 'above: 2 mmol/L', '1:00 lactate 1 mmol/L\n2:00 lactate 3 mmol/L', 'met'],
  ])('%s %s on "%s" is %s', (concept, bound, lines, verdict) => {
    expect(answer(`fact: ${concept}, ${bound}`, day(lines)).verdict).toBe(verdict);
  });
});

describe('a value charted in another unit', () => {
  test.each([
    ['rounded before it is compared: 18 mg/dL is 2.00 mmol/L', 'fact: lactate, above: 2 mmol/L', '1:00 lactate 18 mg/dL', 'not-met'],
    ['19 mg/dL is above', 'fact: lactate, above: 2 mmol/L', '1:00 lactate 19 mg/dL', 'met'],
    ['177 umol/L is 2.00 mg/dL', 'fact: creatinine, above: 2 mg/dL', '1:00 creatinine 177 umol/L', 'not-met'],
    ['a bound may be in any listed unit', 'fact: creatinine, above: 177 umol/L', '1:00 creatinine 178 umol/L', 'met'],
    ['and is compared as charted where it can be', 'fact: creatinine, above: 177 umol/L', '1:00 creatinine 177 umol/L', 'not-met'],
    ['7.9 kPa is 59.3 mmHg', 'fact: pao2, below: 60 mmHg', '1:00 pao2 7.9 kPa', 'met'],
    ['8.0 kPa is 60.0 mmHg', 'fact: pao2, below: 60 mmHg', '1:00 pao2 8.0 kPa', 'not-met'],
  ])('%s', (_name, criterion, lines, verdict) => {
    expect(answer(criterion, day(lines)).verdict).toBe(verdict);
  });

  test.each([
    ['38 Cel', '100.4 degF', 'not-met'],
    ['38 Cel', '100.5 degF', 'met'],
    ['38 Cel', '38.0 Cel', 'not-met'],
    ['38 Cel', '38.1 Cel', 'met'],
    ['38.3 Cel', '100.9 degF', 'not-met'],
    ['38.3 Cel', '101 degF', 'met'],
    ['100.4 degF', '38.0 Cel', 'not-met'],
  ])('a temperature is compared as charted: above %s, charted %s, is %s', (bound, value, verdict) => {
    expect(answer(`fact: temperature, above: ${bound}`, day(`1:00 temperature ${value}`)).verdict).toBe(verdict);
  });
});

describe('a value known only as a limit', () => {
  test.each([
    ['at-least: 2 mmol/L', '<0.5 mmol/L', 'not-met'],
    ['above: 2 mmol/L', '<5 mmol/L', 'not-known'],
    ['below: 4 mmol/L', '<4 mmol/L', 'met'],
    ['below: 4 mmol/L', '<=4 mmol/L', 'not-known'],
    ['at-most: 4 mmol/L', '<=4 mmol/L', 'met'],
    ['above: 2 mmol/L', '>20 mmol/L', 'met'],
    ['above: 20 mmol/L', '>20 mmol/L', 'met'],
    ['above: 20 mmol/L', '>=20 mmol/L', 'not-known'],
    ['below: 20 mmol/L', '>20 mmol/L', 'not-met'],
  ])('%s on lactate %s is %s', (bound, value, verdict) => {
    expect(answer(`fact: lactate, ${bound}`, day(`1:00 lactate ${value}`)).verdict).toBe(verdict);
  });

  test('one plain value that satisfies the bound settles it', () => {
    expect(answer('fact: lactate, above: 2 mmol/L', day('1:00 lactate <5 mmol/L\n2:00 lactate 3 mmol/L')).verdict).toBe('met');
  });
});

describe('what is not there', () => {
  test.each([
    ['nothing at all', '', 'not-found'],
    ['not permitted', 'unread lactate', 'not-known'],
    ['a time-out', 'unread lactate timeout', 'not-known'],
    ['read, but not to the end', 'partial lactate', 'not-known'],
    ['a low value in a read that ended early', 'partial lactate\n1:00 lactate 1.0 mmol/L', 'not-known'],
    ['a high value in a read that ended early counts', 'partial lactate\n1:00 lactate 2.4 mmol/L', 'met'],
    ['an unmapped result that may be the one', 'unmapped lactate', 'not-known'],
    ['a low value beside an unmapped result', 'unmapped lactate\n1:00 lactate 1.0 mmol/L', 'not-met'],
    ['a withdrawn value', '1:00 lactate 3.1 mmol/L withdrawn', 'not-found'],
    ['a value of another stay', '1:00 lactate 3.1 mmol/L other-stay', 'not-found'],
    ['an implausible value is never compared', '1:00 lactate 99 mmol/L', 'not-known'],
    ['a preliminary result counts', '1:00 lactate 3.1 mmol/L preliminary', 'met'],
    ['a corrected result counts', '1:00 lactate 3.1 mmol/L amended', 'met'],
    ['a value from before arrival', '-1:00 lactate 3.1 mmol/L', 'not-found'],
  ])('%s', (_name, lines, verdict) => {
    expect(answer('fact: lactate, above: 2 mmol/L', day(lines)).verdict).toBe(verdict);
  });

  test('not found says what was searched; not known says why', () => {
    expect(answer('fact: lactate', day(''))).toMatchObject({ why: 'no Lactate', search: 'case:lactate', facts: [] });
    expect(answer('fact: lactate', day('unread lactate timeout'))).toMatchObject({
      why: 'Lactate could not be read (timeout)',
      search: 'case:lactate',
    });
    expect(answer('fact: lactate', day('unmapped lactate')).why).toBe('an unmapped result may be Lactate');
  });

  test('outside its bound, the value nearest to it is the evidence', () => {
    const { facts } = answer(
      'fact: lactate, above: 4 mmol/L',
      day('1:00 lactate 1.5 mmol/L\n2:00 lactate 3.1 mmol/L\n3:00 lactate 2 mmol/L'),
    );
    expect(facts.map((fact) => fact.value)).toEqual([3.1]);
  });

  test('of many values the first, the last and the most extreme are shown', () => {
    const lines = Array.from({ length: 12 }, (_, hour) => `${hour + 1}:00 heart-rate ${95 + ((hour * 7) % 11)} /min`).join('\n');
    const { facts } = answer('fact: heart-rate, above: 90 /min', day(lines));
    expect(facts).toHaveLength(6);
    expect(facts.map((fact) => fact.value)).toContain(105);
    expect(facts.map((fact) => fact.at)).toEqual([...facts.map((fact) => fact.at)].sort((a, b) => a - b));
  });
});

describe('the author hears of', () => {
  test.each([
    ['above: 2', 'a unit is needed: mmol/L, mg/dL, meq/L'],
    ['above: 2 mmol', 'lactate has no unit "mmol" - did you mean "mmol/L"? (mmol/L, mg/dL, meq/L)'],
    ['above: high', 'expected a number with its unit, found "high"'],
    ['abov: 2 mmol/L', '"abov" is not a bound - did you mean "above"?'],
  ])('%s', (bound, message) => {
    expect(mistakes(`criteria: { it: { label: It, source: book, fact: lactate, ${bound} } }`).join('\n')).toContain(message);
  });
});
