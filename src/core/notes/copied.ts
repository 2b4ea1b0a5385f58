import type { Instant } from '../chart/fact.ts';
import type { ReadText } from './read.ts';
import type { Token } from './tokens.ts';

/** Words in a row that make copying more likely than chance (Steinkamp 2022). */
const RUN = 10;
/** Shares of a paragraph's words that stand in such runs: copied, or copied and edited. */
const COPIED = 0.9;
const EDITED = 0.5;

export type Novelty = 'novel' | 'edited-copy' | 'copied' | 'too-short';

/** A paragraph of a note: characters `from`..`to`. */
export interface Paragraph {
  readonly from: number;
  readonly to: number;
  readonly novelty: Novelty;
  /** Of a copy: 'time-anchored' when it says "today" or counts days, 'repeats-values' when it cites measured values; both are of the earlier note. */
  readonly marks: readonly string[];
}

/** The runs of ten words of the notes read so far, each with when it was last written. Notes must be added oldest first. */
export type Runs = Map<string, Instant>;

/** A note is compared with the notes of this time before it. */
const REACH_MS = 14 * 86_400_000;

/**
 * The paragraphs of a note with how much of each stands in earlier notes, and adds the note's own runs to `earlier`. A paragraph is a line.
 * Numbers and names of days are words like others: a value changed in a copied line makes it edited. Shorter than ten words: too short to say.
 */
export function paragraphsOf(read: ReadText, at: Instant, earlier: Runs): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  const own: string[] = [];
  let from = 0;
  while (from < read.tokens.length) {
    const first = read.tokens[from] as Token;
    let to = from + 1;
    while (to < read.tokens.length && read.tokens[to]?.line === first.line) to += 1;
    const words = read.tokens.slice(from, to).filter((token) => token.kind !== 'mark');
    const novelty = noveltyOf(words, at, earlier, own);
    const marks = novelty === 'copied' ? marksOf(words, read.lexicon.timeAnchors) : [];
    paragraphs.push({ from: first.start, to: (read.tokens[to - 1] as Token).end, novelty, marks });
    from = to;
  }
  for (const run of own) earlier.set(run, at);
  return paragraphs;
}

function noveltyOf(words: readonly Token[], at: Instant, earlier: Runs, own: string[]): Novelty {
  if (words.length < RUN) return 'too-short';
  let covered = 0;
  let reached = 0;
  for (let i = 0; i + RUN <= words.length; i += 1) {
    const run = words
      .slice(i, i + RUN)
      .map((token) => token.norm)
      .join(' ');
    own.push(run);
    if (at - (earlier.get(run) ?? Number.NEGATIVE_INFINITY) > REACH_MS) continue;
    covered += i + RUN - Math.max(reached, i);
    reached = i + RUN;
  }
  const share = covered / words.length;
  return share >= COPIED ? 'copied' : share >= EDITED ? 'edited-copy' : 'novel';
}

/** Numbers from here on are years and counts of another kind, not results beside their name. */
const LARGEST = 1900;

function marksOf(words: readonly Token[], anchors: ReadonlySet<string>): string[] {
  const counts = (at: number) => /^(day|pod|hd)$/.test(words[at - 1]?.norm ?? '');
  const anchored = words.some((word, at) => anchors.has(word.norm) || (word.kind === 'number' && counts(at)));
  // The first number of a line is its place in the list.
  const values = words.some((word, at) => at > 0 && word.kind === 'number' && !counts(at) && Number(word.norm) < LARGEST);
  return [...(values ? ['repeats-values'] : []), ...(anchored ? ['time-anchored'] : [])];
}

/** The paragraph around a character; null outside of all. */
export const paragraphAt = (paragraphs: readonly Paragraph[], offset: number): Paragraph | null =>
  paragraphs.find((paragraph) => paragraph.from <= offset && offset < paragraph.to) ?? null;
