import { describe, expect, test } from 'vitest';
import { entry, reviewOf, type Written } from './stay-bundle.ts';

/** In observation since an afternoon in March, still here. */
const observed: Written = {
  zone: 'America/New_York',
  start: '2026-03-03T14:00-05:00',
  class: 'OBSENC',
  payer: 'MA',
  observation: '2026-03-03T15:00-05:00',
  places: [['HU', '2026-03-03T14:00-05:00']],
};
const { observation: _none, ...rest } = observed;
const admitted: Written = { ...rest, class: 'IMP', inpatient: '2026-03-03T16:00-05:00' };
const clock = (id: string, ...args: Parameters<typeof reviewOf>) => reviewOf(...args).levelOfCare.timers.find((one) => one.id === id);

describe('clocks of observation', () => {
  test.each([
    ['T-OBS-24', '2026-03-04T14:59:00-05:00', 'waiting'],
    ['T-OBS-24', '2026-03-04T15:00:00-05:00', 'due'],
    ['T-OBS-36', '2026-03-05T00:59:00-05:00', 'waiting'],
    ['T-OBS-36', '2026-03-05T01:00:00-05:00', 'due'],
    ['T-OBS-36', '2026-03-05T03:00:00-05:00', 'passed'],
    ['T-OBS-48', '2026-03-05T14:59:00-05:00', 'waiting'],
    ['T-OBS-48', '2026-03-05T15:00:00-05:00', 'due'],
    ['T-2MN', '2026-03-04T17:59:00-05:00', 'waiting'],
    ['T-2MN', '2026-03-04T18:00:00-05:00', 'due'],
    ['T-2MN', '2026-03-05T00:00:00-05:00', 'passed'],
  ] as const)('%s at %s is %s', (id, now, state) => {
    expect(clock(id, observed, now)?.state).toBe(state);
  });

  test('a notice that UR entered stops its clocks, and no other notice does', () => {
    const now = '2026-03-05T02:00:00-05:00';
    expect(clock('T-OBS-36', observed, now, [entry('notice-given', '2026-03-04T18:00:00-05:00', { text: 'moon' })])?.state).toBe('done');
    expect(clock('T-OBS-36', observed, now, [entry('notice-given', '2026-03-04T18:00:00-05:00', { text: 'im' })])?.state).toBe('due');
  });

  test('notice clocks run under Medicare Advantage too, and for no other payer', () => {
    const now = '2026-03-04T16:00:00-05:00';
    expect(clock('T-OBS-24', { ...observed, payer: '16' }, now)?.state).toBe('due');
    for (const payer of ['21', '512'] as const) expect(clock('T-OBS-24', { ...observed, payer }, now)).toBeUndefined();
    const { payer: _unknown, ...unpaid } = observed;
    expect(clock('T-OBS-24', unpaid, now)).toBeUndefined();
  });
});

describe('hours of observation as services', () => {
  const hours = (stay: Written, entries: Parameters<typeof reviewOf>[2] = []) =>
    reviewOf(stay, '2026-03-04T15:00:00-05:00', entries).levelOfCare;

  test('a procedure with its own monitoring is subtracted once, from the services and not from the elapsed hours', () => {
    const at = '2026-03-04T08:00:00-05:00';
    const monitored = (id: string, until: string) => entry('active-monitoring', at, { id, until: Date.parse(until) });
    const read = hours(observed, [monitored('a', '2026-03-04T11:00:00-05:00'), monitored('b', '2026-03-04T10:00:00-05:00')]);
    expect(read.observationHours).toBe(24);
    expect(read.utilization?.observationServiceHours).toBe(21);
  });

  test('services end when UR says they did, and are rounded to the hour', () => {
    expect(hours(observed, [entry('observation-end', '2026-03-04T09:29:00-05:00')]).utilization?.observationServiceHours).toBe(18);
    expect(hours(observed, [entry('observation-end', '2026-03-04T09:30:00-05:00')]).utilization?.observationServiceHours).toBe(19);
  });

  test('none without observation', () => {
    expect(hours(admitted).utilization?.observationServiceHours).toBeNull();
  });
});

describe('clocks of an inpatient stay', () => {
  test('certification: inpatient day eighteen, until day twenty is over', () => {
    expect(clock('T-CERT', admitted, '2026-03-19T23:00:00-04:00')?.state).toBe('waiting');
    expect(clock('T-CERT', admitted, '2026-03-20T00:00:00-04:00')?.state).toBe('due');
    expect(clock('T-CERT', admitted, '2026-03-22T23:59:00-04:00')?.state).toBe('due');
    expect(clock('T-CERT', admitted, '2026-03-23T00:00:00-04:00')?.state).toBe('passed');
    expect(clock('T-CERT', { ...admitted, payer: '16' }, '2026-03-20T01:00:00-04:00')).toBeUndefined();
  });

  test('a discharge order before the second midnight after the order', () => {
    const leaving: Written = { ...admitted, orders: [['2026-03-04T10:00-05:00', 'Discharge patient']] };
    expect(clock('T-SHORT', leaving, '2026-03-04T10:30:00-05:00')?.state).toBe('due');
    expect(
      clock('T-SHORT', { ...admitted, orders: [['2026-03-05T10:00-05:00', 'Discharge patient']] }, '2026-03-05T10:30:00-05:00'),
    ).toBeUndefined();
  });

  test('an order that UR knows to be unsigned, once discharge is ordered', () => {
    const leaving: Written = { ...admitted, orders: [['2026-03-05T10:00-05:00', 'Discharge patient']] };
    const unsigned = entry('order-signature', '2026-03-04T08:00:00-05:00', { text: 'unsigned' });
    const read = reviewOf(leaving, '2026-03-05T10:30:00-05:00', [unsigned]);
    expect(read.levelOfCare.timers.find(({ id }) => id === 'T-UNSIGNED')?.state).toBe('due');
    expect(read.levelOfCare.flags).toContain('order.unsigned');
    const signed = entry('order-signature', '2026-03-05T09:00:00-05:00', { text: 'signed' });
    const after = reviewOf(leaving, '2026-03-05T10:30:00-05:00', [unsigned, signed]).levelOfCare;
    expect(after.timers.map(({ id }) => id)).not.toContain('T-UNSIGNED');
    expect(after.utilization?.axes.orderStatus).toBe('authenticated');
  });

  test('silence about the signature is no unsigned order', () => {
    const read = reviewOf(
      { ...admitted, orders: [['2026-03-05T10:00-05:00', 'Discharge patient']] },
      '2026-03-05T10:30:00-05:00',
    ).levelOfCare;
    expect(read.flags).not.toContain('order.unsigned');
    expect(read.utilization?.axes.orderStatus).toBe('entered');
  });
});

describe('sentences that do not fit an inpatient order', () => {
  const found = (sentence: string) =>
    reviewOf(
      { ...admitted, notes: [['2026-03-03T17:00-05:00', '34117-2', `Assessment and Plan:\n${sentence}`]] },
      '2026-03-03T20:00:00-05:00',
    ).brief?.contradictions.map(({ text }) => text) ?? [];

  test.each([
    'Will observe overnight.',
    'Likely home tomorrow.',
    'Anticipate discharge in AM.',
    'Plan for a short stay.',
    'Medically ready, awaiting placement.',
    'Medically ready, awaiting ride.',
    'Medically ready, awaiting bed.',
    'Kept for family convenience.',
    'Pending PT evaluation only.',
  ])('%s', (sentence) => {
    expect(found(sentence).join(' ')).toContain(sentence);
  });

  test.each([
    'Observed to be confused overnight.',
    'No plan for discharge tomorrow.',
    'Continue IV antibiotics tomorrow.',
  ])('%s fits it', (sentence) => {
    expect(found(sentence)).toEqual([]);
  });
});

describe('orders that name no status', () => {
  test.each(['Admit to tower 7', 'Admit', 'Admit to telemetry'])('%s asks which one is meant', (words) => {
    const { inpatient: _without, ...stay } = admitted;
    const read = reviewOf({ ...stay, orders: [['2026-03-03T16:00-05:00', words]] }, '2026-03-03T20:00:00-05:00');
    expect(read.levelOfCare.inpatientOrder).toBeNull();
    expect(read.prompts.map(({ item }) => item)).toContain('order-unclear');
  });

  test('"Admit to observation" is an observation order', () => {
    const { inpatient: _without, ...stay } = admitted;
    const read = reviewOf({ ...stay, orders: [['2026-03-03T16:00-05:00', 'Admit to observation']] }, '2026-03-03T20:00:00-05:00');
    expect(read.levelOfCare.status).toBe('observation');
  });
});
