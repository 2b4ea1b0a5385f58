import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { assertionOut, evaluateLine, lintOut, midnightsOut, noteOut } from '../../src/command/schema.ts';

const root = resolve(import.meta.dirname, '../..');
const patients = join(root, 'sandbox/patients');
const folder = mkdtempSync(join(tmpdir(), 'corroborate-'));

function run(args: readonly string[], input?: string | Buffer) {
  const result = spawnSync(process.execPath, [join(root, 'bin/corroborate.mjs'), ...args], {
    input: input ?? '',
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  return { code: result.status, out: result.stdout, err: result.stderr, lines: result.stdout.split('\n').filter((line) => line !== '') };
}
const file = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const bundle = (id: string) =>
  JSON.parse(readFileSync(join(patients, `${id}.json`), 'utf8')) as { entry: { resource: { resourceType: string; id: string } }[] };

describe('corroborate evaluate', () => {
  let ndjson = '';
  beforeAll(() => {
    const all = readdirSync(patients).filter((name) => name.endsWith('.json'));
    ndjson = all.map((name) => JSON.stringify(JSON.parse(readFileSync(join(patients, name), 'utf8')))).join('\n');
  });

  test('prints one published line per stay, in the order of the input', () => {
    const { code, lines } = run(['evaluate', file('all.ndjson', ndjson)]);
    expect(code).toBe(0);
    const encounters = lines.map((line) => evaluateLine.parse(JSON.parse(line)).encounter);
    expect(encounters.filter((each) => each.endsWith('-enc'))).toEqual(
      readdirSync(patients)
        .filter((name) => name.endsWith('.json'))
        .map((name) => `Encounter/${name.replace('.json', '-enc')}`),
    );
  });

  test('prints the same bytes with one worker and with three, from a file, an archive and a pipe', () => {
    const plain = run(['evaluate', file('all.ndjson', ndjson)]).out;
    expect(run(['evaluate', join(folder, 'all.ndjson'), '--workers', '3']).out).toBe(plain);
    expect(run(['evaluate', file('all.ndjson.gz', gzipSync(ndjson))]).out).toBe(plain);
    expect(run(['evaluate', '-'], ndjson).out).toBe(plain);
    expect(run(['evaluate', '-', '--workers', '2'], gzipSync(ndjson)).out).toBe(plain);
    const [first = ''] = plain.split('\n');
    const name = `${(JSON.parse(first) as { encounter: string }).encounter.slice('Encounter/'.length, -'-enc'.length)}.json`;
    const pretty = JSON.stringify(JSON.parse(readFileSync(join(patients, name), 'utf8')), null, 2);
    expect(run(['evaluate', '-'], pretty).lines[0]).toBe(first);
    expect(run(['note', '-'], gzipSync('Sepsis.')).lines).toHaveLength(1);
    expect(run(['evaluate', '-'], '')).toMatchObject({ code: 0, out: '' });
    expect(run(['evaluate', '-'], gzipSync('{}').subarray(0, 12))).toMatchObject({
      code: 1,
      err: expect.stringContaining('standard input'),
    });
  });

  test('does not depend on the order of entries', () => {
    const forward = bundle('vig-01');
    const backward = { ...forward, entry: [...forward.entry].reverse() };
    const lines = run(['evaluate', file('f.json', JSON.stringify(forward)), file('b.json', JSON.stringify(backward))]).lines;
    expect(lines[1]).toBe(lines[0]);
  });

  test('reads a Bulk Data folder of several patients like their Bundles', () => {
    const bulk = mkdtempSync(join(tmpdir(), 'corroborate-bulk-'));
    const byType = new Map<string, string[]>();
    for (const id of ['vig-01', 'vig-15']) {
      for (const { resource } of bundle(id).entry)
        byType.set(resource.resourceType, [...(byType.get(resource.resourceType) ?? []), JSON.stringify(resource)]);
    }
    for (const [type, lines] of byType) writeFileSync(join(bulk, `${type}.000.ndjson`), lines.join('\n'));
    const rows = run(['evaluate', bulk]).lines.map((line) => evaluateLine.parse(JSON.parse(line)));
    const alone = run(['evaluate', join(patients, 'vig-15.json')]).lines.map((line) => evaluateLine.parse(JSON.parse(line)));
    const row = rows.find((each) => each.encounter === 'Encounter/vig-15-enc');
    expect(rows.map((each) => each.encounter).sort()).toEqual(['Encounter/vig-01-enc', 'Encounter/vig-15-enc']);
    expect(row?.checklists.map((checklist) => [checklist.id, checklist.status])).toEqual(
      alone[0]?.checklists.map((checklist) => [checklist.id, checklist.status]),
    );
    expect(row?.levelOfCare.midnights).toEqual(alone[0]?.levelOfCare.midnights);
  });

  test('an unusable line costs only itself and is named with file and number', () => {
    const text = ['{"resourceType":"Bundle","entry":[]}', '{ broken', '{"resourceType":"Patient"}', JSON.stringify(bundle('vig-21'))].join(
      '\n',
    );
    const { code, err, lines } = run(['evaluate', file('mixed.ndjson', text)]);
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(err).toContain('mixed.ndjson:2: not JSON');
    expect(err).toContain('mixed.ndjson:3: not a FHIR Bundle');
  });

  test('a Bundle without a hospital encounter gives no line and is no error', () => {
    expect(run(['evaluate', file('empty.json', '{"resourceType":"Bundle","type":"collection"}')])).toMatchObject({ code: 0, out: '' });
  });

  test('a type that the file does not hold is not known, never not found', () => {
    const whole = bundle('vig-01');
    const without = { ...whole, entry: whole.entry.filter(({ resource }) => resource.resourceType !== 'Observation') };
    const line = evaluateLine.parse(JSON.parse(run(['evaluate', file('no-labs.json', JSON.stringify(without))]).lines[0] ?? ''));
    const sepsis = line.checklists.find((checklist) => checklist.id === 'sepsis');
    expect(sepsis?.status).toBe('cannot-check');
    expect(Object.values(sepsis?.expect ?? {}).filter((item) => item.state === 'missing' && item.ref.startsWith('SEP-CI'))).toEqual([]);
  });

  test('--as-of leaves out what was known later', () => {
    const late = evaluateLine.parse(JSON.parse(run(['evaluate', join(patients, 'vig-21.json')]).lines[0] ?? ''));
    const early = evaluateLine.parse(
      JSON.parse(run(['evaluate', join(patients, 'vig-21.json'), '--as-of', '2026-03-16T15:00:00-04:00']).lines[0] ?? ''),
    );
    expect(late.levelOfCare.inpatientOrder).not.toBeNull();
    expect(early.levelOfCare.inpatientOrder).toBeNull();
    expect(early.levelOfCare.end).toBeNull();
  });

  test('wrong usage is exit code 2 with the nearest help', () => {
    expect(run(['evaluate'])).toMatchObject({ code: 2 });
    expect(run(['evaluate', 'x', '--polcy', 'base'])).toMatchObject({ code: 2, err: expect.stringContaining('--policy') });
    expect(run(['evaluate', 'x', '--policy', 'nowhere'])).toMatchObject({ code: 2, err: expect.stringContaining('base') });
    expect(run(['evaluate', 'x', '--site', 'nowhere'])).toMatchObject({ code: 2, err: expect.stringContaining('known: mimic') });
    expect(run(['evaluate', 'x', '--as-of', '2026-03-01'])).toMatchObject({ code: 2 });
    expect(run(['judge'])).toMatchObject({ code: 2, err: expect.stringContaining('evaluate') });
    expect(run(['--help'])).toMatchObject({ code: 0 });
    expect(run(['evaluate', join(folder, 'absent.ndjson')])).toMatchObject({ code: 1, err: expect.stringContaining('no such file') });
    // Two files of the same name may lie in two folders: the path as given tells which one it is.
    expect(run(['evaluate', join(folder, 'absent.ndjson')]).err).toContain(join(folder, 'absent.ndjson'));
  });
});

describe('the line commands', () => {
  test('midnights counts local midnights and refuses to guess', () => {
    const text = [
      {
        id: 'two',
        segments: [{ zone: 'America/Los_Angeles', start: '2026-01-10T06:45:00Z', end: '2026-01-11T20:00:00Z' }],
        inpatientOrder: '2026-01-10T07:30:00Z',
      },
      { id: 'no-offset', segments: [{ zone: 'America/New_York', start: '2026-03-03T14:10:00', end: '2026-03-05T10:00:00-05:00' }] },
    ].map((line) => JSON.stringify(line));
    const { code, lines } = run(['midnights', file('m.jsonl', text.join('\n'))]);
    expect(code).toBe(0);
    const rows = lines.map((line) => midnightsOut.parse(JSON.parse(line)));
    expect(rows[0]).toMatchObject({ id: 'two', total: 2, countable: 2, inpatient: 2 });
    expect(rows[1]).toMatchObject({ id: 'no-offset', total: null, flags: ['unknown-precision'] });
  });

  test('lint names the rule, the place and the severity', () => {
    const draft = {
      id: 'q1',
      title: 'Sepsis clarification',
      body: 'Please add sepsis to capture the MCC.',
      format: 'open',
      options: [],
      indicators: [],
    };
    const row = lintOut.parse(JSON.parse(run(['lint', file('l.jsonl', JSON.stringify(draft))]).lines[0] ?? ''));
    expect(row.findings.map((finding) => finding.rule)).toEqual(expect.arrayContaining(['QL001', 'QL020', 'QL022', 'QL024']));
  });

  test('assertions judges a phrase that no lexicon knows', () => {
    const text = [
      { id: 7, text: 'No evidence of gout.', target: 'gout' },
      { id: 'b', text: 'History of vertigo.', target: 'vertigo' },
    ].map((line) => JSON.stringify(line));
    const rows = run(['assertions', file('a.jsonl', text.join('\n'))]).lines.map((line) => assertionOut.parse(JSON.parse(line)));
    expect(rows).toMatchObject([
      { id: 7, status: 'negated', cue: 'no evidence of' },
      { id: 'b', status: 'historical', temporality: 'historical' },
    ]);
  });

  test('note prints mentions whose offsets count in the text that --text prints', () => {
    const path = file(
      'note.html',
      '<html><body><h2>Assessment and Plan</h2><p>AKI due to sepsis.</p><p hidden>Septic shock.</p></body></html>',
    );
    const text = run(['note', '--text', path]).out;
    const rows = run(['note', path]).lines.map((line) => noteOut.parse(JSON.parse(line)));
    expect(rows.map((row) => [row.concept, row.status])).toEqual([
      ['aki', 'affirmed'],
      ['sepsis', 'affirmed'],
    ]);
    for (const row of rows) expect(text.slice(row.start, row.end)).toBe(row.text);
    expect(rows[0]?.link).toBe('sepsis');
  });

  test('a line that is not JSON is named, and the others are still done', () => {
    const { code, lines, err } = run(['midnights', '-'], 'nonsense\n{"id":"a","segments":[]}\n');
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(err).toContain('standard input:1');
  });

  test('read-plan names each type with its scope', () => {
    const { code, out } = run(['read-plan']);
    expect(code).toBe(0);
    expect(out).toContain('patient/Observation.rs');
    expect(out).not.toContain('patient/*');
  });

  test('cases runs the cases beside the checklists', () => {
    const { out } = run(['cases']);
    expect(out).toMatch(/inpatient-status \d+\.\d+\.\d+: (\d+) of \1 cases as expected/);
  });
});
