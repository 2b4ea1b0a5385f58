import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/core/chart/verdict.ts';
import { answer, mistakes } from './language.ts';

const VERDICTS: readonly Verdict[] = ['met', 'not-met', 'not-found', 'not-known'];
/** Three concepts, each able to give any verdict. */
const CONCEPTS = [
  { concept: 'lactate', above: '2 mmol/L', yes: '3 mmol/L', no: '1 mmol/L' },
  { concept: 'creatinine', above: '2 mg/dL', yes: '3 mg/dL', no: '1 mg/dL' },
  { concept: 'inr', above: '1.5', yes: '3', no: '1' },
];
const part = (index: number) => `{ fact: ${CONCEPTS[index]?.concept}, above: ${CONCEPTS[index]?.above} }`;
const lines = (verdicts: readonly Verdict[]) =>
  verdicts.map((verdict, index) => {
    const one = CONCEPTS[index];
    if (verdict === 'not-known') return `unread ${one?.concept}`;
    return verdict === 'not-found' ? '' : `1:00 ${one?.concept} ${verdict === 'met' ? one?.yes : one?.no}`;
  });
const verdictOf = (form: string, verdicts: readonly Verdict[]) =>
  answer(form, ['0:00 arrived', '20:00 now', ...lines(verdicts)].join('\n')).verdict;
const pairs = VERDICTS.flatMap((a) => VERDICTS.map((b) => [a, b] as const));
const first = (order: readonly Verdict[], parts: readonly Verdict[]) => order.find((verdict) => parts.includes(verdict));

describe('any', () => {
  test.each(pairs)('%s or %s', (a, b) => {
    expect(verdictOf(`any: [${part(0)}, ${part(1)}]`, [a, b])).toBe(first(['met', 'not-known', 'not-met', 'not-found'], [a, b]));
  });
});

describe('all', () => {
  test.each(pairs)('%s and %s', (a, b) => {
    expect(verdictOf(`all: [${part(0)}, ${part(1)}]`, [a, b])).toBe(first(['not-met', 'not-found', 'not-known', 'met'], [a, b]));
  });
});

describe('not', () => {
  test.each([
    ['met', 'not-met'],
    ['not-met', 'met'],
    ['not-found', 'met'],
    ['not-known', 'not-known'],
  ] as const)('%s becomes %s', (before, after) => {
    expect(verdictOf(`not: ${part(0)}`, [before])).toBe(after);
  });

  test('met by absence, it keeps the search that found nothing', () => {
    expect(answer(`not: ${part(0)}`, '0:00 arrived\n20:00 now')).toMatchObject({ verdict: 'met', facts: [], search: 'case:lactate' });
  });
});

describe('atLeast 2 of 3', () => {
  test.each([
    [['met', 'met', 'not-known'], 'met'],
    [['met', 'not-known', 'not-met'], 'not-known'],
    [['met', 'not-found', 'not-met'], 'not-found'],
    [['met', 'not-met', 'not-met'], 'not-met'],
    [['not-met', 'not-met', 'not-found'], 'not-met'],
    [['met', 'not-known', 'not-found'], 'not-known'],
    [['not-met', 'not-known', 'not-found'], 'not-found'],
    [['not-met', 'not-met', 'not-known'], 'not-met'],
    [['not-known', 'not-known', 'not-known'], 'not-known'],
    [['not-found', 'not-found', 'not-found'], 'not-found'],
  ] as const)('%s is %s', (parts, verdict) => {
    expect(verdictOf(`atLeast: 2, of: [${part(0)}, ${part(1)}, ${part(2)}]`, parts)).toBe(verdict);
  });
});

describe('within', () => {
  const lines = (second: string, more = '') => `0:00 arrived\n20:00 now\n1:00 lactate 3 mmol/L\n${second} creatinine 3 mg/dL\n${more}`;
  const both = `[${part(0)}, ${part(1)}]`;
  test('all parts in one span, its ends included', () => {
    expect(answer(`all: ${both}, within: 6h`, lines('7:00')).verdict).toBe('met');
    expect(answer(`all: ${both}, within: 6h`, lines('7:01')).verdict).toBe('not-met');
  });
  test('any combination of facts will do', () => {
    expect(answer(`all: ${both}, within: 6h`, lines('9:00', '8:00 lactate 2.5 mmol/L')).verdict).toBe('met');
  });
  test('so many parts in one span', () => {
    const of = `[${part(0)}, ${part(1)}, ${part(2)}]`;
    expect(answer(`atLeast: 2, of: ${of}, within: 6h`, lines('9:00', '3:00 inr 3')).verdict).toBe('met');
    expect(answer(`atLeast: 3, of: ${of}, within: 6h`, lines('9:00', '3:00 inr 3')).verdict).toBe('not-met');
  });
  test('met apart, with a read that ended early, is not known', () => {
    expect(answer(`all: ${both}, within: 6h`, lines('9:00', 'partial lactate')).verdict).toBe('not-known');
  });
  test('an infusion belongs to every span it reaches into', () => {
    const criterion = `all: [{ fact: norepinephrine }, ${part(0)}], within: 1h`;
    expect(answer(criterion, '0:00 arrived\n20:00 now\n1:00-9:00 norepinephrine 0.1 ug/kg/min\n8:30 lactate 3 mmol/L').verdict).toBe('met');
  });
});

describe('same', () => {
  const gas = (ph: string) => `0:00 arrived\n20:00 now\n1:00 paco2 60 mmHg\n${ph} ph-arterial 7.2`;
  const criterion = 'all: [{ fact: paco2, above: 50 mmHg }, { fact: ph-arterial, below: 7.35 }], same: sample';
  test('one sample, not two', () => {
    expect(answer(criterion, gas('1:00')).verdict).toBe('met');
    expect(answer(criterion, gas('1:05')).verdict).toBe('not-met');
  });
  test('one note, one section of a note', () => {
    const notes = (second: string) => `0:00 arrived\n20:00 now\n2:00 note pneumonia by attending\n${second}`;
    const same = (what: string) => `all: [{ fact: pneumonia }, { fact: comfortable-breathing }], same: ${what}`;
    expect(answer(same('note'), notes('2:00 note comfortable-breathing by attending section findings')).verdict).toBe('met');
    expect(answer(same('note'), notes('3:00 note comfortable-breathing by attending')).verdict).toBe('not-met');
    expect(answer(same('section'), notes('2:00 note comfortable-breathing by attending section findings')).verdict).toBe('not-met');
    expect(answer(same('section'), notes('2:00 note comfortable-breathing by attending')).verdict).toBe('met');
  });
});

describe('a score with unmeasured parts', () => {
  const sofa = (line: string) => `0:00 arrived\n20:00 now\n${line}`;
  test.each([
    ['its measured sum reaches the bound', '1:00 sofa-rise 2 up-to 10 missing liver,cns', 'met', []],
    ['what is unmeasured could still reach it', '1:00 sofa-rise 1 up-to 9 missing liver,cns', 'not-found', ['cns', 'liver']],
    ['even the highest possible sum cannot', '1:00 sofa-rise 0 up-to 1 missing cns', 'not-met', []],
    ['everything measured', '1:00 sofa-rise 1', 'not-met', []],
    [
      'one point could, another could not',
      '1:00 sofa-rise 0 up-to 1 missing cns\n5:00 sofa-rise 1 up-to 5 missing cns',
      'not-found',
      ['cns'],
    ],
  ] as const)('%s', (_name, line, verdict, missing) => {
    expect(answer('fact: sofa-rise, at-least: 2', sofa(line))).toMatchObject({ verdict, missing });
  });

  test('an unmapped result that may be one of the parts makes it not known', () => {
    const lines = sofa('1:00 sofa-rise 1 up-to 9 missing liver\nunmapped bilirubin-total');
    expect(answer('fact: sofa-rise, at-least: 2', lines).verdict).toBe('not-known');
  });

  test('a limit from above is sound too', () => {
    expect(answer('fact: sofa-rise, at-most: 1', sofa('1:00 sofa-rise 1 up-to 9 missing liver')).verdict).toBe('not-found');
    expect(answer('fact: sofa-rise, at-most: 9', sofa('1:00 sofa-rise 1 up-to 9 missing liver')).verdict).toBe('met');
  });
});

describe('met', () => {
  const more = 'definitions: { main: { label: M, source: book, fact: lactate, above: 2 mmol/L } }';
  const lines = '0:00 arrived\n20:00 now\n1:00 lactate 3 mmol/L\n2:00 note sepsis by attending';
  test('names criteria, definitions and anchors, and the two that are always there', () => {
    expect(answer('met: main', lines, more).verdict).toBe('met');
    expect(answer('met: governing', lines, more).verdict).toBe('met');
    expect(answer('met: documented', lines, more).verdict).toBe('met');
    expect(answer('met: clock', lines, 'anchors: { clock: { fact: lactate } }').verdict).toBe('met');
  });
  test.each([
    ['2:00 note sepsis uncertain', 'not-met'],
    ['2:00 note sepsis denied', 'not-met'],
    ['', 'not-found'],
    ['unread notes', 'not-known'],
  ])('documented, with "%s", is %s', (line, verdict) => {
    expect(answer('met: documented', `0:00 arrived\n20:00 now\n${line}`).verdict).toBe(verdict);
  });
});

test('the author hears of forms that are none, two, or rest on themselves', () => {
  const of = (criterion: string) => mistakes(`criteria: { it: { label: It, source: book, ${criterion} } }`).join('\n');
  expect(of('above: 2 mmol/L')).toContain('no form here');
  expect(of('fact: lactate, any: []')).toContain('two forms at once: fact and any');
  expect(of('met: it')).toContain('criteria.it: rests on itself: it -> it');
  expect(of('met: hypoxaemia')).toContain('unknown criterion "hypoxaemia"');
  expect(of('atLeast: 3, of: [{ fact: lactate }]')).toContain('asks for 3 of 1');
  expect(of('fact: lactat')).toContain('unknown concept "lactat" - did you mean "lactate"?');
});
