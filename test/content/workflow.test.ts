import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileContent } from '../../src/content/compile.ts';
import { loadContent } from '../../src/content/load.ts';
import { workflowsForBrowser, workflowsIn } from '../../src/content/workflow.ts';
import { authorErrorText } from '../../src/core/chart/author-error.ts';
import { DEFAULT_QUERY_POLICY } from '../../src/core/query/policy.ts';

const root = resolve(import.meta.dirname, '../..');
const content = loadContent(root);
const copy = mkdtempSync(join(tmpdir(), 'corroborate-workflow-'));
const file = join(copy, 'checklists/_workflow/base.yaml');
const plain = readFileSync(join(root, 'checklists/_workflow/base.yaml'), 'utf8');
beforeAll(() => cpSync(join(root, 'checklists'), join(copy, 'checklists'), { recursive: true }));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What the author is told after one edit of the base file. */
function toldAfter(from: string | RegExp, to: string): readonly string[] {
  const edited = plain.replace(from, to);
  expect(edited).not.toBe(plain);
  const { errors } = workflowsIn({
    ...content,
    workflows: [{ file: 'checklists/_workflow/base.yaml', id: 'base', content: parse(edited) }],
  });
  return errors.map(authorErrorText);
}

test('every workflow of the repository is linked under the name of its file, as plain JSON', () => {
  const workflows = workflowsForBrowser(root);
  expect(Object.keys(workflows)).toEqual(expect.arrayContaining(['base', 'example-hospital']));
  expect(JSON.parse(JSON.stringify(workflows))).toEqual(workflows);
});

test('the query policy is the section of the file, complete with defaults', () => {
  const { base, 'example-hospital': example } = workflowsForBrowser(root);
  expect(base?.queries).toEqual(DEFAULT_QUERY_POLICY);
  expect(example?.queries).toMatchObject({ responseHours: { concurrent: 48, retrospective: null }, reminders: [24, 36] });
});

describe('an author is told the file, the place, what is wrong and the nearest right name', () => {
  const at = 'checklists/_workflow/base.yaml: ';
  test.each<[string, string | RegExp, string, string]>([
    [
      'a section',
      'second-level: ',
      'second-levle: ',
      'second-levle: "second-levle" is not a section of a workflow - did you mean "second-level"?',
    ],
    [
      'a sort key',
      '- asks-something',
      '- ask-something',
      'worklist.order.0: unknown sort key "ask-something" - did you mean "asks-something"?',
    ],
    ['a direction', 'day-of-stay descending', 'day-of-stay down', 'worklist.order.8: "down" is not known here (ascending, descending)'],
    [
      'a direction where there is none',
      '- kind\n',
      '- kind descending\n',
      'worklist.order.1: "kind" has no direction: what it names comes first',
    ],
    ['a key that stands twice', '- validation-count', '- kind', 'worklist.order.7: "kind" stands twice; keep one'],
    [
      'a kind',
      '[validation, level-of-care]',
      '[validations, level-of-care]',
      'worklist.kind-rank.0: "validations" is not known here - did you mean "validation"? (validation, level-of-care, conflict, specificity, indicator, linkage, source)',
    ],
    [
      'a filter',
      'filters: [unit,',
      'filters: [units,',
      'worklist.filters: "units" is not known here - did you mean "unit"? (unit, service, day-of-stay, reason, mine, due, high-risk, open-query)',
    ],
    [
      'the form of a trigger',
      'when: short-stay',
      'when: short-stays',
      'second-level.short-sepsis.when: "short-stays" is not known here - did you mean "short-stay"? (open-prompts, single-indicator, short-stay, disposition, conflicting-documentation, status-support)',
    ],
    [
      'a checklist',
      'of: [sepsis], at-most',
      'of: [spesis], at-most',
      'second-level.short-sepsis.of: unknown checklist "spesis" - did you mean "sepsis"?',
    ],
    [
      'a key of another form',
      'at-least: 3, label',
      'at-least: 3, at-most-midnights: 2, label',
      'second-level.many-questions.at-most-midnights: "at-most-midnights" is not a key of a trigger "open-prompts"',
    ],
    [
      'a number',
      'at-least: 3',
      'at-least: many',
      'second-level.many-questions.at-least: expected a whole number of at least 1, found "many"',
    ],
    ['a time', 'after: 24h', 'after: a day', 'next-review.daily.after: expected a time such as 24h, found "a day"'],
    [
      'an event',
      'at: [new-note]',
      'at: [next-note]',
      'next-review.open-query.at: "next-note" is not known here - did you mean "new-note"? (new-result, new-note, discharge-order)',
    ],
    [
      'a diagnosis',
      'of: [pneumonia, cellulitis',
      'of: [pneumoniae, cellulitis',
      'sign-off.specificity.laterality.of: unknown diagnosis "pneumoniae" - did you mean "pneumonia"?',
    ],
    ['the name of the file', 'workflow: base', 'workflow: night', 'workflow: "night" is not the name of its file: write "base"'],
    [
      'a fault of the query policy',
      /queries: \{\}.*/,
      'queries: { reminder: [24] }',
      'queries.reminder: this key is not known - did you mean "reminders"?',
    ],
  ])('%s', (_name, from, to, message) => {
    expect(toldAfter(from, to)).toContain(`${at}${message}`);
  });
});

describe('no order rewards more diagnoses, money or the answers of people', () => {
  test.each([
    'added-diagnoses',
    'diagnosis-count',
    'indicator-count',
    'undocumented-first',
    'capture-rate',
    'drg-weight',
    'revenue-impact',
    'mcc',
    'denial-risk',
    'agreement-rate',
    'attending',
    'query-count',
  ])('%s is refused, and not merely unknown', (name) => {
    const [message = ''] = toldAfter('- validation-count', `- ${name}`);
    expect(message).toMatch(
      new RegExp(`"${name}" is refused: no list is sorted by (diagnoses to add|money|the answers or the work of people)`),
    );
  });

  test.each(['indicator', 'specificity', 'linkage', 'source'])('%s may not go before validation', (kind) => {
    const others = ['conflict', 'specificity', 'indicator', 'linkage', 'source'].filter((each) => each !== kind);
    expect(toldAfter(/kind-rank: .*/, `kind-rank: [${kind}, [validation, level-of-care], ${others.join(', ')}]`)).toEqual([
      `checklists/_workflow/base.yaml: worklist.kind-rank: "${kind}" may not go before "validation": what adds a diagnosis is not worked on first (decision 0030)`,
    ]);
  });

  test('a rank without a kind is refused: its questions would stand nowhere', () => {
    expect(toldAfter(/kind-rank: .*/, 'kind-rank: [validation, conflict]').join()).toMatch(/missing: level-of-care, specificity/);
  });
});

test('a mistake in a workflow stops the build like any other content, and a build without base has none to offer', () => {
  writeFileSync(file, plain.replace('- kind\n', '- kindd\n'));
  expect(() => compileContent(copy)).toThrow(/_workflow\/base.yaml: worklist.order.1: unknown sort key "kindd"/);
  rmSync(file);
  expect(() => workflowsForBrowser(copy)).toThrow(/_workflow\/base.yaml: this file is needed/);
  writeFileSync(file, plain);
});

test('every sort key, trigger form, moment and event of the code stands in the documentation', async () => {
  const { SORT_KEYS } = await import('../../src/core/worklist/order-keys.ts');
  const { FILTERS, NEXT_EVENTS, NEXT_WHEN, TRIGGER_FORMS } = await import('../../src/core/worklist/workflow.ts');
  const docs = readFileSync(join(root, 'docs/workflow-file.md'), 'utf8');
  const named = [...Object.keys(SORT_KEYS), ...FILTERS, ...TRIGGER_FORMS, ...NEXT_WHEN];
  expect(named.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
  expect(NEXT_EVENTS.filter((name) => !docs.includes(name))).toEqual([]);
});
