import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { lintDraft, lintLine } from '../../../src/core/lint/index.ts';
import { errors, lexicon, type Record_, rules } from './lexicon.ts';

const lines = (file: string) =>
  readFileSync(resolve(import.meta.dirname, file), 'utf8')
    .trim()
    .split('\n');

/** Drafts as CDI specialists write them, with clinical senses of coding words, quotes, lists of answers: none may be blocked. */
test.each(
  lines('sound.jsonl').map((line) => [(JSON.parse(line) as { id: string; title: string }).title, line] as const),
)('sound: %s', (_title, line) => {
  expect(errors(lintDraft(JSON.parse(line), { lexicon }))).toEqual([]);
});

/** Many wordings of each fault. */
test.each(
  lines('flagged.jsonl').map((line, index) => [index + 1, JSON.parse(line) as { expect: string; draft: Record_ }] as const),
)('flagged %i by $expect', (_index, { expect: rule, draft }) => {
  expect(rules(lintDraft(draft, { lexicon })), JSON.stringify([draft.title, draft.body])).toContain(rule);
});

test('a line that is no record is a problem of its own and is never echoed', () => {
  expect(lintLine('{"id":', { lexicon })).toEqual({ problem: 'not JSON' });
  expect(lintLine('[1]', { lexicon })).toEqual({ problem: 'not a query record' });
  expect(lintLine('{"title":"x"}', { lexicon })).toEqual({ problem: 'record without id' });
  expect(lintLine('{"id":7}', { lexicon })).toMatchObject({ id: '7' });
});

test('a record of wrong types, deep nesting or absurd length neither throws nor hangs', () => {
  const odd = [
    null,
    1,
    [],
    { options: 'x', indicators: {}, documentedStatements: [null, 3, {}], title: 5, body: ['a'] },
    { body: `${'sepsis '.repeat(20_000)}?` },
  ];
  for (const record of odd) expect(() => lintDraft(record, { lexicon })).not.toThrow();
});

test('invisible characters, markup and capitals hide nothing', () => {
  expect(rules(lintDraft({ id: '1', title: 'Se\u00ADp\u200Bsis clarification' }, { lexicon }))).toContain('QL020');
  expect(rules(lintDraft({ id: '1', title: '<b>SEPSIS</b> clarification' }, { lexicon }))).toContain('QL020');
  expect(rules(lintDraft({ id: '1', body: 'This affects the D.R.G. of the case.' }, { lexicon }))).toContain('QL024');
});
