import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'corroborate-note-'));

test.each([
  ['scan.pdf', '%PDF-1.4\n', 'a PDF; its text cannot be read here. Export the note as text, HTML, RTF or CDA'],
  ['scan.png', '\x89PNG\r\n\x1a\n\0\0', 'an image; its text cannot be read here. Export the note as text, HTML, RTF or CDA'],
  ['scan.jpg', '\xff\xd8\xff\xe0\0\x10JFIF', 'an image; its text cannot be read here. Export the note as text, HTML, RTF or CDA'],
  ['note.docx', 'PK\x03\x04\0\0', 'a word processor document; its text cannot be read here. Export the note as text, HTML, RTF or CDA'],
  ['note.doc', '\xd0\xcf\x11\xe0\0', 'a word processor document; its text cannot be read here. Export the note as text, HTML, RTF or CDA'],
  ['note.bin', '\0\x01\x02\x03\0\0', 'not text; its text cannot be read here. Export the note as text, HTML, RTF or CDA'],
  ['note.txt', '', 'no text in it. Export the note again'],
])('an unreadable note is named with what it is and what to do: %s', (name, bytes, message) => {
  const path = join(folder, name);
  writeFileSync(path, bytes, 'latin1');
  const result = spawnSync(process.execPath, [resolve(import.meta.dirname, '../../bin/corroborate.mjs'), 'note', path], {
    encoding: 'utf8',
  });
  expect(result.status).toBe(1);
  expect(result.stdout).toBe('');
  expect(result.stderr).toContain(`${path}: ${message}`);
});
