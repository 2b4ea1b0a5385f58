import { describe, expect, test } from 'vitest';
import { sourceRef } from '../../../src/core/chart/fact.ts';
import { staysIn } from '../../../src/core/stay/stays.ts';
import { at, during, encounter, place, V2, v3 } from './records.ts';

const named = (stays: ReturnType<typeof staysIn>) => stays.map((one) => one.encounter);
const ref = (id: string) => sourceRef(`Encounter/${id}`);

describe('which encounters are one stay', () => {
  test('inpatient, observation and emergency encounters have a stay each, clinic visits none', () => {
    const stays = staysIn([
      encounter('in', { period: during('2026-01-01T10:00:00-05:00', '2026-01-03T10:00:00-05:00') }),
      encounter('obs', { class: v3('OBSENC'), period: during('2026-02-01T10:00:00-05:00', '2026-02-02T10:00:00-05:00') }),
      encounter('ed', { class: v3('EMER'), period: during('2026-03-01T10:00:00-05:00', '2026-03-01T14:00:00-05:00') }),
      encounter('clinic', { class: v3('AMB'), period: during('2026-04-01T10:00:00-04:00', '2026-04-01T10:30:00-04:00') }),
      encounter('phone', { class: v3('VR') }),
      encounter('home', { class: v3('HH') }),
    ]);
    expect(named(stays)).toEqual([ref('in'), ref('obs'), ref('ed')]);
    expect(stays[0]?.others).toEqual([ref('obs'), ref('ed'), ref('clinic'), ref('phone'), ref('home')]);
  });

  test('an encounter that never took place gives no stay', () => {
    expect(staysIn(['planned', 'cancelled', 'entered-in-error'].map((status) => encounter(status, { status })))).toEqual([]);
  });

  test('an encounter without a patient gives no stay', () => {
    expect(staysIn([encounter('x', { patient: null })])).toEqual([]);
  });

  test('an emergency part and a unit part belong to the stay and start it', () => {
    const stays = staysIn([
      encounter('unit', {
        class: v3('ACUTE'),
        partOf: ref('stay'),
        period: during('2026-03-04T01:00:00-05:00', '2026-03-05T01:00:00-05:00'),
      }),
      encounter('ed', { class: v3('EMER'), partOf: ref('stay'), period: during('2026-03-03T11:00:00-05:00', '2026-03-03T15:00:00-05:00') }),
      encounter('stay'),
    ]);
    expect(named(stays)).toEqual([ref('stay')]);
    expect(stays[0]?.members.map((one) => one.ref)).toEqual([ref('ed'), ref('stay'), ref('unit')]);
    expect(stays[0]?.start).toBe(at('2026-03-03T11:00:00-05:00'));
    expect(stays[0]?.end).toBe(at('2026-03-05T10:00:00-05:00'));
  });

  test('an admission that is part of its emergency visit gives the stay its name', () => {
    const stays = staysIn([
      encounter('ed', { class: v3('EMER'), period: during('2026-03-03T11:00:00-05:00', '2026-03-03T15:00:00-05:00') }),
      encounter('stay', { partOf: ref('ed') }),
    ]);
    expect(named(stays)).toEqual([ref('stay')]);
  });

  test('a separate emergency visit that leads into the stay is merged', () => {
    const visit = { class: v3('EMER'), period: during('2026-03-03T10:00:00-05:00', '2026-03-03T13:40:00-05:00') };
    expect(named(staysIn([encounter('ed', visit), encounter('stay')]))).toEqual([ref('stay')]);
  });

  test('an emergency visit that ended at home hours before stays a visit of its own', () => {
    const period = during('2026-03-03T07:00:00-05:00', '2026-03-03T11:00:00-05:00');
    const home = { code: 'home', text: 'Home' };
    expect(named(staysIn([encounter('ed', { class: v3('EMER'), period, dischargeDisposition: home }), encounter('stay')]))).toEqual([
      ref('ed'),
      ref('stay'),
    ]);
    expect(named(staysIn([encounter('ed', { class: v3('EMER'), period }), encounter('stay')]))).toEqual([ref('ed'), ref('stay')]);
    const admitted = { code: 'x', text: 'ADMITTED' };
    expect(named(staysIn([encounter('ed', { class: v3('EMER'), period, dischargeDisposition: admitted }), encounter('stay')]))).toEqual([
      ref('stay'),
    ]);
  });

  test('a readmission an hour later is another stay, unless one account covers both', () => {
    const later = { period: during('2026-03-05T10:30:00-05:00', '2026-03-08T10:00:00-05:00') };
    expect(named(staysIn([encounter('a'), encounter('b', later)]))).toEqual([ref('a'), ref('b')]);
    const account = [sourceRef('Account/1')];
    expect(named(staysIn([encounter('a', { account }), encounter('b', { ...later, account })]))).toHaveLength(1);
  });

  test('an emergency visit of another patient is never merged', () => {
    const visit = {
      class: v3('EMER'),
      patient: sourceRef('Patient/q'),
      period: during('2026-03-03T10:00:00-05:00', '2026-03-03T14:30:00-05:00'),
    };
    const stays = staysIn([encounter('ed', visit), encounter('stay')]);
    expect(named(stays)).toEqual([ref('ed'), ref('stay')]);
    expect(stays.map((one) => one.others)).toEqual([[], []]);
  });

  test('a unit part whose stay was not read gives no stay', () => {
    const unit = encounter('unit', { class: v3('ACUTE'), partOf: ref('elsewhere') });
    expect(staysIn([unit])).toEqual([]);
  });

  test('a circle of parts still ends', () => {
    expect(staysIn([encounter('a', { partOf: ref('b') }), encounter('b', { partOf: ref('a') })])).toHaveLength(1);
  });

  test('an outpatient class with signs of a stay is a stay', () => {
    const class_ = { system: V2, code: 'O', text: '' };
    const type = { system: 'local', code: '1', text: 'Observation' };
    expect(staysIn([encounter('obs', { class: class_, types: [type] })])).toHaveLength(1);
    expect(staysIn([encounter('visit', { class: class_ })])).toHaveLength(0);
    expect(
      staysIn([encounter('odd', { class: v3('AMB'), locations: [place('Medical ICU', '', during('2026-03-03T14:00:00-05:00'))] })]),
    ).toHaveLength(1);
  });

  test('local classes are read by their words', () => {
    const local = (text: string) => ({ system: 'urn:oid:1.2.3', code: '101', text });
    expect(staysIn([encounter('a', { class: local('Inpatient') })])).toHaveLength(1);
    expect(staysIn([encounter('a', { class: local('Emergency') })])).toHaveLength(1);
    expect(staysIn([encounter('a', { class: local('Office Visit') })])).toHaveLength(0);
  });
});

describe('start, end and zone', () => {
  test('an emergency bay before the registered admission starts the stay', () => {
    const [stay] = staysIn([
      encounter('a', {
        locations: [place('Emergency Department', 'ER', during('2026-03-03T10:00:00-05:00', '2026-03-03T15:00:00-05:00'))],
      }),
    ]);
    expect(stay?.start).toBe(at('2026-03-03T10:00:00-05:00'));
  });

  test('an encounter in progress is open; a finished one without an end ends with its last place', () => {
    const open = { status: 'in-progress', period: during('2026-03-03T14:00:00-05:00') };
    expect(staysIn([encounter('a', open)])[0]?.end).toBeNull();
    const last = place('4 West', 'HU', during('2026-03-03T18:00:00-05:00', '2026-03-05T09:00:00-05:00'));
    expect(staysIn([encounter('a', { ...open, status: 'finished', locations: [last] })])[0]?.end).toBe(at('2026-03-05T09:00:00-05:00'));
  });

  test("the zone is the place's, else the site's, else unknown", () => {
    const located = encounter('a', { locations: [place('4 West', 'HU', during('2026-03-03T18:00:00-05:00'), 'America/Denver')] });
    expect(staysIn([located], 'America/Chicago')[0]?.zone).toBe('America/Denver');
    expect(staysIn([encounter('a')], 'America/Chicago')[0]?.zone).toBe('America/Chicago');
    expect(staysIn([encounter('a')])[0]?.zone).toBeNull();
  });

  test('a place with an impossible zone does not give the stay its zone', () => {
    const located = encounter('a', { locations: [place('4 West', 'HU', during('2026-03-03T18:00:00-05:00'), 'Nowhere/Land')] });
    expect(staysIn([located], 'America/Chicago')[0]?.zone).toBe('America/Chicago');
  });
});
