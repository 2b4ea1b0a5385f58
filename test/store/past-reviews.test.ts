import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test } from 'vitest';
import { type CaseReview, openStore, type WorkStore } from '../../src/store/index.ts';
import { mergedWork } from '../../src/store/merge.ts';
import { allReviews, withinDays } from '../../src/store/past-reviews.ts';
import { readWork } from '../../src/store/read-work.ts';
import { KEEPING } from './keeping.ts';

const DAY = 86_400_000;
const PLACE = { context: 'https://a/fhir|p1|e1|Practitioner/1', owner: 'https://a/fhir|Practitioner/1' };
const review = (at: number, more: Partial<CaseReview> = {}): CaseReview => ({
  key: 'Encounter/e1',
  by: 'Nora Lindgren',
  at,
  outcome: 'reviewed',
  reason: null,
  comment: '',
  nextAt: null,
  look: { form: 1 },
  ...more,
});
const times = (of: CaseReview | null | undefined) => (of ? allReviews(of).map(({ at }) => at) : []);
const stores: WorkStore[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) store.close();
  await Dexie.delete('corroborate');
});
const open = async (now: () => number) => {
  const store = await openStore(KEEPING, now);
  stores.push(store);
  return store;
};

test('two windows that review one case at a time both stand in its history, whichever is written last', () => {
  const one = review(2 * DAY, { outcome: 'no-query', reason: 'already-documented' });
  const both = mergedWork('case-review', one, review(1 * DAY));
  expect(both.at).toBe(1 * DAY);
  expect(allReviews(both).map(({ at, outcome, by }) => [at, outcome, by])).toEqual([
    [1 * DAY, 'reviewed', 'Nora Lindgren'],
    [2 * DAY, 'no-query', 'Nora Lindgren'],
  ]);
});

test('a file that holds nothing new changes nothing, and one that holds an older review adds it to the history', () => {
  const here = review(3 * DAY, { earlier: allReviews(review(1 * DAY)) });
  expect(mergedWork('case-review', here, here, true)).toBe(here);
  const joined = mergedWork('case-review', here, review(2 * DAY), true);
  expect(joined.at).toBe(3 * DAY);
  expect(times(joined)).toEqual([DAY, 2 * DAY, 3 * DAY]);
});

test('an earlier review goes after its own days, counted on the clock it was timed by, however often the case is reviewed after it', () => {
  const kept = review(100 * DAY, { earlier: allReviews(review(20 * DAY), review(95 * DAY)) });
  expect(times(withinDays(kept, 90, 0))).toEqual([20 * DAY, 95 * DAY, 100 * DAY]);
  expect(times(withinDays(kept, 90, 11 * DAY))).toEqual([95 * DAY, 100 * DAY]);
  expect(withinDays(kept, 90, 0)).toBe(kept);
});

test('the device gives no earlier review back that is past its days', async () => {
  const start = Date.parse('2026-03-01T08:00:00Z');
  const days = KEEPING.days['case-review'];
  let now = start;
  const store = await open(() => now);
  await store.put(PLACE, 'case-review', review(start));
  now = start + (days - 1) * DAY;
  await store.put(PLACE, 'case-review', review(now, { earlier: allReviews(review(start)) }));
  expect(times((await store.load(PLACE)).reviews[0])).toEqual([start, now]);
  now += 2 * DAY;
  expect(times((await store.load(PLACE)).reviews[0])).toEqual([now - 2 * DAY]);
});

test('a history of another shape is not read back', () => {
  expect(readWork('case-review', review(1, { earlier: [{ at: 0, outcome: 'guessed' }] as never }))).toBeNull();
  expect(readWork('case-review', review(1, { earlier: allReviews(review(0)) }))).not.toBeNull();
});
