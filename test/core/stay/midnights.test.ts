import { describe, expect, test } from 'vitest';
import { civilDay, isKnownZone, isoDay, startOfDay } from '../../../src/core/stay/civil.ts';
import { countMidnights } from '../../../src/core/stay/midnights.ts';
import { midnightsLine, strictInstant } from '../../../src/core/stay/midnights-line.ts';
import { VECTORS } from './vectors.ts';

const ny = 'America/New_York';
const at = (text: string) => Date.parse(text);

describe('the vectors of the reference', () => {
  for (const vector of VECTORS) {
    test(`${vector.id}: ${vector.about}`, () => {
      const { segments, excluded, order, observation } = vector;
      const line = midnightsLine({ id: vector.id, segments, excluded, inpatientOrder: order, observationStart: observation });
      const [total, countable, inpatient] = vector.figures;
      expect(line).toEqual({
        id: vector.id,
        total,
        countable,
        inpatient,
        observationHours: vector.hours ?? null,
        flags: vector.flags ?? [],
      });
    });
  }
});

describe('a line that cannot be used', () => {
  const good = { zone: ny, start: '2026-03-03T14:10:00-05:00', end: '2026-03-05T10:00:00-05:00' };
  const nulls = { id: 'x', total: null, countable: null, inpatient: null, observationHours: null };

  test.each([
    ['a date without a time', { ...good, start: '2026-03-03' }, ['unknown-precision']],
    ['a time without an offset', { ...good, end: '2026-03-05T10:00:00' }, ['unknown-precision']],
    ['an unknown zone', { ...good, zone: 'America/Gotham' }, ['data-quality']],
    ['an offset in place of a zone', { ...good, zone: '-05:00' }, ['data-quality']],
    ['no zone', { start: good.start, end: good.end }, ['data-quality']],
    ['no end', { zone: ny, start: good.start }, ['data-quality']],
    ['a day that does not exist', { ...good, start: '2026-02-30T10:00:00-05:00' }, ['data-quality']],
    ['an hour that does not exist', { ...good, start: '2026-03-03T24:00:00-05:00' }, ['data-quality']],
    ['a placeholder year', { ...good, end: '9999-12-31T00:00:00Z' }, ['data-quality']],
    ['a start that is no text', { ...good, start: 5 }, ['data-quality']],
  ])('gives nulls and a flag: %s', (_name, segment, flags) => {
    expect(midnightsLine({ id: 'x', segments: [segment] })).toEqual({ ...nulls, flags });
  });

  test('an empty list of segments gives nulls', () => {
    expect(midnightsLine({ id: 'x', segments: [] })).toEqual({ ...nulls, flags: ['data-quality'] });
  });

  test('something that is not of the agreed form is refused', () => {
    for (const value of [null, 'text', 7, [], {}, { segments: 'none' }]) expect(midnightsLine(value)).toBeNull();
  });

  test('an order of unknown precision costs only the figures that need it', () => {
    expect(
      midnightsLine({ id: 'x', segments: [good], inpatientOrder: '2026-03-03', observationStart: '2026-03-03T15:00:00-05:00' }),
    ).toEqual({
      id: 'x',
      total: 2,
      countable: 2,
      inpatient: null,
      observationHours: null,
      flags: ['unknown-precision'],
    });
  });

  test('an exclusion that cannot be used costs only the countable midnights', () => {
    const excluded = [{ start: '2026-03-04T10:00:00-05:00', end: '2026-03-03T10:00:00-05:00' }];
    expect(midnightsLine({ id: 'x', segments: [good], excluded })).toMatchObject({ total: 2, countable: null, flags: ['data-quality'] });
  });

  test('an open last segment counts up to the given moment', () => {
    const line = { id: 'x', segments: [{ zone: ny, start: good.start }], asOf: '2026-03-04T08:00:00-05:00' };
    expect(midnightsLine(line)).toMatchObject({ total: 1, flags: [] });
  });
});

describe('counting', () => {
  const stay = { zone: ny, start: at('2026-07-06T12:00:00-04:00'), end: at('2026-07-09T12:00:00-04:00') };

  test('an order at exactly midnight does not count that midnight and is pointed out', () => {
    const count = countMidnights({ segments: [stay], inpatientOrder: at('2026-07-07T00:00:00-04:00') });
    expect(count).toMatchObject({ total: 3, inpatient: 2, flags: ['boundary'] });
  });

  test('an order after the end gives no inpatient midnight and is pointed out', () => {
    const count = countMidnights({ segments: [stay], inpatientOrder: at('2026-07-09T12:01:00-04:00') });
    expect(count).toMatchObject({ total: 3, inpatient: 0, flags: ['data-quality'] });
  });

  test('an exclusion that ends at exactly midnight leaves that midnight countable and is pointed out', () => {
    const excluded = [{ start: at('2026-07-06T20:00:00-04:00'), end: at('2026-07-07T00:00:00-04:00') }];
    expect(countMidnights({ segments: [stay], excluded })).toMatchObject({ countable: 3, flags: ['boundary'] });
  });

  test('exclusions reduce neither the total nor the inpatient midnights', () => {
    const excluded = [{ start: stay.start, end: stay.end }];
    expect(countMidnights({ segments: [stay], excluded, inpatientOrder: stay.start })).toMatchObject({
      total: 3,
      countable: 0,
      inpatient: 3,
    });
  });

  test('a midnight in a gap does not count', () => {
    const segments = [
      { zone: ny, start: stay.start, end: at('2026-07-06T23:58:00-04:00') },
      { zone: ny, start: at('2026-07-07T00:03:00-04:00'), end: stay.end },
    ];
    expect(countMidnights({ segments })).toMatchObject({ total: 2, flags: ['data-quality'] });
  });

  test('time in two overlapping segments counts once', () => {
    const segments = [stay, { ...stay, start: at('2026-07-07T12:00:00-04:00') }];
    expect(countMidnights({ segments })).toMatchObject({ total: 3, flags: ['data-quality'] });
  });

  test('observation after a status changed back runs to the end', () => {
    const count = countMidnights({ segments: [stay], inpatientOrder: stay.start, observationStart: at('2026-07-08T12:00:00-04:00') });
    expect(count.observationHours).toBe(24);
  });

  test('each midnight says what it counts for', () => {
    const excluded = [{ start: at('2026-07-08T20:00:00-04:00'), end: at('2026-07-09T08:00:00-04:00') }];
    const count = countMidnights({ segments: [stay], excluded, inpatientOrder: at('2026-07-07T09:00:00-04:00') });
    expect(count.midnights.map((one) => [isoDay(one.day), one.countable, one.inpatient])).toEqual([
      ['2026-07-07', true, false],
      ['2026-07-08', true, true],
      ['2026-07-09', false, true],
    ]);
  });
});

describe('zones and instants', () => {
  test('only a named place is a zone', () => {
    expect(['America/New_York', 'UTC', 'Pacific/Guam'].every(isKnownZone)).toBe(true);
    expect(['', '+05:00', 'Nowhere/Atall', null, undefined].some(isKnownZone)).toBe(false);
  });

  test('a day that a zone skipped has no start', () => {
    expect(startOfDay(civilDay(at('2011-12-30T12:00:00Z'), 'UTC'), 'Pacific/Apia')).toBeNull();
  });

  test('equal instants written in different offsets read the same', () => {
    const wanted = { at: at('2026-05-03T12:00:00Z') };
    for (const text of [
      '2026-05-03T12:00:00Z',
      '2026-05-03T12:00:00+00:00',
      '2026-05-03T12:00:00-00:00',
      '2026-05-03T17:30:00.000000000+05:30',
      '2026-05-04T02:00+14:00',
    ])
      expect(strictInstant(text)).toEqual(wanted);
  });
});
