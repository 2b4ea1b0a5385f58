import { describe, expect, test } from 'vitest';
import { type Chart, type Read, sortFacts } from '../../../src/core/chart/chart.ts';
import { type Fact, type NoteType, sourceRef } from '../../../src/core/chart/fact.ts';
import { runMeasures } from '../../../src/core/measures/index.ts';
import { chartOf, fact } from './build.ts';

const READ: Read = { ok: true, search: 'bundle', at: 0, complete: true };
const CONCEPTS = ['note', 'named-in-note', 'finding-in-note', 'condition-entry', 'critical-result', 'heart-rate', 'admitted'];

/** A chart in which everything was read, and the notes that facts stand in. */
const chart = (facts: readonly Fact[], endHour = 96): Chart => ({
  ...chartOf(facts, endHour),
  reads: new Map(CONCEPTS.map((concept) => [concept, READ])),
  facts: sortFacts([...chartOf(facts, endHour).facts]),
});
const measured = (concept: string, facts: readonly Fact[]) => runMeasures(chart(facts)).facts.filter((one) => one.concept === concept);

const context = (type: NoteType) => ({ type, section: 'Plan', sectionClass: 'diagnosis' as const, signed: true, snippet: 'x' });
const note = (hour: number, id: string, type: NoteType, more: Partial<Fact> = {}): Fact =>
  fact(hour, 'note', undefined, {
    by: 'attending',
    text: type,
    note: context(type),
    from: [sourceRef(`DocumentReference/${id}`)],
    ...more,
  });
const says = (hour: number, id: string, type: NoteType, concept: string): Fact =>
  fact(hour, concept, undefined, {
    ...{ by: 'attending', says: 'affirmed', text: concept, note: context(type) },
    from: [sourceRef(`DocumentReference/${id}#1-9`)],
  });
const names = (hour: number, refs: readonly string[], text: string, more: Partial<Fact> = {}): Fact => {
  const [first = '', ...rest] = refs.map((ref) => `DocumentReference/${ref}#3-7`);
  return fact(hour, 'named-in-note', undefined, { by: 'nurse', text, from: [sourceRef(first), ...rest.map(sourceRef)], ...more });
};

const COURSE = [
  ...[note(2, 'hp', 'hp'), says(2, 'hp', 'hp', 'pneumonia'), note(26, 'p', 'progress'), says(26, 'p', 'progress', 'pneumonia')],
  ...[note(80, 'ds', 'discharge-summary'), fact(82, 'discharged')],
];

describe('what two notes of one minute name is one fact with two sources', () => {
  test('the discharge summary is seen behind a nurse of the same minute', () => {
    expect(measured('discharge-diagnosis-dropped', COURSE).map(({ text }) => text)).toEqual(['pneumonia']);
    const shared = [note(80, 'rn', 'nursing', { by: 'nurse' }), names(80, ['rn', 'ds'], 'pneumonia')];
    expect(measured('discharge-diagnosis-dropped', [...COURSE, ...shared])).toEqual([]);
    const nurse = [note(80, 'rn', 'nursing', { by: 'nurse' }), names(80, ['rn'], 'pneumonia')];
    expect(measured('discharge-diagnosis-dropped', [...COURSE, ...nurse])).toHaveLength(1);
  });

  test('so is the provider who named a critical result', () => {
    const course = [fact(3, 'critical-result', undefined, { text: 'potassium' }), note(9, 'p', 'progress')];
    expect(measured('critical-result-unnamed', course)).toHaveLength(1);
    expect(measured('critical-result-unnamed', [...course, names(9, ['rn', 'p'], 'potassium')])).toEqual([]);
    expect(measured('critical-result-unnamed', [...course, names(9, ['rn'], 'potassium')])).toHaveLength(1);
  });
});

test('a dropped diagnosis rests on every note that made it and on the summary that does not', () => {
  expect(measured('discharge-diagnosis-dropped', COURSE)[0]?.from).toEqual([
    'DocumentReference/hp#1-9',
    'DocumentReference/p#1-9',
    'DocumentReference/ds',
  ]);
});

test('a report of radiology, or a physician who reads it, is no daily note', () => {
  const stay = [fact(1, 'admitted'), note(2, 'hp', 'hp'), fact(34, 'heart-rate', 80)];
  const day = (more: readonly Fact[]) =>
    measured('day-without-note', [...stay, ...more, note(50, 'p2', 'progress'), note(75, 'p3', 'progress'), fact(58, 'heart-rate', 80)]);
  expect(day([])).toHaveLength(1);
  expect(day([note(34, 'x', 'radiology', { by: 'physician' })])).toHaveLength(1);
  expect(day([note(34, 'x', 'other', { by: 'unknown', from: [sourceRef('DiagnosticReport/x')] })])).toHaveLength(1);
  expect(day([note(34, 'x', 'progress', { by: 'student' })])).toEqual([]);
});

test('a day without a note rests on what was first charted on it, whatever was calculated before', () => {
  const pressures = Array.from({ length: 20 }, (_, i) => [fact(2 + i, 'sbp', 120), fact(2 + i, 'dbp', 70)]).flat();
  const rate = fact(34, 'heart-rate', 80);
  const stay = [fact(1, 'admitted'), note(2, 'hp', 'hp'), ...pressures, rate, fact(35, 'sbp', 120), fact(35, 'dbp', 70)];
  expect(measured('day-without-note', stay)[0]?.from[1]).toBe(rate.from[0]);
});

test('without the zone of the hospital no day is counted', () => {
  const stay = chart([fact(1, 'admitted'), fact(34, 'heart-rate', 80)]);
  const result = runMeasures({ ...stay, zone: null });
  expect(result.facts.filter((one) => one.concept === 'day-without-note')).toEqual([]);
  expect(result.reads.get('day-without-note')?.ok).toBe(false);
});
