import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertion, mentionsIn, plainText, textOf } from '../../../src/core/notes/index.ts';
import { lexicon } from './lexicon.ts';

/** Pieces that the reader knows, in any order, between arbitrary text. */
const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      'no ',
      'sepsis',
      ' due to ',
      'UTI',
      ', ',
      '. ',
      '\n',
      'Plan:',
      '[ ] ',
      '(',
      ')',
      'history of ',
      'ARF',
      ' 2 ',
      'midnights',
      'expect ',
      '?',
      'vs ',
      'mother ',
      ': no',
      'w/o ',
      '2/2 ',
      '|',
      ' resolved',
      'i̇',
      'ß',
      '🙂',
    ),
    fc.string({ maxLength: 6 }),
  ),
  { maxLength: 40 },
);
const note = pieces.map((parts) => parts.join(''));

test('no text makes reading throw, and every mention is the slice of its offsets', () => {
  fc.assert(
    fc.property(note, (text) => {
      for (const mention of mentionsIn(text, 'progress', lexicon)) {
        expect(text.slice(mention.start, mention.end)).toBe(mention.text);
        expect(mention.text).not.toBe('');
        expect(text).toContain(mention.snippet);
        for (const link of mention.links) expect(text.slice(link.start, link.end)).toBe(link.text);
      }
    }),
    { numRuns: 500 },
  );
});

test('no phrase in no text makes judging throw', () => {
  fc.assert(
    fc.property(note, fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('sepsis', 'no', '(', 'UTI vs')), (text, target) => {
      expect(assertion({ text, target }, lexicon).status).toBeTypeOf('string');
    }),
    { numRuns: 500 },
  );
});

test('no contents make extraction throw', () => {
  const types = fc.constantFrom('text/plain', 'text/html', 'text/rtf', 'text/xml', 'application/pdf', '', 'text/plain; charset=utf-16');
  fc.assert(
    fc.property(types, fc.uint8Array({ maxLength: 200 }), (contentType, bytes) => {
      const result = plainText(contentType, bytes);
      expect('text' in result ? result.text !== '' : result.kind === 'unreadable').toBe(true);
    }),
  );
  const markup = fc.array(
    fc.constantFrom(
      '<',
      '>',
      'p',
      '/',
      '"',
      '=',
      'style',
      '&',
      ';',
      '<!--',
      '-->',
      '<script>',
      '</script>',
      '{\\rtf1',
      '\\u',
      '\\',
      '{',
      '}',
      "\\'",
      'x',
      '<td>',
      ']]>',
      '<![CDATA[',
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(types, markup, (contentType, parts) => {
      textOf(contentType, parts.join(''));
      textOf(contentType, `{\\rtf1 ${parts.join('')}`);
      textOf(contentType, `<ClinicalDocument><text>${parts.join('')}`);
    }),
  );
});

const LONG = 100_000;
test.each(['a', '[', '[ ]', '((', 'x ', '. ', '\n', '?', 'no ', 'if ', '<', '&', '1,'])('100 kB of %j are read in time', (piece) => {
  const text = piece.repeat(LONG / piece.length);
  const started = process.cpuUsage().user;
  mentionsIn(text, 'progress', lexicon);
  textOf('text/html', text);
  textOf('text/rtf', `{\\rtf1 ${text}`);
  // 50 ms each on a quiet machine; the bound here only tells linear from not.
  expect((process.cpuUsage().user - started) / 1000).toBeLessThan(600);
});
