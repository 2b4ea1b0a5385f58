#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// Node 20 does not run TypeScript: the command bundles itself once, keyed by the content of its sources, into node_modules/.cache.
const root = resolve(import.meta.dirname, '..');
if (!existsSync(resolve(root, 'node_modules/rolldown'))) {
  console.error('corroborate: the dependencies are not installed; run `npm install` in the project folder first.');
  process.exit(2);
}
const { bundle } = await import(new URL('../scripts/bundle.mjs', import.meta.url));
const file = await bundle(resolve(root, 'src/command/main.ts'));
process.env.CORROBORATE_ROOT = root;
process.env.CORROBORATE_BUNDLE = file;
const { main } = await import(pathToFileURL(file).href);
process.exitCode = await main(process.argv.slice(2));
