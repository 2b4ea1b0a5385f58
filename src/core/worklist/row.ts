import { type Chart, factsOf } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import { hasFlag, type Instant, type SourceRef } from '../chart/fact.ts';
import type { Audience, PromptKind } from '../checklist/kinds.ts';
import { wordsOf } from '../compose/concept-words.ts';
import { cannotCheck } from '../compose/index.ts';
import type { Statement } from '../compose/statement.ts';
import type { QueryRecord } from '../query/record.ts';
import type { Review } from '../review/review.ts';
import { civilDay, isKnownZone } from '../stay/civil.ts';
import type { StayStatus, Support } from '../stay/stay.ts';
import { type CaseDelta, deltaSince } from './delta.ts';
import { type Discharge, dischargeOf } from './discharge.ts';
import type { CaseLook } from './look.ts';
import { type CaseState, type Due, isDue } from './next-review.ts';
import { type OpenQuery, openQueriesOf } from './open-queries.ts';
import { type SecondLevel, secondLevelOf } from './second-level.ts';
import type { Workflow } from './workflow.ts';

/** One encounter of the worklist. Plain data; of the chart it holds counts and the sentences shown, no more. */
export interface WorklistRow {
  readonly encounter: SourceRef;
  readonly patient: SourceRef | null;
  /** `failed`, `waiting`: nothing is known of the chart, and nothing is concluded. */
  readonly reading: 'read' | 'failed' | 'waiting';
  readonly asOf: Instant | null;
  readonly zone: string | null;
  /** Calendar day of the stay on the hospital's clock, the first is 1; null when start or zone is not known. */
  readonly day: number | null;
  /** Prompts of this reader by kind, most urgent kind first by the hospital's rank. */
  readonly kinds: readonly { readonly kind: PromptKind; readonly count: number }[];
  readonly reason: Statement | null;
  /** Readings that hide something: each is one thing that could not be checked. */
  readonly unchecked: number;
  readonly lastReviewAt: Instant | null;
  /** Null where there was no review before. */
  readonly delta: CaseDelta | null;
  readonly openQueries: readonly OpenQuery[];
  /** Query drafts that the checklists offer. */
  readonly drafts: number;
  readonly nextReview: Due;
  readonly unit: string | null;
  /** Null: the record read does not say. */
  readonly service: string | null;
  readonly discharge: Discharge;
  readonly status: StayStatus;
  readonly support: Support;
  readonly secondLevel: SecondLevel;
}

/** What the user's own store knows of an encounter. */
export interface KeptCase {
  readonly lastLook: CaseLook | null;
  readonly queries: readonly QueryRecord[];
}

export interface RowSetting {
  readonly concepts: Concepts;
  readonly workflow: Workflow;
  /** The clock; the review's own moment when left out. */
  readonly now?: Instant;
  /** Whose prompts are counted. Default: CDI. */
  readonly audience?: Audience;
  /** Where the EHR's list says the patient is; goes before what the chart says. */
  readonly place?: { readonly unit?: string | null; readonly service?: string | null };
}

/** The prompts of one reader by the hospital's rank; of one kind in the order of the review. */
export const promptsFor = (review: Review, audience: Audience, { worklist }: Workflow): Review['prompts'] =>
  review.prompts
    .filter((prompt) => prompt.audience.includes(audience))
    .map((prompt, index) => ({ prompt, index }))
    .sort((a, b) => worklist.kindRank[a.prompt.kind] - worklist.kindRank[b.prompt.kind] || a.index - b.index)
    .map(({ prompt }) => prompt);

/** The row of a review. Pure. */
export function rowOf(review: Review, kept: KeptCase, setting: RowSetting): WorklistRow {
  const { concepts, workflow } = setting;
  const now = setting.now ?? review.asOf;
  const prompts = promptsFor(review, setting.audience ?? 'cdi', workflow);
  const kinds = new Map<PromptKind, number>();
  for (const { kind } of prompts) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const { lastLook } = kept;
  return {
    encounter: review.encounter,
    patient: review.patient,
    reading: 'read',
    asOf: review.asOf,
    zone: review.zone,
    day: dayOfStay(review),
    kinds: [...kinds].map(([kind, count]) => ({ kind, count })),
    reason: prompts[0]?.title ?? null,
    unchecked: uncheckedIn(review),
    lastReviewAt: lastLook?.asOf ?? null,
    delta: lastLook === null ? null : deltaSince(lastLook, review, concepts),
    openQueries: openQueriesOf(kept.queries, now, workflow.queries, review.zone),
    drafts: review.queries.length,
    nextReview: isDue(lastLook, review, now, concepts),
    unit: setting.place?.unit ?? unitOf(review.chart, concepts),
    service: setting.place?.service ?? null,
    discharge: dischargeOf(review),
    status: review.levelOfCare.status,
    support: review.levelOfCare.support,
    secondLevel: secondLevelOf(review, workflow.secondLevel, concepts),
  };
}

/** What the rules of the next review ask of a row. */
export const caseStateOf = (row: WorklistRow): CaseState => ({
  openQueries: row.openQueries.length,
  isHighRisk: row.secondLevel.raised.length > 0,
  unchecked: row.unchecked,
  questions: row.kinds.reduce((sum, { count }) => sum + count, 0),
});

/** The row of an encounter whose chart could not be read, or is not read yet: what the store knows, and nothing else. */
export function unreadRow(
  encounter: SourceRef,
  reading: 'failed' | 'waiting',
  kept: KeptCase,
  setting: Pick<RowSetting, 'workflow' | 'place'> & { readonly now: Instant },
): WorklistRow {
  return {
    encounter,
    patient: null,
    reading,
    asOf: null,
    zone: null,
    day: null,
    kinds: [],
    reason: null,
    unchecked: 0,
    lastReviewAt: kept.lastLook?.asOf ?? null,
    delta: null,
    openQueries: openQueriesOf(kept.queries, setting.now, setting.workflow.queries, null),
    drafts: 0,
    nextReview: { due: false, at: kept.lastLook?.next?.at ?? null, why: null },
    unit: setting.place?.unit ?? null,
    service: setting.place?.service ?? null,
    discharge: { state: 'not-known', at: null, statement: null },
    status: 'unknown',
    support: 'unknown',
    secondLevel: { raised: [], notKnown: [] },
  };
}

/** Calendar day of the stay on the hospital's clock, the first is 1; null when start or zone is not known. */
export function dayOfStay(review: Review): number | null {
  const { careStart, end } = review.levelOfCare;
  if (careStart === null || !isKnownZone(review.zone)) return null;
  return civilDay(end ?? review.asOf, review.zone) - civilDay(careStart, review.zone) + 1;
}

/** How many readings hide something, over all checklists; one reading counts once, however many checklists it hides things from. */
export function uncheckedIn(review: Review): number {
  const reasons = review.checklists.flatMap((result) =>
    cannotCheck(result, review.chart).map(({ text }) => text.split('. Hidden by it')[0]),
  );
  return new Set(reasons).size + review.problems.filter((problem) => problem.kind === 'bug').length;
}

/** The kind of unit the patient is in now, in words; null when the places read do not say. */
function unitOf(chart: Chart, concepts: Concepts): string | null {
  const now = factsOf(chart, 'unit-stay').findLast((fact) => fact.until === undefined && !hasFlag(fact, 'other-stay'));
  return now ? wordsOf(now, concepts) || null : null;
}
