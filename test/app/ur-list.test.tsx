// @vitest-environment happy-dom

import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { type App, AppProvider, type OtherStays, type StayRead } from '../../src/app/model.ts';
import UrWorkplace from '../../src/app/ur/index.tsx';
import { newRow, type Standing, type StayRow, sorted } from '../../src/app/ur/list/row.ts';
import type { ListedEncounter } from '../../src/ehr/index.ts';
import { type TestApp, testApp } from './fixtures.ts';
import { written } from './ur-reviews.ts';

afterEach(cleanup);

const OPEN = '2026-01-10T13:40:00-08:00';
const listed = (n: number, more: Partial<ListedEncounter> = {}): ListedEncounter => ({
  ...{ encounter: `e${n}`, patient: `p${n}`, location: '4 West', start: null },
  identity: { name: `Patient ${n}`, birthDate: null, sex: null, mrn: null },
  ...more,
});
const read = (n: number, id = '24'): StayRead => ({
  ok: true,
  review: written(id, id === '24' ? { asOf: OPEN } : {}),
  identity: { name: `Patient ${n}`, birthDate: null, sex: null, mrn: null },
  encounter: { resourceType: 'Encounter', id: `e${n}` },
  places: new Map(),
});
const refused = { ok: false, problem: { kind: 'not-permitted', what: 'Patient', detail: '403' } } as const;

/** A launch on vig-24; other stays come as apps of their own, drawn in its place as the shell does. */
function show(encounters: readonly ListedEncounter[], answer: OtherStays['read'], more: Partial<OtherStays> = {}): TestApp {
  const launched = testApp(written('24', { asOf: OPEN }));
  const shown = signal<App | null>(null);
  const others: OtherStays = {
    ...{ launched, shown, mayList: true, read: answer },
    list: async () => ({ ok: true, encounters, complete: true }),
    find: async () => refused,
    open(stay) {
      if (!stay) {
        shown.value = null;
        return;
      }
      const other = testApp(written('22'));
      const session = { ...other.session, encounter: stay.encounter, patient: stay.patient, contextKey: `other ${stay.encounter}` };
      shown.value = Object.assign(other, { session, others });
    },
    ...more,
  };
  Object.assign(launched, { others });
  const Screen = () => (
    <AppProvider value={shown.value ?? launched}>
      <UrWorkplace />
    </AppProvider>
  );
  render(<Screen />);
  return launched;
}
const settle = () => vi.waitFor(() => new Promise((resolve) => setTimeout(resolve, 10)));
const press = (name: RegExp | string) => fireEvent.click(screen.getByRole('button', { name }));
const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name });
const said = (element: Element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ');
const rows = () => within(screen.getByRole('table')).getAllByRole('row').slice(1).map(said);

test('one row per encounter: patient, place, status, since, midnights, next midnight, documentation, what cannot be checked', async () => {
  show([listed(2), listed(2), listed(3)], async ({ encounter }) => (encounter === 'e2' ? read(2) : refused));
  press('Open stays');
  await settle();
  expect(screen.getByText(/2 of 3 stays read/)).toBeTruthy();
  expect(rows()).toHaveLength(3);
  const second = rows().find((row) => row.includes('Patient 2'));
  expect(second).toMatch(/4 West.*Inpatient since 01-10 13:30 PST.*1 total, 1 countable, 0 after the order.*in 10:(19|20)/);
  // What was refused says so; of it nothing is concluded.
  const third = rows().find((row) => row.includes('Patient 3'));
  expect(third).toMatch(/Could not be read: /);
  expect(third).not.toMatch(/midnight|countable|none/i);
});

test('a row that is not read yet says so, shows how far reading has come, and lets the reading be paused', async () => {
  show(
    [listed(2), listed(3)],
    (_stay, onProgress, abort) =>
      new Promise((resolve) => {
        onProgress([
          { kind: 'encounters', state: 'read', resources: 1, detail: null },
          { kind: 'notes', state: 'reading', resources: 0, detail: null },
        ] as never);
        abort.addEventListener('abort', () => resolve(refused));
      }),
  );
  press('Open stays');
  await settle();
  expect(rows().find((row) => row.includes('Patient 2'))).toContain('Being read, 1 of 2 sources');
  expect(rows().find((row) => row.includes('Patient 3'))).toContain('Not read yet: nothing is known of it.');
  press('Pause');
  await settle();
  expect(rows().find((row) => row.includes('Patient 2'))).toContain('Not read yet');
  expect(screen.getByRole('button', { name: 'Continue' })).toBeTruthy();
});

test('a stay opens in place, n goes to the next, Esc back to the list and from there to the board', async () => {
  show([listed(2), listed(3)], async ({ encounter }) => read(Number(encounter.slice(1))));
  key('n');
  await settle();
  expect(screen.getByRole('heading', { name: 'Open stays' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Patient 2' }));
  await settle();
  expect(screen.getByRole('button', { name: 'Back to the list' })).toBeTruthy();
  expect(document.activeElement?.contains(screen.getByRole('heading', { level: 1 }))).toBe(true);
  key('Escape');
  await settle();
  expect(rows().find((row) => row.includes('on screen'))).toBeTruthy();
  key('Escape');
  await settle();
  expect(screen.getByRole('region', { name: 'Decision' })).toBeTruthy();
});

test('nothing typed at one patient stands at the next', async () => {
  const app = show([listed(2)], async () => read(2));
  fireEvent.change(screen.getByLabelText('What to enter'), { target: { value: 'excluded-time' } });
  await settle();
  fireEvent.input(screen.getByLabelText('From'), { target: { value: '0915' } });
  app.others?.open(listed(2));
  await settle();
  expect(screen.queryByLabelText('From')).toBeNull();
  app.others?.open(null);
  await settle();
  expect(screen.queryByLabelText('From')).toBeNull();
});

test('a sign-in that reaches one patient says so, and asks the EHR for no other', async () => {
  const list = vi.fn();
  show([], async () => refused, { mayList: false, list });
  press('Open stays');
  await settle();
  expect(screen.getByText(/reaches the patient whose chart is open, and no other/)).toBeTruthy();
  expect(rows()).toHaveLength(1);
  expect(list).not.toHaveBeenCalled();
});

test('a list that was refused is not an empty one', async () => {
  show([], async () => refused, { list: async () => refused });
  press('Open stays');
  await settle();
  expect(screen.getByText(/The EHR did not list its open stays/)).toBeTruthy();
});

test('with the session every row goes', async () => {
  const app = show([listed(2)], async () => read(2));
  press('Open stays');
  await settle();
  app.stop.value = { code: 'ended', detail: null };
  await settle();
  expect(screen.queryByText('Patient 2')).toBeNull();
});

test('order: least time to the next midnight, then an unclear status, then more midnights; ended and unread stays behind', () => {
  const now = 1_000_000;
  const row = (encounter: string, more: Partial<Standing> | null): StayRow => {
    const standing: Standing = {
      ...{ status: 'observation', since: null, isClear: true, midnights: { total: 1, countable: 1, inpatient: null } },
      ...{ nextMidnight: now + 3_600_000, end: null, support: 'unknown', cannotCheck: 0, zone: 'America/New_York', asOf: now },
      ...more,
    };
    return newRow({ ...listed(1), encounter }, more === null ? { kind: 'waiting' } : { kind: 'read', partial: 0, at: now, standing });
  };
  const given = [
    row('unread', null),
    row('ended', { nextMidnight: null, end: now }),
    row('clear', {}),
    row('more', { midnights: { total: 3, countable: 3, inpatient: null } }),
    row('unclear', { isClear: false }),
    row('sooner', { nextMidnight: now + 60_000 }),
  ];
  expect(sorted(given, now).map(({ encounter }) => encounter)).toEqual(['sooner', 'unclear', 'more', 'clear', 'ended', 'unread']);
});
