import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

test('approve freezes what the owner approved, and refuses it once it has changed', () => {
  const home = mkdtempSync(join(tmpdir(), 'corroborate-approve-'));
  for (const part of ['bin', 'scripts', 'src', 'checklists', 'package.json'])
    cpSync(join(root, part), join(home, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(home, 'bin/corroborate.mjs'), ...args], { encoding: 'utf8' });
    return { code: status, out: stdout, err: stderr };
  };
  const file = join(home, 'checklists/sepsis/checklist.yaml');
  const edit = (from: RegExp, to: string) => {
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(from);
    writeFileSync(file, text.replace(from, to));
  };
  const lock = () => readFileSync(join(home, 'checklists/checklists.lock.json'), 'utf8');
  const before = lock();

  expect(run('approve', 'sepsis')).toMatchObject({ code: 1, err: expect.stringContaining('stage: approved first') });
  expect(run('approve', 'spsis')).toMatchObject({ code: 2, err: expect.stringContaining('unknown checklist') });
  expect(lock()).toBe(before);

  edit(/^stage: .*$/m, 'stage: approved');
  edit(/^review-by: .*$/m, 'review-by: 2999-01-01');
  expect(run('approve', 'sepsis').code).toBe(0);
  const approved = lock();
  expect(approved).toMatch(/"sepsis@\d+\.\d+\.\d+": "sha256:[0-9a-f]{64}"/);

  edit(/^title: .*$/m, 'title: Sepsis, changed');
  expect(run('approve', 'sepsis')).toMatchObject({ code: 1, err: expect.stringContaining('it needs a new version') });
  expect(lock()).toBe(approved);
}, 60_000);

test('cases reminds the owner of a review that is overdue, and of none that is not', () => {
  const home = mkdtempSync(join(tmpdir(), 'corroborate-review-'));
  for (const part of ['bin', 'scripts', 'src', 'checklists', 'package.json'])
    cpSync(join(root, part), join(home, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  const file = join(home, 'checklists/inpatient-status/checklist.yaml');
  const cases = (day: string) => {
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^review-by: .*$/m, `review-by: ${day}`));
    return spawnSync(process.execPath, [join(home, 'bin/corroborate.mjs'), 'cases', 'inpatient-status'], { encoding: 'utf8' }).stdout;
  };
  expect(cases('2026-01-31')).toContain('was to be reviewed by 2026-01-31');
  expect(cases('2999-01-31')).not.toContain('was to be reviewed');
}, 60_000);
