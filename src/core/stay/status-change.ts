import { type Chart, factsOf, hasRead } from '../chart/chart.ts';
import { type ConceptId, type Fact, hasFlag, type Instant, type SourceRef } from '../chart/fact.ts';
import type { Verdict } from '../chart/verdict.ts';
import { civilDay, isKnownZone, isoDay } from './civil.ts';
import type { Regime } from './stay.ts';

/** A way from one status, or one bill, to another. */
export type ChangePath = 'condition-code-44' | 'self-denial' | 'upgrade' | 'payer-downgrade';

/** One condition of a path, with the facts that answer it. `not-known`: nobody has entered it and nothing else can tell. */
export interface Condition {
  readonly id: ConditionId;
  readonly verdict: Verdict;
  readonly from: readonly SourceRef[];
}

export type ConditionId =
  | 'before-release'
  | 'no-part-a-claim'
  | 'committee-physician'
  | 'attending-concurrence'
  | 'concurrence-recorded'
  | 'patient-notice'
  | 'committee-review'
  | 'within-a-year'
  | 'new-inpatient-order'
  | 'payer-decided';

/**
 * How far a change has come. `complete`: every condition is met. `blocked`: possible, and some are not met or not known. `not-available`: one that
 * cannot be made good any more is not met, or the patient has left and one is known to be missing. Never a recommendation: the list of conditions goes with it wherever it is shown.
 */
export interface StatusChange {
  readonly path: ChangePath;
  readonly state: 'complete' | 'blocked' | 'not-available';
  readonly at: Instant;
  readonly conditions: readonly Condition[];
  readonly from: readonly [SourceRef, ...SourceRef[]];
}

interface ChangeInput {
  readonly chart: Chart;
  readonly zone: string | null;
  readonly regime: Regime;
  readonly end: Instant | null;
  readonly inpatientOrder: Fact | null;
  readonly careStart: Instant | null;
}

/** Roles that can be the physician member of a UR committee. A nurse or case manager cannot; neither can the attending decide on the own stay. */
const PHYSICIANS: ReadonlySet<string> = new Set(['physician', 'consultant']);
/** The claim after a self-denial is open for twelve months after discharge. */
const CLAIM_MONTHS = 12;

const entered = (chart: Chart, concept: ConceptId): readonly Fact[] =>
  factsOf(chart, concept).filter((fact) => fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay'));

/**
 * The changes of status that are under way, by what utilization review entered, each with all of its conditions. Empty where nothing was entered:
 * a change is never proposed here.
 *
 * Condition code 44 before discharge: medical-review rules of Original Medicare; a contract may differ, so it is not evaluated for other payers.
 * Self-denial (condition code W2): once the patient has left, or where no concurrence is to be had.
 * Source: level-of-care reference 2.10; CMS transmittal 299 (2004), 1803; 42 CFR 482.30(d).
 */
export function statusChanges(input: ChangeInput): readonly StatusChange[] {
  return [...towardsOutpatient(input), ...upgrade(input), ...payerDowngrade(input)];
}

function towardsOutpatient(input: ChangeInput): readonly StatusChange[] {
  const { chart, end, regime } = input;
  const decisions = entered(chart, 'status-change-decision');
  const [first] = decisions;
  if (!first || regime !== 'medicare-ffs') return [];
  const at = Math.max(...decisions.map((one) => one.at));
  const beforeRelease: Condition = condition('before-release', end === null || at < end ? 'met' : 'not-met', decisions);
  const claim = said(chart, 'no-part-a-claim', 'part-a-claim', ['not-filed'], ['filed']);
  const committee = committeeOf(chart, decisions);
  const concurrences = entered(chart, 'attending-concurrence');
  const agreed = concurrences.filter((one) => one.text === 'agreed' || one.text === 'recorded');
  const inTime = (facts: readonly Fact[]) => facts.filter((one) => end === null || one.at < end);
  const conditions: readonly Condition[] = [
    beforeRelease,
    claim,
    committee,
    said(chart, 'attending-concurrence', 'attending-concurrence', ['agreed', 'recorded'], ['refused'], end),
    condition(
      'concurrence-recorded',
      inTime(agreed).some((one) => one.text === 'recorded') ? 'met' : verdictOfSilence(chart, 'attending-concurrence', agreed.length > 0),
      agreed,
    ),
    said(chart, 'patient-notice', 'notice-given', ['cc44'], [], end),
  ];
  const cannotBeMet = conditions.some(
    ({ id, verdict }) => verdict === 'not-met' && (id === 'before-release' || id === 'no-part-a-claim' || id === 'attending-concurrence'),
  );
  // What nobody entered here may have been entered elsewhere in time: only what is known to be missing was missed.
  const missed = end !== null && conditions.some(({ verdict }) => verdict === 'not-met' || verdict === 'not-found');
  const change: StatusChange = {
    path: 'condition-code-44',
    state: cannotBeMet || missed ? 'not-available' : conditions.every(({ verdict }) => verdict === 'met') ? 'complete' : 'blocked',
    at,
    conditions,
    from: sourcesOf(first, [...decisions, ...concurrences]),
  };
  return change.state !== 'complete' && end !== null ? [change, selfDenial(input, end, decisions, first)] : [change];
}

/** Two physicians of the committee, or one where the responsible practitioner agrees (42 CFR 482.30(d)). */
function committeeOf(chart: Chart, decisions: readonly Fact[]): Condition {
  const physicians = decisions.filter((one) => PHYSICIANS.has(one.by ?? ''));
  return condition(
    'committee-physician',
    physicians.length > 0 ? 'met' : verdictOfSilence(chart, 'status-change-decision', true),
    decisions,
  );
}

/** Part B billing after discharge: the committee decides, the patient stays an inpatient, observation is not billed. */
function selfDenial({ chart, zone }: ChangeInput, end: Instant, decisions: readonly Fact[], first: Fact): StatusChange {
  const physicians = decisions.filter((one) => PHYSICIANS.has(one.by ?? ''));
  const people = new Set(physicians.map((one) => one.author ?? one.from[0]));
  const concurs = entered(chart, 'attending-concurrence').some((one) => one.text === 'agreed' || one.text === 'recorded');
  const reviewed = people.size > 1 || (people.size === 1 && concurs);
  const conditions: readonly Condition[] = [
    condition('committee-review', reviewed ? 'met' : verdictOfSilence(chart, 'status-change-decision', true), decisions),
    condition('within-a-year', isKnownZone(zone) ? (isWithinClaimTime(end, chart.asOf, zone) ? 'met' : 'not-met') : 'not-known', []),
  ];
  const expired = conditions.some(({ id, verdict }) => id === 'within-a-year' && verdict === 'not-met');
  return {
    path: 'self-denial',
    state: expired ? 'not-available' : conditions.every(({ verdict }) => verdict === 'met') ? 'complete' : 'blocked',
    at: end,
    conditions,
    from: sourcesOf(first, decisions),
  };
}

/** The same day of the calendar twelve months on is the last one. */
function isWithinClaimTime(end: Instant, asOf: Instant, zone: string): boolean {
  const left = new Date(`${isoDay(civilDay(end, zone))}T00:00:00Z`);
  left.setUTCMonth(left.getUTCMonth() + CLAIM_MONTHS);
  return isoDay(civilDay(asOf, zone)) <= left.toISOString().slice(0, 10);
}

/** Outpatient to inpatient: a new order, never backdated. Midnights before it count towards the benchmark only. */
function upgrade({ inpatientOrder, careStart, chart }: ChangeInput): readonly StatusChange[] {
  const before = ['observation-order', 'outpatient-order'].flatMap((concept) =>
    entered(chart, concept).filter((one) => inpatientOrder && one.at < inpatientOrder.at),
  );
  if (!inpatientOrder || before.length === 0 || careStart === null) return [];
  return [
    {
      path: 'upgrade',
      state: 'complete',
      at: inpatientOrder.at,
      conditions: [condition('new-inpatient-order', 'met', [inpatientOrder])],
      from: inpatientOrder.from,
    },
  ];
}

/** What a payer decided binds by contract, not by the rules for Original Medicare, and changes no status in the hospital. */
function payerDowngrade({ chart }: ChangeInput): readonly StatusChange[] {
  const last = entered(chart, 'payer-decision').at(-1);
  if (last?.text !== 'downgraded') return [];
  return [
    { path: 'payer-downgrade', state: 'complete', at: last.at, conditions: [condition('payer-decided', 'met', [last])], from: last.from },
  ];
}

const condition = (id: ConditionId, verdict: Verdict, facts: readonly Fact[]): Condition => ({
  id,
  verdict,
  from: [...new Set(facts.flatMap((fact) => fact.from))],
});

/** Nothing that says so: not known where the entries at hand are not all there is, not met where people entered something else, else not found. */
const verdictOfSilence = (chart: Chart, concept: ConceptId, otherwiseSaid: boolean): Verdict =>
  !hasRead(chart, concept) ? 'not-known' : otherwiseSaid ? 'not-met' : 'not-found';

/** The newest entry of `concept` with one of the words decides; entries after `until` came too late. */
function said(
  chart: Chart,
  id: ConditionId,
  concept: ConceptId,
  yes: readonly string[],
  no: readonly string[],
  until: Instant | null = null,
): Condition {
  const all = entered(chart, concept).filter((one) => yes.includes(one.text ?? '') || no.includes(one.text ?? ''));
  const last = all.filter((one) => until === null || one.at < until).at(-1);
  const verdict = last ? (yes.includes(last.text ?? '') ? 'met' : 'not-met') : verdictOfSilence(chart, concept, all.length > 0);
  return condition(id, verdict, last ? [last] : all);
}

function sourcesOf(first: Fact, all: readonly Fact[]): readonly [SourceRef, ...SourceRef[]] {
  const rest = [...new Set(all.flatMap((fact) => fact.from))].filter((ref) => ref !== first.from[0]);
  return [first.from[0], ...rest];
}
