import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileContent } from '../../../src/content/compile.ts';
import type { LinkedChecklist } from '../../../src/core/checklist/index.ts';
import { fillTemplate } from '../../../src/core/compose/fill.ts';
import { promptsOf } from '../../../src/core/compose/index.ts';
import { checklist, review } from './stay.ts';

const { base = [] } = compileContent(resolve(import.meta.dirname, '../../..')).checklists;
const record = base.find(({ id }) => id === 'record-completeness') as LinkedChecklist;

describe('the prompt about a result marked critical', () => {
  const textOf = (result: string) => {
    const made = review(`0:00 arrived\n3:00 critical-result potassium${result}\n9:00 note progress by attending\n1d 03:00 now`, record);
    return promptsOf(made.result, made.context).find(({ item }) => item === 'critical-result')?.text.text ?? '';
  };

  test('gives its value', () => {
    expect(textOf(' 6.9')).toMatch(/^A potassium result is marked critical: 6\.9 \(01-\d\d 03:00\)\. No provider/);
  });

  test('gives its time alone where the record holds no number', () => {
    expect(textOf('')).toMatch(/^A potassium result is marked critical: 01-\d\d 03:00\. No provider/);
  });
});

describe('a side of the argument that does not fit in a card', () => {
  test('says what the rest is', () => {
    const { result, context } = review(
      '0:00 arrived\n1:00 lactate 3 mmol/L\n1:05 sbp 85 mm[Hg]\n1:10 temperature 39 Cel\n20:00 now',
      checklist(),
    );
    const { facts } = context.chart;
    const sided = { ...result, for: facts.filter(({ concept }) => ['lactate', 'sbp', 'temperature'].includes(concept)) };
    const long = `${'What was found and when it was found is asked here in many words. '.repeat(2)}{for}`;
    expect(fillTemplate(long, sided, null, context)?.text).toMatch(/Lactate 3 mmol\/L and 2 more findings$/);
    const two = { ...result, for: sided.for.slice(0, 2) };
    expect(fillTemplate(long, two, null, context)?.text).toMatch(/Lactate 3 mmol\/L and 1 more finding$/);
  });
});

test('a list gives findings before what was given, the device and what is so at home', () => {
  const { result, context } = review(
    '0:00 arrived\n1:00 o2-device nasal-cannula\n1:05 note home-oxygen affirmed by attending\n1:10 note work-of-breathing affirmed by attending\n20:00 now',
    checklist(),
  );
  const wanted = ['o2-device', 'home-oxygen', 'work-of-breathing'];
  const sided = { ...result, for: context.chart.facts.filter(({ concept }) => wanted.includes(concept)) };
  expect(fillTemplate('Shown: {for}', sided, null, context)?.text).toMatch(
    /^Shown: Increased work of breathing.*, Oxygen at home.*, Oxygen device/,
  );
});
