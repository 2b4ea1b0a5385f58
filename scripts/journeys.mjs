import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureInstalled } from './install.mjs';

// `node scripts/journeys.mjs [words of file or story ...]`: builds the app as it stands into a folder of its own (never dist/) and runs the browser journeys
// whose file name holds one of the words; `-t "story 9"` narrows to a story. `--keep-build` takes the last build. Ends with vitest's status.
const root = resolve(import.meta.dirname, '..');
ensureInstalled();
const given = process.argv.slice(2);
const keeps = given.includes('--keep-build');
const rest = given.filter((word) => word !== '--keep-build');
const dist = join(root, 'node_modules/.cache/corroborate/journeys');
const run = (name, args) =>
  spawnSync(join(root, 'node_modules/.bin', name), args, { cwd: root, stdio: 'inherit', env: { ...process.env, CORROBORATE_DIST: dist } })
    .status;

mkdirSync(dist, { recursive: true });
if (!keeps || !existsSync(join(dist, 'index.html'))) {
  const status = run('vite', ['build', '--outDir', dist, '--emptyOutDir', '--logLevel', 'warn']);
  if (status !== 0) process.exit(status ?? 1);
}
process.exit(run('vitest', ['run', '--config', 'vitest.journeys.config.ts', ...rest]) ?? 1);
