import styles from './Sparkline.module.css';
import { type TrendPoint, trendShape } from './trend.ts';

/** A trend as a small line: last value as a dot, threshold as a hairline. Hidden from screen readers; the same values stand in a table (TrendTable). */
export function Sparkline({
  points,
  threshold,
  width = 72,
  height = 20,
}: {
  readonly points: readonly TrendPoint[];
  readonly threshold: number | null;
  readonly width?: number;
  readonly height?: number;
}) {
  const shape = trendShape(points, threshold, width, height);
  return (
    <svg class={styles.line} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      {shape.threshold !== null && <line class={styles.threshold} x1="0" x2={width} y1={shape.threshold} y2={shape.threshold} />}
      {shape.pieces.map((piece) =>
        piece.length === 1 && piece[0] ? (
          <circle key={piece[0].x} class={styles.dot} cx={piece[0].x} cy={piece[0].y} r="1.2" />
        ) : (
          <polyline
            key={piece[0]?.x}
            class={styles.path}
            points={piece.map((spot) => `${spot.x.toFixed(1)},${spot.y.toFixed(1)}`).join(' ')}
          />
        ),
      )}
      {shape.last && <circle class={styles.dot} cx={shape.last.x} cy={shape.last.y} r="2.2" />}
    </svg>
  );
}
