import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { packet } from '../../src/command/packet.ts';

const root = resolve(import.meta.dirname, '../..');
const patient = (id: string) => join(root, `sandbox/patients/${id}.json`);

function run(args: readonly string[]) {
  const result = spawnSync(process.execPath, [join(root, 'bin/corroborate.mjs'), 'packet', ...args], { encoding: 'utf8', maxBuffer: 64e6 });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

test('prints text by default, and the same bytes each time', { timeout: 60_000 }, () => {
  const first = run([patient('vig-02'), '--checklist', 'sepsis']);
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toMatch(/^Evidence summary: sepsis, as documented 2026-04-13\n/);
  expect(run([patient('vig-02'), '--checklist', 'sepsis']).out).toBe(first.out);
  expect(run([patient('vig-02'), '--checklist', 'sepsis', '--as-of', '2026-04-14T08:00:00-05:00']).out).not.toBe(first.out);
});

test('prints a page and a document, whose addresses are those of the file', { timeout: 60_000 }, () => {
  expect(run([patient('vig-02'), '--checklist', 'level-of-care', '--format', 'html']).out).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\n$/);
  const document = JSON.parse(run([patient('vig-02'), '--checklist', 'sepsis', '--format', 'fhir']).out) as {
    readonly type: string;
    readonly entry: readonly { readonly fullUrl: string }[];
  };
  expect(document.type).toBe('document');
  expect(document.entry.some(({ fullUrl }) => fullUrl === 'https://ehr.example.org/fhir/Encounter/vig-02-enc')).toBe(true);
});

test('a stay without a packet is told with the reason, and nothing is printed', { timeout: 60_000 }, () => {
  const refused = run([patient('vig-21'), '--checklist', 'sepsis']);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('Encounter/vig-21-enc: No provider has documented');
});

test('a page shows one stay; several are written as files', { timeout: 60_000 }, () => {
  const both = run([patient('vig-03'), '--checklist', 'sepsis', '--format', 'html']);
  expect(both).toMatchObject({ code: 2, out: '' });
  expect(both.err).toContain('--encounter');
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-packet-'));
  expect(run([patient('vig-03'), '--checklist', 'sepsis', '--format', 'html', '--to', folder])).toMatchObject({ code: 0, out: '' });
  const names = readdirSync(folder).sort();
  expect(names).toEqual(['Encounter-vig-03-enc-sepsis.html', 'Encounter-vig-03-prev-sepsis.html']);
  expect(readFileSync(join(folder, names[0] ?? ''), 'utf8')).toContain('Evidence summary: sepsis');
});

test.each([
  [[], /path is expected/],
  [['x.json'], /--checklist is expected/],
  [['x.json', '--checklist', 'gout'], /unknown checklist "gout"/],
  [['x.json', '--checklist', 'sepsis', '--format', 'pdf'], /unknown format "pdf"/],
  [['x.json', '--checklist', 'sepsis', '--as-of', '2026-04-14'], /--as-of wants date, time and offset/],
  [['x.json', '--checklist', 'sepsis', '--zone', 'Mars'], /unknown time zone/],
  [['x.json', '--checklist', 'sepsis', '--policy', 'nobody'], /unknown policy/],
  [['x.json', '--checklist', 'sepsis', '--base', 'ftp://x'], /--base wants/],
])('wrong usage %j is refused before anything is read', async (argv, reason) => {
  await expect(packet.run(argv)).rejects.toThrow(reason);
});

test('a file that cannot be used is named, and its content is not', async () => {
  const bad = run([join(root, 'package.json'), '--checklist', 'sepsis']);
  expect(bad.code).toBe(1);
  expect(bad.err).toContain('not a FHIR Bundle');
});
