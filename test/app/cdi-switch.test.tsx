// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CdiWorkplace } from '../../src/app/cdi/CdiWorkplace.tsx';
import { type App, AppProvider, type OtherStays } from '../../src/app/model.ts';
import { appOf, content, listed, othersOf, type Written, workflow, written } from './cdi-charts.ts';
import type { TestApp } from './fixtures.ts';

const STAYS: Readonly<Record<string, Written>> = { 'vig-02': written('vig-02'), 'vig-03': written('vig-03'), 'vig-21': written('vig-21') };
const NAMES: Readonly<Record<string, string>> = { 'vig-02': 'Testrow, Alpha', 'vig-03': 'Mockford, Bravo', 'vig-21': 'Fakeworth, Charlie' };
const IDS = Object.keys(STAYS);

let copied: string[] = [];
let printed = 0;
beforeEach(() => {
  copied = [];
  printed = 0;
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
  vi.stubGlobal('print', () => {
    printed += 1;
  });
});
afterEach(cleanup);

interface Room {
  readonly launched: TestApp;
  readonly app: (id: string) => TestApp;
  readonly open: (id: string) => void;
  readonly shown: () => App;
}

/** A launch on vig-02 from which the others are opened, each an app of its own that is stopped when it is left, as in the running app. */
function room(prepare: (app: TestApp, id: string) => void = () => {}): Room {
  const apps = new Map<string, TestApp>();
  const make = (id: string): TestApp => {
    const stay = STAYS[id];
    if (!stay) throw new Error(id);
    const app = appOf(stay);
    Object.assign(app, {
      identity: signal({ name: NAMES[id] ?? '', birthDate: null, sex: null, mrn: null }),
      isOwnContext: () => app.stop.value === null && here.shown() === app,
    });
    prepare(app, id);
    apps.set(id, app);
    return app;
  };
  const shown = signal<App | null>(null);
  const here = { shown: (): App => shown.value ?? launched };
  const launched = make('vig-02');
  const others: OtherStays = othersOf(launched, {
    shown,
    list: async () => ({ ok: true, encounters: ['vig-03', 'vig-21'].map((id) => listed(id)), complete: true }),
    read: () => new Promise(() => {}),
    open(stay) {
      const left = shown.value as TestApp | null;
      if (left) left.stop.value = { code: 'stopped', detail: null };
      const id = stay?.encounter.replace('-enc', '') ?? 'vig-02';
      const next = id === 'vig-02' ? null : make(id);
      if (next) Object.assign(next, { others });
      shown.value = next;
    },
  });
  Object.assign(launched, { others });
  const View = () => (
    <AppProvider value={shown.value ?? launched}>
      <CdiWorkplace concepts={content.concepts} workflow={workflow} />
    </AppProvider>
  );
  render(<View />);
  return {
    launched,
    app: (id) => apps.get(id) ?? launched,
    open: (id) => fireEvent.click(document.querySelector(`[data-encounter="${id}-enc"]`) as HTMLElement),
    shown: here.shown,
  };
}
const listedAll = () => waitFor(() => expect(document.querySelectorAll('button[data-encounter]')).toHaveLength(3));
const caseRegion = () => within(screen.getByRole('region', { name: /^Case/ }));
const press = (key: string) => fireEvent.keyDown(document.body, { key });
const keysKept = (here: Room) => IDS.flatMap((id) => here.app(id).kept.value.reviews.map(({ key }) => `${id} ${key}`));

test('thirty switches in any order: name, row mark, kept review and its undo always belong to the case on screen', async () => {
  const here = room();
  await listedAll();
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  let switches = 0;
  while (switches < 30) {
    // One to three rows one after another, without a wait.
    const ids = Array.from({ length: 1 + next(3) }, () => IDS[next(3)] ?? 'vig-02');
    for (const id of ids) here.open(id);
    switches += ids.length;
    const id = ids.at(-1) ?? 'vig-02';
    await waitFor(() => caseRegion().getByRole('heading', { name: `Case ${NAMES[id]}` }));
    expect(document.querySelector('[data-encounter][aria-current="true"]')?.getAttribute('data-encounter')).toBe(`${id}-enc`);
    for (const other of IDS.filter((each) => each !== id))
      expect(screen.getByRole('region', { name: /^Case/ }).textContent).not.toContain(NAMES[other]);
    const app = here.app(id);
    expect(here.shown()).toBe(app);
    const before = app.kept.value.reviews;
    fireEvent.click(caseRegion().getByRole('button', { name: 'Reviewed, next' }));
    expect(app.kept.value.reviews).toEqual([expect.objectContaining({ key: `Encounter/${id}-enc` })]);
    expect(app.kept.value.reviews[0]?.look).toMatchObject({ encounter: `Encounter/${id}-enc` });
    if (next(2) === 0) {
      app.undoable.value?.undo();
      expect(app.kept.value.reviews).toEqual(before);
    }
    for (const kept of keysKept(here)) expect(kept).toMatch(/^(\S+) Encounter\/\1-enc$/);
  }
}, 120_000);

test('a review that comes late, after another row was opened, is not shown, and what is kept then is of the row on screen', async () => {
  const late = STAYS['vig-03']?.review ?? null;
  const here = room((app, id) => {
    if (id === 'vig-03') {
      app.review.value = null;
      app.load.value = { ...app.load.value, phase: 'reading', readAt: null };
    }
  });
  await listedAll();
  here.open('vig-03');
  await waitFor(() => caseRegion().getByRole('heading', { name: 'Case Mockford, Bravo' }));
  expect(caseRegion().queryByRole('button', { name: 'Reviewed, next' })).toBeNull();
  const waiting = here.app('vig-03');
  // Not read yet: no key keeps anything of it.
  fireEvent.click(document.body);
  press('n');
  expect(waiting.kept.value.reviews).toEqual([]);
  here.open('vig-21');
  waiting.review.value = late;
  waiting.load.value = { ...waiting.load.value, phase: 'ready', readAt: 1 };
  await waitFor(() => caseRegion().getByRole('heading', { name: 'Case Fakeworth, Charlie' }));
  fireEvent.click(caseRegion().getByRole('button', { name: 'Reviewed, next' }));
  expect(keysKept(here)).toEqual(['vig-21 Encounter/vig-21-enc']);
});

test('a sheet whose check is still under way when another row is opened is neither copied nor printed, and the next sheet is its own', async () => {
  const answers: (() => void)[] = [];
  const here = room((app) => {
    const { query } = app;
    Object.assign(app, {
      query: async (asked: Parameters<NonNullable<App['query']>>[0]) => {
        if (asked.what === 'text') await new Promise<void>((resolve) => answers.push(resolve));
        return query?.(asked);
      },
    });
  });
  await listedAll();
  fireEvent.click(caseRegion().getByRole('button', { name: 'Second-level review' }));
  fireEvent.click(caseRegion().getByRole('button', { name: /Copy the sheet/ }));
  fireEvent.click(caseRegion().getByRole('button', { name: 'Print' }));
  expect(answers).toHaveLength(2);
  here.open('vig-21');
  await waitFor(() => caseRegion().getByRole('heading', { name: 'Case Fakeworth, Charlie' }));
  // The launched app lives on under the other case: its answer comes, and its sheet is gone.
  for (const answer of answers.splice(0)) answer();
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(copied).toEqual([]);
  expect(printed).toBe(0);
  fireEvent.click(caseRegion().getByRole('button', { name: 'Second-level review' }));
  fireEvent.click(caseRegion().getByRole('button', { name: /Copy the sheet/ }));
  for (const answer of answers.splice(0)) answer();
  await waitFor(() => expect(copied).toHaveLength(1));
  expect(copied[0]).toContain('Fakeworth, Charlie');
  expect(copied[0]).not.toContain('Testrow');
});

test('what was open in one case (reasons, sheet, condition) is not open in the next', async () => {
  const here = room();
  await listedAll();
  press('x');
  await waitFor(() => caseRegion().getByRole('group', { name: 'No query because' }));
  here.open('vig-21');
  await waitFor(() => caseRegion().getByRole('heading', { name: 'Case Fakeworth, Charlie' }));
  expect(caseRegion().queryByRole('group', { name: 'No query because' })).toBeNull();
  fireEvent.click(caseRegion().getByRole('button', { name: 'Second-level review' }));
  here.open('vig-03');
  await waitFor(() => caseRegion().getByRole('heading', { name: 'Case Mockford, Bravo' }));
  expect(caseRegion().queryByRole('button', { name: /Copy the sheet/ })).toBeNull();
});

test('a switch of role and back leaves the case on screen, and keeps nothing', async () => {
  const here = room();
  await listedAll();
  here.open('vig-21');
  await waitFor(() => caseRegion().getByRole('heading', { name: 'Case Fakeworth, Charlie' }));
  const app = here.app('vig-21');
  cleanup();
  app.role.value = 'ur';
  app.role.value = 'cdi';
  render(
    <AppProvider value={app}>
      <CdiWorkplace concepts={content.concepts} workflow={workflow} />
    </AppProvider>,
  );
  caseRegion().getByRole('heading', { name: 'Case Fakeworth, Charlie' });
  expect(document.querySelectorAll('button[data-encounter]')).toHaveLength(3);
  expect(keysKept(here)).toEqual([]);
});

test('while the sheet is open c copies the sheet, never a query that is not on screen; q and x bring on screen what they act on', async () => {
  const here = room();
  await listedAll();
  expect(here.shown()).toBe(here.launched);
  fireEvent.click(caseRegion().getByRole('button', { name: 'Second-level review' }));
  expect(screen.queryByRole('region', { name: 'Query draft' })).toBeNull();
  press('c');
  await waitFor(() => expect(copied).toHaveLength(1));
  expect(copied[0]).toMatch(/^Second-level review/);
  press('x');
  await waitFor(() => caseRegion().getByRole('group', { name: 'No query because' }));
  expect(caseRegion().queryByRole('button', { name: /Copy the sheet/ })).toBeNull();
  press('Escape');
  fireEvent.click(caseRegion().getByRole('button', { name: 'Second-level review' }));
  press('q');
  await waitFor(() => screen.getByRole('region', { name: 'Query draft' }));
});
