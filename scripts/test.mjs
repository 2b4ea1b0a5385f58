import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureInstalled } from './install.mjs';

// Everything: types, lint, unit, structural and checklist cases, build, browser journeys. Last line: 'N passed, N failed'.
const root = resolve(import.meta.dirname, '..');
ensureInstalled();
const reports = join(root, 'node_modules/.cache/corroborate/test');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const total = { passed: 0, failed: 0 };
const bin = (name) => join(root, 'node_modules/.bin', name);

function step(title, command, args, env = {}) {
  const started = Date.now();
  console.log(`\n== ${title}`);
  const run = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(`== ${title}: ${run.status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return run.status === 0;
}

function check(title, command, args, env) {
  if (step(title, command, args, env)) total.passed += 1;
  else total.failed += 1;
}

/** A vitest run counts its own tests; one that ends without a report, or with no test, is a failure. */
function vitest(title, args, env) {
  const report = join(reports, `${title.replaceAll(' ', '-')}.json`);
  const ok = step(title, bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args], env);
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 };
  total.passed += counts.numPassedTests;
  total.failed += counts.numFailedTests;
  if ((!ok && counts.numFailedTests === 0) || counts.numPassedTests === 0) total.failed += 1;
}

const shared = existsSync(join(root, '../shared/data'));
console.log(
  shared
    ? 'The real data beside this checkout (../shared/data) is used in addition.'
    : 'No ../shared/data beside this checkout: tests on real data are left out.',
);

check('types', bin('tsc'), ['--noEmit']);
check('lint', bin('biome'), ['check', '.']);
// Tests of the sandbox's pages and the journeys use the built app.
check('build', process.execPath, ['scripts/build.mjs']);
vitest('unit tests', []);
const { findChromium } = await import('./chromium.mjs');
try {
  const chromium = await findChromium();
  console.log(`\nBrowser journeys use ${chromium.origin}.`);
  vitest('browser journeys', ['--config', 'vitest.journeys.config.ts'], { CHROMIUM: chromium.path });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  total.failed += 1;
}

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
