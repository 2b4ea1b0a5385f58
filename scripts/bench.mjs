import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { load } from './bundle.mjs';
import { ensureInstalled } from './install.mjs';

// Measures what the house plan gives a budget for, prints a table, and keeps the figures in bench/results.jsonl, with the load of the
// machine when it began: run it on an idle one, figures of a busy machine say little.
const root = resolve(import.meta.dirname, '..');
ensureInstalled();
const { coreFigures, REAL } = await load('bench/main.ts');
const say = (line) => console.error(line);
const load1 = Math.round(loadavg()[0] * 10) / 10;
if (load1 > availableParallelism() / 2) say(`Other work is running here (load ${load1}): these figures will say little.`);
const figures = [...(await coreFigures(root, say))];

/** Seconds that the command takes from start to end. */
function filterFigure(workers) {
  const started = performance.now();
  const run = spawnSync(process.execPath, [join(root, 'bin/corroborate.mjs'), 'evaluate', REAL, '--workers', String(workers)], {
    maxBuffer: 1e9,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`corroborate evaluate ended with ${run.status}`);
  const lines = run.stdout.trim().split('\n').length;
  return {
    what: `filter: ${lines} real stays, ${workers} worker${workers === 1 ? '' : 's'}`,
    value: (performance.now() - started) / 1000,
    budget: null,
    unit: 's',
  };
}
if (existsSync(REAL)) for (const workers of [1, 2]) figures.push(filterFigure(workers));

const dist = join(root, 'dist');
for (const [page, budget] of [
  ['launch.html', 20],
  ['index.html', 100],
]) {
  if (!existsSync(join(dist, page))) {
    say(`dist/${page} is not built: \`npm run build\` first, to measure its size.`);
    continue;
  }
  const html = readFileSync(join(dist, page), 'utf8');
  const files = [page, ...new Set([...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+)"/g)].map((match) => match[1]))];
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0);
  figures.push({ what: `${page} and what it loads at once, gzipped`, value: bytes / 1000, budget, unit: 'kB' });
}

const width = Math.max(...figures.map(({ what }) => what.length));
console.log(`${'what'.padEnd(width)}  ${'median'.padStart(9)}  ${'p95'.padStart(9)}  ${'budget'.padStart(9)}`);
for (const { what, value, median, budget, unit } of figures) {
  const number = (each) => (each === undefined || each === null ? '-' : `${each.toFixed(1)} ${unit}`).padStart(9);
  console.log(
    `${what.padEnd(width)}  ${number(median)}  ${number(value)}  ${number(budget)}${budget !== null && value > budget ? '  over' : ''}`,
  );
}

const git = (...args) => {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
};
const rounded = figures.map((figure) => ({
  ...figure,
  value: Math.round(figure.value * 10) / 10,
  ...(figure.median === undefined ? {} : { median: Math.round(figure.median * 10) / 10 }),
}));
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), node: process.version, load: load1 };
appendFileSync(
  join(root, 'bench/results.jsonl'),
  `${JSON.stringify({ at: new Date().toISOString(), commit: git('rev-parse', '--short', 'HEAD'), machine, figures: rounded })}\n`,
);
const over = figures.filter(({ value, budget }) => budget !== null && value > budget).length;
console.log(over === 0 ? 'Every budget is kept.' : `${over} over budget.`);
