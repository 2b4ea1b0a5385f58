import { useEffect, useState } from 'preact/hooks';
import { sourceRef } from '../../core/chart/fact.ts';
import { type Metric, metricsOf, type QueryPolicy } from '../../core/query/index.ts';
import { useApp } from '../model.ts';
import { Part } from '../settings/RoomFrame.tsx';
import { WideTable } from '../settings/WideTable.tsx';
import { percent } from './columns.ts';
import { qualityWords as own } from './words.ts';

const shown = ({ value, unit }: Metric): string => (value === null ? own.none : unit === 'hours' ? own.hours(value) : percent(value));

/** The numbers of the query programme over what this user keeps, each with its formula. */
export function Queries({ policy }: { readonly policy: QueryPolicy }) {
  const app = useApp();
  const [metrics, setMetrics] = useState<readonly Metric[] | null>(null);
  useEffect(() => {
    let isOpen = true;
    void Promise.all([app.all('query'), app.all('case-review')]).then(([records, reviews]) => {
      if (!isOpen) return;
      const reviewed = reviews.map(({ key }) => ({ encounter: sourceRef(key), service: null, unit: null }));
      setMetrics(records.length === 0 ? [] : metricsOf({ records, reviewed, policy, now: app.load.value.readAt ?? Date.now() }));
    });
    return () => {
      isOpen = false;
    };
  }, [app, policy]);
  return (
    <Part title={own.queries}>
      <p class="meta">{own.queriesNote}</p>
      {metrics?.length === 0 && <p>{own.noQueries}</p>}
      {metrics !== null && metrics.length > 0 && (
        <WideTable caption={own.queries} head={own.queryHead}>
          {metrics.map((metric) => (
            <tr key={metric.id}>
              <th scope="row">{metric.label}</th>
              <td>{shown(metric)}</td>
              <td>{own.outOf(metric.numerator, metric.denominator)}</td>
              <td>
                {metric.formula}
                {metric.remark && <p class="meta">{metric.remark}</p>}
              </td>
            </tr>
          ))}
        </WideTable>
      )}
    </Part>
  );
}
