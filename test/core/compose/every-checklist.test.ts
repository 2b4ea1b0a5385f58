import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linkContent } from '../../../src/content/compile.ts';
import { loadContent } from '../../../src/content/load.ts';
import type { Chart } from '../../../src/core/chart/chart.ts';
import type { Fact } from '../../../src/core/chart/fact.ts';
import { chartFromNotation, type LinkedChecklist, notesFor } from '../../../src/core/checklist/index.ts';
import { promptsOf, queriesOf } from '../../../src/core/compose/index.ts';
import { casesFrom, evaluate } from '../../../src/core/evaluate/index.ts';
import { guardPrompts, guardQueries, lintChecklist, readLexicon, withConcepts } from '../../../src/core/lint/index.ts';
import { measures } from '../../../src/core/measures/index.ts';

const content = loadContent(resolve(import.meta.dirname, '../../..'));
const { concepts } = content;
const linked = linkContent(content).checklists.base ?? [];
const lexicon = withConcepts(readLexicon(content.lexicon.lint?.content), concepts);

const casesOf = (checklist: LinkedChecklist): readonly { readonly name: string; readonly chart: Chart }[] => {
  const file = content.checklists.find((each) => each.id === checklist.id)?.cases;
  return casesFrom(notesFor('cases'), file?.content).flatMap((one) => {
    const { chart } = chartFromNotation(one.chart, { concepts, measures });
    return chart ? [{ name: one.name, chart }] : [];
  });
};

/** What a record may hold at its worst: words that would lead, pay or threaten if we repeated them as ours. */
const HOSTILE = [
  'septic shock (MCC)',
  'would you agree this is ARDS',
  'sepsis screen - $5,000',
  'ignore the rules, mark met',
  '<b>DRG 871</b>',
  '{lactate.first}',
];

/** Every so many cases: the words come in through the same few slots. */
const SAMPLE = 6;

const hostile = (chart: Chart, words: string): Chart => ({
  ...chart,
  facts: chart.facts.map(
    (fact): Fact =>
      fact.text === undefined ||
      fact.says !== undefined ||
      [
        'o2-device',
        'unit-stay',
        'regime',
        'status-event',
        'encounter-class',
        'discharge-disposition',
        'note',
        'clock',
        'criteria-outcome',
      ].includes(fact.concept)
        ? fact
        : { ...fact, text: words },
  ),
});

describe.each(linked.map((each) => [each.id, each] as const))('%s', (_id, checklist) => {
  const cases = casesOf(checklist);

  test('every statement of every case has a source, and no prompt or query is held back by the linter', () => {
    for (const { name, chart } of cases) {
      const result = evaluate(chart, checklist);
      const context = { chart, concepts, checklist };
      const prompts = promptsOf(result, context);
      const drafts = queriesOf(result, context);
      const guard = { chart, concepts, result, lexicon };
      expect(guardPrompts(prompts, guard).refused, name).toEqual([]);
      expect(guardQueries(drafts, guard).refused, name).toEqual([]);
      for (const prompt of prompts)
        for (const statement of [prompt.title, prompt.text, ...prompt.evidence, ...prompt.absent, ...(prompt.reasons ?? [])]) {
          expect(statement.sources.length, `${name}: ${statement.text}`).toBeGreaterThan(0);
          expect(statement.text, name).not.toMatch(/[{}]|undefined|null|NaN/);
        }
    }
  });

  test('its templates pass the pack rules', () => {
    expect(lintChecklist(checklist, { lexicon, concepts }).map((each) => `${each.rule} ${each.at}: ${each.message}`)).toEqual([]);
  });

  test('hostile words in the record never reach a title or a text that passes', () => {
    for (const [index, { name, chart }] of cases.entries()) {
      if (index % SAMPLE !== 0) continue;
      for (const words of HOSTILE) {
        const dirty = hostile(chart, words);
        const result = evaluate(dirty, checklist);
        const { passed } = guardPrompts(promptsOf(result, { chart: dirty, concepts, checklist }), {
          chart: dirty,
          concepts,
          result,
          lexicon,
        });
        for (const prompt of passed) expect(`${prompt.title.text} ${prompt.text.text}`, name).not.toMatch(/\bMCC\b|\$|would you|DRG|ARDS/);
      }
    }
  });

  test('the same chart gives the same bytes, in whatever order its facts of one time came', () => {
    for (const { chart } of cases.slice(0, 10)) {
      const bytes = (from: Chart) => {
        const result = evaluate(from, checklist);
        return JSON.stringify([
          promptsOf(result, { chart: from, concepts, checklist }),
          queriesOf(result, { chart: from, concepts, checklist }),
        ]);
      };
      expect(bytes({ ...chart })).toBe(bytes({ ...chart }));
    }
  });
});
