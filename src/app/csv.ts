/** What a cell may hold: a number stays a number, null is empty. */
export type Cell = string | number | null;

/**
 * What a spreadsheet would run as a formula: the sign that starts one, also after blanks, quotes or invisible characters, and in full width. Such text gets
 * an apostrophe in front.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: tab, carriage return and NUL are what is looked for
const FORMULA = /^[\s"'\u200b\ufeff]*[=+\-@\t\r\u0000\uff1d\uff0b\uff0d\uff20]|^[\t\r\u0000]/;

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n\u2028\u2029]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as RFC 4180 text: comma, double quotes, CRLF at the end of each record. */
export const csvText = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');

/** A name for an exported file: what it is, the day, and something random. Never a name or a number of a patient or user. */
export function fileNameFor(type: string, ending: 'csv' | 'json', day: string): string {
  const random = [...crypto.getRandomValues(new Uint8Array(3))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `corroborate-${type}-${day}-${random}.${ending}`;
}
