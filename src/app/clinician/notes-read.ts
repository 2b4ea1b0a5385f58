import { hasFlag } from '../../core/chart/fact.ts';
import { noteWords, roleWords } from '../../core/compose/wording.ts';
import type { Review } from '../../core/review/review.ts';
import { dayClock } from '../time.ts';

/** Newest first, and no more than a person reads through. */
const MOST = 12;

/** The notes of this stay that were read, newest first: 'progress note 03-02 08:40, attending', with the document each stands for. */
export function notesRead(review: Review): { readonly ref: string; readonly text: string }[] {
  const byDocument = new Map<string, { readonly at: number; readonly text: string }>();
  for (const fact of review.chart.facts) {
    const ref = fact.from[0].replace(/#.*$/, '');
    if (!fact.note || hasFlag(fact, 'other-stay') || fact.standing === 'withdrawn' || !ref.startsWith('DocumentReference/')) continue;
    const author = fact.by && fact.by !== 'unknown' ? `, ${roleWords(fact.by)}` : '';
    byDocument.set(ref, { at: fact.at, text: `${noteWords(fact.note.type)} ${dayClock(fact.at, review.zone)}${author}` });
  }
  return [...byDocument]
    .sort(([, a], [, b]) => b.at - a.at)
    .slice(0, MOST)
    .map(([ref, { text }]) => ({ ref, text }));
}
