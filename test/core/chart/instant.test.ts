import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, isoInZone, isZone, momentOf, wallClock } from '../../../src/core/chart/instant.ts';

const utc = (text: string) => ({ kind: 'instant', at: Date.parse(text) });

test('the same moment in any offset is the same instant', () => {
  for (const text of [
    '2026-03-02T14:05:00-05:00',
    '2026-03-02T19:05:00Z',
    '2026-03-02T19:05:00+00:00',
    '2026-03-02T19:05:00-00:00',
    '2026-03-03T00:35:00+05:30',
    '2026-03-03T09:05:00+14:00',
  ]) {
    expect(momentOf(text)).toEqual(utc('2026-03-02T19:05:00Z'));
  }
});

test('a date or a wall clock without offset is no instant, and says so', () => {
  expect(momentOf('2026-05-03')).toMatchObject({ kind: 'date', first: Date.UTC(2026, 4, 3), last: Date.UTC(2026, 4, 4) - 1 });
  expect(momentOf('2026-05')).toMatchObject({ kind: 'date', last: Date.UTC(2026, 5, 1) - 1 });
  expect(momentOf('2026')).toMatchObject({ kind: 'date', last: Date.UTC(2027, 0, 1) - 1 });
  expect(momentOf('2026-05-03T10:00:00')).toEqual({ kind: 'local', wall: Date.UTC(2026, 4, 3, 10) });
});

test.each([
  '2024-02-30',
  '2023-02-29T10:00:00Z',
  '2024-13-01',
  '2024-05-01T24:00:00Z',
  '2024-05-01T10:60:00Z',
  'yesterday',
  '2024-05-01T10:00:00+15:00',
  '20240501',
])('%s is invalid, never moved to another day', (text) => expect(momentOf(text).kind).toBe('invalid'));

test.each([
  '',
  '1900-01-01',
  '9999-12-31',
  '1970-01-01T00:00:00Z',
  undefined,
  null,
  42,
  {},
])('a placeholder or no text is no time at all: %s', (value) => expect(momentOf(value).kind).toBe('none'));

test('a leap second is clamped and a long fraction cut', () => {
  expect(momentOf('2016-12-31T23:59:60Z')).toEqual(utc('2016-12-31T23:59:59.999Z'));
  expect(momentOf('2024-05-01T10:00:00.123456789Z')).toEqual(utc('2024-05-01T10:00:00.123Z'));
});

test('times print with the offset of the hospital at that moment, summer and winter', () => {
  expect(isoInZone(Date.parse('2026-03-02T19:05:00Z'), 'America/New_York')).toBe('2026-03-02T14:05:00-05:00');
  expect(isoInZone(Date.parse('2026-07-02T19:05:00Z'), 'America/New_York')).toBe('2026-07-02T15:05:00-04:00');
  expect(isoInZone(Date.parse('2026-07-02T19:05:00Z'), 'Asia/Kolkata')).toBe('2026-07-03T00:35:00+05:30');
  expect(isoInZone(Date.parse('2026-07-02T19:05:00Z'), null)).toBe('2026-07-02T19:05:00Z');
});

test('offsets and made-up places are no zones', () => {
  expect([isZone('America/New_York'), isZone('+05:00'), isZone(''), isZone('America/Springfield')]).toEqual([true, false, false, false]);
});

test('a wall clock that the spring change skips is the moment after the gap, one shown twice in autumn the earlier', () => {
  expect(instantOf(Date.UTC(2026, 2, 8, 2, 30), 'America/New_York')).toBe(Date.parse('2026-03-08T03:30:00-04:00'));
  expect(instantOf(Date.UTC(2026, 10, 1, 1, 30), 'America/New_York')).toBe(Date.parse('2026-11-01T01:30:00-04:00'));
});

test('every instant survives printing in any zone', () => {
  const zones = fc.constantFrom('America/New_York', 'America/Los_Angeles', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe');
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1995, 0, 1) / 1000, max: Date.UTC(2202, 0, 1) / 1000 }), zones, (seconds, zone) => {
      expect(momentOf(isoInZone(seconds * 1000, zone))).toEqual({ kind: 'instant', at: seconds * 1000 });
      expect(wallClock(instantOf(wallClock(seconds * 1000, zone), zone), zone)).toBe(wallClock(seconds * 1000, zone));
    }),
    { numRuns: 60 },
  );
});
