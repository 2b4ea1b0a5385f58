import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../src/command/args.ts';
import { score } from '../../src/command/score.ts';
import { partsByEncounter } from '../../src/command/score-parts.ts';
import { tableOf } from '../../src/command/score-print.ts';
import { agreementRow, binaryRow, countRow } from '../../src/command/score-row.ts';
import { TARGETS } from '../../src/command/score-targets.ts';
import { cellsOf, truthRows, truthTime } from '../../src/command/score-truth.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'corroborate-score-'));

const answers = (ours: string, truth: string) => [...ours].map((one, i) => ({ id: `${i}`, ours: one === 'y', truth: truth[i] === 'y' }));

describe('the figures of a row', () => {
  test('kappa, sensitivity, specificity, precision and F1 are those of the textbook', () => {
    // 20 yes by both, 5 by us alone, 10 by the truth alone, 15 by neither: kappa 0.4.
    const row = binaryRow(
      'r',
      'r',
      answers(`${'y'.repeat(25)}${'n'.repeat(25)}`, `${'y'.repeat(20)}${'n'.repeat(5)}${'y'.repeat(10)}${'n'.repeat(15)}`),
    );
    expect(row.n).toBe(50);
    expect(row.figures.agreement).toBeCloseTo(0.7);
    expect(row.figures.kappa).toBeCloseTo(0.4);
    expect(row.figures.sensitivity).toBeCloseTo(20 / 30);
    expect(row.figures.specificity).toBeCloseTo(15 / 20);
    expect(row.figures.precision).toBeCloseTo(20 / 25);
    expect(row.figures.f1).toBeCloseTo(40 / 55);
    expect(row.disagreeing).toHaveLength(15);
  });

  test('nothing to measure gives no figure, and a target is not reached by it', () => {
    const row = binaryRow('negation', 'negation', []);
    expect(row.figures).toMatchObject({ agreement: null, kappa: null, f1: null });
    expect(tableOf([row], false).at(-1)).toMatch(/F1 >= 0.985 +NO$/);
  });

  test('two readers who always say yes agree, and have no kappa', () => {
    expect(binaryRow('r', 'r', answers('yyy', 'yyy')).figures).toMatchObject({ agreement: 1, kappa: null, specificity: null });
  });

  test('the table names target and whether it is reached, and with --ids what disagrees', () => {
    const all = [
      { id: 'a', ours: '1', truth: '1', agrees: true },
      { id: 'b', ours: '2', truth: '3', agrees: false },
    ];
    const lines = tableOf([agreementRow('sofa-stay', 'SOFA', all), countRow('pf-without-truth', 'P/F', all)], true);
    expect(lines.some((line) => /^SOFA +2 +0\.500 .*agree >= 0\.97 +NO$/.test(line))).toBe(true);
    expect(lines.some((line) => /^P\/F +2 .*count <= 2 +yes$/.test(line))).toBe(true);
    expect(lines.filter((line) => line === '    b: ours 2 | truth 3')).toHaveLength(2);
    expect(tableOf([agreementRow('sofa-stay', 'SOFA', all)], false).join('\n')).not.toContain('ours 2');
  });

  test('every target asks for a figure and one bound', () => {
    for (const target of Object.values(TARGETS).flat())
      expect([target.atLeast, target.atMost].filter((bound) => bound !== undefined)).toHaveLength(1);
  });
});

describe('truth tables', () => {
  test('quoted cells hold commas, doubled quotes and line breaks; an archive reads like the file', async () => {
    expect(cellsOf('a,"b, ""c""",,d')).toEqual(['a', 'b, "c"', '', 'd']);
    expect(cellsOf('a,')).toEqual(['a', '']);
    const path = join(folder(), 't.csv.gz');
    writeFileSync(path, gzipSync('x,y\r\n1,"two\nlines"\r\n2,"",\r\n'));
    expect(await truthRows(path)).toEqual([
      { x: '1', y: 'two\nlines' },
      { x: '2', y: '' },
    ]);
  });

  test('wall clock is the clock of the hospital, summer and winter', () => {
    expect(truthTime('2180-07-06 19:17:00', 'America/New_York')).toBe(Date.parse('2180-07-06T19:17:00-04:00'));
    expect(truthTime('2180-01-06 19:17:00', 'America/New_York')).toBe(Date.parse('2180-01-06T19:17:00-05:00'));
    expect(truthTime('', 'America/New_York')).toBeNull();
  });
});

describe('one encounter out of a mixed folder', () => {
  const resource = (resourceType: string, id: string, more: object = {}) => ({ resource: { resourceType, id, ...more } });
  const at = (reference: string) => ({ reference });

  test('takes its parts, what they refer to and what those refer to, and nothing that names another encounter', () => {
    const parts = partsByEncounter([
      resource('Encounter', 'one'),
      resource('Encounter', 'icu', { partOf: at('Encounter/one') }),
      resource('Encounter', 'two'),
      resource('Patient', 'p'),
      resource('Observation', 'a', {
        encounter: at('Encounter/icu'),
        subject: at('Patient/p'),
        hasMember: [at('Observation/b'), at('Observation/c')],
      }),
      resource('Observation', 'b', { specimen: at('Specimen/s') }),
      resource('Observation', 'c', { encounter: at('Encounter/two') }),
      resource('Observation', 'loose', { subject: at('Patient/p') }),
      resource('Specimen', 's'),
    ]);
    expect(parts.map((part) => part.map((one) => (one as { id: string }).id).sort())).toEqual([
      ['a', 'b', 'icu', 'one', 'p', 's'],
      ['c', 'two'],
    ]);
  });
});

describe('corroborate score', () => {
  afterEach(() => vi.restoreAllMocks());

  async function printed(argv: readonly string[]): Promise<readonly string[]> {
    const lines: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      lines.push(String(text).trimEnd());
      return true;
    });
    expect(await score.run(argv)).toBe(0);
    return lines;
  }

  test('knows labelled sentences by what the folder holds, and a missed target is no error', async () => {
    const path = folder();
    const sentence = (text: string, concept: string, negation: string, temporality: string) =>
      JSON.stringify({ report: 1, concept, sentence: text, negation, temporality, experiencer: 'Patient' });
    writeFileSync(
      join(path, 'sentences.jsonl'),
      [
        sentence('The patient denies CHEST PAIN.', 'chest pain', 'Negated', 'Recent'),
        sentence('She has PNEUMONIA.', 'pneumonia', 'Affirmed', 'Recent'),
        sentence('History of STROKE in 1999.', 'stroke', 'Affirmed', 'Historical'),
        sentence('He has a COUGH.', 'cough', 'Negated', 'Recent'),
      ].join('\n'),
    );
    const rows = (await printed([path, '--json'])).map(
      (line) => JSON.parse(line) as { id: string; n: number; precision: number; disagreeing: { id: string }[] },
    );
    expect(rows.map(({ id, n }) => [id, n])).toEqual([
      ['negation', 4],
      ['history', 4],
    ]);
    expect(rows[0]).toMatchObject({ precision: 1, sensitivity: 0.5, reached: false });
    expect(rows[0]?.disagreeing.map(({ id }) => id)).toEqual(['line 4, report 1']);
    expect((await printed([path])).join('\n')).not.toMatch(/cough/i);
  });

  test('scores written stays against the expected answers beside them', async () => {
    const root = resolve(import.meta.dirname, '../..');
    const path = folder();
    mkdirSync(join(path, 'expected'));
    const stays = ['vig-01', 'vig-30'];
    writeFileSync(
      join(path, 'bundles.ndjson'),
      stays.map((id) => JSON.stringify(JSON.parse(readFileSync(join(root, `sandbox/patients/${id}.json`), 'utf8')))).join('\n'),
    );
    for (const id of stays)
      writeFileSync(join(path, `expected/${id}.json`), readFileSync(join(root, `test/vignettes/expected/${id}.json`)));
    const rows = (await printed([path, '--json'])).map((line) => JSON.parse(line) as { id: string; n: number; reached: boolean | null });
    expect(rows[0]).toMatchObject({ id: 'vignettes', n: 2, agreement: 1, reached: true });
    expect(rows[1]).toMatchObject({ id: 'vignettes-forbidden', count: 0, reached: true });
  });

  test('a folder that holds nothing to score by, no folder and two folders are wrong usage', async () => {
    for (const argv of [[folder()], [], ['nowhere-at-all'], [folder(), folder()]])
      await expect(score.run(argv)).rejects.toThrow(UsageError);
  });
});
