import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { contentFault } from '../../scripts/content.mjs';

const root = resolve(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'corroborate-content-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test("an author's mistakes reach the person who builds as lines of file, path and nearest name, and nothing else", async () => {
  cpSync(join(root, 'checklists'), join(copy, 'checklists'), { recursive: true });
  expect(await contentFault(copy)).toBeNull();
  const file = join(copy, 'checklists/sepsis/checklist.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('governing: sepsis-3', 'governing: sepsis-4'));
  expect(await contentFault(copy)).toBe(
    'checklists/sepsis/checklist.yaml: governing: unknown definition "sepsis-4" - did you mean "sepsis-3"?',
  );
});
