import type { CueEntry, CueKind, CueReach, Lexicon } from './lexicon.ts';
import { type Hit, longestHits } from './phrases.ts';
import type { Sentence } from './sentences.ts';
import type { Token } from './tokens.ts';

/** A cue found in a sentence: tokens `from` up to but not including `to`. One phrase may be a cue in several ways. */
export interface Cue {
  readonly from: number;
  readonly to: number;
  readonly entries: readonly CueEntry[];
}

/** Cues of one sentence, left to right, longest first, never overlapping. A `closed` cue counts only when nothing of its own follows. */
export function cuesIn(tokens: readonly Token[], sentence: Sentence, lexicon: Lexicon): Cue[] {
  const usable = (hit: Hit<CueEntry>) => hit.what.some((entry) => entry.reach !== 'closed' || isClosed(tokens, sentence, hit.to, lexicon));
  return longestHits(lexicon.cues, tokens, sentence.from, sentence.to, usable).map((hit) => {
    const closed = isClosed(tokens, sentence, hit.to, lexicon);
    return { from: hit.from, to: hit.to, entries: hit.what.filter((entry) => entry.reach !== 'closed' || closed) };
  });
}

function isClosed(tokens: readonly Token[], sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const next = tokens[at];
  return (
    !next || at >= sentence.to || (next.kind === 'mark' && next.norm !== '(' && next.norm !== '[') || lexicon.afterStatus.has(next.norm)
  );
}

/** Kinds whose reach is one list item: after a comma only an "or" list goes on. */
const NARROW: ReadonlySet<CueKind> = new Set(['uncertain', 'uncertain-low', 'ambiguous', 'improving', 'resolved']);
/** Kinds that a colon does not stop: "risks discussed: bleeding, infection and sepsis". */
const PAST_COLON: ReadonlySet<CueKind> = new Set(['hypothetical', 'process', 'historical', 'other-experiencer']);

/** Where one cue of a sentence can reach; made once per sentence. */
export interface Reach {
  readonly tokens: readonly Token[];
  readonly sentence: Sentence;
  readonly cues: readonly Cue[];
  /** The cues that end the scope of others. */
  readonly terminators: readonly Cue[];
  /** Tokens inside a cue that ends nothing, counted from the sentence's first. */
  readonly inCue: readonly boolean[];
  readonly lexicon: Lexicon;
  /** The denial above the list that the sentence is an item of. */
  readonly head?: Cue;
}

/** Cues of a sentence and what is asked of them again and again. */
export function reachIn(tokens: readonly Token[], sentence: Sentence, lexicon: Lexicon): Reach {
  const cues = cuesIn(tokens, sentence, lexicon);
  const inCue = new Array<boolean>(sentence.to - sentence.from).fill(false);
  for (const cue of cues) if (!isTerminator(cue)) inCue.fill(true, cue.from - sentence.from, cue.to - sentence.from);
  return { tokens, sentence, cues, terminators: cues.filter(isTerminator), inCue, lexicon };
}

const isTerminator = (cue: Cue): boolean => cue.entries.some((entry) => entry.kind === 'terminator');

/**
 * True when a cue that ends at token `cueTo` reaches right to a target at `target`.
 * Stops at terminators, at a new clause ("no fever, was intubated"), at a colon that is not its own, inside and out of brackets.
 */
export function reachesForward(reach: Reach, kind: CueKind, cueTo: number, target: number, how: CueReach = 'forward'): boolean {
  const { tokens, terminators, inCue, sentence, lexicon } = reach;
  if (terminators.some((cue) => cue.from >= cueTo && cue.to <= target)) return false;
  const ofRisk = kind === 'hypothetical' && [1, 2, 3].some((back) => /^risks?$/.test(tokens[cueTo - back]?.norm ?? ''));
  let depth = 0;
  for (let i = cueTo; i < target; i += 1) {
    const { norm, kind: tokenKind } = tokens[i] as Token;
    if (norm === '(' || norm === '[') depth += i === cueTo ? 0 : 1;
    else if (norm === ')' || norm === ']') depth -= 1;
    if (depth > 0) continue;
    if (norm === ':' && i > cueTo && !PAST_COLON.has(kind) && !isClock(tokens, i)) return false;
    // "history of gastrectomy for ulcer, with nausea": what he has now follows.
    if (norm === ',' && kind === 'historical' && tokens[i + 1]?.norm === 'with') return false;
    // "at high risk for decline with underlying emphysema": what follows is why.
    if (ofRisk && WHY.has(norm)) return false;
    if (norm === ',' && kind === 'negated' && CONCEDES.has(tokens[sentence.from]?.norm ?? '') && !listGoesOn(reach, i, target))
      return false;
    if (
      (norm === ',' || (norm === 'and' && i > cueTo)) &&
      kind === 'negated' &&
      lexicon.presentWords.has(tokens[i + 1]?.norm ?? '') &&
      !listGoesOn(reach, i, target)
    )
      return false;
    if (norm === ',' && NARROW.has(kind) && how !== 'list' && !listGoesOn(reach, i, target)) return false;
    if (
      tokenKind === 'word' &&
      i > cueTo &&
      lexicon.clauseVerbs.has(norm) &&
      how !== 'clause' &&
      kind !== 'hypothetical' &&
      tokens[i - 1]?.norm !== 'to' &&
      !inCue[i - sentence.from]
    )
      return false;
  }
  if (kind === 'negated' && how !== 'clause' && opensClause(reach, cueTo, target)) return false;
  // "no fever, intubated for hypoxia": the phrase itself begins the new clause.
  const before = tokens[target - 1]?.norm;
  if (
    target > cueTo &&
    kind !== 'hypothetical' &&
    (before === ',' || before === 'and') &&
    lexicon.clauseVerbs.has(tokens[target]?.norm ?? '')
  )
    return false;
  return depth <= 0;
}

/**
 * "no effusion and mild hypertrophy is present", "no wheezes, lungs clear": the part of the list that holds the target is a sentence of its own.
 * Not where it only says what was looked for ("no fever, and no rash or edema was seen").
 */
function opensClause({ tokens, sentence, lexicon, ...reach }: Reach, cueTo: number, target: number): boolean {
  let start = target - 1;
  while (start > cueTo && !/^(,|and|or|nor)$/.test(tokens[start]?.norm ?? '')) start -= 1;
  const joint = tokens[start]?.norm;
  if (start <= cueTo || (joint !== ',' && joint !== 'and')) return false;
  if (joint === ',' && listGoesOn({ tokens, sentence, lexicon, ...reach }, start, target)) return false;
  for (let i = start + 2; i < sentence.to; i += 1) {
    const norm = tokens[i]?.norm ?? '';
    if (i >= target && PART_ENDS.has(norm)) return false;
    // "no chest pain, tachycardia to 120s": what has a value is there.
    if (joint === ',' && i > target && /^(to|of|at)$/.test(norm) && tokens[i + 1]?.kind === 'number') return true;
    if (SAYS_OF.has(norm)) return ![1, 2, 3].some((step) => lexicon.perceived.has(tokens[i + step]?.norm ?? ''));
    const next = tokens[i + 1];
    const last = !next || i + 1 >= sentence.to || next.kind === 'mark' || /^(and|in|on|bilaterally|throughout|to)$/.test(next.norm);
    if (i >= target && last && (lexicon.states.has(norm) || (joint === ',' && IS_THERE.has(norm)))) return true;
  }
  return false;
}

/** "Although he denies dizziness, orthostasis was seen": the comma ends what is conceded. */
const CONCEDES: ReadonlySet<string> = new Set(['although', 'though', 'while', 'whereas', 'despite']);
/** "no edema, rales present", "no tenderness, Foley in place". */
const IS_THERE: ReadonlySet<string> = new Set(['present', 'place']);
/** Verbs that make a part of a list a sentence. */
const SAYS_OF: ReadonlySet<string> = new Set([
  'is',
  'are',
  'was',
  'were',
  'has',
  'have',
  'had',
  'remains',
  'remained',
  'appears',
  'measures',
]);
const PART_ENDS: ReadonlySet<string> = new Set([
  ',',
  ';',
  '.',
  ':',
  '(',
  'but',
  'or',
  'nor',
  'and',
  'who',
  'which',
  'that',
  'when',
  'while',
  'since',
  'because',
  'if',
  'as',
]);

const WHY: ReadonlySet<string> = new Set(['given', 'because', 'with', 'w', 'due', 'since', 'in']);

const isClock = (tokens: readonly Token[], at: number): boolean => tokens[at - 1]?.kind === 'number' && tokens[at + 1]?.kind === 'number';

/** "concern for pneumonia, cholangitis or line infection": an "or" soon after the comma, before anything ends the scope. */
function listGoesOn({ tokens, sentence, lexicon }: Reach, comma: number, target: number): boolean {
  for (let i = comma + 1; i < Math.min(sentence.to, Math.max(target, comma) + 8); i += 1) {
    const norm = tokens[i]?.norm ?? '';
    if (norm === 'or' || norm === 'versus') return true;
    if (norm === '(' || norm === ':' || lexicon.clauseVerbs.has(norm)) return false;
  }
  return false;
}

/** Kinds that end a course; a heading such as "Sepsis due to UTI: resolved" says them of what it begins with. */
const ENDS_COURSE: ReadonlySet<CueKind> = new Set(['resolved', 'ruled-out', 'improving']);
/** Tokens of a heading's first name and the marks before it. */
const FIRST_NAME = 6;

/** "# Acute respiratory failure 2/2 pneumonia: resolved": the phrase begins the line, and no mark parts it from the colon. */
function opensLine({ tokens, sentence }: Reach, targetTo: number, colon: number, kind: CueKind): boolean {
  if (!ENDS_COURSE.has(kind) || targetTo - sentence.from > FIRST_NAME) return false;
  const before = tokens.slice(sentence.from, targetTo);
  if (before.some(({ norm }) => /^(due|secondary|from|to|with|and|2\/2)$/.test(norm))) return false;
  return tokens.slice(targetTo, colon).every(({ kind: one, norm }) => one !== 'mark' || /^[/()-]$/.test(norm));
}

/**
 * True when a cue at `cueFrom` reaches left to a target that ends at `targetTo`.
 * After a comma ("sepsis due to UTI, resolved") it speaks of the whole clause; otherwise of the noun phrase before it and, for "A, B and C resolved", its list.
 */
export function reachesBackward(reach: Reach, kind: CueKind, cueFrom: number, targetTo: number): boolean {
  const { tokens, terminators, lexicon } = reach;
  let at = cueFrom - 1;
  while (at >= targetTo && lexicon.carriers.has(tokens[at]?.norm ?? '')) at -= 1;
  if (at < targetTo) return true;
  const adverbsFrom = at + 1;
  const opening = tokens[at]?.norm;
  const wholeClause = opening === ',' || opening === ';' || opening === '-' || opening === ':' || opening === '(' || opening === '|';
  if ((opening === ':' || opening === '|') && at !== targetTo) return opensLine(reach, targetTo, at, kind);
  if (opening === '(' && at - targetTo > 3) return false;
  // "considered but ruled out": the same subject goes on.
  const bridge = terminators.find((cue) => cue.to === adverbsFrom);
  if (terminators.some((cue) => cue !== bridge && cue.from >= targetTo && cue.to <= at + 1)) return false;
  let depth = 0;
  let list = false;
  for (let i = wholeClause ? at - 1 : at; i >= targetTo; i -= 1) {
    const { norm } = tokens[i] as Token;
    if (norm === ')' || norm === ']') depth += 1;
    else if (norm === '(' || norm === '[') depth -= 1;
    if (depth > 0) continue;
    if (depth < 0) return false;
    if (norm === ':' && !isClock(tokens, i) && !wholeClause) return false;
    if (norm === ':' && wholeClause && !isClock(tokens, i)) return false;
    if (norm === '|') return false;
    if (wholeClause) continue;
    if (norm === 'and' || norm === 'or' || norm === '/') list = true;
    else if ((norm === ',' || norm === '-') && !list && !bridge) return false;
    else if ((norm === 'with' || norm === 'w') && kind !== 'negated') return false;
  }
  return depth === 0;
}
