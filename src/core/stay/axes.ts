import { type Chart, factsOf, hasRead } from '../chart/chart.ts';
import { type ConceptId, type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import type { StatusChange } from './status-change.ts';
import type { StayStatus } from './stay.ts';

export type HospitalStatus =
  | 'presenting'
  | 'ed-outpatient'
  | 'observation'
  | 'outpatient-recovery'
  | 'inpatient'
  | 'cc44-proposed'
  | 'discharged'
  | 'inpatient-discharged'
  | 'unknown';
export type OrderStatus = 'none' | 'entered' | 'authenticated' | 'cancelled' | 'unknown';
export type UrReview = 'none' | 'first-level' | 'second-level' | 'complete' | 'unknown';
export type PayerDecision = 'none' | 'pending' | 'approved' | 'denied' | 'downgraded' | 'overturned' | 'unknown';
export type Billing = 'none' | 'hold' | 'part-a' | 'part-b-inpatient' | 'outpatient' | 'unknown';

/**
 * Where a stay stands, on five axes that move on their own: what a payer decided is no status of the hospital, a reviewed stay may be unbilled.
 * `none`: looked, and there is nothing. `unknown`: could not be looked at, or nobody was asked.
 */
export interface CaseAxes {
  readonly hospitalStatus: HospitalStatus;
  readonly orderStatus: OrderStatus;
  readonly urReview: UrReview;
  readonly payerDecision: PayerDecision;
  readonly billing: Billing;
}

type Moves<S extends string> = Readonly<Record<S, readonly S[]>>;

/** Level-of-care reference, section 7. An inpatient becomes an outpatient only by way of a proposed change, never at once. */
const HOSPITAL: Moves<HospitalStatus> = {
  presenting: ['ed-outpatient', 'observation', 'outpatient-recovery', 'inpatient', 'discharged'],
  'ed-outpatient': ['observation', 'outpatient-recovery', 'inpatient', 'discharged'],
  observation: ['inpatient', 'discharged'],
  'outpatient-recovery': ['observation', 'inpatient', 'discharged'],
  inpatient: ['inpatient-discharged', 'cc44-proposed'],
  'cc44-proposed': ['outpatient-recovery', 'observation', 'inpatient', 'inpatient-discharged'],
  discharged: [],
  'inpatient-discharged': [],
  unknown: [],
};
const ORDER: Moves<OrderStatus> = {
  none: ['entered', 'authenticated'],
  entered: ['authenticated', 'cancelled'],
  authenticated: ['cancelled'],
  cancelled: ['entered', 'authenticated'],
  unknown: [],
};
const REVIEW: Moves<UrReview> = {
  none: ['first-level', 'second-level'],
  'first-level': ['second-level', 'complete'],
  'second-level': ['complete'],
  complete: [],
  unknown: [],
};
const PAYER: Moves<PayerDecision> = {
  none: ['pending', 'approved', 'denied', 'downgraded'],
  pending: ['approved', 'denied', 'downgraded'],
  // An approval is reopened only for fraud or an obvious error (CMS-4208-F); the app records no such step.
  approved: [],
  denied: ['overturned'],
  downgraded: ['overturned'],
  overturned: [],
  unknown: [],
};
const BILLING: Moves<Billing> = {
  none: ['hold', 'part-a', 'outpatient'],
  hold: ['part-a', 'part-b-inpatient', 'outpatient'],
  'part-a': [],
  'part-b-inpatient': [],
  outpatient: [],
  unknown: [],
};
const MOVES = { hospitalStatus: HOSPITAL, orderStatus: ORDER, urReview: REVIEW, payerDecision: PAYER, billing: BILLING } as const;

/** Why a step may not be recorded. */
export type Refusal = 'not-a-step' | 'from-unknown' | 'no-order' | 'conditions-unmet' | 'not-a-physician' | 'not-after-inpatient-discharge';

export interface Step {
  readonly axis: keyof CaseAxes;
  readonly to: string;
  /** Who takes it; only a physician concludes a second-level review. */
  readonly by?: string;
  readonly changes?: readonly StatusChange[];
}

/**
 * Null when the step may be recorded as a recommendation, else why not. One step moves one axis and never another. Nothing is written to the EHR.
 * Guards: inpatient needs an order; outpatient after inpatient needs every condition of the change; Part B inpatient billing is for a stay that
 * was discharged as inpatient and reviewed by the committee; the conclusion of a review is a physician's unless the first level approved it.
 */
export function refusalOf(axes: CaseAxes, step: Step): Refusal | null {
  const from = axes[step.axis];
  const moves = MOVES[step.axis] as Moves<string>;
  if (from === 'unknown') return 'from-unknown';
  if (!moves[from]?.includes(step.to)) return 'not-a-step';
  const { hospitalStatus, orderStatus } = axes;
  const path = (id: StatusChange['path']) => step.changes?.find((change) => change.path === id);
  if (step.axis === 'hospitalStatus') {
    if (step.to === 'inpatient' && orderStatus !== 'entered' && orderStatus !== 'authenticated') return 'no-order';
    const leavesInpatient = hospitalStatus === 'cc44-proposed' && (step.to === 'outpatient-recovery' || step.to === 'observation');
    if (leavesInpatient && path('condition-code-44')?.state !== 'complete') return 'conditions-unmet';
  }
  if (step.axis === 'urReview' && step.to === 'complete' && from === 'second-level' && !isPhysician(step.by)) return 'not-a-physician';
  if (step.axis === 'billing') {
    if (step.to === 'part-a' && orderStatus !== 'entered' && orderStatus !== 'authenticated') return 'no-order';
    if (step.to === 'part-b-inpatient' && hospitalStatus !== 'inpatient-discharged') return 'not-after-inpatient-discharge';
    if (step.to === 'part-b-inpatient' && path('self-denial')?.state !== 'complete') return 'conditions-unmet';
    if (step.to === 'outpatient' && (hospitalStatus === 'inpatient-discharged' || hospitalStatus === 'inpatient'))
      return 'conditions-unmet';
  }
  return null;
}

const isPhysician = (role: string | undefined): boolean => role === 'physician' || role === 'consultant' || role === 'attending';

interface AxesInput {
  readonly chart: Chart;
  readonly status: StayStatus;
  readonly end: Instant | null;
  readonly inpatientOrder: Fact | null;
  readonly changes: readonly StatusChange[];
}

/** The axes as the record and the entries of UR tell them now. */
export function axesOf(input: AxesInput): CaseAxes {
  const { chart } = input;
  return {
    hospitalStatus: hospitalStatusOf(input),
    orderStatus: orderStatusOf(chart, input.inpatientOrder),
    urReview: lastWord<UrReview>(chart, 'ur-review'),
    payerDecision: lastWord<PayerDecision>(chart, 'payer-decision'),
    billing: lastWord<Billing>(chart, 'billing-state'),
  };
}

function hospitalStatusOf({ status, end, changes, inpatientOrder }: AxesInput): HospitalStatus {
  if (status === 'unknown') return 'unknown';
  if (status === 'inpatient') {
    if (end !== null) return 'inpatient-discharged';
    const change = changes.find(({ path }) => path === 'condition-code-44');
    return change && inpatientOrder && change.state !== 'not-available' && change.at >= inpatientOrder.at ? 'cc44-proposed' : 'inpatient';
  }
  if (end !== null) return 'discharged';
  return status === 'observation' ? 'observation' : status === 'outpatient' ? 'outpatient-recovery' : 'ed-outpatient';
}

/** R4 has no place for the signature of an order: unless somebody enters it, an order is `entered` and no more. */
function orderStatusOf(chart: Chart, order: Fact | null): OrderStatus {
  const signature = factsOf(chart, 'order-signature')
    .filter((fact) => fact.standing !== 'withdrawn')
    .at(-1);
  if (order) return signature?.text === 'signed' && signature.at >= order.at ? 'authenticated' : 'entered';
  const orders = factsOf(chart, 'inpatient-order').filter((fact) => !hasFlag(fact, 'other-stay'));
  if (orders.some((fact) => fact.standing === 'withdrawn')) return 'cancelled';
  return hasRead(chart, 'inpatient-order') ? 'none' : 'unknown';
}

function lastWord<S extends string>(chart: Chart, concept: ConceptId): S | 'none' | 'unknown' {
  const last = factsOf(chart, concept)
    .filter((fact) => fact.standing !== 'withdrawn')
    .at(-1);
  return (last?.text as S | undefined) ?? (hasRead(chart, concept) ? 'none' : 'unknown');
}
