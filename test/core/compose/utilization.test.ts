import { describe, expect, test } from 'vitest';
import { factsOf, withFacts } from '../../../src/core/chart/chart.ts';
import { type Fact, sourceRef } from '../../../src/core/chart/fact.ts';
import { midnightList } from '../../../src/core/compose/utilization.ts';
import { withEntries } from '../../../src/core/stay/entry.ts';
import { regimeOf } from '../../../src/core/stay/regime.ts';
import { written } from '../../app/ur-reviews.ts';

describe('midnights one by one', () => {
  test('each says the status then and what it counts for, and there are as many as were counted', () => {
    const { chart, levelOfCare } = written('24');
    const list = midnightList(chart, levelOfCare);
    expect(list.map(({ text }) => text)).toEqual([
      '01-10 00:00 observation: countable, before the inpatient order',
      '01-11 00:00 inpatient: countable, after the inpatient order',
    ]);
    expect(list).toHaveLength(levelOfCare.midnights.total ?? -1);
    expect(list.filter(({ isAfterOrder }) => isAfterOrder)).toHaveLength(levelOfCare.midnights.inpatient ?? -1);
  });

  test('a midnight spent waiting is listed with the reason it does not count', () => {
    const { chart, levelOfCare } = written('24');
    const [arrived] = factsOf(chart, 'arrived');
    const late = Date.parse('2026-01-10T00:25:00-08:00');
    const list = midnightList(chart, { ...levelOfCare, careStart: late });
    expect(arrived?.at).toBeLessThan(late);
    expect(list[0]).toMatchObject({ counts: 'before-care', why: 'before hospital care began' });
  });

  test('an excluded midnight says why, in the words it was entered with', () => {
    const { chart, levelOfCare } = written('24');
    const night = factsOf(chart, 'midnight')[1];
    if (!night) throw new Error('no midnight');
    const others = chart.facts.filter((fact) => fact !== night);
    const delay: Fact = {
      concept: 'excluded-time',
      at: night.at - 1,
      until: night.at + 1,
      text: 'awaiting a bed',
      from: [sourceRef('UrEntry/d')],
    };
    const excluded = withFacts({ ...chart, facts: others }, [{ ...night, flags: [...(night.flags ?? []), 'excluded'] }, delay]);
    expect(midnightList(excluded, levelOfCare)[1]).toMatchObject({
      counts: 'excluded',
      text: '01-11 00:00 inpatient: does not count, awaiting a bed',
      sources: expect.arrayContaining(['UrEntry/d']),
    });
  });

  test('orders that could not be read leave open where a midnight stands to the order', () => {
    const { chart, levelOfCare } = written('24', { refused: ['ServiceRequest'] });
    const list = midnightList(chart, levelOfCare);
    expect(list.length).toBeGreaterThan(0);
    for (const one of list) expect(one).toMatchObject({ isAfterOrder: null, why: 'orders could not be read in full' });
  });

  test('that no order was found rests on the search for one', () => {
    const { chart, levelOfCare } = written('24');
    const [first] = midnightList(chart, { ...levelOfCare, inpatientOrder: null });
    expect(first?.why).toBe('no inpatient order was found');
    expect(first?.sources.some((source) => typeof source !== 'string')).toBe(true);
  });

  test('without a zone there is no list, rather than a list of none', () => {
    const { chart, levelOfCare } = written('24');
    const none = { ...levelOfCare, midnights: { total: null, countable: null, inpatient: null } };
    expect(midnightList({ ...chart, zone: null }, none)).toEqual([]);
  });
});

describe('payer class set by utilization review', () => {
  const { chart } = written('24');
  const set = (text: string, more: object = {}) => ({
    ...{ id: text, encounter: chart.encounter, kind: 'payer-class' as const, at: chart.asOf, text, reason: 'card seen' },
    ...more,
  });
  const regime = (...entries: ReturnType<typeof set>[]) => regimeOf(withEntries(chart, entries, [chart.encounter]).chart).regime;

  test('goes before what coverage says, and coverage stays to be seen', () => {
    expect(regimeOf(chart).regime).not.toBe('commercial');
    expect(regime(set('commercial'))).toBe('commercial');
    const facts = factsOf(withEntries(chart, [set('commercial')], [chart.encounter]).chart, 'regime');
    expect(facts.length).toBe(factsOf(chart, 'regime').length + 1);
  });

  test('the newest of two holds; one that was removed holds no more', () => {
    expect(regime(set('commercial'), set('medicare-advantage'))).toBe('medicare-advantage');
    expect(regime(set('commercial'), set('medicare-advantage', { removed: chart.asOf }))).toBe('commercial');
    expect(regime(set('commercial', { removed: chart.asOf }))).toBe(regimeOf(chart).regime);
  });

  test('a class nobody knows is not used', () => {
    const { problems } = withEntries(chart, [set('gold plan')], [chart.encounter]);
    expect(problems).toHaveLength(1);
    expect(regime(set('gold plan'))).toBe(regimeOf(chart).regime);
  });
});
