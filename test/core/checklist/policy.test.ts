import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { authorErrorText } from '../../../src/core/chart/author-error.ts';
import { notesFor, type Policy, policyFrom } from '../../../src/core/checklist/index.ts';
import { evaluate } from '../../../src/core/evaluate/index.ts';
import { chart, checklist, mistakes } from '../../spec/language.ts';

const BASE = `
criteria: { high: { label: High, source: book, fact: lactate, above: 2 mmol/L, window: arrived .. arrived + 24h } }
definitions:
  main: { label: Main, source: book, met: high }
  other: { label: Other, source: book, fact: heart-rate, above: 90 /min }
expect: { repeat: { ref: T, kind: validation, label: R, source: book, found: { fact: lactate, times: 2 }, prompt: Again? } }
queries: { ask: { when: { item: repeat }, purpose: poa, title: T, ask: Which?, options: [{ text: A }] } }`;
const STAY = '0:00 arrived\n1:00 lactate 3 mmol/L\n2:00 heart-rate 80 /min\n3:00 note sepsis\n40:00 now';

function policy(changes: string): { policy: Policy; errors: readonly string[] } {
  const notes = notesFor('policy.yaml');
  const read = policyFrom(notes, parse(`policy: plan\ntitle: Plan\nowner: PA\nchanges: { tiny: { because: Amendment, ${changes} } }`), [
    'tiny',
  ]);
  return { policy: read, errors: notes.errors.map(authorErrorText) };
}
const under = (changes: string) => checklist(BASE, policy(changes).policy);
const linkErrors = (changes: string) => [...policy(changes).errors, ...mistakes(BASE, policy(changes).policy)].join('\n');

describe('a policy', () => {
  test('patches the fields of a named criterion and keeps the others', () => {
    const linked = under('criteria: { high: { label: Higher, above: 4 mmol/L } }');
    const { criterion, label } = linked.criteria.high ?? {};
    expect(label).toBe('Higher');
    expect(criterion).toMatchObject({ form: 'fact', numbers: [{ op: 'above', value: 4 }] });
    expect(criterion?.form === 'fact' && criterion.window).not.toBeNull();
    expect(evaluate(chart(STAY), linked)).toMatchObject({ policy: 'plan', evidence: 'not-met', status: 'unsupported' });
  });
  test('takes a bound away with null, and replaces the form', () => {
    expect(under('criteria: { high: { above: null, at-least: 3 mmol/L } }').criteria.high?.criterion).toMatchObject({
      numbers: [{ op: 'at-least', value: 3 }],
    });
    expect(under('criteria: { high: { any: [{ fact: heart-rate, above: 90 /min }] } }').criteria.high?.criterion).toMatchObject({
      form: 'any',
    });
  });
  test('switches the governing definition', () => {
    expect(evaluate(chart(STAY), under('governing: other')).status).toBe('unsupported');
  });
  test('turns an item off, and the query that waits for it', () => {
    const linked = under('expect: { repeat: off }');
    expect(linked.expect).toEqual([]);
    expect(linked.queries).toEqual([]);
  });
  test('changes who sees an item', () => {
    expect(under('expect: { repeat: { audience: [cdi] } }').expect[0]?.audience).toEqual(['cdi']);
  });
  test('gives the checklist another hash', () => {
    expect(under('governing: other').hash).not.toBe(checklist(BASE).hash);
  });

  test.each([
    ['a checklist that is none', '', 'unknown checklist'],
    [
      'a criterion that is none',
      'criteria: { hihg: { above: 4 mmol/L } }',
      'policy.yaml: changes.tiny.criteria.hihg: unknown criterion "hihg" - did you mean "high"?',
    ],
    ['an item that is none', 'expect: { repaet: off }', 'unknown item "repaet" - did you mean "repeat"?'],
    ['a definition that is none', 'governing: mian', 'unknown definition "mian" - did you mean "main"?'],
    ['a criterion turned off', 'criteria: { high: off }', 'only items can be turned off'],
    ['words of a prompt', 'expect: { repeat: { prompt: Really? } }', 'a policy cannot touch what is asked, or how'],
    ['the kind of an item', 'expect: { repeat: { kind: conflict } }', 'a policy cannot touch what is asked, or how'],
    ['queries', 'queries: {}', 'a policy cannot touch what is asked, or how'],
    [
      'a wrong unit, blamed on the policy',
      'criteria: { high: { above: 4 mg } }',
      'policy.yaml: changes.tiny.criteria.high.above: lactate has no unit "mg"',
    ],
  ])('cannot name or touch %s', (_name, changes, message) => {
    const notes = notesFor('policy.yaml');
    if (changes === '') policyFrom(notes, parse('policy: p\ntitle: P\nowner: PA\nchanges: { sepsys: { because: x } }'), ['sepsis']);
    const all = changes === '' ? notes.errors.map(authorErrorText).join('\n') : linkErrors(changes);
    expect(all).toContain(message);
  });

  test('says why', () => {
    const notes = notesFor('policy.yaml');
    policyFrom(notes, parse('policy: p\ntitle: P\nowner: PA\nchanges: { tiny: { governing: other } }'), ['tiny']);
    expect(notes.errors.map(authorErrorText)).toEqual(['policy.yaml: changes.tiny.because: say why: `because` is needed']);
  });
});
