import { caseWords } from './case/words.ts';
import { listWords } from './list/words.ts';
import { queryWords } from './query/words.ts';

/** Words of the CDI workplace. Plain, present tense, facts first; nothing about payment, codes or payers. */
export const cdiWords = {
  parts: { list: 'Encounters', case: 'Case', query: 'Query' },
  title: 'Documentation review',
  nav: 'Parts of this view',

  list: listWords,
  case: caseWords,

  query: queryWords,
};
