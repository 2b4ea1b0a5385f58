// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { h } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { fileOut, forget, lookAgain, pendingIn, sendOut } from '../../src/app/cdi/query/outbox.ts';
import { sendWords } from '../../src/app/cdi/query/outcome-words.ts';
import { Pending } from '../../src/app/cdi/query/Pending.tsx';
import { recipientsOf } from '../../src/app/cdi/query/recipients.ts';
import { passGuards } from '../../src/app/cdi/query/send-out.ts';
import { AppProvider } from '../../src/app/model.ts';
import { writeBackOf } from '../../src/app/write-back.ts';
import { stateOf } from '../../src/core/query/life.ts';
import type { QueryRecord } from '../../src/core/query/record.ts';
import type { Session, WriteOutcome } from '../../src/ehr/index.ts';
import { appOf, workflow, written } from './cdi-charts.ts';
import type { TestApp } from './fixtures.ts';

afterEach(cleanup);

const sepsis = written('vig-02');
const policy = workflow.queries;
const { zone } = sepsis.review;

/** The app with an EHR that answers as told; `sent` and `looked` hold what was asked of it. */
function withEhr(answers: { readonly send: WriteOutcome; readonly look?: WriteOutcome; readonly prove?: WriteOutcome }) {
  const app = appOf(sepsis);
  const sent: unknown[] = [];
  const looked: unknown[] = [];
  const proven: unknown[] = [];
  Object.assign(app, {
    writeBack: async () => ({
      offered: ['Communication'],
      prove: async (proof: unknown) => {
        proven.push(proof);
        return answers.prove ?? null;
      },
      lookForProof: async () => false,
      send: async (write: unknown) => {
        sent.push({ write, noted: pendingIn(app, sepsis.review.encounter).length });
        return answers.send;
      },
      look: async (write: unknown) => {
        looked.push(write);
        return answers.look ?? { kind: 'uncertain' };
      },
    }),
  });
  return { app, sent, looked, proven };
}

async function ready(app: TestApp): Promise<QueryRecord> {
  const [draft] = sepsis.review.queries;
  if (!draft) throw new Error('no draft');
  const recipients = recipientsOf(app, sepsis.review, draft);
  const passed = await passGuards(
    {
      ...{ app, review: sepsis.review, draft, recipient: recipients[0] ?? null, recipients, policy },
      ...{ isChanged: false, overrides: [], before: null, now: sepsis.review.asOf },
    },
    'communication',
  );
  if (!passed.ok) throw new Error(passed.why);
  return passed.record;
}
const send = async (app: TestApp) =>
  sendOut(app, await ready(app), 'Communication', { policy, zone, to: 'Per Lindqvist-Test', at: sepsis.review.asOf });
const pending = (app: TestApp) => pendingIn(app, sepsis.review.encounter);
const states = (app: TestApp) => app.kept.value.queries.map(stateOf);

test('a sending is noted down before anything goes out, and is entered with what the EHR holds', async () => {
  const { app, sent } = withEhr({ send: { kind: 'written', ref: 'Communication/c1', differs: [] } });
  expect(await send(app)).toMatchObject({ kind: 'written' });
  expect(sent).toMatchObject([{ noted: 1, write: { resource: { resourceType: 'Communication', status: 'completed' } } }]);
  expect(pending(app)).toEqual([]);
  expect(app.kept.value.queries[0]?.history.at(-1)).toMatchObject({ kind: 'sent', via: 'communication', ref: 'Communication/c1' });
});

test('nothing is sent when the note of it cannot be seen in the store', async () => {
  const { app, sent } = withEhr({ send: { kind: 'written', ref: null, differs: [] } });
  Object.assign(app, { all: async () => [] });
  expect(await send(app)).toEqual({ kind: 'not-stored' });
  expect(sent).toEqual([]);
  expect(pending(app)).toEqual([]);
});

test('FC-P01, FC-P14: without an answer it stays noted, is never sent again by itself, and looking again settles it', async () => {
  const { app, sent, looked } = withEhr({ send: { kind: 'uncertain' }, look: { kind: 'exists', ref: 'Communication/c1', differs: [] } });
  expect(await send(app)).toEqual({ kind: 'uncertain' });
  expect(states(app)).toEqual(['drafted']);
  const [one] = pending(app);
  if (!one) throw new Error('nothing noted');
  expect(await lookAgain(app, one, { policy, zone })).toMatchObject({ kind: 'exists' });
  expect([sent.length, looked.length]).toEqual([1, 1]);
  expect(states(app)).toEqual(['sent']);
  expect(pending(app)).toEqual([]);
});

test('what stands in the EHR under its number is not sent a second time to somebody else', async () => {
  const { app, sent } = withEhr({ send: { kind: 'written', ref: 'Communication/c1', differs: [] } });
  await send(app);
  const [record] = app.kept.value.queries;
  if (!record) throw new Error('nothing kept');
  const again = await sendOut(app, record, 'Communication', { policy, zone, to: 'Cal Consult, MD', at: sepsis.review.asOf });
  expect(again).toMatchObject({ kind: 'not-built', why: expect.stringContaining('under its number before') });
  expect(sent).toHaveLength(1);
});

test('looked for and not there: it stays until a person leaves it, and the query stays a draft', async () => {
  const { app } = withEhr({ send: { kind: 'uncertain' } });
  await send(app);
  const [one] = pending(app);
  if (!one) throw new Error('nothing noted');
  await lookAgain(app, one, { policy, zone });
  expect(pending(app)).toHaveLength(1);
  forget(app, one);
  expect(pending(app)).toEqual([]);
  expect(states(app)).toEqual(['drafted']);
});

test.each([
  ['several (FC-P02)', { kind: 'several' }],
  ['refused (FC-P09)', { kind: 'refused', problem: { kind: 'failed', detail: '422' }, codes: ['invalid'] }],
] as const)('%s: the draft is kept and nothing is entered as sent', async (_name, outcome) => {
  const { app } = withEhr({ send: outcome });
  expect(await send(app)).toEqual(outcome);
  expect(states(app)).toEqual(['drafted']);
  expect(pending(app)).toEqual([]);
});

test('FC-P11: with another chart open nothing is sent, whatever the screen asks', async () => {
  const requests: string[] = [];
  const fetched = globalThis.fetch;
  globalThis.fetch = async (input) => {
    requests.push(String(input));
    const rest = [{ resource: [{ type: 'Communication', interaction: [{ code: 'create' }] }] }];
    return new Response(JSON.stringify({ resourceType: 'CapabilityStatement', rest }), {
      headers: { 'content-type': 'application/fhir+json' },
    });
  };
  try {
    const session = {
      server: { iss: 'https://ehr.example.org/fhir', writeBack: ['Communication'] },
      scopes: ['user/Communication.crs'],
      patient: 'p1',
      access: { authorization: async () => 'Bearer t', renew: async () => null, end: () => {} },
    } as unknown as Session;
    const audited: unknown[] = [];
    const way = await writeBackOf(session, { isOwnContext: () => false, audit: (...given) => void audited.push(given) });
    expect(way.offered).toEqual(['Communication']);
    const resource = { resourceType: 'Communication', subject: { reference: 'Patient/p1' } };
    const outcome = await way.send({ resource, identifier: { system: 'urn:corroborate:query', value: 'k' } });
    expect(outcome).toMatchObject({ kind: 'refused', problem: { kind: 'wrong-patient' } });
    expect(requests.filter((each) => !each.endsWith('/metadata'))).toEqual([]);
    expect(audited).toEqual([['written', 'Communication', 'refused']]);
  } finally {
    globalThis.fetch = fetched;
  }
});

test('SR-LOG-4 beside what was written goes where it comes from: who confirmed it, with which software, resting on what', async () => {
  const { app, proven } = withEhr({
    send: { kind: 'written', ref: 'Communication/c1', differs: [] },
    prove: { kind: 'written', ref: 'Provenance/p1', differs: [] },
  });
  Object.assign(app.session, { fhirUser: 'https://ehr.example.org/fhir/Practitioner/cdi-1', userName: 'N. Lindgren' });
  const outcome = await send(app);
  expect(outcome).toMatchObject({ kind: 'written', proof: 'kept' });
  expect(sendWords(outcome, 'Communication').text).toContain('A provenance stands beside it');
  expect(proven).toMatchObject([
    {
      target: 'Communication/c1',
      isNew: true,
      resource: {
        resourceType: 'Provenance',
        target: [{ reference: 'Communication/c1' }],
        agent: [
          { who: { reference: 'Practitioner/cdi-1', display: 'N. Lindgren' } },
          { who: { display: expect.stringMatching(/^Corroborate \d/) } },
        ],
      },
    },
  ]);
  const { draft } = app.kept.value.queries[0] ?? {};
  const rests = JSON.stringify(proven);
  expect(rests).toContain(`${draft?.checklist}@${draft?.version}`);
  for (const { ref } of draft?.indicators ?? []) if (!ref.startsWith('search:')) expect(rests).toContain(ref.split('#')[0]);
});

test('SR-LOG-4 where the EHR takes no provenance, the query is sent and the screen says that none was kept', async () => {
  const { app } = withEhr({ send: { kind: 'written', ref: 'Communication/c1', differs: [] } });
  const outcome = await send(app);
  expect(states(app)).toEqual(['sent']);
  expect(sendWords(outcome, 'Communication').text).toContain('No provenance was kept in the EHR. The audit trail of this app holds');
  expect(app.audited.map(({ action }) => action)).toContain('query-sent');
});

test('a provenance without an answer is said to be unknown, and the query still counts as sent once', async () => {
  const { app, sent } = withEhr({ send: { kind: 'written', ref: 'Communication/c1', differs: [] }, prove: { kind: 'uncertain' } });
  const outcome = await send(app);
  expect(sendWords(outcome, 'Communication').text).toContain('Whether its provenance arrived is not known');
  expect([sent.length, states(app), pending(app)]).toEqual([1, ['sent'], []]);
});

test('FC-P14: a tab that closes while the EHR has not answered leaves the sending to the next start, which sends nothing by itself', async () => {
  const { app, sent } = withEhr({ send: { kind: 'uncertain' } });
  Object.assign(app, {
    writeBack: async () => ({
      offered: ['Communication'],
      send: () => {
        sent.push('hangs');
        return new Promise(() => {});
      },
      look: async () => NEVER(),
    }),
  });
  void send(app);
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  // The next window: only what was kept is there.
  const next = withEhr({ send: { kind: 'uncertain' } });
  next.app.kept.value = JSON.parse(JSON.stringify(app.kept.value));
  render(h(AppProvider, { value: next.app }, h(Pending, { review: sepsis.review, policy })));
  expect(screen.getByText(/Communication: sent .* and no answer is known\./)).toBeTruthy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([next.sent, next.looked]).toEqual([[], []]);
  expect(states(next.app)).toEqual(['drafted']);
  fireEvent.click(screen.getByRole('button', { name: 'Look again' }));
  await vi.waitFor(() => expect(next.looked).toHaveLength(1));
  await vi.waitFor(() => screen.getByText(/It is not in the EHR now/));
  expect(next.sent).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Leave it unsent' }));
  expect(pending(next.app)).toEqual([]);
});

function NEVER(): never {
  throw new Error('asked by itself');
}

test('further forms: a task points at the message; a document and a form go out only where queries are part of the record', async () => {
  const { app, sent } = withEhr({ send: { kind: 'written', ref: 'Communication/c1', differs: [] } });
  Object.assign(app.session, { fhirUser: 'Practitioner/cdi-1', userName: 'N. Lindgren' });
  await send(app);
  const [asked] = app.kept.value.queries;
  if (!asked) throw new Error('nothing kept');
  const at = Math.max(...asked.history.map((each) => each.at)) + 1;
  const basis = 'Cellulitis without organ dysfunction';
  const answered = {
    ...asked,
    history: [...asked.history, { kind: 'responded', at, by: 'Per Lindqvist-Test', response: 'disagree-ruled-out', basis }],
  } as QueryRecord;
  const by = (queryPartOfRecord: boolean | null) => ({ policy: { ...policy, queryPartOfRecord }, zone });
  sent.length = 0;
  for (const type of ['DocumentReference', 'QuestionnaireResponse'] as const)
    for (const part of [null, false]) expect(await fileOut(app, answered, type, by(part))).toMatchObject({ kind: 'not-built' });
  expect(await fileOut(app, asked, 'DocumentReference', by(true))).toMatchObject({ why: expect.stringContaining('once it is answered') });
  expect(sent).toEqual([]);
  for (const type of ['Task', 'DocumentReference', 'QuestionnaireResponse'] as const)
    expect(await fileOut(app, answered, type, by(true))).toMatchObject({ kind: 'written' });
  expect(sent).toMatchObject([
    { noted: 1, write: { resource: { resourceType: 'Task', focus: { reference: 'Communication/c1' } } } },
    {
      noted: 1,
      write: { resource: { resourceType: 'DocumentReference', docStatus: 'final', author: [{ reference: 'Practitioner/cdi-1' }] } },
    },
    { noted: 1, write: { resource: { resourceType: 'QuestionnaireResponse', status: 'completed' } } },
  ]);
  expect(pending(app)).toEqual([]);
});
