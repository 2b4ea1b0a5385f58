import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { rowsOf } from '../../src/command/spreadsheet.ts';
import { loadContent } from '../../src/content/load.ts';
import { siteFrom } from '../../src/core/chart/site.ts';

const root = resolve(import.meta.dirname, '../..');
const run = (args: readonly string[], input = '', home = root) => {
  const result = spawnSync(process.execPath, [join(home, 'bin/corroborate.mjs'), ...args], { input, encoding: 'utf8' });
  return { code: result.status, out: result.stdout, err: result.stderr };
};

test('codes makes a ConceptMap that a site reads', () => {
  const { code, out } = run(['codes', '-'], 'concept;code;system;text\nlactate;L1;urn:local;"Lactic acid; POC"\n-;L2;urn:local;Comment\n');
  expect(code).toBe(0);
  const { site, errors } = siteFrom('here', null, { file: 'codes.json', content: JSON.parse(out) }, loadContent(root).concepts);
  expect(errors).toEqual([]);
  expect([...site.codes.values()]).toContain('lactate');
});

test('codes names the row and the nearest right concept, and writes nothing', () => {
  expect(run(['codes', '-'], 'system,code,concept\nurn:local,L1,lactat\n')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/row 2.*"lactate"/s),
  });
  expect(run(['codes', '-'], 'system,code,concept\nurn:local,L1,lactate\nurn:local,L1,creatinine\n')).toMatchObject({ code: 1, out: '' });
  expect(run(['codes', '-'], 'a,b\n1,2\n')).toMatchObject({ code: 1, err: expect.stringContaining('no column system') });
});

test('a spreadsheet may hold quotes, separators and line breaks in its cells', () => {
  expect(rowsOf('\uFEFFa\tb\r\n"x\ty"\t"say ""hi""\nthere"\r\n')).toEqual([
    { number: 1, cells: ['a', 'b'] },
    { number: 2, cells: ['x\ty', 'say "hi"\nthere'] },
  ]);
  expect(() => rowsOf('a,b\n"x,y\n')).toThrow('row 2');
});

test('new-condition makes a folder that links, with cases that run and none owed for its bound', () => {
  const home = mkdtempSync(join(tmpdir(), 'corroborate-home-'));
  for (const part of ['bin', 'scripts', 'src', 'checklists', 'package.json'])
    cpSync(join(root, part), join(home, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  expect(run(['new-condition', 'kidney-injury', '--about', 'aki'], '', home).code).toBe(0);
  expect(existsSync(join(home, 'checklists/kidney-injury/README.md'))).toBe(true);
  expect(readFileSync(join(home, 'checklists/kidney-injury/checklist.yaml'), 'utf8')).toContain('stage: draft');
  expect(run(['cases', 'kidney-injury'], '', home).out).toContain('3 of 3 cases as expected, 0 owed');
  expect(run(['new-condition', 'kidney-injury', '--about', 'aki'], '', home)).toMatchObject({
    code: 2,
    err: expect.stringContaining('already'),
  });
  expect(run(['new-condition', 'gout'], '', home)).toMatchObject({ code: 2, err: expect.stringContaining('--about') });
});
