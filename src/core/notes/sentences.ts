import type { Token } from './tokens.ts';

/** One sentence: tokens `from` up to but not including `to`. Its first token may be a list number or bullet. */
export interface Sentence {
  readonly from: number;
  readonly to: number;
}

export interface SentenceWords {
  /** Words whose full stop ends nothing: 'dr', 'vs'. */
  readonly abbreviations: ReadonlySet<string>;
  /** Words after which a line goes on in the next one. */
  readonly dangling: ReadonlySet<string>;
  /** Words at the start of a line that say the cause of what the line above is about; also after one of the second set. */
  readonly carryingOn: ReadonlySet<string>;
  readonly carryingOnAfter: ReadonlySet<string>;
  /** A status without a subject, which a semicolon does not part from its own: "ruled out"; also after one of the second set. */
  readonly statusAlone: ReadonlySet<string>;
  readonly statusAloneAfter: ReadonlySet<string>;
}

/** Lines at least this long, followed by a small letter, were wrapped by an editor and not ended by the author. */
const WRAPPED = 55;
/** A longer "sentence" is a table or pasted text: it is cut, so that no text can make reading it slow. */
const LONGEST = 120;

/**
 * Splits tokens into sentences at . ? ! ; line ends and table cells.
 * Keeps whole: decimals, "Dr.", "E. coli", "1." at the start of a line, "?sepsis", lines wrapped in the middle of a phrase.
 */
export function sentencesOf(text: string, tokens: readonly Token[], words: SentenceWords): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  const close = (to: number) => {
    if (to > from) sentences.push({ from, to });
    from = to;
  };
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as Token;
    const previous = tokens[i - 1];
    if (
      previous &&
      token.line !== previous.line &&
      i > from &&
      !goesOn(text, previous, token, words, tokens[i - 2]) &&
      !carriesOn(tokens, i, words)
    )
      close(i);
    if (i - from >= LONGEST) close(i);
    if (token.kind !== 'mark') continue;
    if (token.norm === ';' && statusFollows(tokens, i + 1, words)) continue;
    if (token.norm === '|' && isAnswerCell(tokens, i + 1)) continue;
    if (token.norm === ';' || token.norm === '!' || token.norm === '|' || token.norm === '•') close(i + 1);
    else if (token.norm === '?' && !isPrefix(text, token, i === from ? tokens[i + 1] : undefined) && !isAnswered(token, tokens[i + 1]))
      close(i + 1);
    else if (token.norm === '.' && endsSentence(text, tokens, i, words)) close(i + 1);
  }
  close(tokens.length);
  return sentences;
}

function goesOn(text: string, previous: Token, token: Token, words: SentenceWords, before: Token | undefined): boolean {
  if (token.line - previous.line > 1 || token.kind !== 'word') return false;
  if (previous.kind === 'mark' && !',-/('.includes(previous.norm)) return false;
  if (words.dangling.has(previous.norm) || previous.norm === ',') {
    if (isAnswer(before)) return false;
    return startsSmall(text, token) || words.dangling.has(previous.norm);
  }
  if (!startsSmall(text, token)) return false;
  let lineStart = previous.end;
  while (lineStart > 0 && previous.end - lineStart <= WRAPPED && text.charCodeAt(lineStart - 1) !== 10) lineStart -= 1;
  return previous.end - lineStart > WRAPPED;
}

/** "Cough: no", "Rash - denies": after one of these marks the last word of a line is an answer, and the next line is another matter. */
const isAnswer = (before: Token | undefined): boolean => before !== undefined && /^[:=?|-]$/.test(before.norm);

/** "# AKI", and in the next line "- due to sepsis". */
function carriesOn(tokens: readonly Token[], at: number, words: SentenceWords): boolean {
  const previous = tokens[at - 1] as Token;
  const line = (tokens[at] as Token).line;
  if (line - previous.line > 1 || (previous.kind === 'mark' && previous.norm !== ')' && previous.norm !== ':')) return false;
  return beginsWithCause(tokens, at, words);
}

/** "due to ...", "- likely from ...", "Source: ...". */
export function beginsWithCause(tokens: readonly Token[], at: number, words: SentenceWords): boolean {
  const line = (tokens[at] as Token).line;
  let i = at;
  while (/^[-*]$/.test(tokens[i]?.norm ?? '')) i += 1;
  const plain = i;
  while (tokens[i]?.line === line && words.carryingOnAfter.has(tokens[i]?.norm ?? '')) i += 1;
  if (i > plain && tokens[i]?.norm === 'from') return true;
  const first = tokens.slice(i, i + 3).filter((token) => token.line === line);
  return words.carryingOn.has(first[0]?.norm ?? '') || words.carryingOn.has(first.map((token) => token.norm).join(''));
}

/** "concern for sepsis; since ruled out": not "; ruled out for MI", which has its own object. */
function statusFollows(tokens: readonly Token[], at: number, words: SentenceWords): boolean {
  let i = at;
  while (words.statusAloneAfter.has(tokens[i]?.norm ?? '')) i += 1;
  if (!words.statusAlone.has(tokens[i]?.norm ?? '')) return false;
  const next = tokens[tokens[i]?.norm === 'ruled' ? i + 2 : i + 1];
  return (
    next === undefined || next.kind === 'mark' || next.line !== tokens[at - 1]?.line || /^(by|after|with|on|and|given)$/.test(next.norm)
  );
}

const startsSmall = (text: string, token: Token): boolean => {
  const first = text.charAt(token.start);
  return first === first.toLowerCase() && first !== first.toUpperCase();
};

/** "?sepsis", "(?)", a line that opens with "? sepsis": the question is asked of what follows, or stands in brackets. */
function isPrefix(text: string, token: Token, opens: Token | undefined): boolean {
  if (opens?.kind === 'word' && opens.line === token.line) return true;
  const before = text.charAt(token.start - 1);
  const after = text.charAt(token.end);
  return (/[a-z(]/i.test(after) && (before === '' || /[\s(,/#*:-]/.test(before))) || after === ')';
}

/** "Sepsis? No.": the answer belongs to the question. */
const isAnswered = (question: Token, next: Token | undefined): boolean =>
  next !== undefined && next.line === question.line && /^(no|yes|y|n|none|negative|denies)$/.test(next.norm);

/** "Sepsis | No": a cell that holds nothing but an answer belongs to the cell before it. */
function isAnswerCell(tokens: readonly Token[], at: number): boolean {
  const first = tokens[at];
  if (!first || first.line !== tokens[at - 1]?.line || !ANSWERS.test(first.norm)) return false;
  let to = at + 1;
  while (to < at + 3 && tokens[to]?.kind === 'word' && tokens[to]?.line === first.line) to += 1;
  const next = tokens[to];
  return !next || next.line !== first.line || /^[|,;.]$/.test(next.norm);
}

const ANSWERS =
  /^(no|none|n|negative|neg|not|absent|denied|denies|nil|resolved|improving|possible|probable|suspected|likely|unlikely|ruled|excluded)$/;

function endsSentence(text: string, tokens: readonly Token[], at: number, words: SentenceWords): boolean {
  const stop = tokens[at] as Token;
  const previous = tokens[at - 1];
  const next = tokens[at + 1];
  const after = text.charAt(stop.end);
  if (after !== '' && !/[\s)"'\]|]/.test(after))
    return next !== undefined && /[A-Z*]/.test(after) && previous?.kind === 'word' && previous.norm.length > 2;
  if (!previous || previous.line !== stop.line) return false;
  if (previous.kind === 'number') {
    const beforeNumber = tokens[at - 2];
    return beforeNumber !== undefined && beforeNumber.line === previous.line;
  }
  if (previous.kind !== 'word') return true;
  if (words.abbreviations.has(previous.norm))
    return next === undefined || (next.line === stop.line && /[A-Z]/.test(text.charAt(next.start)) && previous.norm.length > 3);
  // "E. coli", "B. fragilis"
  if (previous.end - previous.start === 1 && next && startsSmall(text, next)) return false;
  return true;
}
