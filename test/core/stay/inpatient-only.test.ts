import { describe, expect, test } from 'vitest';
import shipped from '../../../checklists/_tables/inpatient-only.json' with { type: 'json' };
import { answerOf, inpatientOnlyList, isWhole, readInpatientOnly } from '../../../src/core/stay/inpatient-only.ts';

const loaded = (more: object = {}) => ({
  id: 'inpatient-only',
  version: '2027',
  ends: '2028-12-31',
  complete: [{ from: '2026-01-01', until: '2027-12-31' }],
  entries: [
    { system: 'cpt', codes: ['11111', '22222'], from: '2026-01-01', until: '2026-12-31' },
    { system: 'cpt', codes: ['11111'], from: '2027-01-01', until: '2027-12-31' },
    { system: 'https://hospital.example/procedures', codes: ['OR 17'], from: null, until: '2027-06-30' },
  ],
  ...more,
});
const mistakes = (content: unknown) => readInpatientOnly(content, 'list.json').errors.map(({ path, message }) => `${path}: ${message}`);

describe('what the inpatient-only list says of a procedure', () => {
  const { list, errors } = readInpatientOnly(loaded(), 'list.json');

  test('the day of service decides, first and last day included', () => {
    expect(errors).toEqual([]);
    expect(answerOf(list, 'cpt|22222', '2026-01-01')).toBe('on');
    expect(answerOf(list, 'cpt|22222', '2026-12-31')).toBe('on');
    expect(answerOf(list, 'cpt|22222', '2027-01-01')).toBe('left');
    expect(answerOf(list, 'cpt|11111', '2027-01-01')).toBe('on');
  });

  test('a code that is not in it is off the list only on days for which the whole list was loaded', () => {
    expect(answerOf(list, 'cpt|33333', '2027-12-31')).toBe('off');
    expect(answerOf(list, 'cpt|33333', '2028-01-01')).toBe('not-known');
    expect(answerOf(list, 'cpt|11111', '2025-12-31')).toBe('not-known');
    expect(isWhole(list, '2025-12-31')).toBe(false);
  });

  test("a hospital's own procedure codes may be listed by their system", () => {
    expect(answerOf(list, 'https://hospital.example/procedures|OR 17', '2020-05-05')).toBe('on');
  });
});

describe('a list that cannot be used says where and why', () => {
  test.each([
    [
      'a descriptor as a key',
      loaded({ entries: [{ system: 'cpt', codes: ['11111'], from: null, until: '2026-12-31', descriptor: 'x' }] }),
      'entries[0].descriptor: unknown key "descriptor": descriptors of procedure codes are licensed and are not loaded',
    ],
    [
      'a descriptor beside a code',
      loaded({ entries: [{ system: 'cpt', codes: ['11111 Repair of it'], from: null, until: '2026-12-31' }] }),
      'entries[0].codes[0]: "11111 Repair of it" is no cpt code: codes only, no modifiers and no descriptors',
    ],
    ['a misspelt key', loaded({ entires: [] }), 'entires: unknown key "entires" - did you mean "entries"?'],
    [
      'a number in place of a code',
      loaded({ entries: [{ system: 'cpt', codes: [11111], from: null, until: '2026-12-31' }] }),
      'entries[0].codes[0]: a code in quotes (a leading zero is part of it)',
    ],
    [
      'a day that does not exist',
      loaded({ entries: [{ system: 'cpt', codes: ['11111'], from: null, until: '2026-02-30' }] }),
      'entries[0].until: the last day, written 2026-12-31',
    ],
    [
      'days the wrong way round',
      loaded({ entries: [{ system: 'cpt', codes: ['11111'], from: '2027-01-01', until: '2026-12-31' }] }),
      'entries[0].until: 2026-12-31 lies before 2027-01-01',
    ],
    [
      'a day after the list has ended',
      loaded({ entries: [{ system: 'cpt', codes: ['11111'], from: null, until: '2029-06-30' }] }),
      'entries[0].until: 2029-06-30 lies after the list has ended (2028-12-31)',
    ],
    [
      'the same code twice for one day',
      loaded({
        entries: [
          { system: 'cpt', codes: ['11111'], from: '2026-01-01', until: '2026-12-31' },
          { system: 'cpt', codes: ['11111'], from: '2026-12-31', until: '2027-12-31' },
        ],
      }),
      'entries: cpt|11111 is listed twice for the days from 2026-12-31',
    ],
    [
      'a whole list without a first day',
      loaded({ complete: [{ from: null, until: '2026-12-31' }] }),
      'complete[0].from: a whole list begins on a day, written 2026-01-01',
    ],
    ['no list at all', [], ': expected an object with version, ends, complete and entries'],
  ])('%s', (_name, content, message) => {
    expect(mistakes(content)).toEqual([message]);
  });

  test('no system and no codes', () => {
    expect(mistakes(loaded({ entries: [{ from: null, until: '2026-12-31' }] }))).toEqual([
      'entries[0].system: cpt, hcpcs, icd10pcs, or the URL of your own code system',
      'entries[0].codes: expected a list of codes',
    ]);
  });
});

describe('the list as shipped', () => {
  test('is of the form, claims completeness for no day, and carries no descriptor', () => {
    expect(mistakes(shipped)).toEqual([]);
    expect(inpatientOnlyList().complete).toEqual([]);
    expect(shipped.entries.flatMap(({ codes }) => codes).every((code) => /^\d{5}$/.test(code))).toBe(true);
  });
});
