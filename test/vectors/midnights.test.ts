import { describe, expect, test } from 'vitest';
import type { UrEntry } from '../../src/core/stay/entry.ts';
import { midnightsLine } from '../../src/core/stay/midnights-line.ts';
import { VECTORS, type Vector } from '../core/stay/vectors.ts';
import { entry, iso, reviewOf, type Written } from './stay-bundle.ts';

/** What of a vector only UR can tell, or only another way of charting shows. */
const AS_CHARTED: Readonly<Record<string, { readonly stay?: Partial<Written>; readonly entries?: readonly UrEntry[] }>> = {
  M10: {
    stay: {
      start: '2026-06-01T23:20-06:00',
      places: [
        ['ER', '2026-06-01T23:20-06:00', '2026-06-02T04:00-06:00'],
        ['HU', '2026-06-02T04:00-06:00', '2026-06-03T16:00-06:00'],
      ],
      given: ['2026-06-02T00:25-06:00'],
    },
  },
  M12: {
    entries: [
      entry('excluded-time', '2026-04-11T10:00-04:00', { until: Date.parse('2026-04-13T08:00-04:00'), reason: 'test not offered' }),
    ],
  },
  M13: {
    stay: { start: '2026-02-18T01:40-06:00', admitSource: 'Transfer from hospital' },
    entries: [entry('sending-care', '2026-02-17T21:00-06:00', { until: Date.parse('2026-02-18T01:40-06:00'), zone: 'America/Chicago' })],
  },
  M15: {
    stay: {
      zone: 'America/New_York',
      start: '2026-02-18T04:00-05:00',
      end: '2026-02-19T09:30-05:00',
      admitSource: 'Transfer from hospital',
    },
    entries: [entry('sending-care', '2026-02-17T23:30-06:00', { until: Date.parse('2026-02-18T01:40-06:00'), zone: 'America/Chicago' })],
  },
};

function written(vector: Vector): Written {
  const [first] = vector.segments;
  if (!first) throw new Error('no segment');
  return {
    zone: first.zone,
    start: first.start,
    end: vector.segments.at(-1)?.end ?? first.end,
    class: vector.order || !vector.observation ? 'IMP' : 'OBSENC',
    payer: 'MA',
    ...(vector.order ? { inpatient: vector.order } : {}),
    ...(vector.observation ? { observation: vector.observation } : {}),
    ...AS_CHARTED[vector.id]?.stay,
  };
}

const levelOf = (id: string, asOf?: string) => {
  const vector = VECTORS.find((one) => one.id === id);
  if (!vector) throw new Error(`no vector ${id}`);
  return reviewOf(written(vector), asOf, AS_CHARTED[id]?.entries).levelOfCare;
};

describe('the midnight vectors through the function behind the command', () => {
  test.each(VECTORS.map((vector) => [vector.id, vector.about, vector] as const))('%s: %s', (id, _about, vector) => {
    const [total, countable, inpatient] = vector.figures;
    const { segments, excluded, order, observation } = vector;
    expect(midnightsLine({ id, segments, excluded, inpatientOrder: order, observationStart: observation })).toEqual({
      id,
      total,
      countable,
      inpatient,
      observationHours: vector.hours ?? null,
      flags: vector.flags ?? [],
    });
  });

  test('there are twenty-two of them', () => {
    expect(VECTORS.map(({ id }) => id)).toEqual(Array.from({ length: 22 }, (_, index) => `M${String(index + 1).padStart(2, '0')}`));
  });
});

describe('the midnight vectors through whole encounters', () => {
  // M20 ends before it begins: such a period is not used at all, see below.
  test.each(
    VECTORS.filter(({ id }) => id !== 'M20').map((vector) => [vector.id, vector.about, vector] as const),
  )('%s: %s', (id, _about, vector) => {
    const [total, countable, inpatient] = vector.figures;
    const care = levelOf(id);
    expect(care.midnights).toEqual({ total, countable, inpatient });
    expect(care.observationHours).toBe(vector.hours ?? null);
    for (const flag of vector.flags ?? []) expect(care.flags).toContain(flag);
  });

  test('M20: an end before the start gives no figure', () => {
    const vector = VECTORS.find(({ id }) => id === 'M20');
    if (!vector) throw new Error('no vector');
    const review = reviewOf({ ...written(vector), places: null }, '2026-09-14T09:00:00-04:00');
    expect(review.levelOfCare.midnights).toEqual({ total: null, countable: null, inpatient: null });
    expect(review.problems.map(({ kind, what }) => `${kind} ${what}`)).toContain('data-quality Encounter');
  });
});

describe('what the product says of them', () => {
  const definitions = (id: string, payer: Written['payer'] = 'MA') => {
    const vector = VECTORS.find((one) => one.id === id);
    if (!vector) throw new Error('no vector');
    const review = reviewOf({ ...written(vector), payer }, undefined, AS_CHARTED[id]?.entries);
    return { review, care: review.levelOfCare, result: review.checklists[0] };
  };

  test("M01: the presumption is Original Medicare's and no other payer's", () => {
    expect(definitions('M01').result?.definitions.presumption?.verdict).toBe('met');
    expect(definitions('M01', '16').result?.definitions.presumption?.verdict).toBe('not-met');
    expect(definitions('M01', '21').result?.definitions.presumption?.verdict).toBe('not-met');
  });

  test('M02: benchmark by count, no presumption, and the outpatient days for the claim', () => {
    const { care, result } = definitions('M02');
    expect(result?.criteria['two-midnights-passed']?.verdict).toBe('met');
    expect(result?.definitions.presumption?.verdict).toBe('not-met');
    expect(care.utilization?.outpatientSpan).toEqual({ from: '2026-05-11', through: '2026-05-12' });
    expect(care.utilization?.observationServiceHours).toBe(17);
  });

  test('M06 to M08: the notice clock counts elapsed hours, whatever the wall clock shows', () => {
    const clock = (id: string, now: string) => {
      const vector = VECTORS.find((one) => one.id === id);
      if (!vector) throw new Error('no vector');
      const { end: _closed, ...stay } = written(vector);
      const open: Written = { ...stay, places: [['HU', stay.start]] };
      return reviewOf(open, now).levelOfCare.timers.find((timer) => timer.id === 'T-OBS-24')?.state ?? null;
    };
    expect(clock('M06', '2026-11-01T23:35:00-05:00')).toBe('due');
    expect(clock('M07', '2026-03-08T20:30:00-04:00')).toBe('waiting');
    expect(clock('M08', '2026-11-01T20:00:00-05:00')).toBe('due');
  });

  test('M10 and M11: counted from the first act, and flagged because arrival counts otherwise', () => {
    const { care, result } = definitions('M10');
    expect(care.careStart).toBe(Date.parse('2026-06-02T00:25:00-06:00'));
    expect(care.flags).toContain('careStart.ambiguous');
    expect(result?.conflicts['care-start-unclear']?.state).toBe('raised');
  });

  test('M12: the benchmark is not shown, the presumption is, with the delay beside it', () => {
    const { care, result } = definitions('M12');
    expect(result?.definitions['two-midnight']?.verdict).not.toBe('met');
    expect(result?.definitions.presumption?.verdict).toBe('met');
    expect(care.flags).toContain('presumption.delay-recorded');
    expect(result?.conflicts['delay-recorded']?.state).toBe('raised');
  });

  test('M13: the outpatient days include the sending hospital', () => {
    const { care, result } = definitions('M13');
    expect(care.utilization?.outpatientSpan).toEqual({ from: '2026-02-17', through: '2026-02-18' });
    expect(care.careStartSource).toBe('care at the sending hospital, entered by UR');
    expect(result?.conflicts['transfer-times']?.state).toBe('clear');
  });

  test('M14: without the sending times they are asked for', () => {
    const review = reviewOf({
      zone: 'America/Chicago',
      start: '2026-02-18T01:40-06:00',
      end: '2026-02-19T09:30-06:00',
      admitSource: 'Transfer from hospital',
      payer: 'MA',
      inpatient: '2026-02-18T02:15-06:00',
    });
    expect(review.levelOfCare.midnights.total).toBe(1);
    const asked = review.prompts.find((prompt) => prompt.item === 'transfer-times');
    expect(asked?.text.text).toContain('transfer record');
    expect(asked?.audience).not.toContain('clinician');
  });

  test('M15: one zone for both places would count one midnight less, which is pointed out', () => {
    expect(levelOf('M15').flags).toContain('zone.changes-count');
    expect(levelOf('M13').flags).not.toContain('zone.changes-count');
  });

  test('M18: two inpatient nights are not three inpatient days', () => {
    const { care } = definitions('M18');
    expect(care.utilization?.threeInpatientDays).toBe(false);
    expect(definitions('M12').care.utilization?.threeInpatientDays).toBe(true);
    expect(definitions('M12', '16').care.utilization?.threeInpatientDays).toBeNull();
  });

  test('M19: two days of observation go to the physician advisor, and the second midnight was missed', () => {
    const { care, result } = definitions('M19');
    expect(care.timers.map(({ id }) => id)).toEqual(expect.arrayContaining(['T-OBS-48', 'T-2MN']));
    expect(result?.conflicts['long-observation']?.state).toBe('raised');
    expect(result?.conflicts['second-midnight-in-outpatient-status']?.state).toBe('raised');
  });

  test('the zone of the machine that runs this changes nothing', () => {
    const before = process.env.TZ;
    process.env.TZ = 'America/New_York';
    const here = levelOf('M22').midnights;
    process.env.TZ = 'Asia/Tokyo';
    expect(levelOf('M22').midnights).toEqual(here);
    process.env.TZ = before;
  });

  test('iso completes a time to the second', () => {
    expect(iso('2026-03-03T14:10-05:00')).toBe('2026-03-03T14:10:00-05:00');
    expect(iso('2026-01-10T06:45Z')).toBe('2026-01-10T06:45:00Z');
  });
});
