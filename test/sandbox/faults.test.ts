import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PRESETS } from '../../sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { authorize, challengeOf, ids, launchFrom, newVerifier, signIn, type Visitor, visit } from './visitor.ts';

let sandbox: Sandbox;
let app: Visitor;
beforeAll(async () => {
  sandbox = await startSandbox({ writeBack: true });
  app = await visit(sandbox);
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.faults.set({}));

describe('misbehaviour on request', () => {
  test('a refused category leaves the other one readable', async () => {
    sandbox.faults.set({ rules: [{ match: 'GET Observation?category=laboratory', do: { status: 403 } }] });
    const refused = await app.get('Observation?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory');
    expect([refused.status, refused.body.issue?.[0]?.code]).toEqual([403, 'forbidden']);
    expect((await app.get('Observation?category=vital-signs')).status).toBe(200);
  });

  test('nth hits one request only', async () => {
    sandbox.faults.set({ rules: [{ match: 'GET Condition', nth: 2, do: { status: 500 } }] });
    expect([(await app.get('Condition')).status, (await app.get('Condition')).status, (await app.get('Condition')).status]).toEqual([
      200, 500, 200,
    ]);
  });

  test('delay, maintenance page, truncated body, foreign and circular next', async () => {
    sandbox.faults.set({ rules: [{ match: 'GET Condition', do: { delay: 120 } }] });
    const began = performance.now();
    await app.get('Condition');
    expect(performance.now() - began).toBeGreaterThan(110);
    sandbox.faults.set({ rules: [{ match: 'GET *', do: { status: 200, body: '<p>Back soon</p>', contentType: 'text/html' } }] });
    expect((await app.get('Condition')).headers.get('content-type')).toBe('text/html');
    sandbox.faults.set({ rules: [{ match: 'GET Condition', do: { truncate: 40, contentType: 'text/plain' } }] });
    expect(String((await app.get('Condition')).body.text)).toHaveLength(40);
    sandbox.faults.set({ rules: [{ match: 'GET Condition', do: { foreignNext: 'https://elsewhere.test/fhir?page=2' } }] });
    expect((await app.get('Condition')).body.link?.at(-1)?.url).toBe('https://elsewhere.test/fhir?page=2');
    sandbox.faults.set({ rules: [{ match: 'GET Condition', do: { loopNext: true } }] });
    const looped = (await app.get('Condition')).body.link ?? [];
    expect(looped[1]?.url).toBe(looped[0]?.url);
  });

  test('doubled, strange and shuffled entries', async () => {
    const plain = ids(await app.get('Condition'));
    sandbox.faults.set({ rules: [{ match: 'GET Condition', do: { duplicate: true } }] });
    expect(ids(await app.get('Condition'))).toEqual([...plain, ...plain]);
    sandbox.faults.set({ rules: [{ match: 'GET Condition', do: { reorder: 1 } }] });
    expect(ids(await app.get('Condition')).sort()).toEqual([...plain].sort());
    sandbox.faults.set({ rules: [{ match: 'GET Condition', do: { wrongPatient: true } }] });
    expect(JSON.stringify((await app.get('Condition')).body)).not.toContain('Patient/vig-01-patient');
  });

  test('a reset connection and a hanging one give no answer', async () => {
    sandbox.faults.set({ rules: [{ match: 'GET Condition', do: { reset: 30 } }] });
    await expect(app.get('Condition')).rejects.toThrow();
    sandbox.faults.set({ rules: [{ match: 'GET Condition', do: { hang: true } }] });
    const authorization = `Bearer ${String(app.grant.access_token)}`;
    await expect(
      fetch(`${sandbox.url}/fhir/Condition`, { headers: { authorization }, signal: AbortSignal.timeout(150) }),
    ).rejects.toThrow();
  });

  test('small pages, dropped ETag, ignored If-None-Exist', async () => {
    sandbox.faults.set({ pageLimit: 3 });
    expect((await app.get('Observation?_count=200')).body.entry).toHaveLength(3);
    sandbox.faults.set({ rules: [{ match: 'GET Patient', do: { dropHeader: 'ETag' } }] });
    expect((await app.get('Patient/vig-01-patient')).headers.get('etag')).toBeNull();
    const writer = await visit(sandbox, { scope: 'launch patient/DocumentReference.crus' });
    const note = {
      resourceType: 'DocumentReference',
      status: 'current',
      identifier: [{ value: 'twice' }],
      subject: { reference: 'Patient/vig-01-patient' },
      content: [],
    };
    sandbox.faults.set({ rules: [{ match: 'POST DocumentReference', do: { ignoreIfNoneExist: true } }] });
    for (const _ of [1, 2])
      expect((await writer.send('POST', 'DocumentReference', note, { 'if-none-exist': 'identifier=twice' })).status).toBe(201);
  });

  test('tokens that end soon, and a token response that lacks things', async () => {
    sandbox.faults.set({ tokenSeconds: 0.2, dropFromToken: ['encounter', 'id_token'] });
    const short = await visit(sandbox);
    expect(short.grant.expires_in).toBe(0.2);
    expect([short.grant.encounter, short.grant.id_token]).toEqual([undefined, undefined]);
    await new Promise((done) => setTimeout(done, 250));
    expect((await short.get('Patient/vig-01-patient')).status).toBe(401);
  });

  test('scopes that are withheld are left out of the grant and refused', async () => {
    sandbox.faults.set({ withhold: ['Observation'] });
    const narrow = await visit(sandbox);
    expect(String(narrow.grant.scope)).not.toContain('Observation');
    expect((await narrow.get('Observation?patient=vig-01-patient')).status).toBe(403);
  });

  test('extra parameters on the redirect, as Keycloak adds them', async () => {
    sandbox.faults.set({ extraOnRedirect: { session_state: 'abc' } });
    const launch = (await launchFrom(sandbox, await signIn(sandbox), '/ehr/chart/vig-01-patient')).searchParams.get('launch');
    const { location } = await authorize(sandbox, launch, challengeOf(newVerifier()));
    expect(location?.searchParams.get('session_state')).toBe('abc');
    expect(location?.searchParams.get('iss')).toBe(`${sandbox.url}/auth`);
  });
});

describe('as strict as others', () => {
  test('Epic: observations need a category or a code; only active medications unless asked', async () => {
    sandbox.clocks.set('vig-02-patient', Number.MAX_SAFE_INTEGER);
    const epic = await visit(sandbox, { patient: 'vig-02-patient' });
    sandbox.faults.set({ strictness: 'epic' });
    const refused = await epic.get('Observation?patient=vig-02-patient');
    expect([refused.status, refused.body.issue?.[0]]).toEqual([400, expect.objectContaining({ severity: 'fatal', code: 'required' })]);
    expect((await epic.get('Observation?patient=vig-02-patient&category=laboratory')).status).toBe(200);
    expect((await epic.get('MedicationRequest?patient=vig-02-patient')).body.total).toBe(0);
    expect((await epic.get('MedicationRequest?patient=vig-02-patient&status=active,completed,stopped')).body.total).toBe(3);
  });

  test('Oracle: no encounter parameter on results, documents ten a page, dates with a time', async () => {
    sandbox.faults.set({ strictness: 'oracle' });
    expect((await app.get('Observation?patient=vig-01-patient&encounter=vig-01-enc')).status).toBe(400);
    expect((await app.get('DocumentReference?patient=vig-01-patient&encounter=vig-01-enc')).status).toBe(200);
    expect((await app.get('Observation?patient=vig-01-patient&date=ge2026-03-02')).status).toBe(400);
    expect((await app.get('Observation?patient=vig-01-patient&date=ge2026-03-02T00:00:00Z')).status).toBe(200);
  });

  test('unknown parameters are refused when asked so', async () => {
    sandbox.faults.set({ refuseUnknown: true });
    expect((await app.get('Condition?made-up=1')).status).toBe(400);
    expect((await app.get('Condition?patient=vig-01-patient')).status).toBe(200);
  });
});

describe('the page for engineers', () => {
  test('every preset can be chosen and taken back, and the latest requests are listed without tokens', async () => {
    const cookie = await signIn(sandbox);
    const choose = (preset: string) =>
      fetch(`${sandbox.url}/ehr/faults`, {
        method: 'POST',
        headers: { cookie },
        body: new URLSearchParams({ preset }),
        redirect: 'manual',
      });
    for (const preset of PRESETS) {
      expect((await choose(preset.id)).status).toBe(303);
      expect(sandbox.faults.get()).toEqual(preset.faults);
    }
    await choose('none');
    await app.get('Condition?patient=vig-01-patient');
    const page = await (await fetch(`${sandbox.url}/ehr/faults`, { headers: { cookie } })).text();
    expect(page).toContain('/fhir/Condition?patient=vig-01-patient');
    expect(page).not.toContain(String(app.grant.access_token));
    expect(sandbox.log.at(-1)).toMatchObject({ method: 'GET', status: 200, token: true });
  });
});
