import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent } from '../../../src/content/load.ts';
import { parseFile } from '../../../src/content/parse.ts';
import type { AuthorError } from '../../../src/core/chart/author-error.ts';
import { compareReviews, editedContent, reviewStays, type SimulatedStay, simulationTotals } from '../../../src/core/review/index.ts';
import { content, written } from '../../promises/stays.ts';

const root = resolve(import.meta.dirname, '../../..');
const { policies } = loadContent(root);
const FILE = 'checklists/sepsis/checklist.yaml';
const yaml = readFileSync(resolve(root, FILE), 'utf8');

/** The sepsis checklist with some of its words changed, checked as the build does. */
function edit(...changes: readonly (readonly [string, string])[]) {
  let text = yaml;
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`the checklist does not say: ${from}`);
    text = text.replaceAll(from, to);
  }
  const errors: AuthorError[] = [];
  const parsed = parseFile(FILE, text, errors);
  const edited = editedContent(content, policies, { file: FILE, content: parsed });
  return { ...edited, errors: [...errors, ...edited.errors] };
}

function simulated(...changes: readonly (readonly [string, string])[]): readonly SimulatedStay[] {
  const { content: after, errors } = edit(...changes);
  if (!after) throw new Error(errors.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return written.flatMap(({ resources }) => {
    const now = reviewStays({ resources, content: after });
    return reviewStays({ resources, content }).flatMap((before) => {
      const other = now.find(({ encounter }) => encounter === before.encounter);
      return other ? [compareReviews(before, other, 'sepsis')] : [];
    });
  });
}

describe('an edited checklist is checked as the build does', () => {
  test('the file of the build itself is right, and links to the very same content', () => {
    const { errors, content: after, before } = edit();
    expect(errors).toEqual([]);
    expect(after).toEqual(content);
    expect(before?.id).toBe('sepsis');
  });

  test('a wrong name is told with its place and the nearest right one', () => {
    const { errors, content: after } = edit(['- { met: elevated-lactate }', '- { met: elevated-lactat }']);
    expect(after).toBeNull();
    expect(errors).toMatchObject([
      { file: FILE, path: expect.stringContaining('organ-dysfunction'), message: expect.stringContaining('elevated-lactate') },
    ]);
  });

  test('a unit that does not belong to the value is told', () => {
    const { errors } = edit(['above: 2 mmol/L', 'above: 2 furlong']);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors[0]?.message).toMatch(/furlong/);
  });

  test('a prompt that leads is refused by its rule, at its place', () => {
    const { errors, content: after } = edit([
      'Was one taken elsewhere, or was none indicated?',
      'Add severe sepsis to increase the DRG payment.',
    ]);
    expect(after).toBeNull();
    expect(errors.some(({ path, message }) => path.startsWith('culture') && /QL\d\d\d/.test(message))).toBe(true);
  });

  test('a checklist that the build does not hold is not taken for another', () => {
    const { errors } = edit(['id: sepsis\n', 'id: sepsi\n']);
    expect(errors[0]).toMatchObject({ path: 'id', message: expect.stringContaining('sepsis') });
  });
});

describe('what an edit does to stays', () => {
  test('the same checklist changes nothing in any stay', () => {
    const stays = simulated();
    expect(stays.length).toBeGreaterThanOrEqual(written.length);
    for (const stay of stays) expect([stay.added, stay.removed, stay.changed, stay.answers]).toEqual([[], [], [], []]);
    expect(simulationTotals(stays)).toMatchObject({ touched: 0, added: 0, removed: 0, changed: 0 });
  });

  test('a new version alone changes no prompt: its number stands in every fingerprint, not in the words', () => {
    const version = /^version: (.*)$/m.exec(yaml)?.[1] ?? '';
    const stays = simulated([`version: ${version}`, 'version: 99.0.0'], ['\nchanges:\n', '\nchanges:\n  99.0.0: A trial.\n']);
    expect(simulationTotals(stays)).toMatchObject({ added: 0, removed: 0, changed: 0 });
  });

  test('a prompt with other words is a changed prompt, and the part that changed is named', () => {
    const stays = simulated([
      'What is the current assessment, and its basis?',
      'What is the present assessment, and on what does it rest?',
    ]);
    const changed = stays.flatMap((stay) => stay.changed);
    expect(changed.length).toBeGreaterThan(0);
    for (const { before, after, parts } of changed) {
      expect(parts).toEqual(['text']);
      expect(after.text).toBe(
        before.text.replace('What is the current assessment, and its basis?', 'What is the present assessment, and on what does it rest?'),
      );
      expect(after.sources.length).toBeGreaterThan(0);
    }
    expect(stays.flatMap(({ added, removed }) => [...added, ...removed])).toEqual([]);
  });

  test('a threshold that moves changes the answers that rest on it, and they are told by name with both verdicts', () => {
    const stays = simulated(['above: 2 mmol/L', 'above: 1 mmol/L']);
    const differing = stays.flatMap(({ answers }) => answers);
    expect(differing.length).toBeGreaterThan(0);
    for (const one of differing) expect(one.from).not.toBe(one.to);
    expect(differing.some(({ name, to }) => name === 'elevated-lactate' && to === 'met')).toBe(true);
  });

  test('an item that is taken out takes its prompts away; one that comes back brings them', () => {
    const asked = written
      .flatMap(({ resources }) => reviewStays({ resources, content }).flatMap(({ prompts }) => prompts))
      .filter((prompt) => prompt.checklist === 'sepsis');
    const [first] = asked;
    if (!first) throw new Error('no sepsis prompt in any stay');
    const without = {
      ...content,
      checklists: Object.fromEntries(
        Object.entries(content.checklists).map(([policy, lists]) => [
          policy,
          lists.map((one) => (one.id === 'sepsis' ? { ...one, expect: [], conflicts: [], statusPrompts: {} } : one)),
        ]),
      ),
    };
    const stays = written.flatMap(({ resources }) => {
      const bare = reviewStays({ resources, content: without });
      return reviewStays({ resources, content }).flatMap((before) => {
        const after = bare.find(({ encounter }) => encounter === before.encounter);
        return after ? [{ off: compareReviews(before, after, 'sepsis'), on: compareReviews(after, before, 'sepsis') }] : [];
      });
    });
    expect(stays.flatMap(({ off }) => off.removed.filter(({ checklist }) => checklist === 'sepsis'))).toHaveLength(asked.length);
    for (const { off, on } of stays) {
      expect(on.added.map(({ key }) => key)).toEqual(off.removed.map(({ key }) => key));
      expect(off.own.after).toBe(0);
    }
    const totals = simulationTotals(stays.map(({ on }) => on));
    expect(totals.own.after).toBe(asked.length);
    expect(totals.per100).toBeCloseTo((asked.length * 100) / stays.length);
    expect(totals.items.reduce((sum, { added }) => sum + added, 0)).toBe(totals.added);
  });
});

test('the totals of nothing claim nothing', () => {
  expect(simulationTotals([])).toMatchObject({ stays: 0, per100: null, median: 0, p95: 0 });
});
