import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { load } from './bundle.mjs';
import { ensureInstalled } from './install.mjs';
import { clickRows, keyRows, openingRows, switchRows } from './numbers/browser.mjs';
import { coreRows, labelledRows } from './numbers/core.mjs';
import { suiteRows } from './numbers/suites.mjs';
import { asMarkdown, asText } from './numbers/table.mjs';
import { boardRows, listRows, pageRows, taskRow } from './numbers/wide.mjs';

// `npm run numbers`: clicks, keys, times and counts that we hold ourselves to, measured by scripted runs on a build of the app as it stands, in one table.
//   --write       also writes docs/numbers.md     --keep-build  takes the last build     --no-suites  leaves out what test suites prove
// It reports: a figure over its target is a "no" in the table. It ends with 1 only when a run broke; its row then says so.
const root = resolve(import.meta.dirname, '..');
const given = new Set(process.argv.slice(2));
ensureInstalled();
const say = (line) => console.error(line);
const dist = process.env.CORROBORATE_DIST ?? join(root, 'node_modules/.cache/corroborate/numbers');
process.env.CORROBORATE_DIST = dist;
build();
const parts = await load('scripts/numbers/parts.ts');
const began = { at: new Date(), load: loadavg()[0], commit: commit() };
const rows = [];
const tasks = [];
let broken = 0;

/** Runs one measurement; one that breaks costs its own rows only. */
async function measure(what, run) {
  say(`measuring: ${what}`);
  try {
    const answer = await run();
    if (Array.isArray(answer)) return rows.push(...answer);
    tasks.push(...answer.longest);
    rows.push(...answer.rows);
  } catch (error) {
    broken += 1;
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    say(`  broke: ${why}`);
    rows.push({ measure: what, target: '', measured: 'not measured: the run broke', met: null, how: why });
  }
  return undefined;
}

await measure('opening', () => openingRows(parts, say));
await measure('clicks', () => clickRows(parts));
await measure('evaluation, size, prompts and drafts', async () => coreRows(parts, root, dist));
await measure('wrong patient', () => switchRows(parts));
await measure('keyboard-only workflows', () => keyRows(parts));
await measure('list of 200', () => listRows(parts));
await measure('board', () => boardRows(parts, say));
await measure('pages', () => pageRows(parts, say));
rows.push(taskRow(tasks));
await parts.closeBrowser();
rows.push(...labelledRows());
if (!given.has('--no-suites')) await measure('what test suites prove', async () => suiteRows({ root, dist, say }));

const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}; load ${began.load.toFixed(1)} at the start, ${loadavg()[0].toFixed(1)} at the end`;
const busy = began.load > availableParallelism() / 2 ? ' Other work was running: the times are longer than on an idle machine.' : '';
console.log(`\n${asText(rows)}\n\n${began.at.toISOString().slice(0, 16)}, commit ${began.commit}; ${machine}.${busy}`);
if (given.has('--write')) {
  const page = `# Numbers\n\nWhat we hold ourselves to, measured by scripted runs in the sandbox: \`npm run numbers -- --write\` writes this page. A row that could not be measured says so.\n\n- ${began.at.toISOString().slice(0, 16)} UTC, commit \`${began.commit}\`\n- ${machine}.${busy}\n\n${asMarkdown(rows)}\n`;
  writeFileSync(join(root, 'docs/numbers.md'), page);
  say('docs/numbers.md is written.');
}
process.exit(broken > 0 ? 1 : 0);

function build() {
  if (given.has('--keep-build') && existsSync(join(dist, 'index.html'))) return;
  mkdirSync(dist, { recursive: true });
  const made = spawnSync(join(root, 'node_modules/.bin/vite'), ['build', '--outDir', dist, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (made.status !== 0) process.exit(made.status ?? 1);
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
