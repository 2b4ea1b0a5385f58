import type { Figures, Row } from './score-row.ts';
import { reachesAll, TARGETS, type Target } from './score-targets.ts';

const COLUMNS: readonly (readonly [keyof Figures, string])[] = [
  ['agreement', 'agree'],
  ['count', 'count'],
  ['kappa', 'kappa'],
  ['sensitivity', 'sens'],
  ['specificity', 'spec'],
  ['precision', 'prec'],
  ['f1', 'F1'],
  ['per100', 'per 100'],
  ['hours', 'hours'],
];

const shown = (figure: keyof Figures, value: number | null): string =>
  value === null ? '' : figure === 'count' ? String(value) : value.toFixed(figure === 'per100' || figure === 'hours' ? 1 : 3);

const targetText = ({ figure, atLeast, atMost }: Target): string => {
  const name = COLUMNS.find(([id]) => id === figure)?.[1] ?? figure;
  return atLeast === undefined ? `${name} <= ${atMost}` : `${name} >= ${atLeast}`;
};

/** The table as lines of text, columns aligned; with `ids` the disagreements of each row under it. */
export function tableOf(rows: readonly Row[], ids: boolean): readonly string[] {
  const head = ['measure', 'n', ...COLUMNS.map(([, name]) => name), 'target', 'reached'];
  const cells = rows.map((row) => {
    const reached = reachesAll(row);
    return [
      row.about,
      String(row.n),
      ...COLUMNS.map(([figure]) => shown(figure, row.figures[figure])),
      (TARGETS[row.id] ?? []).map(targetText).join(', '),
      reached === null ? '' : reached ? 'yes' : 'NO',
    ];
  });
  const widths = head.map((_, column) => Math.max(...[head, ...cells].map((line) => (line[column] ?? '').length)));
  const line = (words: readonly string[]) =>
    words
      .map((word, column) =>
        column === 0 || column >= head.length - 2 ? word.padEnd(widths[column] ?? 0) : word.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const body = rows.flatMap((row, at) => [
    line(cells[at] ?? []),
    ...(ids ? row.disagreeing.map(({ id, ours, truth }) => `    ${id}: ours ${ours} | truth ${truth}`) : []),
    ...(ids ? (row.remarks ?? []).map((remark) => `    - ${remark}`) : []),
  ]);
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body];
}

/** A row as one JSON object, for a record of results over time. */
export const rowLine = (row: Row): string =>
  JSON.stringify({
    id: row.id,
    about: row.about,
    n: row.n,
    ...row.figures,
    targets: TARGETS[row.id] ?? [],
    reached: reachesAll(row),
    disagreeing: row.disagreeing,
    ...(row.remarks ? { remarks: row.remarks } : {}),
  });
