import { describe, expect, test } from 'vitest';
import { sourceRef } from '../../../src/core/chart/fact.ts';
import { DEFAULT_QUERY_POLICY } from '../../../src/core/query/policy.ts';
import type { QueryEvent, QueryRecord } from '../../../src/core/query/record.ts';
import type { Review } from '../../../src/core/review/index.ts';
import { dischargeOf, lookOf, openQueriesOf, rowOf, unreadRow } from '../../../src/core/worklist/index.ts';
import { before, concepts, NOTHING_KEPT, setting, stays, withoutNotes, workflow } from './stays.ts';

const HOUR = 3_600_000;
const last = stays.map(({ review }) => review);
const asking = last.find((one) => one.queries.length > 0);
const draft = asking?.queries[0];
if (!asking || !draft) throw new Error('no stay with a draft');
const sentAt = asking.asOf - 100 * HOUR;

const record = (history: readonly QueryEvent[], change: Partial<QueryRecord> = {}): QueryRecord => ({
  key: 'one',
  encounter: asking.encounter,
  patient: asking.patient,
  createdAt: sentAt,
  author: { name: 'C. Specialist', role: 'CDI' },
  origin: 'human',
  recipient: { name: 'Dr. Attending', ref: null },
  timing: 'concurrent',
  concept: 'sepsis',
  draft,
  text: draft.body,
  lint: { version: '1', findings: [], overrides: [] },
  evidenceHash: '',
  history,
  ...change,
});
const sent: QueryEvent = { kind: 'sent', at: sentAt, by: 'CDI', to: 'Dr. Attending', via: 'copy' };
const at = (hours: number) => sentAt + hours * HOUR;

describe('a row of a review', () => {
  test('counts the prompts of its reader by kind, the most urgent first, and gives the first title as its reason', () => {
    for (const one of last) {
      const row = rowOf(one, NOTHING_KEPT, setting);
      const mine = one.prompts.filter(({ audience }) => audience.includes('cdi'));
      expect(row.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(mine.length);
      const ranks = row.kinds.map(({ kind }) => workflow.worklist.kindRank[kind]);
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      if (mine.length === 0) expect(row.reason).toBeNull();
      else expect(mine.map(({ title }) => title)).toContain(row.reason);
    }
  });

  test('of utilization review counts its own prompts', () => {
    for (const one of last) {
      const row = rowOf(one, NOTHING_KEPT, { ...setting, audience: 'ur' });
      const mine = one.prompts.filter(({ audience }) => audience.includes('ur'));
      expect(row.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(mine.length);
    }
  });

  test('is plain JSON, has no delta before the first look and one after it', () => {
    const [{ resources, review } = { resources: [], review: null }] = stays;
    if (!review) throw new Error('no stay');
    const row = rowOf(review, NOTHING_KEPT, setting);
    expect(JSON.parse(JSON.stringify(row))).toEqual(row);
    expect(row).toMatchObject({ reading: 'read', delta: null, lastReviewAt: null, nextReview: { due: true } });
    const first = before(resources, review, 24);
    if (!first) throw new Error('no earlier moment');
    const again = rowOf(review, { ...NOTHING_KEPT, lastLook: lookOf(first, concepts) }, setting);
    expect(again).toMatchObject({ lastReviewAt: first.asOf, delta: { since: first.asOf, isEmpty: false } });
  });

  test('with a source refused counts it as unchecked and does not say that nothing is wrong', () => {
    for (const { resources, review } of stays)
      expect(rowOf(withoutNotes(resources, review), NOTHING_KEPT, setting).unchecked).toBeGreaterThan(0);
  });

  test('takes the place that the list of the EHR gives before what the chart says', () => {
    const row = rowOf(asking, NOTHING_KEPT, { ...setting, place: { unit: '4 West', service: 'Medicine' } });
    expect(row).toMatchObject({ unit: '4 West', service: 'Medicine' });
    expect(rowOf(asking, NOTHING_KEPT, setting).service).toBeNull();
  });

  test('that could not be read says nothing of the chart, and keeps the queries and looks that the store knows', () => {
    const kept = { lastLook: lookOf(asking, concepts), queries: [record([sent])] };
    const row = unreadRow(asking.encounter, 'failed', kept, { workflow, now: at(80) });
    expect(row).toMatchObject({
      reading: 'failed',
      kinds: [],
      reason: null,
      delta: null,
      support: 'unknown',
      discharge: { state: 'not-known' },
    });
    expect(row).toMatchObject({ lastReviewAt: asking.asOf, openQueries: [{ key: 'one', hours: 80, overdue: true }] });
  });
});

describe('open queries', () => {
  const open = (history: readonly QueryEvent[], hours: number) =>
    openQueriesOf([record(history)], at(hours), DEFAULT_QUERY_POLICY, asking.zone);

  test('carry their age, and are past their date from the reminder that nobody sent', () => {
    expect(open([sent], 23.9)).toMatchObject([{ hours: 23.9, waits: true, overdue: false, recipient: 'Dr. Attending' }]);
    expect(open([sent], 24)).toMatchObject([{ overdue: true, overdueWords: 'reminder 1 due' }]);
    const reminded: QueryEvent = { kind: 'reminded', at: at(24), by: 'CDI', step: 1 };
    expect(open([sent, reminded], 47)).toMatchObject([{ overdue: false }]);
    expect(open([sent, reminded], 48)).toMatchObject([{ overdue: true }]);
    const twice: QueryEvent = { ...reminded, at: at(48), step: 2 };
    expect(open([sent, reminded, twice], 71)).toMatchObject([{ overdue: false }]);
    expect(open([sent, reminded, twice], 72)).toMatchObject([{ overdue: true, overdueWords: 'step 1, peer, due' }]);
  });

  test('that were answered wait for the note and are not past any date', () => {
    const answered: QueryEvent = { kind: 'responded', at: at(10), by: 'Dr. Attending', response: 'agree-validated', basis: null };
    expect(open([sent, answered], 200)).toMatchObject([{ waits: false, overdue: false, hours: 10 }]);
    expect(open([sent, answered, { kind: 'documented', at: at(11), by: 'CDI', ref: sourceRef('DocumentReference/1') }], 200)).toEqual([]);
  });

  test('that were drafted, withdrawn or closed are not open', () => {
    expect(open([], 1)).toEqual([]);
    expect(open([sent, { kind: 'withdrawn', at: at(1), by: 'CDI', reason: 'answered-in-chart' }], 90)).toEqual([]);
    expect(open([sent, { kind: 'closed', at: at(90), by: 'CDI', how: 'unresponded' }], 99)).toEqual([]);
  });

  test('of a hospital that sets no dates are never past one', () => {
    const none = {
      ...DEFAULT_QUERY_POLICY,
      reminders: [],
      escalationLadder: [],
      responseHours: { concurrent: null, retrospective: null, 'post-bill': null },
    };
    expect(openQueriesOf([record([sent])], at(2000), none, asking.zone)).toMatchObject([{ overdue: false, overdueWords: null }]);
  });
});

describe('discharge', () => {
  const [{ resources, review } = { resources: [], review: null }] = stays;
  if (!review) throw new Error('no stay');
  const open = before(resources, review, 30);
  if (!open) throw new Error('no earlier moment');
  const withFact = (fact: Partial<Review['chart']['facts'][number]> & { concept: string; at: number }): Review => ({
    ...open,
    chart: { ...open.chart, facts: [...open.chart.facts, { from: [sourceRef('ServiceRequest/9')], ...fact }] },
  });
  const said = (snippet: string, hoursAgo: number) =>
    withFact({
      concept: 'contradiction-statement',
      at: open.asOf - hoursAgo * HOUR,
      says: 'affirmed',
      by: 'attending',
      note: { type: 'progress', section: 'Plan', sectionClass: 'narrative', signed: true, snippet },
    });

  test('is discharged, ordered, or neither as the chart shows', () => {
    expect(dischargeOf(review)).toMatchObject({ state: 'discharged', statement: { text: expect.stringMatching(/^Discharged /) } });
    expect(['none', 'not-known']).toContain(dischargeOf(open).state);
    expect(dischargeOf(withFact({ concept: 'discharge-order', at: open.asOf - HOUR }))).toMatchObject({
      state: 'ordered',
      statement: { sources: ['ServiceRequest/9'] },
    });
    expect(dischargeOf(withFact({ concept: 'discharge-order', at: open.asOf - HOUR, standing: 'withdrawn' })).state).not.toBe('ordered');
  });

  test('is expected today only on the day that the words name', () => {
    expect(dischargeOf(said('Likely discharge tomorrow.', 24)).state).toBe('expected');
    expect(dischargeOf(said('Likely discharge tomorrow.', 48)).state).not.toBe('expected');
    expect(dischargeOf(said('Likely discharge tomorrow.', 0)).state).not.toBe('expected');
    expect(dischargeOf(said('Home today if stable.', 0)).state).toBe('expected');
    expect(dischargeOf(said('Observation only.', 0)).state).not.toBe('expected');
  });

  test('is not known where orders could not be read', () => {
    const reads = new Map(open.chart.reads);
    reads.set('discharge-order', {
      ok: false,
      search: 'ServiceRequest',
      at: open.asOf,
      problem: { kind: 'not-permitted', what: 'ServiceRequest', detail: '403' },
    });
    const orders = {
      ...open,
      chart: { ...open.chart, reads, facts: open.chart.facts.filter(({ concept }) => concept !== 'discharge-order') },
    };
    expect(dischargeOf(orders)).toEqual({ state: 'not-known', at: null, statement: null });
  });
});
