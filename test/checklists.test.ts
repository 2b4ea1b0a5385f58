import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checklistHeader } from '../src/command/schema-header.ts';
import { linkContent } from '../src/content/compile.ts';
import { ContentError, loadContent } from '../src/content/load.ts';
import { authorErrorText } from '../src/core/chart/author-error.ts';
import { isReviewDue, type LinkedChecklist, type Lock, lockFaults, notesFor } from '../src/core/checklist/index.ts';
import { casesFrom, runCases } from '../src/core/evaluate/index.ts';
import { measures } from '../src/core/measures/index.ts';

const root = resolve(import.meta.dirname, '..');
const content = loadContent(root);
const vocabulary = { concepts: content.concepts, measures };

/** The linked content by policy, and what its authors got wrong. */
const { linked, mistakes } = ((): { linked: Readonly<Record<string, readonly LinkedChecklist[]>>; mistakes: readonly string[] } => {
  try {
    return { linked: linkContent(content).checklists, mistakes: [] };
  } catch (error) {
    if (error instanceof ContentError) return { linked: {}, mistakes: error.errors.map(authorErrorText) };
    throw error;
  }
})();

test('every checklist and policy links: each name resolves, each source is cited, each citation exists', () => {
  expect(mistakes).toEqual([]);
});

test('every folder has a checklist, cases and a README, and is named after its id', () => {
  for (const { id, checklist, cases, readme } of content.checklists) {
    expect((checklist.content as { id?: string }).id).toBe(id);
    expect(cases, `${id}/cases.yaml`).not.toBeNull();
    expect(readme, `${id}/README.md`).not.toBeNull();
  }
});

test('each says whose it is and which patient data it uses, as docs/schema publishes it, under every policy', () => {
  for (const checklist of Object.values(linked).flat()) expect(checklistHeader.safeParse(checklist).error?.issues ?? []).toEqual([]);
});

test('approved content has not changed without a version', () => {
  const file = join(root, 'checklists/checklists.lock.json');
  const lock = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Lock) : {};
  expect(lockFaults(lock, linked.base ?? [])).toEqual([]);
});

// A reminder for the content owner, in the report: an overdue review breaks no build.
afterAll(() => {
  const today = new Date().toISOString().slice(0, 10);
  for (const { id, owner, reviewBy, ...rest } of linked.base ?? [])
    if (isReviewDue({ reviewBy, ...rest }, today)) console.warn(`${id} (${owner}): was to be reviewed by ${reviewBy}`);
});

describe.each(content.checklists)('cases of $id', ({ id, cases: file }) => {
  const notes = notesFor(`checklists/${id}/cases.yaml`);
  const cases = file ? casesFrom(notes, file.content) : [];
  const under = (policy: string) => linked[policy]?.find((one) => one.id === id) ?? null;

  test('can be read, and have names of their own', () => {
    expect(notes.errors.map(authorErrorText)).toEqual([]);
    expect(cases.length).toBeGreaterThan(0);
    expect(new Set(cases.map((one) => one.name)).size).toBe(cases.length);
  });

  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const checklist = under('base');
    if (!checklist) throw new Error('the checklist does not link');
    expect(runCases(checklist, [one], vocabulary, under)[0]?.differences).toEqual([]);
  });
});
