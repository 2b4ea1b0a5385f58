import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assertion } from '../../../src/core/notes/index.ts';
import { lexicon } from './lexicon.ts';

const rows = readFileSync(resolve(import.meta.dirname, 'meant.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('|') as [string, string, string]);

/** Statuses in which time is not defined. */
const TIMELESS = new Set(['hypothetical', 'process', 'template', 'part-of-other-term']);
/** A status that comes without a word for it, as in "AKI on CKD", under a section's header, or by a mark. */
const WITHOUT_CUE = new Set(['affirmed', 'historical', 'hypothetical', 'other-experiencer', 'process']);

describe('sentences of many wards, each with how its phrase is meant', () => {
  test('the table holds every status', () => {
    expect(new Set(rows.map(([label]) => label.split('/')[0])).size).toBe(12);
  });

  test.each(rows)('%s: %s in "%s"', (label, target, text) => {
    const [status, before] = label.split('/') as [string, string?];
    const judged = assertion({ text, target }, lexicon);
    expect(judged.status).toBe(status);
    if (!TIMELESS.has(status)) expect(judged.temporality).toBe(before || status === 'historical' ? 'historical' : 'current');
    // Every other status names the words it rests on, and they stand in the sentence.
    if (judged.cue === null) expect(WITHOUT_CUE.has(status)).toBe(true);
    else if (status !== 'template') expect(text.includes(judged.cue)).toBe(true);
  });
});
