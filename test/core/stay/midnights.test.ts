import { describe, expect, test } from 'vitest';
import { civilDay, isKnownZone, isoDay, nextMidnight, startOfDay } from '../../../src/core/stay/civil.ts';
import { countMidnights } from '../../../src/core/stay/midnights.ts';
import { midnightsLine, strictInstant } from '../../../src/core/stay/midnights-line.ts';

type Figures = readonly [total: number | null, countable: number | null, inpatient: number | null];
const ny = 'America/New_York';
const at = (text: string) => Date.parse(text);

interface Vector {
  readonly id: string;
  readonly about: string;
  readonly segments: readonly { readonly zone: string; readonly start: string; readonly end: string }[];
  readonly order?: string;
  readonly observation?: string;
  readonly excluded?: readonly { readonly start: string; readonly end: string; readonly reason?: string }[];
  readonly figures: Figures;
  readonly hours?: number;
  readonly flags?: readonly string[];
}

const one = (zone: string, start: string, end: string) => [{ zone, start, end }];

/** The vectors of the level-of-care reference, section 3.3. */
const VECTORS: readonly Vector[] = [
  {
    id: 'M01',
    about: 'a simple stay',
    segments: one(ny, '2026-03-03T14:10-05:00', '2026-03-05T10:00-05:00'),
    order: '2026-03-03T18:00-05:00',
    figures: [2, 2, 2],
  },
  {
    id: 'M02',
    about: 'one observation and one inpatient night',
    segments: one('America/Chicago', '2026-05-11T20:30-05:00', '2026-05-13T11:00-05:00'),
    order: '2026-05-12T15:00-05:00',
    observation: '2026-05-11T22:00-05:00',
    figures: [2, 2, 1],
    hours: 17,
  },
  {
    id: 'M03',
    about: 'timestamps in Z, western zone',
    segments: one('America/Los_Angeles', '2026-01-10T06:45Z', '2026-01-11T20:00Z'),
    order: '2026-01-10T07:30Z',
    figures: [2, 2, 2],
  },
  {
    id: 'M04',
    about: 'the same instants in UTC give another count',
    segments: one('UTC', '2026-01-10T06:45Z', '2026-01-11T20:00Z'),
    figures: [1, 1, null],
  },
  {
    id: 'M05',
    about: 'the night of spring forward',
    segments: one(ny, '2026-03-07T23:30-05:00', '2026-03-09T00:15-04:00'),
    order: '2026-03-08T03:30-04:00',
    figures: [2, 2, 1],
  },
  {
    id: 'M06',
    about: 'a day of 25 hours crosses no midnight',
    segments: one(ny, '2026-11-01T00:05-04:00', '2026-11-01T23:35-05:00'),
    observation: '2026-11-01T00:05-04:00',
    figures: [0, 0, null],
    hours: 24.5,
  },
  {
    id: 'M07',
    about: 'observation over spring forward',
    segments: one(ny, '2026-03-07T20:00-05:00', '2026-03-08T20:30-04:00'),
    observation: '2026-03-07T20:00-05:00',
    figures: [1, 1, null],
    hours: 23.5,
  },
  {
    id: 'M08',
    about: 'observation over fall back',
    segments: one(ny, '2026-10-31T20:00-04:00', '2026-11-01T20:00-05:00'),
    observation: '2026-10-31T20:00-04:00',
    figures: [1, 1, null],
    hours: 25,
  },
  {
    id: 'M09',
    about: 'a zone without clock changes',
    segments: one('America/Phoenix', '2026-03-07T23:30-07:00', '2026-03-09T00:15-07:00'),
    figures: [2, 2, null],
  },
  {
    id: 'M10',
    about: 'care begins after triage, past midnight',
    segments: one('America/Denver', '2026-06-02T00:25-06:00', '2026-06-03T16:00-06:00'),
    order: '2026-06-02T04:00-06:00',
    figures: [1, 1, 1],
  },
  {
    id: 'M11',
    about: 'the same stay counted from arrival',
    segments: one('America/Denver', '2026-06-01T23:20-06:00', '2026-06-03T16:00-06:00'),
    figures: [2, 2, null],
  },
  {
    id: 'M12',
    about: 'a weekend waiting for a test is excluded',
    segments: one(ny, '2026-04-10T16:00-04:00', '2026-04-13T15:00-04:00'),
    order: '2026-04-10T19:00-04:00',
    excluded: [{ start: '2026-04-11T10:00-04:00', end: '2026-04-13T08:00-04:00', reason: 'delay' }],
    figures: [3, 1, 3],
  },
  {
    id: 'M13',
    about: 'care at the sending hospital counts',
    segments: one('America/Chicago', '2026-02-17T21:00-06:00', '2026-02-19T09:30-06:00'),
    order: '2026-02-18T02:15-06:00',
    figures: [2, 2, 1],
  },
  {
    id: 'M14',
    about: 'sending time unknown',
    segments: one('America/Chicago', '2026-02-18T01:40-06:00', '2026-02-19T09:30-06:00'),
    figures: [1, 1, null],
  },
  {
    id: 'M15',
    about: 'two segments in two zones, with the road between them',
    segments: [
      { zone: 'America/Chicago', start: '2026-02-17T23:30-06:00', end: '2026-02-18T01:40-06:00' },
      { zone: ny, start: '2026-02-18T04:00-05:00', end: '2026-02-19T09:30-05:00' },
    ],
    order: '2026-02-18T05:00-05:00',
    figures: [2, 2, 1],
    flags: ['data-quality'],
  },
  {
    id: 'M16',
    about: 'discharge at exactly midnight',
    segments: one(ny, '2026-07-06T12:00-04:00', '2026-07-08T00:00:00-04:00'),
    order: '2026-07-06T15:00-04:00',
    figures: [1, 1, 1],
    flags: ['boundary'],
  },
  {
    id: 'M17',
    about: 'start at exactly midnight',
    segments: one(ny, '2026-07-06T00:00:00-04:00', '2026-07-07T12:00-04:00'),
    figures: [1, 1, null],
    flags: ['boundary'],
  },
  {
    id: 'M18',
    about: 'two observation and two inpatient nights',
    segments: one(ny, '2026-08-03T13:00-04:00', '2026-08-07T11:00-04:00'),
    order: '2026-08-05T09:00-04:00',
    observation: '2026-08-03T15:00-04:00',
    figures: [4, 4, 2],
    hours: 42,
  },
  {
    id: 'M19',
    about: 'long observation',
    segments: one(ny, '2026-09-14T08:00-04:00', '2026-09-16T10:00-04:00'),
    observation: '2026-09-14T09:00-04:00',
    figures: [2, 2, null],
    hours: 49,
  },
  {
    id: 'M20',
    about: 'an end before the start allows no conclusion',
    segments: one(ny, '2026-09-14T08:00-04:00', '2026-09-14T07:00-04:00'),
    figures: [null, null, null],
    flags: ['data-quality'],
  },
  {
    id: 'M21',
    about: 'a clock change that skips midnight',
    segments: one('Africa/Cairo', '2026-04-23T20:00+02:00', '2026-04-24T12:00+03:00'),
    figures: [1, 1, null],
  },
  {
    id: 'M22',
    about: 'Alaska, whoever looks',
    segments: one('America/Anchorage', '2026-12-01T22:30-09:00', '2026-12-03T08:00-09:00'),
    order: '2026-12-02T01:00-09:00',
    figures: [2, 2, 1],
  },
];

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

/** Small deterministic generator: the same cases on every machine. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const ZONES = [
  ny,
  'America/Los_Angeles',
  'America/Phoenix',
  'Africa/Cairo',
  'America/St_Johns',
  'Asia/Kathmandu',
  'America/Havana',
  'Pacific/Apia',
];
const random = numbers(7);
const randomStay = () => {
  const start = at('2026-01-01T00:00:00Z') + random(365 * 24 * 60) * 60_000;
  return { zone: ZONES[random(ZONES.length)] ?? ny, start, end: start + random(9 * 24 * 60) * 60_000 };
};

describe('properties', () => {
  test('cutting a segment anywhere, at midnight too, changes nothing', () => {
    for (let round = 0; round < 300; round += 1) {
      const stay = randomStay();
      const inpatientOrder = stay.start + random(2000) * 60_000;
      const whole = countMidnights({ segments: [stay], inpatientOrder });
      const cuts = [stay.start + random((stay.end - stay.start) / 60_000 + 1) * 60_000, nextMidnight(stay.start, stay.zone) ?? stay.start];
      for (const cut of cuts.filter((one) => one > stay.start && one < stay.end)) {
        const halves = [
          { ...stay, end: cut },
          { ...stay, start: cut },
        ];
        expect(countMidnights({ segments: halves, inpatientOrder })).toEqual(whole);
      }
    }
  });

  test('one more excluded interval never raises the countable midnights', () => {
    for (let round = 0; round < 300; round += 1) {
      const stay = randomStay();
      const excluded = [];
      let before = countMidnights({ segments: [stay] }).countable ?? 0;
      for (let more = 0; more < 3; more += 1) {
        const start = stay.start + random(9 * 24 * 60) * 60_000;
        excluded.push({ start, end: start + random(3 * 24 * 60) * 60_000 });
        const now = countMidnights({ segments: [stay], excluded }).countable ?? 0;
        expect(now).toBeLessThanOrEqual(before);
        before = now;
      }
    }
  });

  test('the zone of this machine plays no part', () => {
    const before = process.env.TZ;
    const seen = ['UTC', 'America/Anchorage', 'Pacific/Kiritimati'].map((zone) => {
      process.env.TZ = zone;
      return VECTORS.map((vector) => midnightsLine({ id: vector.id, segments: vector.segments, inpatientOrder: vector.order }));
    });
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });

  test('the start of a day is the first instant with its date', () => {
    for (const zone of ZONES) {
      for (let day = civilDay(at('2026-01-01T12:00:00Z'), zone); day < civilDay(at('2027-01-01T12:00:00Z'), zone); day += 1) {
        const start = startOfDay(day, zone) ?? 0;
        expect(civilDay(start, zone)).toBe(day);
        expect(civilDay(start - 1, zone)).toBe(day - 1);
      }
    }
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
