import styles from './TrendChart.module.css';
import { type TrendPoint, trendShape } from './trend.ts';

const WIDTH = 320;
const HEIGHT = 132;
/** Room for the figures on the left and the times below. */
const LEFT = 40;
const BOTTOM = 18;
const TOP = 18;

/** The limits a value is usual within, in its own unit; null: no limit on that side. */
export interface Band {
  readonly low: number | null;
  readonly high: number | null;
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

/**
 * A trend with its axes: values and unit on the left, first and last time below, the threshold as a broken line, the reference range as a band. A picture of a
 * table that stands beside it, and hidden from screen readers, which read the table.
 */
export function TrendChart({
  points,
  threshold,
  band,
  unit,
  timeOf,
}: {
  readonly points: readonly TrendPoint[];
  readonly threshold: number | null;
  readonly band: Band | null;
  readonly unit: string | null;
  readonly timeOf: (at: number) => string;
}) {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return null;
  const marks = [...points.map(({ value }) => value), ...[threshold, band?.low, band?.high].filter((each) => typeof each === 'number')];
  // Nothing lies on the frame: a limit there would be taken for the axis.
  const spare = (Math.max(...marks) - Math.min(...marks)) * 0.1;
  const [low, high] = [Math.min(...marks) - spare, Math.max(...marks) + spare];
  const inner = HEIGHT - TOP - BOTTOM;
  const y = (value: number) => (high === low ? TOP + inner / 2 : TOP + inner - ((value - low) / (high - low)) * inner);
  // The shape has its own idea of lowest and highest: its time axis is used, its heights are ours.
  const x = (at: number) => LEFT + (last.at === first.at ? 0.5 : (at - first.at) / (last.at - first.at)) * (WIDTH - LEFT - 6);
  const { pieces } = trendShape(points, threshold, WIDTH, inner);
  let index = 0;
  const lines = pieces.map((piece) => piece.map(() => points[index++]).filter((point) => point !== undefined));
  const ticks = [...new Set([Math.min(...marks), Math.max(...marks), ...(threshold === null ? [] : [threshold])])].filter(
    (tick, at, all) => all.findIndex((other) => Math.abs(y(other) - y(tick)) < 11) === at,
  );
  return (
    <svg class={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {band && (
        <rect
          class={styles.band}
          x={LEFT}
          width={WIDTH - LEFT}
          y={y(band.high ?? high)}
          height={Math.max(1, y(band.low ?? low) - y(band.high ?? high))}
        />
      )}
      <path class={styles.axis} d={`M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH}`} />
      {ticks.map((tick) => (
        <text key={tick} class={styles.figure} x={LEFT - 5} y={y(tick) + 4} text-anchor="end">
          {short(tick)}
        </text>
      ))}
      {threshold !== null && <line class={styles.threshold} x1={LEFT} x2={WIDTH} y1={y(threshold)} y2={y(threshold)} />}
      {lines.map((line) => (
        <polyline
          key={line[0]?.at}
          class={styles.line}
          points={line.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
        />
      ))}
      {points.map(({ at, value }) => (
        <circle key={at} class={styles.dot} cx={x(at)} cy={y(value)} r={at === last.at ? 3 : 1.8} />
      ))}
      <text class={styles.figure} x={LEFT} y={HEIGHT - 4}>
        {timeOf(first.at)}
      </text>
      <text class={styles.figure} x={WIDTH} y={HEIGHT - 4} text-anchor="end">
        {timeOf(last.at)}
      </text>
      {unit && (
        <text class={styles.figure} x={0} y={11}>
          {unit}
        </text>
      )}
    </svg>
  );
}
