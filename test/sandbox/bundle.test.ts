import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
// @ts-expect-error a script of plain JavaScript, without types
import { bundle } from '../../scripts/bundle.mjs';

const make = bundle as (entry: string) => Promise<string>;
const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
const made: string[] = [];
afterAll(() => {
  for (const path of [folder, ...made, ...made.map((file) => file.replace(/\.[0-9a-f]{20}\.mjs$/, '.json'))])
    rmSync(path, { recursive: true, force: true });
});

const said = async (file: string) => ((await import(pathToFileURL(file).href)) as { said: string }).said;

test('TypeScript becomes a module that runs here, knows where its source lies, and is made again only when a source changes', async () => {
  const entry = join(folder, 'entry.ts');
  const part = join(folder, 'part.ts');
  writeFileSync(entry, "import { word } from './part.ts';\nexport const said: string = word + ' ' + import.meta.dirname;\n");
  writeFileSync(part, "export const word = 'first' as const;\n");
  const first = await make(entry);
  made.push(first);
  expect(await said(first)).toBe(`first ${folder}`);
  expect(await make(entry)).toBe(first);
  writeFileSync(part, "export const word = 'second' as const;\n");
  const second = await make(entry);
  made.push(second);
  expect(second).not.toBe(first);
  expect(await said(second)).toBe(`second ${folder}`);
  writeFileSync(part, 'export const word = ;\n');
  await expect(make(entry)).rejects.toThrow(/part\.ts/);
});
