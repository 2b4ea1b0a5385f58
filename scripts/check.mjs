import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { ensureInstalled } from './install.mjs';

// For the desk: types, lint, unit tests; under a minute. `npm test` is everything.
const root = resolve(import.meta.dirname, '..');
ensureInstalled();
const bin = (name) => join(root, 'node_modules/.bin', name);
for (const [command, args] of [
  [bin('tsc'), ['--noEmit']],
  [bin('biome'), ['check', '.']],
  [bin('vitest'), ['run']],
]) {
  const run = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
