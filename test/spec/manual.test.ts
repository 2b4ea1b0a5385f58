import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { authorErrorText } from '../../src/core/chart/author-error.ts';
import { chartFromNotation, linkChecklist, notesFor, policyFrom } from '../../src/core/checklist/index.ts';
import { LEAF_KEYS } from '../../src/core/checklist/leaf.ts';
import { casesFrom, runCases } from '../../src/core/evaluate/index.ts';
import { vocabulary } from './language.ts';

const manual = readFileSync(join(resolve(import.meta.dirname, '../../docs'), 'checklist-language.md'), 'utf8');
const blocks = [...manual.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => parse(match[1] ?? '') as unknown);
type Sections = Record<string, unknown>;
const holding = (key: string) => blocks.find((block) => typeof block === 'object' && block !== null && key in block) as Sections;

/** The manual's first example; its other examples name things of their own, given here. */
const example = holding('governing');
const more: Sections = {
  ...example,
  definitions: { ...(example.definitions as Sections), 'sepsis-2': { label: 'Sepsis-2', source: 'sepsis-3', fact: 'sirs', 'at-least': 2 } },
};
const link = (written: unknown, policy?: ReturnType<typeof policyFrom>) =>
  linkChecklist(written, { file: 'docs/checklist-language.md', ...vocabulary, ...(policy ? { policy } : {}) });

test("the manual's checklist links, and its case holds", () => {
  const { checklist, errors } = link(example);
  expect(errors.map(authorErrorText)).toEqual([]);
  const notes = notesFor('docs/checklist-language.md');
  const cases = casesFrom(notes, blocks.find(Array.isArray));
  expect(notes.errors).toEqual([]);
  if (!checklist) throw new Error('not linked');
  expect(runCases(checklist, cases, vocabulary)).toMatchObject([{ ok: true, differences: [] }]);
});

test('its status prompts and support link', () => {
  const { errors } = link({ ...more, ...holding('status-prompts') });
  expect(errors.map(authorErrorText)).toEqual([]);
  const criteria = {
    'two-midnight': { label: 'T', source: 'sep-1', fact: 'midnight', times: 2 },
    'short-stay': { label: 'S', source: 'sep-1', fact: 'midnight' },
  };
  expect(
    link({ ...more, criteria: { ...(example.criteria as Sections), ...criteria }, ...holding('support') }).errors.map(authorErrorText),
  ).toEqual([]);
});

test('its query links', () => {
  const criterion = (concept: string) => ({ label: concept, source: 'sep-1', fact: concept });
  const criteria = { hypoxemia: criterion('spo2'), hypercapnia: criterion('paco2'), distress: criterion('work-of-breathing') };
  const { errors } = link({ ...more, criteria: { ...(example.criteria as Sections), ...criteria }, ...holding('queries') });
  expect(errors.map(authorErrorText)).toEqual([]);
});

test('its policy applies', () => {
  const notes = notesFor('policy');
  const policy = policyFrom(notes, holding('policy'), ['sepsis']);
  expect(notes.errors).toEqual([]);
  const { checklist, errors } = link(more, policy);
  expect(errors.map(authorErrorText)).toEqual([]);
  expect([checklist?.governing, checklist?.policy, checklist?.expect.length]).toEqual(['sepsis-2', 'example-ma', 0]);
});

test('every bound stands in the manual', () => {
  for (const key of LEAF_KEYS) expect(manual, key).toContain(`\`${key}`);
});

test('every line of the notation table can be read', () => {
  const table = manual.slice(manual.indexOf('| write | for |'), manual.indexOf('`expect` names anything'));
  const lines = [...table.matchAll(/^\| (.*?) \|/gm)]
    .flatMap((row) => [...(row[1] ?? '').matchAll(/`([^`]+)`/g)].map((code) => code[1] ?? ''))
    .filter((code) => /^-?\d/.test(code) && /\s[a-z]/.test(code));
  expect(lines.length).toBeGreaterThan(9);
  for (const line of lines) expect(chartFromNotation(`${line}\n9d now`, vocabulary).errors, line).toEqual([]);
});
