import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileContent } from '../../../src/content/compile.ts';
import { undocumentedName } from '../../../src/core/compose/documented.ts';
import { essentialsMarkdown } from '../../../src/core/compose/essentials-markdown.ts';
import { forbiddenIn } from '../../../src/core/lint/forbidden.ts';
import { readableRules, toolkitOf } from '../../../src/core/review/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const content = compileContent(root);
const { lint } = toolkitOf(content);
const pages = readableRules(content, 'base', true).map(({ essentials }) => essentials);

test('there is a page for each checklist', () => {
  expect(pages.map(({ id }) => id).sort()).toEqual((content.checklists.base ?? []).map(({ id }) => id).sort());
  expect(pages.length).toBeGreaterThan(3);
});

describe.each(pages)('$id', (page) => {
  const text = essentialsMarkdown(page);
  test('docs/essentials is as `corroborate essentials --to docs/essentials` writes it', () => {
    expect(readFileSync(resolve(root, `docs/essentials/${page.id}.md`), 'utf8')).toBe(text);
  });
  test('says nothing of money, payers or scores', () => {
    const faults = text.split('\n').flatMap((line) => forbiddenIn(line, 'page', lint));
    expect(faults.filter(({ severity }) => severity === 'E')).toEqual([]);
  });
  test('its elements are headings that name no diagnosis', () => {
    for (const element of page.elements) {
      expect(undocumentedName(element, new Set(), content.concepts)).toBeNull();
      expect(element).not.toMatch(/[.?{}]/);
    }
  });
  test('every source it cites by number stands at its end', () => {
    const numbers = [...text.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));
    expect(numbers.length).toBeGreaterThan(0);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(page.sources.length);
  });
});

test('an open term is never the name of the subject itself', () => {
  for (const page of pages) {
    const subject = content.checklists.base?.find(({ id }) => id === page.id);
    const names = (subject?.documentedAs ?? []).flatMap((id) => [
      content.concepts[id]?.label ?? '',
      ...(content.concepts[id]?.phrases ?? []),
    ]);
    expect(page.openTerms.filter((term) => names.some((name) => name.toLowerCase() === term))).toEqual([]);
  }
  expect(pages.find(({ id }) => id === 'sepsis')?.openTerms).toContain('urosepsis');
  expect(pages.find(({ id }) => id === 'respiratory-failure')?.openTerms).toContain('respiratory distress');
});

test('no page is left of a checklist that is gone', () => {
  const files = readdirSync(resolve(root, 'docs/essentials')).sort();
  expect(files).toEqual(pages.map(({ id }) => `${id}.md`).sort());
});

describe('the command', () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [resolve(root, 'bin/corroborate.mjs'), 'essentials', ...args], { encoding: 'utf8' });
  test('prints the pages asked for', () => {
    const { status, stdout } = run('sepsis');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^# Documentation essentials: Sepsis\n/);
    expect(stdout).not.toContain('Inpatient status');
  });
  test('names the checklists it knows when asked for another', () => {
    const { status, stderr } = run('malnutrition');
    expect(status).toBe(2);
    expect(stderr).toMatch(/unknown checklist "malnutrition" \(known: .*sepsis/);
  });
});
