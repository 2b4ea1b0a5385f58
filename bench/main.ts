import { compileContent } from '../src/content/compile.ts';
import { type BenchChart, grown, realCharts, writtenCharts } from './charts.ts';
import { type Stage, stagesOf } from './stages.ts';
import { timed } from './timing.ts';

/** One line of the table: what was measured, against what. `value` and `budget` in `unit`; null: measured to be watched, no budget. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly median?: number;
  readonly budget: number | null;
  readonly unit: 'ms' | 'kB' | 's';
}

const SIZE = 5000;
/** Most milliseconds (95th percentile) for a stay of 5,000 resources: house plan, "strictest budget named anywhere". */
const BUDGETS: Readonly<Partial<Record<Stage, number>>> = { evaluation: 20, 'mapped and evaluated': 100, review: 100 };
const SHOWN: readonly Stage[] = ['mapping', 'notes', 'chart', 'measures', 'evaluation', 'composition', 'mapped and evaluated', 'review'];

/** Figures of the core, in milliseconds: the whole of it over large charts, and the slowest review of the written stays. */
export async function coreFigures(root: string, say: (line: string) => void): Promise<readonly Figure[]> {
  const content = compileContent(root);
  const written = writtenCharts();
  const largest = [...written].sort((a, b) => b.resources.length - a.resources.length)[0];
  const real = await realCharts(3);
  if (real.length === 0) say('The real stays are not beside this repository: only written ones are measured.');
  const figures: Figure[] = [];
  const charts: readonly BenchChart[] = [...(largest ? [grown(largest, SIZE)] : []), ...real];
  for (const chart of charts) {
    const { facts, run } = stagesOf(chart, content);
    say(`${chart.name}: ${chart.resources.length} resources, ${facts} facts`);
    for (const stage of SHOWN) {
      const { median, p95 } = timed(run[stage]);
      figures.push({
        what: `${chart.name} (${chart.resources.length}): ${stage}`,
        value: p95,
        median,
        budget: BUDGETS[stage] ?? null,
        unit: 'ms',
      });
    }
  }
  const reviews = written.map((chart) => ({ chart, ...timed(stagesOf(chart, content).run.review, 10, 600) }));
  const slowest = reviews.sort((a, b) => b.p95 - a.p95)[0];
  if (slowest)
    figures.push({
      what: `slowest written stay (${slowest.chart.name}): review`,
      value: slowest.p95,
      median: slowest.median,
      budget: 100,
      unit: 'ms',
    });
  return figures;
}

export { REAL } from './charts.ts';
