import { describe, expect, test } from 'vitest';
import { checklist, mistakes } from '../../spec/language.ts';

describe('linking', () => {
  test('names every mistake at once, each with file, path and the nearest right name', () => {
    const found = mistakes(`
governing: mian
criteria:
  it: { label: It, source: bok, fact: lactat, above: 2 mmol/L }
expect:
  repeat: { ref: T, kind: valdation, label: R, source: book, found: { fact: lactate, window: arrived .. infection } }`);
    expect(found).toContain('tiny.yaml: governing: unknown definition "mian" - did you mean "main"?');
    expect(found).toContain('tiny.yaml: criteria.it.fact: unknown concept "lactat" - did you mean "lactate"?');
    expect(found).toContain('tiny.yaml: criteria.it.source: unknown source "bok" - did you mean "book"?');
    expect(
      found.some((line) => line.startsWith('tiny.yaml: expect.repeat.kind: "valdation" is not known here - did you mean "validation"?')),
    ).toBe(true);
    expect(found.some((line) => line.startsWith('tiny.yaml: expect.repeat.found.window: unknown anchor "infection"'))).toBe(true);
  });

  test.each([
    ['a section that is none', 'expects: {}', '"expects" is not a section of a checklist - did you mean "expect"?'],
    ['a source that is cited nowhere', 'sources: { book: { title: B }, other: { title: O } }', 'sources.other: is cited nowhere'],
    ['a version without a line', 'version: 1.1.0', 'changes: version 1.1.0 has no line here'],
    [
      'one name for two criteria',
      'criteria: { main: { label: M, source: book, fact: lactate } }',
      'definitions.main: "main" is already a name under criteria',
    ],
    [
      'a name with a meaning of its own',
      'criteria: { documented: { label: M, source: book, fact: lactate } }',
      '"documented" has a meaning of its own',
    ],
    ['an anchor called like an instant', 'anchors: { arrived: { fact: lactate } }', '"arrived" is an instant of every stay'],
    [
      'a name in capitals',
      'criteria: { Elevated: { label: M, source: book, fact: lactate } }',
      'names are lower-case words joined by hyphens',
    ],
    ['no label', 'criteria: { it: { source: book, fact: lactate } }', 'criteria.it.label: label is needed here'],
    [
      'a circle',
      'criteria: { a: { label: A, source: book, met: b }, b: { label: B, source: book, met: a } }',
      'rests on itself: a -> b -> a',
    ],
    ['an anchor that waits for itself', 'anchors: { a: { fact: lactate, window: a .. now } }', 'rests on itself: a -> a'],
    [
      'a definition that rests on the governing one',
      'definitions: { main: { label: M, source: book, not: { met: governing } } }',
      'rests on itself',
    ],
    ['an unknown subject', 'about: spsis', 'about: unknown concept "spsis" - did you mean "sepsis"?'],
    ['items that are no map', 'expect: []', 'expect: expected a map of names, found a list'],
  ])('refuses %s', (_name, yaml, message) => {
    expect(mistakes(yaml).join('\n')).toContain(message);
  });

  test('an item may be called like the criterion it looks for', () => {
    expect(
      mistakes(`
criteria: { culture-taken: { label: C, source: book, fact: culture } }
expect: { culture-taken: { ref: T, kind: validation, label: C, source: book, found: { met: culture-taken } } }`),
    ).toEqual([]);
  });

  test('gives plain JSON', () => {
    const linked = checklist(
      'anchors: { first: { fact: lactate } }\ncriteria: { it: { label: I, source: book, fact: creatinine, rise: 1.5x within 7d, window: first - 6h .. now } }',
    );
    expect(JSON.parse(JSON.stringify(linked))).toEqual(linked);
  });

  test('the hash follows what is written, not how', () => {
    const one = checklist('criteria: { a: { label: A, source: book, fact: lactate, above: 2 mmol/L } }');
    const reordered = checklist('criteria: { a: { above: 2 mmol/L, fact: lactate, source: book, label: A } } # a remark');
    const changed = checklist('criteria: { a: { label: A, source: book, fact: lactate, above: 4 mmol/L } }');
    expect(one.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(reordered.hash).toBe(one.hash);
    expect(changed.hash).not.toBe(one.hash);
  });

  test('lists every charted concept it needs, those behind measures included', () => {
    const { needs } = checklist('criteria: { a: { label: A, source: book, fact: sofa-rise, at-least: 2 } }');
    for (const concept of ['lactate', 'note', 'sepsis', 'septic-shock', 'creatinine', 'platelets', 'bilirubin-total', 'arrived'])
      expect(needs).toContain(concept);
    expect(needs).not.toContain('sofa-rise');
    expect(needs).not.toContain('sofa');
  });

  test('items know the criteria they rest on, directly or not', () => {
    const linked = checklist(`
anchors: { first: { fact: lactate } }
criteria:
  a: { label: A, source: book, fact: creatinine, window: first .. now }
  b: { label: B, source: book, not: { met: a } }
expect: { it: { ref: T, kind: validation, label: I, source: book, found: { met: b } } }`);
    expect(linked.expect[0]?.uses).toEqual(['a', 'b', 'first']);
  });

  test('worst in a prompt becomes the direction of the bounds', () => {
    const linked = checklist(
      'expect: { it: { ref: T, kind: validation, label: I, source: book, found: { fact: lactate, above: 2 mmol/L }, prompt: "Lactate {lactate.worst}, {lactate.worst.time}." } }',
    );
    expect(linked.expect[0]?.prompt).toBe('Lactate {lactate.highest}, {lactate.highest.time}.');
  });
});

describe('queries', () => {
  const query = (body: string) => mistakes(`queries: { ask: { title: Findings, ask: Which?, ${body} } }`).join('\n');
  test.each([
    ['no purpose', 'when: unsupported, options: [{ text: A }]', 'purpose is needed here'],
    ['no occasion', 'purpose: poa, options: [{ text: A }]', 'when is needed here'],
    ['an unknown item', 'when: { item: repaet }, purpose: poa, options: [{ text: A }]', 'unknown item "repaet"'],
    ['no options', 'when: unsupported, purpose: poa', 'a multiple-choice query needs options'],
    [
      'a diagnosis nobody documented without its indicators',
      'when: undocumented, purpose: poa, options: [Sepsis]',
      'say `supported-by` which criteria',
    ],
    [
      'an unknown criterion',
      'when: unsupported, purpose: poa, cite: [mian], options: [{ text: A }]',
      'unknown criterion "mian" - did you mean "main"?',
    ],
  ])('refuse %s', (_name, body, message) => {
    expect(query(body)).toContain(message);
  });
  test('with everything said are linked', () => {
    expect(
      query(
        'when: undocumented, purpose: indicators-without-diagnosis, cite: [main], show: [spo2], options: [{ text: Sepsis, supported-by: [main] }, { text: None, kind: no-additional }]',
      ),
    ).toBe('');
  });
});
