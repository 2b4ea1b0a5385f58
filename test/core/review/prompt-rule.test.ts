import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileContent } from '../../../src/content/compile.ts';
import { chartFromNotation } from '../../../src/core/checklist/index.ts';
import { undocumentedName } from '../../../src/core/compose/documented.ts';
import type { Prompt } from '../../../src/core/compose/statement.ts';
import { evaluate } from '../../../src/core/evaluate/index.ts';
import { forbiddenIn } from '../../../src/core/lint/forbidden.ts';
import { measures } from '../../../src/core/measures/index.ts';
import { promptRule, type Review, readableRules, toolkitOf } from '../../../src/core/review/index.ts';

const content = compileContent(resolve(import.meta.dirname, '../../..'));
const { lint } = toolkitOf(content);
const checklists = content.checklists.base ?? [];

/** A review of one chart by every checklist: what explaining a prompt looks at. */
function reviewOf(notation: string): Review {
  const { chart, errors } = chartFromNotation(notation, { concepts: content.concepts, measures });
  if (!chart) throw new Error(errors.join('\n'));
  return { policy: 'base', chart, checklists: checklists.map((one) => evaluate(chart, one)) } as unknown as Review;
}
const promptFor = (checklist: string, item: string, also: Prompt['also'] = []) => ({ checklist, item, also }) as unknown as Prompt;

const texts = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, part]) =>
          ['id', 'item', 'checklist', 'name', 'link', 'ref'].includes(key) ? [] : texts(part),
        )
      : [];

const SILENT = '0:00 arrived\n2:00 lactate 3.1 mmol/L\n3:00 sbp 84 mm[Hg]\n20:00 now';
const STATED = `${SILENT}\n4:00 note sepsis affirmed by attending in progress`;
const everyItem = checklists.flatMap(({ id, expect: items, conflicts, statusPrompts }) =>
  [...items, ...conflicts, ...Object.values(statusPrompts).flatMap((cells) => Object.values(cells ?? {}).flat())].map(
    (item) => [id, item.id] as const,
  ),
);

describe('why a clinician is asked', () => {
  test('never names a diagnosis that nobody has documented, whatever the item', () => {
    const review = reviewOf(SILENT);
    expect(everyItem.length).toBeGreaterThan(80);
    for (const [checklist, item] of everyItem) {
      const rule = promptRule(content, review, promptFor(checklist, item), true);
      for (const text of texts(rule))
        expect([checklist, item, undocumentedName(text, new Set(), content.concepts)]).toEqual([checklist, item, null]);
    }
  });
  test('holds no word about money, payers or scores, and no review rationale', () => {
    const review = reviewOf(STATED);
    for (const [checklist, item] of everyItem) {
      const rule = promptRule(content, review, promptFor(checklist, item), true);
      const faults = (rule?.reasons ?? []).flatMap((reason) => texts(reason)).flatMap((text) => forbiddenIn(text, item, lint));
      expect(faults.filter(({ severity }) => severity === 'E')).toEqual([]);
      expect(JSON.stringify(rule)).not.toMatch(/\b[SR]D-\d\d\b/);
    }
  });
  test('says that something was left out where it was, and gives no title to follow', () => {
    const rule = promptRule(content, reviewOf(SILENT), promptFor('sepsis', 'lactate-measured'), true);
    expect(rule).toMatchObject({ title: null, leftOut: true });
    expect(rule?.reasons[0]?.looksFor?.text).toMatch(/^Lactate, from 6 h before/);
  });
  test('names the checklist where its subject is documented', () => {
    const rule = promptRule(content, reviewOf(STATED), promptFor('sepsis', 'culture'), true);
    expect(rule?.title).toBe('Sepsis');
    expect(rule?.reasons[0]?.source?.title).toMatch(/Seymour 2016/);
    expect(rule?.attributes.map(({ name }) => name)).toEqual(expect.arrayContaining(['Developer', 'Funding', 'Race', 'Date of birth']));
  });
  test('an item of the status table says what the governing definition asks', () => {
    const rule = promptRule(content, reviewOf(STATED), promptFor('sepsis', 'without-indicators'), true);
    expect(rule?.reasons[0]).toMatchObject({ asked: 'Documented; the governing definition is not met' });
    expect(rule?.reasons[0]?.looksFor?.parts.length).toBeGreaterThan(1);
  });
  test('a source that is named after a worse form of the diagnosis is not cited by name', () => {
    const rule = promptRule(content, reviewOf(STATED), promptFor('sepsis', 'lactate-measured'), true);
    expect(rule).toMatchObject({ title: 'Sepsis', leftOut: true, reasons: [{ source: null }] });
  });
  test('a prompt of two items has two reasons', () => {
    const also = [{ checklist: 'respiratory-failure', item: 'basis', ref: 'x' }];
    expect(promptRule(content, reviewOf(STATED), promptFor('sepsis', 'lactate-measured', also), true)?.reasons).toHaveLength(2);
  });
});

test('reviewers read the whole reason', () => {
  const rule = promptRule(content, reviewOf(SILENT), promptFor('sepsis', 'lactate-measured'), false);
  expect(rule).toMatchObject({ title: 'Sepsis', leftOut: false });
});

test('a checklist that was not reviewed explains nothing', () => {
  const review = { ...reviewOf(SILENT), checklists: [] };
  expect(promptRule(content, review, promptFor('sepsis', 'lactate-measured'), false)).toBeNull();
});

describe('the rules as clinicians read them', () => {
  const rules = readableRules(content, 'base', true);
  test('hold no review rationale, query, policy of a contract, or word about money, payers or scores', () => {
    for (const { rule } of rules) {
      expect([...rule.expect, ...rule.conflicts, ...rule.status].flatMap(({ answers }) => answers)).toEqual([]);
      expect([rule.queries, rule.policies]).toEqual([[], []]);
      const faults = texts({ ...rule, sources: rule.sources.map(({ title }) => title), policy: null })
        .filter((text) => !rule.sources.some(({ id }) => id === text))
        .flatMap((text) => forbiddenIn(text, rule.id, lint));
      expect(faults.filter(({ severity }) => severity === 'E')).toEqual([]);
    }
  });
  test('keep every criterion and item of the file', () => {
    for (const { rule } of rules) {
      const linked = checklists.find(({ id }) => id === rule.id);
      expect(rule.criteria.map(({ id }) => id)).toEqual(Object.keys(linked?.criteria ?? {}));
      expect(rule.expect).toHaveLength(linked?.expect.length ?? -1);
    }
  });
});

test('a policy is read with what it changes and why', () => {
  const sepsis = readableRules(content, 'base', false).find(({ rule }) => rule.id === 'sepsis')?.rule;
  const [policy] = sepsis?.policies ?? [];
  expect(policy?.title).toBe('Example Medicare Advantage plan');
  expect(policy?.because).toBe('Contract amendment 7, section 3.2');
  expect(policy?.changed[0]).toMatch(/^Governing: Sepsis-2/);
  expect(policy?.changed).toContain("Lactate above the plan's limit near the infection");
  const under = readableRules(content, 'example-ma', false).find(({ rule }) => rule.id === 'sepsis')?.rule;
  expect(under).toMatchObject({ policy: 'example-ma', governing: 'sepsis-2' });
});
