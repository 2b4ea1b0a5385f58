/**
 * One line of the table. `met`: true, false, or null where nothing is judged: no target, or not measured; `how` says why.
 * @typedef {{ measure: string, target: string, measured: string, met: boolean | null, how: string }} Row
 */

const HEAD = ['measure', 'target', 'measured', 'met', 'how'];
const cells = ({ measure, target, measured, met, how }) => [measure, target, measured, met === null ? '-' : met ? 'yes' : 'no', how];

/** The table for a terminal. @param {readonly Row[]} rows */
export function asText(rows) {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column === HEAD.length - 1 ? cell : cell.padEnd(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The table for a page. @param {readonly Row[]} rows */
export const asMarkdown = (rows) =>
  [
    `| ${HEAD.join(' | ')} |`,
    `|${HEAD.map(() => '---').join('|')}|`,
    ...rows.map(
      (row) =>
        `| ${cells(row)
          .map((cell) => cell.replaceAll('|', '\\|'))
          .join(' | ')} |`,
    ),
  ].join('\n');

/** Value at a share of the sorted list, nearest rank. @param {readonly number[]} values @param {number} share */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;
}

export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
