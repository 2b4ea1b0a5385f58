import { describe, expect, test } from 'vitest';
import type { Review } from '../../../src/core/review/index.ts';
import { nextMidnight } from '../../../src/core/stay/civil.ts';
import {
  type CaseState,
  caseStateOf,
  isDue,
  lookOf,
  type NextReview,
  type NextReviewRule,
  proposeNextReview,
  rowOf,
  ruleWords,
} from '../../../src/core/worklist/index.ts';
import { before, concepts, NOTHING_KEPT, setting, stays, workflow } from './stays.ts';

const HOUR = 3_600_000;
const QUIET: CaseState = { openQueries: 0, isHighRisk: false, unchecked: 0, questions: 0 };
const rule = (change: Partial<NextReviewRule>): NextReviewRule => ({
  id: 'mine',
  when: 'always',
  afterMs: null,
  beforeMidnightMs: null,
  at: [],
  ...change,
});
const runs = stays.flatMap(({ resources, review: last }) => {
  const first = before(resources, last, 30);
  return first && first.levelOfCare.end === null ? [{ resources, first, last }] : [];
});
const [run] = runs;
if (!run) throw new Error('no running stay');
const { first, last } = run;
const next = (change: Partial<NextReview>): NextReview => ({ at: null, events: [], reasons: [], ...change });

describe('the proposal', () => {
  test('is the earliest time of the rules that apply, with the events of all', () => {
    const rules = [
      rule({ afterMs: 24 * HOUR, at: ['new-note'] }),
      rule({ when: 'cannot-check', afterMs: 12 * HOUR }),
      rule({ when: 'query-open', afterMs: HOUR, at: ['new-result'] }),
    ];
    expect(proposeNextReview(first, QUIET, rules)).toMatchObject({ at: first.asOf + 24 * HOUR, events: ['new-note'] });
    expect(proposeNextReview(first, { ...QUIET, unchecked: 1 }, rules)).toMatchObject({ at: first.asOf + 12 * HOUR });
    expect(proposeNextReview(first, { ...QUIET, openQueries: 1 }, rules)).toMatchObject({
      at: first.asOf + HOUR,
      events: ['new-note', 'new-result'],
    });
  });

  test('before midnight is counted on the clock of the hospital, and not at all where that is not known', () => {
    const rules = [rule({ beforeMidnightMs: 2 * HOUR })];
    const midnight = nextMidnight(first.asOf, first.zone ?? '');
    expect(proposeNextReview(first, QUIET, rules).at).toBe((midnight ?? 0) - 2 * HOUR);
    expect(proposeNextReview({ ...first, zone: null }, QUIET, rules).at).toBeNull();
    const late: Review = { ...first, asOf: (midnight ?? 0) - HOUR };
    expect(proposeNextReview(late, QUIET, rules).at).toBeNull();
  });

  test('ends with the stay, but for an open query', () => {
    const rules = [rule({ afterMs: 24 * HOUR }), rule({ when: 'query-open', at: ['new-note'] })];
    const ended = proposeNextReview(last, QUIET, rules);
    expect(ended).toMatchObject({ at: null, events: [] });
    expect(ended.reasons[0]?.text).toMatch(/^Discharged .*: no further review/);
    expect(proposeNextReview(last, { ...QUIET, openQueries: 1 }, rules)).toMatchObject({ at: null, events: ['new-note'] });
  });

  test('says each reason in words with a source', () => {
    for (const { first: one } of runs) {
      const { reasons } = proposeNextReview(one, caseStateOf(rowOf(one, NOTHING_KEPT, setting)), workflow.nextReview);
      expect(reasons.length).toBeGreaterThan(0);
      for (const reason of reasons) expect(reason.sources.length).toBeGreaterThan(0);
    }
    expect(ruleWords(rule({ when: 'query-open', afterMs: 12 * HOUR, at: ['new-note'] }))).toBe(
      'With an open query: 12 h after this review or at the next note',
    );
    expect(ruleWords(rule({ beforeMidnightMs: 90 * 60_000 }))).toBe('90 min before the next midnight');
  });
});

describe('a case is due', () => {
  test('when nobody has looked yet', () => {
    expect(isDue(null, first, first.asOf, concepts)).toMatchObject({ due: true, why: { text: 'Not reviewed yet' } });
  });

  test('from its time on, and not a millisecond before', () => {
    const at = first.asOf + 6 * HOUR;
    const look = lookOf(first, concepts, next({ at }));
    expect(isDue(look, first, at - 1, concepts)).toMatchObject({ due: false, at });
    expect(isDue(look, first, at, concepts)).toMatchObject({ due: true, at });
    expect(isDue(look, first, at + 90 * HOUR, concepts).why?.text).toMatch(/^Review due since \w{3} \d\d:\d\d$/);
  });

  test('when its event is in the chart, told with the fact; never by an event that nothing in the chart shows', () => {
    for (const { first: one, last: end } of runs) {
      const look = lookOf(one, concepts, next({ events: ['new-result', 'new-note', 'discharge-order'] }));
      expect(isDue(look, one, one.asOf + 200 * HOUR, concepts).due).toBe(false);
      const due = isDue(look, end, end.asOf, concepts);
      expect(due.due).toBe(true);
      expect(due.why?.text).toMatch(/^Due since a (?:new result|new note|discharge order) \(/);
      expect(due.at ?? 0).toBeGreaterThan(one.asOf);
    }
  });

  test('only by the events that were chosen', () => {
    const [order] = last.chart.facts.filter(({ concept, at }) => concept === 'discharged' && at > first.asOf);
    expect(order).toBeDefined();
    const quiet: Review = { ...last, chart: { ...last.chart, facts: last.chart.facts.filter(({ concept }) => concept !== 'note') } };
    expect(isDue(lookOf(first, concepts, next({ events: ['new-note'] })), quiet, quiet.asOf, concepts).due).toBe(false);
    expect(isDue(lookOf(first, concepts, next({ events: ['discharge-order'] })), quiet, quiet.asOf, concepts).due).toBe(true);
  });

  test('never, where the reader set no further review', () => {
    expect(isDue(lookOf(first, concepts, null), last, last.asOf + 900 * HOUR, concepts)).toEqual({ due: false, at: null, why: null });
  });
});
