import { describe, expect, test } from 'vitest';
import { mistakes, review } from './language.ts';

const yaml = `
anchors: { first-high: { fact: lactate, above: 2 mmol/L } }
expect:
  repeat:
    ref: T-6
    kind: validation
    label: Repeat
    source: book
    when: { fact: lactate, pick: first, above: 2 mmol/L }
    found: { fact: lactate, window: first-high + 1h .. first-high + 12h }
    prompt: Lactate {lactate.first}; no later value was found.
  culture: { ref: T-2, kind: validation, label: Culture, source: book, found: { fact: culture } }
  basis: { ref: T-3, kind: validation, label: Basis, source: book, when: { met: documented }, found: { fact: sepsis-basis, by: provider } }
  after-anchor: { ref: T-8, kind: validation, label: Anchored, source: book, found: { fact: creatinine, window: first-high .. first-high + 1h } }
conflicts:
  room-air: { ref: T-9, kind: conflict, label: Room air, source: book, when: { fact: hfnc }, raised: { fact: room-air-statement } }
  silent-order: { ref: T-10, kind: conflict, label: No order, source: book, raised: { not: { fact: inpatient-order, window: arrived .. arrived + 24h } } }`;
const stay = (lines: string, now = '40:00 now') => `0:00 arrived\n${now}\n${lines}`;

describe('an expected item', () => {
  const state = (id: string, lines: string, now?: string) => review(yaml, stay(lines, now)).expect[id]?.state;
  test.each([
    ['found in its window', 'repeat', '1:00 lactate 3 mmol/L\n3:00 lactate 2 mmol/L', 'present'],
    ['not found', 'repeat', '1:00 lactate 3 mmol/L', 'missing'],
    ['its occasion did not arise: measured', 'repeat', '1:00 lactate 1 mmol/L', 'not-applicable'],
    ['its occasion did not arise: nothing there', 'repeat', '', 'not-applicable'],
    ['unread', 'repeat', 'unread lactate', 'cannot-check'],
    ['always expected, not there', 'culture', '', 'missing'],
    ['always expected, unread', 'culture', 'unread cultures', 'cannot-check'],
    ['about a diagnosis nobody wrote', 'basis', '', 'not-applicable'],
    ['about a documented one', 'basis', '2:00 note sepsis', 'missing'],
    ['about one that could not be read', 'basis', 'unread notes', 'cannot-check'],
    ['without its clock there is no window to be missing from', 'after-anchor', '', 'not-applicable'],
    ['with its clock there is', 'after-anchor', '1:00 lactate 3 mmol/L', 'missing'],
  ])('%s', (_name, id, lines, expected) => {
    expect(state(id, lines)).toBe(expected);
  });

  test('whose window is open is open, and missing when it has closed', () => {
    expect(state('repeat', '1:00 lactate 3 mmol/L', '12:59 now')).toBe('open');
    expect(state('repeat', '1:00 lactate 3 mmol/L', '13:00 now')).toBe('missing');
    expect(state('repeat', '1:00 lactate 3 mmol/L\n9:00 discharged', '9:00 now')).toBe('missing');
  });

  test('carries what it applied to and what was looked for', () => {
    const item = review(yaml, stay('1:00 lactate 3 mmol/L')).expect.repeat;
    expect(item?.when?.facts.map((fact) => fact.value)).toEqual([3]);
    expect(item?.found).toMatchObject({ verdict: 'not-found', why: 'no Lactate', search: 'case:lactate' });
    expect((item?.found.window?.to ?? 0) - (item?.found.window?.from ?? 0)).toBe(11 * 3_600_000);
  });
});

describe('a conflict', () => {
  const state = (id: string, lines: string, now?: string) => review(yaml, stay(lines, now)).conflicts[id]?.state;
  test.each([
    ['both sides there', 'room-air', '1:00 hfnc\n2:00 note room-air-statement', 'raised'],
    ['one side missing', 'room-air', '1:00 hfnc', 'clear'],
    ['its occasion did not arise', 'room-air', '2:00 note room-air-statement', 'not-applicable'],
    ['unread notes', 'room-air', '1:00 hfnc\nunread notes', 'cannot-check'],
    ['absence after its window has closed', 'silent-order', '', 'raised'],
    ['absence that was not looked for', 'silent-order', 'unread orders', 'cannot-check'],
  ])('%s', (_name, id, lines, expected) => {
    expect(state(id, lines)).toBe(expected);
  });
  test('of absence is clear while the window is open', () => {
    expect(state('silent-order', '', '23:59 now')).toBe('clear');
  });
});

describe('who sees it', () => {
  const audience = (more: string, lines: string) =>
    review(`expect: { it: { ref: T, ${more}, label: L, source: book, found: { fact: culture } } }`, stay(lines)).expect.it?.audience;
  test.each([
    ['kind: validation', ['clinician', 'cdi']],
    ['kind: level-of-care', ['ur', 'clinician']],
    ['kind: conflict', ['cdi', 'clinician']],
    ['kind: specificity', ['clinician', 'cdi']],
    ['kind: indicator', ['cdi']],
    ['kind: linkage', ['cdi']],
    ['kind: source', ['cdi']],
    ['kind: validation, audience: [cdi, physician-advisor]', ['cdi', 'physician-advisor']],
  ])('%s', (more, expected) => {
    expect(audience(more, '')).toEqual(expected);
  });
  test('changes when the stay has closed', () => {
    const more = 'kind: level-of-care, after-discharge: [ur, physician-advisor]';
    expect(audience(more, '')).toEqual(['ur', 'clinician']);
    expect(audience(more, '30:00 discharged')).toEqual(['ur', 'physician-advisor']);
  });
});

describe('the author hears of', () => {
  const of = (body: string) =>
    mistakes(`expect: { it: { ref: T, kind: validation, label: L, source: book, found: { fact: culture }, ${body} } }`).join('\n');
  test.each([
    ['prompt: Lactate was 3.1 then', 'holds the number 3.1 - numbers come from slots'],
    ['prompt: "SpO2 and PaCO2 {spo2.first}"', ''],
    ['prompt: "{lactat.first}"', 'expect.it.prompt: unknown concept "lactat" - did you mean "lactate"?'],
    ['prompt: "{lactate.frist}"', '"frist" is not known here - did you mean "first"?'],
    ['prompt: "{lactate.first.vlaue}"', '"vlaue" is not known here - did you mean "value"?'],
    ['prompt: "{lactate}"', '{lactate} is not a slot'],
    ['prompt: "a { brace"', 'a brace stands alone'],
    ['propmt: Lactate', '"propmt" is not a key of an item - did you mean "prompt"?'],
    ['source: bok', 'expect.it.source: unknown source "bok" - did you mean "book"?'],
  ])('%s', (body, message) => {
    const text = body.startsWith('source')
      ? mistakes(`expect: { it: { ref: T, kind: validation, label: L, ${body}, found: { fact: culture } } }`).join('\n')
      : of(body);
    if (message === '') expect(text).toBe('');
    else expect(text).toContain(message);
  });
});
