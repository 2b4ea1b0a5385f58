import { describe, expect, test } from 'vitest';
import { hasRead } from '../../../src/core/chart/chart.ts';
import { ENTERED_ONLY, entryFacts, type UrEntry, withEntries } from '../../../src/core/stay/entry.ts';
import { payerTimers } from '../../../src/core/stay/payer-window.ts';
import { rulesInForce } from '../../../src/core/stay/rules.ts';
import { originOf } from '../../../src/core/stay/vocabulary.ts';
import { at, chartOf, fact } from './records.ts';
import { end, inpatientOrder, readingOf, stayed } from './stayed.ts';

const entry = (kind: UrEntry['kind'], time: string, more: Partial<UrEntry> = {}): UrEntry => ({
  id: `${kind}`,
  encounter: 'Encounter/e',
  kind,
  at: at(time),
  ...more,
});
const noon = '2026-03-04T12:00:00-05:00';

describe('entries of utilization review', () => {
  test('an entry is a fact with a source of its own', () => {
    const { facts, problems } = entryFacts([entry('ur-review', noon, { text: 'second-level', by: 'physician' })], ['Encounter/e'], at(end));
    expect(problems).toEqual([]);
    expect(facts).toMatchObject([
      { concept: 'ur-review', text: 'second-level', by: 'physician', flags: ['ur-entry'], from: ['UrEntry/ur-review'] },
    ]);
  });

  test('an entry about another stay, and one made later, are not seen', () => {
    const later = entry('part-a-claim', noon, { text: 'filed', known: at('2026-03-09T12:00:00-05:00') });
    const other = entry('part-a-claim', noon, { text: 'filed', encounter: 'Encounter/other' });
    expect(entryFacts([later, other], ['Encounter/e'], at(end)).facts).toEqual([]);
  });

  test.each([
    [
      'a word it cannot say',
      entry('payer-decision', noon, { text: 'perhaps' }),
      'an entry without one of: pending, approved, denied, downgraded, overturned',
    ],
    ['an interval without an end', entry('excluded-time', noon), 'an interval without a usable end'],
    [
      'an interval that ends first',
      entry('sending-care', noon, { until: at('2026-03-04T11:00:00-05:00') }),
      'an interval without a usable end',
    ],
    ['a kind nobody knows', entry('gossip' as UrEntry['kind'], noon), 'an entry of unknown kind'],
    ['no time', { ...entry('care-start', noon), at: Number.NaN }, 'an entry without a usable time'],
  ])('%s is not used and says why', (_name, one, detail) => {
    const { facts, problems } = entryFacts([one], ['Encounter/e'], at(end));
    expect(facts).toEqual([]);
    // A time that is none cannot be compared with "as of" either.
    expect(problems.map((problem) => problem.detail)).toEqual([detail]);
  });

  test('entries that were not at hand are not known; an empty list was read', () => {
    const chart = chartOf(end, []);
    expect(hasRead(withEntries(chart, null, []).chart, 'part-a-claim')).toBe(false);
    expect(hasRead(withEntries(chart, [], []).chart, 'part-a-claim')).toBe(true);
  });

  test('of entries that are not all there are, one is a fact and the silence of the others is not known', () => {
    const one = entry('ur-review', noon, { text: 'first-level' });
    for (const entries of [[], [one]]) {
      const { chart } = withEntries(chartOf(end, []), entries, ['Encounter/e'], false);
      for (const kind of ENTERED_ONLY) expect(hasRead(chart, kind)).toBe(false);
      expect(chart.facts.map(({ concept }) => concept)).toEqual(entries.map(({ kind }) => kind));
    }
    const payer = withEntries(chartOf(end, []), [entry('payer-class', noon, { text: 'commercial' })], ['Encounter/e'], false);
    expect(hasRead(payer.chart, 'regime')).toBe(true);
  });
});

describe('windows of a payer', () => {
  const clock = { id: 'T-PAYER', audience: ['ur'] };
  const window = (more: object = {}) =>
    fact('payer-window', noon, { text: 'peer-to-peer', flags: ['ur-entry', 'plan:urn:plan|12345'], ...more });
  const timers = (facts: readonly ReturnType<typeof fact>[], hours?: number) =>
    payerTimers(
      clock,
      { chart: chartOf(end, facts) } as unknown as Parameters<typeof payerTimers>[1],
      hours === undefined ? [] : [{ plan: 'urn:plan|12345', peerToPeerHours: hours }],
    );

  test('the end that the notice names holds', () => {
    expect(timers([window({ until: at('2026-03-05T12:00:00-05:00') })], 4)).toMatchObject([
      { id: 'T-PAYER-PEER-TO-PEER', deadline: at('2026-03-05T12:00:00-05:00') },
    ]);
  });

  test("else the hospital's own data on that plan", () => {
    expect(timers([window()], 4)).toMatchObject([{ deadline: at('2026-03-04T16:00:00-05:00'), state: 'passed' }]);
  });

  test('without either the end is not known, and nothing is passed', () => {
    expect(timers([window()])).toMatchObject([{ deadline: null, state: 'due' }]);
    expect(readingOf([stayed()], [inpatientOrder, window()]).flags).toContain('payer.window-unknown');
  });

  test('a decision of the payer closes it', () => {
    expect(timers([window(), fact('payer-decision', '2026-03-04T13:00:00-05:00', { text: 'overturned' })])).toMatchObject([
      { state: 'done' },
    ]);
    expect(timers([window(), fact('payer-decision', '2026-03-04T13:00:00-05:00', { text: 'pending' })])).toMatchObject([{ state: 'due' }]);
  });
});

describe('rules hold for their days', () => {
  test('Medicare Advantage is bound by the benchmark from the first day of its rule', () => {
    const zone = 'America/Los_Angeles';
    expect(rulesInForce('medicare-advantage', at('2024-01-01T07:59:00Z'), zone)).toEqual([]);
    expect(rulesInForce('medicare-advantage', at('2024-01-01T08:00:00Z'), zone)).toEqual(['two-midnight', 'case-by-case']);
  });

  test('the presumption is a rule of Original Medicare alone', () => {
    const day = at('2026-03-04T12:00:00Z');
    expect(rulesInForce('medicare-ffs', day, null)).toContain('presumption');
    for (const regime of ['medicare-advantage', 'medicaid-ffs', 'medicaid-mco', 'commercial', 'unknown'] as const)
      expect(rulesInForce(regime, day, null)).not.toContain('presumption');
  });

  test('a rule that has ended does not hold', () => {
    const rules = [{ id: 'old', regime: 'medicare-ffs', from: '2013-10-01', until: '2015-12-31' }];
    expect(rulesInForce('medicare-ffs', at('2015-12-31T12:00:00Z'), 'UTC', rules)).toEqual(['old']);
    expect(rulesInForce('medicare-ffs', at('2016-01-01T12:00:00Z'), 'UTC', rules)).toEqual([]);
  });
});

describe('where the patient came from', () => {
  test.each([
    [{ code: 'hosp-trans', text: '' }, 'other-hospital'],
    [{ code: '4', text: '' }, 'other-hospital'],
    [{ code: '', text: 'TRANSFER FROM HOSPITAL' }, 'other-hospital'],
    [{ code: '', text: 'Transfer from outside hospital' }, 'other-hospital'],
    [{ code: '', text: 'TRANSFER FROM SKILLED NURSING FACILITY' }, 'facility'],
    [{ code: 'D', text: 'Transfer within the same hospital' }, null],
    [{ code: '', text: 'EMERGENCY ROOM' }, null],
    [{ code: '', text: 'PHYSICIAN REFERRAL' }, null],
    [null, null],
  ])('%o', (source, origin) => {
    expect(originOf(source)).toBe(origin);
  });
});
