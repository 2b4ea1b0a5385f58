/** A row as the spreadsheet program numbers it: blank rows count, a line break inside a cell does not. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/**
 * The text of a file that a spreadsheet program saved: UTF-8 or UTF-16 with or without a byte order mark, else the Western code page that Excel
 * writes on Windows. Throws RangeError, with the remedy, for a workbook instead of a text file.
 */
export function textOf(bytes: Uint8Array): string {
  const begins = (...head: number[]) => head.every((byte, index) => bytes[index] === byte);
  if (begins(0x50, 0x4b) || begins(0xd0, 0xcf, 0x11, 0xe0))
    throw new RangeError('a workbook, not a text file: in the spreadsheet program choose "Save as", "CSV UTF-8"');
  if (begins(0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (begins(0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Separator of the cells: what Excel's "sep=" line says, else the one that occurs most in the first line. */
function separatorOf(source: string): { readonly separator: string; readonly body: string; readonly skipped: number } {
  const said = /^sep=(.)\r?\n/i.exec(source);
  if (said) return { separator: said[1] ?? ',', body: source.slice(said[0].length), skipped: 1 };
  const head = source.split(/\r\n|\r|\n/, 1)[0] ?? '';
  const separator = [',', ';', '\t', '|'].reduce((best, each) => (head.split(each).length > head.split(best).length ? each : best), ',');
  return { separator, body: source, skipped: 0 };
}

/**
 * Rows of a comma-, semicolon-, tab- or bar-separated text, blank ones left out: quoted cells, doubled quotes, line breaks inside quotes, any line
 * ends, a byte order mark. Throws RangeError with the row of an unbalanced quote.
 */
export function rowsOf(text: string): SheetRow[] {
  const { separator, body, skipped } = separatorOf(text.replace(/^\uFEFF/, ''));
  const source = body.replace(/\r\n?/g, '\n');
  const rows: SheetRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let number = 1 + skipped;
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i] ?? '';
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (source[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (char === separator) {
      cells.push(cell);
      cell = '';
    } else if (char === '\n') {
      rows.push({ number, cells: [...cells, cell] });
      number += 1;
      cells = [];
      cell = '';
    } else cell += char;
  }
  if (isQuoted) throw new RangeError(`row ${number}: a quote is opened and never closed`);
  if (cell !== '' || cells.length > 0) rows.push({ number, cells: [...cells, cell] });
  return rows.filter(({ cells: found }) => found.some((value) => value.trim() !== ''));
}
