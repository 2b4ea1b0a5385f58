import { describe, expect, test } from 'vitest';
import { fillTemplate } from '../../../src/core/compose/fill.ts';
import { promptsOf } from '../../../src/core/compose/index.ts';
import { checklist, review } from './stay.ts';

const ITEM = `
conflicts:
  two-values:
    kind: conflict
    ref: X-01
    label: Lactate and oxygen
    source: s
    raised: { all: [{ fact: lactate, above: 2 mmol/L }, { fact: fio2, above: 30 % }] }
    prompt: Score {found.lowest}. Which?
`;
const list = checklist(ITEM);
const fill = (template: string, notation: string, from = list) => {
  const { result, context } = review(notation, from);
  return fillTemplate(template, result, Object.values(result.conflicts)[0] ?? null, context)?.text ?? null;
};

describe('the value a line shows', () => {
  test.each([
    ['0:55 lactate 4.2 mmol/L\n3:00 lactate 2.6 mmol/L', 'Lactate 4.2 mmol/L'],
    ['0:55 lactate 2.6 mmol/L\n3:00 lactate 4.2 mmol/L', 'Lactate 4.2 mmol/L'],
    ['0:55 lactate 2.6 mmol/L\n3:00 lactate 1.2 mmol/L', 'Lactate 2.6 mmol/L'],
    ['0:55 sbp 84 mmHg\n3:00 sbp 132 mmHg', 'Systolic blood pressure 84 mmHg'],
    ['0:55 sbp 88 mmHg\n2:00 sbp 79 mmHg\n3:00 sbp 86 mmHg', 'Systolic blood pressure 79 mmHg'],
  ])('for the diagnosis is the one that met the criterion: %s', (facts, shown) => {
    expect(fill('{for}', `0:00 arrived\n${facts}\n20:00 now`)).toBe(shown);
  });

  test.each([
    ['0:55 lactate 1.9 mmol/L\n3:00 lactate 0.8 mmol/L', 'Lactate 1.9 mmol/L'],
    ['0:55 sbp 142 mmHg\n2:00 sbp 96 mmHg\n3:00 sbp 128 mmHg', 'Systolic blood pressure 96 mmHg'],
  ])('against it is the one that came nearest, so that the other side is not made to look stronger: %s', (facts, shown) => {
    expect(fill('{against}', `0:00 arrived\n${facts}\n20:00 now`)).toBe(shown);
  });

  test('stands as charted: unit and comparator', () => {
    expect(fill('{for}', '0:00 arrived\n0:55 sbp 11.2 kPa\n3:00 sbp 17 kPa\n20:00 now')).toBe('Systolic blood pressure 11.2 kPa');
    expect(fill('{against}', '0:00 arrived\n0:55 lactate <0.5 mmol/L\n20:00 now')).toBe('Lactate <0.5 mmol/L');
  });

  test('of another encounter never stands for this one', () => {
    expect(fill('{for}', '-3d lactate 9 mmol/L other-stay\n0:00 arrived\n0:55 lactate 2.6 mmol/L\n20:00 now')).toBe('Lactate 2.6 mmol/L');
  });

  test('is never compared with a value of another concept', () => {
    const facts = '0:00 arrived\n0:55 lactate 4.2 mmol/L\n1:00 fio2 40 %\n20:00 now';
    expect(fill('{found.lowest.value} {found.highest.value}', facts)).toBe('4.2 4.2');
  });

  test('that a text names is among its evidence, whatever else is left out', () => {
    const days = checklist(`
conflicts:
  device:
    kind: conflict
    ref: X-02
    label: Oxygen
    source: s
    raised: { fact: o2-device, is: nasal-cannula }
    prompt: Oxygen {found.last.time}. Which?
`);
    const { result, context } = review('0:00 arrived\n1:00 o2-device nasal-cannula\n9:00 o2-device nasal-cannula\n20:00 now', days);
    const [prompt] = promptsOf(result, context);
    expect(prompt?.text.text).toMatch(/^Oxygen 01-\d\d 09:00/);
    expect(prompt?.evidence.map((line) => line.time.slice(6))).toContain('09:00');
  });
});

describe('the words around it', () => {
  const facts = '0:00 arrived\n0:55 lactate 3.1 mmol/L\n1:00-3:00 norepinephrine 0.1 ug/kg/min\n20:00 now';
  test('say a value once', () => {
    const text = 'Lactate was {lactate.lowest}; the highest of this stay {lactate.highest}. Cause, if known?';
    expect(fill(text, facts)).toMatch(/^Lactate was 3\.1 mmol\/L \(01-\d\d 00:55\)\. Cause, if known\?$/);
    expect(fill(text, `${facts}\n2:00 lactate 4 mmol/L`)).toMatch(/; the highest of this stay 4 mmol\/L/);
  });

  test('say a day once', () => {
    expect(fill('Documented from {lactate.first.date} to {lactate.last.date}; no more.', facts)).toMatch(
      /^Documented on \d\d-\d\d; no more\.$/,
    );
    expect(fill('Notes of {lactate.first.date} and {lactate.last.date} differ.', facts)).toMatch(/^Notes of \d\d-\d\d differ\.$/);
    const later = `${facts}\n2d 02:00 lactate 4 mmol/L`.replace('20:00 now', '3d 00:00 now');
    expect(fill('Notes of {lactate.first.date} and {lactate.last.date} differ.', later)).toMatch(
      /^Notes of \d\d-\d\d and \d\d-\d\d differ\.$/,
    );
  });

  test('count from the start of what lasts, and give both ends where it ran', () => {
    expect(fill('Infusion since {norepinephrine.first.time}.', facts)).toMatch(/^Infusion since 01-\d\d 01:00\.$/);
    expect(fill('Infusion ran from {norepinephrine.first.time}.', facts)).toMatch(/^Infusion ran from 01-\d\d 01:00 to 03:00\.$/);
  });

  test('begin with a capital, and have none in the middle', () => {
    const drug = '0:00 arrived\n1:00 antimicrobial-given ceftriaxone [iv]\n2:00 lactate 3 mmol/L\n20:00 now';
    expect(fill('{antimicrobial-given.first.text} was started. Indication of {antimicrobial-given.first.text}?', drug)).toBe(
      'Ceftriaxone was started. Indication of ceftriaxone?',
    );
    expect(fill('Indication of {lactate.first.text}. {lactate.first.text} stands here.', drug)).toBe(
      'Indication of lactate. Lactate stands here.',
    );
  });
});
