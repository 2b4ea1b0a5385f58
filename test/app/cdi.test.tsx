// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CdiWorkplace } from '../../src/app/cdi/CdiWorkplace.tsx';
import { type App, AppProvider } from '../../src/app/model.ts';
import { EvidenceDrawer } from '../../src/app/shell/EvidenceDrawer.tsx';
import { appOf, content, listed, othersOf, type Written, workflow, written } from './cdi-charts.ts';

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
const linked = written('vig-03');

function show(app: App) {
  render(
    <AppProvider value={app}>
      <CdiWorkplace concepts={content.concepts} workflow={workflow} />
      {app.drawer.value && app.drawer.value.kind !== 'help' && app.drawer.value.kind !== 'why' && (
        <EvidenceDrawer content={app.drawer.value} onClose={() => {}} />
      )}
    </AppProvider>,
  );
  return app;
}
const open = (stay: Written = sepsis) => show(appOf(stay));
const region = (name: string | RegExp) => within(screen.getByRole('region', { name }));
const query = () => region('Query draft');
const copy = () => fireEvent.click(query().getByRole('button', { name: 'Copy' }));
const rows = () =>
  within(screen.getByRole('region', { name: 'Open encounters' }))
    .getAllByRole('button')
    .filter((each) => each.dataset.encounter);
/** A measured fact: value, unit, time. */
const WITH_UNIT = /, [\d.]+, (mmol\/L|mg\/dL|mmHg|\/min|L), 04-\d\d \d\d:\d\d/;
const settle = (ms = 250) => new Promise((resolve) => setTimeout(resolve, ms));

test('the case opens at the condition that asks something, with documentation, evidence and result in words', () => {
  open();
  const tab = screen.getByRole('tab', { selected: true });
  expect(tab.textContent).toContain('Sepsis');
  const panel = screen.getByRole('tabpanel').textContent ?? '';
  expect(panel).toMatch(/Documentedyes/);
  expect(panel).toMatch(/Evidencenot met/);
  expect(panel).toContain('documented, not shown');
});

test('every criterion has one of four verdicts in words, and facts with value, unit and time', () => {
  const app = open();
  const result = app.review.value?.checklists.find((each) => each.id === 'sepsis');
  const table = region('Criteria').getByRole('table');
  const body = within(table).getAllByRole('row').slice(1);
  expect(body).toHaveLength(Object.keys(result?.criteria ?? {}).length);
  for (const row of body) expect(row.textContent).toMatch(/met|not met|not found|not known/);
  expect(within(table).getAllByRole('button', { name: WITH_UNIT }).length).toBeGreaterThan(0);
});

test('the filter shows only the criteria of one verdict', () => {
  open();
  fireEvent.click(region('Criteria').getByRole('button', { name: /not found$/ }));
  const body = within(region('Criteria').getByRole('table')).getAllByRole('row').slice(1);
  expect(body.length).toBeGreaterThan(0);
  for (const row of body) expect(row.textContent).toContain('not found');
});

test('a fact opens its source, and what was not found opens its search', () => {
  const app = open();
  const fact = region('Criteria').getAllByRole('button', { name: WITH_UNIT })[0] as HTMLElement;
  fireEvent.click(fact);
  const opened = app.drawer.value;
  if (opened?.kind !== 'fact') throw new Error('no fact opened');
  const { label, value, unit, time } = opened.line;
  expect(fact.getAttribute('aria-label')).toBe([label, value, unit, time, 'show source'].join(', '));
  expect(opened.line.sources[0]).toMatch(/^Observation\//);
  fireEvent.click(region('Criteria').getAllByRole('button', { name: /searched 04-/ })[0] as HTMLElement);
  expect(app.drawer.value).toMatchObject({ kind: 'sources', sources: [{ search: expect.stringMatching(/./) }] });
});

test('definitions stand side by side, the governing one marked, and it is said whether they agree', () => {
  open();
  const part = screen.getByRole('region', { name: 'Definitions side by side' });
  expect(part.textContent).toContain('(governing)');
  expect(part.textContent).toMatch(/They differ: met by .*; not by .*/);
});

test('documented statements show their first and last mention', () => {
  open();
  const table = region('Documented statements').getByRole('table');
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map((each) => each.textContent),
  ).toEqual(['Statement', 'First', 'Last', 'Last in new words', 'Words of the first']);
  expect(within(table).getAllByRole('button', { name: /04-13/ }).length).toBeGreaterThan(0);
});

test('with notes refused nothing is called missing: the verdicts say not known', () => {
  const { review } = written('vig-02');
  const problem = { kind: 'not-permitted', what: 'DocumentReference', detail: '403' } as const;
  const known = review.checklists.map((result) => ({
    ...result,
    status: 'cannot-check' as const,
    documentation: { ...result.documentation, state: 'silent' as const, known: false, statements: [] },
    criteria: Object.fromEntries(
      Object.entries(result.criteria).map(([id, each]) => [
        id,
        {
          ...each,
          verdict: 'not-known' as const,
          facts: [],
          missing: [],
          why: 'notes could not be read (not permitted)',
          search: 'DocumentReference?patient=...',
        },
      ]),
    ),
  }));
  open({ review: { ...review, checklists: known, prompts: [], queries: [], problems: [problem] }, resources: new Map() });
  expect(screen.getByRole('tabpanel').textContent).toContain('not known: provider notes could not be read');
  expect(region('Criteria').getByRole('table').textContent).not.toContain('not found');
  expect(query().getByText('No query is due in this case.')).toBeTruthy();
});

test('a draft is addressed to the attending, passes all checks untouched, and is copied as shown', async () => {
  open();
  expect(query().getByText(/Lindqvist.*, attending/)).toBeTruthy();
  await settle();
  expect(query().getByText('12 of 12 checks')).toBeTruthy();
  copy();
  await settle(50);
  expect(copied).toHaveLength(1);
  expect(copied[0]).toContain('Heart rate 116 /min, 04-13 10:08');
  expect(copied[0]).toContain('[ ] Unable to determine');
  expect(
    query().getByText(`Copied, ${copied[0]?.length} characters. Paste it into the query of this patient and send it there.`),
  ).toBeTruthy();
});

test('an unticked finding is not copied', async () => {
  open();
  fireEvent.click(query().getByRole('checkbox', { name: /^Heart rate 116/ }));
  await settle();
  copy();
  await settle(50);
  expect(copied[0]).not.toContain('Heart rate');
});

test.each([
  ['a leading title', 'Title', 'Septic shock clarification', /Title/],
  ['a word about payment', 'Question', 'What is the diagnosis, for the DRG?', /Text/],
])('story 12: %s blocks the copy, with the reason and the place', async (_name, field, text, place) => {
  open();
  fireEvent.input(query().getByLabelText(field), { target: { value: text } });
  await settle();
  expect(query().getByText(/^1[01] of 12 checks$/)).toBeTruthy();
  copy();
  await settle(50);
  expect(copied).toEqual([]);
  expect(query().getByRole('alert').textContent).toMatch(/Not copied: /);
  expect(query().getByRole('alert').textContent).toMatch(place);
});

test('story 12: "Unable to determine" cannot be taken out of a choice, and the message says why', async () => {
  open();
  fireEvent.click(query().getByRole('checkbox', { name: /^Unable to determine/ }));
  expect(query().getByRole('alert').textContent).toMatch(/Answers: "Unable to determine" stays.*QL005/);
  await settle();
  copy();
  await settle(50);
  expect(copied[0]).toContain('[ ] Unable to determine');
});

test('nothing is copied when the view does not belong to its patient, or when nobody can check the draft', async () => {
  const app = appOf(sepsis);
  app.own = false;
  show(app);
  copy();
  await settle(50);
  expect(query().getByRole('alert').textContent).toContain('does not belong to the open chart');
  cleanup();
  const unchecked = appOf(sepsis);
  Object.assign(unchecked, { query: async () => Promise.reject(new Error('gone')) });
  show(unchecked);
  copy();
  await settle(200);
  expect(copied).toEqual([]);
  expect(query().getByText(/could not be checked. Nothing can be copied/)).toBeTruthy();
});

test('story 4: a finding corrected after the draft was begun is struck through, and the draft waits for a review', async () => {
  const app = appOf(sepsis);
  show(app);
  await settle();
  const queries = sepsis.review.queries.map((draft) => ({ ...draft, indicators: draft.indicators.slice(1) }));
  app.review.value = { ...sepsis.review, queries };
  await settle();
  const gone = sepsis.review.queries[0]?.indicators[0]?.line.text ?? '';
  expect(query().getByText(gone).tagName).toBe('S');
  copy();
  await settle(50);
  expect(copied).toEqual([]);
  fireEvent.click(query().getByRole('button', { name: 'Reviewed' }));
  await settle();
  copy();
  await settle(50);
  expect(copied).toHaveLength(1);
});

test('edits survive leaving the case', async () => {
  const app = appOf(sepsis);
  show(app);
  fireEvent.input(query().getByLabelText('Title'), { target: { value: 'Findings of 04-13' } });
  cleanup();
  show(app);
  expect((query().getByLabelText('Title') as HTMLInputElement).value).toBe('Findings of 04-13');
});

test('no title in list or draft names a condition that nobody documented', async () => {
  open(linked);
  await settle();
  expect(query().getByText('12 of 12 checks')).toBeTruthy();
  expect((query().getByLabelText('Title') as HTMLInputElement).value).toBe('Cause of a documented condition');
});

test('a token of the launched patient lists that encounter only, and says so', () => {
  const app = appOf(sepsis);
  Object.assign(app, { others: othersOf(app, { mayList: false }) });
  show(app);
  expect(rows()).toHaveLength(1);
  expect(screen.getByText(/reaches the patient whose chart is open, and no other/)).toBeTruthy();
  expect(screen.queryByText('Add encounters by id')).toBeNull();
});

test('encounters are read one after another; each row says whether it was read, and the order follows the reasons', async () => {
  const app = appOf(sepsis);
  const quiet = written('vig-21');
  let running = 0;
  let most = 0;
  const read = vi.fn(async (stay: { encounter: string }) => {
    running += 1;
    most = Math.max(most, running);
    await settle(5);
    running -= 1;
    if (stay.encounter === 'vig-31-enc')
      return { ok: false as const, problem: { kind: 'not-permitted' as const, what: 'Encounter', detail: '403' } };
    const stays = stay.encounter === 'vig-03-enc' ? linked : quiet;
    return {
      ok: true as const,
      review: stays.review,
      identity: { name: `Name ${stay.encounter}`, birthDate: null, sex: null, mrn: null },
      encounter: { resourceType: 'Encounter' },
      places: new Map(),
    };
  });
  const encounters = ['vig-21', 'vig-31', 'vig-03'].map((id) => listed(id));
  Object.assign(app, { others: othersOf(app, { list: async () => ({ ok: true, encounters, complete: true }), read }) });
  show(app);
  await vi.waitFor(() => expect(screen.getByText('4 of 4 encounters read')).toBeTruthy(), 5_000);
  expect(most).toBe(1);
  expect(read).toHaveBeenCalledTimes(3);
  expect(rows().map((row) => row.dataset.encounter)).toEqual(['vig-02-enc', 'vig-03-enc', 'vig-31-enc', 'vig-21-enc']);
  expect(rows()[0]?.textContent).toContain('1 validation');
  expect(rows()[1]?.textContent).toContain('1 link · 1 query draft');
  expect(rows()[2]?.textContent).toContain('cannot be read: not permitted');
  expect(rows()[3]?.textContent).toMatch(/nothing to ask/);
  expect(screen.getByText('4 of 4 encounters read')).toBeTruthy();
  expect(screen.getByText(/^Sorted by: what asks something first, then kind \(validation and level of care, then conflict/)).toBeTruthy();
});

test('a list the EHR refuses is told as refused, never as empty', async () => {
  const app = appOf(sepsis);
  const problem = { kind: 'not-permitted', what: 'Encounter', detail: '403' } as const;
  Object.assign(app, { others: othersOf(app, { list: async () => ({ ok: false, problem }) }) });
  show(app);
  await settle(30);
  expect(screen.getByText(/did not list its open encounters \(not permitted\)/)).toBeTruthy();
  expect(rows()).toHaveLength(1);
});

test('a case opened from the list says that its chart is not the open one, and its copied text begins with whose it is', async () => {
  const launched = appOf(linked);
  const app = appOf(sepsis);
  Object.assign(app, { others: othersOf(launched, {}) });
  show(app);
  expect(screen.getByText(/This is not the chart that is open in the EHR/)).toBeTruthy();
  await settle();
  copy();
  await settle(50);
  expect(copied[0]).toMatch(/^Patient: Synthetica969, Emil, born 1959-12-12, MRN TEST-020001\n/);
});

test('the way by keyboard: j and k through the rows, Enter opens, q to the query, space ticks, Esc back', async () => {
  const app = appOf(sepsis);
  const opened: unknown[] = [];
  const other = listed('vig-03');
  const list = async () => ({ ok: true as const, encounters: [other], complete: true });
  Object.assign(app, { others: othersOf(app, { list, open: (stay) => void opened.push(stay) }) });
  show(app);
  await vi.waitFor(() => expect(rows()).toHaveLength(2));
  fireEvent.keyDown(document.body, { key: 'j' });
  expect(document.activeElement).toBe(rows()[0]);
  fireEvent.click(document.activeElement as HTMLElement);
  await settle(20);
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: /^Case/ }));
  rows()[1]?.click();
  expect(opened).toMatchObject([{ encounter: 'vig-03-enc', patient: 'vig-03-patient' }]);
  (region('Criteria').getAllByRole('rowheader')[0] as HTMLElement).focus();
  fireEvent.keyDown(document.activeElement as HTMLElement, { key: 'j' });
  expect(document.activeElement).toBe(region('Criteria').getAllByRole('rowheader')[1]);
  query().getAllByRole('checkbox')[0]?.focus();
  fireEvent.keyDown(document.activeElement as HTMLElement, { key: 'j' });
  expect(document.activeElement).toBe(query().getAllByRole('checkbox')[1]);
});

test('a question asked by two items shows both reasons with their sources, and what else it is asked for', () => {
  const [prompt] = sepsis.review.prompts.filter((each) => each.checklist === 'sepsis' && each.audience.includes('cdi'));
  const result = sepsis.review.checklists.find((each) => each.id === 'respiratory-failure');
  const other = Object.values(result?.expect ?? {})[0];
  if (!prompt || !other || !result) throw new Error('no prompt');
  const reason = { text: 'A second reason, of its own.', sources: prompt.title.sources };
  const also = [{ checklist: result.id, item: other.id, ref: other.ref }];
  const joined = { ...prompt, reasons: [prompt.title, reason], also };
  const prompts = sepsis.review.prompts.map((each) => (each === prompt ? joined : each));
  open({ ...sepsis, review: { ...sepsis.review, prompts } });
  const panel = () => within(screen.getByRole('tabpanel'));
  const list = panel().getByRole('list', { name: 'Further reasons for this question' });
  expect(
    within(list)
      .getAllByRole('button')
      .map((each) => each.textContent),
  ).toEqual([reason.text]);
  expect(panel().getByText(new RegExp(`The same question is asked for: ${other.label}`))).toBeDefined();
  fireEvent.click(screen.getByRole('tab', { name: new RegExp(result.title) }));
  expect(panel().getByText(prompt.text.text)).toBeDefined();
});
