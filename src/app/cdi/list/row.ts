import type { Concepts } from '../../../core/chart/concept.ts';
import { sourceRef } from '../../../core/chart/fact.ts';
import { type KeptCase, openQueriesOf, unreadRow, type Workflow, type WorklistRow } from '../../../core/worklist/index.ts';
import type { Identity, ListedEncounter } from '../../../ehr/index.ts';

/** How an encounter came into the list. */
export type Route = 'chart' | 'search' | 'pasted' | 'before';

/** How far a row can be believed. `by`: the list reads in the background; an open case reads itself. */
export type RowState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'reading'; readonly done: number; readonly all: number; readonly by: 'list' | 'case' }
  /** `partial`: sources that were not read in full. `at`: when, on this device's clock. */
  | { readonly kind: 'read'; readonly partial: number; readonly at: number }
  | { readonly kind: 'failed'; readonly why: string };

/** One encounter of the list. `core` says what it asks, why it stands here and what is due; the rest is who, where, and how it was read. */
export interface Row {
  readonly encounter: string;
  /** Empty: not known whose it is, so it cannot be opened. */
  readonly patient: string;
  readonly identity: Identity | null;
  readonly location: string | null;
  readonly start: string | null;
  readonly route: Route;
  readonly state: RowState;
  readonly core: WorklistRow;
}

/** What every row is made with. */
export interface ListSetting {
  readonly concepts: Concepts;
  readonly workflow: Workflow;
  /** The hospital's moment now, for a row that was not read; this device's when left out. */
  readonly clock?: () => number;
}

export const encounterRef = (encounter: string) => sourceRef(`Encounter/${encounter}`);

/** A row of an encounter that is not read yet. */
export function newRow(
  listed: Omit<ListedEncounter, 'isOpen'>,
  route: Route,
  kept: KeptCase,
  { workflow, clock = Date.now }: ListSetting,
  state: RowState = { kind: 'waiting' },
): Row {
  const { encounter, patient, identity, location, start, unit = null, service = null } = listed;
  const reading = state.kind === 'failed' ? 'failed' : 'waiting';
  const core = unreadRow(encounterRef(encounter), reading, kept, { workflow, place: { unit, service }, now: clock() });
  return { encounter, patient, identity, location, start, route, state, core };
}

/** The hospital's moment now, for a row that was read a while ago: its own clock, carried on by this device's. Of a row that was not read: `otherwise`. */
export const nowIn = ({ core, state }: Pick<Row, 'core' | 'state'>, device: number, otherwise = device): number =>
  core.asOf !== null && state.kind === 'read' ? core.asOf + Math.max(0, device - state.at) : otherwise;

/** The row some time later: queries have aged, and a review may have come due. Nothing of the chart is concluded. */
export function aged(row: Row, kept: KeptCase, device: number, { workflow, clock = Date.now }: ListSetting): Row {
  const now = nowIn(row, device, clock());
  const openQueries = openQueriesOf(kept.queries, now, workflow.queries, row.core.zone);
  const { nextReview } = row.core;
  const isDue = nextReview.due || (row.state.kind === 'read' && nextReview.at !== null && now >= nextReview.at);
  return { ...row, core: { ...row.core, openQueries, nextReview: { ...nextReview, due: isDue } } };
}
