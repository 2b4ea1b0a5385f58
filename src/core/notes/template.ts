import type { Sentence } from './sentences.ts';
import type { Token } from './tokens.ts';

const OPEN_BOX = new Set(['☐', '□', '◻', '❑', '❏']);
/** What stands in a ticked [x]. */
const TICKS = new Set(['x', '✓', '✔']);
const TICKED_BOX = new Set(['☑', '☒', '✓', '✔', '■']);

interface Box {
  readonly from: number;
  readonly to: number;
  readonly ticked: boolean;
}

/**
 * The unticked box, blank or yes/no choice that makes the phrase part of a form ("[ ] Sepsis", "Sepsis: Y/N", "Sepsis ***"), or null.
 * A ticked box is a statement. Boxes stand before their words, or after them when the line begins with words.
 */
export function templateMark(tokens: readonly Token[], sentence: Sentence, from: number, to: number): string | null {
  const line = tokens[from]?.line;
  let first = sentence.from;
  while (first < from && tokens[first]?.line !== line) first += 1;
  let last = to;
  while (last < sentence.to && tokens[last]?.line === line) last += 1;
  const boxes = boxesIn(tokens, first, last);
  if (boxes.length > 0) {
    const leads = (boxes[0] as Box).from - first <= 1 || boxes.some((box) => box.to <= from);
    const box = leads ? boxes.filter((one) => one.to <= from).at(-1) : boxes.find((one) => one.from >= to);
    if (box) return box.ticked ? null : '[ ]';
  }
  // "Sepsis present on admission? Y/N": the choice may follow the question mark.
  let lineEnd = last;
  while (lineEnd < tokens.length && lineEnd < to + 10 && tokens[lineEnd]?.line === line) lineEnd += 1;
  return choiceAfter(tokens, to, lineEnd);
}

function boxesIn(tokens: readonly Token[], from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let i = from; i < to; i += 1) {
    const norm = tokens[i]?.norm ?? '';
    if (OPEN_BOX.has(norm)) boxes.push({ from: i, to: i + 1, ticked: false });
    else if (TICKED_BOX.has(norm)) boxes.push({ from: i, to: i + 1, ticked: true });
    else if (norm === '[' || norm === '(') {
      const close = norm === '[' ? ']' : ')';
      const inside = tokens[i + 1];
      const closeby = inside !== undefined && inside.start - (tokens[i] as Token).end <= 2;
      if (inside?.norm === close && closeby) boxes.push({ from: i, to: i + 2, ticked: false });
      else if (inside !== undefined && TICKS.has(inside.norm) && tokens[i + 2]?.norm === close)
        boxes.push({ from: i, to: i + 3, ticked: true });
      else if (norm === '[' && inside?.norm === '_') boxes.push({ from: i, to: i + 2, ticked: false });
    }
  }
  return boxes;
}

/** "Y/N", "yes / no", "***", "{...}" within a few words after the phrase and before anything else is said. */
function choiceAfter(tokens: readonly Token[], to: number, last: number): string | null {
  for (let i = to; i < Math.min(last, to + 7); i += 1) {
    const norm = tokens[i]?.norm ?? '';
    const next = tokens[i + 1]?.norm ?? '';
    const afterNext = tokens[i + 2]?.norm ?? '';
    if (/^(y|yes)$/.test(norm) && (next === '/' || next === 'or' || next === '|') && /^(n|no)$/.test(afterNext)) return 'Y/N';
    if (/^(yes)$/.test(norm) && next === 'no') return 'yes no';
    if (norm === '*' && next === '*' && afterNext === '*') return '***';
    if (norm === '{' && i - to <= 2) return '{ }';
    if (norm === ',' || norm === '.' || norm === ';') return null;
  }
  return null;
}
