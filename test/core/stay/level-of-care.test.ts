import { describe, expect, test } from 'vitest';
import { type Fact, sourceRef } from '../../../src/core/chart/fact.ts';
import { readLevelOfCare } from '../../../src/core/stay/level-of-care.ts';
import { staysIn } from '../../../src/core/stay/stays.ts';
import { at, chartOf, during, encounter, fact, place, V2, v3 } from './records.ts';
import { concepts, ed, end, inpatientOrder, observationOrder, readingOf, stayed, ward } from './stayed.ts';

describe('status', () => {
  test('the newest order decides, and the way there is kept', () => {
    const read = readingOf([stayed()], [observationOrder, inpatientOrder]);
    expect(read.status).toBe('inpatient');
    expect(read.timeline.map((one) => [one.status, one.by])).toEqual([
      ['emergency', 'arrival'],
      ['observation', 'order'],
      ['inpatient', 'order'],
    ]);
    expect(read.observationHours).toBe(2);
  });

  test('observation ends with the class that followed it where the order was not read', () => {
    const classHistory = [
      { code: 'OBSENC', system: v3('').system, period: during('2026-03-03T15:00:00-05:00', '2026-03-03T17:30:00-05:00') },
      { code: 'IMP', system: v3('').system, period: during('2026-03-03T17:30:00-05:00') },
    ];
    const read = readingOf([stayed({ classHistory })]);
    expect(read).toMatchObject({ status: 'inpatient', inpatientOrder: null, observationHours: 2.5, midnights: { inpatient: null } });
    expect(read.timers.filter((timer) => timer.id.startsWith('T-OBS'))).toEqual([]);
    expect(read.utilization?.observationServiceHours).toBe(3);
  });

  test('an observation order outranks a class that says inpatient', () => {
    expect(readingOf([stayed()], [observationOrder])).toMatchObject({
      status: 'observation',
      inpatientOrder: null,
      flags: ['status.class-differs'],
    });
  });

  test('an observation order outranks a type that says inpatient, which is pointed out', () => {
    const types = [{ system: 'local', code: '1', text: 'Inpatient' }];
    const read = readingOf([stayed({ types })], [observationOrder]);
    expect(read).toMatchObject({ status: 'observation', flags: ['status.class-differs', 'status.type-differs'] });
    expect(read.facts.some((one) => one.concept === 'status-conflict')).toBe(true);
  });

  test('"hospital admission" as the type is no contradiction where order and class say observation', () => {
    const types = [{ system: 'http://snomed.info/sct', code: '32485007', text: 'Hospital admission' }];
    const read = readingOf([stayed({ types, class: v3('OBSENC') })], [observationOrder]);
    expect(read).toMatchObject({ status: 'observation', flags: [] });
  });

  test('order and class filed within the hour are one event', () => {
    const classHistory = [{ code: 'IMP', system: v3('').system, period: during('2026-03-03T15:40:00-05:00') }];
    expect(readingOf([stayed({ classHistory })], [observationOrder]).status).toBe('observation');
  });

  test('a class that changed after the last order is a contradiction', () => {
    const classHistory = [{ code: 'IMP', system: v3('').system, period: during('2026-03-04T09:00:00-05:00') }];
    expect(readingOf([stayed({ classHistory })], [observationOrder]).flags).toContain('status.conflict');
  });

  test('a status changed back by order gives up the inpatient order', () => {
    const back = fact('observation-order', '2026-03-04T09:00:00-05:00');
    const read = readingOf([stayed()], [inpatientOrder, back]);
    expect(read).toMatchObject({ status: 'observation', inpatientOrder: null, observationStart: back.at, midnights: { inpatient: null } });
  });

  test('a cancelled order, and one of another stay, count for nothing', () => {
    const cancelled = { ...inpatientOrder, standing: 'withdrawn' as const };
    const other = { ...inpatientOrder, flags: ['other-stay'] };
    expect(readingOf([stayed({ class: v3('OBSENC') })], [observationOrder, cancelled, other]).status).toBe('observation');
  });

  test('an order written after the end makes no inpatient stay', () => {
    const late = fact('inpatient-order', '2026-03-05T10:30:00-05:00');
    const read = readingOf([stayed({ class: v3('OBSENC') })], [observationOrder, late], '2026-03-05T12:00:00-05:00');
    expect(read).toMatchObject({ status: 'observation', inpatientOrder: null });
    expect(read.flags).toContain('order.after-discharge');
  });

  test('without orders the class history decides', () => {
    const classHistory = [
      { code: 'OBSENC', system: v3('').system, period: during('2026-03-03T15:00:00-05:00', '2026-03-04T09:00:00-05:00') },
      { code: 'IMP', system: v3('').system, period: during('2026-03-04T09:00:00-05:00') },
    ];
    const read = readingOf([stayed({ classHistory })], [], end, ['inpatient-order']);
    expect(read).toMatchObject({
      status: 'inpatient',
      inpatientOrder: null,
      observationStart: at('2026-03-03T15:00:00-05:00'),
      flags: ['order.missing'],
    });
  });

  test('observation billing codes tell an observation stay whose class says nothing', () => {
    const types = [{ system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'G0378', text: '' }];
    expect(readingOf([stayed({ class: v3('AMB'), types, dischargeDisposition: { code: 'home', text: '' } })]).status).toBe('observation');
  });

  test('observation billing codes beside an inpatient class decide nothing', () => {
    const types = [{ system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'G0378', text: '' }];
    expect(readingOf([stayed({ types })])).toMatchObject({ status: 'unknown', flags: ['order.not-known', 'status.conflict'].slice(1) });
  });

  test('an outpatient class of HL7 v2 with the type observation is an observation stay', () => {
    const types = [{ system: 'local', code: '309309', text: 'Observation' }];
    expect(readingOf([stayed({ class: { system: V2, code: 'O', text: '' }, types })]).status).toBe('observation');
  });

  test('a class alone decides nothing', () => {
    const zone = { locations: [] };
    expect(readingOf([encounter('e', zone)])).toMatchObject({ status: 'unknown', flags: ['status.class-only'] });
    expect(readingOf([stayed({ class: v3('OBSENC') })])).toMatchObject({ status: 'unknown', flags: ['status.class-only'] });
  });

  test('an inpatient class with a unit that fits is inpatient, and says on how little it rests', () => {
    expect(readingOf([stayed()])).toMatchObject({ status: 'inpatient', flags: ['order.not-known', 'status.class-only'] });
  });

  test('an emergency class over an admitted emergency part is an inpatient stay by its parts', () => {
    const part = encounter('ed', {
      class: v3('EMER'),
      partOf: sourceRef('Encounter/e'),
      dischargeDisposition: { code: 'ADMITTED', text: '' },
      period: during('2026-03-03T12:00:00-05:00', '2026-03-03T15:00:00-05:00'),
    });
    const read = readingOf([encounter('e', { class: v3('EMER') }), part]);
    expect(read.status).toBe('inpatient');
    expect(read.flags).toContain('status.by-parts');
  });

  test('an observation class over an admitted part is a contradiction, never plain observation', () => {
    const part = encounter('icu', { class: v3('ACUTE'), partOf: sourceRef('Encounter/e') });
    expect(readingOf([encounter('e', { class: v3('OBSENC') }), part])).toMatchObject({ status: 'unknown', flags: ['status.conflict'] });
  });

  test('an emergency visit that went home is an emergency visit', () => {
    const visit = encounter('e', { class: v3('EMER'), dischargeDisposition: { code: 'home', text: 'Home' } });
    expect(readingOf([visit]).status).toBe('emergency');
  });

  test('the final class of a closed stay says nothing of a moment before its end', () => {
    const types = [{ system: 'local', code: '1', text: 'Inpatient' }];
    const before = '2026-03-03T16:00:00-05:00';
    expect(readingOf([stayed({ types })], [], before)).toMatchObject({ status: 'unknown', flags: ['status.looking-back'] });
    expect(readingOf([stayed({ types })], [observationOrder], before)).toMatchObject({ status: 'observation', flags: [] });
  });

  test('an entry by UR outranks everything before it', () => {
    const entry = fact('status-event', '2026-03-04T08:00:00-05:00', { text: 'observation', flags: ['ur-entry'] });
    expect(readingOf([stayed()], [inpatientOrder, entry]).status).toBe('observation');
  });
});

describe('care start', () => {
  const lab = (time: string) => fact('lactate', time, { value: 1, from: [sourceRef(`Observation/${time}`)] });

  test('the first act of care starts it, not the waiting before', () => {
    const arrived = {
      period: during('2026-06-01T23:20:00-06:00', '2026-06-03T16:00:00-06:00'),
      locations: [place('Emergency Department', 'ER', during('2026-06-01T23:20:00-06:00', '2026-06-02T05:00:00-06:00'), 'America/Denver')],
    };
    const read = readingOf([encounter('e', arrived)], [lab('2026-06-02T00:25:00-06:00')], '2026-06-03T16:00:00-06:00');
    expect(read).toMatchObject({
      careStart: at('2026-06-02T00:25:00-06:00'),
      careStartSource: 'first specimen taken',
      midnights: { total: 1 },
    });
    expect(read.flags).toContain('careStart.ambiguous');
  });

  test('hours in the emergency department without a charted act are a gap in the record, not waiting', () => {
    const arrived = {
      period: during('2026-06-01T20:00:00-04:00', '2026-06-03T16:00:00-04:00'),
      locations: [place('Emergency Department', 'ER', during('2026-06-01T20:00:00-04:00', '2026-06-02T05:00:00-04:00'))],
    };
    const late = readingOf([encounter('e', arrived)], [lab('2026-06-02T00:01:00-04:00')], '2026-06-03T16:00:00-04:00');
    expect(late).toMatchObject({ careStart: at('2026-06-01T20:00:00-04:00'), midnights: { total: 2 } });
    expect(late.flags).toContain('careStart.ambiguous');
    const waited = readingOf([encounter('e', arrived)], [lab('2026-06-01T23:59:00-04:00')], '2026-06-03T16:00:00-04:00');
    expect(waited).toMatchObject({
      careStart: at('2026-06-01T23:59:00-04:00'),
      midnights: { total: 2 },
      flags: expect.not.arrayContaining(['careStart.ambiguous']),
    });
  });

  test('an act at the first instant of a day is a date and starts nothing', () => {
    const read = readingOf(
      [stayed({ period: during('2026-03-03T22:00:00-05:00', end), locations: [] })],
      [lab('2026-03-04T00:00:00-05:00'), lab('2026-03-04T00:40:00-05:00')],
    );
    expect(read.careStart).toBe(at('2026-03-04T00:40:00-05:00'));
  });

  test('a lab before arrival, a vital sign at triage and an order start nothing', () => {
    const vital = fact('heart-rate', '2026-03-03T14:05:00-05:00', { value: 80, by: 'nurse', from: [sourceRef('Observation/hr')] });
    const read = readingOf([stayed()], [lab('2026-03-03T09:00:00-05:00'), vital, inpatientOrder, lab('2026-03-03T15:10:00-05:00')]);
    expect(read.careStart).toBe(at('2026-03-03T15:10:00-05:00'));
  });

  test('a bed on a unit starts it when nothing was charted before', () => {
    const direct = encounter('e', { locations: [place('Medicine', '', during('2026-03-03T14:05:00-05:00'))] });
    expect(readingOf([direct], [lab('2026-03-04T06:00:00-05:00')]).midnights.total).toBe(2);
  });

  test('without any act, arrival in the emergency department stands', () => {
    expect(
      readingOf([encounter('e', { class: v3('EMER'), locations: [ed], dischargeDisposition: { code: 'home', text: '' } })]).careStartSource,
    ).toBe('arrival in the emergency department');
  });

  test('with nothing at all, arrival stands and says what it may include', () => {
    expect(readingOf([encounter('e')]).careStartSource).toBe('arrival, may include triage and waiting');
  });

  test('a bed that is still ahead starts nothing yet', () => {
    const read = readingOf([stayed()], [], '2026-03-03T15:00:00-05:00');
    expect(read).toMatchObject({ careStart: ed.period.start, flags: ['status.looking-back'] });
  });

  test('an entry by UR wins', () => {
    const entry = fact('care-start', '2026-03-03T14:30:00-05:00', { flags: ['ur-entry'] });
    expect(readingOf([stayed()], [lab('2026-03-03T15:10:00-05:00'), entry])).toMatchObject({
      careStart: entry.at,
      careStartSource: 'entered by UR',
    });
  });
});

describe('counting the stay', () => {
  test('an open stay counts up to the moment it is looked at, and knows the next midnight', () => {
    const read = readingOf(
      [stayed({ status: 'in-progress', period: during('2026-03-03T14:00:00-05:00') })],
      [inpatientOrder],
      '2026-03-04T20:00:00-05:00',
    );
    expect(read).toMatchObject({
      end: null,
      midnights: { total: 1, countable: 1, inpatient: 1 },
      nextMidnight: at('2026-03-05T00:00:00-05:00'),
    });
  });

  test('a closed stay looked at earlier is open then', () => {
    expect(readingOf([stayed()], [inpatientOrder], '2026-03-04T20:00:00-05:00')).toMatchObject({ end: null, midnights: { total: 1 } });
  });

  test('without a zone nothing is counted', () => {
    const [stay] = staysIn([encounter('e')]);
    if (!stay) throw new Error('no stay');
    const { levelOfCare } = readLevelOfCare(chartOf(end, [inpatientOrder]), stay, concepts);
    expect(levelOfCare).toMatchObject({ midnights: { total: null, countable: null, inpatient: null }, nextMidnight: null });
    expect(levelOfCare.flags).toEqual(['data-quality', 'zone.unknown']);
  });

  test('a stay over two zones counts each midnight where it was', () => {
    const first = place('Emergency Department', 'ER', during('2026-02-17T23:30:00-06:00', '2026-02-18T01:40:00-06:00'), 'America/Chicago');
    const then = place('Medicine', 'HU', during('2026-02-18T04:00:00-05:00', '2026-02-19T09:30:00-05:00'), 'America/New_York');
    const members = [
      encounter('ed', {
        class: v3('EMER'),
        period: first.period,
        locations: [first],
        dischargeDisposition: { code: 'x', text: 'Transfer to another hospital' },
      }),
      encounter('e', { period: then.period, locations: [then] }),
    ];
    const read = readingOf(members, [fact('inpatient-order', '2026-02-18T05:00:00-05:00')], '2026-02-19T09:30:00-05:00');
    expect(read).toMatchObject({ midnights: { total: 2, countable: 2, inpatient: 1 } });
    expect(read.flags).toContain('data-quality');
  });

  test('leave of absence does not count', () => {
    const statusHistory = [{ status: 'onleave', period: during('2026-03-03T20:00:00-05:00', '2026-03-04T08:00:00-05:00') }];
    expect(readingOf([stayed({ statusHistory })], [inpatientOrder]).midnights).toEqual({ total: 2, countable: 1, inpatient: 2 });
  });

  test('one encounter and three linked ones give the same stay', () => {
    const whole = readingOf([stayed({ dischargeDisposition: { code: 'home', text: '' } })], [observationOrder, inpatientOrder]);
    const split = readingOf(
      [
        encounter('ed', { class: v3('EMER'), partOf: sourceRef('Encounter/e'), period: ed.period, locations: [ed] }),
        encounter('obs', {
          class: v3('OBSENC'),
          partOf: sourceRef('Encounter/e'),
          period: during('2026-03-03T15:00:00-05:00', '2026-03-03T17:00:00-05:00'),
        }),
        encounter('e', { period: during('2026-03-03T17:00:00-05:00', end), locations: [ward] }),
      ],
      [observationOrder, inpatientOrder],
    );
    for (const key of ['status', 'careStart', 'inpatientOrder', 'midnights', 'observationHours'] as const)
      expect(split[key]).toEqual(whole[key]);
  });
});

describe('expectation and payer', () => {
  const statement = (more: Partial<Fact> = {}) =>
    fact('expectation-statement', '2026-03-03T17:30:00-05:00', { says: 'affirmed', by: 'attending', ...more });

  test('a signed statement of a provider is documented', () => {
    expect(readingOf([stayed()], [statement()]).expectation).toBe('documented');
  });

  test.each([
    ['of a nurse', { by: 'nurse' as const }],
    ['withdrawn', { standing: 'withdrawn' as const }],
    ['preliminary', { standing: 'preliminary' as const }],
    ['of another stay', { flags: ['other-stay'] }],
    ['denied', { says: 'denied' as const }],
    ['written after the stay had ended', { at: Date.parse('2026-03-06T10:00:00-05:00') }],
  ])('a statement %s is none', (_name, more) => {
    expect(readingOf([stayed()], [statement(more)], end, ['expectation-statement']).expectation).toBe('not-found');
  });

  test('two midnights not expected is an expectation, of fewer', () => {
    const read = readingOf([stayed()], [statement({ says: 'denied', value: 2, charted: { value: 2, unit: 'midnight' } })]);
    expect(read.expectation).toBe('documented');
    expect(read.facts.find((one) => one.concept === 'expected-midnights')).toMatchObject({ value: 2, comparator: '<', says: 'affirmed' });
  });

  test('notes that were not read leave it unknown', () => {
    expect(readingOf([stayed()]).expectation).toBe('not-known');
  });

  test('the coverage that pays first tells the regime; two that claim the same place do not', () => {
    const coverage = (text: string, value?: number) =>
      fact('regime', '2026-03-03T14:00:00-05:00', {
        text,
        ...(value === undefined ? {} : { value }),
        from: [sourceRef(`Coverage/${text}`)],
      });
    expect(readingOf([stayed()], [coverage('commercial', 2), coverage('medicare-ffs', 1)]).regime).toBe('medicare-ffs');
    expect(readingOf([stayed()], [coverage('commercial'), coverage('medicare-ffs')])).toMatchObject({ regime: 'unknown' });
    expect(readingOf([stayed()]).regime).toBe('unknown');
  });
});
