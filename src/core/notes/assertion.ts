import type { SectionClass } from '../chart/fact.ts';
import type { Lexicon } from './lexicon.ts';
import { type ReadText, reachOf, readText } from './read.ts';
import { sectionAt, sectionNamed } from './sections.ts';
import type { Sentence } from './sentences.ts';
import { type Assertion, assertionOf, type SectionContext } from './status.ts';
import { type Token, tokensOf } from './tokens.ts';

/** One line of `corroborate assertions`. */
export interface AssertionQuestion {
  readonly text: string;
  readonly target: string;
  readonly section?: string;
}

/**
 * How `target` is meant in `text`, whether or not the lexicon knows it. Judged is its first occurrence in capitals, else the first,
 * whole words before parts of words; case and runs of spaces do not matter. A target that the text does not hold is affirmed without a cue.
 */
export function assertion(question: AssertionQuestion, lexicon: Lexicon): Omit<Assertion, 'flags'> & { readonly flags: readonly string[] } {
  const { text } = question;
  const read = readText(text, 'other', lexicon);
  const place = placeOf(text, question.target);
  const nothing = { status: 'affirmed', temporality: 'current', experiencer: 'patient', cue: null, flags: [] } as const;
  if (!place) return nothing;
  if (place.partOfWord) return { ...nothing, status: 'part-of-other-term', cue: place.word };
  let from = read.tokens.findIndex((token) => token.end > place.start);
  if (from < 0) return nothing;
  let to = from;
  while (to < read.tokens.length && (read.tokens[to]?.start ?? place.end) < place.end) to += 1;
  const sentence = sentenceAround(read, from);
  if (!sentence) return nothing;
  // A target that runs over a full stop is judged by the sentence it begins in.
  to = Math.min(Math.max(to, from + 1), sentence.to);
  from = Math.max(from, sentence.from);
  return assertionOf(reachOf(read, sentence), text, from, to, sectionContext(question, place.start, read, lexicon));
}

/** The sentence of a token; a phrase that is itself a header ("Allergies: none") is judged together with what it heads. */
function sentenceAround(read: ReadText, at: number): Sentence | null {
  const index = read.sentences.findIndex((one) => one.from <= at && at < one.to);
  const sentence = read.sentences[index];
  if (!sentence) return null;
  const next = read.sentences[index + 1];
  const token = read.tokens[at] as Token;
  const isHeader = token.start < sectionAt(read.sections, token.start).body;
  const sameLine = next && read.tokens[next.from]?.line === read.tokens[sentence.to - 1]?.line;
  return isHeader && sameLine ? { from: sentence.from, to: next.to } : sentence;
}

function sectionContext(question: AssertionQuestion, offset: number, read: ReadText, lexicon: Lexicon): SectionContext {
  const inText = sectionAt(read.sections, offset);
  if (inText.header !== '' && inText.group !== 'unknown') return inText;
  const named = question.section ? sectionNamed(question.section, tokensOf(question.section, lexicon.same), lexicon) : null;
  return named ?? { class: 'narrative' satisfies SectionClass, group: 'unknown' };
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly partOfWord: boolean;
  readonly word: string;
}

/** First whole-word occurrence in capitals, else the first whole-word one, else the first inside a longer word. */
function placeOf(text: string, target: string): Place | null {
  const wanted = target.trim().split(/\s+/).join(' ');
  if (wanted === '') return null;
  const { squeezed, at } = squeeze(text);
  const upper = wanted.toUpperCase();
  const lower = wanted.toLowerCase();
  const searches: readonly (readonly [string, string])[] = [
    [squeezed, upper],
    [squeezed.toLowerCase(), lower],
  ];
  let inside: Place | null = null;
  for (const [hay, needle] of searches) {
    for (let from = hay.indexOf(needle); from >= 0; from = hay.indexOf(needle, from + 1)) {
      const to = from + needle.length;
      const start = at[from] ?? 0;
      const end = (at[to - 1] ?? start) + 1;
      if (!isWordSign(squeezed.charAt(from - 1)) || !isWordSign(needle.charAt(0))) {
        // A plural, or a word cut short by a letter or two, is the word itself.
        const nearly = !isWordSign(squeezed.charAt(to + 1)) || !isWordSign(squeezed.charAt(to + 2));
        if (!isWordSign(squeezed.charAt(to)) || nearly || !isWordSign(needle.charAt(needle.length - 1)))
          return { start, end, partOfWord: false, word: '' };
      }
      inside ??= { start, end, partOfWord: true, word: wordAround(text, start, end) };
    }
  }
  return inside;
}

const isWordSign = (sign: string): boolean => sign !== '' && /[\p{L}\p{N}]/u.test(sign);

function wordAround(text: string, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from > 0 && isWordSign(text.charAt(from - 1))) from -= 1;
  while (to < text.length && isWordSign(text.charAt(to))) to += 1;
  return text.slice(from, to);
}

/** Runs of white space as one space, and for each sign where it stood. Upper- and lower-casing must not change the length. */
function squeeze(text: string): { readonly squeezed: string; readonly at: readonly number[] } {
  const at: number[] = [];
  let squeezed = '';
  for (let i = 0; i < text.length; i += 1) {
    const sign = text.charAt(i);
    const space = /\s/.test(sign);
    if (space && squeezed.endsWith(' ')) continue;
    squeezed += space ? ' ' : sign.toLowerCase().length === 1 && sign.toUpperCase().length === 1 ? sign : '.';
    at.push(i);
  }
  return { squeezed, at };
}
