import { describe, expect, test } from 'vitest';
import { orderRows, orderWords, unreadRow, type WorklistRow, whyHere } from '../../../src/core/worklist/index.ts';
import { keyOf, type OrderKey, SORT_KEYS, type SortKey } from '../../../src/core/worklist/order-keys.ts';
import type { WorklistOrder } from '../../../src/core/worklist/workflow.ts';
import { pick, shuffled } from '../../promises/stays.ts';
import { NOTHING_KEPT, rowLike, workflow, workflows } from './stays.ts';

const by = (...keys: readonly (SortKey | OrderKey)[]): WorklistOrder => ({
  order: keys.map((key) => (typeof key === 'string' ? { key, direction: 'ascending' } : key)),
  kindRank: workflow.worklist.kindRank,
});
const named = (name: string, change: Partial<WorklistRow>): WorklistRow => rowLike({ ...change, unit: name });
const namesOf = (rows: readonly WorklistRow[]) => rows.map(({ unit }) => unit);
const query = {
  key: 'q',
  title: 'Clinical basis',
  concept: 'sepsis',
  recipient: 'Dr. A',
  sentAt: 0,
  waits: true,
  words: '',
  overdueWords: null,
};
const source = rowLike().encounter;
const said = (text: string) => ({ text, sources: [source] as const });

describe('one key at a time', () => {
  test.each<[SortKey | OrderKey, Partial<WorklistRow>, Partial<WorklistRow>]>([
    ['asks-something', { kinds: [{ kind: 'source', count: 1 }] }, {}],
    ['kind', { kinds: [{ kind: 'validation', count: 1 }] }, { kinds: [{ kind: 'indicator', count: 9 }] }],
    [
      'validation-count',
      { kinds: [{ kind: 'conflict', count: 2 }] },
      {
        kinds: [
          { kind: 'validation', count: 1 },
          { kind: 'indicator', count: 9 },
        ],
      },
    ],
    ['discharge-today', { discharge: { state: 'ordered', at: 1, statement: said('Discharge ordered 03-02 10:05') } }, {}],
    [
      'discharge-today',
      { discharge: { state: 'expected', at: 1, statement: said('Discharge expected today') } },
      { discharge: { state: 'discharged', at: 1, statement: null } },
    ],
    ['status-risk', { support: 'not-shown' }, { support: 'case-by-case' }],
    ['status-risk', { support: 'at-risk' }, { support: 'supported' }],
    [
      'open-query-overdue',
      { openQueries: [{ ...query, hours: 73, overdue: true }] },
      { openQueries: [{ ...query, hours: 200, overdue: false }] },
    ],
    [
      'open-query-age',
      { openQueries: [{ ...query, hours: 20, overdue: false }] },
      { openQueries: [{ ...query, hours: 10, overdue: true }] },
    ],
    ['review-due', { nextReview: { due: true, at: 1, why: said('Review due since Tue 06:00') } }, {}],
    ['never-reviewed', { lastReviewAt: null }, { lastReviewAt: 5 }],
    [
      'second-level',
      { secondLevel: { raised: [{ id: 'a', label: 'Short stay with sepsis', words: said('x'), evidence: [] }], notKnown: [] } },
      {},
    ],
    ['could-not-be-checked', { unchecked: 1 }, {}],
    [{ key: 'day-of-stay', direction: 'descending' }, { day: 9 }, { day: 2 }],
    [{ key: 'day-of-stay', direction: 'ascending' }, { day: 2 }, { day: 9 }],
    [{ key: 'last-review', direction: 'ascending' }, { lastReviewAt: 5 }, { lastReviewAt: 9 }],
  ])('%o puts what it names first', (key, first, second) => {
    const rows = [named('second', second), named('first', first)];
    expect(namesOf(orderRows(rows, by(key)))).toEqual(['first', 'second']);
    expect(namesOf(orderRows([...rows].reverse(), by(key)))).toEqual(['first', 'second']);
  });

  test('what is not known stands after what is, in either direction', () => {
    for (const direction of ['ascending', 'descending'] as const)
      expect(
        namesOf(orderRows([named('unknown', { day: null }), named('known', { day: 3 })], by({ key: 'day-of-stay', direction }))),
      ).toEqual(['known', 'unknown']);
    const unread = named('unread', { discharge: { state: 'not-known', at: null, statement: null } });
    expect(namesOf(orderRows([unread, named('stays', {})], by('discharge-today')))).toEqual(['stays', 'unread']);
  });

  test('a count of findings without a diagnosis moves nothing', () => {
    const rows = [named('one', { kinds: [{ kind: 'indicator', count: 1 }] }), named('nine', { kinds: [{ kind: 'indicator', count: 9 }] })];
    for (const key of Object.keys(SORT_KEYS) as SortKey[]) expect(namesOf(orderRows(rows, by(key)))).toEqual(['one', 'nine']);
  });

  test('asks something, could not be read, could not be checked, nothing to ask, not read yet', () => {
    const kept = { workflow, now: 0 };
    const rows = [
      { ...unreadRow(source, 'waiting', NOTHING_KEPT, kept), unit: 'waiting' },
      named('nothing', {}),
      named('unchecked', { unchecked: 2 }),
      { ...unreadRow(source, 'failed', NOTHING_KEPT, kept), unit: 'failed' },
      named('asks', { kinds: [{ kind: 'source', count: 1 }] }),
    ];
    expect(namesOf(orderRows(rows, by('asks-something')))).toEqual(['asks', 'failed', 'unchecked', 'nothing', 'waiting']);
  });
});

/** 200 rows that differ in everything a key may look at. */
function synthetic(seed: number): readonly WorklistRow[] {
  const kinds = ['validation', 'level-of-care', 'conflict', 'specificity', 'indicator', 'linkage', 'source'] as const;
  const supports = ['supported', 'at-risk', 'not-shown', 'case-by-case', 'unknown'] as const;
  const states = ['none', 'ordered', 'expected', 'not-known', 'discharged'] as const;
  return Array.from({ length: 200 }, (_, index) => {
    const draw = (salt: number) => Math.abs((index * 7919 + seed * 104_729 + salt * 1_299_709) ^ (index << (salt % 7))) % 997;
    const reading = pick(['read', 'read', 'read', 'read', 'failed', 'waiting'] as const, draw(9));
    if (reading !== 'read') return { ...unreadRow(source, reading, NOTHING_KEPT, { workflow, now: 0 }), unit: `row ${index}` };
    return {
      ...rowLike({
        day: draw(1) % 5 === 0 ? null : draw(1) % 12,
        kinds: draw(2) % 3 === 0 ? [] : [{ kind: pick(kinds, draw(2)), count: 1 + (draw(3) % 4) }],
        unchecked: draw(4) % 3,
        support: pick(supports, draw(5)),
        discharge: { state: pick(states, draw(6)), at: null, statement: null },
        openQueries: draw(7) % 4 === 0 ? [{ ...query, hours: draw(7), overdue: draw(7) > 500 }] : [],
        nextReview: { due: draw(8) % 2 === 0, at: null, why: null },
        lastReviewAt: draw(10) % 3 === 0 ? null : draw(10),
      }),
      unit: `row ${index}`,
    };
  });
}

describe('200 encounters', () => {
  const orders = Object.values(workflows).map((one) => one.worklist);

  test('each stands once, and the places of the keys are the same whatever order the rows came in', () => {
    for (const order of orders)
      for (const seed of [1, 2, 3]) {
        const rows = synthetic(seed);
        const sorted = orderRows(rows, order);
        expect(sorted).toHaveLength(200);
        expect(new Set(namesOf(sorted)).size).toBe(200);
        const again = orderRows(shuffled(rows, seed), order);
        const values = (list: readonly WorklistRow[]) =>
          list.map((row) => order.order.map(({ key }) => keyOf(key).value(row, order.kindRank)));
        expect(values(again)).toEqual(values(sorted));
      }
  });

  test('sorting what is sorted changes nothing, and rows alike keep the order they came in', () => {
    for (const order of orders) {
      const sorted = orderRows(synthetic(4), order);
      expect(namesOf(orderRows(sorted, order))).toEqual(namesOf(sorted));
      const same = Array.from({ length: 200 }, (_, index) => rowLike({ unit: `row ${index}` }));
      expect(namesOf(orderRows(same, order))).toEqual(namesOf(same));
      expect(namesOf(orderRows([...same].reverse(), order))).toEqual(namesOf(same).reverse());
    }
  });

  test('the hospital decides: two files order the same encounters in two ways', () => {
    const [one, two] = orders.map((order) => namesOf(orderRows(synthetic(5), order)));
    expect(one).not.toEqual(two);
  });

  test('is sorted within a tenth of a second', () => {
    const rows = synthetic(6);
    const start = performance.now();
    orderRows(rows, workflow.worklist);
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe('in words', () => {
  test('the order is one sentence with every key, most important first', () => {
    const order = by('kind', 'discharge-today', { key: 'day-of-stay', direction: 'descending' });
    expect(orderWords(order)).toBe(
      'Sorted by: kind (validation and level of care, then conflict, then specificity and indicator, then linkage and source) first, then discharge ordered or expected today, then longest stay.',
    );
    expect(orderWords({ ...order, order: [] })).toBe('Sorted by: the order of the record system.');
    for (const one of Object.values(workflows)) expect(orderWords(one.worklist)).toMatch(/^Sorted by: [^.]+\.$/);
  });

  test('a row says why it stands where it does, in the order of the keys', () => {
    const row = rowLike({
      kinds: [
        { kind: 'source', count: 1 },
        { kind: 'validation', count: 2 },
      ],
      reason: said('Clinical basis'),
      discharge: { state: 'ordered', at: 1, statement: said('Discharge ordered 03-02 10:05') },
      openQueries: [{ ...query, hours: 73.6, overdue: true, overdueWords: 'reminder 2 due' }],
      day: 4,
    });
    const order = by('asks-something', 'kind', 'discharge-today', 'open-query-overdue', { key: 'day-of-stay', direction: 'descending' });
    expect(whyHere(row, order)).toEqual({
      text: 'Validation 2, source 1; discharge ordered 03-02 10:05; query open 73 h, reminder 2 due; day 4.',
      sources: [source, source],
    });
  });

  test('a row that could not be read says so, and nothing of its chart', () => {
    const failed = unreadRow(source, 'failed', NOTHING_KEPT, { workflow, now: 0 });
    const { text } = whyHere(failed, workflow.worklist);
    expect(text).toBe('Could not be read.');
    expect(whyHere(rowLike({}), by('kind')).text).toBe('Nothing sets it apart: it keeps the order of the record system.');
  });
});
