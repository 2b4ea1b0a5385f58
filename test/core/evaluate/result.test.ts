import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../../../src/core/checklist/index.ts';
import { evaluate, fingerprint, queriesDue, slotFact } from '../../../src/core/evaluate/index.ts';
import { chart, checklist } from '../../spec/language.ts';

const yaml = `
anchors: { first-high: { fact: lactate, above: 2 mmol/L } }
criteria: { fast: { label: Fast, source: book, fact: heart-rate, above: 90 /min } }
expect:
  repeat: { ref: T, kind: validation, label: R, source: book, when: { met: fast }, found: { fact: lactate, window: first-high + 1h .. first-high + 12h }, prompt: "{lactate.first}" }
status-prompts: { unsupported: { any: { item: not-shown, ref: T, label: N, prompt: Not shown } } }
queries:
  validate: { when: unsupported, purpose: clinical-validation, title: T, ask: Which?, options: [{ text: A }] }
  ask-repeat: { when: { item: repeat }, purpose: poa, title: T, ask: Which?, options: [{ text: A }] }
  ask-shown: { when: { item: not-shown }, purpose: poa, title: T, ask: Which?, options: [{ text: A }] }`;
const linked = checklist(yaml);
const stay = (lines: string) => chart(`0:00 arrived\n40:00 now\n${lines}`);
const due = (lines: string, stage = 'in-review') =>
  queriesDue(checklist(`${yaml}\nstage: ${stage}`), evaluate(stay(lines), linked)).map((query) => query.id);

describe('queries due', () => {
  const missing = '1:00 lactate 3 mmol/L\n1:00 heart-rate 100 /min';
  test.each([
    ['an item is missing', missing, ['ask-repeat']],
    ['the status holds, and its item is raised', '1:00 lactate 1 mmol/L\n2:00 note sepsis', ['validate', 'ask-shown']],
    ['nothing to ask', '', []],
  ])('%s', (_name, lines, ids) => {
    expect(due(lines)).toEqual(ids);
  });
  test('none from a draft or a retired checklist', () => {
    expect(due(missing, 'draft')).toEqual([]);
    expect(due(missing, 'retired')).toEqual([]);
  });
});

describe('the fingerprint of a prompt', () => {
  const of = (lines: string) => {
    const result = evaluate(stay(lines), linked);
    const item = result.expect.repeat;
    return item ? fingerprint(linked, result, item) : '';
  };
  const base = '1:00 lactate 3 mmol/L\n1:00 heart-rate 100 /min';

  test('names version, documentation and the verdicts it rests on', () => {
    expect(of(base)).toBe('tiny@1.0.0 documentation=silent when=met found=not-found fast=met first-high=met');
  });
  test('stays the same with a new value that changes no verdict', () => {
    expect(of(`${base}\n2:00 heart-rate 120 /min\n3:00 creatinine 9 mg/dL`)).toBe(of(base));
  });
  test.each([
    ['a criterion it uses', '1:00 lactate 3 mmol/L\n1:00 heart-rate 80 /min'],
    ['what it looks for', `${base}\n3:00 lactate 2 mmol/L`],
    ['the documentation', `${base}\n3:00 note sepsis`],
  ])('changes with %s', (_name, lines) => {
    expect(of(lines)).not.toBe(of(base));
  });
});

describe('slots', () => {
  const built = stay(
    '-1:00 lactate 9 mmol/L\n1:00 lactate 3 mmol/L\n5:00 lactate 2 mmol/L\n6:00 lactate 5 mmol/L withdrawn\n1:00 heart-rate 100 /min\n2:00 note sepsis denied',
  );
  const result = evaluate(built, linked);
  const value = (text: string) => {
    const [slot] = parseTemplate(text).parts;
    if (typeof slot !== 'object' || slot.kind !== 'fact') throw new Error('no slot');
    return slotFact(built, result, result.expect.repeat ?? null, slot)?.value ?? null;
  };
  test.each([
    ['{lactate.first}', 3],
    ['{lactate.last}', 2],
    ['{lactate.highest}', 3],
    ['{lactate.lowest}', 2],
    ['{fast.first}', 100],
    ['{first-high.first}', 3],
    ['{when.first}', 100],
    ['{found.last}', 2],
    ['{creatinine.first}', null],
  ])('%s', (slot, expected) => {
    expect(value(slot)).toBe(expected);
  });
  test('a denied statement fills none', () => {
    const slot = { kind: 'fact', name: 'sepsis', pick: 'first', field: 'quote' } as const;
    expect(slotFact(built, result, null, slot)).toBeNull();
  });
});
