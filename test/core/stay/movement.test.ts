import { describe, expect, test } from 'vitest';
import { type Fact, sourceRef } from '../../../src/core/chart/fact.ts';
import { staysIn } from '../../../src/core/stay/stays.ts';
import { withMovements } from '../../../src/core/stay/with-movements.ts';
import { at, chartOf, during, encounter, fact } from './records.ts';
import { concepts, ed, end, inpatientOrder, observationOrder, readingOf, stayed } from './stayed.ts';

describe('clocks', () => {
  const open = {
    status: 'in-progress',
    period: during('2026-03-03T14:00:00-05:00'),
    locations: [{ ...ed, period: during('2026-03-03T14:00:00-05:00') }],
  };
  const medicare = fact('regime', '2026-03-03T14:00:00-05:00', { text: 'medicare-ffs' });
  const clocksAt = (asOf: string, facts: readonly Fact[]) =>
    Object.fromEntries(readingOf([stayed(open)], facts, asOf).timers.map((one) => [one.id, one.state]));

  test('the second midnight is announced six hours before, after the first has passed', () => {
    expect(clocksAt('2026-03-03T23:00:00-05:00', [observationOrder])['T-2MN']).toBeUndefined();
    expect(clocksAt('2026-03-04T17:59:00-05:00', [observationOrder])['T-2MN']).toBe('waiting');
    expect(clocksAt('2026-03-04T18:00:00-05:00', [observationOrder])['T-2MN']).toBe('due');
    expect(clocksAt('2026-03-05T00:00:00-05:00', [observationOrder])['T-2MN']).toBe('passed');
    expect(clocksAt('2026-03-04T18:00:00-05:00', [observationOrder, inpatientOrder])['T-2MN']).toBeUndefined();
  });

  test('observation hours set off the notice clocks for Medicare only', () => {
    expect(clocksAt('2026-03-04T14:59:00-05:00', [observationOrder, medicare])).toMatchObject({ 'T-OBS-24': 'waiting' });
    expect(clocksAt('2026-03-04T15:01:00-05:00', [observationOrder, medicare])).toMatchObject({ 'T-OBS-24': 'due', 'T-OBS-36': 'waiting' });
    expect(clocksAt('2026-03-05T01:00:00-05:00', [observationOrder, medicare])).toMatchObject({ 'T-OBS-24': 'due', 'T-OBS-36': 'due' });
    expect(clocksAt('2026-03-05T03:00:00-05:00', [observationOrder, medicare])).toMatchObject({
      'T-OBS-36': 'passed',
      'T-OBS-48': 'waiting',
    });
    expect(clocksAt('2026-03-05T15:00:00-05:00', [observationOrder])).toEqual({ 'T-2MN': 'passed', 'T-OBS-48': 'due' });
  });

  test('the inpatient order stops the clocks of observation', () => {
    expect(clocksAt('2026-03-05T15:00:00-05:00', [observationOrder, inpatientOrder, medicare])).toEqual({ 'T-IM': 'due' });
  });

  test('the message about discharge rights is timed by the order alone; struck, it raises nothing where no entries tell', () => {
    const passed = readingOf([stayed(open)], [inpatientOrder, medicare], '2026-03-06T08:00:00-05:00');
    expect(passed.timers.find(({ id }) => id === 'T-IM')).toMatchObject({ state: 'passed', deadline: at('2026-03-06T00:00:00-05:00') });
    const texts = (facts: readonly Fact[]) => facts.filter(({ concept }) => concept === 'clock').map(({ text }) => text);
    expect(texts(passed.facts)).not.toContain('t-im');
    const asked = readingOf([stayed(open)], [inpatientOrder, medicare], '2026-03-06T08:00:00-05:00', ['notice-given']);
    expect(texts(asked.facts)).toContain('t-im');
  });

  test('a discharge order with one midnight after the order is a short stay', () => {
    const discharge = fact('discharge-order', '2026-03-04T11:00:00-05:00');
    expect(clocksAt('2026-03-04T12:00:00-05:00', [inpatientOrder, discharge, medicare])).toEqual({ 'T-IM': 'due', 'T-SHORT': 'due' });
    expect(clocksAt('2026-03-05T12:00:00-05:00', [inpatientOrder, fact('discharge-order', '2026-03-05T11:00:00-05:00'), medicare])).toEqual(
      {
        'T-IM': 'due',
      },
    );
  });
});

describe('how well the stay was read', () => {
  test('midnights that could not be counted are not known, however well the encounter was read', () => {
    const [stay] = staysIn([encounter('e')]);
    if (!stay) throw new Error('no stay');
    const chart = chartOf(end, [inpatientOrder], ['arrived', 'inpatient-order']);
    const { chart: moved } = withMovements(chart, stay, concepts);
    expect(moved.reads.get('midnight')).toMatchObject({ ok: false, problem: { kind: 'data-quality' } });
    expect(moved.reads.get('inpatient-status')).toMatchObject({ ok: true });
    expect(moved.reads.get('discharged')).toMatchObject({ ok: true });
  });
});

describe('exceptions', () => {
  const ventilated = (time: string) => fact('invasive-ventilation', time, { from: [sourceRef('Procedure/v')] });
  const exceptions = (facts: readonly Fact[]) =>
    readingOf([stayed()], facts)
      .facts.filter((one) => one.concept === 'status-exception')
      .map((one) => one.text);

  test('ventilation begun in the stay is one, unless it was running on arrival, planned with an operation or called expected', () => {
    expect(exceptions([ventilated('2026-03-03T16:00:00-05:00')])).toEqual(['new-ventilation']);
    expect(exceptions([ventilated('2026-03-03T14:00:00-05:00')])).toEqual([]);
    expect(exceptions([ventilated('2026-03-03T16:00:00-05:00'), fact('surgery', '2026-03-04T09:00:00-05:00')])).toEqual([]);
    expect(
      exceptions([ventilated('2026-03-03T16:00:00-05:00'), fact('postop-expected', '2026-03-03T17:00:00-05:00', { says: 'affirmed' })]),
    ).toEqual([]);
  });

  test('airway protection without an operation is no plan, an operative note is one', () => {
    const said = (snippet: string) =>
      fact('postop-expected', '2026-03-03T17:00:00-05:00', {
        says: 'affirmed',
        note: { type: 'progress', section: '', sectionClass: 'diagnosis', signed: true, snippet },
      });
    const ventilation = ventilated('2026-03-03T16:00:00-05:00');
    expect(exceptions([ventilation, said('Intubated for airway protection.')])).toEqual(['new-ventilation']);
    expect(exceptions([ventilation, said('Kept intubated after surgery.')])).toEqual([]);
    const operation = fact('note', '2026-03-03T15:30:00-05:00', { text: 'operative' });
    expect(exceptions([ventilation, operation])).toEqual([]);
  });

  test('a ventilator charted after another device began here, one that came with the patient did not', () => {
    const device = (text: string, time: string) => fact('o2-device', time, { text, from: [sourceRef(`Observation/${text}`)] });
    const ventilator = device('ventilator', '2026-03-03T16:30:00-05:00');
    expect(exceptions([device('room-air', '2026-03-03T14:10:00-05:00'), ventilator])).toEqual(['new-ventilation']);
    expect(exceptions([fact('intubation', '2026-03-03T16:20:00-05:00'), ventilator])).toEqual(['new-ventilation']);
    expect(exceptions([ventilator])).toEqual([]);
    expect(exceptions([device('room-air', '2026-03-03T14:10:00-05:00'), device('bipap', '2026-03-03T16:30:00-05:00')])).toEqual([]);
  });

  test('the day of service decides whether a procedure was on the list, in the zone of the hospital', () => {
    const done = (time: string) =>
      readingOf(
        [stayed({ period: during('2025-12-30T10:00:00-05:00', '2026-01-03T10:00:00-05:00'), locations: [] })],
        [fact('inpatient-only-listed', time, { code: 'cpt|27134' })],
        '2026-01-03T10:00:00-05:00',
      ).facts.filter((one) => one.concept === 'inpatient-only-procedure').length;
    expect(done('2025-12-31T23:30:00-05:00')).toBe(1);
    expect(done('2026-01-01T00:30:00-05:00')).toBe(0);
  });
});

describe('expected midnights', () => {
  const expected = (more: Partial<Fact>) =>
    readingOf(
      [stayed()],
      [fact('expectation-statement', '2026-03-03T17:30:00-05:00', { says: 'affirmed', by: 'attending', ...more })],
    ).facts.find((one) => one.concept === 'expected-midnights')?.value ?? null;

  test('midnights, nights and days count as written', () => {
    expect(expected({ value: 2, text: 'midnight' })).toBe(2);
    expect(expected({ value: 3, text: 'days' })).toBe(3);
  });

  test('hours count as the midnights they pass', () => {
    expect(expected({ value: 30, text: 'hours' })).toBe(1);
    expect(expected({ value: 31, text: 'hours' })).toBe(2);
  });

  test('a statement without a number gives none', () => {
    expect(expected({})).toBeNull();
  });
});

describe('facts of the stay', () => {
  test('each movement is a fact with a source, and each midnight has its number', () => {
    const read = readingOf([stayed({ dischargeDisposition: { code: 'aadvice', text: '' } })], [observationOrder, inpatientOrder]);
    const of = (concept: string) => read.facts.filter((one) => one.concept === concept);
    expect(of('midnight').map((one) => [one.value, one.text, one.flags])).toEqual([
      [1, '2026-03-04', ['after-order']],
      [2, '2026-03-05', ['after-order']],
    ]);
    expect(of('unit-stay').map((one) => one.text)).toEqual(['ed', 'ward']);
    expect(of('admitted').map((one) => one.at)).toEqual([inpatientOrder.at]);
    expect(of('observation-start').map((one) => one.at)).toEqual([observationOrder.at]);
    expect(of('discharge-disposition').map((one) => one.text)).toEqual(['ama']);
    expect(read.facts.every((one) => one.from.length > 0)).toBe(true);
  });

  test('nothing of the future is among them', () => {
    const asOf = '2026-03-03T16:00:00-05:00';
    const read = readingOf([stayed()], [observationOrder], asOf);
    expect(read.facts.every((one) => one.at <= at(asOf))).toBe(true);
    expect(read.facts.some((one) => one.concept === 'discharged')).toBe(false);
  });
});
