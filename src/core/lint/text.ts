import type { LintLexicon } from './lexicon.ts';

const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const cache = new WeakMap<readonly string[], RegExp>();

/** Regular expression source of one phrase: spaces and hyphens are alike, `*` ends a word in any way. Linear: no nested repetition. */
export function phraseSource(phrase: string): string {
  const body = quoted(phrase)
    .replace(/\\\*$/, "[a-z'-]*")
    .replace(/\\\* /g, '[a-z-]* ')
    .replace(/[\s-]+(?![^[]*\])/g, '[\\s-]+');
  return `${/^[a-z0-9]/i.test(phrase) ? '(?<![a-z0-9])' : ''}${body}${/[a-z0-9]$/i.test(phrase) ? '(?![a-z0-9])' : ''}`;
}

/** The very text, however it is spaced. */
export const literal = (text: string): RegExp => new RegExp(quoted(text.trim()).replace(/\s+/g, '\\s+'), 'g');

/** One expression for a whole list, longest phrase first, global and on lower-case text. Kept per list: lists are constant data. */
export function phrases(list: readonly string[]): RegExp {
  let found = cache.get(list);
  if (!found) {
    const sources = [...list].sort((a, b) => b.length - a.length).map((each) => phraseSource(each.toLowerCase()));
    found = new RegExp(sources.length > 0 ? sources.join('|') : '(?!)', 'g');
    cache.set(list, found);
  }
  // shared and global: whoever used it last must not decide where the next search begins
  found.lastIndex = 0;
  return found;
}

export interface Hit {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** All places where a phrase of the list stands, in order. */
export const hits = (text: string, list: readonly string[]): Hit[] =>
  [...text.matchAll(phrases(list))].map((match) => ({ text: match[0], start: match.index, end: match.index + match[0].length }));

/** True when any phrase of the list stands in the text. */
export const has = (text: string, list: readonly string[]): boolean => {
  return phrases(list).test(text);
};

/** Same characters, without markup, invisible characters and typographic variants. Case is kept: "CC" and "cc" differ. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    .replace(/[\u201C\u201D\u201E\u00AB\u00BB]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/<\/?[a-zA-Z][^<>]{0,200}>/g, ' ')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/\b(?:[A-Za-z]\.){2,}/g, (dotted) => dotted.replaceAll('.', ''));

/** The form all lists are compared in: `plain`, lower case, American spelling, contractions written out. */
export function normalize(text: string, lexicon: LintLexicon): string {
  let out = plain(text).toLowerCase();
  for (const [full, forms] of Object.entries(lexicon.contractions)) out = out.replace(phrases(forms), full);
  for (const [from, to] of Object.entries(lexicon.spelling)) out = out.replaceAll(from, to);
  return out;
}

/** Sentences with their place. A full stop between digits ("7.28") and after common short forms ("Dr.") ends none. */
export function sentences(text: string): Hit[] {
  const out: Hit[] = [];
  const ends = /(?:[?!]|(?<!\b(?:dr|mr|mrs|ms|vs|no|approx|e\.g|i\.e|pt))\.(?!\d)(?=\s|$)|\n)+/g;
  let start = 0;
  for (const match of text.matchAll(ends)) {
    const end = match.index + match[0].length;
    if (text.slice(start, match.index).trim()) out.push({ text: text.slice(start, end).trim(), start, end });
    start = end;
  }
  if (text.slice(start).trim()) out.push({ text: text.slice(start).trim(), start, end: text.length });
  return out;
}

/** The clause around a place: bounded by sentence ends, semicolons, colons, commas and blanked parts. */
export function clauseBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 160), at);
  return before.slice(Math.max(...[';', ':', '\n', '|', '?', '!'].map((mark) => before.lastIndexOf(mark)), lastStop(before)) + 1);
}

const lastStop = (text: string): number => {
  let last = -1;
  for (const match of text.matchAll(/\.(?!\d)/g)) last = match.index;
  return last;
};

/** The last `count` words before a place, within its sentence. */
export const wordsBefore = (text: string, at: number, count: number): string =>
  clauseBefore(text, at).trim().split(/\s+/).slice(-count).join(' ');

/** The next `count` words after a place, within its sentence. */
export const wordsAfter = (text: string, at: number, count: number): string =>
  (text.slice(at, at + 160).split(/[;:|\n?!]|\.(?!\d)/)[0] ?? '').trim().split(/\s+/).slice(0, count).join(' ');

/** The text with the given stretches replaced by a bar, which no phrase matches and which ends a clause. Places stay where they are. */
export function blank(text: string, stretches: readonly { readonly start: number; readonly end: number }[]): string {
  if (stretches.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    pieces.push(text.slice(at, from), '|'.repeat(end - from));
    at = end;
  }
  return pieces.join('') + text.slice(at);
}
