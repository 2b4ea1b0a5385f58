import { describe, expect, test } from 'vitest';
import { type SourceRef, sourceRef } from '../../../src/core/chart/fact.ts';
import type { NoteRecord } from '../../../src/core/chart/record.ts';
import { lacksAuthor, namedInNote } from '../../../src/core/notes/named-in-note.ts';

const note = (more: Partial<NoteRecord> = {}): NoteRecord => ({
  ref: sourceRef('DocumentReference/n') as SourceRef,
  type: 'progress',
  title: 'Progress note',
  at: Date.UTC(2026, 2, 3),
  encounter: null,
  author: 'Practitioner/1',
  authorName: 'A. Writer',
  role: 'attending',
  signed: true,
  attachments: [],
  ...more,
});
const named = (text: string) => namedInNote(note(), text).map((fact) => [fact.text, fact.flags?.[0] ?? '', fact.from[0]]);

describe('what a note names', () => {
  test('each thing once, where it first stands, whatever is said of it', () => {
    expect(named('No PNA. PNA ruled out.')).toEqual([['pneumonia', '', 'DocumentReference/n#3-6']]);
  });

  test.each([
    ['Transfused 2 units for Hgb 6.1.', 'with-reason'],
    ['Hgb 6.1, transfused.', 'with-reason'],
    ['PRBC given. Anemia of blood loss.', 'with-reason'],
    ['Transfusion tolerated well.', ''],
  ])('a procedure with a reason beside it: "%s" %s', (text, flag) => {
    expect(namedInNote(note(), text).find((fact) => fact.text === 'transfusion')?.flags?.[0] ?? '').toBe(flag);
  });

  test('a finding of a diagnosis is kept apart from its name', () => {
    const concepts = (text: string) => namedInNote(note(), text).map((fact) => [fact.concept, fact.text]);
    expect(concepts('Confused overnight.')).toEqual([['finding-in-note', 'encephalopathy']]);
    expect(concepts('Delirium.')).toEqual([['named-in-note', 'encephalopathy']]);
  });

  test.each([
    ['Mg 1.1, repleted', true],
    ['lisinopril 10 mg daily', false],
  ])('a short form that is also a unit names a result before a number only: "%s" %s', (text, names) => {
    expect(named(text).some(([id]) => id === 'magnesium')).toBe(names);
  });

  test('the place with a reason goes before the first place', () => {
    const far = `Transfusion tolerated well.${' Slept.'.repeat(60)} Transfusion for bleeding.`;
    expect(namedInNote(note(), far).find((fact) => fact.text === 'transfusion')?.flags).toEqual(['with-reason']);
  });
});

describe('a note without an author', () => {
  const anonymous = note({ author: '', authorName: '', role: 'unknown' });
  test.each([
    ['Feels better.', true],
    ['Feels better. Discussed with the attending.', true],
    ['Feels better.\nElectronically signed by A. Writer, MD', false],
    ['Attending: A. Writer', false],
  ])('"%s": %s', (text, lacks) => {
    expect(lacksAuthor(anonymous, text)).toBe(lacks);
  });

  test('a name in the document is enough, and a text that could not be read says nothing', () => {
    expect(lacksAuthor(note({ author: '' }), 'Feels better.')).toBe(false);
    expect(lacksAuthor(anonymous, null)).toBe(false);
  });
});
