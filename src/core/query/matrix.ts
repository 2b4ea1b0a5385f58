import type { QueryPurpose } from '../checklist/linked.ts';
import type { QueryDraft } from '../compose/statement.ts';
import { PURPOSES, type QueryPolicy, YES_NO_PURPOSES, type YesNoPurpose } from './policy.ts';

export type QueryFormat = QueryDraft['format'];
export const FORMATS: readonly QueryFormat[] = ['open', 'multiple-choice', 'yes-no'];

/** Whether a purpose may be asked in a format, and the reason: for what is not permitted, what to use instead. */
export interface Pair {
  readonly purpose: QueryPurpose;
  readonly format: QueryFormat;
  readonly permitted: boolean;
  readonly why: string;
}

/** Why yes or no would lead, by purpose (query-compliance reference, section 3). */
const NEVER_YES_NO: Readonly<Record<Exclude<QueryPurpose, YesNoPurpose>, string>> = {
  'indicators-without-diagnosis':
    'Yes or no would name a diagnosis that nobody has documented. Ask an open question, or offer the answers that the findings support.',
  'treatment-without-diagnosis':
    'Yes or no would name a diagnosis that nobody has documented. Ask an open question, or offer the answers that the findings support.',
  specificity: 'A type, stage or acuity is chosen or written, not confirmed. Ask an open question or offer choices.',
};

const OPEN = 'Findings, one question and room to answer: fit for every purpose.';
const CHOICE = 'Answers that the findings support, with Other and Unable to determine.';
const YES_NO = 'Yes, no, Other and Unable to determine, about what is documented already.';

/** One pair under the hospital's policy. The linter judges each draft beside it, whatever this says. */
export function permitted(purpose: QueryPurpose, format: QueryFormat, policy: QueryPolicy): Pair {
  if (format === 'open') return { purpose, format, permitted: true, why: OPEN };
  if (format === 'multiple-choice') return { purpose, format, permitted: true, why: CHOICE };
  if (!isYesNoPurpose(purpose)) return { purpose, format, permitted: false, why: NEVER_YES_NO[purpose] };
  if (policy.allowYesNoPurposes.includes(purpose)) return { purpose, format, permitted: true, why: YES_NO };
  const why =
    purpose === 'complication'
      ? 'A relation to a procedure is asked with the neutral set of answers: expected, complication, unrelated. Offer choices.'
      : 'This hospital does not use yes or no for this purpose. Ask an open question or offer choices.';
  return { purpose, format, permitted: false, why };
}

const isYesNoPurpose = (purpose: QueryPurpose): purpose is YesNoPurpose => (YES_NO_PURPOSES as readonly QueryPurpose[]).includes(purpose);

/** All purposes by all formats, in one fixed order. */
export const matrix = (policy: QueryPolicy): readonly Pair[] =>
  PURPOSES.flatMap((purpose) => FORMATS.map((format) => permitted(purpose, format, policy)));
