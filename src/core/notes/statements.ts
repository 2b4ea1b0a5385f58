import type { ConceptId } from '../chart/fact.ts';
import { piecesOf, reads, spellingsOf } from './phrases.ts';
import type { Token } from './tokens.ts';

/** checklists/_lexicon/statements.yaml. */
export interface StatementsFile {
  readonly classes: Readonly<Record<string, readonly string[]>>;
  /** What takes a statement back, standing before it or after it; `none` looks so and does not. */
  readonly 'taken-back': Readonly<Record<'before' | 'after' | 'none', readonly string[]>>;
  /** What may stand beside a diagnosis to show what it rests on. */
  readonly basis: Readonly<
    Record<ConceptId, { readonly of: readonly ConceptId[]; readonly indicators: Readonly<Record<string, readonly string[]>> }>
  >;
  readonly statements: Readonly<
    Record<ConceptId, { readonly phrases: readonly string[]; readonly value?: 'count'; readonly text?: 'verbatim' }>
  >;
}

/** Spellings that may stand here and their first words; a gap; or a number. */
type Step =
  | { readonly words: readonly (readonly string[])[]; readonly heads: ReadonlySet<string>; readonly optional: boolean }
  | { readonly gap: number }
  | { readonly count: true };

export interface StatementPattern {
  readonly concept: ConceptId;
  readonly steps: readonly Step[];
  readonly verbatim: boolean;
}

/** Patterns by the word they begin with; `count` holds those that begin with a number. */
export interface StatementPatterns {
  readonly byHead: ReadonlyMap<string, readonly StatementPattern[]>;
  readonly count: readonly StatementPattern[];
  /** What takes statements back, as patterns whose concept is 'before', 'after' or 'none'. */
  readonly takenBack?: StatementPatterns;
}

/** A statement found: tokens `from` up to but not including `to`, and the number in it. */
export interface StatementHit {
  readonly concept: ConceptId;
  readonly from: number;
  readonly to: number;
  readonly count: Count | null;
  readonly verbatim: boolean;
  /** A denial in one of the gaps: "will not go home tomorrow". */
  readonly deniedInside: boolean;
}

/** "at least two" -> 2 and '>='; "2-3" -> 2 and '>='; "fewer than 2" -> 2 and '<'. `unit` is the word after it. */
export interface Count {
  readonly value: number;
  readonly comparator: '<' | '<=' | '>' | '>=' | null;
  readonly unit: string | null;
}

/** Patterns of words, gaps (`~5`: up to five words) and numbers (`{count}`). Throws, naming file and pattern, on a malformed one. */
export function compileStatements(file: StatementsFile, same: ReadonlyMap<string, string>): StatementPatterns {
  const all = Object.entries(file.statements).flatMap(([concept, { phrases, text }]) =>
    phrases.map((phrase) => ({ concept, phrase, verbatim: text === 'verbatim' })),
  );
  const denials = Object.entries(file['taken-back']).flatMap(([concept, phrases]) =>
    phrases.map((phrase) => ({ concept, phrase, verbatim: false })),
  );
  return { ...patternsOf(all, same, file.classes), takenBack: patternsOf(denials, same, file.classes) };
}

/** The indicators of each basis, found as statements whose concept is the indicator's name. */
export function compileBasis(file: StatementsFile, same: ReadonlyMap<string, string>): BasisPatterns[] {
  return Object.entries(file.basis).map(([concept, { of, indicators }]) => {
    const all = Object.entries(indicators).flatMap(([name, phrases]) =>
      phrases.map((phrase) => ({ concept: name, phrase, verbatim: false })),
    );
    return { concept, of: new Set(of), patterns: patternsOf(all, same, file.classes) };
  });
}

export interface BasisPatterns {
  readonly concept: ConceptId;
  readonly of: ReadonlySet<ConceptId>;
  readonly patterns: StatementPatterns;
}

function patternsOf(
  all: readonly { readonly concept: ConceptId; readonly phrase: string; readonly verbatim: boolean }[],
  same: ReadonlyMap<string, string>,
  classes: Readonly<Record<string, readonly string[]>>,
): StatementPatterns {
  const byHead = new Map<string, StatementPattern[]>();
  const count: StatementPattern[] = [];
  for (const { concept, phrase, verbatim } of all) {
    try {
      const pattern = { concept, steps: stepsOf(phrase, same, classes), verbatim };
      for (const head of headsOf(pattern.steps)) {
        const list = head === null ? count : byHead.get(head);
        if (list) list.push(pattern);
        else if (head !== null) byHead.set(head, [pattern]);
      }
    } catch (problem) {
      throw new Error(`checklists/_lexicon/statements.yaml: ${concept}: ${problem instanceof Error ? problem.message : String(problem)}`);
    }
  }
  return { byHead, count };
}

/** The words a pattern can begin with (an optional first piece lets the next one begin); null stands for a number. */
function headsOf(steps: readonly Step[]): Set<string | null> {
  const heads = new Set<string | null>();
  for (const step of steps) {
    if ('gap' in step) throw new Error('a pattern cannot begin with a gap');
    if ('count' in step) return heads.add(null);
    for (const head of step.heads) heads.add(head);
    if (!step.optional) return heads;
  }
  return heads;
}

function stepsOf(pattern: string, same: ReadonlyMap<string, string>, classes: Readonly<Record<string, readonly string[]>>): Step[] {
  const steps: Step[] = [];
  // One step per top-level piece: a bracketed group, a {class}, ~n, or a plain word.
  for (const piece of piecesOf(pattern)) {
    if (piece.startsWith('~')) steps.push({ gap: Number(piece.slice(1)) });
    else if (piece === '{count}') steps.push({ count: true });
    else {
      const words = spellingsOf(piece, same, classes);
      const heads = new Set(words.flatMap((spelling) => spelling[0] ?? []));
      steps.push({ words, heads, optional: words.some((spelling) => spelling.length === 0) });
    }
  }
  return steps;
}

/** Statements in one sentence (tokens `from`..`to`), in order. Gaps are bounded and never cross the sentence, so the work per token is bounded too. */
export function statementHits(
  patterns: StatementPatterns,
  numbers: ReadonlyMap<string, number>,
  tokens: readonly Token[],
  from: number,
  to: number,
): StatementHit[] {
  const hits: StatementHit[] = [];
  const limit = Math.min(to, from + LONGEST_SENTENCE);
  const coveredTo = new Map<StatementPattern, number>();
  for (let at = from; at < limit; at += 1) {
    const named = patterns.byHead.get((tokens[at] as Token).norm);
    const candidates = numberAt(tokens, at, numbers) === null ? named : [...(named ?? []), ...patterns.count];
    if (!candidates) continue;
    for (const pattern of candidates) {
      if ((coveredTo.get(pattern) ?? 0) > at) continue;
      const found = match(pattern.steps, 0, tokens, at, limit, numbers, null);
      if (!found) continue;
      coveredTo.set(pattern, found.to);
      const { to, count, deniedInside } = found;
      hits.push({ concept: pattern.concept, from: at, to, count, verbatim: pattern.verbatim, deniedInside });
    }
  }
  return hits;
}

/** Reviewers' sentences are short; beyond this a "sentence" is a table or pasted text. */
const LONGEST_SENTENCE = 120;

function match(
  steps: readonly Step[],
  index: number,
  tokens: readonly Token[],
  at: number,
  limit: number,
  numbers: ReadonlyMap<string, number>,
  count: (Omit<Count, 'unit'> & { readonly at: number }) | null,
): { readonly to: number; readonly count: Count | null; readonly deniedInside: boolean } | null {
  const step = steps[index];
  if (!step)
    return {
      to: at,
      count: count && { value: count.value, comparator: count.comparator, unit: unitAfter(tokens, count.at, limit) },
      deniedInside: false,
    };
  if ('gap' in step) {
    for (let skip = 0; skip <= step.gap && at + skip <= limit; skip += 1) {
      const found = match(steps, index + 1, tokens, at + skip, limit, numbers, count);
      if (found) return { ...found, deniedInside: found.deniedInside || deniesIn(tokens, at, at + skip) };
    }
    return null;
  }
  if ('count' in step) {
    const read = countAt(tokens, at, limit, numbers);
    return read ? match(steps, index + 1, tokens, read.to, limit, numbers, { ...read.count, at: read.to }) : null;
  }
  if (!step.optional && !step.heads.has(tokens[at]?.norm ?? '') && tokens[at]?.kind !== 'number') return null;
  for (const spelling of step.words) {
    if (at + spelling.length > limit || !spelling.every((norm, k) => reads(norm, tokens[at + k] as Token))) continue;
    const found = match(steps, index + 1, tokens, at + spelling.length, limit, numbers, count);
    if (found) return found;
  }
  return null;
}

/** A denial that no comma parts from what follows the gap. */
function deniesIn(tokens: readonly Token[], from: number, to: number): boolean {
  for (let i = to - 1; i >= from; i -= 1) {
    const { norm } = tokens[i] as Token;
    if (norm === ',') return false;
    if (DENIALS.has(norm)) return true;
  }
  return false;
}

const DENIALS: ReadonlySet<string> = new Set(['no', 'not', 'never', 'cannot', 'nor', 'neither', 'without']);

const UNITS: Readonly<Record<string, string>> = {
  midnight: 'midnight',
  day: 'day',
  days: 'day',
  d: 'day',
  night: 'night',
  nights: 'night',
  hour: 'hour',
  hours: 'hour',
  hrs: 'hour',
  h: 'hour',
  l: 'L/min',
  lpm: 'L/min',
  liter: 'L/min',
  liters: 'L/min',
  litre: 'L/min',
  litres: 'L/min',
};

/** The unit of a number: a midnight within the next words ("two (counting last night) midnights"), else the first unit there. */
function unitAfter(tokens: readonly Token[], at: number, limit: number): string | null {
  let first: string | null = null;
  for (let i = at; i < Math.min(limit, at + 6); i += 1) {
    const unit = UNITS[tokens[i]?.norm ?? ''];
    if (unit === 'midnight') return unit;
    first ??= unit ?? null;
  }
  return first;
}

function countAt(
  tokens: readonly Token[],
  at: number,
  limit: number,
  numbers: ReadonlyMap<string, number>,
): { readonly to: number; readonly count: Omit<Count, 'unit'> } | null {
  const value = numberAt(tokens, at, numbers);
  if (value === null || at >= limit) return null;
  let to = at + 1;
  let comparator = comparatorBefore(tokens, at);
  const next = tokens[to]?.norm;
  if (next === '+') {
    comparator = '>=';
    to += 1;
  } else if ((next === '-' || next === 'to' || next === 'or' || next === '/') && to + 1 < limit) {
    if (numberAt(tokens, to + 1, numbers) !== null) {
      comparator ??= '>=';
      to += 2;
    } else if (next === 'or' && /^(more|greater|longer)$/.test(tokens[to + 1]?.norm ?? '')) {
      comparator = '>=';
      to += 2;
    }
  }
  return { to, count: { value, comparator } };
}

function numberAt(tokens: readonly Token[], at: number, numbers: ReadonlyMap<string, number>): number | null {
  const token = tokens[at];
  if (!token) return null;
  if (token.kind === 'number') return Number(token.norm);
  return token.kind === 'word' ? (numbers.get(token.norm) ?? null) : null;
}

function comparatorBefore(tokens: readonly Token[], at: number): Count['comparator'] {
  const one = tokens[at - 1]?.norm ?? '';
  const two = `${tokens[at - 2]?.norm ?? ''} ${one}`;
  if (one === '≥' || two === '> =' || two === 'at least' || two === 'minimum of' || one === 'minimum') return '>=';
  if (one === '≤' || two === '< =' || two === 'at most' || two === 'up to') return '<=';
  if (
    one === '>' ||
    /^(more|greater|longer) than$/.test(two) ||
    one === 'over' ||
    one === 'exceeding' ||
    one === 'exceed' ||
    one === 'beyond'
  )
    return '>';
  if (one === '<' || /^(less|fewer|shorter) than$/.test(two) || one === 'under') return '<';
  return null;
}
