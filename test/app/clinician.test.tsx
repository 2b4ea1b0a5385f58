// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppProvider } from '../../src/app/model.ts';
import { Shell } from '../../src/app/shell/Shell.tsx';
import type { Feedback } from '../../src/store/index.ts';
import { checklist, EXPECTATION, item, line, NOW, progressOf, reviewOf, SEPSIS, type TestApp, testApp } from './fixtures.ts';

let copied: string[] = [];
beforeEach(() => {
  copied = [];
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
});
afterEach(cleanup);

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
const settle = () => vi.waitFor(() => new Promise((resolve) => setTimeout(resolve, 5)));

test('the summary line is the whole state: to look at, fine, cannot be checked', () => {
  show();
  const line = screen.getByRole('heading', { level: 1 }).textContent ?? '';
  expect(line).toContain('2 to look at');
  expect(line).toContain('1 checked fine');
  expect(line).toContain('1 cannot be checked');
});

test('the patient is named at the top, with age, sex and record number', () => {
  show();
  const banner = screen.getByRole('banner').textContent ?? '';
  for (const part of ['Dummyfield, Milo', '59 M', '1966-08-14', '0810']) expect(banner).toContain(part);
});

test('a card is named by kind, condition, state and position', () => {
  show();
  expect(screen.getByRole('article', { name: 'Validation, Sepsis, active, 1 of 2' })).toBeTruthy();
});

test('a condition that nobody documented is not named on its card', () => {
  const base = reviewOf();
  const quiet = base.checklists.map((each) =>
    each.id === 'sepsis' ? { ...each, documentation: { ...each.documentation, state: 'silent' as const } } : each,
  );
  show(testApp(reviewOf({ checklists: quiet, prompts: [{ ...SEPSIS, title: { ...SEPSIS.title, text: 'Lactate 3.1 and MAP 61.' } }] })));
  expect(screen.getByRole('article', { name: 'Validation, active, 1 of 1' })).toBeTruthy();
});

test('prompts of kind indicator are not shown to a clinician unless the hospital switched them on', () => {
  show(testApp(reviewOf({ prompts: [{ ...SEPSIS, kind: 'indicator' }] })));
  expect(screen.queryByRole('article')).toBeNull();
});

test('never more than three cards; the rest stand behind More', () => {
  const many = Array.from({ length: 5 }, (_, index) => ({ ...SEPSIS, key: `k${index}` }));
  show(testApp(reviewOf({ prompts: many })));
  expect(screen.getAllByRole('article')).toHaveLength(3);
  press('More (2)');
  expect(screen.getAllByRole('article')).toHaveLength(5);
});

test('validation comes before detail, whatever the order given', () => {
  show(testApp(reviewOf({ prompts: [{ ...EXPECTATION, kind: 'specificity' }, SEPSIS] })));
  expect(screen.getAllByRole('article')[0]?.getAttribute('aria-label')).toContain('Validation');
});

test('nothing is chosen until the clinician chooses, and nothing can be copied before', () => {
  show();
  for (const radio of card().getAllByRole('radio')) expect((radio as HTMLInputElement).checked).toBe(false);
  expect((card().getByRole('button', { name: 'Copy' }) as HTMLButtonElement).disabled).toBe(true);
});

test('two clicks: the preview is exactly what is copied, and the report tells its length', async () => {
  const app = show();
  fireEvent.click(card().getByLabelText('Sepsis was considered and ruled out'));
  const preview = card().getByRole('region', { name: 'What will be copied' }).querySelector('pre')?.textContent ?? '';
  expect(preview).toContain('Sepsis was considered and ruled out');
  expect(preview).toContain('Lactate 3.1 mmol/L, 03-02 00:55');
  expect(preview).not.toMatch(/SEP-|SOFA|Corroborate/);
  press('Copy', card());
  await settle();
  expect(copied).toEqual([preview]);
  expect(card().getByText(new RegExp(`Copied, ${preview.length} characters`))).toBeTruthy();
  expect(app.kept.value.feedback[0]?.action).toBe('answered');
  // Nothing of it waits to be chosen again, should the question come back.
  expect(app.kept.value.drafts).toEqual([]);
});

test('an unticked fact is not copied', () => {
  show();
  fireEvent.click(card().getByLabelText('Unable to determine'));
  press(/Facts to include/, card());
  fireEvent.click(card().getByRole('checkbox', { name: /^Platelets/ }));
  expect(card().getByRole('region', { name: 'What will be copied' }).textContent).not.toContain('Platelets');
});

test('story 8: a refused clipboard leaves the text selected, and says so', async () => {
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async () => Promise.reject(new Error('denied')) },
  });
  document.execCommand = () => false;
  const app = show();
  fireEvent.click(card().getByLabelText('Unable to determine'));
  press('Copy', card());
  await settle();
  expect(card().getByText(/refused to copy/)).toBeTruthy();
  expect((document.activeElement as HTMLTextAreaElement).value).toContain('Unable to determine');
  expect(app.kept.value.feedback).toEqual([]);
});

test('a text the linter objects to is not copied, and the reason is told', async () => {
  const app = testApp();
  app.objections = [{ rule: 'QL024', message: '"DRG": a query holds no word about payment.' }];
  show(app);
  fireEvent.click(card().getByLabelText('Unable to determine'));
  press('Copy', card());
  await settle();
  expect(copied).toEqual([]);
  expect(card().getByRole('alert').textContent).toContain('QL024');
});

test('nothing is copied when the view does not belong to the launched patient', async () => {
  const app = testApp();
  app.own = false;
  show(app);
  fireEvent.click(card().getByLabelText('Unable to determine'));
  press('Copy', card());
  await settle();
  expect(copied).toEqual([]);
  expect(card().getByRole('alert').textContent).toContain('does not belong to the open chart');
});

test('story 4: a fact withdrawn after the draft is struck through, and nothing copies until it was reviewed', async () => {
  const app = show();
  fireEvent.click(card().getByLabelText('Unable to determine'));
  const withdrawn = SEPSIS.evidence.map((line, index) => (index === 0 ? { ...line, flags: ['withdrawn'] } : line));
  app.review.value = reviewOf({ prompts: [{ ...SEPSIS, evidence: withdrawn }] });
  await settle();
  expect(card().getByRole('button', { name: /Lactate.*withdrawn/ })).toBeTruthy();
  expect(card().getByRole('region', { name: 'What will be copied' }).textContent).not.toContain('Lactate');
  const copy = card().getByRole('button', { name: 'Copy' }) as HTMLButtonElement;
  expect(copy.disabled).toBe(true);
  expect(card().getByText(/Corrected in the record since you began.*Lactate 3\.1 mmol\/L/)).toBeTruthy();
  press('Reviewed', card());
  expect(copy.disabled).toBe(false);
  press('Copy', card());
  await settle();
  expect(copied[0]).not.toContain('Lactate');
});

test('a fact that is gone from the prompt because it was withdrawn stays in view, struck through and out of reach', async () => {
  const [lactate, ...others] = SEPSIS.evidence;
  if (!lactate) throw new Error('no evidence');
  const app = show();
  fireEvent.click(card().getByLabelText('Unable to determine'));
  const gone = reviewOf({ prompts: [{ ...SEPSIS, evidence: others }] });
  const fact = { concept: 'lactate', at: NOW, value: 3.1, standing: 'withdrawn' as const, from: [lactate.sources[0] as never] as const };
  app.review.value = { ...gone, chart: { ...gone.chart, facts: [fact] } };
  await settle();
  expect(card().getByRole('button', { name: /^Lactate 3.1.*withdrawn in the record/ })).toBeTruthy();
  press(/Facts to include/, card());
  const box = card().getByRole('checkbox', { name: /^Lactate/ }) as HTMLInputElement;
  expect([box.checked, box.disabled]).toEqual([false, true]);
});

test('a result entered in error leaves no fact: its resource says so; one that was not read this time says nothing', async () => {
  const [lactate, ...others] = SEPSIS.evidence;
  const statusOf: Record<string, object | null> = {};
  const app = testApp();
  Object.assign(app, { resource: (ref: string) => statusOf[ref] ?? null });
  show(app);
  fireEvent.click(card().getByLabelText('Unable to determine'));
  const copy = () => card().getByRole('button', { name: 'Copy' }) as HTMLButtonElement;
  app.review.value = reviewOf({ prompts: [{ ...SEPSIS, evidence: others }] });
  await settle();
  expect(copy().disabled).toBe(false);
  expect(screen.queryByText(/withdrawn in the record/)).toBeNull();
  statusOf[String(lactate?.sources[0])] = { resourceType: 'Observation', status: 'entered-in-error' };
  app.review.value = reviewOf({ prompts: [{ ...SEPSIS, evidence: others }] });
  await settle();
  expect(copy().disabled).toBe(true);
  expect(card().getByRole('button', { name: /^Lactate 3.1.*withdrawn in the record/ })).toBeTruthy();
});

test('words for a prompt that is no longer asked do not carry a fact that was withdrawn with it', async () => {
  const app = testApp();
  let status = 'final';
  Object.assign(app, {
    resource: (ref: string) => ({ resourceType: 'Observation', id: ref, status: /lactate/.test(ref) ? status : 'final' }),
  });
  show(app);
  fireEvent.input(card().getByLabelText(/Your words/), { target: { value: 'Seen at the bedside.' } });
  status = 'entered-in-error';
  app.review.value = reviewOf({ prompts: [] });
  await settle();
  const copy = card().getByRole('button', { name: 'Copy' }) as HTMLButtonElement;
  expect(copy.disabled).toBe(true);
  press('Reviewed', card());
  press('Copy', card());
  await settle();
  expect(copied[0]).toContain('Seen at the bedside.');
  expect(copied[0]).not.toContain('Lactate');
});

test('what resolved is told only of what a clinician is asked', () => {
  const app = show();
  app.resolved.value = [
    {
      prompt: { ...SEPSIS, key: 'a', kind: 'indicator', title: { ...SEPSIS.title, text: 'Findings without a statement' } },
      at: NOW,
      what: 'x',
    },
    { prompt: { ...SEPSIS, key: 'b', audience: ['cdi'] }, at: NOW, what: 'y' },
  ];
  expect(screen.queryByText(/Resolved/)).toBeNull();
});

test('a value replaced after the draft is not copied in its old form, nor in its new one before somebody ticked it', async () => {
  const app = show();
  fireEvent.click(card().getByLabelText('Unable to determine'));
  const replaced = SEPSIS.evidence.map((line, index) =>
    index === 0 ? { ...line, value: '1.3', text: 'Lactate 1.3 mmol/L, 03-02 00:55' } : line,
  );
  app.review.value = reviewOf({ prompts: [{ ...SEPSIS, evidence: replaced }] });
  await settle();
  expect(card().getByRole('button', { name: /^Lactate 3.1.*replaced in the record/ })).toBeTruthy();
  press('Reviewed', card());
  press('Copy', card());
  await settle();
  expect(copied[0]).not.toContain('Lactate');
});

test('not needed takes one click; one undo brings the prompt back', () => {
  const app = show();
  press('Not needed', card());
  press('Considered and ruled out', card());
  expect(screen.queryByRole('article', { name: /Sepsis/ })).toBeNull();
  expect(app.kept.value.feedback[0]).toMatchObject({
    action: 'dismissed',
    reason: 'considered-and-ruled-out',
    fingerprint: SEPSIS.fingerprint,
  });
  press('Undo');
  expect(screen.getByRole('article', { name: /Sepsis/ })).toBeTruthy();
});

test('the reason "other" needs words', () => {
  const app = show();
  press('Not needed', card());
  press('Other reason', card());
  expect((card().getByRole('button', { name: 'Close the prompt' }) as HTMLButtonElement).disabled).toBe(true);
  fireEvent.input(card().getByLabelText('Reason in your words'), { target: { value: 'transferred' } });
  press('Close the prompt', card());
  expect(app.kept.value.feedback[0]).toMatchObject({ reason: 'other', comment: 'transferred' });
});

const closedOn = (fingerprint: string, more: Partial<Feedback> = {}): Feedback => ({
  ...{ key: SEPSIS.key, fingerprint, action: 'dismissed', reason: 'already-documented', comment: '', until: null, seen: null },
  at: NOW - 26 * 3_600_000,
  ...more,
});

test('story 3: a closed prompt stays closed while its fingerprint is the same; when it comes back it says what changed', () => {
  const before = 'sepsis@1.2.0 documentation=affirmed found=not-found elevated-lactate=not-met';
  const after = 'sepsis@1.2.0 documentation=affirmed found=not-met elevated-lactate=met';
  const app = testApp(reviewOf({ prompts: [{ ...SEPSIS, fingerprint: before }] }));
  app.record(closedOn(before));
  show(app);
  expect(screen.queryByRole('article', { name: /Sepsis/ })).toBeNull();
  cleanup();
  app.review.value = reviewOf({ prompts: [{ ...SEPSIS, fingerprint: after }] });
  show(app);
  expect(card().getByText('Closed 03-01: already documented. Reopened: Lactate above 2 mmol/L now met.')).toBeTruthy();
});

test('a reopened prompt of a condition that nobody documented names no criterion', () => {
  const base = reviewOf();
  const checklists = base.checklists.map((each) =>
    each.id === 'sepsis' ? { ...each, documentation: { ...each.documentation, state: 'silent' as const } } : each,
  );
  const prompt = { ...SEPSIS, fingerprint: 'sepsis@1.2.0 elevated-lactate=met', title: { ...SEPSIS.title, text: 'Findings' } };
  const app = testApp(reviewOf({ checklists, prompts: [prompt] }));
  app.record(closedOn('sepsis@1.2.0 elevated-lactate=not-met'));
  show(app);
  expect(screen.getByText(/^Closed 03-01: .* Reopened: what it rests on has changed\.$/)).toBeTruthy();
});

test('a prompt put off returns at its time, not before', () => {
  const app = testApp();
  show(app);
  press('Later', card());
  press('in 4 hours', card());
  expect(screen.queryByRole('article', { name: /Sepsis/ })).toBeNull();
  app.load.value = { ...app.load.value, readAt: NOW + 4 * 3_600_000 };
  cleanup();
  show(app);
  expect(screen.getByRole('article', { name: /Sepsis/ })).toBeTruthy();
});

test('a prompt that resolved tells what arrived', () => {
  const app = testApp(reviewOf({ prompts: [] }));
  app.resolved.value = [{ prompt: SEPSIS, at: NOW, what: 'repeat lactate 2.0 mmol/L' }];
  show(app);
  expect(screen.getByText('Resolved 08:14: repeat lactate 2.0 mmol/L')).toBeTruthy();
});

test('a fact opens its resource: value, range, times; Escape gives the focus back', () => {
  show();
  const chip = card().getByRole('button', { name: /^Lactate 3.1 mmol\/L 03-02 00:55/ });
  chip.focus();
  fireEvent.click(chip);
  const drawer = screen.getByRole('dialog', { name: 'Lactate' });
  for (const part of ['3.1 mmol/L', '0.5 - 2.0 mmol/L', '03-02 00:55', '03-02 01:20', 'Lactate above 2 mmol/L', 'CMS SEP-1 specification'])
    expect(drawer.textContent).toContain(part);
  fireEvent.keyDown(drawer, { key: 'Escape' });
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(chip);
});

test('what was not found opens the search that found nothing', () => {
  show();
  press('Not found: repeat lactate (looked to 06:10)', card());
  expect(screen.getByRole('dialog').textContent).toContain('Observation?patient=...&category=laboratory');
});

test('story 14: with nothing wrong there is one line and no card', () => {
  const fine = ['sepsis', 'respiratory-failure', 'inpatient-status'].map((id) => checklist(id, id));
  show(testApp(reviewOf({ prompts: [], checklists: fine })));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Checked 3 conditions at 08:14. Nothing needed.');
  expect(screen.queryByRole('article')).toBeNull();
});

test('with something unread the line does not say that nothing is needed', () => {
  const unread = [
    checklist('sepsis', 'Sepsis', {
      expect: {
        a: item('a', 'Repeat lactate', 'cannot-check', {
          verdict: 'not-known',
          why: 'lactate could not be read',
          search: 'DocumentReference?patient=...',
        }),
      },
    }),
  ];
  show(testApp(reviewOf({ prompts: [], checklists: unread })));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('in what could be read');
  press(/Cannot check \(1\)/);
  expect(screen.getByText('Notes: not permitted')).toBeTruthy();
  expect(screen.getByText('Needed for: Repeat lactate')).toBeTruthy();
});

test('while the chart is read the progress is told, and nothing is called unreadable yet', () => {
  show(testApp(reviewOf(), { phase: 'reading', progress: progressOf('waiting'), readAt: null }));
  expect(screen.getByRole('region', { name: 'Reading the chart' }).textContent).toContain('0 of 11 sources read');
  expect(screen.getByRole('heading', { level: 1 }).textContent).not.toContain('cannot be checked');
});

test('a stop shows nothing of the patient', () => {
  const app = testApp();
  app.stop.value = { code: 'wrong-patient', detail: null };
  show(app);
  expect(document.body.textContent).not.toMatch(/Dummyfield|Lactate/);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('not of this patient');
});

test('keys work outside of text fields only', () => {
  show();
  fireEvent.keyDown(document.body, { key: 'j' });
  expect(document.activeElement?.getAttribute('aria-label')).toContain('1 of 2');
  fireEvent.keyDown(document.body, { key: 'j' });
  expect(document.activeElement?.getAttribute('aria-label')).toContain('2 of 2');
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'r' });
  const own = card(/Level of care/).getByLabelText('Your words (optional)');
  fireEvent.keyDown(own, { key: 'x', bubbles: true });
  expect(screen.queryByText('Not needed because')).toBeNull();
  fireEvent.keyDown(document.body, { key: '?' });
  expect(screen.getByRole('dialog', { name: 'Help' })).toBeTruthy();
});

test('an error in one part of the screen leaves the others', () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
  show(testApp(reviewOf({ prompts: [{ ...SEPSIS, evidence: null as never }] })));
  expect(screen.getByText('This part could not be shown')).toBeTruthy();
  expect(screen.getByRole('banner').textContent).toContain('Dummyfield');
  expect(screen.getByRole('contentinfo')).toBeTruthy();
  quiet.mockRestore();
});

test('text from the record stays text', () => {
  const evil = '<img src=x onerror=alert(1)>';
  const app = show(
    testApp(reviewOf({ prompts: [{ ...SEPSIS, evidence: SEPSIS.evidence.map((each) => ({ ...each, label: evil, value: evil })) }] })),
  );
  expect(app.review.value).not.toBeNull();
  expect(document.querySelector('img')).toBeNull();
  expect(document.body.textContent).toContain(evil);
});

test('a card shows at most four facts, and the others on demand', () => {
  const evidence = Array.from({ length: 8 }, (_, index) => line(`Value ${index}`, index, 'mg', `0${index}:00`));
  show(testApp(reviewOf({ prompts: [{ ...SEPSIS, evidence, absent: [] }] })));
  expect(card().getAllByRole('button', { name: /^Value / }).length).toBe(4);
  press('4 more', card());
  expect(card().getAllByRole('button', { name: /^Value / }).length).toBe(8);
});

test('a long quotation is clipped until it is opened; a short one has nothing to open', () => {
  const long = line('Sepsis', null, null, '02:10', { value: `"${'Patient with fever and flank pain. '.repeat(4)}"` });
  const short = line('Fever', null, null, '02:10', { value: '"Febrile."' });
  show(testApp(reviewOf({ prompts: [{ ...SEPSIS, evidence: [long, short] }] })));
  const opener = card().getByRole('button', { name: 'Whole quotation' });
  expect(opener.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(opener);
  expect(opener.getAttribute('aria-expanded')).toBe('true');
});

test.each([
  ['clinician', 'respond', 'query draft'],
  ['cdi', 'include or leave out a finding', 'respond'],
  ['ur', 'print the brief', 'query draft'],
] as const)('help lists the keys of the view that is open: %s', (role, own, other) => {
  const app = testApp();
  app.role.value = role;
  app.drawer.value = { kind: 'help' };
  show(app);
  const help = screen.getByRole('dialog').textContent ?? '';
  expect(help).toContain(own);
  expect(help).not.toContain(other);
});
