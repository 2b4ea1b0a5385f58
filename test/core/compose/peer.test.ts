import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent } from '../../../src/content/load.ts';
import type { Statement } from '../../../src/core/compose/statement.ts';
import { forbiddenIn } from '../../../src/core/lint/forbidden.ts';
import { lintPrompt, readLexicon, withConcepts } from '../../../src/core/lint/index.ts';
import type { Review } from '../../../src/core/review/review.ts';
import { type Case, written } from '../../app/ur-reviews.ts';

const IDS = ['01', '02', '03', '12', '13', '15', '21', '22', '24', '30', '31', '35'];
const content = loadContent(resolve(import.meta.dirname, '../../..'));
const lexicon = withConcepts(readLexicon(content.lexicon.lint?.content), content.concepts);

function sheetOf(id: string, more: Case = {}) {
  const review = written(id, more);
  if (!review.brief) throw new Error('no brief');
  return { review, brief: review.brief, sheet: review.brief.peer };
}
const point = (review: Review, id: string): string => review.brief?.peer.points.find((one) => one.id === id)?.sentence.text ?? '';
const everySentence = ({ points, against, unknown }: ReturnType<typeof sheetOf>['sheet']): readonly Statement[] => [
  ...points.flatMap(({ sentence, facts }) => [sentence, ...facts]),
  ...against,
  ...unknown,
];
/** Our own words: what the record says between quotation marks is its writer's. */
const unquoted = (text: string) => text.replace(/"[^"]*"/g, '""');

describe('the sheet for a call', () => {
  test('has five points in the order they are said, each a sentence with a source', () => {
    for (const id of IDS) {
      const { sheet } = sheetOf(id);
      expect(sheet.points.map((one) => one.id)).toEqual(['severity', 'intensity', 'risk', 'expectation', 'course']);
      for (const { text, sources } of everySentence(sheet)) {
        expect([id, text, sources.length > 0]).toEqual([id, text, true]);
        expect(text).not.toMatch(/undefined|null|NaN|\[object/);
      }
    }
  });

  test('passes the linter as it leaves: no leading word, no money, no score, no conclusion of ours', () => {
    for (const id of IDS) {
      const { sheet } = sheetOf(id);
      for (const { text, sources } of everySentence(sheet)) {
        const own = unquoted(text);
        const prompt = {
          title: { text: own, sources: sources as Statement['sources'] },
          text: { text: '', sources: sources as Statement['sources'] },
          options: [],
        };
        const errors = [...lintPrompt(prompt, { lexicon, documented: [own] }), ...forbiddenIn(own, 'text', lexicon)].filter(
          ({ severity }) => severity === 'E',
        );
        expect([id, own, errors.map(({ rule }) => rule)]).toEqual([id, own, []]);
        expect(own).not.toMatch(/\bshould\b|qualif|meets|justif|medically necessary/i);
      }
    }
  });

  test('values of the first point are those known when the order was written', () => {
    const { review, brief } = sheetOf('22');
    expect(point(review, 'severity')).toMatch(/^Known when the inpatient order was written, 05-05 20:00: /);
    const said = brief.peer.points[0];
    const known = new Set(brief.atDecision?.map(({ text }) => text));
    for (const fact of said?.facts ?? []) expect(known.has(fact.text)).toBe(true);
  });

  test('the expectation is quoted with its writer; where none was found it says in how many notes', () => {
    expect(point(written('21'), 'expectation')).toMatch(/^Expected stay as written: ".*two midnights\." \(attending, H&P/);
    expect(point(written('22'), 'expectation')).toBe('Expected stay: not found in 5 notes read');
  });

  test('notes that could not be read are never a missing expectation or risk', () => {
    const { review, sheet } = sheetOf('22', { refused: ['DocumentReference', 'Binary'] });
    expect(point(review, 'expectation')).toContain('notes not readable here');
    expect(point(review, 'risk')).toContain('could not be read in full');
    expect(JSON.stringify([sheet.points[2], sheet.points[3]])).not.toContain('not found');
    expect(sheet.unknown.length).toBeGreaterThan(0);
  });

  test('facts that speak against stand there too: a short stay, no value far from normal', () => {
    const texts = sheetOf('22').sheet.against.map(({ text }) => text);
    expect(texts).toContain('No value charted is far from normal by the checklist');
    expect(texts).toContain('The stay ended with fewer than two countable midnights: 1');
  });

  test('orders that could not be read are not "no order"', () => {
    const { sheet } = sheetOf('22', { refused: ['ServiceRequest'] });
    expect(sheet.unknown.map(({ text }) => text)).toContain('Orders could not be read in full');
    expect(
      everySentence(sheet)
        .map(({ text }) => text)
        .join('\n'),
    ).not.toMatch(/no inpatient order/i);
  });

  test('the course repeats the counts of the stay', () => {
    const { total, countable, inpatient } = written('24').levelOfCare.midnights;
    expect(point(written('24'), 'course')).toContain(
      `midnights: total ${total}, countable ${countable}, after the inpatient order ${inpatient}`,
    );
  });

  test('another payer hears nothing of two midnights from us', () => {
    const { sheet } = sheetOf('13');
    const own = everySentence(sheet).map(({ text }) => unquoted(text));
    expect(own.join('\n')).not.toMatch(/two.midnight/i);
  });
});
