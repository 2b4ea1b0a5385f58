import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { contentForBrowser } from '../../src/content/browser.ts';
import { compileContent } from '../../src/content/compile.ts';

const root = resolve(import.meta.dirname, '../..');

test('a site under a licence notice is not built into the app', () => {
  expect(Object.keys(compileContent(root).sites)).toContain('mimic');
  expect(Object.keys(contentForBrowser(root).sites)).not.toContain('mimic');
});
