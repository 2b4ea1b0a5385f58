// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { AppProvider } from '../../src/app/model.ts';
import { QualityView } from '../../src/app/quality/QualityView.tsx';
import { ALL, acceptanceOf, directionsOf, filtered, newestShowings, quantileMs, rulesOf } from '../../src/app/quality/quality.ts';
import { stepCode } from '../../src/app/times.ts';
import { DEFAULT_QUERY_POLICY } from '../../src/core/query/index.ts';
import type { Count, CounterName } from '../../src/store/index.ts';
import { QUERY } from '../store/work-values.ts';
import { testApp } from './fixtures.ts';

afterEach(cleanup);

const one = (name: CounterName, n = 1, more: Partial<Count> = {}): Count => ({
  name,
  detail: '',
  rule: 'SEP-COH-04',
  version: '1.2.0',
  kind: 'validation',
  role: 'clinician',
  width: 'narrow',
  day: '2026-03-02',
  n,
  sum: 0,
  ...more,
});
const why = (detail: string, n = 1, more: Partial<Count> = {}) => one('prompt.dismissed', n, { detail, ...more });
const time = (ms: number, n = 1, name: CounterName = 'time.toAction') => one(name, n, { detail: stepCode('answered', ms), sum: ms * n });

test('precision counts facts that were wrong, and not prompts that were right without a need to ask', () => {
  const [rule] = rulesOf([
    one('prompt.shown', 20),
    one('prompt.answered', 6),
    why('evidence-wrong', 1),
    why('correct-but-no-query-needed', 3),
  ]);
  expect(rule).toMatchObject({ shown: 20, answered: 6, dismissed: 4, evidenceWrong: 0.1, precision: 0.9, flags: [] });
  expect(rule?.acceptance).toBeCloseTo(6 / 17);
  expect(rule?.reasons['correct-but-no-query-needed']).toBe(3);
});

test('a rule under 20 % acceptance is flagged after 50 showings, by its newest ones only', () => {
  const early = one('prompt.shown', 60, { day: '2026-01-01' });
  const late = one('prompt.shown', 50, { day: '2026-03-01' });
  const answered = (n: number, day: string) => one('prompt.answered', n, { day });
  expect(rulesOf([one('prompt.shown', 49)])[0]?.flags).toEqual([]);
  expect(rulesOf([one('prompt.shown', 50)])[0]?.flags).toEqual(['low-acceptance']);
  expect(rulesOf([early, late, answered(10, '2026-03-01')])[0]?.flags).toEqual([]);
  expect(rulesOf([early, late, answered(60, '2026-01-01'), answered(9, '2026-03-01')])[0]?.flags).toEqual(['low-acceptance']);
  expect(newestShowings([early, late])?.map(({ day }) => day)).toEqual(['2026-03-01']);
  expect(newestShowings([late, one('prompt.shown', 10, { day: '2026-03-05' })])).toHaveLength(2);
});

test('a rule over 10 % evidence-wrong is flagged', () => {
  expect(rulesOf([one('prompt.answered', 9), why('evidence-wrong')])[0]?.flags).toEqual([]);
  expect(rulesOf([one('prompt.answered', 8), why('evidence-wrong')])[0]?.flags).toEqual(['evidence-wrong']);
});

test('times give their mean, and their middle by the step that holds it', () => {
  const times = [time(1200, 3), time(25_000), time(50_000)];
  expect(rulesOf(times)[0]).toMatchObject({ medianMs: 1500, meanMs: (3600 + 75_000) / 5 });
  expect(quantileMs(times, 'time.toAction', 0.95)).toBe(60_000);
  expect(quantileMs([], 'time.toAction', 0.5)).toBeNull();
});

test('nothing is divided by nothing', () => {
  expect(rulesOf([one('prompt.opened')])[0]).toMatchObject({
    precision: null,
    acceptance: null,
    medianMs: null,
    meanMs: null,
    thumbsDown: null,
  });
  expect(acceptanceOf([one('prompt.shown', 2), why('correct-but-no-query-needed', 2)])).toBeNull();
  expect(acceptanceOf([one('prompt.answered', 2)])).toBe(1);
});

test('prompts that question and prompts that add stand side by side', () => {
  const rules = rulesOf([
    one('prompt.shown', 3),
    one('prompt.shown', 5, { rule: 'A', kind: 'specificity' }),
    one('prompt.shown', 2, { rule: 'L', kind: 'level-of-care' }),
  ]);
  expect(directionsOf(rules).map(({ direction, shown }) => [direction, shown])).toEqual([
    ['weakens', 3],
    ['strengthens', 5],
    ['neither', 2],
  ]);
});

test('counts are chosen by view, rule and days', () => {
  const counts = [
    one('prompt.shown', 1, { day: '2026-03-01' }),
    one('prompt.shown', 2, { role: 'cdi' }),
    one('prompt.shown', 4, { rule: 'A' }),
  ];
  const sum = (filter: object) => filtered(counts, { ...ALL, ...filter }).reduce((all, { n }) => all + n, 0);
  expect([sum({}), sum({ role: 'cdi' }), sum({ rule: 'A' }), sum({ from: '2026-03-02' }), sum({ to: '2026-03-01' })]).toEqual([
    7, 2, 4, 6, 1,
  ]);
});

async function show(counts: readonly Count[], role: 'clinician' | 'cdi' = 'cdi') {
  const app = testApp();
  app.role.value = role;
  app.over.value = { room: 'quality' };
  app.counted.push(...counts);
  render(
    <AppProvider value={app}>
      <QualityView policy={DEFAULT_QUERY_POLICY} />
    </AppProvider>,
  );
  await screen.findByRole('heading', { level: 1, name: 'Quality of prompts' });
  return app;
}

test('before anything is counted the room says so', async () => {
  await show([]);
  expect(await screen.findByText(/Nothing is counted yet/)).toBeTruthy();
  expect(screen.queryByRole('table', { name: 'Rules' })).toBeNull();
});

test('a rule stands in a table with headers, its flag in words and a formula for each column', async () => {
  await show([one('prompt.shown', 60), one('prompt.answered', 5), why('evidence-wrong', 1)]);
  const table = await screen.findByRole('table', { name: 'Rules' });
  const names = within(table)
    .getAllByRole('columnheader')
    .map((cell) => cell.textContent);
  expect(names.slice(0, 4)).toEqual(['Rule', 'Kind', 'Shown', 'Opened']);
  expect(within(table).getByRole('rowheader').textContent).toContain('under 20 % acceptance');
  fireEvent.click(screen.getByRole('button', { name: 'How each column is made' }));
  for (const name of names.slice(1))
    expect(
      screen.getAllByText(name ?? '').some((element) => element.tagName === 'DT'),
      name ?? '',
    ).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: 'Dismissed by reason' }));
  expect(screen.getByText('A fact shown is wrong')).toBeTruthy();
});

test('a filter that leaves nothing says so, and days narrow the table', async () => {
  await show([one('prompt.shown', 2), one('prompt.shown', 3, { rule: 'OTHER', day: '2026-04-01' })]);
  await screen.findByRole('table', { name: 'Rules' });
  fireEvent.input(screen.getByLabelText('From day'), { target: { value: '2026-03-15' } });
  fireEvent.change(screen.getByLabelText('From day'), { target: { value: '2026-03-15' } });
  await waitFor(() => expect(screen.queryByText('SEP-COH-04', { selector: 'th' })).toBeNull());
  expect(within(screen.getByRole('table', { name: 'Rules' })).getAllByRole('rowheader')).toHaveLength(1);
  fireEvent.change(screen.getByLabelText('From day'), { target: { value: '2027-01-01' } });
  expect(await screen.findByText('Nothing is counted for this choice.')).toBeTruthy();
});

test('the export holds the formulas and no patient, user or words of theirs', async () => {
  const app = await show([one('prompt.shown', 60), why('other', 2)]);
  fireEvent.click(await screen.findByRole('button', { name: 'Export as a table (CSV)' }));
  const box = screen.getByRole('textbox', { name: /^corroborate-quality-/ }) as HTMLTextAreaElement;
  expect(box.value).toContain('answered / (shown - dismissed as correct but nothing needed)');
  expect(box.value).toContain('SEP-COH-04');
  for (const word of ['p1', 'Practitioner', 'Dummyfield', 'Encounter', 'Rivera']) expect(box.value).not.toContain(word);
  expect(app.audited.map(({ action, about }) => [action, about])).toEqual([['exported', 'quality']]);
});

test('targets say what is here, what is aimed at, and whether it is within', async () => {
  await show([one('prompt.shown', 40), one('prompt.answered', 20), time(1200, 5), time(900, 3, 'time.firstPrompt')]);
  const table = await screen.findByRole('table', { name: 'Targets of live use' });
  const row = (name: RegExp) => within(table).getByRole('row', { name }).textContent ?? '';
  expect(row(/^Acceptance/)).toContain('50 %');
  expect(row(/^Acceptance/)).toContain('within');
  expect(row(/^Not useful/)).toContain('no data');
  // Three are too few to say whether a target is met.
  expect(row(/^First prompt.*median/)).not.toContain('within');
  expect(row(/^First prompt.*median/)).toContain('1.0 s');
});

test('CDI sees the numbers of queries with their formulas; a clinician does not', async () => {
  const app = await show([]);
  expect(await screen.findByText('No query is kept here yet.')).toBeTruthy();
  cleanup();
  app.put('query', { ...QUERY, history: [...QUERY.history, { kind: 'sent', at: 20, by: 'A', to: 'B', via: 'copy' }] });
  render(
    <AppProvider value={app}>
      <QualityView policy={DEFAULT_QUERY_POLICY} />
    </AppProvider>,
  );
  const table = await screen.findByRole('table', { name: 'Queries' });
  expect(within(table).getByRole('row', { name: /^Response rate/ }).textContent).toContain('0 of 1');
  cleanup();
  await show([], 'clinician');
  expect(screen.queryByText('Queries')).toBeNull();
});

test('Escape closes the room', async () => {
  const app = await show([]);
  fireEvent.keyDown(screen.getByRole('heading', { level: 1 }), { key: 'Escape' });
  expect(app.over.value).toBeNull();
});
