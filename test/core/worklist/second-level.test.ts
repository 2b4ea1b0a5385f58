import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../src/core/chart/fact.ts';
import type { Review } from '../../../src/core/review/index.ts';
import { type Discharge, dischargeOf, secondLevelOf, type TriggerRule } from '../../../src/core/worklist/index.ts';
import { before, concepts, stays, withoutNotes, workflow } from './stays.ts';

const rule = (change: Partial<TriggerRule> & Pick<TriggerRule, 'form'>): TriggerRule => ({
  ...{ id: 'mine', label: 'Mine', atLeast: 1, kinds: ['validation'], atMostMidnights: 99, of: [], is: [], atDischarge: false },
  ...change,
});
const judged = (review: Review, change: Parameters<typeof rule>[0]) => secondLevelOf(review, [rule(change)], concepts);
const last = stays.map(({ review }) => review);
const states = (state: Discharge['state']) => last.filter((one) => dischargeOf(one).state === state);

test('every trigger raised says what was found, and rests on something', () => {
  let count = 0;
  for (const one of last) {
    const { raised, notKnown } = secondLevelOf(one, workflow.secondLevel, concepts);
    for (const trigger of [...raised, ...notKnown]) {
      count += 1;
      expect(workflow.secondLevel.find(({ id }) => id === trigger.id)?.label).toBe(trigger.label);
      expect(trigger.words.sources.length).toBeGreaterThan(0);
      for (const line of trigger.evidence) expect(line.sources.length).toBeGreaterThan(0);
    }
  }
  expect(count).toBeGreaterThan(3);
});

describe('several questions', () => {
  test('are counted by the kinds of the file, and raise at the number it says, not below', () => {
    for (const one of last) {
      const open = one.prompts.filter(({ kind }) => kind === 'validation' || kind === 'conflict').length;
      const raisedAt = (atLeast: number) => judged(one, { form: 'open-prompts', kinds: ['validation', 'conflict'], atLeast }).raised.length;
      expect(raisedAt(open + 1)).toBe(0);
      if (open > 0) expect(raisedAt(open)).toBe(1);
    }
  });
});

describe('a diagnosis that rests on one indicator', () => {
  /** A review whose respiratory failure or sepsis meets its definition, its supporting facts cut to those of one concept. */
  const supported = last.flatMap((one) =>
    one.checklists.flatMap((result) => {
      const governing = result.definitions[result.governing];
      const isMet =
        concepts[result.about]?.family === 'diagnosis' && result.documentation.state === 'affirmed' && governing?.verdict === 'met';
      return isMet ? [{ one, result }] : [];
    }),
  );
  const withFor = (one: Review, id: string, facts: readonly Fact[]): Review => ({
    ...one,
    checklists: one.checklists.map((result) => (result.id === id ? { ...result, for: facts } : result)),
  });

  test('is raised where one kind of value carries the definition, and shows that value', () => {
    expect(supported.length).toBeGreaterThan(0);
    let seen = 0;
    for (const { one, result } of supported) {
      const value = one.chart.facts.find(({ concept, at }) => ['lactate', 'creatinine', 'resp-rate'].includes(concept) && at <= one.asOf);
      if (!value) continue;
      seen += 1;
      const same = one.chart.facts.filter(({ concept }) => concept === value.concept);
      const { raised } = judged(withFor(one, result.id, same), { form: 'single-indicator', of: [result.id] });
      expect(raised.map(({ words }) => words.text)).toEqual([expect.stringMatching(/ rests on one indicator: /)]);
      expect(raised[0]?.evidence[0]?.sources).toEqual(same[0]?.from);
    }
    expect(seen).toBeGreaterThan(0);
  });

  test('is not raised where two carry it, where none does, or where the definition is not met', () => {
    for (const { one, result } of supported) {
      const two = one.chart.facts.filter(({ concept }) => concept === 'heart-rate' || concept === 'temperature');
      expect(judged(withFor(one, result.id, two), { form: 'single-indicator', of: [result.id] }).raised).toEqual([]);
      expect(judged(withFor(one, result.id, []), { form: 'single-indicator', of: [result.id] }).raised).toEqual([]);
    }
    for (const one of last)
      for (const result of one.checklists)
        if (result.definitions[result.governing]?.verdict !== 'met')
          expect(judged(one, { form: 'single-indicator', of: [result.id] }).raised).toEqual([]);
  });

  test('is not known where what it rests on could not be read', () => {
    const [first] = supported;
    if (!first) throw new Error('no supported diagnosis');
    const { one, result } = first;
    const definition = result.definitions[result.governing];
    if (!definition) throw new Error('no definition');
    const unread: Review = {
      ...one,
      checklists: [{ ...result, definitions: { ...result.definitions, [result.governing]: { ...definition, verdict: 'not-known' } } }],
    };
    const { raised, notKnown } = judged(unread, { form: 'single-indicator' });
    expect(raised).toEqual([]);
    expect(notKnown.map(({ words }) => words.text)).toEqual([expect.stringMatching(/could not be read in full$/)]);
  });

  test('says nothing of a status: only diagnoses have indicators', () => {
    for (const one of last)
      expect(judged(one, { form: 'single-indicator', of: ['inpatient-status'] })).toEqual({ raised: [], notKnown: [] });
  });
});

describe('a short stay', () => {
  const ended = states('discharged').filter((one) =>
    one.checklists.some(({ id, documentation }) => id === 'sepsis' && documentation.state === 'affirmed'),
  );

  test('is raised at the midnights of the file and not at one fewer', () => {
    expect(ended.length).toBeGreaterThan(0);
    for (const one of ended) {
      const { total } = one.levelOfCare.midnights;
      if (total === null) continue;
      expect(judged(one, { form: 'short-stay', of: ['sepsis'], atMostMidnights: total }).raised).toHaveLength(1);
      expect(judged(one, { form: 'short-stay', of: ['sepsis'], atMostMidnights: total - 1 }).raised).toEqual([]);
    }
  });

  test('is not known where midnights cannot be counted', () => {
    const [one] = ended;
    if (!one) throw new Error('no ended stay');
    const uncounted: Review = { ...one, levelOfCare: { ...one.levelOfCare, midnights: { total: null, countable: null, inpatient: null } } };
    expect(judged(uncounted, { form: 'short-stay', of: ['sepsis'] })).toMatchObject({ raised: [], notKnown: [{ id: 'mine' }] });
  });

  test('is not said of a stay that goes on', () => {
    for (const { resources, review } of stays) {
      const early = before(resources, review, 24);
      if (early && early.levelOfCare.end === null && dischargeOf(early).state !== 'ordered')
        expect(judged(early, { form: 'short-stay' })).toEqual({ raised: [], notKnown: [] });
    }
  });
});

test('a disposition is raised for the words of the file alone', () => {
  for (const one of last) {
    const word = one.chart.facts.findLast(({ concept }) => concept === 'discharge-disposition')?.text;
    if (word === undefined || word === 'unknown') continue;
    expect(judged(one, { form: 'disposition', is: [word] }).raised[0]?.words.text).toMatch(/^Discharge disposition: /);
    expect(judged(one, { form: 'disposition', is: ['expired-elsewhere'] }).raised).toEqual([]);
  }
});

test('notes that differ are raised with both sides', () => {
  const [one] = last.filter((each) =>
    each.checklists.some(({ id, documentation }) => id === 'sepsis' && documentation.statements.length > 1),
  );
  if (!one) throw new Error('no stay with statements');
  const differing: Review = {
    ...one,
    checklists: one.checklists.map((result) => {
      const [first, second] = result.documentation.statements;
      if (result.id !== 'sepsis' || !first || !second) return result;
      const statements = [
        { ...first, says: 'affirmed' as const },
        { ...second, says: 'denied' as const },
      ];
      return { ...result, documentation: { ...result.documentation, state: 'conflicting' as const, statements } };
    }),
  };
  const { raised } = judged(differing, { form: 'conflicting-documentation' });
  expect(raised.map(({ words }) => words.text)).toEqual(['Sepsis: notes affirm it and notes deny it']);
  expect(raised[0]?.evidence).toHaveLength(2);
  expect(judged(one, { form: 'conflicting-documentation', of: ['sepsis'] }).raised).toHaveLength(
    one.checklists.find(({ id }) => id === 'sepsis')?.documentation.state === 'conflicting' ? 1 : 0,
  );
});

test('support of the status that nobody could judge is not known, and never cleared', () => {
  for (const one of last) {
    const { raised, notKnown } = judged(one, { form: 'status-support', is: ['at-risk', 'not-shown', 'case-by-case'] });
    const { support, status } = one.levelOfCare;
    if (support === 'unknown' && status === 'inpatient') expect({ raised, known: notKnown.length }).toEqual({ raised: [], known: 1 });
    if (support === 'supported') expect([...raised, ...notKnown]).toEqual([]);
  }
});

test('with notes refused no diagnosis is called fragile, short or disputed', () => {
  for (const { resources, review } of stays) {
    const unread = withoutNotes(resources, review);
    const ids = secondLevelOf(unread, workflow.secondLevel, concepts).raised.map(({ id }) => id);
    const documented = unread.checklists.some(
      ({ about, documentation }) => concepts[about]?.family === 'diagnosis' && documentation.state === 'affirmed',
    );
    if (!documented) expect(ids.filter((id) => ['one-indicator', 'short-sepsis', 'conflict-at-discharge'].includes(id))).toEqual([]);
  }
});
