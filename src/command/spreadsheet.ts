/**
 * Rows of a comma-, semicolon- or tab-separated text, as a spreadsheet saves it: quoted cells, doubled quotes, line breaks inside quotes, a byte
 * order mark. The separator is the one that occurs most in the first line. Throws RangeError with the line of an unbalanced quote.
 */
export function rowsOf(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, '');
  const head = source.split(/\r?\n/, 1)[0] ?? '';
  const separator = [',', ';', '\t'].reduce((best, each) => (head.split(each).length > head.split(best).length ? each : best), ',');
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quotedSince = 0;
  let line = 1;
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i] ?? '';
    if (char === '\n') line += 1;
    if (quotedSince > 0) {
      if (char !== '"') cell += char;
      else if (source[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quotedSince = 0;
    } else if (char === '"' && cell === '') quotedSince = line;
    else if (char === separator) {
      row.push(cell);
      cell = '';
    } else if (char === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')]);
      row = [];
      cell = '';
    } else cell += char;
  }
  if (quotedSince > 0) throw new RangeError(`line ${quotedSince}: a quote is opened and never closed`);
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows.filter((each) => each.some((value) => value.trim() !== ''));
}
