// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { AppProvider } from '../../src/app/model.ts';
import { entryFrom, formOf, NO_FIELDS } from '../../src/app/ur/entry-forms.ts';
import UrWorkplace from '../../src/app/ur/index.tsx';
import { wallInput } from '../../src/app/ur/wall-input.ts';
import type { Review } from '../../src/core/review/review.ts';
import { type TestApp, testApp } from './fixtures.ts';
import { written } from './ur-reviews.ts';

afterEach(cleanup);

function show(review: Review | null, change: (app: TestApp) => void = () => {}): TestApp {
  const app = testApp(review);
  change(app);
  render(
    <AppProvider value={app}>
      <UrWorkplace />
    </AppProvider>,
  );
  return app;
}
const region = (name: RegExp | string) => screen.getByRole('region', { name });
const said = (element: Element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ').replaceAll(', show source', '');
const strip = () => said(region('Where the stay stands'));

describe('what could not be looked at', () => {
  test('orders that were not readable: no word of a missing order anywhere on the board', () => {
    show(written('22', { refused: ['ServiceRequest'] }));
    expect(said(document.body)).not.toMatch(/no inpatient order|order not found/i);
    expect(said(region('Where the case stands'))).toMatch(/Order ?not known/);
    expect(said(region('Midnights one by one'))).toContain('orders could not be read in full');
  });

  test('a coverage that was refused is not "none", and the class can be set', () => {
    show(written('22', { refused: ['Coverage'] }));
    expect(strip()).toContain('coverage could not be read in full');
    expect(screen.getByRole('button', { name: 'Set payer class' })).toBeTruthy();
  });

  test('a class set by the user ends the doubt, and coverage is still said to be unread', () => {
    const bare = written('22', { refused: ['Coverage'] });
    const entry = {
      id: 'x',
      encounter: bare.encounter,
      kind: 'payer-class' as const,
      at: bare.asOf,
      text: 'medicare-advantage',
      reason: 'card',
    };
    show(written('22', { refused: ['Coverage'], entries: [entry] }), (app) => app.put('entry', { key: 'x', at: bare.asOf, entry }));
    expect(strip()).toMatch(/Medicare Advantageset by you .*: card; no coverage was read/);
  });

  test('without a zone no midnight is listed, and the list does not read as none', () => {
    const review = written('24', { care: { midnights: { total: null, countable: null, inpatient: null } } });
    show({ ...review, zone: null, brief: review.brief && { ...review.brief, nights: [] } });
    expect(said(region('Midnights one by one'))).toContain('Not countable from the times read');
  });
});

describe('other states', () => {
  test('an encounter that is no hospital stay says so, without a board', () => {
    show(null, (app) => {
      Object.assign(app.problem, { value: { kind: 'unsupported', what: 'Encounter', detail: 'no hospital stay' } });
    });
    expect(said(document.body)).toContain('not a hospital stay');
    expect(screen.queryByRole('region', { name: 'Decision' })).toBeNull();
  });

  test('a stale reading says that it is older, above the board', () => {
    show(written('24'), (app) => {
      Object.assign(app.load, { value: { ...app.load.value, isStale: true } });
    });
    expect(said(document.body)).toContain('What is shown is older');
  });

  test('after discharge: no next midnight, and the case stands as discharged', () => {
    show(written('22'));
    expect(strip()).toContain('the stay has ended');
    expect(said(region('Where the case stands'))).toContain('discharged as inpatient');
  });
});

describe('times as they are typed', () => {
  const zone = 'America/New_York';
  const near = Date.parse('2026-03-08T08:00:00-04:00');
  test.each([
    ['0810', '2026-03-07T08:10:00-05:00'],
    ['07:55', '2026-03-08T07:55:00-04:00'],
    ['03-07 23:40', '2026-03-07T23:40:00-05:00'],
    ['3/7 23:40', '2026-03-07T23:40:00-05:00'],
    ['2025-12-31 06:05', '2025-12-31T06:05:00-05:00'],
    ['12-31 06:05', '2025-12-31T06:05:00-05:00'],
  ])('%s is %s on the clock of the hospital, over the night that loses an hour', (text, iso) => {
    expect(wallInput(text, zone, near)).toBe(Date.parse(iso));
  });

  test('the end of a window lies ahead', () => {
    expect(wallInput('0700', zone, near, true)).toBe(Date.parse('2026-03-09T07:00:00-04:00'));
  });

  test.each(['', '8 o clock', '25:00', '08:60', '02-30 10:00', '13-01 10:00', '8:10 pm'])('"%s" is no time', (text) => {
    expect(wallInput(text, zone, near)).toBeNull();
  });

  test('care at a hospital in another zone is read on the clock there', () => {
    const form = formOf('sending-care');
    if (!form) throw new Error('no form');
    const context = { encounter: 'Encounter/e', asOf: near, zone, user: 'A', id: '1' };
    const fields = { ...NO_FIELDS, when: '03-07 20:00', until: '03-07 23:00', third: 'America/Chicago' };
    expect(entryFrom(form, fields, context)).toMatchObject({
      ok: true,
      entry: { at: Date.parse('2026-03-07T20:00:00-06:00'), until: Date.parse('2026-03-07T23:00:00-06:00'), zone: 'America/Chicago' },
    });
    expect(entryFrom(form, { ...fields, third: 'Chicago' }, context)).toMatchObject({ ok: false, field: 'third' });
  });
});

test('half a chart is no count: while encounters, orders or places are being read nothing of status and midnights is shown', async () => {
  const progress = (state: 'reading' | 'done') =>
    (['encounters', 'orders', 'people-and-places'] as const).map((kind) => ({ kind, state, resources: 1, detail: null }));
  const app = show(written('22'), (made) => {
    made.load.value = { phase: 'reading', progress: progress('reading'), readAt: null, isStale: false } as never;
  });
  expect(said(document.body)).toContain('shown once encounters, orders and places are read');
  expect(said(document.body)).not.toMatch(/countable|No clock/);
  app.load.value = { phase: 'reading', progress: progress('done'), readAt: null, isStale: false } as never;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(strip()).toContain('countable');
});

test('a payer class that is not known does not read as "no clock is running"', () => {
  show(written('22', { refused: ['Coverage'] }));
  expect(said(region('Clocks'))).toContain('depends on the payer class, which is not known');
  expect(said(region('Clocks'))).not.toContain('No clock is running');
});
