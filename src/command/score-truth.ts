import type { Instant } from '../core/chart/fact.ts';
import { instantOf, momentOf } from '../core/chart/instant.ts';
import { linesOf } from './input.ts';

/** One row of a truth table by column name; an absent cell is ''. */
export type TruthRow = Readonly<Record<string, string>>;

/** Rows of a CSV file (.gz unzipped), first line as names. Quoted cells may hold commas, doubled quotes and line breaks (RFC 4180). */
export async function truthRows(path: string): Promise<TruthRow[]> {
  const rows: TruthRow[] = [];
  let names: readonly string[] | null = null;
  let open = '';
  for await (const line of linesOf(path)) {
    const text = open === '' ? line : `${open}\n${line}`;
    // An odd number of quotes: the cell goes on in the next line.
    if ((text.split('"').length - 1) % 2 === 1) {
      open = text;
      continue;
    }
    open = '';
    if (text.trim() === '') continue;
    const cells = cellsOf(text.replace(/\r$/, ''));
    if (names === null) names = cells;
    else rows.push(Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])));
  }
  return rows;
}

/** Cells of one CSV line. */
export function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] === '"') {
      let end = at + 1;
      while (end < line.length && (line[end] !== '"' || line[end + 1] === '"')) end += line[end] === '"' ? 2 : 1;
      cells.push(line.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 2;
    } else {
      const comma = line.indexOf(',', at);
      const end = comma < 0 ? line.length : comma;
      cells.push(line.slice(at, end));
      at = end + 1;
    }
  }
  return cells;
}

/** Rows of a table under the value of one column, in their order. */
export function grouped(rows: readonly TruthRow[], column: string): ReadonlyMap<string, readonly TruthRow[]> {
  const groups = new Map<string, TruthRow[]>();
  for (const row of rows) {
    const key = row[column] ?? '';
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** A wall-clock time of a table as an instant in the hospital's zone; null for an empty or unusable cell. */
export function truthTime(cell: string | undefined, zone: string): Instant | null {
  const moment = momentOf(cell);
  if (moment.kind === 'instant') return moment.at;
  return moment.kind === 'local' ? instantOf(moment.wall, zone) : null;
}

/** A number of a table; null for an empty cell. */
export const truthNumber = (cell: string | undefined): number | null => (cell === undefined || cell === '' ? null : Number(cell));
