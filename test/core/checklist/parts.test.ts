import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { durationMs } from '../../../src/core/checklist/duration.ts';
import { contentHash, lockFaults, parseTemplate, readPlan } from '../../../src/core/checklist/index.ts';
import { sha256 } from '../../../src/core/checklist/sha256.ts';
import { checklist, vocabulary } from '../../spec/language.ts';

describe('durations', () => {
  test.each([
    ['30m', 1_800_000],
    ['6h', 21_600_000],
    ['2d', 172_800_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['six hours', null],
    ['6', null],
    ['', null],
  ])('%s', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });
});

describe('sha256', () => {
  test.each([
    '',
    'abc',
    'é ä 漢字 😀',
    'x'.repeat(55),
    'x'.repeat(56),
    'x'.repeat(64),
    'y'.repeat(10_000),
  ])("is the same as Node's (%#)", (text) => {
    expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
  });
  test('of content ignores order of keys and takes dates as text', () => {
    expect(contentHash({ a: 1, b: [1, { d: 2, c: 3 }] })).toBe(contentHash({ b: [1, { c: 3, d: 2 }], a: 1 }));
    expect(contentHash({ a: new Date('2026-01-01T00:00:00Z') })).toBe(contentHash({ a: '2026-01-01' }));
    expect(contentHash({ a: [1, 2] })).not.toBe(contentHash({ a: [2, 1] }));
  });
});

describe('templates', () => {
  test('are taken apart into words and slots', () => {
    expect(parseTemplate('Lactate {lactate.first}; {for} {window.from}.').parts).toEqual([
      'Lactate ',
      { kind: 'fact', name: 'lactate', pick: 'first', field: 'all' },
      '; ',
      { kind: 'list', list: 'for' },
      ' ',
      { kind: 'window', side: 'from' },
      '.',
    ]);
    expect(parseTemplate('{spo2.lowest.time}').parts).toEqual([{ kind: 'fact', name: 'spo2', pick: 'lowest', field: 'time' }]);
  });
  test.each(['{lactate}', '{lactate.second}', '{lactate.first.when}', '{a.first.value.x}', 'an { open brace'])('%s is refused', (text) => {
    expect(parseTemplate(text).errors).toHaveLength(1);
  });
});

describe('the lock', () => {
  const linked = (stage: string) => checklist(`stage: ${stage}`);
  test('holds approved content still', () => {
    const approved = linked('approved');
    expect(lockFaults({ 'tiny@1.0.0': approved.hash }, [approved])).toEqual([]);
    expect(lockFaults({}, [approved])).toEqual(['tiny 1.0.0 is approved but not in checklists.lock.json']);
    expect(lockFaults({ 'tiny@1.0.0': 'sha256:other' }, [approved])[0]).toContain('was approved and has changed');
  });
  test('lets content in review change', () => {
    expect(lockFaults({}, [linked('in-review')])).toEqual([]);
  });
});

describe('the read plan', () => {
  const plan = (yaml: string) => readPlan([checklist(yaml)], vocabulary.concepts);
  const types = (yaml: string) => plan(yaml).map((read) => `${read.type}${read.category ? `?${read.category}` : ''}`);

  test('asks for what the checklist needs, with scopes in both spellings', () => {
    expect(types('title: T')).toEqual([
      ...[
        'Binary',
        'Condition?encounter-diagnosis',
        'Condition?problem-list-item',
        'DiagnosticReport',
        'DocumentReference',
        'Encounter',
        'Location',
      ],
      ...['Observation?laboratory', 'Patient', 'Practitioner', 'PractitionerRole'],
    ]);
    const labs = plan('title: T').find((read) => read.category === 'laboratory');
    expect(labs?.scopes).toEqual({
      v1: 'patient/Observation.read',
      v2: 'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory',
    });
    expect(labs?.concepts).toEqual(['lactate']);
  });

  test('asks for nothing more', () => {
    const more = types('criteria: { a: { label: A, source: book, fact: norepinephrine }, b: { label: B, source: book, fact: hfnc } }');
    expect(more).toContain('MedicationAdministration');
    expect(more).toContain('DeviceUseStatement');
    expect(more).not.toContain('Coverage');
    expect(more).not.toContain('ServiceRequest');
  });

  test('follows a measure to what it is calculated from', () => {
    expect(types('criteria: { a: { label: A, source: book, fact: suspected-infection } }')).toContain('MedicationAdministration');
  });
});
