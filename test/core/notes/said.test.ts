import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mentionsIn } from '../../../src/core/notes/index.ts';
import { lexicon } from './lexicon.ts';

const rows = readFileSync(new URL('./said.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('|') as [string, 'yes' | 'no', string]);

describe('what a sentence says for the stay, and what it denies', () => {
  test.each(rows)('%s %s: %s', (concept, said, sentence) => {
    const mentions = mentionsIn(`Assessment and Plan:\n${sentence}`, 'progress', lexicon).filter((one) => one.concept === concept);
    expect(mentions.some((one) => one.status === 'affirmed')).toBe(said === 'yes');
  });

  test('a denial names the words that deny', () => {
    const [mention] = mentionsIn('Assessment and Plan:\nNot ready for discharge tomorrow.', 'progress', lexicon).filter(
      (one) => one.concept === 'contradiction-statement',
    );
    expect(mention).toMatchObject({ status: 'negated', cue: 'Not' });
  });
});
