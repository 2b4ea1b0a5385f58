import { join } from 'node:path';
import { assertion } from '../core/notes/index.ts';
import { type ReviewContent, toolkitOf } from '../core/review/index.ts';
import { linesOf } from './input.ts';
import { type Answered, binaryRow, type Row } from './score-row.ts';

interface Labelled {
  readonly report: number;
  readonly concept: string;
  readonly sentence: string;
  readonly negation: string;
  readonly temporality: string;
}

/**
 * Negation and history of labelled sentences. Ruled out counts as negated; "Not particular" is not historical; uncertainty has no label of
 * its own there and is not scored. An id is the number of the line and of the report: never the sentence.
 */
export async function sentenceRows(folder: string, content: ReviewContent): Promise<Row[]> {
  const { lexicon } = toolkitOf(content);
  const negation: Answered[] = [];
  const history: Answered[] = [];
  let number = 0;
  for await (const line of linesOf(join(folder, 'sentences.jsonl'))) {
    number += 1;
    if (line.trim() === '') continue;
    const labelled = JSON.parse(line) as Labelled;
    const judged = assertion({ text: labelled.sentence, target: labelled.concept }, lexicon);
    const id = `line ${number}, report ${labelled.report}`;
    const ours = `${judged.status}, ${judged.temporality}${judged.cue === null ? '' : `, by "${judged.cue.toLowerCase()}"`}`;
    const detail = { ours, truth: `${labelled.negation}, ${labelled.temporality}` };
    negation.push({
      id,
      ours: judged.status === 'negated' || judged.status === 'ruled-out',
      truth: labelled.negation === 'Negated',
      detail,
    });
    history.push({ id, ours: judged.temporality === 'historical', truth: labelled.temporality === 'Historical', detail });
  }
  return [binaryRow('negation', 'negation', negation), binaryRow('history', 'history', history)];
}
