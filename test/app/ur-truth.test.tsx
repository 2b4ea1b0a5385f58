// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { AppProvider } from '../../src/app/model.ts';
import { CaseState } from '../../src/app/ur/CaseState.tsx';
import { Clocks } from '../../src/app/ur/Clocks.tsx';
import { StatusStrip } from '../../src/app/ur/StatusStrip.tsx';
import type { UrEntry } from '../../src/core/stay/entry.ts';
import { entry, reviewOf, type Written } from '../vectors/stay-bundle.ts';
import { testApp } from './fixtures.ts';

afterEach(cleanup);

/** A stay, the moment, and what a person counted by hand from the calendar and the clock: as the board shows it. */
interface Counted {
  readonly stay: Written;
  readonly now: string;
  readonly entries?: readonly UrEntry[];
  /** Total, countable, after the order; null: no order, so none is shown. */
  readonly midnights: readonly [number, number, number | null];
  readonly observation: string;
  readonly next: string;
  readonly clocks?: readonly string[];
  readonly noClocks?: readonly RegExp[];
  readonly state?: readonly string[];
}

const NY = 'America/New_York';
const admitted: Written = { zone: NY, start: '2026-03-03T14:10-05:00', class: 'IMP', payer: 'MA', inpatient: '2026-03-03T18:00-05:00' };
const observed: Written = {
  zone: NY,
  start: '2026-03-03T14:10-05:00',
  class: 'OBSENC',
  payer: 'MA',
  observation: '2026-03-03T15:00-05:00',
};
const NOTICES = /Observation notice|Message about discharge rights/;
const decision = (by: 'physician' | 'nurse', at = '2026-03-04T10:00-05:00') =>
  entry('status-change-decision', at, { text: 'to-outpatient', by, author: 'UR' });
const COURSE = 'Message about discharge rights due since 03-03 18:00 EST, until 03-06 00:00 EST';
const ENDED = 'the stay has ended';

const STAYS: Readonly<Record<string, Counted>> = {
  'Original Medicare, first morning': {
    ...{ stay: admitted, now: '2026-03-04T10:00-05:00', midnights: [1, 1, 1], observation: 'none', next: 'in 14:00' },
    clocks: [`${COURSE}, 38:00 left`],
  },
  'Medicare Advantage: the same message': {
    ...{ stay: { ...admitted, payer: '16' }, now: '2026-03-04T10:00-05:00', midnights: [1, 1, 1], observation: 'none', next: 'in 14:00' },
    clocks: [COURSE],
  },
  'Medicaid managed care: no notice of Medicare': {
    ...{ stay: { ...admitted, payer: '21' }, now: '2026-03-04T10:00-05:00', midnights: [1, 1, 1], observation: 'none', next: 'in 14:00' },
    noClocks: [NOTICES],
  },
  'commercial: no notice of Medicare, however long the observation': {
    ...{
      stay: { ...observed, payer: '512' },
      now: '2026-03-05T04:00-05:00',
      midnights: [2, 2, null],
      observation: '37.0 h',
      next: 'in 20:00',
    },
    noClocks: [NOTICES],
  },
  'payer not known: no notice is claimed': {
    stay: { zone: NY, start: observed.start, class: 'OBSENC', observation: '2026-03-03T15:00-05:00' },
    ...{ now: '2026-03-04T16:00-05:00', midnights: [1, 1, null], observation: '25.0 h', next: 'in 8:00' },
    noClocks: [NOTICES],
  },
  'two days of the message are over at the third midnight': {
    ...{ stay: admitted, now: '2026-03-06T00:00-05:00', midnights: [2, 2, 2], observation: 'none', next: 'in 24:00' },
    clocks: ['Message about discharge rights passed 03-06 00:00 EST; given: not entered here'],
  },
  'observation for 23 hours: the notice waits': {
    ...{ stay: observed, now: '2026-03-04T14:00-05:00', midnights: [1, 1, null], observation: '23.0 h', next: 'in 10:00' },
    clocks: ['Observation notice from 03-04 15:00 EST'],
  },
  'observation for 25 hours: due by hour 36': {
    ...{ stay: observed, now: '2026-03-04T16:00-05:00', midnights: [1, 1, null], observation: '25.0 h', next: 'in 8:00' },
    clocks: ['Observation notice due since 03-04 15:00 EST, until 03-05 03:00 EST, 11:00 left; given: not entered here'],
  },
  'observation under Medicare Advantage: the same notice': {
    ...{
      stay: { ...observed, payer: '16' },
      now: '2026-03-04T16:00-05:00',
      midnights: [1, 1, null],
      observation: '25.0 h',
      next: 'in 8:00',
    },
    clocks: ['Observation notice due since 03-04 15:00 EST, until 03-05 03:00 EST'],
  },
  'hour 36 is over': {
    ...{ stay: observed, now: '2026-03-05T03:00-05:00', midnights: [2, 2, null], observation: '36.0 h', next: 'in 21:00' },
    clocks: ['Observation notice passed 03-05 03:00 EST; given: not entered here'],
  },
  'spring forward: 24.5 hours by the wall are 23.5': {
    stay: { ...observed, start: '2026-03-07T19:00-05:00', observation: '2026-03-07T20:00-05:00' },
    ...{ now: '2026-03-08T20:30-04:00', midnights: [1, 1, null], observation: '23.5 h', next: 'in 3:30' },
    clocks: ['Observation notice from 03-08 21:00 EDT'],
  },
  'fall back: 24 hours by the wall are 25': {
    stay: { ...observed, start: '2026-10-31T19:00-04:00', observation: '2026-10-31T20:00-04:00' },
    ...{ now: '2026-11-01T20:00-05:00', midnights: [1, 1, null], observation: '25.0 h', next: 'in 4:00' },
    clocks: ['Observation notice due since 11-01 19:00 EST, until 11-02 07:00 EST'],
  },
  'a day of 25 hours: past hour 24 without a midnight': {
    stay: { ...observed, start: '2026-11-01T00:05-04:00', observation: '2026-11-01T00:05-04:00' },
    ...{ now: '2026-11-01T23:35-05:00', midnights: [0, 0, null], observation: '24.5 h', next: 'in 0:25' },
    clocks: ['Observation notice due since 11-01 23:05 EST, until 11-02 11:05 EST'],
  },
  'two midnights in less than 24 hours, over the night of spring forward': {
    stay: { ...admitted, start: '2026-03-07T23:30-05:00', inpatient: '2026-03-08T03:30-04:00' },
    ...{ now: '2026-03-09T00:15-04:00', midnights: [2, 2, 1], observation: 'none', next: 'in 23:45' },
    clocks: ['Message about discharge rights due since 03-08 03:30 EDT, until 03-11 00:00 EDT'],
  },
  'arrival 23:40, order 00:20, the night of spring forward': {
    stay: { ...admitted, start: '2026-03-07T23:40-05:00', inpatient: '2026-03-08T00:20-05:00' },
    ...{ now: '2026-03-08T10:00-04:00', midnights: [1, 1, 0], observation: 'none', next: 'in 14:00' },
  },
  'order one minute before midnight': {
    stay: { ...admitted, inpatient: '2026-03-03T23:59-05:00' },
    ...{ now: '2026-03-04T00:01-05:00', midnights: [1, 1, 1], observation: 'none', next: 'in 23:59' },
  },
  'no daylight saving in Phoenix': {
    stay: { ...admitted, zone: 'America/Phoenix', start: '2026-03-07T23:30-07:00', inpatient: '2026-03-08T01:00-07:00' },
    ...{ now: '2026-03-09T00:15-07:00', midnights: [2, 2, 1], observation: 'none', next: 'in 23:45' },
  },
  'Alaska, whoever looks from wherever': {
    stay: { ...admitted, zone: 'America/Anchorage', start: '2026-12-01T22:30-09:00', inpatient: '2026-12-02T01:00-09:00' },
    ...{ now: '2026-12-03T08:00-09:00', midnights: [2, 2, 1], observation: 'none', next: 'in 16:00' },
  },
  'times in Z belong to the hospital of their zone': {
    stay: { ...admitted, zone: 'America/Los_Angeles', start: '2026-01-10T06:45Z', inpatient: '2026-01-10T07:30Z' },
    ...{ now: '2026-01-11T20:00Z', midnights: [2, 2, 2], observation: 'none', next: 'in 12:00' },
  },
  'observation, then inpatient after 17 hours: no notice': {
    stay: {
      ...observed,
      zone: 'America/Chicago',
      class: 'IMP',
      start: '2026-05-11T20:30-05:00',
      observation: '2026-05-11T22:00-05:00',
      inpatient: '2026-05-12T15:00-05:00',
    },
    ...{ now: '2026-05-13T11:00-05:00', midnights: [2, 2, 1], observation: '17.0 h', next: 'in 13:00' },
    noClocks: [/Observation notice/],
    state: ['To inpatient by a new order'],
  },
  'observation, then inpatient after 30 hours: the notice was due before the order': {
    stay: { ...observed, class: 'IMP', observation: '2026-03-03T15:00-05:00', inpatient: '2026-03-04T21:00-05:00' },
    ...{ now: '2026-03-04T22:00-05:00', midnights: [1, 1, 0], observation: '30.0 h', next: 'in 2:00' },
    clocks: ['Observation notice passed 03-04 21:00 EST; given: not entered here'],
  },
  'released after 30 hours of observation: the notice was due at release': {
    stay: { ...observed, end: '2026-03-04T21:00-05:00' },
    ...{ now: '2026-03-04T22:00-05:00', midnights: [1, 1, null], observation: '30.0 h', next: ENDED },
    clocks: ['Observation notice passed 03-04 21:00 EST'],
  },
  'released after 20 hours of observation: no notice': {
    stay: { ...observed, end: '2026-03-04T11:00-05:00' },
    ...{ now: '2026-03-04T12:00-05:00', midnights: [1, 1, null], observation: '20.0 h', next: ENDED },
    noClocks: [/Observation notice/],
  },
  'observation past hour 48': {
    stay: { ...observed, start: '2026-09-14T08:00-04:00', observation: '2026-09-14T09:00-04:00' },
    ...{ now: '2026-09-16T10:00-04:00', midnights: [2, 2, null], observation: '49.0 h', next: 'in 14:00' },
    clocks: ['due since 09-16 09:00 EDT'],
  },
  'second midnight comes without an order: six hours before': {
    ...{ stay: observed, now: '2026-03-04T19:00-05:00', midnights: [1, 1, null], observation: '28.0 h', next: 'in 5:00' },
    clocks: ['due since 03-04 18:00 EST, until 03-05 00:00 EST, 5:00 left'],
  },
  'boarding in the emergency department over midnight, order at 02:00': {
    stay: {
      ...{ ...admitted, start: '2026-03-03T20:00-05:00', inpatient: '2026-03-04T02:00-05:00' },
      places: [
        ['ER', '2026-03-03T20:00-05:00', '2026-03-04T09:00-05:00'],
        ['HU', '2026-03-04T09:00-05:00'],
      ],
    },
    ...{ now: '2026-03-04T10:00-05:00', midnights: [1, 1, 0], observation: 'none', next: 'in 14:00' },
  },
  'emergency department only, no order': {
    stay: { zone: NY, start: '2026-03-03T20:00-05:00', class: 'EMER', payer: 'MA', places: [['ER', '2026-03-03T20:00-05:00']] },
    ...{ now: '2026-03-04T06:00-05:00', midnights: [1, 1, null], observation: 'none', next: 'in 18:00' },
    noClocks: [NOTICES],
  },
  'care at the sending hospital counts; the order here does not reach back': {
    stay: {
      ...admitted,
      zone: 'America/Chicago',
      start: '2026-02-18T01:40-06:00',
      inpatient: '2026-02-18T02:15-06:00',
      admitSource: 'Transfer from hospital',
    },
    entries: [entry('sending-care', '2026-02-17T21:00-06:00', { until: Date.parse('2026-02-18T01:40-06:00'), zone: 'America/Chicago' })],
    ...{ now: '2026-02-19T09:30-06:00', midnights: [2, 2, 1], observation: 'none', next: 'in 14:30' },
  },
  'the same with the times there not known': {
    stay: {
      ...admitted,
      zone: 'America/Chicago',
      start: '2026-02-18T01:40-06:00',
      inpatient: '2026-02-18T02:15-06:00',
      admitSource: 'Transfer from hospital',
    },
    ...{ now: '2026-02-19T09:30-06:00', midnights: [1, 1, 1], observation: 'none', next: 'in 14:30' },
  },
  'a weekend of waiting for a test does not count': {
    stay: { ...admitted, start: '2026-04-10T16:00-04:00', inpatient: '2026-04-10T19:00-04:00', end: '2026-04-13T15:00-04:00' },
    entries: [
      entry('excluded-time', '2026-04-11T10:00-04:00', { until: Date.parse('2026-04-13T08:00-04:00'), reason: 'test not offered' }),
    ],
    ...{ now: '2026-04-13T15:00-04:00', midnights: [3, 1, 3], observation: 'none', next: ENDED },
  },
  'discharge at midnight sharp': {
    stay: { ...admitted, start: '2026-07-06T12:00-04:00', inpatient: '2026-07-06T15:00-04:00', end: '2026-07-08T00:00-04:00' },
    ...{ now: '2026-07-08T01:00-04:00', midnights: [1, 1, 1], observation: 'none', next: ENDED },
  },
  'an order written after the stay ended makes no inpatient': {
    stay: { ...observed, end: '2026-03-05T10:00-05:00', inpatient: '2026-03-05T11:00-05:00' },
    ...{ now: '2026-03-05T12:00-05:00', midnights: [2, 2, null], observation: '43.0 h', next: ENDED },
    noClocks: [/Message about discharge rights/],
  },
  'an inpatient order that was cancelled counts for nothing; observation goes on': {
    stay: { ...observed, inpatient: '2026-03-03T18:00-05:00', isRevoked: true },
    ...{ now: '2026-03-04T16:00-05:00', midnights: [1, 1, null], observation: '25.0 h', next: 'in 8:00' },
    clocks: ['Observation notice due since 03-04 15:00 EST, until 03-05 03:00 EST'],
    noClocks: [/Message about discharge rights/],
    state: ['cancelled'],
  },
  'discharge ordered with one midnight after the order': {
    stay: { ...admitted, orders: [['2026-03-04T11:00-05:00', 'Discharge patient']] },
    ...{ now: '2026-03-04T12:00-05:00', midnights: [1, 1, 1], observation: 'none', next: 'in 12:00' },
    clocks: ['fewer than two midnights after the order due since 03-04 11:00 EST'],
  },
  'change under condition code 44: letter within two days, what was not entered is not known': {
    ...{ stay: admitted, now: '2026-03-04T12:00-05:00', midnights: [1, 1, 1], observation: 'none', next: 'in 12:00' },
    entries: [decision('physician')],
    clocks: ['Written notice of a change of status due since 03-04 10:00 EST, until 03-06 10:00 EST, 46:00 left; given: not entered here'],
    state: ['not all conditions shown', 'Not entered here, so not known:', 'inpatient, change under way'],
  },
  'no such change under Medicare Advantage': {
    ...{ stay: { ...admitted, payer: '16' }, now: '2026-03-04T12:00-05:00', midnights: [1, 1, 1], observation: 'none', next: 'in 12:00' },
    entries: [decision('physician')],
    noClocks: [/change of status/],
    state: ['None under way'],
  },
  'decided after release: not before release any more, W2 with its own conditions': {
    stay: { ...admitted, end: '2026-03-04T12:00-05:00' },
    entries: [decision('nurse', '2026-03-04T12:30-05:00')],
    ...{ now: '2026-03-04T13:00-05:00', midnights: [1, 1, 1], observation: 'none', next: ENDED },
    noClocks: [/Written notice of a change/],
    state: ['no longer available', 'Review by the UR committee after discharge (W2'],
  },
  'changed to observation with Part B: the notice of the change from the third day': {
    stay: { ...admitted, orders: [['2026-03-04T10:30-05:00', 'Place in observation']] },
    entries: [decision('physician'), entry('part-b', '2026-03-03T14:30-05:00', { text: 'yes' })],
    ...{ now: '2026-03-04T23:00-05:00', midnights: [1, 1, null], observation: '12.5 h', next: 'in 1:00' },
    clocks: ['from 03-05 00:00 EST'],
  },
  'certification reminder on inpatient day 18': {
    ...{ stay: admitted, now: '2026-03-20T01:00-04:00', midnights: [17, 17, 17], observation: 'none', next: 'in 23:00' },
    clocks: ['due since 03-20 00:00 EDT, until 03-23 00:00 EDT'],
  },
};

const said = (element: Element | null) =>
  (element?.textContent ?? '').replaceAll(/\s+/g, ' ').replaceAll(', show source', '').replaceAll(' ;', ';');

test.each(Object.entries(STAYS))('%s', (_name, {
  stay,
  now,
  entries,
  midnights,
  observation,
  next,
  clocks = [],
  noClocks = [],
  state = [],
}) => {
  const review = reviewOf(stay, now.replace(/T(\d\d:\d\d)(?=[Z+-])/, 'T$1:00'), entries ?? [], false);
  render(
    <AppProvider value={testApp(review)}>
      <StatusStrip review={review} />
      <Clocks review={review} onEnter={() => {}} />
      <CaseState review={review} />
    </AppProvider>,
  );
  const cell = (name: string) => said(screen.getByText(name).parentElement);
  const [total, countable, after] = midnights;
  const counts = [`${total} total`, `${countable} countable`, ...(after === null ? [] : [`${after} after the order`])];
  expect(cell('Midnights')).toContain(`Midnights${counts.join(' · ')}`);
  if (after === null) expect(cell('Midnights')).not.toContain('after the order');
  expect(cell('Observation')).toContain(`Observation${observation}`);
  expect(cell('Next midnight')).toContain(next);
  const shown = said(screen.getByRole('region', { name: 'Clocks' }));
  for (const clock of clocks) expect(shown).toContain(clock);
  for (const clock of noClocks) expect(shown).not.toMatch(clock);
  for (const words of state) expect(said(screen.getByRole('region', { name: 'Where the case stands' }))).toContain(words);
});

test('at least 25 stays were counted by hand', () => {
  expect(Object.keys(STAYS).length).toBeGreaterThanOrEqual(25);
});
