import type { Cue } from './cues.ts';
import { cuesIn } from './cues.ts';
import type { Lexicon } from './lexicon.ts';
import type { Sentence } from './sentences.ts';
import type { Token } from './tokens.ts';

/** Denials that stand above a list: by the first token of each sentence of the list, the cue that heads it. */
export type ListHeads = ReadonlyMap<number, Cue>;

/** A heading is short: "Denies:", "Patient denies the following:". */
const HEADING = 8;
/** So is a line that goes on with the list above it: "No fever", and below it "chills". */
const BARE = 3;

/**
 * The lines that a denial above them denies: what is listed under "Denies:" or "Negative for:", up to an empty line, a line that is no item,
 * or another heading; and lines of one to three words in small letters under a line that begins with a capital "No" or "Denies".
 */
export function listHeads(text: string, tokens: readonly Token[], sentences: readonly Sentence[], lexicon: Lexicon): ListHeads {
  const heads = new Map<number, Cue>();
  for (const [index, sentence] of sentences.entries()) {
    const next = sentences[index + 1];
    if (!next || !endsLine(tokens, sentence, next)) continue;
    const first = tokens[sentence.from] as Token;
    const last = tokens[sentence.to - 1] as Token;
    const heading = last.norm === ':' && sentence.to - sentence.from <= HEADING;
    const opens = last.kind === 'word' && isLarge(text, first) && next.to - next.from <= BARE && !isLarge(text, tokens[next.from] as Token);
    if (!heading && !opens) continue;
    const cue = cuesIn(tokens, sentence, lexicon).find((one) =>
      one.entries.some((entry) => entry.kind === 'negated' && entry.reach === 'forward'),
    );
    if (!cue || (heading ? !leadsTo(tokens, cue.to, sentence.to - 1) : cue.from !== sentence.from)) continue;
    for (let k = index + 1; k < sentences.length; k += 1) {
      const item = sentences[k] as Sentence;
      const above = sentences[k - 1] as Sentence;
      if (!endsLine(tokens, above, item)) break;
      if (!(heading ? isItem(tokens, item, next, lexicon) : isBare(text, tokens, item, lexicon))) break;
      heads.set(item.from, cue);
    }
  }
  return heads;
}

/** True when `next` begins on the line right below. */
const endsLine = (tokens: readonly Token[], sentence: Sentence, next: Sentence): boolean =>
  (tokens[next.from] as Token).line - (tokens[sentence.to - 1] as Token).line === 1;

/** Between the cue and the colon nothing but "the following", "any of these". */
const leadsTo = (tokens: readonly Token[], from: number, colon: number): boolean =>
  tokens.slice(from, colon).every((token) => /^(the|following|any|of|these|all|symptoms|below|for)$/.test(token.norm));

/** An item says nothing of its own, and is marked as the first one is. */
function isItem(tokens: readonly Token[], item: Sentence, first: Sentence, lexicon: Lexicon): boolean {
  const bullet = (sentence: Sentence) => /^[-*•]$/.test(tokens[sentence.from]?.norm ?? '');
  if (bullet(item) !== bullet(first) || item.to - item.from > HEADING || tokens[item.to - 1]?.norm === ':') return false;
  return !cuesIn(tokens, item, lexicon).some((cue) => cue.entries.some((entry) => entry.kind === 'terminator' || entry.kind === 'negated'));
}

function isBare(text: string, tokens: readonly Token[], item: Sentence, lexicon: Lexicon): boolean {
  if (item.to - item.from > BARE || isLarge(text, tokens[item.from] as Token)) return false;
  return tokens.slice(item.from, item.to).every((token) => token.kind === 'word') && cuesIn(tokens, item, lexicon).length === 0;
}

function isLarge(text: string, token: Token): boolean {
  const sign = text.charAt(token.start);
  return sign !== sign.toLowerCase();
}

/** Tokens to each side in which a list shows that it marks what is there with a plus. */
const NEAR = 60;

/**
 * The minus before a phrase that says "not there": "-fever -chills +cough". Only where something near is marked with a plus in the same way,
 * for a dash alone is a bullet.
 */
export function minusMark(tokens: readonly Token[], from: number): Cue | null {
  const dash = tokens[from - 1];
  if (!dash || !isPrefix(tokens, from - 1, '-')) return null;
  for (let i = Math.max(0, from - NEAR); i < Math.min(tokens.length, from + NEAR); i += 1) {
    if (isPrefix(tokens, i, '+') && Math.abs((tokens[i] as Token).line - dash.line) <= LINES)
      return { from: from - 1, to: from, entries: [{ kind: 'negated', reach: 'after' }] };
  }
  return null;
}

/** Lines over which one way of marking holds. */
const LINES = 8;

/** A mark with a space or line before it and none after it. */
function isPrefix(tokens: readonly Token[], at: number, mark: string): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  const before = tokens[at - 1];
  if (token?.norm !== mark || next?.kind !== 'word' || next.start !== token.end) return false;
  return !before || before.end < token.start;
}
