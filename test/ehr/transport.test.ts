import { afterEach, expect, test } from 'vitest';
import type { Access } from '../../src/ehr/access.ts';
import type { AnyResource } from '../../src/ehr/answer.ts';
import { followPages } from '../../src/ehr/pages.ts';
import { retryAfterMs, type TransportSettings, transport } from '../../src/ehr/transport.ts';
import { type AnswerTo, type FaultServer, faultServer, page, send } from './fault-server.ts';

const access: Access = { authorization: async () => 'Bearer T', renew: async () => null, end: () => {} };
const open: FaultServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
async function setUp(answer: AnswerTo, settings: TransportSettings = {}, by: Access = access) {
  const server = await faultServer(answer);
  open.push(server);
  const link = transport(server.base, by, { backOffMs: 5, ...settings });
  const read = async (address: string) => {
    const found: AnyResource[] = [];
    const outcome = await followPages(
      link,
      address,
      () => true,
      (resources) => found.push(...resources),
    );
    return { outcome, ids: found.map((resource) => resource.id) };
  };
  return { server, link, read };
}

test('pages are followed to the last one, whatever the total says', async () => {
  const { read, server } = await setUp((path, response) => {
    if (path.endsWith('Observation?a=1')) send(response, { ...page(['1', '2'], 'Observation?page=2'), total: 2 });
    else if (path.endsWith('page=2')) send(response, page([], `${server.base}?_getpages=3`));
    else send(response, page(['3']));
  });
  const { outcome, ids } = await read('Observation?a=1');
  expect(ids).toEqual(['1', '2', '3']);
  expect(outcome).toMatchObject({ complete: true, pages: 3, problem: null });
});

test('FC-C01 next = self stops at the first repeat and is partial', async () => {
  const { read, server } = await setUp((path, response) => send(response, page(['1'], path.replace('/fhir/', ''))));
  const { outcome } = await read('Observation?a=1');
  expect(outcome).toMatchObject({ complete: false, problem: { kind: 'partial' } });
  expect(server.requests).toHaveLength(1);
});

test('FC-C02 a new link that repeats the same resources stops', async () => {
  let count = 0;
  const { read, server } = await setUp((_path, response) => send(response, page(['1'], `Observation?cursor=${++count}`)));
  const { outcome } = await read('Observation?a=1');
  expect(outcome.complete).toBe(false);
  expect(server.requests.length).toBeLessThan(4);
});

test('FC-C04 a next link on another origin is never requested and never sees the token', async () => {
  const foreign = await faultServer((_path, response) => send(response, page(['9'])));
  open.push(foreign);
  const { read } = await setUp((_path, response) => send(response, page(['1'], `${foreign.base}/Observation?page=2`)));
  const { outcome, ids } = await read('Observation?a=1');
  expect(ids).toEqual(['1']);
  expect(outcome).toMatchObject({ complete: false, problem: { kind: 'partial' } });
  expect(foreign.requests).toHaveLength(0);
});

test('an address outside the FHIR base is not requested, however it is written', async () => {
  const { link, server } = await setUp((_path, response) => send(response, page([])));
  const origin = new URL(server.base).origin;
  for (const address of [
    `${origin}/other/Patient/1`,
    '../admin',
    'https://evil.test/fhir/Patient/1',
    '//evil.test/fhir',
    'javascript:alert(1)',
    `${server.base}.evil/Patient/1`,
  ]) {
    expect(link.within(address)).toBeNull();
    expect(await link.get(address)).toMatchObject({ kind: 'problem' });
  }
  expect(server.requests).toHaveLength(0);
});

test('FC-B04 a 403 is a problem of its own and is not tried again', async () => {
  const { read, server } = await setUp((_path, response) =>
    send(response, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'forbidden' }] }, 403),
  );
  const { outcome } = await read('Observation?a=1');
  expect(outcome).toMatchObject({ complete: false, pages: 0, problem: { kind: 'not-permitted', detail: '403' } });
  expect(server.requests).toHaveLength(1);
});

test('FC-B09 429 is tried again after the time the server names', async () => {
  const { read, server } = await setUp((_path, response, _request, nth) =>
    nth === 1 ? send(response, '', 429, { 'retry-after': '1' }) : send(response, page(['1'])),
  );
  const { outcome } = await read('Observation?a=1');
  expect(outcome.complete).toBe(true);
  expect((server.requests[1]?.at ?? 0) - (server.requests[0]?.at ?? 0)).toBeGreaterThanOrEqual(950);
});

test('FC-B10 5xx is tried three times in all, then kept as a failure; FC-C12 earlier pages stay', async () => {
  const { read, server } = await setUp((path, response) =>
    path.includes('page=2') ? send(response, 'x', 503) : send(response, page(['1'], 'Observation?page=2')),
  );
  const { outcome, ids } = await read('Observation?a=1');
  expect(ids).toEqual(['1']);
  expect(outcome).toMatchObject({ complete: false, pages: 1, problem: { kind: 'partial', detail: 'page 2: 503' } });
  expect(server.requests.filter((request) => request.path.includes('page=2'))).toHaveLength(3);
});

test('FC-B12 a server that never answers ends in a time-out, not in waiting', async () => {
  const { read } = await setUp(() => {}, { attemptMs: 60, retries: 0 });
  expect((await read('Observation?a=1')).outcome).toMatchObject({ complete: false, problem: { kind: 'timeout' } });
});

test('FC-B16 a web page with 200, FC-B15 half a JSON and FC-B19 an empty body are never "no results"', async () => {
  const bodies: Record<string, string> = {
    html: '<html>login</html>',
    half: '{"resourceType":"Bundle","entry":[',
    empty: '',
    outcome: '{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing"}]}',
  };
  const { read } = await setUp((path, response) => send(response, bodies[path.split('=')[1] ?? ''] ?? ''));
  for (const name of Object.keys(bodies)) {
    const { outcome } = await read(`Observation?a=${name}`);
    expect(outcome.complete, name).toBe(false);
    expect(outcome.problem, name).not.toBeNull();
    expect(JSON.stringify(outcome.problem)).not.toContain('login');
  }
});

test('FC-B21 a byte order mark does not matter, nor does the content type', async () => {
  const { read } = await setUp((_path, response) =>
    send(response, `\uFEFF${JSON.stringify(page(['1']))}`, 200, { 'content-type': 'text/plain' }),
  );
  expect((await read('Observation?a=1')).outcome.complete).toBe(true);
});

test('FC-B22 a redirect is not followed', async () => {
  const foreign = await faultServer((_path, response) => send(response, page(['9'])));
  open.push(foreign);
  const { read } = await setUp((_path, response) => send(response, '', 302, { location: `${foreign.base}/x` }), { retries: 0 });
  expect((await read('Observation?a=1')).outcome.complete).toBe(false);
  expect(foreign.requests).toHaveLength(0);
});

test('FC-B02 one refresh serves all requests that met a 401', async () => {
  let token = 'old';
  let renewals = 0;
  let running: Promise<string> | null = null;
  const renewing: Access = {
    authorization: async () => `Bearer ${token}`,
    renew: async (refused) => {
      if (refused !== `Bearer ${token}`) return `Bearer ${token}`;
      running ??= new Promise((resolve) =>
        setTimeout(() => {
          renewals += 1;
          token = 'new';
          resolve('Bearer new');
        }, 20),
      );
      return running;
    },
    end: () => {},
  };
  const { link } = await setUp(
    (_path, response, request) => (request.headers.authorization === 'Bearer new' ? send(response, page(['1'])) : send(response, '', 401)),
    {},
    renewing,
  );
  const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => link.get(`Observation?a=${index}`)));
  expect(answers.every((answer) => answer.kind === 'bundle')).toBe(true);
  expect(renewals).toBe(1);
});

test('FC-B01 a 401 that cannot be renewed ends the session once, and no further request is made', async () => {
  let ended = 0;
  const { link, server } = await setUp((_path, response) => send(response, '', 401), {
    onSessionEnd: () => {
      ended += 1;
    },
  });
  await Promise.all([link.get('Observation?a=1'), link.get('Observation?a=2')]);
  const sent = server.requests.length;
  expect(await link.get('Observation?a=3')).toMatchObject({ kind: 'problem', problem: { detail: '401' } });
  expect(ended).toBe(1);
  expect(server.requests).toHaveLength(sent);
});

test('at most four requests are under way', async () => {
  let now = 0;
  let most = 0;
  const { link } = await setUp((_path, response) => {
    now += 1;
    most = Math.max(most, now);
    setTimeout(() => {
      now -= 1;
      send(response, page(['1']));
    }, 15);
  });
  await Promise.all(Array.from({ length: 20 }, (_, index) => link.get(`Observation?a=${index}`)));
  expect(most).toBe(4);
});

test('Retry-After is read as seconds or as a date', () => {
  expect(retryAfterMs('5')).toBe(5000);
  expect(retryAfterMs(null)).toBe(0);
  expect(retryAfterMs('later')).toBe(0);
  expect(retryAfterMs(new Date(Date.now() + 3000).toUTCString())).toBeGreaterThan(1000);
});
