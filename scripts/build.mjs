import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureInstalled } from './install.mjs';

const root = resolve(import.meta.dirname, '..');
const out = join(root, 'dist');

/** Most bytes, gzipped, that a page may need before it shows something. The launch page checks the whole site file, whose fields grew. */
const BUDGETS = { 'launch.html': 22_000, 'index.html': 100_000 };

/** What an HTML page loads at once: its scripts, styles and module preloads. */
function firstLoad(page) {
  const html = readFileSync(join(out, page), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+)"/g)].map((match) => match[1]);
  return [page, ...new Set(files)];
}

const gzipped = (file) => gzipSync(readFileSync(join(out, file)), { level: 9 }).length;

/** Refuses what a Content-Security-Policy without unsafe-* would break at run time, and what must not be deployed. */
function scan() {
  const faults = [];
  const visit = (folder) => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) visit(path);
      else if (name.endsWith('.map')) faults.push(`${name}: a source map must not be deployed`);
      else if (/\.(js|html)$/.test(name)) {
        const text = readFileSync(path, 'utf8');
        if (/\beval\(/.test(text)) faults.push(`${name}: holds eval`);
        if (name.endsWith('.html') && /<script(?![^>]*\bsrc=)/.test(text)) faults.push(`${name}: holds an inline script`);
      }
    }
  };
  visit(out);
  return faults;
}

ensureInstalled();
const { contentFault } = await import('./content.mjs');
const fault = await contentFault(root);
if (fault) {
  console.error(`The checklists cannot be built:\n${fault}`);
  process.exit(1);
}
const { build } = await import('vite');
if (existsSync(out)) rmSync(out, { recursive: true });
await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });

let failed = false;
for (const [page, budget] of Object.entries(BUDGETS)) {
  const files = firstLoad(page);
  const size = files.reduce((sum, file) => sum + gzipped(file), 0);
  console.log(`${page}: ${(size / 1000).toFixed(1)} kB gzipped in ${files.length} files (at most ${budget / 1000})`);
  if (size > budget) failed = true;
}
for (const name of readdirSync(join(out, 'assets')).filter((file) => file.startsWith('browser-worker'))) {
  console.log(`review worker with content: ${(gzipped(`assets/${name}`) / 1000).toFixed(1)} kB gzipped, loaded beside the first screen`);
}
for (const broken of scan()) {
  console.error(broken);
  failed = true;
}
if (failed) {
  console.error('The build broke a budget or a rule: see above.');
  process.exit(1);
}
console.log(`dist/ is ready: put a site.json beside index.html and serve the folder. docs/deploying.md says how.`);
