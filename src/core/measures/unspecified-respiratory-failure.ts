import { type Fact, hasFlag, PROVIDER_ROLES } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { inStay } from './usable.ts';

/**
 * Statements of "respiratory failure" without its acuity, as they stand in the notes: they document the condition and leave its acuity to be asked
 * (RSP-DOC-02, J96.9-). Where a provider calls the failure chronic, the bare term may mean that one, and nothing is made of it; a denial stands either way.
 * Skips problem-list entries.
 */
export const unspecifiedRespiratoryFailure: Measure = {
  id: 'unspecified-respiratory-failure',
  needs: ['respiratory-failure-nos'],
  refines: ['chronic-respiratory-failure'],
  label: 'Respiratory failure, acuity not stated',
  source: 'Respiratory reference, RSP-DOC-02; ICD-10-CM J96.9-',
  compute: (chart) => {
    const chronic = inStay(chart, 'chronic-respiratory-failure').some(
      (fact) => fact.says !== 'denied' && (fact.note === undefined || (fact.by !== undefined && PROVIDER_ROLES.has(fact.by))),
    );
    return inStay(chart, 'respiratory-failure-nos')
      .filter((fact) => !hasFlag(fact, 'problem-list') && (!chronic || fact.says === 'denied'))
      .map((fact): Fact => ({ ...fact, concept: 'unspecified-respiratory-failure' }));
  },
};
