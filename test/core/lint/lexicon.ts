import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { type LintFinding, type LintOptions, lintDraft, readLexicon } from '../../../src/core/lint/index.ts';

/** The lexicon as it ships. */
export const lexicon = readLexicon(parse(readFileSync(resolve(import.meta.dirname, '../../../checklists/_lexicon/lint.yaml'), 'utf8')));

export type Record_ = Readonly<Record<string, unknown>>;

/** A sound multiple-choice draft; tests change one thing in it. */
export const SOUND: Record_ = {
  id: 'q1',
  title: 'Clarification of clinical findings 3/2',
  body: 'T 39.1 degC, HR 118 /min, WBC 19.2 K/uL on 3/2 14:05. In your clinical judgment, which diagnosis, if any, do these findings represent?',
  format: 'multiple-choice',
  purpose: 'indicators-without-diagnosis',
  options: [
    { text: 'Sepsis', kind: 'diagnosis', indicatorRefs: ['Observation/1'] },
    { text: 'Localized infection without sepsis', kind: 'diagnosis', indicatorRefs: ['Observation/1'] },
    { text: 'Other (please specify)', kind: 'other' },
    { text: 'Unable to determine', kind: 'undetermined' },
  ],
  indicators: [
    {
      ref: 'Observation/1',
      label: 'WBC',
      value: '19.2',
      unit: 'K/uL',
      time: '2026-03-02T14:05:00-05:00',
      scope: 'current',
      polarity: 'supports',
    },
    {
      ref: 'Observation/2',
      label: 'Heart rate',
      value: '118',
      unit: '/min',
      time: '2026-03-02T14:05:00-05:00',
      scope: 'current',
      polarity: 'supports',
    },
    {
      ref: 'Observation/3',
      label: 'Temperature',
      value: '39.1',
      unit: 'degC',
      time: '2026-03-02T14:05:00-05:00',
      scope: 'current',
      polarity: 'supports',
    },
  ],
  documentedStatements: [],
};

export const lint = (change: Record_, options: Partial<LintOptions> = {}): LintFinding[] =>
  lintDraft({ ...SOUND, ...change }, { lexicon, ...options });
export const rules = (findings: readonly LintFinding[]): string[] => findings.map((each) => each.rule);
export const errors = (findings: readonly LintFinding[]): string[] =>
  findings.filter((each) => each.severity === 'E').map((each) => `${each.rule} ${each.at}: ${each.message}`);

/** A bare record: only what is given. */
export const bare = (record: Record_, options: Partial<LintOptions> = {}): LintFinding[] =>
  lintDraft({ id: 'x', ...record }, { lexicon, ...options });

/** Indicator as a sentence would give it. */
export const fact = (label: string, value: string, unit?: string, more: Record_ = {}): Record_ => ({
  ref: `Observation/${label.replace(/\W/g, '')}`,
  label,
  value,
  ...(unit ? { unit } : {}),
  time: '2026-03-02T06:10:00-05:00',
  scope: 'current',
  polarity: 'supports',
  ...more,
});
