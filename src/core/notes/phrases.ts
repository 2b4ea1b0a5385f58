import { normsOf, type Token } from './tokens.ts';

/** One place in a pattern: the spellings that may stand there, by their first word; `optional` when it may be left out. */
export interface Step {
  readonly byHead: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly optional: boolean;
}

interface Pattern<T> {
  readonly steps: readonly Step[];
  readonly what: T;
}

/** Phrase patterns, found by the word they begin with. */
export interface Phrases<T> {
  readonly byHead: Map<string, Pattern<T>[]>;
}

export const noPhrases = <T>(): Phrases<T> => ({ byHead: new Map() });

const NUMBER = '\u0000n';
const YEAR = '\u0000y';
/** More spellings than this of one place in a pattern is a mistake of its author. */
const LIMIT = 2000;

/**
 * Every spelling of a phrase pattern, each as a list of token norms.
 * `(a|b c|)` are alternatives, an empty one makes the part optional; `{name}` a class given in `classes`; `{n}` a number, `{year}` a year;
 * double quotes keep marks that mean something here. Throws on an unclosed bracket, an unknown class, or a pattern that explodes.
 */
export function spellingsOf(
  pattern: string,
  same: ReadonlyMap<string, string>,
  classes: Readonly<Record<string, readonly string[]>> = {},
): string[][] {
  let spellings: string[][] = [[]];
  const extend = (choices: readonly string[][]) => {
    if (spellings.length * choices.length > LIMIT) throw new Error(`"${pattern}" has more than ${LIMIT} spellings`);
    spellings = spellings.flatMap((head) => choices.map((tail) => [...head, ...tail]));
  };
  let i = 0;
  while (i < pattern.length) {
    const sign = pattern.charAt(i);
    if (sign === ' ') i += 1;
    else if (sign === '(') {
      const close = closing(pattern, i, ')');
      extend(splitOutsideQuotes(pattern.slice(i + 1, close)).flatMap((choice) => spellingsOf(choice, same, classes)));
      i = close + 1;
    } else if (sign === '{') {
      const close = closing(pattern, i, '}');
      const name = pattern.slice(i + 1, close);
      const optional = name.endsWith('?');
      extend([...classChoices(optional ? name.slice(0, -1) : name, pattern, same, classes), ...(optional ? [[]] : [])]);
      i = close + 1;
    } else if (sign === '"') {
      const close = closing(pattern, i, '"');
      extend([normsOf(pattern.slice(i + 1, close), same)]);
      i = close + 1;
    } else {
      let end = i;
      while (end < pattern.length && !' ({"'.includes(pattern.charAt(end))) end += 1;
      extend([normsOf(pattern.slice(i, end), same)]);
      i = end;
    }
  }
  return spellings;
}

function classChoices(
  name: string,
  pattern: string,
  same: ReadonlyMap<string, string>,
  classes: Readonly<Record<string, readonly string[]>>,
): string[][] {
  if (name === 'n') return [[NUMBER]];
  if (name === 'year') return [[YEAR]];
  const choices = classes[name];
  if (!choices) throw new Error(`"${pattern}" names the unknown class {${name}}`);
  return choices.flatMap((choice) => spellingsOf(choice, same, classes));
}

function closing(pattern: string, from: number, sign: string): number {
  for (let i = from + 1; i < pattern.length; i += 1) {
    if (pattern.charAt(i) === sign) return i;
    if (sign !== '"' && pattern.charAt(i) === '"') i = closing(pattern, i, '"');
    else if (sign === ')' && pattern.charAt(i) === '(') i = closing(pattern, i, ')');
  }
  throw new Error(`"${pattern}" has no ${sign} for the ${pattern.charAt(from)}`);
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [];
  let quoted = false;
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= text.length; i += 1) {
    const sign = text.charAt(i);
    if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === '(') depth += 1;
    else if (!quoted && sign === ')') depth -= 1;
    else if (i === text.length || (!quoted && depth === 0 && sign === '|')) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return parts;
}

/** The top-level pieces of a pattern: bracketed groups, {classes}, quoted marks, plain words. */
export function piecesOf(pattern: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let quoted = false;
  let piece = '';
  for (const sign of pattern) {
    if (sign === '"') quoted = !quoted;
    if (!quoted && (sign === '(' || sign === '{')) depth += 1;
    if (!quoted && (sign === ')' || sign === '}')) depth -= 1;
    if (sign === ' ' && depth === 0 && !quoted) {
      if (piece) pieces.push(piece);
      piece = '';
    } else piece += sign;
  }
  if (piece) pieces.push(piece);
  return pieces;
}

/** Adds one pattern (syntax: `spellingsOf`); `known` keeps pieces that many patterns of the same classes share. Throws on a malformed one, and on one that could match nothing at all. */
export function addPattern<T>(
  phrases: Phrases<T>,
  pattern: string,
  what: T,
  same: ReadonlyMap<string, string>,
  classes: Readonly<Record<string, readonly string[]>> = {},
  known: Map<string, Step> = new Map(),
): void {
  const steps = piecesOf(pattern).map((piece) => {
    const step = known.get(piece) ?? stepOf(spellingsOf(piece, same, classes));
    known.set(piece, step);
    return step;
  });
  const entry = { steps, what };
  const heads = new Set<string>();
  for (const step of steps) {
    for (const head of step.byHead.keys()) heads.add(head);
    if (!step.optional) break;
  }
  if (steps.every((step) => step.optional)) throw new Error(`"${pattern}" may be left out altogether`);
  for (const head of heads) {
    const list = phrases.byHead.get(head);
    if (list) list.push(entry);
    else phrases.byHead.set(head, [entry]);
  }
}

function stepOf(spellings: readonly (readonly string[])[]): Step {
  const byHead = new Map<string, (readonly string[])[]>();
  let optional = false;
  for (const spelling of spellings) {
    const head = spelling[0];
    if (head === undefined) {
      optional = true;
      continue;
    }
    const list = byHead.get(head);
    if (list) list.push(spelling);
    else byHead.set(head, [spelling]);
  }
  return { byHead, optional };
}

/** One phrase found: tokens `from` up to but not including `to`. */
export interface Hit<T> {
  readonly from: number;
  readonly to: number;
  readonly what: readonly T[];
}

/** All phrases that begin at token `at` and end before `limit`, longest first. Work is bounded by the length of the patterns. */
export function hitsAt<T>(phrases: Phrases<T>, tokens: readonly Token[], at: number, limit: number): Hit<T>[] {
  const token = tokens[at];
  if (!token) return [];
  let hits: { readonly from: number; readonly to: number; readonly what: T[] }[] | null = null;
  for (const key of token.kind === 'number' ? keysOf(token) : [token.norm]) {
    const patterns = phrases.byHead.get(key);
    if (!patterns) continue;
    for (const pattern of patterns) {
      const ends: number[] = [];
      walk(pattern.steps, 0, tokens, at, limit, ends);
      for (const to of ends) {
        hits ??= [];
        const hit = hits.find((one) => one.to === to);
        if (!hit) hits.push({ from: at, to, what: [pattern.what] });
        else if (!hit.what.includes(pattern.what)) hit.what.push(pattern.what);
      }
    }
  }
  if (hits === null) return [];
  return hits.length > 1 ? hits.sort((a, b) => b.to - a.to) : hits;
}

function walk(steps: readonly Step[], index: number, tokens: readonly Token[], at: number, limit: number, ends: number[]): void {
  const step = steps[index];
  if (!step) {
    ends.push(at);
    return;
  }
  const token = tokens[at];
  if (token && at < limit) {
    for (const key of token.kind === 'number' ? keysOf(token) : [token.norm]) {
      for (const spelling of step.byHead.get(key) ?? []) {
        if (at + spelling.length <= limit && fits(spelling, tokens, at)) walk(steps, index + 1, tokens, at + spelling.length, limit, ends);
      }
    }
  }
  if (step.optional) walk(steps, index + 1, tokens, at, limit, ends);
}

function fits(spelling: readonly string[], tokens: readonly Token[], at: number): boolean {
  for (let k = 1; k < spelling.length; k += 1) if (!reads(spelling[k] as string, tokens[at + k] as Token)) return false;
  return true;
}

/** True when the token is what one word of a spelling asks for. */
export const reads = (norm: string, token: Token): boolean =>
  norm === token.norm || (token.kind === 'number' && (norm === NUMBER || (norm === YEAR && isYear(token.norm))));

/** What a token may be looked up as. */
function keysOf(token: Token): readonly string[] {
  if (token.kind !== 'number') return [token.norm];
  return isYear(token.norm) ? [token.norm, NUMBER, YEAR] : [token.norm, NUMBER];
}

/** 1900 to 2099. */
export const isYear = (norm: string): boolean => /^(19|20)\d\d$/.test(norm);

/** Left to right, longest first, never overlapping. `usable` may refuse a hit, then the next shorter one is tried. */
export function longestHits<T>(
  phrases: Phrases<T>,
  tokens: readonly Token[],
  from: number,
  to: number,
  usable: (hit: Hit<T>) => boolean = () => true,
): Hit<T>[] {
  const found: Hit<T>[] = [];
  let at = from;
  while (at < to) {
    const hit = hitsAt(phrases, tokens, at, to).find(usable);
    if (hit) {
      found.push(hit);
      at = hit.to;
    } else at += 1;
  }
  return found;
}
