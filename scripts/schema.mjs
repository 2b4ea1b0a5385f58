import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from './bundle.mjs';
import { ensureInstalled } from './install.mjs';

// Writes the JSON Schemas of the command's lines to docs/schema/. A test holds that they are up to date.
const root = resolve(import.meta.dirname, '..');
ensureInstalled();
const { schemaFiles } = await load('src/command/schema-files.ts');
mkdirSync(join(root, 'docs/schema'), { recursive: true });
for (const [name, text] of Object.entries(schemaFiles())) {
  writeFileSync(join(root, 'docs/schema', name), text);
  console.log(`docs/schema/${name}`);
}
