import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { schemaFiles } from '../../src/command/schema-files.ts';

const folder = resolve(import.meta.dirname, '../../docs/schema');

test.each(Object.entries(schemaFiles()))('docs/schema/%s is what the code says (node scripts/schema.mjs writes it)', (name, text) => {
  expect(readFileSync(resolve(folder, name), 'utf8')).toBe(text);
});

const root = resolve(import.meta.dirname, '../..');
const patients = ['vig-01', 'vig-15', 'vig-21', 'vig-30'].map((id) => resolve(root, 'sandbox/patients', `${id}.json`));
const NOTE = 'Assessment and Plan:\nSepsis due to pneumonia. No evidence of AKI.\n';
const MIDNIGHTS = {
  id: 'M',
  segments: [{ zone: 'America/Chicago', start: '2026-03-01T20:00:00-06:00', end: '2026-03-03T10:00:00-06:00' }],
};
const DRAFT = { id: 'q', title: 'Sepsis?', body: 'Document sepsis.', format: 'yes-no' };
const PHRASE = { id: 7, text: 'No evidence of pneumonia.', target: 'pneumonia' };

/** Objects closed against fields that the schema does not name. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inside = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]));
  return 'properties' in inside ? { ...inside, additionalProperties: false } : inside;
}

test.each([
  ['evaluate', ['evaluate', ...patients], ''],
  ['evaluate', ['evaluate', '--full', '--policy', 'example-ma', ...patients], ''],
  ['note', ['note', '-'], NOTE],
  ['note', ['note', '-', '-'], NOTE],
  ['assertions', ['assertions', '-'], JSON.stringify(PHRASE)],
  ['lint', ['lint', '-'], JSON.stringify(DRAFT)],
  ['midnights', ['midnights', '-'], JSON.stringify(MIDNIGHTS)],
])('every line that %s prints is what its JSON Schema publishes, field by field', (name, args, input) => {
  const schema = JSON.parse(readFileSync(resolve(folder, `${name}.output.json`), 'utf8')) as z.core.JSONSchema.JSONSchema;
  const published = z.fromJSONSchema(schema);
  const described = z.fromJSONSchema(closed(schema) as typeof schema);
  const { stdout } = spawnSync(process.execPath, [resolve(root, 'bin/corroborate.mjs'), ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  const lines = stdout.trim().split('\n');
  for (const line of lines) {
    const value: unknown = JSON.parse(line);
    expect(published.safeParse({ ...(value as object), addedLater: 1 }).error?.issues ?? []).toEqual([]);
    expect(described.safeParse(value).error?.issues ?? []).toEqual([]);
  }
});

test('every line that a command reads has a JSON Schema as well', () => {
  for (const [name, value] of Object.entries({ midnights: MIDNIGHTS, lint: DRAFT, assertions: PHRASE })) {
    const schema = JSON.parse(readFileSync(resolve(folder, `${name}.input.json`), 'utf8')) as z.core.JSONSchema.JSONSchema;
    expect(z.fromJSONSchema(schema).safeParse({ ...value, ours: true }).success).toBe(true);
  }
});
