import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a test suite proves rather than a run measures: the suite is run, and its count told. */
const PROVEN = [
  { measure: 'repeat of a dismissed prompt without material change', target: '0', files: ['test/promises/dismissed.test.ts'] },
  {
    measure: 'evidence lines that open the exact resource and repeat value, unit, time',
    target: '100 %',
    files: ['test/promises/sources.test.ts'],
  },
  { measure: 'same bundle, rules and clock: identical output', target: '100 %', files: ['test/promises/order.test.ts'] },
  {
    measure: 'midnight counts equal to the hand count',
    target: '100 %',
    files: ['test/journeys/stories-ur.test.ts'],
    isJourney: true,
    only: 'story 11',
  },
  {
    measure: 'automated accessibility violations',
    target: '0',
    files: ['test/journeys/accessibility.test.ts'],
    isJourney: true,
    note: 'every screen of test/journeys/screens.ts, narrow and wide, light and dark, forced colours for each role',
  },
  {
    measure: '320 px and 400 %: sideways scroll, covered focus, motion',
    target: '0',
    files: ['test/journeys/reflow.test.ts'],
    isJourney: true,
    note: 'every screen of test/journeys/screens.ts',
  },
];

/** Runs each suite and tells what it found. @param {{ root: string, dist: string, say: (line: string) => void }} options */
export function suiteRows({ root, dist, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'numbers-'));
  try {
    return PROVEN.map((each) => {
      const started = Date.now();
      const file = join(folder, 'report.json');
      rmSync(file, { force: true });
      const args = ['run', '--reporter=json', `--outputFile=${file}`, ...each.files, ...(each.only ? ['-t', each.only] : [])];
      spawnSync(join(root, 'node_modules/.bin/vitest'), each.isJourney ? [...args, '--config', 'vitest.journeys.config.ts'] : args, {
        cwd: root,
        stdio: 'ignore',
        env: { ...process.env, CORROBORATE_DIST: dist },
      });
      const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
      say(`${each.measure}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
      const { measure, target } = each;
      const how = [each.files.join(', '), each.only ? `"${each.only}"` : null, each.note ?? null].filter(Boolean).join('; ');
      if (!report || report.numTotalTests === 0)
        return { measure, target, measured: 'not measured: the suite did not run', met: null, how };
      const { numPassedTests: passed, numFailedTests: failed } = report;
      return {
        measure,
        target,
        measured: failed === 0 ? `${passed} of ${passed} tests pass` : `${failed} of ${passed + failed} tests fail`,
        met: failed === 0,
        how,
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
