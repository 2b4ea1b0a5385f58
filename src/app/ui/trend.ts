export interface TrendPoint {
  readonly at: number;
  readonly value: number;
}

/** Where a trend lies in a box: pieces of line (a gap in time stays a gap), its last point, and the height of the threshold. */
export interface TrendShape {
  readonly pieces: readonly (readonly { readonly x: number; readonly y: number }[])[];
  readonly last: { readonly x: number; readonly y: number } | null;
  readonly threshold: number | null;
}

/** A pause longer than this, and than four times the usual interval, is a gap: nobody measured, so no line is drawn. */
const GAP_MS = 12 * 3_600_000;

/** The shape of a trend in a box of the given size; empty for no points. Points must be in order of time. */
export function trendShape(points: readonly TrendPoint[], threshold: number | null, width: number, height: number, inset = 3): TrendShape {
  const first = points[0];
  const final = points.at(-1);
  if (!first || !final) return { pieces: [], last: null, threshold: null };
  const values = points.map((point) => point.value);
  const shown = threshold === null ? values : [...values, threshold];
  const low = Math.min(...shown);
  const high = Math.max(...shown);
  const x = (at: number) =>
    final.at === first.at ? width - inset : inset + ((at - first.at) / (final.at - first.at)) * (width - 2 * inset);
  const y = (value: number) => (high === low ? height / 2 : height - inset - ((value - low) / (high - low)) * (height - 2 * inset));
  const intervals = points.slice(1).map((point, index) => point.at - (points[index]?.at ?? point.at));
  const usual = [...intervals].sort((a, b) => a - b)[Math.floor(intervals.length / 2)] ?? 0;
  const gap = Math.max(GAP_MS, 4 * usual);
  const pieces: { x: number; y: number }[][] = [];
  points.forEach((point, index) => {
    const spot = { x: x(point.at), y: y(point.value) };
    const before = points[index - 1];
    if (before && point.at - before.at <= gap) pieces.at(-1)?.push(spot);
    else pieces.push([spot]);
  });
  return { pieces, last: { x: x(final.at), y: y(final.value) }, threshold: threshold === null ? null : y(threshold) };
}
