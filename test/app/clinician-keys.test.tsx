// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppProvider } from '../../src/app/model.ts';
import { Shell } from '../../src/app/shell/Shell.tsx';
import { sourceRef } from '../../src/core/chart/fact.ts';
import { NOW, progressOf, reviewOf, SEPSIS, type TestApp, testApp } from './fixtures.ts';

let copied: string[] = [];
beforeEach(() => {
  copied = [];
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function show(app: TestApp = testApp()) {
  render(
    <AppProvider value={app}>
      <Shell />
    </AppProvider>,
  );
  return app;
}
const card = (name: RegExp = /Validation, Sepsis/) => within(screen.getByRole('article', { name }));
const press = (name: RegExp | string, inside: Pick<typeof screen, 'getByRole'> = screen) =>
  fireEvent.click(inside.getByRole('button', { name }));
const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name });
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
const countsOf = (app: TestApp) => app.counted.map(({ name, detail }) => [name, detail].filter(Boolean).join(' '));

test('by keys alone: to the answers, a choice, copied', async () => {
  show();
  key('r');
  const radio = card().getByLabelText('Unable to determine');
  expect(document.activeElement).toBe(card().getAllByRole('radio')[0]);
  fireEvent.click(radio);
  key('c');
  await settle();
  expect(copied[0]).toContain('Unable to determine');
});

test('the other cards are folded until they are opened; Enter opens the one in focus, and what was begun stays', () => {
  const app = show();
  fireEvent.click(card().getByLabelText('Unable to determine'));
  expect(card(/Level of care/).queryByRole('radio')).toBeNull();
  key('j');
  key('j');
  key('Enter');
  expect(card(/Level of care/).getAllByRole('radio').length).toBe(3);
  expect(card().queryByRole('radio')).toBeNull();
  expect(countsOf(app).filter((each) => each === 'prompt.opened').length).toBe(2);
  key('k');
  key('Enter');
  expect((card().getByLabelText('Unable to determine') as HTMLInputElement).checked).toBe(true);
});

test('Escape leaves a part and gives the focus back to its card', () => {
  show();
  key('j');
  key('x');
  expect(document.activeElement?.textContent).toBe('Not clinically relevant');
  key('Escape');
  expect(screen.queryByText('Not needed because')).toBeNull();
  expect(document.activeElement?.getAttribute('aria-label')).toContain('1 of 2');
});

test('b hides everything of the patient; any of its ways back restores the screen and the focus', async () => {
  show();
  key('j');
  key('b');
  expect(document.documentElement.hasAttribute('data-covered')).toBe(true);
  expect(document.activeElement?.textContent).toBe('Show again');
  key('Escape');
  await settle();
  expect(document.documentElement.hasAttribute('data-covered')).toBe(false);
  expect(document.activeElement?.getAttribute('aria-label')).toContain('1 of 2');
});

test('a window that comes back with another patient behind it is covered, and no key uncovers it', () => {
  const app = show();
  app.own = false;
  fireEvent(window, new Event('focus'));
  expect(screen.getByRole('dialog', { name: 'This view may not belong to the open chart' })).toBeTruthy();
  key('Escape');
  expect(document.documentElement.hasAttribute('data-covered')).toBe(true);
  expect(app.audited).toMatchObject([{ action: 'security', outcome: 'refused' }]);
});

test('what is done is counted and put in the trail, with codes only', async () => {
  const app = show();
  fireEvent.click(card().getByLabelText('Unable to determine'));
  press(/Facts to include/, card());
  fireEvent.click(card().getByRole('checkbox', { name: /^Platelets/ }));
  press('Useful', card());
  press('Copy', card());
  await settle();
  press('Later', card(/Level of care/).queryByRole('button', { name: 'Later' }) ? card(/Level of care/) : card());
  expect(countsOf(app)).toEqual(
    expect.arrayContaining([
      'evidence.unticked',
      'prompt.thumb up',
      'copy.method clipboard',
      'prompt.copied',
      'prompt.answered undetermined',
    ]),
  );
  expect(app.audited.map(({ action, about }) => [action, about])).toEqual(
    expect.arrayContaining([
      ['draft-created', SEPSIS.ref],
      ['copied', SEPSIS.ref],
      ['prompt-answered', SEPSIS.ref],
    ]),
  );
  expect(JSON.stringify([app.counted, app.audited])).not.toMatch(/Lactate|Dummyfield/);
});

test('put off before midnight or after it, while that is still to come', () => {
  const app = show();
  press('Later', card());
  press('before midnight (22:00)', card());
  expect(app.kept.value.feedback[0]).toMatchObject({ action: 'snoozed', until: { at: Date.parse('2026-03-02T22:00:00-05:00') } });
  press('Undo');
  press('Later', card());
  press('after midnight', card());
  expect(app.kept.value.feedback[0]?.until).toEqual({ at: Date.parse('2026-03-03T00:00:00-05:00') });
  expect(countsOf(app)).toEqual(expect.arrayContaining(['prompt.snoozed before-midnight', 'prompt.snoozed after-midnight']));
});

test('"already documented" asks in which of the notes that were read, newest first', () => {
  const base = reviewOf();
  const note = (id: string, hours: number) => ({
    ...{
      concept: 'note',
      at: NOW - hours * 3_600_000,
      by: 'attending' as const,
      from: [sourceRef(`DocumentReference/${id}#0-9`)] as const,
    },
    note: { type: 'progress' as const, section: '', sectionClass: 'narrative' as const, signed: true, snippet: '' },
  });
  const app = show(testApp(reviewOf({ chart: { ...base.chart, facts: [note('n1', 9), note('n2', 1)] } })));
  press('Not needed', card());
  press('Already documented', card());
  const offered = within(card().getByRole('group', { name: 'In which note?' })).getAllByRole('button');
  expect(offered.map((each) => each.textContent)).toEqual(['progress note 03-02 07:14, attending', 'progress note 03-01 23:14, attending']);
  fireEvent.click(offered[0] as HTMLElement);
  expect(app.kept.value.feedback[0]).toMatchObject({
    reason: 'already-documented',
    comment: 'progress note 03-02 07:14, attending (DocumentReference/n2)',
  });
});

test('a wrong fact is named before the prompt closes', () => {
  const app = show();
  press('Not needed', card());
  press('A fact shown is wrong', card());
  const close = card().getByRole('button', { name: 'Close the prompt' }) as HTMLButtonElement;
  expect(close.disabled).toBe(true);
  fireEvent.click(within(card().getByRole('group', { name: 'Which fact is wrong?' })).getByRole('checkbox', { name: /^Lactate/ }));
  fireEvent.click(close);
  expect(app.kept.value.feedback[0]).toMatchObject({ reason: 'evidence-wrong', comment: 'Lactate 3.1 mmol/L 03-02 00:55' });
});

test('the page of a condition that stands in the record is one click away', () => {
  const app = show();
  press('Sepsis', within(screen.getByRole('region', { name: 'Documentation essentials' })));
  expect(app.over.value).toEqual({ room: 'rules', checklist: 'sepsis', entry: null, page: 'essentials' });
});

test('an addendum is composed from ticked facts, a reason and own words, and copied as it is shown', async () => {
  const app = show();
  press('Addendum: why care differed', card());
  const form = within(await card().findByRole('region', { name: 'Addendum: why care differed' }));
  expect((form.getByRole('button', { name: 'Copy addendum' }) as HTMLButtonElement).disabled).toBe(true);
  fireEvent.click(form.getByLabelText('Contraindicated'));
  fireEvent.input(form.getByLabelText(/Your words/), { target: { value: 'heart failure' } });
  fireEvent.click(form.getByRole('checkbox', { name: /^Platelets/ }));
  const shown = form.getByRole('region', { name: 'Addendum as it will be copied' }).querySelector('pre')?.textContent;
  expect(shown).toContain('Reason: Contraindicated: heart failure.');
  expect(shown).not.toMatch(/Platelets|denial/i);
  press('Copy addendum', form);
  await settle();
  expect(copied).toEqual([shown]);
  expect(app.kept.value.feedback).toEqual([]);
});

test('an addendum whose fact was replaced meanwhile does not copy until it was reviewed, and then without the new value', async () => {
  const app = show();
  press('Addendum: why care differed', card());
  const form = within(await card().findByRole('region', { name: 'Addendum: why care differed' }));
  fireEvent.click(form.getByLabelText('Contraindicated'));
  const evidence = SEPSIS.evidence.map((line, at) =>
    at === 0 ? { ...line, value: '1.3', text: 'Lactate 1.3 mmol/L, 03-02 00:55' } : line,
  );
  app.review.value = reviewOf({ prompts: [{ ...SEPSIS, evidence }] });
  await settle();
  const copy = form.getByRole('button', { name: 'Copy addendum' }) as HTMLButtonElement;
  expect(copy.disabled).toBe(true);
  press('Reviewed', form);
  fireEvent.click(copy);
  await settle();
  expect(copied.length).toBe(1);
  expect(copied[0]).not.toContain('Lactate');
});

test('words for a prompt that is no longer asked stay until the user is done with them', async () => {
  const app = show();
  fireEvent.input(card().getByLabelText('Your words (optional)'), { target: { value: 'seen at the bedside' } });
  app.review.value = reviewOf({ prompts: [] });
  await settle();
  expect(screen.getByText(/no longer asked/)).toBeTruthy();
  expect((card().getByLabelText('Your words (optional)') as HTMLTextAreaElement).value).toBe('seen at the bedside');
});

test('after five seconds the wait is explained with the sources that are still open', () => {
  vi.useFakeTimers();
  show(testApp(null, { phase: 'reading', progress: progressOf('waiting'), readAt: null }));
  expect(screen.queryByText(/answers slowly/)).toBeNull();
  vi.advanceTimersByTime(5_000);
  vi.useRealTimers();
  return vi.waitFor(() => expect(screen.getByText(/answers slowly\. Still waiting for: Encounters/)).toBeTruthy());
});
