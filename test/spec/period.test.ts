import { describe, expect, test } from 'vitest';
import { mistakes, review } from './language.ts';

describe('a source with a period', () => {
  const dated = 'sources: { book: { title: A book, from: 2025-10-01, until: 2026-09-30 } }';
  const on = (day: string, ending = '0:00 arrived\n20:00 now') => review(dated, `date ${day}\n${ending}`).outOfPeriod;

  test.each([
    ['the day before its first', '2025-09-30', ['book']],
    ['its first day', '2025-10-01', []],
    ['its last day', '2026-09-30', []],
    ['the day after its last', '2026-10-01', ['book']],
  ])('%s', (_, day, expected) => {
    expect(on(day)).toEqual(expected);
  });

  test('the day of discharge decides, on the hospital clock', () => {
    expect(on('2026-09-29', '0:00 arrived\n23:30 discharged')).toEqual([]);
    expect(on('2026-09-30', '0:00 arrived\n24:30 discharged')).toEqual(['book']);
    expect(on('2026-09-30', '0:00 arrived\n23:59 discharged')).toEqual([]);
  });

  test('outside of it everything is answered as inside', () => {
    const { evidence, outOfPeriod } = review(dated, 'date 2030-01-01\n0:00 arrived\n1:00 lactate 3 mmol/L\n20:00 now');
    expect([evidence, outOfPeriod]).toEqual(['met', ['book']]);
  });

  test('a source without dates holds on every day', () => {
    expect(review('title: Tiny', 'date 2090-01-01\n0:00 arrived\n20:00 now').outOfPeriod).toEqual([]);
  });

  test('only one side may be given', () => {
    const open = 'sources: { book: { title: A book, from: 2025-10-01 } }';
    expect(review(open, 'date 2090-01-01\n0:00 arrived\n20:00 now').outOfPeriod).toEqual([]);
    expect(review(open, 'date 2020-01-01\n0:00 arrived\n20:00 now').outOfPeriod).toEqual(['book']);
  });

  test.each([
    ['from: soon', 'sources.book.from: expected a day such as 2026-11-21, found "soon"'],
    ['from: 2026-01-01, until: 2025-12-31', 'sources.book.until: 2025-12-31 lies before 2026-01-01'],
  ])('%s is refused', (days, message) => {
    expect(mistakes(`sources: { book: { title: A book, ${days} } }`).join('\n')).toContain(message);
  });
});
