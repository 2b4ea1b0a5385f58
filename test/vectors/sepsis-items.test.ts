import { expect, test } from 'vitest';
import { linkContent } from '../../src/content/compile.ts';
import { loadContent } from '../../src/content/load.ts';
import type { LinkedItem } from '../../src/core/checklist/linked.ts';

const linked = linkContent(loadContent(new URL('../..', import.meta.url).pathname)).checklists.base?.find(({ id }) => id === 'sepsis');
if (!linked) throw new Error('no sepsis checklist');
const inCells = Object.values(linked.statusPrompts).flatMap((cells) => Object.values(cells ?? {}).flatMap((list) => list ?? []));
const items: readonly LinkedItem[] = [...linked.expect, ...linked.conflicts, ...inCells];

const range = (group: string, last: number) =>
  Array.from({ length: last }, (_, index) => `SEP-${group}-0${index + 1}`.replace('010', '10'));

test.each([
  ...range('CI', 7),
  ...range('OD', 8),
  ...range('TX', 6),
  ...range('DOC', 10),
  ...range('COH', 7),
  ...range('TIM', 3),
])('item %s of the reference has its place', (ref) => {
  expect(items.filter((item) => item.ref === ref).length).toBeGreaterThan(0);
});

test.each(
  Array.from({ length: 14 }, (_, index) => `SD-${String(index + 1).padStart(2, '0')}`),
)('denial rationale %s is answered by named items', (denial) => {
  expect(items.filter((item) => item.answers.includes(denial)).map((item) => item.id)).not.toEqual([]);
});

test('what an item answers is one of the fourteen rationales', () => {
  for (const item of items) for (const denial of item.answers) expect(denial).toMatch(/^SD-(0[1-9]|1[0-4])$/);
});

test('a definition shown for information governs nothing, and no item that asks rests on one', () => {
  const informative = ['sepsis-3-sofa-2', 'ase-2018', 'ase-nhsn-draft', 'sofa-2-rise'];
  expect(informative).not.toContain(linked.governing);
  for (const item of [...linked.expect, ...linked.conflicts].filter(({ prompt }) => prompt !== null))
    expect(item.uses.filter((name) => informative.includes(name))).toEqual([]);
});

test('what carries a year or is a draft says so in their label', () => {
  expect(linked.definitions['sepsis-3-sofa-2']?.label).toMatch(/SOFA-2/);
  expect(linked.criteria['ase-2018']?.label).toMatch(/2018/);
  expect(linked.criteria['ase-nhsn-draft']?.label).toMatch(/draft/);
});

test('sources tied to a code set or a rule year carry their effective dates', () => {
  for (const id of ['coding', 'procedures', 'sep-1', 'surveillance', 'sofa-2']) expect(linked.sources[id]?.from, id).not.toBeNull();
  for (const id of ['coding', 'procedures', 'sep-1', 'surveillance']) expect(linked.sources[id]?.until, id).not.toBeNull();
});
