import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { authorErrorText } from '../../../src/core/chart/author-error.ts';
import { notesFor } from '../../../src/core/checklist/index.ts';
import { casesFrom, casesOwed, runCases } from '../../../src/core/evaluate/index.ts';
import { checklist, vocabulary } from '../../spec/language.ts';

const linked = checklist(`
anchors: { first-high: { fact: lactate, above: 2 mmol/L } }
expect:
  repeat: { ref: T, kind: validation, label: R, source: book, when: { met: main }, found: { fact: lactate, window: first-high + 1h .. first-high + 12h } }`);

const read = (yaml: string) => {
  const notes = notesFor('cases.yaml');
  return { cases: casesFrom(notes, parse(yaml)), errors: notes.errors.map(authorErrorText) };
};
const run = (yaml: string) => runCases(linked, read(yaml).cases, vocabulary);
const one = (chart: string, expected: string) => run(`- { case: one, chart: "${chart.replaceAll('\n', '\\n')}", expect: ${expected} }`)[0];

describe('a case', () => {
  const high = '0:00 arrived\n1:00 lactate 3 mmol/L\n2:00 note sepsis\n40:00 now';
  test.each([
    '{ documentation: affirmed, status: supported, evidence: met, repeat: missing, main: met, first-high: met, status-prompt: none }',
    '{ repeat: [missing, open] }',
    '{ main: { is: met, facts: 1 } }',
  ])('holds: %s', (expected) => {
    expect(one(high, expected)).toMatchObject({ ok: true, differences: [] });
  });

  test('that does not hold says what was found, and on what', () => {
    expect(one(high, '{ repeat: present, status: quiet }')?.differences).toEqual([
      'repeat: expected present, found missing (no Lactate)',
      'status: expected quiet, found supported',
    ]);
    expect(one(high, '{ main: not-met }')?.differences).toEqual(['main: expected not-met, found met (lactate 3)']);
  });

  test('that names nothing, or whose chart cannot be read, says so', () => {
    expect(one(high, '{ repaet: missing }')?.differences).toEqual(['unknown name "repaet" - did you mean "repeat"?']);
    expect(one('0:00 arrived\n1:00 lactat 3 mmol/L\n2:00 now', '{ repeat: missing }')?.differences).toEqual([
      'chart: line 2: unknown concept "lactat" - did you mean "lactate"?',
    ]);
  });

  test('under a policy nobody knows is a difference', () => {
    expect(run('- { case: a, policy: plan, chart: "1:00 now", expect: { status: quiet } }')[0]?.differences).toEqual(['no policy "plan"']);
  });

  test('must be written with the keys there are', () => {
    expect(read('- { case: a, chrat: x, expect: {} }').errors).toContain(
      'cases.yaml: "a".chrat: "chrat" is not a key of a case - did you mean "chart"?',
    );
  });
});

describe('cases owed', () => {
  const owed = (...charts: readonly string[]) =>
    casesOwed(
      linked,
      read(charts.map((chart, index) => `- { case: c${index}, chart: "${chart.replaceAll('\n', '\\n')}", expect: {} }`).join('\n')).cases,
      vocabulary,
    );

  test('everything, when there are none', () => {
    expect(owed('0:00 arrived\n20:00 now')).toEqual([
      'no case with something unread',
      'anchors.first-high: no value just inside lactate above 2',
      'anchors.first-high: no value at or just outside lactate above 2',
      'definitions.main: no value just inside lactate above 2',
      'definitions.main: no value at or just outside lactate above 2',
      'repeat: no lactate near the beginning of its window (first-high)',
      'repeat: no lactate near the end of its window (first-high)',
    ]);
  });
  test('nothing, when bounds and edges are covered', () => {
    expect(
      owed(
        '0:00 arrived\n1:00 lactate 2.1 mmol/L\n2:00 lactate 2.0 mmol/L\n40:00 now',
        '0:00 arrived\n1:00 lactate 2.1 mmol/L\n13:05 lactate 1 mmol/L\n40:00 now',
        'unread lactate\n40:00 now',
      ),
    ).toEqual([]);
  });
});
