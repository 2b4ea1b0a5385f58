import type { SectionClass } from '../chart/fact.ts';
import type { Lexicon, SectionEntry } from './lexicon.ts';
import { hitsAt } from './phrases.ts';
import type { Token } from './tokens.ts';

/** A stretch of a note under one header. The header itself belongs to it. Offsets are into the plain text. */
export interface Section {
  /** As written, without the colon; '' before the first header. */
  readonly header: string;
  /** Finer than the class: 'problem-list', 'allergies', 'attestation' ...; 'unknown' for a header we do not know. */
  readonly group: string;
  readonly class: SectionClass;
  readonly from: number;
  readonly to: number;
  /** Where the text after the header begins. */
  readonly body: number;
}

const NARRATIVE: SectionEntry = { group: 'unknown', class: 'narrative' };
const HEADER_WORDS = 8;

/**
 * Sections of a note, in order, covering it from the first to the last character. A header is a known one followed by a colon or a dash,
 * or alone on its line; or an unknown short line that ends in a colon. Inside a diagnosis section an unknown header is a problem's name
 * and keeps the class. No header at all: one narrative section.
 */
export function sectionsOf(text: string, tokens: readonly Token[], lexicon: Lexicon): Section[] {
  const starts: { readonly header: string; readonly entry: SectionEntry; readonly from: number; readonly body: number }[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as Token;
    const previous = tokens[i - 1];
    const opensLine = !previous || previous.line !== token.line;
    const opens = opensLine || (previous.kind === 'mark' && '.:;|]_'.includes(previous.norm));
    if (!opens || token.kind === 'mark') {
      // "## Assessment", "**Plan:**": marks of a document before its header.
      if (!(opensLine && token.kind === 'mark' && '#*_='.includes(token.norm))) continue;
      let k = i;
      while (tokens[k]?.kind === 'mark' && '#*_='.includes(tokens[k]?.norm ?? '') && tokens[k]?.line === token.line) k += 1;
      const found = headerAt(text, tokens, k, true, lexicon);
      if (found) {
        starts.push({ ...found.start, from: token.start });
        i = found.to - 1;
      }
      continue;
    }
    const found = headerAt(text, tokens, i, opensLine, lexicon);
    if (found) {
      starts.push(found.start);
      i = found.to - 1;
    }
  }
  return assemble(starts, text.length);
}

interface Start {
  readonly header: string;
  readonly entry: SectionEntry;
  readonly from: number;
  readonly body: number;
}

function headerAt(
  text: string,
  tokens: readonly Token[],
  at: number,
  opensLine: boolean,
  lexicon: Lexicon,
): { readonly start: Start; readonly to: number } | null {
  const first = tokens[at];
  if (!first) return null;
  for (const hit of hitsAt(lexicon.sections, tokens, at, Math.min(tokens.length, at + HEADER_WORDS))) {
    const last = tokens[hit.to - 1] as Token;
    if (last.line !== first.line) continue;
    const after = tokens[hit.to];
    const alone = !after || after.line !== last.line;
    const colon = after?.norm === ':' && after.line === last.line;
    const dash = after?.norm === '-' && after.line === last.line && isCapital(text, first, last);
    const starred = after !== undefined && '*_'.includes(after.norm) && after.kind === 'mark';
    if (!(colon || dash || (starred && opensLine) || (alone && opensLine && startsLarge(text, first)))) continue;
    // Mid-line only in capitals or as Title Case: "... stable. plan: ..." is prose.
    if (!opensLine && !startsLarge(text, first)) continue;
    const to = alone ? hit.to : hit.to + 1;
    const entry = hit.what[0] as SectionEntry;
    return { start: { header: text.slice(first.start, last.end), entry, from: first.start, body: (tokens[to - 1] as Token).end }, to };
  }
  return opensLine ? unknownHeader(text, tokens, at) : null;
}

/** "Function and Planning:" alone on its line, at most six words, nothing but words before the colon. */
function unknownHeader(text: string, tokens: readonly Token[], at: number): { readonly start: Start; readonly to: number } | null {
  const first = tokens[at] as Token;
  if (first.kind !== 'word' || !startsLarge(text, first)) return null;
  let k = at;
  while (k < tokens.length && k - at <= 6 && tokens[k]?.line === first.line) {
    const token = tokens[k] as Token;
    if (token.norm === ':') {
      const next = tokens[k + 1];
      if (k === at || (next && next.line === first.line)) return null;
      return {
        start: { header: text.slice(first.start, (tokens[k - 1] as Token).end), entry: NARRATIVE, from: first.start, body: token.end },
        to: k + 1,
      };
    }
    if (token.kind === 'mark' && !'/()'.includes(token.norm)) return null;
    k += 1;
  }
  return null;
}

function assemble(starts: readonly Start[], length: number): Section[] {
  const sections: Section[] = [];
  if ((starts[0]?.from ?? 1) > 0)
    sections.push({ header: '', group: 'unknown', class: 'narrative', from: 0, to: starts[0]?.from ?? length, body: 0 });
  for (const [index, start] of starts.entries()) {
    const before = sections.at(-1);
    const keeps = start.entry === NARRATIVE && before?.class === 'diagnosis';
    const entry = keeps && before ? { group: before.group, class: before.class } : start.entry;
    const header = keeps && before ? before.header : start.header;
    sections.push({
      header,
      group: entry.group,
      class: entry.class,
      from: start.from,
      to: starts[index + 1]?.from ?? length,
      body: start.body,
    });
  }
  return sections;
}

function startsLarge(text: string, token: Token): boolean {
  const sign = text.charAt(token.start);
  return sign === sign.toUpperCase() && sign !== sign.toLowerCase();
}

const isCapital = (text: string, first: Token, last: Token): boolean => {
  const words = text.slice(first.start, last.end);
  return words === words.toUpperCase() && words !== words.toLowerCase();
};

/** The section that holds the character; sections cover the note, so there is one. Binary search. */
export function sectionAt(sections: readonly Section[], offset: number): Section {
  let low = 0;
  let high = sections.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sections[middle] as Section).from <= offset) low = middle;
    else high = middle - 1;
  }
  return sections[low] ?? { header: '', group: 'unknown', class: 'narrative', from: 0, to: 0, body: 0 };
}

/** The class and group that a section title given on its own means ("PMH", "Assessment"); null for an unknown one. */
export function sectionNamed(title: string, tokens: readonly Token[], lexicon: Lexicon): SectionEntry | null {
  const hit = hitsAt(lexicon.sections, tokens, 0, tokens.length)[0];
  if (!hit) return null;
  const rest = tokens.slice(hit.to).filter((token) => token.kind !== 'mark');
  return rest.length === 0 || title.length < 60 ? (hit.what[0] ?? null) : null;
}
