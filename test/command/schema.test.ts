import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { schemaFiles } from '../../src/command/schema-files.ts';

const folder = resolve(import.meta.dirname, '../../docs/schema');

test.each(Object.entries(schemaFiles()))('docs/schema/%s is what the code says (node scripts/schema.mjs writes it)', (name, text) => {
  expect(readFileSync(resolve(folder, name), 'utf8')).toBe(text);
});
