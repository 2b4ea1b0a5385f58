import { sourceRef } from '../../../src/core/chart/fact.ts';
import { appendAll, isRefusal } from '../../../src/core/query/life.ts';
import type { QueryEvent, QueryRecord } from '../../../src/core/query/record.ts';

export const T0 = Date.UTC(2026, 2, 2, 20, 0);
export const HOUR = 3_600_000;
export const ZONE = 'America/New_York';

const line = {
  ...{ text: 'Lactate 3.1 mmol/L, 03-02 13:30', sources: [sourceRef('Observation/1')] as const, concept: 'lactate', label: 'Lactate' },
  ...{
    value: '3.1',
    unit: 'mmol/L',
    at: T0 - HOUR,
    time: '03-02 14:00',
    polarity: 'supports' as const,
    trend: [],
    threshold: 2,
    flags: [],
  },
};

const base: QueryRecord = {
  key: 'k-1',
  encounter: sourceRef('Encounter/1'),
  patient: sourceRef('Patient/1'),
  createdAt: T0,
  author: { name: 'J. Doe', role: 'CDI specialist' },
  origin: 'rule',
  recipient: { name: 'Dr. Reyes', ref: sourceRef('Practitioner/7') },
  timing: 'concurrent',
  concept: 'sepsis',
  draft: {
    id: 'validation',
    checklist: 'sepsis',
    version: '1.0.0',
    purpose: 'clinical-validation',
    format: 'multiple-choice',
    title: 'Sepsis is documented',
    documentedStatements: [
      { quote: 'Sepsis.', author: 'attending', noteType: 'H&P', time: '2026-03-02T13:10:00-05:00', ref: 'DocumentReference/9#0-7' },
    ],
    indicators: [
      {
        ...{ ref: 'Observation/1', label: 'Lactate', value: '3.1', unit: 'mmol/L', time: '2026-03-02T14:00:00-05:00' },
        ...{ scope: 'current' as const, polarity: 'supports' as const, line },
      },
    ],
    question: 'Based on your clinical judgment, what is the status of this diagnosis?',
    options: [
      { text: 'Sepsis confirmed, clinical basis:', kind: 'confirmed', indicatorRefs: [], alreadyDocumented: true },
      { text: 'Sepsis ruled out', kind: 'ruled-out', indicatorRefs: [], alreadyDocumented: true },
      { text: 'Other (please specify)', kind: 'other', indicatorRefs: [], alreadyDocumented: false },
      { text: 'Unable to determine', kind: 'undetermined', indicatorRefs: [], alreadyDocumented: false },
    ],
    body: 'Documented:\n"Sepsis."\n\nFindings:\n- Lactate 3.1 mmol/L, 03-02 14:00',
    rationale: null,
  },
  text: 'Sepsis is documented\n\nFindings:\n- Lactate 3.1 mmol/L, 03-02 14:00',
  lint: { version: '1.0.0', findings: [], overrides: [] },
  evidenceHash: 'ab'.repeat(32),
  history: [{ kind: 'drafted', at: T0, by: 'J. Doe' }],
};

/** A query as it stands on the desk, drafted and not sent. */
export const drafted = (more: Partial<QueryRecord> = {}): QueryRecord => ({ ...base, ...more });

/** A query with these events after its draft; a refusal fails the test that asked for it. */
export function recordWith(events: readonly QueryEvent[], more: Partial<QueryRecord> = {}): QueryRecord {
  const grown = appendAll(drafted(more), events);
  if (isRefusal(grown)) throw new Error(grown.refused);
  return grown;
}

/** Events, with hours after the draft. */
export const sent = (hours = 0, to = 'Dr. Reyes'): QueryEvent => ({ kind: 'sent', at: T0 + hours * HOUR, by: 'J. Doe', to, via: 'copy' });
export const viewed = (hours: number): QueryEvent => ({ kind: 'viewed', at: T0 + hours * HOUR, by: 'Dr. Reyes' });
export const reminded = (hours: number, step = 1): QueryEvent => ({ kind: 'reminded', at: T0 + hours * HOUR, by: 'J. Doe', step });
export const escalated = (hours: number, step: number, to = 'peer'): QueryEvent => ({
  ...{ kind: 'escalated', at: T0 + hours * HOUR, by: 'J. Doe' },
  ...{ step, to },
});
export const responded = (
  hours: number,
  response: Extract<QueryEvent, { kind: 'responded' }>['response'] = 'agree-validated',
  basis: string | null = 'Lactate and pressure',
): QueryEvent => ({ kind: 'responded', at: T0 + hours * HOUR, by: 'Dr. Reyes', response, basis });
export const documented = (hours: number): QueryEvent => ({
  ...{ kind: 'documented', at: T0 + hours * HOUR, by: 'record' },
  ref: sourceRef('DocumentReference/20#0-10'),
});
export const withdrawn = (hours: number): QueryEvent => ({ kind: 'withdrawn', at: T0 + hours * HOUR, by: 'J. Doe', reason: 'superseded' });
export const closed = (hours: number, how: 'answered' | 'unresponded'): QueryEvent => ({
  ...{ kind: 'closed', at: T0 + hours * HOUR, by: 'J. Doe' },
  how,
});
export const reopened = (hours: number): QueryEvent => ({ kind: 'reopened', at: T0 + hours * HOUR, by: 'J. Doe', reason: 'New findings' });
