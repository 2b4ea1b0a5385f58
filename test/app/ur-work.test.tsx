// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppProvider } from '../../src/app/model.ts';
import UrWorkplace from '../../src/app/ur/index.tsx';
import { type TestApp, testApp } from './fixtures.ts';
import { type Case, written } from './ur-reviews.ts';

let copied: string[] = [];
beforeEach(() => {
  copied = [];
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
});
afterEach(cleanup);

/** Observation turned inpatient, seen at 13:40 on the day of the order. */
const OPEN = '2026-01-10T13:40:00-08:00';

/** A board whose review is made again with the entries, as the app does. */
function show(id = '24', more: Case = { asOf: OPEN }): TestApp {
  const app = testApp(written(id, more));
  const again = () => {
    app.review.value = written(id, { ...more, entries: app.kept.value.entries.map(({ entry }) => entry) });
  };
  const { put, drop } = app;
  Object.assign(app, {
    put: ((kind, value) => {
      put(kind, value);
      if (kind === 'entry') again();
    }) as TestApp['put'],
    drop: ((kind, key) => {
      drop(kind, key);
      if (kind === 'entry') again();
    }) as TestApp['drop'],
  });
  render(
    <AppProvider value={app}>
      <UrWorkplace />
    </AppProvider>,
  );
  return app;
}
const region = (name: RegExp | string) => screen.getByRole('region', { name });
const said = (element: Element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ').replaceAll(', show source', '');
const press = (name: RegExp | string) => fireEvent.click(screen.getByRole('button', { name }));
const settle = () => vi.waitFor(() => new Promise((resolve) => setTimeout(resolve, 5)));
const undo = (app: TestApp) => app.undoable.value?.undo();
const form = (name: RegExp | string) => screen.getByRole('form', { name });
const type = (label: RegExp | string, value: string, within_: HTMLElement = document.body) =>
  fireEvent.input(within(within_).getByLabelText(label), { target: { value } });
const choose = (label: RegExp | string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

/** Fills and keeps one entry through its form. */
async function enter(kind: string, choice: string | null, fields: Readonly<Record<string, string>>) {
  choose('What to enter', kind);
  await settle();
  if (choice !== null) choose(/^(Which|Who decided)$/, choice);
  const box = region('Entries of utilization review');
  for (const [label, value] of Object.entries(fields)) type(label, value, box);
  fireEvent.submit(screen.getByRole('button', { name: 'Keep entry' }).closest('form') as HTMLFormElement);
  await settle();
}
const decide = (choice: string, reason: string) => {
  fireEvent.click(screen.getByLabelText(choice));
  type('Reason', reason, region('Decision'));
  fireEvent.submit(screen.getByRole('button', { name: 'Keep decision' }).closest('form') as HTMLFormElement);
};

test('the midnights stand one by one, with the status then and what each counts for', () => {
  show('24', {});
  const rows = within(region('Midnights one by one')).getAllByRole('row').slice(1).map(said);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(/01-10 00:00 PST ?Observation ?countable before the inpatient order/);
  expect(rows[1]).toMatch(/01-11 00:00 PST ?Inpatient ?countable after the inpatient order/);
});

test('the payer class set by the user goes before coverage, says who and why, and the rules follow', async () => {
  const app = show();
  expect(said(region('Where the stay stands'))).toContain('from coverage');
  press('Change payer class');
  await settle();
  const keep = () => within(form('Set payer class')).getByRole('button', { name: 'Keep payer class' }) as HTMLButtonElement;
  choose('Payer class', 'commercial');
  expect(keep().disabled).toBe(true);
  type('Reason', 'card seen at registration', form('Set payer class'));
  fireEvent.submit(form('Set payer class'));
  await settle();
  expect(app.review.value?.levelOfCare.regime).toBe('commercial');
  expect(said(region('Where the stay stands'))).toMatch(
    /Commercialset by you 01-10 13:40 PST: card seen at registration; coverage says Med/,
  );
  expect(said(region('What the documentation shows'))).not.toMatch(/two-midnight/i);
  expect(app.audited.map(({ action, about }) => [action, about])).toContainEqual(['entry', 'payer-class']);
  undo(app);
  await settle();
  expect(said(region('Where the stay stands'))).toContain('from coverage');
});

test('an entry asks for its time: "Now" is one click, a time typed in few keys is read back with its zone', async () => {
  const app = show();
  choose('What to enter', 'notice-given');
  await settle();
  choose('Which', 'im');
  const time = screen.getByLabelText('When') as HTMLInputElement;
  expect(time.value).toBe('');
  press('Now');
  expect((screen.getByLabelText('When') as HTMLInputElement).value).toBe('01-10 13:40');
  type('When', '0915');
  expect(said(form('Notice given'))).toContain('01-10 09:15 PST');
  fireEvent.submit(form('Notice given'));
  await settle();
  expect(app.kept.value.entries).toHaveLength(1);
  expect(app.kept.value.entries[0]?.entry).toMatchObject({ kind: 'notice-given', text: 'im', at: Date.parse('2026-01-10T09:15:00-08:00') });
  expect(said(region('Entries of utilization review'))).toMatch(
    /Notice given: discharge rights \(IM\), first, 01-10 09:15 PST ?entered by you, 01-10 13:40/,
  );
});

test('what cannot be used says so at its field, and nothing is kept', async () => {
  const app = show();
  choose('What to enter', 'excluded-time');
  await settle();
  const send = () => fireEvent.submit(form(/^Time that does not count/));
  send();
  expect(screen.getByRole('alert').textContent).toContain('24 hours');
  type('From', '01-10 09:00');
  type('To', '01-10 08:00');
  send();
  expect(screen.getByRole('alert').textContent).toContain('end is before the beginning');
  type('To', '01-10 11:00');
  send();
  expect(screen.getByRole('alert').textContent).toBe('Give a reason.');
  expect(app.kept.value.entries).toEqual([]);
  expect(app.audited).toEqual([]);
});

test('time that does not count takes a midnight out, and the table says why', async () => {
  const app = show();
  const before = app.review.value?.levelOfCare.midnights.countable ?? 0;
  await enter('excluded-time', null, { From: '01-09 23:30', To: '01-10 06:00', Reason: 'awaiting a test' });
  expect(app.review.value?.levelOfCare.midnights.countable).toBe(before - 1);
  expect(said(region('Midnights one by one'))).toContain('does not count awaiting a test');
});

test('a removed entry counts no more, stays struck through, and can be brought back for ten seconds', async () => {
  const app = show();
  await enter('payer-decision', 'pending', { When: '13:00' });
  expect(app.review.value?.levelOfCare.utilization?.axes.payerDecision).toBe('pending');
  press(/^Remove ?: Decision of the plan/);
  await settle();
  expect(app.review.value?.levelOfCare.utilization?.axes.payerDecision).toBe('unknown');
  press('Removed entries (1)');
  expect(region('Entries of utilization review').querySelector('s')?.textContent).toContain('Decision of the plan: pending');
  undo(app);
  await settle();
  expect(app.review.value?.levelOfCare.utilization?.axes.payerDecision).toBe('pending');
});

test('a change of status lists every condition with its verdict, and never that it be done', async () => {
  const app = show();
  await enter('status-change-decision', 'nurse', { When: '13:30', 'Name or initials': 'MT' });
  const state = () => said(region('Where the case stands'));
  expect(state()).toContain('condition code 44');
  expect(state()).toContain('not all conditions shown');
  // A nurse is not the committee; whether a physician decided elsewhere nobody can tell here.
  expect(state()).toMatch(/physician of the UR committee ?not entered here/);
  for (const name of ['before release', 'no claim filed', 'agreement of the practitioner', 'written notice'])
    expect(state()).toContain(name);
  expect(state()).toContain('Not entered here, so not known:');
  expect(state()).not.toContain('Not shown yet:');
  await enter('status-change-decision', 'physician', { When: '13:35', 'Name or initials': 'Dr Okafor' });
  expect(state()).toMatch(/physician of the UR committee ?shown/);
  expect(state()).not.toMatch(/\bshould\b|recommend|change the status/i);
  expect(app.kept.value.entries).toHaveLength(2);
});

test('a clock leads to the entry that stops it; the form opens with its word chosen', async () => {
  show();
  await enter('payer-window', 'peer-to-peer', { 'Asked when': '09:00', 'Window ends (if the notice says)': '17:00' });
  const clocks = () => said(region('Clocks'));
  expect(clocks()).toContain('Call offered by the plan');
  expect(clocks()).toContain('3:20 left');
  const notice = within(region('Clocks')).getByRole('button', { name: /^Enter notice ?: Message about discharge rights/ });
  fireEvent.click(notice);
  await settle();
  expect((screen.getByLabelText('Which') as HTMLSelectElement).value).toBe('im');
});

test('the outcome of licensed criteria is a name, a version, a subset and a word; no more', async () => {
  const app = show();
  await enter('criteria-outcome', 'not-met', { When: '13:00', 'Set, version, subset': 'House set' });
  expect(screen.getByRole('alert').textContent).toContain('version and the subset');
  type('Set, version, subset', 'House set, 2026, adult');
  fireEvent.submit(form('Outcome of the licensed criteria'));
  await settle();
  expect(app.review.value?.levelOfCare.utilization?.criteria).toMatchObject({ outcome: 'not-met', set: 'House set 2026, adult' });
  expect(said(region('Where the case stands'))).toContain('House set 2026, adult: not met');
});

test('what nobody entered here is not known, before the first entry and after it; clocks of notices run by the record', async () => {
  const app = show();
  const axes = () => said(region('Where the case stands'));
  const clocks = () => said(region('Clocks'));
  const message = /Message about discharge rights ?due since 01-10 13:30 PST, until 01-13 00:00 PST, 58:20 left ?; given: not entered here/;
  expect(axes()).toMatch(/Plan ?not entered here/);
  expect(clocks()).toMatch(message);
  await enter('ur-review', 'first-level', { When: '13:00', 'Name or initials': 'MT' });
  expect(axes()).toMatch(/Review ?first level done/);
  expect(axes()).toMatch(/Plan ?not entered here/);
  expect(clocks()).toMatch(message);
  for (const prompt of app.review.value?.prompts ?? []) expect(prompt.item).not.toMatch(/admission-notice|change-letter|change-open/);
  await enter('notice-given', 'im', { When: '13:35' });
  expect(clocks()).toMatch(/Message about discharge rights ?done/);
  expect(clocks()).not.toContain('not entered');
});

test('a decision is counted, kept in the list of all, and can be undone', () => {
  const app = show();
  decide('Facts support observation', 'stable, one night');
  expect(app.counted).toContainEqual(expect.objectContaining({ name: 'board.decision', detail: 'observation' }));
  expect(app.audited).toContainEqual(expect.objectContaining({ action: 'decision' }));
  press('Take back');
  decide('Facts support inpatient', 'second night needed');
  press('All decisions kept here (2)');
  const list = within(region('Decision')).getAllByRole('listitem').map(said);
  expect(list[0]).toMatch(/Facts support observation: stable, one night Alma Rivera, taken back 01-10 13:40/);
  expect(list[1]).toMatch(/Facts support inpatient: second night needed/);
  expect(app.kept.value.decisions.map(({ choice, takenBack }) => [choice, takenBack === null])).toEqual([
    ['observation', false],
    ['inpatient', true],
  ]);
  // A decision is no draft, which is erased after days: none of it is kept as one.
  expect(app.kept.value.drafts).toEqual([]);
  undo(app);
  expect(app.kept.value.decisions).toHaveLength(1);
  // What was chosen and written stands in the form again, not yet a decision.
  expect((screen.getByLabelText('Facts support inpatient') as HTMLInputElement).checked).toBe(true);
});

test('unclear: one click hands the question over and copies it with the view and the brief', async () => {
  const app = show();
  decide('Unclear: to the physician advisor', 'second night not certain');
  press('Hand over and copy as text');
  await settle();
  expect(copied[0]).toContain('View of the nurse: Unclear: to the physician advisor. Reason: second night not certain');
  expect(copied[0]).toContain('Level-of-care brief');
  expect(app.kept.value.handovers[0]).toMatchObject({ by: 'Alma Rivera', answer: null });
  expect(app.audited).toContainEqual(expect.objectContaining({ action: 'handover' }));
  const box = region('Second-level review by the physician advisor');
  expect(said(box)).toContain('send the copied text');
  press('Answer of the physician advisor');
  fireEvent.click(within(box).getByLabelText('More is needed from the record or the practitioner'));
  type('Reason of the physician advisor', 'ask for the expected stay');
  const keep = () => screen.getByRole('button', { name: 'Keep answer' }) as HTMLButtonElement;
  expect(keep().disabled).toBe(true);
  type('Physician advisor', 'Dr Okafor', box);
  fireEvent.submit(keep().closest('form') as HTMLFormElement);
  expect(said(box)).toMatch(/Answered.*More is needed from the record or the practitioner: ask for the expected stay Dr Okafor/);
});

test('what the linter holds back is neither copied nor handed over nor printed', async () => {
  const print = vi.fn();
  window.print = print;
  const app = show();
  app.objections = [{ rule: 'QL024', message: 'a word about money' }];
  decide('Unclear: to the physician advisor', 'x');
  press('Hand over and copy as text');
  await settle();
  expect(copied).toEqual([]);
  expect(app.kept.value.handovers).toEqual([]);
  press('Peer-to-peer');
  press('Copy as text');
  press('Print');
  await settle();
  expect(copied).toEqual([]);
  expect(print).not.toHaveBeenCalled();
  expect(app.audited.filter(({ outcome }) => outcome === 'refused').map(({ action }) => action)).toEqual(['copied', 'copied', 'printed']);
});

test('the sheet for a call: window, five points in order, what speaks against, room for notes, and the same as text', async () => {
  const app = show();
  await enter('payer-window', 'peer-to-peer', { 'Asked when': '09:00', 'Window ends (if the notice says)': '17:00' });
  press('Peer-to-peer');
  const page = screen.getByRole('article');
  expect(within(page).getAllByRole('heading', { level: 2 }).map(said)).toEqual([
    'The call',
    '1. Why hospital care',
    '2. What was done',
    '3. Risk',
    '4. Expectation of the physician',
    '5. Course and midnights',
    'Facts that speak against',
    'Not known or not found',
  ]);
  expect(said(page)).toContain('open to 01-10 17:00 PST, 3:20 left');
  expect(said(page)).toContain('Dummyfield, Milo');
  type('Notes of the call', 'Dr Reyes, upheld, appeal by 01-24');
  press('Copy as text');
  await settle();
  expect(copied[0]).toContain('1. Why hospital care\n- Known when the inpatient order was written');
  expect(copied[0]).toContain('Notes of the call: Dr Reyes, upheld, appeal by 01-24');
  expect(app.audited).toContainEqual(expect.objectContaining({ action: 'copied', about: 'peer', outcome: 'ok' }));
});

test('without an entry the window of a call is not assumed, and leads to its form', async () => {
  show();
  press('Peer-to-peer');
  expect(said(region('The call'))).toContain('not entered: take it from the notice');
  press('Enter window');
  await settle();
  expect((screen.getByLabelText('Which') as HTMLSelectElement).value).toBe('peer-to-peer');
});

test('keys: t and b open the pages, Escape comes back, d goes to the decision, j and k from part to part, e to the first source', async () => {
  const app = show();
  const key = (name: string, target: Element = document.body) => fireEvent.keyDown(target, { key: name });
  key('t');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Peer-to-peer sheet');
  key('b');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Level-of-care brief');
  key('Escape');
  await settle();
  expect(document.activeElement?.textContent).toContain('Brief');
  key('d');
  expect(document.activeElement).toBe(screen.getByLabelText('Facts support inpatient'));
  (document.activeElement as HTMLElement).blur();
  key('j');
  const first = document.activeElement;
  expect(first?.hasAttribute('data-stop')).toBe(true);
  key('j');
  key('k');
  expect(document.activeElement).toBe(first);
  key('j');
  key('j');
  key('e');
  expect(app.drawer.value).not.toBeNull();
});

test('what rests on an entry alone opens it as a source, from a page too', async () => {
  const app = show();
  await enter('criteria-outcome', 'not-met', { When: '13:00', 'Set, version, subset': 'House set, 2026, adult' });
  press('Peer-to-peer');
  press(/^Criteria set House set 2026, adult: not met, as entered/);
  const [source] = app.drawer.value?.kind === 'sources' ? app.drawer.value.sources : [];
  expect(source).toBe(`UrEntry/${app.kept.value.entries[0]?.entry.id}`);
});

test('a form that was asked for does not open again when the board comes back', async () => {
  show();
  press('Peer-to-peer');
  press('Enter window');
  await settle();
  press('Cancel');
  press('Brief');
  press('Back to the board');
  await settle();
  expect(screen.queryByRole('form', { name: 'The plan asks, or offers a call' })).toBeNull();
});
