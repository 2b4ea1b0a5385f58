// @vitest-environment happy-dom
import { readdirSync } from 'node:fs';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyEdits, noEdits } from '../../src/app/cdi/query/draft-edit.ts';
import { fileOut } from '../../src/app/cdi/query/outbox.ts';
import { QueryPanel } from '../../src/app/cdi/query/QueryPanel.tsx';
import { recipientsOf } from '../../src/app/cdi/query/recipients.ts';
import { passGuards } from '../../src/app/cdi/query/send-out.ts';
import { AppProvider } from '../../src/app/model.ts';
import { formatsOf, inFormat } from '../../src/core/query/in-format.ts';
import { permitted } from '../../src/core/query/matrix.ts';
import { appOf, content, type Written, workflow, written } from './cdi-charts.ts';
import type { TestApp } from './fixtures.ts';

/** What a hurried, pressed or ill-willed author may write into the title or the question of a query. */
const TITLES = [
  'Septic shock clarification',
  'Query to capture the MCC',
  'Raises the DRG weight',
  'Denial prevention',
  'Revenue review of sepsis',
  'Septic sh\u200bock clarification',
  '<b>Clinical basis</b>',
  'Synthetica969: clinical basis',
];
const QUESTIONS = [
  'Can you document septic shock?',
  'Would you agree that the patient has septic shock?',
  'The patient meets criteria for septic shock. Do you agree?',
  'The findings meet Sepsis-3 criteria. What is the diagnosis?',
  'Please document septic shock in the discharge summary?',
  'This is worth $12,000. What is the diagnosis?',
  'What is the diagnosis? It affects reimbursement.',
  'What is the diagnosis? It affects reim\u200bbursement.',
  'What is the diagnosis? It affects reim\u00adbursement.',
  'What is the diagnosis? It affects r\u0435imbursement.',
  'What is the diagnosis? It affects \uff44\uff52\uff47 weight.',
  'What is the diagnosis? It adds an MCC.',
  'What is the diagnosis? It changes the DRG.',
  'What is the diagnosis? It improves the case mix index.',
  'What is the diagnosis? The severity of illness score would rise.',
  'What is the diagnosis? The payer will deny this claim.',
  'What is the diagnosis? It protects us from a denial.',
  'What is the diagnosis? The insurer asks.',
  'What is the diagnosis? It counts toward the quality score.',
  'Failure to respond will be reported. What is the diagnosis?',
  'Your colleagues all document sepsis here. What is the diagnosis?',
  'What is the diagnosis behind the lactate of 47.3 mmol/L?',
  'What is the diagnosis behind the troponin of 8812 ng/L?',
  '[x] Septic shock is present?',
  '\u2612 Confirmed. What is the diagnosis?',
  '(X) Yes. What is the diagnosis?',
  '<script>alert(1)</script>What is the diagnosis?',
  '<img src=x onerror=alert(1)> What is the diagnosis?',
  'What is the diagnosis of Emil Synthetica969?',
  'Is it not true that this is septic shock?',
  "Don't you think this is septic shock?",
  'What is the diagnosis?\u202e',
  'What is the diagnosis?\u2066',
];
const SAFE = 'Cellulitis without organ dysfunction on arrival';
const OWN_WORDS = ['Raises the DRG weight', 'Prevents a denial', 'Worth $12,000', 'It affects reim\u200bbursement'];

let left: string[] = [];
beforeEach(() => {
  left = [];
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text: string) => void left.push(text) } });
  window.print = () => void left.push('printed');
});
afterEach(cleanup);

const sepsis = written('vig-02');
const draftIn = () => within(screen.getByRole('region', { name: 'Query draft' }));
const press = (name: string | RegExp) => fireEvent.click(draftIn().getByRole('button', { name }));
const write = (label: string | RegExp, value: string) => fireEvent.input(draftIn().getByLabelText(label), { target: { value } });
const settled = () => vi.waitFor(() => draftIn().getByText('12 of 12 checks'), { timeout: 8000 });
const alerted = (words: RegExp) => vi.waitFor(() => expect(draftIn().getByRole('alert').textContent).toMatch(words), { timeout: 8000 });

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
const sentOf = (app: TestApp) => app.kept.value.queries.flatMap(({ history }) => history.filter(({ kind }) => kind === 'sent'));

async function gateOf(app: TestApp, stay: Written, own: Written['review']['queries'][number]) {
  const recipients = recipientsOf(app, stay.review, own);
  return passGuards(
    {
      ...{ app, review: stay.review, draft: own, recipient: recipients[0] ?? null, recipients, policy: workflow.queries },
      ...{ isChanged: false, overrides: [], before: null, now: stay.review.asOf },
    },
    'copy',
  );
}

test('every draft of every written stay, in every format it can take, lets none of the edits through the one gate', async () => {
  const leaked: string[] = [];
  let tried = 0;
  for (const file of readdirSync('sandbox/patients')) {
    const stay = written(file.replace('.json', ''));
    const app = appOf(stay);
    for (const own of stay.review.queries)
      for (const format of formatsOf(own)) {
        const made = inFormat(own, format);
        if (!made.ok || !permitted(own.purpose, format, workflow.queries).permitted) continue;
        for (const [field, texts] of [
          ['title', TITLES],
          ['question', QUESTIONS],
        ] as const)
          for (const text of texts) {
            tried += 1;
            const edited = applyEdits(made.draft, { ...noEdits(made.draft), [field]: text });
            const passed = await gateOf(app, stay, edited);
            if (passed.ok) leaked.push(`${file} ${own.id} ${format} ${field}: ${JSON.stringify(text)}`);
          }
      }
  }
  console.info(`adversarial edits: ${tried - leaked.length} of ${tried} blocked`);
  expect(leaked).toEqual([]);
  expect(tried).toBeGreaterThan(TITLES.length + QUESTIONS.length);
}, 120_000);

test('in the composer each edit is blocked, and neither copy, print, mark nor a kept draft lets it out', async () => {
  for (const [label, text] of [
    ...TITLES.map((each) => ['Title', each] as const),
    ...QUESTIONS.map((each) => ['Question', each] as const),
  ]) {
    cleanup();
    const app = open();
    write(label, text);
    press(/^Copy/);
    await alerted(/Not copied/);
    press('Print');
    await alerted(/Not printed/);
    press('Save draft');
    await vi.waitFor(() => expect(app.kept.value.queries).toHaveLength(1));
    press('Mark as sent');
    fireEvent.click(draftIn().getByRole('button', { name: 'copied and pasted' }));
    await alerted(/Not marked as sent/);
    expect([text, left, sentOf(app)]).toEqual([text, [], []]);
  }
}, 120_000);

async function sentByHand(): Promise<TestApp> {
  const app = open();
  await settled();
  press('Mark as sent');
  fireEvent.click(draftIn().getByRole('button', { name: 'copied and pasted' }));
  await vi.waitFor(() => expect(sentOf(app)).toHaveLength(1));
  return app;
}
const lives = () => within(screen.getByRole('region', { name: /^Queries of this encounter/ }));

test('words of money typed beside a query are refused in their form: answer, reopening, withdrawal, telephone, reason for a warning', async () => {
  for (const words of OWN_WORDS) {
    cleanup();
    const app = await sentByHand();
    const before = JSON.stringify(app.kept.value.queries);
    fireEvent.click(lives().getByRole('button', { name: 'Enter the answer' }));
    fireEvent.click(lives().getByRole('radio', { name: 'Ruled out' }));
    fireEvent.input(lives().getByLabelText(/^Clinical basis/), { target: { value: words } });
    fireEvent.click(lives().getByRole('button', { name: 'Enter' }));
    await vi.waitFor(() => lives().getByText(/^Not entered: /));
    fireEvent.click(lives().getByRole('button', { name: 'Withdraw' }));
    fireEvent.click(lives().getByRole('radio', { name: 'Sent in error' }));
    fireEvent.input(lives().getByLabelText('Comment'), { target: { value: words } });
    fireEvent.click(lives().getAllByRole('button', { name: 'Withdraw' }).at(-1) as HTMLElement);
    await vi.waitFor(() => lives().getByText(/^Not entered: /));
    expect(JSON.stringify(app.kept.value.queries)).toBe(before);
    // The form keeps what is put right.
    fireEvent.input(lives().getByLabelText('Comment'), { target: { value: 'Meant for another stay' } });
    fireEvent.click(lives().getAllByRole('button', { name: 'Withdraw' }).at(-1) as HTMLElement);
    await vi.waitFor(() => expect(JSON.stringify(app.kept.value.queries)).toContain('Meant for another stay'));

    cleanup();
    const asked = open();
    await settled();
    press('Asked in person');
    write('Comment', words);
    press('Keep the record of it');
    await vi.waitFor(() => draftIn().getByText(/^Not kept: /));
    expect(asked.kept.value.queries).toEqual([]);

    cleanup();
    const warned = open();
    const question = (draftIn().getByLabelText('Question') as HTMLTextAreaElement).value;
    write('Question', question.replace(/\?$/, ' in view of these significant findings?'));
    await vi.waitFor(() => press('Keep with a reason'), { timeout: 5000 });
    write('Why it is kept', words);
    press('Keep');
    await vi.waitFor(() => draftIn().getByText(/^Not kept: /));
    expect(JSON.stringify(warned.kept.value)).not.toContain(words);
  }
  expect(left).toEqual([]);
}, 120_000);

test('kept reasons and a recipient that were not typed here pass the gate no more than those that were', async () => {
  const [own] = sepsis.review.queries;
  if (!own) throw new Error('no draft');
  const app = appOf(sepsis);
  const draft = applyEdits(own, { ...noEdits(own), question: own.question.replace(/\?$/, ' in view of these significant findings?') });
  const guard = (overrides: readonly { rule: string; at: string; reason: string }[], name: string) =>
    passGuards(
      {
        ...{ app, review: sepsis.review, draft, recipients: [], policy: workflow.queries, isChanged: false, before: null },
        ...{ overrides, now: sepsis.review.asOf, recipient: { name, ref: null, role: 'provider', since: null, wrote: null } },
      },
      'copy',
    );
  const kept = (reason: string) => ['title', 'question', 'body'].map((at) => ({ rule: 'QL031', at, reason }));
  expect(await guard(kept('Word of the note'), 'Ada Present, MD')).toMatchObject({ ok: true });
  for (const words of OWN_WORDS) {
    expect(await guard(kept(words), 'Ada Present, MD')).toMatchObject({ ok: false });
    expect(await guard(kept('Word of the note'), words)).toMatchObject({ ok: false });
  }
});

test('what an earlier build kept of an answer is judged again before it is filed', async () => {
  const app = await sentByHand();
  const [record] = app.kept.value.queries;
  if (!record) throw new Error('nothing kept');
  const sent: unknown[] = [];
  Object.assign(app, {
    writeBack: async () => ({
      offered: ['DocumentReference'],
      send: async (it: unknown) => {
        sent.push(it);
        return { kind: 'uncertain' };
      },
      look: async () => ({ kind: 'uncertain' }),
    }),
  });
  const at = Math.max(...record.history.map((each) => each.at)) + 1;
  const file = (basis: string) =>
    fileOut(
      app,
      { ...record, history: [...record.history, { kind: 'responded', at, by: 'Ada Present, MD', response: 'disagree-ruled-out', basis }] },
      'QuestionnaireResponse',
      { policy: { ...workflow.queries, queryPartOfRecord: true }, zone: sepsis.review.zone },
    );
  for (const words of OWN_WORDS) expect(await file(words)).toMatchObject({ kind: 'not-built' });
  expect(sent).toEqual([]);
  await file(SAFE);
  expect(sent).toHaveLength(1);
});
