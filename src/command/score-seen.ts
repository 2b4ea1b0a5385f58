import type { Fact } from '../core/chart/fact.ts';
import { hasFlag } from '../core/chart/fact.ts';
import { type ReviewContent, type ReviewOptions, reviewStays } from '../core/review/index.ts';
import type { Review } from '../core/review/review.ts';

/** One point of a measure, without its sources. */
export interface Point {
  readonly at: number;
  readonly value: number | true;
  readonly parts: Readonly<Record<string, number>>;
  readonly estimated: boolean;
  /** A suspicion that drives nothing: swab or prophylaxis. */
  readonly setAside: boolean;
}

/** What of a review is scored; charts are dropped as soon as they are read, so that a folder of any size fits in memory. */
export interface Seen {
  readonly status: string;
  readonly midnights: number | null;
  readonly measures: Readonly<Record<string, readonly Point[]>>;
  /** Checklist id -> its verdicts. */
  readonly checklists: Readonly<Record<string, { readonly status: string; readonly definitions: Readonly<Record<string, string>> }>>;
}

const pointOf = (fact: Fact): Point => ({
  at: fact.at,
  value: fact.value ?? true,
  parts: fact.parts ?? {},
  estimated: hasFlag(fact, 'fio2-estimated'),
  setAside: hasFlag(fact, 'set-aside'),
});

const seenOf = (review: Review): Seen => ({
  status: review.levelOfCare.status,
  midnights: review.levelOfCare.midnights.total,
  measures: Object.fromEntries(Object.entries(review.measures).map(([id, facts]) => [id, facts.map(pointOf)])),
  checklists: Object.fromEntries(
    review.checklists.map((result) => [
      result.id,
      {
        status: result.status,
        definitions: Object.fromEntries(Object.entries(result.definitions).map(([id, answer]) => [id, answer.verdict])),
      },
    ]),
  ),
});

/** The stays of a Bundle by encounter id, without 'Encounter/'. */
export function seenIn(entries: readonly unknown[], content: ReviewContent, options: ReviewOptions): readonly (readonly [string, Seen])[] {
  return reviewStays({ resources: entries, content, options }).map(
    (review) => [review.encounter.replace('Encounter/', ''), seenOf(review)] as const,
  );
}

/** Highest value of points, and the point that holds it; null when there is none. */
export const highest = (points: readonly Point[], of: (point: Point) => number): number | null =>
  points.length === 0 ? null : Math.max(...points.map(of));
