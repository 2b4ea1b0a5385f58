import type { Review } from '../../../core/review/review.ts';
import { type AnyResource, type Identity, placeOf, type SourceProgress } from '../../../ehr/index.ts';
import { unreadOf } from '../../unread.ts';

type Kind = Review['prompts'][number]['kind'];

/** What a read encounter says in its row. Only counts and neutral titles: no fact of the chart is kept with it. */
export interface RowSummary {
  readonly kinds: readonly (readonly [Kind, number])[];
  readonly reason: string | null;
  readonly queries: number;
  /** Things that could not be checked. */
  readonly unchecked: number;
  readonly day: number | null;
  readonly asOf: number;
  readonly zone: string | null;
  /** Sources that were not read in full. */
  readonly partial: number;
}

export type RowState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'reading'; readonly done: number; readonly all: number }
  | { readonly kind: 'read'; readonly summary: RowSummary }
  | { readonly kind: 'failed'; readonly why: string };

/** One encounter of the list. */
export interface Row {
  readonly encounter: string;
  readonly patient: string;
  readonly identity: Identity | null;
  readonly location: string | null;
  readonly start: string | null;
  readonly state: RowState;
}

const RANK: Readonly<Record<Kind, number>> = {
  validation: 1,
  'level-of-care': 1,
  conflict: 2,
  specificity: 3,
  indicator: 3,
  linkage: 4,
  source: 4,
};

/** The prompts that are a CDI specialist's to work on, the most urgent kind first. */
export const cdiPrompts = (review: Review): Review['prompts'] =>
  review.prompts
    .filter((prompt) => prompt.audience.includes('cdi'))
    .map((prompt, index) => ({ prompt, index }))
    .sort((a, b) => RANK[a.prompt.kind] - RANK[b.prompt.kind] || a.index - b.index)
    .map(({ prompt }) => prompt);

/** The summary of a review for its row. */
export function summaryOf(review: Review, progress: readonly SourceProgress[]): RowSummary {
  const prompts = cdiPrompts(review);
  const kinds = new Map<Kind, number>();
  for (const { kind } of prompts) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return {
    kinds: [...kinds],
    reason: prompts[0]?.title.text ?? null,
    queries: review.queries.length,
    unchecked: unreadOf(review).length + review.problems.filter((problem) => problem.kind === 'bug').length,
    day: dayOfStay(review),
    asOf: review.asOf,
    zone: review.zone,
    partial: progress.filter((source) => source.state === 'partial' || source.state === 'failed').length,
  };
}

/** Calendar day of the stay on the hospital's clock, the first is 1; null when start or zone is not known. */
export function dayOfStay(review: Review): number | null {
  const { careStart, end } = review.levelOfCare;
  if (careStart === null || review.zone === null) return null;
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: review.zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const number = (at: number) => Date.parse(`${day.format(at)}T00:00:00Z`) / 86_400_000;
  return number(end ?? review.asOf) - number(careStart) + 1;
}

/** The place of a read encounter. */
export const placeIn = (encounter: AnyResource, places: ReadonlyMap<string, AnyResource>): string | null =>
  placeOf(encounter, (id) => places.get(id));

/** Group of a row in the order of the list: asks something, cannot be read, nothing to ask, not read yet. */
function groupOf({ state }: Row): number {
  if (state.kind === 'read') return state.summary.kinds.length > 0 ? 0 : state.summary.unchecked > 0 ? 2 : 3;
  return state.kind === 'failed' ? 1 : 4;
}

/** Rows in the order that stands in words above the list. Equal rows keep the order of the EHR. */
export function inOrder(rows: readonly Row[]): Row[] {
  const best = (row: Row) => (row.state.kind === 'read' ? Math.min(9, ...row.state.summary.kinds.map(([kind]) => RANK[kind])) : 9);
  const count = (row: Row) => (row.state.kind === 'read' ? row.state.summary.kinds.reduce((sum, [, n]) => sum + n, 0) : 0);
  const day = (row: Row) => (row.state.kind === 'read' ? (row.state.summary.day ?? 0) : 0);
  return rows
    .map((row, index) => ({ row, index }))
    .sort(
      (a, b) =>
        groupOf(a.row) - groupOf(b.row) ||
        best(a.row) - best(b.row) ||
        count(b.row) - count(a.row) ||
        day(b.row) - day(a.row) ||
        a.index - b.index,
    )
    .map(({ row }) => row);
}
