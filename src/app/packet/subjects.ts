import { LEVEL_OF_CARE } from '../../core/packet/packet.ts';
import type { Review } from '../../core/review/review.ts';
import { packetWords } from './words.ts';

/** What a packet can be made of. */
export interface Subject {
  readonly id: string;
  readonly title: string;
}

/**
 * The conditions that providers of this stay have documented, and the level of care. A condition that nobody has documented is not listed: its name beside a
 * button would suggest it.
 */
export function subjectsIn(review: Review): readonly Subject[] {
  const documented = review.checklists.filter(
    ({ support, documentation: { state, statements } }) =>
      support === null && statements.length > 0 && (state === 'affirmed' || state === 'uncertain' || state === 'conflicting'),
  );
  const status = review.checklists.some(({ support }) => support !== null);
  return [
    ...documented.map(({ id, title }) => ({ id, title })),
    ...(status && review.brief !== null ? [{ id: LEVEL_OF_CARE, title: packetWords.levelOfCare }] : []),
  ];
}
