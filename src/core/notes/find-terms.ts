import type { ConceptId } from '../chart/fact.ts';
import type { Reading, TermPhrase } from './lexicon.ts';
import { type Hit, longestHits } from './phrases.ts';
import type { ReadText } from './read.ts';
import { type Section, sectionAt } from './sections.ts';
import type { Sentence } from './sentences.ts';
import type { Token } from './tokens.ts';

/** A phrase of the lexicon found in a sentence, before anybody asks how it is meant. */
export interface TermHit {
  readonly from: number;
  readonly to: number;
  readonly phrases: readonly TermPhrase[];
  /** A short form whose reading nothing near it decides. */
  readonly undecided: boolean;
}

/** Terms of one sentence, left to right, longest first, never overlapping; short forms with two readings are decided by the words near them. */
export function termsIn(read: ReadText, sentence: Sentence, section: Section): TermHit[] {
  const { tokens, lexicon } = read;
  const usable = (phrase: TermPhrase) => !phrase.findingsOnly || section.class === 'findings';
  // "CKD 2/2 diabetes" is no stage 2.
  const whole = (hit: Hit<TermPhrase>) => !(tokens[hit.to - 1]?.kind === 'number' && tokens[hit.to]?.norm === '/');
  const hits: TermHit[] = longestHits(lexicon.terms, tokens, sentence.from, sentence.to, (hit) => whole(hit) && hit.what.some(usable)).map(
    (hit) => ({
      from: hit.from,
      to: hit.to,
      phrases: hit.what.filter(usable),
      undecided: false,
    }),
  );
  const covered = (at: number) => hits.some((hit) => hit.from <= at && at < hit.to);
  for (let at = sentence.from; at < sentence.to; at += 1) {
    const token = tokens[at] as Token;
    const readings = token.kind === 'word' ? lexicon.abbreviations.get(token.norm) : undefined;
    if (!readings || covered(at) || !isShortForm(read.text, token)) continue;
    const hit = shortForm(read, sentence, section, at);
    if (hit) hits.push(hit);
  }
  return hits.sort((a, b) => a.from - b.from);
}

/** Short forms are written in capitals, as "ra sat" sometimes is not; "cap" and "hap" in small letters are words. */
const isShortForm = (text: string, token: Token): boolean => {
  const written = text.slice(token.start, token.end);
  return written === written.toUpperCase() || token.norm === 'ra';
};

function shortForm(read: ReadText, sentence: Sentence, section: Section, at: number): TermHit | null {
  const { tokens, lexicon } = read;
  const readings = lexicon.abbreviations.get((tokens[at] as Token).norm) ?? [];
  const hit = (concept: ConceptId | null, undecided: boolean): TermHit | null => {
    const term = concept === null ? undefined : lexicon.termOf.get(concept);
    return term ? { from: at, to: at + 1, phrases: [{ term, nonspecific: false, findingsOnly: false }], undecided } : null;
  };
  const next = tokens[at + 1];
  const numbered = readings.find((reading) => reading.numberFollows && next?.kind === 'number' && at + 1 < sentence.to);
  if (numbered) return hit(numbered.concept, false);
  const before = tokens[at - 1]?.norm ?? '';
  const inSentence = readingsNear(read, readings, sentence.from, sentence.to, at);
  const placed = readings.find((reading) => at > sentence.from && reading.directlyAfter.has(before));
  if (placed && inSentence.every((reading) => reading === placed)) return hit(placed.concept, false);
  if (inSentence.length === 1) return hit(inSentence[0]?.concept ?? null, false);
  if (inSentence.length === 0) {
    const from = Math.max(lowerBound(tokens, section.body), at - SECTION_REACH);
    const to = Math.min(lowerBound(tokens, section.to), at + SECTION_REACH);
    const inSection = readingsNear(read, readings, from, to, at);
    if (inSection.length === 1) return hit(inSection[0]?.concept ?? null, false);
  }
  if (readings.length === 1 && readings[0]?.near.size === 0) return hit(readings[0].concept, false);
  return hit(readings.find((reading) => reading.concept !== null)?.concept ?? null, true);
}

/** Words further away than this say nothing about a short form, section or not. */
const SECTION_REACH = 120;

/** The readings that some word between two tokens speaks for. */
function readingsNear({ tokens }: ReadText, readings: readonly Reading[], from: number, to: number, but: number): Reading[] {
  return readings.filter((reading) => {
    for (let i = from; i < to; i += 1) if (i !== but && reading.near.has(tokens[i]?.norm ?? '')) return true;
    return false;
  });
}

/** Index of the first token that starts at or after the offset. */
export function lowerBound(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as Token).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The section a sentence stands in. */
export const sectionOf = (read: ReadText, sentence: Sentence): Section =>
  sectionAt(read.sections, (read.tokens[sentence.from] as Token).start);

/** True for a concept that a link to `term` is a link to: severe sepsis is sepsis. */
export const conceptsOf = (hit: TermHit): ConceptId[] => [...new Set(hit.phrases.flatMap(({ term }) => [term.concept, ...term.countsFor]))];
