import { describe, expect, test } from 'vitest';
import { yieldFaults } from '../../src/core/checklist/yields.ts';
import { joinPrompts, type Prompt, promptsOf, yieldsIn } from '../../src/core/compose/index.ts';
import { evaluate } from '../../src/core/evaluate/index.ts';
import { chart, checklist, mistakes, vocabulary } from './language.ts';

const STAY = '0:00 arrived\n1:00 lactate 3 mmol/L\n2:00 note sepsis affirmed by attending\n20:00 now';
const item = (id: string, more = '', prompt = `Lactate was {lactate.first}. What is the ${id} of it?`) =>
  `  ${id}: { ref: T-${id}, kind: validation, label: L-${id}, source: book, found: { fact: creatinine }, title: About ${id}, prompt: "${prompt}"${more} }`;
const asked = (expect: string, notation = STAY): readonly Prompt[] => {
  const linked = checklist(`expect:\n${expect}`);
  const made = chart(notation);
  return promptsOf(evaluate(made, linked), { chart: made, checklist: linked, concepts: vocabulary.concepts });
};
const inShort = (prompts: readonly Prompt[]) =>
  prompts.map((prompt) => [prompt.item, prompt.audience.join(' '), (prompt.reasons ?? []).map((reason) => reason.text).join('; ')]);

describe('yields-to', () => {
  test('two items that ask are two prompts', () => {
    expect(inShort(asked(`${item('cause')}\n${item('trend')}`)).map(([id]) => id)).toEqual(['cause', 'trend']);
  });

  test('an item that yields to one that asks is a second reason there, in whatever order they are written', () => {
    const joined = [['trend', 'clinician cdi', 'About trend; About cause']];
    expect(inShort(asked(`${item('cause', ', yields-to: trend')}\n${item('trend')}`))).toEqual(joined);
    expect(inShort(asked(`${item('trend')}\n${item('cause', ', yields-to: trend')}`))).toEqual(joined);
  });

  test('the prompt that stands says for which items it asks, and its fingerprint is of both', () => {
    const [prompt] = asked(`${item('cause', ', yields-to: trend')}\n${item('trend')}`);
    expect(prompt?.also).toEqual([{ checklist: 'tiny', item: 'cause', ref: 'T-cause' }]);
    const alone = asked(item('trend'))[0]?.fingerprint ?? '?';
    expect(prompt?.fingerprint.startsWith(alone)).toBe(true);
    expect(prompt?.fingerprint).not.toBe(alone);
  });

  test('under one title the reason is what the other found, without its question', () => {
    const titled = (id: string, more = '') => item(id, more).replace(`About ${id}`, 'Clinical basis');
    const [prompt] = asked(`${titled('cause', ', yields-to: trend')}\n${titled('trend')}`);
    expect(prompt?.reasons?.map((reason) => reason.text)).toEqual(['Clinical basis', expect.stringMatching(/^Lactate was 3 mmol\/L.*\.$/)]);
    expect(prompt?.reasons?.[1]?.sources.length).toBeGreaterThan(0);
  });

  test('it asks by itself when the other does not ask', () => {
    const present = item('trend', '', 'X {lactate.first}?').replace('fact: creatinine', 'fact: lactate');
    expect(inShort(asked(`${item('cause', ', yields-to: trend')}\n${present}`))).toEqual([['cause', 'clinician cdi', '']]);
  });

  test('it asks by itself when the words of the other have an empty slot', () => {
    const empty = item('trend', '', 'Creatinine was {creatinine.first}. Why?');
    expect(inShort(asked(`${item('cause', ', yields-to: trend')}\n${empty}`))).toEqual([['cause', 'clinician cdi', '']]);
  });

  test('readers whom the other does not reach are still asked', () => {
    const narrow = item('trend', ', audience: [cdi]');
    expect(inShort(asked(`${item('cause', ', yields-to: trend')}\n${narrow}`))).toEqual([
      ['cause', 'clinician', ''],
      ['trend', 'cdi', 'About trend; About cause'],
    ]);
    const apart = item('trend', ', audience: [ur]');
    expect(inShort(asked(`${item('cause', ', yields-to: trend')}\n${apart}`)).map(([id]) => id)).toEqual(['cause', 'trend']);
  });

  test('through several steps the last one asks', () => {
    const chain = `${item('a', ', yields-to: b')}\n${item('b', ', yields-to: c')}\n${item('c')}`;
    expect(inShort(asked(chain))).toEqual([['c', 'clinician cdi', 'About c; About a; About b']]);
  });

  test('its state is untouched: the list of items still shows it missing', () => {
    const linked = checklist(`expect:\n${item('cause', ', yields-to: trend')}\n${item('trend')}`);
    expect(evaluate(chart(STAY), linked).expect.cause?.state).toBe('missing');
  });

  test.each([
    [`${item('cause', ', yields-to: tend')}\n${item('trend')}`, 'cause.yields-to: unknown item "tend" - did you mean "trend"?'],
    [item('cause', ', yields-to: cause'), 'cause.yields-to: "cause" yields to itself'],
    [`${item('a', ', yields-to: b')}\n${item('b', ', yields-to: a')}`, 'a.yields-to: "a" yields to itself'],
  ])('a name that is none, and a circle, stop the build', (expectation, message) => {
    expect(mistakes(`expect:\n${expectation}`).join('\n')).toContain(message);
  });
});

describe('across checklists', () => {
  const first = checklist(`expect:\n${item('cause')}`);
  const second = checklist(`id: other\nexpect:\n${item('cause')}\n${item('final', ', yields-to: tiny/cause')}`);
  const made = chart(STAY);
  const all = [first, second].flatMap((one) =>
    promptsOf(evaluate(made, one), { chart: made, checklist: one, concepts: vocabulary.concepts }),
  );

  test('the same question from two conditions is one prompt with its reasons', () => {
    expect(all).toHaveLength(3);
    const joined = joinPrompts(all, yieldsIn([first, second]));
    expect(joined).toHaveLength(1);
    expect(joined[0]?.also?.map((one) => `${one.checklist}/${one.item}`)).toEqual(['other/final', 'other/cause']);
  });

  test('joining again changes nothing', () => {
    const once = joinPrompts(all, yieldsIn([first, second]));
    expect(joinPrompts(once, yieldsIn([first, second]))).toEqual(once);
  });

  test('an item of another checklist that is none is named with the nearest right one', () => {
    const wrong = checklist(`id: other\nexpect:\n${item('final', ', yields-to: tiny/cuase')}`);
    expect(yieldFaults([first, wrong], (id) => `${id}.yaml`)).toEqual([
      { file: 'other.yaml', path: 'final.yields-to', message: 'unknown item "tiny/cuase" - did you mean "tiny/cause"?' },
    ]);
    expect(yieldFaults([first, second], (id) => id)).toEqual([]);
  });
});
