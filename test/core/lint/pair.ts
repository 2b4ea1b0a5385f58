import type { LintOptions } from '../../../src/core/lint/index.ts';
import { fact, type Record_ } from './lexicon.ts';

/** One rule of the reference, with the draft that must be flagged and the one that must pass. `x`: what only the encounter tells. */
export interface Pair {
  readonly rule: string;
  readonly bad: Record_;
  readonly good: Record_;
  readonly x?: Partial<LintOptions>;
  readonly goodX?: Partial<LintOptions>;
}

export const OTHER = { text: 'Other (please specify): ___', kind: 'other' };
export const UTD = { text: 'Unable to determine', kind: 'undetermined' };
export const dx = (text: string, ...refs: string[]) => ({ text, kind: 'diagnosis', indicatorRefs: refs });
export const said = (quote: string, more: Record_ = {}) => ({
  quote,
  author: 'Dr. R',
  noteType: 'H&P',
  time: '2026-03-02T15:10:00-05:00',
  ref: 'DocumentReference/1',
  ...more,
});
export const sodium = fact('Sodium', '121', 'mmol/L');
export const spo2 = fact('SpO2', '86', '%');
export const wbc = fact('WBC', '19.2', 'K/uL');
export const creatinine = fact('Creatinine', '2.1', 'mg/dL');
export const lactate = fact('Lactate', '3.4', 'mmol/L');
export const against = fact('Lactate', '1.1', 'mmol/L', { ref: 'Observation/9', polarity: 'against' });
export const open = { format: 'open', purpose: 'indicators-without-diagnosis' };
export const choice = (...options: unknown[]) => ({ format: 'multiple-choice', options });
export const yesNo = (...options: string[]) => ({ format: 'yes-no', options });
export const validation = {
  format: 'multiple-choice',
  purpose: 'clinical-validation',
  documentedStatements: [said('Sepsis due to pneumonia')],
  indicators: [wbc, against],
  options: [
    { text: 'Sepsis confirmed, clinical basis: ___', kind: 'confirmed' },
    { text: 'Sepsis ruled out', kind: 'ruled-out' },
    OTHER,
    UTD,
  ],
};
export const ask = 'Document the diagnosis, if any, that explains these findings.';

/** What both sides of a pair have unless they say otherwise: a draft that is sound in itself. */
export const around = (record: Record_): Record_ => ({
  title: 'Clarification of clinical findings 3/2',
  body: ask,
  format: 'open',
  purpose: 'indicators-without-diagnosis',
  indicators: [wbc],
  documentedStatements: [],
  ...record,
});
