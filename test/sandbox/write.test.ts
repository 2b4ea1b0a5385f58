import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { signIn, type Visitor, visit } from './visitor.ts';

let sandbox: Sandbox;
let app: Visitor;
beforeAll(async () => {
  sandbox = await startSandbox({ writeBack: true });
  app = await visit(sandbox, { scope: 'launch patient/DocumentReference.crus patient/Communication.crus patient/Task.crus' });
});
afterAll(() => sandbox.close());

const note = (more: Readonly<Record<string, unknown>> = {}) => ({
  resourceType: 'DocumentReference',
  status: 'current',
  subject: { reference: 'Patient/vig-01-patient' },
  content: [{ attachment: { contentType: 'text/plain', data: Buffer.from('Text.').toString('base64') } }],
  ...more,
});

describe('create', () => {
  test('a new document gets an id, a version, a place, and the chart time', async () => {
    const { status, headers, body } = await app.send('POST', 'DocumentReference', note());
    expect(status).toBe(201);
    expect(headers.get('etag')).toBe('W/"1"');
    expect(headers.get('location')).toBe(`${sandbox.url}/fhir/DocumentReference/${body.id}/_history/1`);
    expect(Date.parse(String(body.date))).toBe(sandbox.clocks.now('vig-01-patient'));
    expect((await app.get(`DocumentReference/${body.id}`)).status).toBe(200);
  });

  test('If-None-Exist: none creates, one is returned as it is, several are refused', async () => {
    const identifier = [{ system: 'urn:test', value: 'q-1' }];
    const once = { 'if-none-exist': 'identifier=urn:test|q-1' };
    const first = await app.send('POST', 'DocumentReference', note({ identifier }), once);
    expect(first.status).toBe(201);
    const second = await app.send('POST', 'DocumentReference', note({ identifier }), once);
    expect([second.status, second.body.id]).toEqual([200, first.body.id]);
    await app.send('POST', 'DocumentReference', note({ identifier }));
    const third = await app.send('POST', 'DocumentReference', note({ identifier }), once);
    expect([third.status, third.body.issue?.[0]?.code]).toEqual([412, 'multiple-matches']);
  });

  test.each([
    ['no subject', { subject: undefined }, 422],
    ['an unknown patient', { subject: { reference: 'Patient/nobody' } }, 422],
    ['another type', { resourceType: 'Observation' }, 400],
  ])('%s is refused with an OperationOutcome', async (_, change, expected) => {
    const { status, body } = await app.send('POST', 'DocumentReference', note(change));
    expect([status, body.resourceType]).toEqual([expected, 'OperationOutcome']);
  });

  test('what cannot be written is 405, what is no JSON is 400', async () => {
    expect((await app.send('POST', 'Patient', { resourceType: 'Patient' })).status).toBe(405);
    const response = await fetch(`${sandbox.url}/fhir/DocumentReference`, {
      method: 'POST',
      body: '{',
      headers: { authorization: `Bearer ${String(app.grant.access_token)}` },
    });
    expect(response.status).toBe(400);
    expect((await app.send('DELETE', 'DocumentReference/x', {})).status).toBe(405);
  });
});

describe('update', () => {
  test('needs If-Match with the current version', async () => {
    const { body } = await app.send('POST', 'DocumentReference', note());
    const path = `DocumentReference/${body.id}`;
    const changed = note({ id: body.id, docStatus: 'amended' });
    expect((await app.send('PUT', path, changed)).status).toBe(428);
    expect((await app.send('PUT', path, changed, { 'if-match': 'W/"7"' })).status).toBe(412);
    const done = await app.send('PUT', path, changed, { 'if-match': 'W/"1"' });
    expect([done.status, done.headers.get('etag'), done.body.docStatus]).toEqual([200, 'W/"2"', 'amended']);
    expect((await app.send('PUT', path, changed, { 'if-match': 'W/"1"' })).status).toBe(412);
    expect((await app.send('PUT', path, note({ id: 'other' }), { 'if-match': 'W/"2"' })).status).toBe(400);
  });

  test('an earlier moment shows the earlier version, and before that nothing', async () => {
    const patient = 'vig-21-patient';
    const writer = await visit(sandbox, { patient, scope: 'launch patient/DocumentReference.crus' });
    const now = sandbox.clocks.now(patient);
    const of = (more: Readonly<Record<string, unknown>> = {}) => note({ subject: { reference: `Patient/${patient}` }, ...more });
    const { body } = await writer.send('POST', 'DocumentReference', of());
    sandbox.clocks.set(patient, now + 3_600_000);
    await writer.send('PUT', `DocumentReference/${body.id}`, of({ id: body.id, docStatus: 'entered-in-error' }), { 'if-match': 'W/"1"' });
    expect((await writer.get(`DocumentReference/${body.id}`)).body.docStatus).toBe('entered-in-error');
    sandbox.clocks.set(patient, now);
    expect((await writer.get(`DocumentReference/${body.id}`)).body.docStatus).toBeUndefined();
    sandbox.clocks.set(patient, now - 3_600_000);
    expect((await writer.get(`DocumentReference/${body.id}`)).status).toBe(404);
  });
});

describe('Bundles', () => {
  const bundle = (type: string, resources: readonly object[]) => ({
    resourceType: 'Bundle',
    type,
    entry: resources.map((resource) => ({ resource, request: { method: 'POST', url: 'DocumentReference' } })),
  });

  test('a transaction stores all or nothing', async () => {
    const before = (await app.get('DocumentReference?_summary=count')).body.total ?? 0;
    const failed = await app.send('POST', '', bundle('transaction', [note(), note({ subject: { reference: 'Patient/nobody' } })]));
    expect(failed.status).toBe(422);
    expect((await app.get('DocumentReference?_summary=count')).body.total).toBe(before);
    const done = await app.send('POST', '', bundle('transaction', [note(), note()]));
    expect(done.body.entry?.map((entry) => entry.response?.status)).toEqual(['201 Created', '201 Created']);
    expect((await app.get('DocumentReference?_summary=count')).body.total).toBe(before + 2);
  });

  test('a stale version or a resource changed twice leaves the rest of a transaction unstored too', async () => {
    const { body } = await app.send('POST', 'DocumentReference', note());
    const before = (await app.get('DocumentReference?_summary=count')).body.total;
    const url = `DocumentReference/${body.id}`;
    const put = (ifMatch?: string) => ({
      resource: note({ id: body.id }),
      request: { method: 'PUT', url, ...(ifMatch ? { ifMatch } : {}) },
    });
    const [created] = bundle('transaction', [note()]).entry;
    const send = (...entry: object[]) => app.send('POST', '', { resourceType: 'Bundle', type: 'transaction', entry });
    expect((await send(created ?? {}, put('W/"7"'))).status).toBe(412);
    expect((await send(created ?? {}, put(), put())).status).toBe(400);
    expect((await app.get('DocumentReference?_summary=count')).body.total).toBe(before);
    expect((await app.get(url)).body.meta?.versionId).toBe('1');
  });

  test('a reference between the entries of a transaction leads to what was stored', async () => {
    const urn = 'urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a';
    const { entry } = bundle('transaction', [note(), note({ relatesTo: [{ code: 'appends', target: { reference: urn } }] })]);
    const [first, second] = entry;
    const done = await app.send('POST', '', { resourceType: 'Bundle', type: 'transaction', entry: [second, { ...first, fullUrl: urn }] });
    const [appended, stored] = (done.body.entry ?? []).map(({ response }) => (response as { location?: string }).location ?? '');
    const read = await app.get(appended?.replace(/\/_history.*/, '') ?? '');
    expect(stored).toContain((read.body.relatesTo as { target: { reference: string } }[])[0]?.target.reference);
    expect(JSON.stringify(read.body)).not.toContain(urn);
  });

  test('a batch judges each entry alone, and scopes hold inside', async () => {
    const mixed = bundle('batch', [note(), note({ subject: { reference: 'Patient/vig-02-patient' } })]);
    expect((await app.send('POST', '', mixed)).body.entry?.map((entry) => entry.response?.status)).toEqual(['201 Created', '403']);
    const reader = await visit(sandbox);
    expect((await reader.send('POST', '', bundle('transaction', [note()]))).status).toBe(403);
  });

  test('a Bundle loaded by whoever runs the sandbox becomes part of the history', () => {
    const added = sandbox.load({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { fullUrl: 'urn:uuid:0b2c7e2e-0000-4000-8000-000000000001', resource: { resourceType: 'Patient', name: [{ family: 'Loaded' }] } },
        {
          fullUrl: 'urn:uuid:0b2c7e2e-0000-4000-8000-000000000002',
          resource: {
            resourceType: 'Encounter',
            status: 'finished',
            class: { code: 'IMP' },
            subject: { reference: 'urn:uuid:0b2c7e2e-0000-4000-8000-000000000001' },
            period: { start: '2026-01-01T10:00:00-06:00', end: '2026-01-03T10:00:00-06:00' },
          },
        },
      ],
    });
    expect(added).toBe(2);
    expect(sandbox.clocks.stays('0b2c7e2e-0000-4000-8000-000000000001')).toHaveLength(1);
    expect(sandbox.load({ resourceType: 'Bundle', entry: [null, {}, { resource: { resourceType: 'Patient' } }] })).toBe(0);
  });
});

describe('signing a note in the EHR', () => {
  const sign = async (fields: Readonly<Record<string, string>>, person = 'sandbox-rivera') =>
    fetch(`${sandbox.url}/ehr/chart/vig-15-patient/notes`, {
      method: 'POST',
      headers: { cookie: await signIn(sandbox, person) },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });

  test('it becomes a document by the signed-in person at the chart time, which the app then reads', async () => {
    const reader = await visit(sandbox, { patient: 'vig-15-patient' });
    const before = await reader.all('DocumentReference');
    const response = await sign({ kind: 'progress', text: 'Reviewed.\r\nHypoxia is resolved.' });
    expect(response.status).toBe(303);
    const added = (await reader.all('DocumentReference')).filter((one) => !before.some((old) => old.id === one.id));
    expect(added).toHaveLength(1);
    expect(added[0]).toMatchObject({
      status: 'current',
      docStatus: 'final',
      type: { coding: [{ system: 'http://loinc.org', code: '11506-3' }] },
      author: [{ reference: 'Practitioner/sandbox-rivera' }],
      context: { encounter: [{ reference: 'Encounter/vig-15-enc' }] },
    });
    expect(Date.parse(String(added[0]?.date))).toBe(sandbox.clocks.now('vig-15-patient'));
    const [content] = added[0]?.content as { attachment: { data: string } }[];
    expect(Buffer.from(content?.attachment.data ?? '', 'base64').toString('utf8')).toBe('Reviewed.\nHypoxia is resolved.');
  });

  test('an addendum names the note it belongs to; an empty note is not signed', async () => {
    const reader = await visit(sandbox, { patient: 'vig-15-patient' });
    await sign({ kind: 'addendum', text: 'More.', to: 'vig-15-doc-002' });
    const addendum = (await reader.all('DocumentReference')).find((one) => one.relatesTo);
    expect(addendum).toMatchObject({
      type: { text: 'Addendum' },
      relatesTo: [{ code: 'appends', target: { reference: 'DocumentReference/vig-15-doc-002' } }],
    });
    const count = (await reader.all('DocumentReference')).length;
    await sign({ kind: 'progress', text: '   ' });
    expect(await reader.all('DocumentReference')).toHaveLength(count);
  });

  test('nobody signs without being signed in', async () => {
    const response = await fetch(`${sandbox.url}/ehr/chart/vig-15-patient/notes`, {
      method: 'POST',
      body: new URLSearchParams({ text: 'x' }),
      redirect: 'manual',
    });
    expect(response.status).toBe(401);
  });
});
