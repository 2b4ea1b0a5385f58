import type { ComponentProps, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { EvidenceLine } from '../../core/compose/statement.ts';
import { useApp } from '../model.ts';
import { dayClock } from '../time.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Table } from '../ui/Table.tsx';
import type { TrendChart } from '../ui/TrendChart.tsx';
import { words } from '../words.ts';
import styles from './EvidenceDrawer.module.css';
import { bandOf } from './resource-view.ts';

/** Newest values in view at once; older ones behind a button. */
const ROWS = 5;
let Chart: ComponentType<ComponentProps<typeof TrendChart>> | null = null;

/** The values of a fact in order of time: the table first, newest on top, then the same as a picture with axes, threshold and reference range. */
export function Trend({ line }: { readonly line: EvidenceLine }) {
  const app = useApp();
  const [, setLoads] = useState(0);
  useEffect(() => {
    if (Chart) return;
    import('../ui/TrendChart.tsx').then(
      (module) => {
        Chart = module.TrendChart;
        setLoads((count) => count + 1);
      },
      // The table says the same.
      () => {},
    );
  }, []);
  if (line.trend.length < 2) return null;
  const zone = app.review.value?.zone ?? null;
  const newest = [...line.trend].reverse();
  const rows = (from: number, to?: number) => (
    <Table caption={line.label} head={[words.evidence.taken, `${words.evidence.value}${line.unit ? `, ${line.unit}` : ''}`]}>
      {newest.slice(from, to).map((point) => (
        <tr key={point.at}>
          <th scope="row">{dayClock(point.at, zone)}</th>
          <td class={line.threshold === null ? '' : styles.measured}>{point.value}</td>
        </tr>
      ))}
    </Table>
  );
  const [source] = line.sources;
  const resource = typeof source === 'string' ? app.resource(source) : null;
  const band = resource ? bandOf(resource, line.unit) : null;
  const legend = [line.threshold === null ? null : words.evidence.limit(String(line.threshold)), band ? words.evidence.band : null].filter(
    (each) => each !== null,
  );
  return (
    <section class={styles.part}>
      <h3 class={styles.heading}>
        {words.evidence.trend} <span class="meta">({words.evidence.trendCount(line.trend.length)})</span>
      </h3>
      {rows(0, ROWS)}
      {newest.length > ROWS && <Disclosure title={words.evidence.older(newest.length - ROWS)}>{rows(ROWS)}</Disclosure>}
      {Chart && <Chart points={line.trend} threshold={line.threshold} band={band} unit={line.unit} timeOf={(at) => dayClock(at, zone)} />}
      {legend.length > 0 && <p class="meta">{legend.join(' · ')}</p>}
    </section>
  );
}
