import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { readArguments, readPlace, whyNotListening } from '../../sandbox/main.ts';
import { launchFrom, signIn, visit } from './visitor.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const patient = (id: string) => ({
  resourceType: 'Patient',
  id,
  name: [{ family: `Family-${id}`, given: ['Given'] }],
  birthDate: '1960-05-05',
  gender: 'female',
});
const encounter = (id: string) => ({
  resourceType: 'Encounter',
  id: `${id}-enc`,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: { reference: `Patient/${id}` },
  period: { start: '2026-03-02T10:00:00-05:00', end: '2026-03-05T10:00:00-05:00' },
});
const observation = (id: string, index: number) => ({
  resourceType: 'Observation',
  id: `${id}-${index}`,
  status: 'final',
  category: [
    {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: index % 3 === 0 ? 'laboratory' : 'vital-signs' },
      ],
    },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: index % 3 === 0 ? '2524-7' : '8867-4' }] },
  subject: { reference: `Patient/${id}` },
  encounter: { reference: `Encounter/${id}-enc` },
  effectiveDateTime: new Date(Date.parse('2026-03-02T15:00:00Z') + index * 60_000).toISOString(),
  valueQuantity: { value: index % 100, unit: 'x' },
});
const bundle = (...resources: object[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});
const write = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe("the user's own data", () => {
  test.each([
    ['a Bundle', write('one.json', JSON.stringify(bundle(patient('a'), encounter('a'), observation('a', 0))))],
    ['a gzipped Bundle', write('two.json.gz', gzipSync(JSON.stringify(bundle(patient('a'), encounter('a'), observation('a', 0)))))],
    [
      'one Bundle a line',
      write(
        'three.ndjson',
        `${JSON.stringify(bundle(patient('a'), encounter('a'), observation('a', 0)))}\n\n${JSON.stringify(bundle(patient('b'), encounter('b')))}\nnot json\n`,
      ),
    ],
    [
      'resources a line, gzipped',
      write('four.ndjson.gz', gzipSync([observation('a', 0), encounter('a'), patient('a')].map((one) => JSON.stringify(one)).join('\n'))),
    ],
  ])('%s is read instead of the written patients', async (_, data) => {
    const sandbox = await startSandbox({ data });
    const page = await (await fetch(`${sandbox.url}/ehr/encounters`, { headers: { cookie: await signIn(sandbox) } })).text();
    expect(page).toContain('Family-a, Given');
    expect(page).not.toContain('Testcase724');
    const app = await visit(sandbox, { patient: 'a' });
    expect((await app.get('Observation')).body.total).toBe(1);
    expect((await app.get('Encounter/a-enc')).body.status).toBe('in-progress');
    await sandbox.close();
  });

  test('a folder of Bulk NDJSON is read as one, whatever the order of its files', async () => {
    const bulk = join(folder, 'bulk');
    mkdirSync(bulk);
    writeFileSync(join(bulk, 'AAA.ndjson'), [0, 1, 2].map((index) => JSON.stringify(observation('a', index))).join('\n'));
    writeFileSync(join(bulk, 'Encounter.ndjson'), JSON.stringify(encounter('a')));
    writeFileSync(join(bulk, 'Patient.ndjson.gz'), gzipSync(JSON.stringify(patient('a'))));
    writeFileSync(join(bulk, 'README.md'), 'not data');
    const sandbox = await startSandbox({ data: bulk, clock: 'end' });
    expect((await (await visit(sandbox, { patient: 'a' })).get('Observation')).body.total).toBe(3);
    await sandbox.close();
  });

  test('a path that is not there, or holds nothing, is an error in words', async () => {
    await expect(startSandbox({ data: join(folder, 'absent') })).rejects.toThrow(/does not exist\. Give a Bundle/);
    mkdirSync(join(folder, 'empty'));
    await expect(startSandbox({ data: join(folder, 'empty') })).rejects.toThrow(/holds no \.json or \.ndjson/);
  });

  test('a file in which nothing can be read is an error in words too, not an empty hospital', async () => {
    const text = write('notes.txt', 'No FHIR here.\nNor here.\n');
    await expect(startSandbox({ data: text })).rejects.toThrow(/notes\.txt holds no FHIR resource .*Give a Bundle/);
  });

  test('50,000 resources: a page of one patient comes in a few milliseconds', async () => {
    const lines = Array.from({ length: 10 }, (_, index) => `p${index}`).map((id) =>
      JSON.stringify(bundle(patient(id), encounter(id), ...Array.from({ length: 5000 }, (_, at) => observation(id, at)))),
    );
    const began = performance.now();
    const sandbox = await startSandbox({ data: write('large.ndjson', lines.join('\n')), clock: 'end' });
    expect(performance.now() - began).toBeLessThan(10_000);
    const app = await visit(sandbox, { patient: 'p3' });
    const search = 'Observation?patient=p3&category=laboratory&date=ge2026-03-02&_count=100';
    await app.get(search);
    const times = [];
    for (let run = 0; run < 15; run += 1) {
      const before = performance.now();
      const { body } = await app.get(search);
      times.push(performance.now() - before);
      expect(body.total).toBe(1441);
    }
    // The machine may be busy: the median is what the server needs, with HTTP and JSON of 100 entries.
    expect(times.sort((a, b) => a - b)[7]).toBeLessThan(60);
    await sandbox.close();
  });
});

describe('the options of npm start', () => {
  test('are read in both spellings; others are refused with the usage', () => {
    expect(readArguments([])).toEqual({});
    expect(readArguments(['--data', 'x.json'])).toEqual({ data: 'x.json' });
    expect(readArguments(['--fhir=https://fhir.example.org/r4'])).toEqual({ fhir: 'https://fhir.example.org/r4' });
    expect(() => readArguments(['--dta', 'x'])).toThrow(/Unknown option --dta/);
    expect(() => readArguments(['--data'])).toThrow(/needs a value/);
    expect(() => readArguments(['--fhir', 'fhir.example.org'])).toThrow(/base URL/);
    expect(() => readArguments(['--data', 'x', '--fhir', 'http://y'])).toThrow(/exclude/);
    expect(readArguments(['--data', 'x', '--help'])).toMatchObject({ help: true });
  });

  test('PORT and HOST: absent or empty is this machine only; what cannot be is said in words', async () => {
    expect(readPlace({})).toEqual({ port: 8080, host: '127.0.0.1' });
    expect(readPlace({ PORT: '', HOST: '' })).toEqual({ port: 8080, host: '127.0.0.1' });
    expect(readPlace({ PORT: '9000', HOST: '0.0.0.0' })).toEqual({ port: 9000, host: '0.0.0.0' });
    expect(() => readPlace({ PORT: 'abc' })).toThrow(/PORT=abc is no port number/);
    const elsewhere = startSandbox({ host: '192.0.2.1', port: 8080 }).catch(whyNotListening('192.0.2.1'));
    await expect(elsewhere).rejects.toThrow(/HOST=192\.0\.2\.1 is no address of this machine/);
  });
});

describe('in front of an open FHIR server', () => {
  test('the launch page lists its encounters, and the app reads through with our tokens and links', async () => {
    const seen: string[] = [];
    const upstream = createServer((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization ?? 'no token'}`);
      const base = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/r4`;
      const url = new URL(request.url ?? '', base);
      response.setHeader('content-type', 'application/fhir+json');
      if (url.pathname === '/r4/Encounter') response.end(JSON.stringify(bundle(encounter('up'), patient('up'))));
      else if (url.pathname === '/r4/Patient/up') response.end(JSON.stringify(patient('up')));
      else if (url.pathname === '/r4/Patient/other') response.end(JSON.stringify(patient('other')));
      else response.end(JSON.stringify({ ...bundle(observation('up', 0)), link: [{ relation: 'next', url: `${base}?_getpages=1` }] }));
    });
    await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done));
    const sandbox = await startSandbox({ fhir: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/r4/` });
    const cookie = await signIn(sandbox);
    const list = await (await fetch(`${sandbox.url}/ehr/encounters`, { headers: { cookie } })).text();
    expect(list).toContain('Family-up, Given');
    expect(list).toContain('/ehr/chart/up/up-enc');
    expect((await launchFrom(sandbox, cookie, '/ehr/chart/up/up-enc')).searchParams.get('iss')).toBe(`${sandbox.url}/fhir`);
    const app = await visit(sandbox, { patient: 'up/up-enc' });
    expect(app.grant).toMatchObject({ patient: 'up', encounter: 'up-enc' });
    expect((await app.get('Patient/up')).body.id).toBe('up');
    expect((await app.get('Patient/other')).status).toBe(403);
    expect((await app.get('Observation?patient=other')).status).toBe(403);
    const { body } = await app.get('Observation?patient=up&category=laboratory');
    expect(body.link?.[0]?.url).toBe(`${sandbox.url}/fhir?_getpages=1`);
    expect((await app.get(`${sandbox.url}/fhir?_getpages=1`)).status).toBe(200);
    expect(seen.every((line) => line.endsWith('no token'))).toBe(true);
    const narrow = await visit(sandbox, { patient: 'up/up-enc', scope: 'launch patient/Patient.rs' });
    expect((await narrow.get('Observation?patient=up')).status).toBe(403);
    await sandbox.close();
    upstream.closeAllConnections();
    await new Promise((done) => upstream.close(done));
  });
});

describe('an open FHIR server that pages by opaque links of a type', () => {
  test('a page that was offered is followed; an address nobody offered is not, nor is another token let in', async () => {
    const upstream = createServer((request, response) => {
      const base = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/r4`;
      const url = new URL(request.url ?? '', base);
      response.setHeader('content-type', 'application/fhir+json');
      const next = url.searchParams.has('_cursor') ? {} : { link: [{ relation: 'next', url: `${base}/Observation?_cursor=abc` }] };
      response.end(JSON.stringify({ ...bundle(observation('up', url.searchParams.has('_cursor') ? 1 : 0)), ...next }));
    });
    await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done));
    const sandbox = await startSandbox({ fhir: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/r4` });
    const app = await visit(sandbox, { patient: 'up/up-enc' });
    const { body } = await app.get('Observation?patient=up');
    const next = body.link?.[0]?.url ?? '';
    expect(next).toBe(`${sandbox.url}/fhir/Observation?_cursor=abc`);
    expect((await app.get(next)).body.entry?.[0]?.resource.id).toBe('up-1');
    expect((await app.get('Observation?_cursor=other')).status).toBe(403);
    expect((await app.get(`${sandbox.url}/fhir?patient=other&_type=Observation`)).status).toBe(403);
    const other = await visit(sandbox, { patient: 'else/else-enc' });
    expect((await other.get(next)).status).toBe(403);
    await sandbox.close();
    upstream.closeAllConnections();
    await new Promise((done) => upstream.close(done));
  });

  test('a server that does not answer is said at the start', async () => {
    const sandbox = await startSandbox({ fhir: 'http://127.0.0.1:1/r4' });
    expect(await sandbox.ready).toMatch(/127\.0\.0\.1:1\/r4 does not answer/);
    await sandbox.close();
  });
});

describe('the patients that come with it', () => {
  test('are the twelve written stays, each with the bundle it came from', () => {
    const first = JSON.parse(readFileSync(join(import.meta.dirname, '../../sandbox/patients/vig-01.json'), 'utf8')) as {
      id: string;
      entry: unknown[];
    };
    expect(first.id).toBe('vig-01');
    expect(first.entry).toHaveLength(252);
  });
});
