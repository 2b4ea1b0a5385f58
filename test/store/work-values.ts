import { sourceRef } from '../../src/core/chart/fact.ts';
import type { QueryRecord } from '../../src/core/query/record.ts';
import type { Draft, Feedback, WorkValues } from '../../src/store/work.ts';

export const DISMISSAL: Feedback = {
  key: 'k',
  fingerprint: 'f',
  action: 'dismissed',
  reason: 'other',
  comment: 'Dummyfield is mine',
  until: null,
  seen: null,
  at: 1,
};
export const DRAFT: Draft = { key: 'k', option: 'a', words: 'sepsis confirmed', at: 2 };
export const QUERY: QueryRecord = {
  key: 'q1',
  encounter: sourceRef('Encounter/e1'),
  patient: sourceRef('Patient/p1'),
  createdAt: 10,
  author: { name: 'Alma Rivera', role: 'CDI specialist' },
  origin: 'rule',
  recipient: { name: 'Dr Lee', ref: sourceRef('Practitioner/7') },
  timing: 'concurrent',
  concept: 'sepsis',
  draft: {
    id: 'd',
    checklist: 'sepsis',
    version: '1.2.0',
    purpose: 'clinical-validation',
    format: 'multiple-choice',
    title: 'Clarification',
    documentedStatements: [],
    indicators: [],
    question: 'What is meant?',
    options: [{ text: 'Other', kind: 'other', indicatorRefs: [], alreadyDocumented: false }],
    body: 'body',
    rationale: null,
  },
  text: 'Clarification\nbody',
  lint: { version: '1.0.0', findings: [], overrides: [] },
  evidenceHash: 'a'.repeat(64),
  history: [{ kind: 'drafted', at: 10, by: 'Alma Rivera' }],
};

/** One value of every kind. */
export const EVERY: WorkValues = {
  feedback: DISMISSAL,
  rating: { key: 'k', fingerprint: 'f', up: true, at: 3 },
  draft: DRAFT,
  'case-review': { key: 'Encounter/e1', at: 4, outcome: 'no-query', reason: 'supported', comment: '', nextAt: null, look: { any: 1 } },
  query: QUERY,
  entry: { key: 'n1', at: 5, entry: { id: 'n1', encounter: 'Encounter/e1', kind: 'notice-given', at: 5, text: 'moon' } },
  handover: {
    key: 'h',
    encounter: sourceRef('Encounter/e1'),
    at: 6,
    by: 'nurse',
    question: 'Which status?',
    view: null,
    answer: { at: 7, by: 'advisor', view: 'inpatient', reason: 'expected stay is stated' },
  },
  decision: {
    key: 'd',
    encounter: sourceRef('Encounter/e1'),
    at: 8,
    by: 'nurse',
    choice: 'unclear',
    reason: 'second night not certain',
    fingerprint: 'f',
    takenBack: null,
  },
  'sign-off': { key: 's', at: 8, by: 'lead', outcome: 'agree', reason: '', rows: { laterality: 'present' }, fingerprint: 'f' },
  sending: { key: 'o', encounter: 'Encounter/e1', query: 'q1', type: 'Communication', to: 'Dr Lee', at: 9 },
};
