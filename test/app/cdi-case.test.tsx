// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CdiWorkplace } from '../../src/app/cdi/CdiWorkplace.tsx';
import { statementGroups } from '../../src/app/cdi/case/Statements.tsx';
import { fieldValue, momentOf } from '../../src/app/cdi/case/wall-clock.ts';
import { AppProvider, type OtherStays } from '../../src/app/model.ts';
import { lookOf } from '../../src/core/worklist/index.ts';
import { appOf, content, listed, othersOf, type Written, workflow, written } from './cdi-charts.ts';
import type { TestApp } from './fixtures.ts';

let copied: string[] = [];
beforeEach(() => {
  copied = [];
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
});
afterEach(cleanup);

const sepsis = written('vig-02');
/** The same stay on its second day, before the patient leaves. */
const midway = written('vig-02', [], '2026-04-14T09:20:00-05:00');
const HOUR = 3_600_000;
const KEY = 'Encounter/vig-02-enc';

function show(stay: Written = sepsis, more: Partial<OtherStays> = {}, prepare: (app: TestApp) => void = () => {}): TestApp {
  const app = appOf(stay);
  prepare(app);
  Object.assign(app, { others: othersOf(app, more) });
  render(
    <AppProvider value={app}>
      <CdiWorkplace concepts={content.concepts} workflow={workflow} />
    </AppProvider>,
  );
  return app;
}
const caseRegion = () => within(screen.getByRole('region', { name: /^Case/ }));
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const focusCase = () => (document.querySelector('#case-head') as HTMLElement).focus();
const two = { list: async () => ({ ok: true as const, encounters: [listed('vig-03')], complete: true }) };
const rowOf = (encounter: string) => document.querySelector<HTMLElement>(`[data-encounter="${encounter}"]`);

test('the banner says what is new since the last review, opens to the lines, and each line opens its source', async () => {
  const look = { ...lookOf(sepsis.review, content.concepts), asOf: sepsis.review.asOf - 76 * HOUR };
  const app = show(sepsis, {}, (made) => {
    const review = { key: KEY, at: 1, outcome: 'reviewed' as const, reason: null, comment: '', nextAt: null, look };
    made.kept.value = { ...made.kept.value, reviews: [review] };
  });
  const banner = await waitFor(() => caseRegion().getByRole('button', { name: /^Since your review on .*: \d+ new fact/ }));
  expect(banner.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(banner);
  const lines = within(caseRegion().getByRole('region', { name: 'What is new' }));
  fireEvent.click(lines.getAllByRole('button', { name: /show source/ })[0] as HTMLElement);
  expect(app.drawer.value).toMatchObject({ kind: 'fact' });
});

test('a look that was kept in another form is said to be incomparable, never read as nothing new', async () => {
  show(sepsis, {}, (made) => {
    const review = { key: KEY, at: 1, outcome: 'reviewed' as const, reason: null, comment: '', nextAt: null, look: { form: 99 } };
    made.kept.value = { ...made.kept.value, reviews: [review] };
  });
  await waitFor(() => caseRegion().getByText(/cannot be compared: it was kept in another form/));
});

test('n keeps the review with its next date and how the case stood, and the next row has the focus; undo takes it back', async () => {
  const app = show(midway, two);
  await waitFor(() => expect(rowOf('vig-03-enc')).toBeTruthy());
  focusCase();
  press('n');
  const [kept] = app.kept.value.reviews;
  expect(kept).toMatchObject({ key: KEY, outcome: 'reviewed', reason: null, look: { form: 1, encounter: KEY } });
  // The hospital's file: 12 h while something could not be checked.
  expect(kept?.nextAt).toBe(midway.review.asOf + 12 * HOUR);
  await waitFor(() => expect(document.activeElement).toBe(rowOf('vig-03-enc')));
  expect(app.audited.map(({ action, about }) => [action, about])).toContainEqual(['decision', 'case-review:reviewed']);
  expect(app.undoable.value?.text).toMatch(/^Kept: reviewed\./);
  app.undoable.value?.undo();
  expect(app.kept.value.reviews).toEqual([]);
});

test('x and a number keep "no query" with its coded reason, counted for the questions of the condition on screen', async () => {
  const app = show(sepsis, two);
  focusCase();
  press('x');
  const reasons = await waitFor(() => caseRegion().getByRole('group', { name: 'No query because' }));
  expect(
    within(reasons)
      .getAllByRole('button')
      .filter((each) => each.dataset.reason !== undefined),
  ).toHaveLength(9);
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Not clinically relevant'));
  press('8');
  expect(app.kept.value.reviews[0]).toMatchObject({ outcome: 'no-query', reason: 'correct-but-no-query-needed' });
  const counted = app.counted.filter(({ name }) => name === 'prompt.dismissed');
  expect(counted.length).toBeGreaterThan(0);
  for (const each of counted) expect(each).toMatchObject({ detail: 'correct-but-no-query-needed', role: 'cdi' });
});

test('"other reason" is kept only with words', async () => {
  const app = show();
  focusCase();
  press('x');
  const reasons = await waitFor(() => within(caseRegion().getByRole('group', { name: 'No query because' })));
  fireEvent.click(reasons.getByRole('button', { name: /Other reason/ }));
  expect(app.kept.value.reviews).toEqual([]);
  fireEvent.input(reasons.getByRole('textbox'), { target: { value: 'Asked by phone' } });
  fireEvent.click(reasons.getByRole('button', { name: /Other reason/ }));
  expect(app.kept.value.reviews[0]).toMatchObject({ reason: 'other', comment: 'Asked by phone' });
});

test('the next review can be set otherwise, and an incomplete time keeps nothing', () => {
  const app = show();
  fireEvent.input(caseRegion().getByLabelText('Day of the next review'), { target: { value: '2026-04-20' } });
  fireEvent.input(caseRegion().getByLabelText(/^Time of the next review/), { target: { value: '7' } });
  fireEvent.click(caseRegion().getByRole('button', { name: 'Reviewed, next' }));
  expect(app.kept.value.reviews).toEqual([]);
  expect(caseRegion().getByRole('alert').textContent).toMatch(/time of the next review is not complete/);
  fireEvent.input(caseRegion().getByLabelText(/^Time of the next review/), { target: { value: '07:30' } });
  fireEvent.click(caseRegion().getByRole('button', { name: 'Reviewed, next' }));
  expect(app.kept.value.reviews[0]?.nextAt).toBe(Date.parse('2026-04-20T07:30:00-05:00'));
});

test('nothing is kept for a view that does not belong to its patient', () => {
  const app = show();
  app.own = false;
  fireEvent.click(caseRegion().getByRole('button', { name: 'Reviewed, next' }));
  expect(app.kept.value.reviews).toEqual([]);
  expect(caseRegion().getByRole('alert').textContent).toMatch(/does not belong to the open chart/);
});

test('the field of a moment reads back the same moment on the hospital\u2019s clock, on both nights of a clock change', () => {
  for (const text of ['2026-03-08T01:30:00-06:00', '2026-03-08T03:30:00-05:00', '2026-11-01T03:10:00-06:00', '2026-04-14T23:59:00-05:00']) {
    const at = Date.parse(text);
    expect(momentOf(fieldValue(at, 'America/Chicago'), 'America/Chicago')).toBe(at);
  }
  expect(momentOf('', 'America/Chicago')).toBeNull();
  expect(momentOf('2026-04-14T7', 'America/Chicago')).toBeNull();
});

test('the timeline is one picture with its counts in words, and the same entries as a table', () => {
  show();
  const part = within(screen.getByRole('region', { name: 'Timeline' }));
  expect(part.getByRole('img').getAttribute('aria-label')).toMatch(/^Statements \d+, Findings \d+.*, from 04-13 \d\d:\d\d to /);
  fireEvent.click(part.getByRole('button', { name: 'Timeline as a table' }));
  const marks = screen.getByRole('region', { name: 'Timeline' }).querySelectorAll('svg[role="img"] svg');
  expect(part.getAllByRole('row').slice(1)).toHaveLength(marks.length);
  // Each entry opens its source; one more button shows and hides the table.
  expect(part.getAllByRole('button')).toHaveLength(marks.length + 1);
});

test('copied words are told from new ones: counted, named weak, and marked note by note', () => {
  const result = sepsis.review.checklists.find(({ id }) => id === 'sepsis');
  const points = result?.documentation.timeline?.points ?? [];
  expect(points.length).toBeGreaterThan(1);
  const timeline = { ...result?.documentation.timeline, points: points.map((point, index) => ({ ...point, weak: index > 0 })) };
  const checklists = sepsis.review.checklists.map((each) =>
    each.id === 'sepsis'
      ? { ...each, documentation: { ...each.documentation, timeline: timeline as NonNullable<typeof each.documentation.timeline> } }
      : each,
  );
  show({ ...sepsis, review: { ...sepsis.review, checklists } });
  const part = within(screen.getByRole('region', { name: 'Documented statements' }));
  expect(part.getByText(new RegExp(`^${points.length - 1} of ${points.length} notes .* copied words: weak evidence`))).toBeTruthy();
  fireEvent.click(part.getByRole('button', { name: /^Note by note/ }));
  expect(part.getAllByText('copied')).toHaveLength(points.length - 1);
  expect(statementGroups([])).toEqual([]);
});

test('what was done to prompts and queries stands in the case, newest first, with its outcome', () => {
  const [prompt] = sepsis.review.prompts;
  if (!prompt) throw new Error('no prompt');
  show(sepsis, {}, (app) => {
    app.record({
      key: prompt.key,
      fingerprint: prompt.fingerprint,
      action: 'dismissed',
      reason: 'already-documented',
      comment: '',
      until: null,
      seen: null,
      at: 5,
    });
  });
  const part = within(screen.getByRole('region', { name: 'Prompts and queries so far' }));
  expect(part.getByText('closed: already documented')).toBeTruthy();
  expect(part.getByText(prompt.title.text)).toBeTruthy();
});

const openSheet = async (app: TestApp = show()) => {
  fireEvent.click(caseRegion().getByRole('button', { name: 'Second-level review' }));
  await waitFor(() => caseRegion().getByRole('heading', { name: 'Second-level review' }));
  return app;
};

test('a second reader signs each diagnosis and the whole: outcome, reason, name; without a choice or a reason nothing is signed', async () => {
  const app = await openSheet();
  fireEvent.click(caseRegion().getByRole('button', { name: 'Sign off' }));
  expect(caseRegion().getByRole('alert').textContent).toBe('Choose an overall outcome.');
  const overall = within(caseRegion().getByRole('region', { name: 'Overall' }));
  fireEvent.click(overall.getByRole('radio', { name: 'Return to first reviewer' }));
  fireEvent.click(caseRegion().getByRole('button', { name: 'Sign off' }));
  expect(app.kept.value.signOffs).toEqual([]);
  fireEvent.input(overall.getByRole('textbox', { name: 'Reason' }), { target: { value: 'Organ function to be read again' } });
  const row = within(caseRegion().getByRole('region', { name: /^Sepsis/ }));
  fireEvent.click(row.getByRole('radio', { name: 'Agree' }));
  fireEvent.click(caseRegion().getByRole('button', { name: 'Sign off' }));
  expect(app.kept.value.signOffs[0]).toMatchObject({ key: KEY, outcome: 'return', by: 'Alma Rivera', rows: { sepsis: 'agree' } });
  expect(app.audited.map(({ action, about }) => [action, about])).toContainEqual(['sign-off', 'return']);
  await waitFor(() => caseRegion().getByText(/^Signed off: Return to first reviewer, Alma Rivera/));
  app.undoable.value?.undo();
  expect(app.kept.value.signOffs).toEqual([]);
});

test('the sheet is copied with whose it is, its findings and outcomes; a word about money in a reason blocks it', async () => {
  const app = await openSheet();
  fireEvent.click(caseRegion().getByRole('button', { name: 'Copy the sheet' }));
  await waitFor(() => expect(copied).toHaveLength(1));
  expect(copied[0]).toContain('Patient: Synthetica969, Emil, born 1959-12-12, MRN TEST-020001');
  expect(copied[0]).toMatch(/Sepsis: documented/);
  expect(copied[0]).toMatch(/Supports: .*Cefazolin given, 04-13 11:15/);
  expect(copied[0]).toMatch(/Principal diagnosis: /);
  const overall = within(caseRegion().getByRole('region', { name: 'Overall' }));
  fireEvent.input(overall.getByRole('textbox', { name: 'Reason' }), { target: { value: 'Changes the DRG weight by $4,000' } });
  fireEvent.click(caseRegion().getByRole('button', { name: 'Copy the sheet' }));
  await waitFor(() => expect(caseRegion().getByRole('alert').textContent).toMatch(/^Not copied: .*QL024/));
  expect(copied).toHaveLength(1);
  expect(app.audited.filter(({ action }) => action === 'copied').map(({ outcome }) => outcome)).toEqual(['ok', 'refused']);
});

test('a sheet that was signed on another state of the record says so', async () => {
  const app = show(sepsis, {}, (made) =>
    made.put('sign-off', { key: KEY, at: 1, by: 'Lee, A', outcome: 'agree', reason: '', rows: {}, fingerprint: 'sepsis@0' }),
  );
  await openSheet(app);
  expect(caseRegion().getByText(/The record has changed since this was signed/)).toBeTruthy();
});

test('Esc leaves the sheet for the case, and the case for its row', async () => {
  await openSheet();
  press('Escape');
  await waitFor(() => caseRegion().getByRole('tabpanel'));
  focusCase();
  press('Escape');
  await waitFor(() => expect(document.activeElement).toBe(rowOf('vig-02-enc')));
});
