// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { forget, lookAgain, pendingIn, sendOut } from '../../src/app/cdi/query/outbox.ts';
import { recipientsOf } from '../../src/app/cdi/query/recipients.ts';
import { passGuards } from '../../src/app/cdi/query/send-out.ts';
import { writeBackOf } from '../../src/app/write-back.ts';
import { stateOf } from '../../src/core/query/life.ts';
import type { QueryRecord } from '../../src/core/query/record.ts';
import type { Session, WriteOutcome } from '../../src/ehr/index.ts';
import { appOf, workflow, written } from './cdi-charts.ts';
import type { TestApp } from './fixtures.ts';

const sepsis = written('vig-02');
const policy = workflow.queries;
const { zone } = sepsis.review;

/** The app with an EHR that answers as told; `sent` and `looked` hold what was asked of it. */
function withEhr(answers: { readonly send: WriteOutcome; readonly look?: WriteOutcome }) {
  const app = appOf(sepsis);
  const sent: unknown[] = [];
  const looked: unknown[] = [];
  Object.assign(app, {
    writeBack: async () => ({
      offered: ['Communication'],
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
  return { app, sent, looked };
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
