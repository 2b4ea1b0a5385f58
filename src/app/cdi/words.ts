import { caseWords } from './case/words.ts';
import { listWords } from './list/words.ts';

/** Words of the CDI workplace. Plain, present tense, facts first; nothing about payment, codes or payers. */
const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const cdiWords = {
  parts: { list: 'Encounters', case: 'Case', query: 'Query' },
  nav: 'Parts of this view',

  list: listWords,
  case: caseWords,

  query: {
    title: 'Query draft',
    none: 'No query is due in this case.',
    noneMore: 'A draft appears here when documentation and evidence do not agree and both could be read.',
    which: 'Drafts',
    to: 'To',
    attending: 'attending',
    toUnknown: 'Attending not charted. Address the query in the EHR.',
    titleField: 'Title',
    findings: 'Findings to include',
    supports: 'Supports',
    otherWay: 'Points the other way',
    context: 'Context',
    source: 'source',
    question: 'Question',
    answers: 'Answers to offer',
    open: 'The answer is free text.',
    preview: 'What will be copied',
    words: (n: number) => `${n} words`,
    checks: (passed: number, all: number) => `${passed} of ${all} checks`,
    checking: 'checking',
    unchecked: 'The draft could not be checked. Nothing can be copied until it is.',
    allChecks: 'What is checked',
    blockedHead: 'Copy is blocked',
    consider: 'To consider',
    place: { title: 'Title', body: 'Text', question: 'Question', options: 'Answers', indicators: 'Findings', recipient: 'Recipient' },
    answer: (text: string) => `Answer "${text}"`,
    finding: (text: string) => `Finding "${text}"`,
    copy: 'Copy',
    print: 'Print',
    reset: 'Start over',
    changed: 'The record changed since you began this draft.',
    gone: 'No longer in the record as quoted',
    came: 'New',
    reviewed: 'Reviewed',
    blocked: {
      changed: 'the record changed since the draft was begun. Review what changed first.',
      context: 'this view does not belong to the open chart. Open the app from the chart again.',
      unchecked: 'the draft could not be checked. Try again.',
    },
    copied: (n: number) => `Copied, ${plural(n, 'character', 'characters')}. Paste it into the query of this patient and send it there.`,
    forPatient: (name: string, born: string | null, mrn: string | null) =>
      ['Patient:', [name, born ? `born ${born}` : null, mrn ? `MRN ${mrn}` : null].filter(Boolean).join(', ')].join(' '),
    preparedBy: (name: string) => `Prepared by ${name}`,
    notPrinted: 'This draft did not pass its checks and is not printed.',
  },
};
