import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/**
 * Installs the locked dependencies when they are absent or older than the lock file; does nothing otherwise.
 * No install script of any package is run: none is needed. Exits with npm's own message when it fails.
 */
export function ensureInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs - 1000) return;
  if (existsSync(installed) && sameLock(installed)) return;
  console.log('Installing the locked dependencies (once) ...');
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error('npm ci failed: see its message above. The package registry must be reachable, or its cache warm.');
    process.exit(1);
  }
}

/** A checkout touches files: the time of the lock file alone proves nothing, so compare what is installed with what is locked. */
function sameLock(installed) {
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const have = packages(installed);
  const want = packages(join(root, 'package-lock.json'));
  return Object.entries(want).every(
    ([name, entry]) => !name.startsWith('node_modules/') || entry.optional || have[name]?.version === entry.version,
  );
}
