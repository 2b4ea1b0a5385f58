import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureInstalled } from './install.mjs';

// `npm start`: installs what is absent, builds the app when its sources changed, starts the sandbox EHR with the app in it.
const root = resolve(import.meta.dirname, '..');
ensureInstalled();
buildWhenChanged();
const { load } = await import('./bundle.mjs');
const { main } = await load('sandbox/main.ts');
try {
  await main(process.argv.slice(2), join(root, 'dist'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Whatever goes into dist/; a change in any of it means a new build. */
function sourcesDigest() {
  const hash = createHash('sha256');
  const add = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  };
  for (const name of [
    'src',
    'checklists',
    'public',
    'index.html',
    'launch.html',
    'vite.config.ts',
    'package-lock.json',
    'scripts/build.mjs',
  ])
    add(join(root, name));
  return hash.digest('hex');
}

function buildWhenChanged() {
  const stamp = join(root, 'node_modules/.cache/corroborate/dist.sha256');
  const digest = sourcesDigest();
  if (existsSync(join(root, 'dist/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  console.log('Building the app ...');
  const build = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (build.status !== 0) {
    console.error('The app could not be built: see the message above.');
    process.exit(1);
  }
  mkdirSync(join(stamp, '..'), { recursive: true });
  writeFileSync(stamp, digest);
}
