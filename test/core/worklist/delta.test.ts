import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../src/core/chart/fact.ts';
import type { Review } from '../../../src/core/review/index.ts';
import { deltaSince, lookOf, readLook, whenWords } from '../../../src/core/worklist/index.ts';
import { before, concepts, type Resource, review, stays, withoutNotes } from './stays.ts';

const HOUR = 3_600_000;
const pairs = stays.flatMap(({ id, resources, review: last }) =>
  [12, 24, 48].flatMap((hours) => {
    const first = before(resources, last, hours);
    return first ? [{ id: `${id}, ${hours} h before`, resources, first, last }] : [];
  }),
);

/** A stay that runs, with its resources: the first whose chart holds heart rates and whose end is not known at that moment. */
const running = pairs.find(({ first }) => first.levelOfCare.end === null);
if (!running) throw new Error('no running stay');

test('there are stays to compare, before and after', () => {
  expect(pairs.length).toBeGreaterThan(20);
});

describe('a review against its own look', () => {
  test.each(stays.map((stay) => [`${stay.id} ${stay.review.encounter}`, stay.review] as const))('%s: nothing is new', (_id, one) => {
    const delta = deltaSince(lookOf(one, concepts), one, concepts);
    expect(delta).toMatchObject({ facts: [], others: [], late: [], verdicts: [], prompts: [], documentation: [], isEmpty: true });
    expect(delta.summary.text).toMatch(/^Since your review on \w{3} \d\d:\d\d: nothing new$/);
  });
});

describe('between two moments of a stay', () => {
  test('every new fact was known after the look, and every sentence has a source', () => {
    for (const { id, first, last } of pairs) {
      const look = lookOf(first, concepts);
      const delta = deltaSince(look, last, concepts);
      const known = new Map(last.chart.facts.map((fact) => [`${fact.concept} ${fact.at} ${fact.from[0]}`, fact.known ?? fact.at]));
      for (const line of delta.facts) {
        expect(line.sources.length, id).toBeGreaterThan(0);
        expect(known.get(`${line.concept} ${line.at} ${line.sources[0]}`) ?? 0, `${id}: ${line.text}`).toBeGreaterThan(look.asOf);
      }
      for (const { statement } of [...delta.verdicts, ...delta.prompts, ...delta.documentation]) {
        expect(statement.sources.length, id).toBeGreaterThan(0);
        expect(statement.text, id).not.toMatch(/undefined|null|NaN|[{}]/);
      }
    }
  });

  test('a changed verdict is one that differs, and every criterion that differs is told', () => {
    for (const { id, first, last } of pairs) {
      const told = deltaSince(lookOf(first, concepts), last, concepts).verdicts;
      for (const { before: was, after } of told) expect(was, id).not.toBe(after);
      for (const result of last.checklists) {
        const old = first.checklists.find((one) => one.id === result.id);
        const differing = Object.values(result.criteria).filter(
          (one) => old?.criteria[one.id] && old.criteria[one.id]?.verdict !== one.verdict,
        );
        for (const one of differing)
          expect(
            told.some((each) => each.id === one.id || each.statement.text.startsWith(one.label)),
            `${id}: ${one.id}`,
          ).toBe(true);
      }
    }
  });

  test('what is asked now and was not is new; what was asked and is not is resolved, cannot be checked, or asked by another prompt', () => {
    let moved = 0;
    for (const { id, first, last } of pairs) {
      const { prompts } = deltaSince(lookOf(first, concepts), last, concepts);
      const keys = (one: Review) => new Set(one.prompts.map(({ key }) => key));
      for (const change of prompts) {
        expect(keys(last).has(change.key), id).toBe(change.change === 'new' || change.change === 'changed');
        expect(keys(first).has(change.key), id).toBe(change.change !== 'new');
        moved += 1;
      }
    }
    expect(moved).toBeGreaterThan(5);
  });

  test('a diagnosis written for the first time is told with who wrote it, where and when', () => {
    const told = pairs.flatMap(({ first, last }) => deltaSince(lookOf(first, concepts), last, concepts).documentation);
    expect(told.some(({ statement }) => /: first documented by [\w ]+, [\w& ]+, \d\d-\d\d \d\d:\d\d: "/.test(statement.text))).toBe(true);
  });
});

/** One more heart rate between 70 and 80, an hour before the end: charted, and it changes nothing. */
function withQuietHeartRate(resources: readonly Resource[], last: Review, at: number): readonly Resource[] {
  const patient = resources.find(({ resourceType }) => resourceType === 'Patient');
  const extra: Resource = {
    resourceType: 'Observation',
    id: 'one-more-heart-rate',
    status: 'final',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }],
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    subject: { reference: `Patient/${patient?.id}` },
    encounter: { reference: last.encounter },
    effectiveDateTime: new Date(at).toISOString(),
    issued: new Date(at).toISOString(),
    valueQuantity: { value: 76, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
  };
  return [...resources, extra];
}

describe('a fact that changes no verdict', () => {
  test('makes no changed verdict, no changed prompt and no reason to look', () => {
    let seen = 0;
    for (const { id, resources, review: last } of stays) {
      const at = last.asOf - HOUR;
      const first = before(resources, last, 2);
      const options = { encounter: last.encounter, asOf: at };
      const [plain] = review(resources, options);
      const [more] = review(withQuietHeartRate(resources, last, at), options);
      if (!first || !plain || !more || more.chart.facts.length === plain.chart.facts.length) continue;
      const verdicts = (one: Review) =>
        JSON.stringify(one.checklists.map((result) => Object.values(result.criteria).map(({ verdict }) => verdict)));
      if (verdicts(plain) !== verdicts(more)) continue;
      seen += 1;
      const delta = deltaSince(lookOf(plain, concepts), { ...more, asOf: at }, concepts);
      expect(delta.verdicts, id).toEqual([]);
      expect(delta.prompts, id).toEqual([]);
      const since = deltaSince(lookOf(first, concepts), more, concepts);
      expect(since.others.map(({ text }) => text).join(), id).toMatch(/vital sign/);
      expect(
        since.facts.filter((line) => line.sources.includes('Observation/one-more-heart-rate' as never)),
        id,
      ).toEqual([]);
    }
    expect(seen).toBeGreaterThan(5);
  });

  test('an entry of an earlier time that arrives late is counted as such', () => {
    const { resources, first } = running;
    const more = review(withQuietHeartRate(resources, first, first.asOf - 3 * HOUR), { encounter: first.encounter, asOf: first.asOf })[0];
    if (!more) throw new Error('no review');
    expect(deltaSince(lookOf(first, concepts), more, concepts).late.map(({ text }) => text)).toEqual([
      '1 vital sign entry of an earlier time that was not read at that review',
    ]);
  });
});

describe('a source that can no longer be read', () => {
  test('resolves nothing: what was asked "can no longer be checked", and no statement is gone', () => {
    let hidden = 0;
    for (const { id, resources, review: last } of stays) {
      const unread = withoutNotes(resources, last);
      const delta = deltaSince(lookOf(last, concepts), unread, concepts);
      const items = new Map(
        unread.checklists.flatMap((result) =>
          [...Object.values(result.expect), ...Object.values(result.conflicts)].map((item) => [`${result.id}/${item.id}`, item]),
        ),
      );
      for (const change of delta.prompts.filter((one) => one.change === 'resolved')) {
        const prompt = last.prompts.find(({ key }) => key === change.key);
        expect(items.get(`${prompt?.checklist}/${prompt?.item}`)?.state, `${id}: ${change.statement.text}`).not.toBe('cannot-check');
      }
      hidden += delta.prompts.filter((one) => one.change === 'cannot-check').length;
      expect(delta.documentation, id).toEqual([]);
      for (const change of delta.verdicts)
        if (change.after === 'not-known') expect(change.statement.text).toMatch(/could not be read in full/);
    }
    expect(hidden).toBeGreaterThan(3);
  });

  test('and once it is read again, what comes back is told with its source', () => {
    const { resources, review: last } = stays.find(({ review: one }) => one.prompts.some(({ kind }) => kind === 'validation')) ??
      stays[0] ?? { resources: [], review: null };
    if (!last) throw new Error('no stay');
    const delta = deltaSince(lookOf(withoutNotes(resources, last), concepts), last, concepts);
    expect(delta.isEmpty).toBe(false);
    expect(delta.late.map(({ text }) => text).join()).toMatch(/\d+ notes? of an earlier time/);
  });
});

test('a look of another encounter is refused', () => {
  const [one, two] = stays;
  if (!one || !two) throw new Error('two stays are needed');
  expect(() => deltaSince(lookOf(one.review, concepts), two.review, concepts)).toThrow(RangeError);
});

describe('a look', () => {
  const texts = (value: unknown): readonly string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, each]) => [key, ...texts(each)])
        : [];

  test('is plain JSON that holds no sentence, no value and no name of the chart, and is small', () => {
    for (const { id, review: one } of stays) {
      const look = lookOf(one, concepts);
      expect(JSON.parse(JSON.stringify(look))).toEqual(look);
      expect(JSON.stringify(look).length, id).toBeLessThan(24_000);
      const quotes = one.chart.facts.flatMap((fact: Fact) => (fact.note && fact.note.snippet.length > 12 ? [fact.note.snippet] : []));
      const whole = texts(look).join('\n');
      expect(
        quotes.filter((quote) => whole.includes(quote)),
        id,
      ).toEqual([]);
      expect(
        texts(look).filter((text) => /^(Observation|Patient|DocumentReference)\//.test(text)),
        id,
      ).toEqual([]);
    }
  });

  test('is read back as it was kept, and anything else is no look', () => {
    for (const { review: one } of stays) {
      const look = lookOf(one, concepts, { at: one.asOf, events: ['new-note'], reasons: [] });
      expect(readLook(JSON.parse(JSON.stringify(look)))).toEqual(look);
      for (const key of Object.keys(look)) expect(readLook({ ...look, [key]: undefined }), key).toBeNull();
      for (const key of Object.keys(look))
        expect(readLook({ ...look, [key]: 'x' }), key).toEqual(key === 'encounter' || key === 'policy' ? { ...look, [key]: 'x' } : null);
    }
    for (const value of [null, undefined, 3, 'look', [], {}]) expect(readLook(value)).toBeNull();
  });
});

test('a moment is named by its weekday only within a week of now, before or after it', () => {
  const asOf = Date.parse('2026-03-04T15:00:00Z');
  const at = (days: number) => whenWords(asOf + days * 86_400_000, { zone: 'America/New_York', asOf });
  expect([at(-6), at(0), at(6)]).toEqual(['Thu 10:00', 'Wed 10:00', 'Tue 11:00']);
  expect([at(-7), at(7), at(100)]).toEqual(['02-25 10:00', '03-11 11:00', '06-12 11:00']);
});
