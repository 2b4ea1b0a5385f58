import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import table from '../../../checklists/_tables/explained.json' with { type: 'json' };
import { sortFacts } from '../../../src/core/chart/chart.ts';
import { type Fact, hasFlag, sourceRef } from '../../../src/core/chart/fact.ts';
import type { NoteRecord } from '../../../src/core/chart/record.ts';
import { runMeasures } from '../../../src/core/measures/index.ts';
import { factsFromNotes } from '../../../src/core/notes/index.ts';
import { lexicon } from '../notes/lexicon.ts';
import { chartOf, fact, HOUR, highest, last, START } from './build.ts';

let count = 0;

/** The facts of one note, read by the lexicon of the repository. */
function note(hour: number, text: string, extra: Partial<NoteRecord> = {}): readonly Fact[] {
  count += 1;
  const record: NoteRecord = {
    ref: sourceRef(`DocumentReference/${count}`),
    type: 'progress',
    title: 'Progress Note',
    at: START + hour * HOUR,
    encounter: null,
    author: 'Practitioner/1',
    authorName: '',
    role: 'attending',
    signed: true,
    attachments: [{ contentType: 'text/plain', data: Buffer.from(`Assessment and Plan:\n${text}`, 'utf8').toString('base64') }],
    ...extra,
  };
  return factsFromNotes([record], lexicon).facts;
}

/** 'explained', 'maybe-explained' or '' for the first fact of a concept. */
function markOn(concept: string, facts: readonly Fact[]): string {
  const one = runMeasures(chartOf(sortFacts(facts))).facts.find((candidate) => candidate.concept === concept);
  if (!one) throw new Error(`no ${concept}`);
  return ['explained', 'maybe-explained'].filter((flag) => hasFlag(one, flag)).join();
}

describe('a note that names another cause marks the value', () => {
  test.each([
    ['Tachycardia due to pain.', 'heart-rate', 118],
    ['Tachycardia from pain, leukocytosis from steroids.', 'wbc', 18],
    ['Steroid-induced leukocytosis.', 'wbc', 18],
    ['Lactate elevation due to albuterol, doubt sepsis.', 'lactate', 3.2],
    ['Lactic acidosis due to metformin.', 'lactate', 3.2],
    ['AKI, prerenal from dehydration; sepsis 2/2 PNA.', 'creatinine', 2.4],
    ['Creatinine elevation due to dehydration.', 'creatinine', 2.4],
    ['Thrombocytopenia due to chemotherapy.', 'platelets', 80],
    ['Tachypnea due to anxiety.', 'resp-rate', 28],
    ['INR elevated due to warfarin.', 'inr', 3.1],
    ['AMS due to opioids.', 'gcs-total', 12],
    ['Hypotension due to sedation with propofol.', 'sbp', 84],
    ['Hypotension due to sedation with propofol.', 'map', 58],
    ['Tachycardia secondary to dehydration, not sepsis.', 'heart-rate', 118],
    ['Tachycardia due to heart failure.', 'heart-rate', 118],
    ['HR elevated secondary to albuterol nebs.', 'heart-rate', 118],
    ['Hypotension due to propofol, improved with weaning.', 'sbp', 84],
    ['Leukocytosis due to steroids, no evidence of infectious etiology.', 'wbc', 18],
  ])('%s: %s', (text, concept, value) => {
    expect(markOn(concept, [fact(4, concept, value), ...note(6, text)])).toBe('explained');
  });

  test('a mean pressure that was computed from the reading is explained with it', () => {
    const reading = [fact(4, 'sbp', 84), fact(4, 'dbp', 40)];
    expect(markOn('map-computed', [...reading, ...note(6, 'Hypotension due to propofol.')])).toBe('explained');
  });

  test('a tube kept after an operation for the airway explains the ventilation that runs', () => {
    const device = fact(4, 'o2-device', undefined, { text: 'ventilator' });
    expect(markOn('respiratory-support', [device, ...note(6, 'Kept intubated postoperatively for airway protection.')])).toBe('explained');
    expect(markOn('respiratory-support', [device, ...note(6, 'Intubated for hypoxia.')])).toBe('');
  });
});

test.each([
  ['Tachycardia likely due to pain.', 'doubt'],
  ['Tachycardia possibly from pain.', 'doubt'],
])('%s only marks: %s', (text) => {
  expect(markOn('heart-rate', [fact(4, 'heart-rate', 118), ...note(6, text)])).toBe('maybe-explained');
});

test.each([
  ['Fever due to E. coli in the urine.', 'temperature', 39],
  ['Fever from suspected infectious etiology.', 'temperature', 39],
  ['Fever due to gangrenous gallbladder.', 'temperature', 39],
  ['Fever from line.', 'temperature', 39],
  ['Leukocytosis due to diabetic foot.', 'wbc', 18],
  ['Hypotension due to vasoplegia.', 'sbp', 84],
  ['Tachycardia, possibly from pain, improved.', 'heart-rate', 118],
  ['Tachycardia is due to inflammatory response to bacteria.', 'heart-rate', 118],
])('a cause that may be an infection leaves nothing out: %s', (text, concept, value) => {
  expect(markOn(concept, [fact(4, concept, value), ...note(6, text)])).toBe('maybe-explained');
});

test.each([
  'Tachycardia due to sepsis.',
  'Tachycardia due to pneumonia.',
  'Tachycardia due to ongoing infection and pain.',
  'Tachycardia not due to pain.',
  'Tachycardia.',
  'No tachycardia due to pain.',
  'If tachycardia due to pain persists, give morphine.',
])('nothing is explained by: %s', (text) => {
  expect(markOn('heart-rate', [fact(4, 'heart-rate', 118), ...note(6, text)])).toBe('');
});

describe('who says it, and how', () => {
  const rate = fact(4, 'heart-rate', 118);
  const text = 'Tachycardia due to pain.';
  test.each([
    ['a nurse explains nothing', { role: 'nurse' as const }, ''],
    ['an author nobody knows explains nothing', { role: 'unknown' as const }, ''],
    ['an unsigned note explains nothing', { signed: false }, ''],
    ['a note entered in error explains nothing', { standing: 'withdrawn' as const }, ''],
    ['a physician assistant does', { role: 'app' as const }, 'explained'],
  ])('%s', (_, extra, expected) => {
    expect(markOn('heart-rate', [rate, ...note(6, text, extra)])).toBe(expected);
  });

  test('copied text only marks', () => {
    const copied = note(6, text).map((one) => (one.note ? { ...one, note: { ...one.note, copied: true } } : one));
    expect(markOn('heart-rate', [rate, ...copied])).toBe('maybe-explained');
  });

  test('another provider who names the infection as its cause makes it a dispute: the value counts', () => {
    const other = note(20, 'Tachycardia due to sepsis.', { author: 'Practitioner/2' });
    expect(markOn('heart-rate', [rate, ...note(6, text), ...other])).toBe('maybe-explained');
  });
});

describe('which values', () => {
  const said = note(30, 'Tachycardia due to pain.');
  test.each([
    ['at the time of the note', 30, 118, {}, 'explained'],
    ['24 h before it', 6, 118, {}, 'explained'],
    ['a minute more than 24 h before it', 6 - 1 / 60, 118, {}, ''],
    ['a minute after it', 30 + 1 / 60, 118, {}, ''],
    ['a normal rate needs no explaining', 29, 90, {}, ''],
    ['a rate just above normal', 29, 91, {}, 'explained'],
    ['a withdrawn value', 29, 118, { standing: 'withdrawn' as const }, ''],
    ['a corrected value', 29, 118, { standing: 'amended' as const }, 'explained'],
    ['a value of another stay', 29, 118, { flags: ['other-stay'] }, ''],
  ])('%s', (_, hour, value, more, expected) => {
    expect(markOn('heart-rate', [fact(hour, 'heart-rate', value, more), ...said])).toBe(expected);
  });

  test('in another unit the value in the unit of the concept decides', () => {
    const creatinine = fact(29, 'creatinine', 2.4, { charted: { value: 212, unit: 'umol/L' } });
    expect(markOn('creatinine', [creatinine, ...note(30, 'AKI due to dehydration.')])).toBe('explained');
  });

  test('a cause of one finding leaves the others alone', () => {
    expect(markOn('wbc', [fact(29, 'wbc', 18), ...said])).toBe('');
  });
});

describe('what is counted', () => {
  const response = [fact(4, 'heart-rate', 118), fact(4, 'temperature', 39), fact(4, 'resp-rate', 16), fact(4, 'wbc', 9)];
  test('SIRS leaves the group out, as measured and not as missing, and says so', () => {
    expect(highest('sirs', response)).toBe(2);
    const point = last('sirs', [...response, ...note(6, 'Tachycardia due to pain.')]);
    expect(point).toMatchObject({ value: 1, upTo: 1, flags: ['explained-left-out'] });
    expect(point?.missing).toBeUndefined();
  });

  test('doubt leaves nothing out', () => {
    expect(highest('sirs', [...response, ...note(6, 'Tachycardia likely due to pain.')])).toBe(2);
  });

  test('an unexplained value of the same group counts beside the explained one', () => {
    const later = fact(8, 'heart-rate', 112);
    expect(highest('sirs', [...response, later, ...note(6, 'Tachycardia due to pain.')])).toBe(2);
  });

  test('SOFA scores an explained creatinine nothing, and does not call it unmeasured', () => {
    const labs = [fact(4, 'creatinine', 2.4), fact(4, 'platelets', 200)];
    expect(highest('sofa', labs)).toBe(2);
    const point = last('sofa', [...labs, ...note(6, 'AKI, prerenal from dehydration.')]);
    expect(point?.parts).toMatchObject({ renal: 0, coagulation: 0 });
    expect(point?.flags).toContain('explained-left-out');
  });

  test('explained low pressures are no sustained hypotension', () => {
    const pressures = [fact(4, 'sbp', 84), fact(5, 'sbp', 86)];
    expect(highest('hypotension-paired', pressures)).toBe(2);
    expect(highest('hypotension-paired', [...pressures, ...note(6, 'Hypotension due to propofol.')])).toBe(0);
  });

  test('KDIGO asks for no cause: an explained creatinine still stages', () => {
    const rise = [fact(1, 'creatinine', 1), fact(20, 'creatinine', 2.4)];
    expect(highest('kdigo-stage', [...rise, ...note(21, 'AKI due to dehydration.')])).toBe(highest('kdigo-stage', rise));
  });
});

test('whatever a note explains, no score rises by it and nothing measured becomes missing', () => {
  const sentences = [
    'Tachycardia due to pain.',
    'Hypotension due to propofol.',
    'AKI due to dehydration.',
    'Thrombocytopenia due to chemotherapy.',
  ];
  const value = (concept: string, min: number, max: number) =>
    fc
      .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min, max })), { maxLength: 4 })
      .map((list) => list.map(([hour, number]) => fact(hour, concept, number)));
  const facts = fc
    .tuple(
      value('heart-rate', 60, 150),
      value('temperature', 35, 41),
      value('platelets', 20, 300),
      value('creatinine', 1, 6),
      value('map', 40, 90),
    )
    .map((lists) => lists.flat());
  fc.assert(
    fc.property(facts, fc.constantFrom(...sentences), fc.integer({ min: 1, max: 44 }), (chart, sentence, hour) => {
      const said = [...chart, ...note(hour, sentence)];
      for (const concept of ['sirs', 'sofa', 'hypotension-paired']) {
        const [before, after] = [measuredAt(concept, chart), measuredAt(concept, said)];
        for (const [at, point] of after) {
          const plain = before.get(at);
          if (!plain) continue;
          expect(point.value ?? 0).toBeLessThanOrEqual(plain.value ?? 0);
          expect(point.missing ?? []).toEqual(plain.missing ?? []);
        }
      }
    }),
    { numRuns: 60 },
  );
});

/** The points of a measure by time. */
const measuredAt = (concept: string, facts: readonly Fact[]): ReadonlyMap<number, Fact> =>
  new Map(
    runMeasures(chartOf(sortFacts(facts))).facts.flatMap((one): [number, Fact][] => (one.concept === concept ? [[one.at, one]] : [])),
  );

test('the table and the lexicon agree on what each finding speaks of', () => {
  const file = parse(readFileSync(resolve(import.meta.dirname, '../../../checklists/_lexicon/terms.yaml'), 'utf8')) as {
    terms: Record<string, { explains?: string }>;
  };
  const said = Object.fromEntries(Object.entries(file.terms).flatMap(([id, { explains }]) => (explains ? [[id, explains]] : [])));
  expect(table.speaksOf).toEqual(said);
});
