import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText, fileNameFor } from '../../src/app/csv.ts';

/** An independent reader of RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (isQuoted) {
      if (char === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (char === '"') isQuoted = false;
      else cell += char;
    } else if (char === '"') isQuoted = true;
    else if (char === ',') {
      row.push(cell);
      cell = '';
    } else if (char === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      at += 1;
    } else cell += char;
  }
  return rows;
}

test('FC-R02 quotes, commas, line breaks and separators round-trip through another reader', () => {
  const cells = ['a"b', 'a,b', 'a\nb', 'a\r\nb', 'a\u2028b', ' a ', '', 'plain'];
  expect(readCsv(csvText(['h'], [cells]))[1]).toEqual(cells);
});

test('FC-R01 what a spreadsheet would run is led by an apostrophe; numbers stay numbers', () => {
  for (const text of ['=1+1', '+1', '-1', '@x', '\tx', '\rx', '\0x', ' =1', '"=1', '\uff1d1', "'=1", '\u200b=1']) {
    const [[read]] = [readCsv(csvText(['h'], [[text]]))[1] ?? []];
    expect(read, JSON.stringify(text)).toBe(`'${text}`);
  }
  expect(csvText(['n'], [[-3.5, 1e21, Number.NaN, null]])).toBe('n\r\n-3.5,1e+21,,\r\n');
});

test('PR-12 whatever a cell holds, a reader gets it back, and no cell starts a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (cells) => {
      const read = readCsv(csvText(['h'], [cells]))[1] ?? [];
      return (
        read.length === cells.length &&
        read.every((text, at) => (text === cells[at] || text === `'${cells[at]}`) && !/^[=+\-@\t\r\0]/.test(text))
      );
    }),
  );
});

test('FC-R08 a file name holds a type, a day and something random', () => {
  expect(fileNameFor('audit', 'csv', '2026-03-02')).toMatch(/^corroborate-audit-2026-03-02-[0-9a-f]{6}\.csv$/);
});
