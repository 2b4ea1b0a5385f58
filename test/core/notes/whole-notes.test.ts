import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mentionsIn, plainText } from '../../../src/core/notes/index.ts';
import { lexicon } from './lexicon.ts';

/** Whole notes as templates make them, written for these tests; what each says was read by a person, one by one. */
const notes = JSON.parse(readFileSync(new URL('./whole-notes.json', import.meta.url), 'utf8')) as readonly {
  readonly note: string;
  readonly type: string;
  readonly text: string;
  readonly says: readonly string[];
}[];
const watched = new Set(notes.flatMap(({ says }) => says.map((one) => one.split(' ')[0])));

test.each(notes)('$note is read as a person reads it', ({ type, text, says }) => {
  const read = plainText(type, Buffer.from(text, 'utf8'));
  const mentions = 'text' in read ? mentionsIn(read.text, 'other', lexicon) : [];
  const said = mentions.filter(({ concept }) => watched.has(concept)).map(({ concept, status }) => `${concept} ${status}`);
  expect([...new Set(said)].sort()).toEqual(says);
});
