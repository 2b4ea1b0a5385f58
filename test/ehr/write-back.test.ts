import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { Access } from '../../src/ehr/access.ts';
import { readSite } from '../../src/ehr/site.ts';
import { transport } from '../../src/ehr/transport.ts';
import { lookUp, type Write, writeOnce, writesOffered } from '../../src/ehr/write-back.ts';
import { type Proof, writeProvenance } from '../../src/ehr/write-provenance.ts';
import { writeScopesFor } from '../../src/ehr/write-types.ts';
import { type FaultServer, faultServer, send } from './fault-server.ts';

const open: FaultServer[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((server) => server.close()))));

const access: Access = { authorization: async () => 'Bearer T', renew: async () => null, end: () => {} };
const identifier = { system: 'urn:corroborate:query', value: 'q-1' };
const resource = {
  resourceType: 'Communication',
  status: 'completed',
  subject: { reference: 'Patient/p1' },
  identifier: [identifier],
  payload: [{ contentString: 'Which findings does the diagnosis rest on?' }],
};
const write: Write = { resource, identifier, patient: 'p1' };
const bundle = (...found: object[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: found.map((each) => ({ resource: each })),
});

/** A server that keeps what is posted; `answer` may spoil the answer to a POST. */
async function house(answer: (response: ServerResponse, stored: object) => void = (response, stored) => send(response, stored, 201)) {
  const stored: object[] = [];
  const posts: (string | undefined)[] = [];
  const server = await faultServer((_path, response, request) => {
    if (request.method !== 'POST') return send(response, bundle(...stored));
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      posts.push(request.headers['if-none-exist'] as string | undefined);
      const made = { ...JSON.parse(body), id: `c${posts.length}` };
      stored.push(made);
      answer(response, made);
    });
  });
  open.push(server);
  return { link: transport(server.base, access, { attemptMs: 2000, retries: 0 }), stored, posts };
}

test('a resource is written once, with an identifier by which the server can tell a second sending', async () => {
  const { link, posts, stored } = await house();
  expect(await writeOnce(link, write)).toEqual({ kind: 'written', ref: 'Communication/c1', differs: [] });
  expect(posts).toEqual(['identifier=urn%3Acorroborate%3Aquery%7Cq-1']);
  expect(stored).toHaveLength(1);
});

test('FC-P02 FC-P03 what is there already is found and not sent again, also where If-None-Exist is ignored', async () => {
  const { link, posts } = await house();
  await writeOnce(link, write);
  expect(await writeOnce(link, write)).toEqual({ kind: 'exists', ref: 'Communication/c1', differs: [] });
  expect(posts).toHaveLength(1);
});

test('FC-P01 when the answer is lost after the resource arrived, a search finds it; nothing is sent twice', async () => {
  const { link, posts } = await house((response) => response.destroy());
  expect(await writeOnce(link, write)).toMatchObject({ kind: 'exists', ref: 'Communication/c1' });
  expect(posts).toHaveLength(1);
});

test('a lost answer that no search clears up stays uncertain', async () => {
  const server = await faultServer((_path, response, request) =>
    request.method === 'POST' ? response.destroy() : send(response, bundle()),
  );
  open.push(server);
  const link = transport(server.base, access, { attemptMs: 2000, retries: 0 });
  expect(await writeOnce(link, write)).toEqual({ kind: 'uncertain' });
  expect(server.requests.filter(({ path }) => !path.includes('?'))).toHaveLength(1);
  expect(await lookUp(link, write)).toEqual({ kind: 'uncertain' });
});

test('SR-WB-5 a server error is not answered by sending again', async () => {
  const { link, posts } = await house((response) => send(response, '', 503));
  await writeOnce(link, write);
  expect(posts).toHaveLength(1);
});

test('FC-P09 a refusal says why in codes, without the words of the server', async () => {
  const { link } = await house((response) =>
    send(response, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'required', diagnostics: 'Ash, Ida' }] }, 422),
  );
  const outcome = await writeOnce(link, write);
  expect(outcome).toMatchObject({ kind: 'refused', codes: ['required'] });
  expect(JSON.stringify(outcome)).not.toContain('Ash');
});

test('FC-P02 several resources of one identifier stop the writing', async () => {
  const { link } = await house((response) => send(response, '', 412));
  expect(await writeOnce(link, write)).toEqual({ kind: 'several' });
});

test('FC-P07 an empty answer with a Location on another host gives the id and is not followed', async () => {
  const { link, posts } = await house((response) => {
    response.writeHead(201, { location: 'https://elsewhere.example.org/fhir/Communication/77/_history/1' });
    response.end();
  });
  const outcome = await writeOnce(link, write);
  expect(posts).toHaveLength(1);
  expect(outcome).toEqual({ kind: 'written', ref: 'Communication/77', differs: [] });
});

test('FC-P08 what the server keeps otherwise than it was sent is named', async () => {
  const { link } = await house((response, stored) => send(response, { ...stored, payload: [] }, 201));
  expect(await writeOnce(link, write)).toMatchObject({ kind: 'written', differs: ['payload'] });
});

test('a server that ignores the search parameter does not pass for one that holds the resource', async () => {
  const server = await faultServer((_path, response, request) =>
    request.method === 'POST'
      ? send(response, { ...resource, id: 'new' }, 201)
      : send(response, bundle({ resourceType: 'Communication', id: 'other', identifier: [{ system: 'x', value: 'y' }] })),
  );
  open.push(server);
  const link = transport(server.base, access, { retries: 0 });
  expect(await writeOnce(link, write)).toMatchObject({ kind: 'written', ref: 'Communication/new' });
});

test('FC-P11 a resource about another patient, or of a type that is never written, is not sent', async () => {
  const { link, posts } = await house();
  expect(await writeOnce(link, { ...write, patient: 'p2' })).toMatchObject({ kind: 'refused' });
  expect(await writeOnce(link, { ...write, resource: { ...resource, resourceType: 'Condition' } })).toMatchObject({ kind: 'refused' });
  expect(posts).toEqual([]);
});

const capability = (type: string, ...codes: string[]) => ({
  resourceType: 'CapabilityStatement',
  rest: [{ resource: [{ type, interaction: codes.map((code) => ({ code })) }] }],
});
async function offered(statement: object, writeBack: readonly string[], scopes: readonly string[]) {
  const server = await faultServer((_path, response) => send(response, statement));
  open.push(server);
  const site = readSite({ servers: [{ iss: server.base, clientId: 'c', writeBack }] }, server.base);
  if (!site.ok || !site.site.servers[0]) throw new Error('site');
  return writesOffered(transport(server.base, access), { server: site.site.servers[0], scopes });
}

test('FC-P10 writing is offered only where the site, the scopes and the server all say so', async () => {
  const statement = capability('Communication', 'read', 'create');
  expect(await offered(statement, ['Communication'], ['user/Communication.crs'])).toEqual(['Communication']);
  expect(await offered(statement, ['Communication'], ['user/*.write'])).toEqual(['Communication']);
  expect(await offered(statement, [], ['user/Communication.crs'])).toEqual([]);
  expect(await offered(statement, ['Communication'], ['user/Communication.rs', 'patient/*.read'])).toEqual([]);
  expect(await offered(capability('Communication', 'read'), ['Communication'], ['user/Communication.c'])).toEqual([]);
  expect(await offered({ resourceType: 'OperationOutcome', issue: [] }, ['Communication'], ['user/Communication.c'])).toEqual([]);
});

test('the site file says which types may be written, and an unknown one is a fault with a remedy', () => {
  const bad = readSite(
    { servers: [{ iss: 'https://ehr.example.org/fhir', clientId: 'c', writeBack: ['Condition'] }] },
    'https://app.example.org/',
  );
  expect(bad).toMatchObject({ ok: false, faults: [{ field: 'servers[0].writeBack', remedy: expect.stringContaining('Communication') }] });
  expect(writeScopesFor(['Task', 'Communication'])).toBe('user/Task.crs user/Communication.crs');
});

const proof: Proof = {
  resource: {
    resourceType: 'Provenance',
    target: [{ reference: 'Communication/c1' }],
    recorded: '2026-04-12T08:00:00-05:00',
    entity: [{ role: 'source', what: { identifier } }],
  },
  target: 'Communication/c1',
  identifier,
  isNew: true,
};

test('SR-LOG-4 a provenance is written once: it is looked for by its target, and told from those of the server by the query it names', async () => {
  const { link, posts, stored } = await house();
  // A server's own Provenance beside what was posted is not ours.
  stored.push({ resourceType: 'Provenance', id: 'srv', target: [{ reference: 'Communication/c1/_history/1' }], entity: [] });
  expect(await writeProvenance(link, proof)).toMatchObject({ kind: 'written', ref: 'Provenance/c1' });
  expect(await writeProvenance(link, { ...proof, isNew: false })).toMatchObject({ kind: 'exists' });
  expect(posts).toEqual(['target=Communication%2Fc1&recorded=2026-04-12T08%3A00%3A00-05%3A00']);
});

test('a provenance whose answer is lost is found by a search, and not sent again', async () => {
  const { link, posts } = await house((response) => response.destroy());
  expect(await writeProvenance(link, proof)).toMatchObject({ kind: 'exists', ref: 'Provenance/c1' });
  expect(posts).toHaveLength(1);
});

test('where a provenance cannot be looked for, none goes out beside what was there before', async () => {
  const posts: string[] = [];
  const server = await faultServer((path, response, request) => {
    if (request.method === 'POST') posts.push(path);
    return request.method === 'POST' ? send(response, { ...proof.resource, id: 'p' }, 201) : send(response, '', 403);
  });
  open.push(server);
  const link = transport(server.base, access, { retries: 0 });
  expect(await writeProvenance(link, { ...proof, isNew: false })).toEqual({ kind: 'uncertain' });
  expect(posts).toEqual([]);
  expect(await writeProvenance(link, proof)).toMatchObject({ kind: 'written' });
});

test('a provenance is written beside what carries a query only, and about nothing else', async () => {
  const { link, posts } = await house();
  const about = (target: string) => ({ ...proof, target, resource: { ...proof.resource, target: [{ reference: target }] } });
  for (const bad of [
    about('Condition/1'),
    about('https://elsewhere.example.org/Communication/1'),
    { ...proof, target: 'Communication/other' },
  ])
    expect(await writeProvenance(link, bad)).toMatchObject({ kind: 'refused' });
  expect(await writeOnce(link, { ...write, resource: proof.resource })).toMatchObject({ kind: 'refused' });
  expect(posts).toEqual([]);
});

test('a provenance is offered as any type: site, scope and server', async () => {
  expect(await offered(capability('Provenance', 'create'), ['Provenance'], ['user/Provenance.crs'])).toEqual(['Provenance']);
  expect(await offered(capability('Provenance', 'read'), ['Provenance'], ['user/Provenance.crs'])).toEqual([]);
  expect(await offered(capability('Provenance', 'create'), ['Communication'], ['user/Provenance.crs'])).toEqual([]);
});
