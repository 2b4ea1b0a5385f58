import { describe, expect, test } from 'vitest';
import { sourceRef } from '../../../src/core/chart/fact.ts';
import { type CaseAxes, refusalOf, type Step } from '../../../src/core/stay/axes.ts';
import type { StatusChange } from '../../../src/core/stay/status-change.ts';

const axes = (more: Partial<CaseAxes> = {}): CaseAxes => ({
  hospitalStatus: 'inpatient',
  orderStatus: 'entered',
  urReview: 'none',
  payerDecision: 'none',
  billing: 'hold',
  ...more,
});
const change = (path: StatusChange['path'], state: StatusChange['state']): StatusChange => ({
  path,
  state,
  at: 0,
  conditions: [],
  from: [sourceRef('UrEntry/1')],
});
const step = (axis: Step['axis'], to: string, more: Partial<Step> = {}): Step => ({ axis, to, ...more });

describe('steps that may be recorded', () => {
  test.each([
    ['observation to inpatient, with an order', axes({ hospitalStatus: 'observation' }), step('hospitalStatus', 'inpatient')],
    ['a change is proposed', axes(), step('hospitalStatus', 'cc44-proposed')],
    [
      'out of the proposal with every condition met',
      axes({ hospitalStatus: 'cc44-proposed' }),
      step('hospitalStatus', 'observation', { changes: [change('condition-code-44', 'complete')] }),
    ],
    [
      'a proposal that was not completed ends as an inpatient stay',
      axes({ hospitalStatus: 'cc44-proposed' }),
      step('hospitalStatus', 'inpatient-discharged'),
    ],
    ['the first level approves by criteria', axes({ urReview: 'first-level' }), step('urReview', 'complete', { by: 'nurse' })],
    ['a physician concludes', axes({ urReview: 'second-level' }), step('urReview', 'complete', { by: 'physician' })],
    ['a payer downgrades, and only its axis moves', axes({ payerDecision: 'pending' }), step('payerDecision', 'downgraded')],
    [
      'the bill after a self-denial',
      axes({ hospitalStatus: 'inpatient-discharged' }),
      step('billing', 'part-b-inpatient', { changes: [change('self-denial', 'complete')] }),
    ],
  ])('%s', (_name, from, to) => {
    expect(refusalOf(from, to)).toBeNull();
  });
});

describe('steps that may not', () => {
  test.each([
    ['inpatient to observation at once', axes(), step('hospitalStatus', 'observation'), 'not-a-step'],
    ['inpatient to outpatient at once', axes(), step('hospitalStatus', 'outpatient-recovery'), 'not-a-step'],
    ['back from discharge', axes({ hospitalStatus: 'inpatient-discharged' }), step('hospitalStatus', 'observation'), 'not-a-step'],
    [
      'inpatient without an order',
      axes({ hospitalStatus: 'observation', orderStatus: 'none' }),
      step('hospitalStatus', 'inpatient'),
      'no-order',
    ],
    [
      'inpatient on a cancelled order',
      axes({ hospitalStatus: 'observation', orderStatus: 'cancelled' }),
      step('hospitalStatus', 'inpatient'),
      'no-order',
    ],
    [
      'out of the proposal with a condition open',
      axes({ hospitalStatus: 'cc44-proposed' }),
      step('hospitalStatus', 'outpatient-recovery', { changes: [change('condition-code-44', 'blocked')] }),
      'conditions-unmet',
    ],
    [
      'out of the proposal with nothing entered',
      axes({ hospitalStatus: 'cc44-proposed' }),
      step('hospitalStatus', 'observation'),
      'conditions-unmet',
    ],
    [
      'a nurse concludes the second level',
      axes({ urReview: 'second-level' }),
      step('urReview', 'complete', { by: 'nurse' }),
      'not-a-physician',
    ],
    ['from a status nobody knows', axes({ hospitalStatus: 'unknown' }), step('hospitalStatus', 'inpatient'), 'from-unknown'],
    ['an approval taken back', axes({ payerDecision: 'approved' }), step('payerDecision', 'denied'), 'not-a-step'],
    ['Part A without an order', axes({ orderStatus: 'none' }), step('billing', 'part-a'), 'no-order'],
    [
      'outpatient billing of an inpatient stay',
      axes({ hospitalStatus: 'inpatient-discharged' }),
      step('billing', 'outpatient'),
      'conditions-unmet',
    ],
    [
      'Part B inpatient while the patient is here',
      axes(),
      step('billing', 'part-b-inpatient', { changes: [change('self-denial', 'complete')] }),
      'not-after-inpatient-discharge',
    ],
    [
      'Part B inpatient without the committee',
      axes({ hospitalStatus: 'inpatient-discharged' }),
      step('billing', 'part-b-inpatient', { changes: [change('self-denial', 'blocked')] }),
      'conditions-unmet',
    ],
  ])('%s', (_name, from, to, why) => {
    expect(refusalOf(from, to)).toBe(why);
  });
});
