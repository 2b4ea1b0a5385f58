import type { Review } from '../../../core/review/review.ts';
import type { StayStatus, Support } from '../../../core/stay/stay.ts';
import type { Identity, ListedEncounter } from '../../../ehr/index.ts';
import { statusChecklist } from '../rules.ts';

/** How far a row can be believed. `by`: the list reads in the background; a stay on screen reads itself. */
export type RowState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'reading'; readonly done: number; readonly all: number; readonly by: 'list' | 'screen' }
  /** `partial`: sources not read in full. `at`: when, on this device's clock. */
  | { readonly kind: 'read'; readonly partial: number; readonly at: number; readonly standing: Standing }
  | { readonly kind: 'failed'; readonly why: string };

/** Where a stay stands, as its review says. Nothing of the chart beyond it is kept. */
export interface Standing {
  readonly status: StayStatus;
  readonly since: number | null;
  readonly isClear: boolean;
  readonly midnights: { readonly total: number; readonly countable: number; readonly inpatient: number | null } | null;
  readonly nextMidnight: number | null;
  readonly end: number | null;
  readonly support: Support;
  /** Questions of the level of care that could not be checked. */
  readonly cannotCheck: number;
  readonly zone: string | null;
  readonly asOf: number;
}

/** One encounter of the list. */
export interface StayRow {
  readonly encounter: string;
  readonly patient: string;
  readonly identity: Identity | null;
  readonly location: string | null;
  readonly state: RowState;
}

/** What says that the status is not plain: nothing tells it, or what tells it does not agree. */
const UNCLEAR: ReadonlySet<string> = new Set([
  ...['status.conflict', 'status.class-only', 'status.class-unknown', 'status.class-differs', 'status.type-differs', 'status.by-parts'],
  ...['status.looking-back', 'status.no-encounter', 'order.missing', 'order.not-known'],
]);

/** Where the stay of a review stands. */
export function standingOf(review: Review): Standing {
  const { levelOfCare: care, zone, asOf } = review;
  const { total, countable, inpatient } = care.midnights;
  const last = care.timeline.at(-1);
  const checklist = statusChecklist(review);
  const items = [...Object.values(checklist?.expect ?? {}), ...Object.values(checklist?.conflicts ?? {})];
  return {
    status: care.status,
    since: last && last.status === care.status ? last.from : null,
    isClear: care.status !== 'unknown' && !care.flags.some((flag) => UNCLEAR.has(flag)),
    midnights: total === null || countable === null ? null : { total, countable, inpatient },
    nextMidnight: care.nextMidnight,
    end: care.end,
    support: care.support,
    cannotCheck: items.filter((item) => item.state === 'cannot-check').length,
    zone,
    asOf,
  };
}

export const newRow = ({ encounter, patient, identity, location }: ListedEncounter, state: RowState = { kind: 'waiting' }): StayRow => ({
  ...{ encounter, patient, identity, location, state },
});

/** The hospital's moment now: its own clock at the reading, carried on by this device's. */
export const nowIn = (state: RowState & { readonly kind: 'read' }, device: number): number =>
  state.standing.asOf + Math.max(0, device - state.at);

const BEHIND = { read: 0, reading: 1, waiting: 2, failed: 3 } as const;

/** Next midnight first, among these the unclear status, then who has been here over more midnights. What was not read stands behind, in the order of the EHR. */
export function sorted(rows: readonly StayRow[], device: number): StayRow[] {
  const left = (row: StayRow): number => {
    if (row.state.kind !== 'read') return Number.POSITIVE_INFINITY;
    const { nextMidnight } = row.state.standing;
    return nextMidnight === null ? Number.MAX_VALUE : Math.max(0, Math.round((nextMidnight - nowIn(row.state, device)) / 60_000));
  };
  const of = (row: StayRow) => (row.state.kind === 'read' ? row.state.standing : null);
  const group = (row: StayRow): number => BEHIND[row.state.kind];
  return [...rows].sort(
    (a, b) =>
      group(a) - group(b) ||
      (left(a) === left(b) ? 0 : left(a) - left(b)) ||
      Number(of(a)?.isClear ?? true) - Number(of(b)?.isClear ?? true) ||
      (of(b)?.midnights?.total ?? 0) - (of(a)?.midnights?.total ?? 0),
  );
}
