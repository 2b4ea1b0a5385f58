// @vitest-environment happy-dom
import { readdirSync } from 'node:fs';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { QueryPanel } from '../../src/app/cdi/query/QueryPanel.tsx';
import { recipientsOf } from '../../src/app/cdi/query/recipients.ts';
import { passGuards } from '../../src/app/cdi/query/send-out.ts';
import { AppProvider } from '../../src/app/model.ts';
import { stateOf } from '../../src/core/query/life.ts';
import { readQueryRecord } from '../../src/core/query/read.ts';
import { appOf, content, type Written, workflow, written } from './cdi-charts.ts';
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
const linked = written('vig-03');

function Panel({ app }: { readonly app: TestApp }) {
  const review = app.review.value;
  return (
    review && <QueryPanel review={review} condition={review.queries[0]?.checklist ?? ''} concepts={content.concepts} workflow={workflow} />
  );
}
function open(stay: Written = sepsis): TestApp {
  const app = appOf(stay);
  render(
    <AppProvider value={app}>
      <Panel app={app} />
    </AppProvider>,
  );
  return app;
}
const draft = () => within(screen.getByRole('region', { name: 'Query draft' }));
const lives = () => within(screen.getByRole('region', { name: /^Queries of this encounter/ }));
const press = (name: string | RegExp) => fireEvent.click(draft().getByRole('button', { name }));
const settled = () => vi.waitFor(() => draft().getByText('12 of 12 checks'), { timeout: 5000 });
const write = (label: string, value: string) => fireEvent.input(draft().getByLabelText(label), { target: { value } });
const blocked = () => vi.waitFor(() => draft().getByText('Copy is blocked'), { timeout: 5000 });

async function sent(stay: Written = sepsis): Promise<TestApp> {
  const app = open(stay);
  await settled();
  press(/^Copy/);
  await vi.waitFor(() => expect(copied).toHaveLength(1));
  press('Mark as sent');
  await vi.waitFor(() => expect(app.kept.value.queries.map(stateOf)).toEqual(['sent']));
  return app;
}

test('the list of recipients begins with the attending and since when, and names nobody who may not answer for a diagnosis', () => {
  const who = (code: string, display: string, start: string, end?: string) => ({
    type: [{ coding: [{ code }] }],
    individual: { reference: `Practitioner/${display.slice(0, 3).toLowerCase()}`, display },
    period: { start, ...(end ? { end } : {}) },
  });
  const participant = [
    who('ATND', 'Ada Earlier, MD', '2026-04-12T08:00:00-05:00', '2026-04-13T07:00:00-05:00'),
    who('CON', 'Cal Consult, MD', '2026-04-13T09:00:00-05:00'),
    who('PPRF', 'Nell Bedside, RN', '2026-04-13T09:00:00-05:00'),
    who('ATND', 'Bo Present, MD', '2026-04-13T07:00:00-05:00'),
  ];
  const encounter = { ...sepsis.resources.get(sepsis.review.encounter), resourceType: 'Encounter', participant };
  open({ ...sepsis, resources: new Map([...sepsis.resources, [sepsis.review.encounter, encounter]]) });
  const names = within(draft().getByLabelText('To'))
    .getAllByRole('option')
    .map((each) => each.textContent ?? '');
  expect(names[0]).toMatch(/^Bo Present, MD, attending since 04-13 \d\d:\d\d$/);
  expect(names.some((each) => each.startsWith('Cal Consult, MD, provider of this stay'))).toBe(true);
  expect(names.some((each) => each.startsWith('Ada Earlier, MD, attending before'))).toBe(true);
  expect(names.join()).not.toContain('Bedside');
});

test('only formats that fit the purpose can be chosen, and the others say why not', async () => {
  open(linked);
  await settled();
  const format = within(draft().getByRole('group', { name: /^Format/ }));
  const offered = format.getAllByRole('radio').length;
  expect(offered).toBeGreaterThan(0);
  expect(draft().queryAllByText(/^Not offered:/).length).toBe(3 - offered);
  fireEvent.click(format.getByRole('radio', { name: 'open question' }));
  expect(draft().getByText('The answer is free text.')).toBeTruthy();
  await settled();
});

test('a purpose with a draft in this case can be chosen, the others say that nothing asks for them', async () => {
  const own = sepsis.review.queries[0];
  const other = linked.review.queries[0];
  if (!own || !other || own.purpose === other.purpose) throw new Error('two purposes are needed');
  open({ ...sepsis, review: { ...sepsis.review, queries: [own, other] } });
  press('Which purpose may be asked how');
  const rows = within(draft().getByRole('table', { name: 'Which purpose may be asked how' }));
  const marks = [...rows.getAllByText('shown'), ...rows.getAllByText('nothing in the record asks for it')];
  expect([marks.length, rows.getAllByRole('button').length]).toEqual([8, 1]);
  expect(draft().getByText(/A type, stage or acuity is chosen or written, not confirmed/)).toBeTruthy();
  fireEvent.click(rows.getByRole('button', { name: /^Show its draft/ }));
  expect((draft().getByLabelText('Title') as HTMLInputElement).value).toBe(other.title);
});

test('a remark leads to its place', async () => {
  open();
  write('Title', 'Septic shock clarification');
  await blocked();
  fireEvent.click(draft().getAllByRole('button', { name: /^Go to: Title/ })[0] as HTMLElement);
  expect(document.activeElement).toBe(draft().getByLabelText('Title'));
});

test('a number in the text that belongs to no ticked finding blocks the copy (QL075)', async () => {
  open();
  write('Question', 'What is the diagnosis behind the lactate of 47.3 mmol/L?');
  await blocked();
  expect(draft().getAllByText('QL075').length).toBeGreaterThan(0);
  press(/^Copy/);
  await vi.waitFor(() => expect(draft().getByRole('alert').textContent).toContain('QL075'));
  expect(copied).toEqual([]);
});

test('a validation without findings against is blocked, and which rule did it is counted', async () => {
  const app = open();
  for (const each of sepsis.review.queries[0]?.indicators.filter(({ polarity }) => polarity === 'against') ?? [])
    fireEvent.click(draft().getByRole('checkbox', { name: each.line.text }));
  await blocked();
  press(/^Copy/);
  await vi.waitFor(() => expect(draft().getByRole('alert').textContent).toMatch(/Not copied: Findings: .*QL061/));
  expect(copied).toEqual([]);
  expect(app.counted.some(({ name, detail }) => name === 'query.checkFailed' && detail === 'QL061')).toBe(true);
});

test('a warning blocks until it is kept with a reason, and the reason is recorded with the query', async () => {
  const app = open();
  const question = (draft().getByLabelText('Question') as HTMLTextAreaElement).value;
  write('Question', question.replace(/\?$/, ' in view of these significant findings?'));
  await blocked();
  expect(draft().getAllByText('QL031').length).toBeGreaterThan(0);
  press(/^Copy/);
  await vi.waitFor(() => expect(draft().getByRole('alert').textContent).toContain('keep it with a reason'));
  expect(copied).toEqual([]);
  press('Keep with a reason');
  write('Why it is kept', 'Word of the note itself');
  press('Keep');
  await settled();
  press(/^Copy/);
  await vi.waitFor(() => expect(copied).toHaveLength(1));
  expect(app.kept.value.queries[0]?.lint.overrides).toMatchObject([{ rule: 'QL031', reason: 'Word of the note itself' }]);
});

test('a fact of the chart is added by its words, ticked, and stands in what is copied', async () => {
  open();
  press('Add a finding');
  const offers = draft().getAllByRole('button', { name: /^Add: / });
  const text = offers[0]?.querySelector('bdi')?.textContent ?? '';
  write('Add a finding', text.slice(0, 12));
  fireEvent.click(draft().getAllByRole('button', { name: /^Add: / })[0] as HTMLElement);
  expect((draft().getByRole('checkbox', { name: text }) as HTMLInputElement).checked).toBe(true);
});

test('copy and mark as sent: the record carries text, checks and hash, its clock stands on screen, and it reads back whole', async () => {
  const app = await sent();
  const [record] = app.kept.value.queries;
  expect(copied[0]).toContain(record?.text);
  expect(copied[0]).toContain(`Query ${record?.key.slice(0, 8)}`);
  expect(record?.evidenceHash).toMatch(/^[0-9a-f]{64}$/);
  expect(readQueryRecord(JSON.parse(JSON.stringify(record)))).not.toBeNull();
  expect(lives().getByText(/To be answered by .* Reminder 1 (from|due)|No time to answer/)).toBeTruthy();
  expect(app.counted.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['query.drafted', 'query.copied', 'query.sent', 'copy.method']),
  );
  expect(app.audited.map(({ action }) => action)).toEqual(expect.arrayContaining(['draft-created', 'copied', 'query-sent']));
});

test('marking as sent is taken back within ten seconds, and the history keeps both', async () => {
  const app = await sent();
  app.undoable.value?.undo();
  const [record] = app.kept.value.queries;
  expect(record && stateOf(record)).toBe('drafted');
  expect(record?.history.map(({ kind }) => kind)).toEqual(['drafted', 'sent', 'sent-undone']);
});

test('a question that is open already is not asked twice without a reason, and leads to the query that asks it', async () => {
  const app = await sent();
  await vi.waitFor(() => expect(draft().getByText(/^Already asked on/)).toBeTruthy());
  expect(draft().queryByLabelText('Title')).toBeNull();
  press('Ask anew all the same');
  await blocked();
  press(/^Copy/);
  await vi.waitFor(() => expect(draft().getByRole('alert').textContent).toContain('QL012'));
  expect(copied).toHaveLength(1);
  fireEvent.click(within(draft().getByRole('alert')).getByRole('button', { name: 'Show that query' }));
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(document.activeElement?.closest('[data-life]')?.getAttribute('data-life')).toBe(app.kept.value.queries[0]?.key);
});

test('the life of a query: viewed, reminded with a neutral message, answered with its basis, closed; what may not follow is not offered', async () => {
  const app = await sent();
  expect(lives().queryByRole('button', { name: 'Close' })).toBeNull();
  fireEvent.click(lives().getByRole('button', { name: 'Viewed' }));
  fireEvent.click(lives().getByRole('button', { name: 'Reminder 1' }));
  fireEvent.click(lives().getByRole('button', { name: /^Copy the message/ }));
  await vi.waitFor(() => expect(copied).toHaveLength(2));
  expect(copied[1]).toContain('has no answer yet');
  await vi.waitFor(() => expect(app.kept.value.queries[0]?.history.map(({ kind }) => kind)).toContain('reminded'));
  fireEvent.click(lives().getByRole('button', { name: 'Enter the answer' }));
  expect(lives().getAllByRole('radio')).toHaveLength(8);
  fireEvent.click(lives().getByRole('radio', { name: 'The documented diagnosis was confirmed' }));
  expect(lives().getByText(/worth a second look/)).toBeTruthy();
  fireEvent.input(lives().getByLabelText(/^Clinical basis/), { target: { value: 'Lactate and pressure on arrival' } });
  expect(lives().queryByText(/worth a second look/)).toBeNull();
  fireEvent.click(lives().getByRole('button', { name: 'Enter' }));
  await vi.waitFor(() => expect(app.kept.value.queries.map(stateOf)).toEqual(['responded']));
  expect(app.counted.some(({ name, detail }) => name === 'query.answered' && detail === 'agree-validated')).toBe(true);
  fireEvent.click(lives().getByRole('button', { name: 'Close' }));
  expect(app.kept.value.queries.map(stateOf)).toEqual(['closed']);
  fireEvent.click(lives().getByRole('button', { name: 'Reopen' }));
  fireEvent.input(lives().getByLabelText(/^Why it is reopened/), { target: { value: 'New lactate' } });
  fireEvent.click(lives().getAllByRole('button', { name: 'Reopen' }).at(-1) as HTMLElement);
  await vi.waitFor(() => expect(app.kept.value.queries.map(stateOf)).toEqual(['drafted']));
});

test('a query that came to the wrong person is sent to another one under its own number', async () => {
  const who = (name: string, code: string) => ({
    type: [{ coding: [{ code }] }],
    individual: { reference: `Practitioner/${name.slice(0, 3).toLowerCase()}`, display: name },
  });
  const participant = [who('Bo Present, MD', 'ATND'), who('Cal Consult, MD', 'CON')];
  const encounter = { ...sepsis.resources.get(sepsis.review.encounter), resourceType: 'Encounter', participant };
  const app = await sent({ ...sepsis, resources: new Map([...sepsis.resources, [sepsis.review.encounter, encounter]]) });
  fireEvent.click(lives().getByRole('button', { name: 'Enter the answer' }));
  fireEvent.click(lives().getByRole('radio', { name: 'Sent to the wrong person' }));
  fireEvent.click(lives().getByRole('button', { name: 'Enter' }));
  fireEvent.click(await vi.waitFor(() => lives().getByRole('button', { name: 'Send to another provider' })));
  fireEvent.change(draft().getByLabelText('To'), { target: { value: 'Cal Consult, MD' } });
  await settled();
  press('Mark as sent');
  fireEvent.click(draft().getByRole('button', { name: 'copied and pasted' }));
  await vi.waitFor(() => expect(app.kept.value.queries.map(stateOf)).toEqual(['sent']));
  expect(app.kept.value.queries[0]?.history.flatMap((each) => (each.kind === 'sent' ? [each.to] : []))).toEqual([
    'Bo Present, MD',
    'Cal Consult, MD',
  ]);
});

test('the audit sheet holds ids, checks, findings and the whole history, and is copied as text', async () => {
  const app = await sent();
  press('Audit sheet');
  await vi.waitFor(() => draft().getByText('Evidence hash (SHA-256)'));
  fireEvent.click(draft().getByRole('button', { name: 'Copy the sheet' }));
  await vi.waitFor(() => expect(copied).toHaveLength(2));
  expect(copied[1]).toContain(app.kept.value.queries[0]?.key);
  expect(copied[1]).toContain('sent to');
});

test('a query that was asked in person passes the same checks and is kept with its memorial', async () => {
  const app = open();
  await settled();
  press('Asked in person');
  press('Keep the record of it');
  await vi.waitFor(() => expect(app.kept.value.queries.map(stateOf)).toEqual(['sent']));
  const event = app.kept.value.queries[0]?.history.find(({ kind }) => kind === 'sent');
  expect(event).toMatchObject({ via: 'verbal' });
  fireEvent.click(screen.getByRole('button', { name: 'Copy the record of it' }));
  await vi.waitFor(() => expect(copied[0]).toMatch(/^Verbal query, /));
});

test('nothing leaves by any way when the chart in the EHR is another one', async () => {
  const app = open();
  await settled();
  app.own = false;
  for (const name of [/^Copy/, 'Print', 'Save draft']) press(name);
  await vi.waitFor(() => expect(draft().getByRole('alert').textContent).toContain('does not belong to the open chart'));
  expect(copied).toEqual([]);
  expect(app.kept.value.queries).toEqual([]);
  expect(app.audited.some(({ action, outcome }) => action === 'security' && outcome === 'refused')).toBe(true);
});

test('every draft of the written stays may leave untouched', async () => {
  const found: string[] = [];
  let drafts = 0;
  for (const file of readdirSync('sandbox/patients')) {
    const stay = written(file.replace('.json', ''));
    const app = appOf(stay);
    for (const own of stay.review.queries) {
      drafts += 1;
      const recipients = recipientsOf(app, stay.review, own);
      const passed = await passGuards(
        {
          ...{ app, review: stay.review, draft: own, recipient: recipients[0] ?? null, recipients, policy: workflow.queries },
          ...{ isChanged: false, overrides: [], before: null, now: stay.review.asOf },
        },
        'copy',
      );
      if (!passed.ok) found.push(`${file} ${own.id}: ${passed.why}`);
    }
  }
  expect(found).toEqual([]);
  expect(drafts).toBeGreaterThan(1);
});

test('a draft of another stay than the review is never judged by it', async () => {
  const app = appOf(sepsis);
  const [own] = sepsis.review.queries;
  if (!own) throw new Error('no draft');
  const review = { ...sepsis.review, encounter: linked.review.encounter };
  const passed = await passGuards(
    {
      ...{ app, review, draft: own, recipient: null, recipients: [], policy: workflow.queries, isChanged: false },
      ...{ overrides: [], before: null, now: review.asOf },
    },
    'copy',
  );
  expect(passed).toMatchObject({ ok: false, why: expect.stringContaining('could not be checked') });
});
