import type { QueryPurpose } from '../checklist/linked.ts';
import { ascii } from '../compose/wording.ts';
import type { QueryFormat } from './matrix.ts';
import type { QueryRecord, QueryResponse, QueryState, SentBy } from './record.ts';

/** What a query is for, as people say it. */
export const PURPOSE_WORDS: Readonly<Record<QueryPurpose, string>> = {
  'indicators-without-diagnosis': 'findings without a diagnosis',
  'treatment-without-diagnosis': 'treatment without a diagnosis',
  specificity: 'specificity',
  'resolve-conflict': 'conflicting documentation',
  'clinical-validation': 'clinical validation',
  'cause-effect': 'cause and effect',
  poa: 'present on admission',
  'substantiate-report': 'a finding in a report',
  complication: 'relation to a procedure',
};

export const FORMAT_WORDS: Readonly<Record<QueryFormat, string>> = {
  open: 'open question',
  'multiple-choice': 'multiple choice',
  'yes-no': 'yes or no',
};

export const STATE_WORDS: Readonly<Record<QueryState, string>> = {
  drafted: 'drafted',
  sent: 'sent',
  viewed: 'viewed',
  responded: 'answered, not yet in a note',
  documented: 'in a note',
  closed: 'closed',
  'closed-unresponded': 'closed without an answer',
  withdrawn: 'withdrawn',
  escalated: 'escalated',
};

export const RESPONSE_WORDS: Readonly<Record<QueryResponse, string>> = {
  'agree-new-diagnosis': 'a diagnosis was given',
  'agree-validated': 'the documented diagnosis was confirmed',
  'disagree-ruled-out': 'ruled out',
  'other-diagnosis': 'another diagnosis was given',
  'no-additional': 'no additional diagnosis',
  'not-significant': 'not clinically significant',
  'unable-to-determine': 'unable to determine',
  'wrong-recipient': 'sent to the wrong person',
};

export const SENT_WORDS: Readonly<Record<SentBy, string>> = {
  copy: 'copied',
  print: 'printed',
  verbal: 'asked in person or by telephone',
  communication: 'as a message in the EHR',
  task: 'as a task in the EHR',
  document: 'as a document in the EHR',
  'questionnaire-response': 'as a form in the EHR',
};

export const TIMING_WORDS: Readonly<Record<QueryRecord['timing'], string>> = {
  concurrent: 'during the stay',
  retrospective: 'after discharge',
  'post-bill': 'after final coding',
};

export const ORIGIN_WORDS: Readonly<Record<QueryRecord['origin'], string>> = {
  human: 'written by a person',
  rule: 'drafted from the checklist',
  'ai-assisted': 'drafted with AI assistance, each finding confirmed by the author',
};

export const WITHDRAWN_WORDS = {
  superseded: 'superseded',
  'answered-in-chart': 'answered in the chart',
  discharged: 'patient discharged',
  'sent-in-error': 'sent in error',
} as const;

/** '1 hour', '36 hours', '2.5 hours'. */
export function hourWords(hours: number): string {
  const rounded = Math.round(hours * 10) / 10;
  return `${rounded} ${rounded === 1 ? 'hour' : 'hours'}`;
}

export const count = (number: number, one: string): string => `${number} ${number === 1 ? one : `${one}s`}`;

/** 'a, b and c'. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Text of other people in one line, in ASCII. */
export const oneLine = (text: string): string => ascii(text).replace(/\s+/g, ' ').trim();
