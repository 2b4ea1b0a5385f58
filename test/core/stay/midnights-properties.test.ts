import { describe, expect, test } from 'vitest';
import { civilDay, nextMidnight, startOfDay } from '../../../src/core/stay/civil.ts';
import { countMidnights } from '../../../src/core/stay/midnights.ts';
import { midnightsLine } from '../../../src/core/stay/midnights-line.ts';
import { VECTORS } from './vectors.ts';

const ny = 'America/New_York';
const at = (text: string) => Date.parse(text);

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
