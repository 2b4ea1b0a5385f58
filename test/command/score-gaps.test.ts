import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gapRows } from '../../src/command/score-gap-rows.ts';
import { type Gap, gapsOf } from '../../src/command/score-gaps.ts';
import { momentsOf } from '../../src/command/score-moments.ts';
import { normalOf, normalRows } from '../../src/command/score-normal.ts';
import { medianOf } from '../../src/command/score-replay-rows.ts';
import { isRemoved, NOTHING_REMOVED, removalOf, without, writtenOf } from '../../src/command/score-without.ts';
import { compileContent } from '../../src/content/compile.ts';
import { type Fact, sourceRef } from '../../src/core/chart/fact.ts';

const root = resolve(import.meta.dirname, '../..');
const content = compileContent(root);
const bundle = (id: string) =>
  (JSON.parse(readFileSync(resolve(root, `sandbox/patients/${id}.json`), 'utf8')) as { readonly entry: readonly unknown[] }).entry;

const NOTE = 'Assessment:\nSepsis due to pneumonia. AKI is improving.\n';
const note = {
  resourceType: 'DocumentReference',
  id: 'n',
  status: 'current',
  docStatus: 'final',
  date: '2026-03-02T10:00:00Z',
  type: { text: 'Progress Note' },
  subject: { reference: 'Patient/p' },
  content: [{ attachment: { contentType: 'text/html', data: Buffer.from(`<p>${NOTE.replaceAll('\n', '<br>')}</p>`).toString('base64') } }],
};
const entries = [
  { resource: { resourceType: 'Patient', id: 'p' } },
  { resource: { resourceType: 'Encounter', id: 'e', status: 'in-progress', class: { code: 'IMP' }, subject: { reference: 'Patient/p' } } },
  { resource: note },
  { resource: { resourceType: 'Observation', id: 'o', status: 'final', subject: { reference: 'Patient/p' } } },
];
const written = writtenOf(entries, content, 'UTC');
const text = written.notes.get('DocumentReference/n')?.text ?? '';
const factAt = (words: string): Fact => {
  const start = text.indexOf(words);
  return { concept: 'x', at: 0, from: [sourceRef(`DocumentReference/n#${start}-${start + words.length}`)] };
};
const left = (after: readonly unknown[]): string => {
  const found = after.map((entry) => (entry as { readonly resource: typeof note }).resource).find(({ id }) => id === 'n');
  return Buffer.from(found?.content[0]?.attachment.data ?? '', 'base64').toString('utf8');
};

describe('taking an element out of a chart', () => {
  test('a sentence becomes blanks of the same length, its full stop stays, and so does every other sentence', () => {
    const removed = removalOf(written, { facts: [factAt('pneumonia')], cut: false }, 'sentence', NOTHING_REMOVED);
    const after = left(without(written, removed ?? NOTHING_REMOVED));
    expect(after).toHaveLength(text.length);
    expect(after).not.toMatch(/Sepsis|pneumonia/);
    expect(after).toContain('AKI is improving.');
    expect(after.indexOf('AKI')).toBe(text.indexOf('AKI'));
    expect(after.slice(0, after.indexOf('AKI')).trimEnd().endsWith('.')).toBe(true);
  });

  test('only the words around a mention go where the joining is what was asked for, and only the mention where the rest is needed', () => {
    const around = removalOf(written, { facts: [factAt('Sepsis')], cut: true }, 'around', NOTHING_REMOVED);
    expect(left(without(written, around ?? NOTHING_REMOVED))).toMatch(/Sepsis +\. AKI/);
    const mention = removalOf(written, { facts: [factAt('pneumonia')], cut: false }, 'mention', NOTHING_REMOVED);
    expect(left(without(written, mention ?? NOTHING_REMOVED))).toMatch(/Sepsis due to +\. AKI/);
    const term = removalOf(written, { facts: [factAt('pneumonia')], cut: false }, { term: 'infect' }, NOTHING_REMOVED);
    expect(left(without(written, term ?? NOTHING_REMOVED))).toMatch(/Sepsis due to infect +\. AKI/);
  });

  test('a resource goes as a whole; patient and encounter never do, and what stands in the same sentence counts as touched', () => {
    const gone = removalOf(
      written,
      { facts: [{ concept: 'x', at: 0, from: [sourceRef('Observation/o')] }], cut: false },
      'sentence',
      NOTHING_REMOVED,
    );
    expect(without(written, gone ?? NOTHING_REMOVED)).toHaveLength(entries.length - 1);
    const stay = { facts: [{ concept: 'x', at: 0, from: [sourceRef('Encounter/e')] as const }], cut: false };
    expect(removalOf(written, stay, 'sentence', NOTHING_REMOVED)).toBeNull();
    const removed = removalOf(written, { facts: [factAt('pneumonia')], cut: false }, 'mention', NOTHING_REMOVED) ?? NOTHING_REMOVED;
    expect(isRemoved(factAt('Sepsis').from[0], removed)).toBe(true);
    expect(isRemoved(factAt('AKI').from[0], removed)).toBe(false);
  });
});

describe('planted gaps', () => {
  const gaps = gapsOf(bundle('vig-01'), content, {}, { wanted: (_review, checklist) => checklist === 'sepsis' });

  test('a repeat lactate, the cultures and the source are each asked for once they are gone, and nothing unrelated changes', () => {
    for (const item of ['lactate-repeat', 'culture', 'source-link', 'carried-to-discharge', '(diagnosis)', '(findings)']) {
      const own = gaps.filter((gap) => gap.item === item);
      expect([item, own.some(({ outcome }) => outcome === 'found')]).toEqual([item, true]);
      expect([item, own.flatMap(({ unrelated }) => unrelated)]).toEqual([item, []]);
    }
  });

  test('what follows from the element is told: without lactates there is none to repeat', () => {
    const lactate = gaps.find(({ item, outcome }) => item === 'lactate-measured' && outcome === 'found');
    expect(lactate?.dependent.some((line) => line.startsWith('sepsis/lactate-repeat: present -> not-applicable'))).toBe(true);
  });
});

describe('the rows', () => {
  const gap = (outcome: Gap['outcome'], unrelated: readonly string[] = []): Gap => ({
    stay: 's',
    checklist: 'sepsis',
    item: 'culture',
    outcome,
    became: outcome,
    dependent: [],
    unrelated,
  });

  test('recall counts what could be missing: not what went with its reason, may still come or was never read', () => {
    const rows = gapRows([gap('found'), gap('found'), gap('found'), gap('not found'), gap('gone'), gap('open'), gap('unread', ['x'])]);
    expect(rows.map(({ id, n, figures }) => [id, n, figures.agreement, figures.count])).toEqual([
      ['gaps-sepsis', 4, 0.75, null],
      ['gaps-others-sepsis', 7, null, 1],
      ['gap-sepsis-culture', 4, 0.75, 1],
    ]);
  });

  test('prompts of normal encounters are those a clinician sees, each once however often it is seen', () => {
    const reviews = momentsOf(bundle('vig-15'), content, {}, 'all');
    const shown = new Set(
      reviews.flatMap(({ prompts }) =>
        prompts
          .filter(({ checklist, audience }) => checklist === 'respiratory-failure' && audience.includes('clinician'))
          .map(({ item }) => item),
      ),
    );
    expect(shown.size).toBeGreaterThan(0);
    const [row] = normalRows([
      normalOf('a', 'respiratory-failure', 'test', [...reviews, ...reviews]),
      normalOf('b', 'respiratory-failure', 'test', []),
    ]);
    expect(row).toMatchObject({ id: 'normal-respiratory-failure', n: 2, figures: { count: shown.size, per100: 50 * shown.size } });
  });

  test('the median is the middle, or between the two in the middle', () => {
    expect([medianOf([]), medianOf([3]), medianOf([1, 2, 10]), medianOf([1, 2, 4, 10])]).toEqual([null, 3, 2, 3]);
  });
});
