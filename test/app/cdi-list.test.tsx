// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { CdiWorkplace } from '../../src/app/cdi/CdiWorkplace.tsx';
import { type App, AppProvider, type OtherStays, type StayRead } from '../../src/app/model.ts';
import { sourceRef } from '../../src/core/chart/fact.ts';
import type { QueryRecord } from '../../src/core/query/record.ts';
import { lookOf } from '../../src/core/worklist/index.ts';
import type { Workflow } from '../../src/core/worklist/workflow.ts';
import type { CaseReview } from '../../src/store/index.ts';
import { QUERY } from '../store/work-values.ts';
import { appOf, content, listed, othersOf, workflow, written } from './cdi-charts.ts';
import type { TestApp } from './fixtures.ts';

afterEach(cleanup);

const sepsis = written('vig-02');
const linked = written('vig-03');
const quiet = written('vig-21');
const HOUR = 3_600_000;

const readAs = (stay: typeof sepsis, name: string): StayRead => ({
  ok: true,
  review: stay.review,
  identity: { name, birthDate: null, sex: null, mrn: null },
  encounter: { resourceType: 'Encounter' },
  places: new Map(),
});
const refused = { ok: false as const, problem: { kind: 'not-permitted' as const, what: 'Encounter', detail: '403' } };

function show(app: TestApp, more: Partial<OtherStays> = {}, by: Workflow = workflow): TestApp {
  Object.assign(app, { others: othersOf(app, more) });
  render(
    <AppProvider value={app}>
      <CdiWorkplace concepts={content.concepts} workflow={by} />
    </AppProvider>,
  );
  return app;
}
const list = () => within(screen.getByRole('region', { name: 'Open encounters' }));
/** The rows' buttons: by their attribute, since asking two hundred rows for their roles takes minutes. */
const rows = () => [...document.querySelectorAll<HTMLButtonElement>('button[data-encounter]')];
const ids = () => rows().map((each) => each.dataset.encounter);
const reviewed = (encounter: string, review = quiet.review, more: Partial<CaseReview> = {}): CaseReview => ({
  key: `Encounter/${encounter}`,
  at: Date.now() - 30 * HOUR,
  outcome: 'reviewed',
  reason: null,
  comment: '',
  nextAt: null,
  look: lookOf(review, content.concepts),
  ...more,
});

/** A query that was sent at `at` and waits. */
const sentQuery = (encounter: string, at: number): QueryRecord => ({
  ...QUERY,
  key: `q ${encounter}`,
  encounter: sourceRef(`Encounter/${encounter}`),
  createdAt: at,
  history: [
    { at, by: 'Nora Lindgren', kind: 'drafted' },
    { at, by: 'Nora Lindgren', kind: 'sent', to: 'Alma Rivera', via: 'copy' },
  ] as QueryRecord['history'],
});

test('story 13: two hundred encounters, one row each, with the reason in words, in the order of the hospital, and re-ordered by another file', async () => {
  const stays = [sepsis, linked, quiet];
  const encounters = Array.from({ length: 199 }, (_, index) => listed(`s${index}`));
  const read = async (stay: { encounter: string }) =>
    readAs(stays[Number(stay.encounter.replace(/\D/g, '')) % 3] ?? quiet, `Patient ${stay.encounter}`);
  const more = { list: async () => ({ ok: true as const, encounters, complete: true }), read };
  show(appOf(sepsis), more);
  await vi.waitFor(() => expect(document.querySelector('output')?.textContent).toBe('200 of 200 encounters read'), 40_000);
  expect(new Set(ids()).size).toBe(200);
  for (const row of rows()) expect(row.textContent).toMatch(/Here because: /);
  const asks = rows().map((row) => /validation/.test(row.textContent ?? ''));
  expect(asks.lastIndexOf(true)).toBeLessThan(asks.indexOf(false));
  expect(list().getByText(/^Sorted by: what asks something first/)).toBeTruthy();

  cleanup();
  const other: Workflow = { ...workflow, worklist: { ...workflow.worklist, order: [{ key: 'day-of-stay', direction: 'ascending' }] } };
  show(appOf(sepsis), more, other);
  await vi.waitFor(() => expect(document.querySelector('output')?.textContent).toBe('200 of 200 encounters read'), 40_000);
  expect(list().getByText('Sorted by: shortest stay first.')).toBeTruthy();
  const days = rows().map((row) => Number(/day (\d+)/.exec(row.textContent ?? '')?.[1]));
  expect(days).toEqual([...days].sort((a, b) => a - b));
}, 120_000);

test('encounters of earlier work come back while they are open, and the list says by which way each came', async () => {
  const app = appOf(sepsis);
  Object.assign(app, {
    all: async (kind: string) => (kind === 'case-review' ? [reviewed('old-enc'), reviewed('gone-enc'), reviewed('lost-enc')] : []),
  });
  const find = vi.fn(async (id: string) => {
    if (id === 'lost-enc') return refused;
    return { ok: true as const, listed: { ...listed(id.replace('-enc', '')), isOpen: id !== 'gone-enc' } };
  });
  show(app, { list: async () => refused, find, read: async () => readAs(quiet, 'Earlier, Ann') });
  await waitFor(() => expect(ids()).toEqual(['vig-02-enc', 'old-enc']));
  const said = list().getByText(/did not list its open encounters \(not permitted\)/).textContent;
  expect(said).toContain('1 more from your earlier work on this device.');
  expect(said).toContain('1 of your earlier work could not be asked for.');
  expect(said).toContain('Not listed: visits without a bed');
});

test('a row that could not be read says why, concludes nothing, and is read again on demand', async () => {
  const answers: StayRead[] = [refused, readAs(quiet, 'Ash, Ida')];
  const read = vi.fn(async () => answers.shift() ?? refused);
  show(appOf(sepsis), { list: async () => ({ ok: true, encounters: [listed('a')], complete: true }), read });
  await waitFor(() => expect(rows()[1]?.textContent).toContain('cannot be read: not permitted'));
  expect(rows()[1]?.textContent).not.toMatch(/nothing to ask/);
  expect(list().getByText(/1 could not be read/)).toBeTruthy();
  fireEvent.click(list().getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(rows()[1]?.textContent).toMatch(/nothing to ask/));
  expect(read).toHaveBeenCalledTimes(2);
});

test('what was seen at the last review is not told again: the row says what is new since, and when to look again', async () => {
  const look = lookOf(sepsis.review, content.concepts, { at: sepsis.review.asOf + 5 * HOUR, events: [], reasons: [] });
  const earlier = { ...look, asOf: sepsis.review.asOf - 76 * HOUR };
  const app = appOf(sepsis);
  app.kept.value = { ...app.kept.value, reviews: [reviewed('vig-02-enc', sepsis.review, { look: earlier })] };
  show(app);
  await waitFor(() => expect(rows()[0]?.textContent).toMatch(/Since your review on .*: \d+ new facts?/));
  expect(rows()[0]?.textContent).toMatch(/reviewed .* · next /);
});

test('a filter that asks for the chart leaves out what is not read, and says how many', async () => {
  const never = new Promise<StayRead>(() => {});
  const encounters = [listed('a'), listed('b')];
  const read = async (stay: { encounter: string }) => (stay.encounter === 'a-enc' ? readAs(quiet, 'Ash, Ida') : never);
  show(appOf(sepsis), { list: async () => ({ ok: true, encounters, complete: true }), read });
  await waitFor(() => expect(rows()[1]?.textContent).toMatch(/nothing to ask/));
  fireEvent.click(list().getByRole('button', { name: /^Filters/ }));
  fireEvent.change(list().getByRole('combobox', { name: 'Kind' }), { target: { value: 'validation' } });
  expect(ids()).toEqual(['vig-02-enc']);
  expect(list().getByText('1 of 3 shown. 1 not read, or not in full, so not known to fit: left out.')).toBeTruthy();
  fireEvent.click(list().getByRole('button', { name: 'Show all' }));
  expect(ids()).toHaveLength(3);
});

test('the key / goes to the words that narrow the list, and Enter from there to the first row', async () => {
  show(appOf(sepsis), {
    list: async () => ({ ok: true, encounters: [listed('a'), listed('b')], complete: true }),
    read: async (stay) => readAs(quiet, stay.encounter === 'b-enc' ? 'Birch, Bo' : 'Ash, Ida'),
  });
  await waitFor(() => screen.getByText('3 of 3 encounters read'));
  fireEvent.keyDown(document.body, { key: '/' });
  const find = list().getByRole('searchbox');
  await waitFor(() => expect(document.activeElement).toBe(find));
  fireEvent.input(find, { target: { value: 'birch' } });
  expect(ids()).toEqual(['b-enc']);
  fireEvent.keyDown(find, { key: 'Enter' });
  expect(document.activeElement).toBe(rows()[0]);
});

test("the day is three counts of this person on the hospital's clock, without a target; a case reviewed twice is two reviews", async () => {
  const app = appOf(sepsis);
  const { asOf } = sepsis.review;
  const past = { outcome: 'reviewed' as const, reason: null, comment: '' };
  const kept = [
    reviewed('a', quiet.review, {
      at: asOf,
      earlier: [
        { ...past, at: asOf - 30 * HOUR },
        { ...past, at: asOf - 1 },
      ],
    }),
    reviewed('b', quiet.review, { at: asOf, outcome: 'no-query', reason: 'already-documented' }),
    reviewed('c', quiet.review, { at: Date.now() }),
    reviewed('d', quiet.review, { at: asOf - 30 * HOUR }),
  ];
  Object.assign(app, { all: async (kind: string) => (kind === 'case-review' ? kept : []) });
  show(app, { find: async () => refused });
  await waitFor(() => list().getByText(/3 reviewed · 1 without a query · 0 queries sent/));
});

test("a query of an encounter that is not read yet is as old as the hospital's clock says, not this device's", async () => {
  const app = appOf(sepsis);
  const { asOf } = sepsis.review;
  const sent = { ...sentQuery('s1-enc', asOf - 5 * HOUR) };
  Object.assign(app, { all: async (kind: string) => (kind === 'query' ? [sent] : []) });
  show(app, { list: async () => ({ ok: true, encounters: [listed('s1')], complete: true }), read: () => new Promise(() => {}) });
  await waitFor(() => expect(rows().find((row) => row.dataset.encounter === 's1-enc')?.textContent).toMatch(/query open 5 h/));
});

test('with the session every row goes', async () => {
  const app = show(appOf(sepsis), {
    list: async () => ({ ok: true, encounters: [listed('a')], complete: true }),
    read: async () => readAs(quiet, 'Ash, Ida'),
  });
  await waitFor(() => expect(rows()).toHaveLength(2));
  app.stop.value = { code: 'ended', detail: null };
  await waitFor(() => expect(list().getByText('No encounter is listed.')).toBeTruthy());
});

test('a review taken back from the next case is gone from the counts and from its row, which is read again', async () => {
  const launched = appOf(sepsis);
  const earlier = appOf(linked);
  const shown = signal<App | null>(earlier);
  const read = vi.fn(async () => readAs(linked, 'Ash, Ida'));
  const others = othersOf(launched, {
    shown,
    list: async () => ({ ok: true, encounters: [listed('vig-03')], complete: true }),
    read,
    open: (stay) => {
      shown.value = stay === null ? null : earlier;
    },
  });
  Object.assign(launched, { others });
  Object.assign(earlier, { others });
  const view = () => (
    <AppProvider value={shown.value ?? launched}>
      <CdiWorkplace concepts={content.concepts} workflow={workflow} />
    </AppProvider>
  );
  const { rerender } = render(view());
  await waitFor(() => expect(ids()).toContain('vig-03-enc'));
  const caseRegion = () => within(screen.getByRole('region', { name: /^Case/ }));
  await waitFor(() => caseRegion().getByRole('button', { name: 'Reviewed, next' }));
  fireEvent.click(caseRegion().getByRole('button', { name: 'Reviewed, next' }));
  await waitFor(() => list().getByText(/1 reviewed/));
  rows()
    .find((each) => each.dataset.encounter === 'vig-02-enc')
    ?.click();
  rerender(view());
  expect(launched.undoable.value?.text).toMatch(/^Kept: reviewed/);
  expect(launched.undoable.value?.text).not.toMatch(/Ash|Synthetica/);
  launched.undoable.value?.undo();
  await waitFor(() => list().getByText(/0 reviewed/));
  await waitFor(() => expect(read).toHaveBeenCalledTimes(1));
});
