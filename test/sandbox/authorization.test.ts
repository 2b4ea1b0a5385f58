import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { authorize, type Body, challengeOf, launchFrom, newVerifier, READ_SCOPES, signIn, token, visit, withToken } from './visitor.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const newLaunch = async (path = '/ehr/chart/vig-01-patient', person?: string) =>
  (await launchFrom(sandbox, await signIn(sandbox, person), path)).searchParams.get('launch');

describe('discovery', () => {
  test('both documents name the same endpoints, S256 only, and what the server can do', async () => {
    const read = async (path: string) => (await (await fetch(`${sandbox.url}${path}`)).json()) as Body;
    const smart = await read('/fhir/.well-known/smart-configuration');
    expect(smart.authorization_endpoint).toBe(`${sandbox.url}/auth/authorize`);
    expect(smart.token_endpoint).toBe(`${sandbox.url}/auth/token`);
    expect(smart.code_challenge_methods_supported).toEqual(['S256']);
    expect(smart.capabilities).toEqual(
      expect.arrayContaining([
        'launch-ehr',
        'launch-standalone',
        'client-public',
        'context-ehr-encounter',
        'permission-v1',
        'permission-v2',
      ]),
    );
    expect(await read('/auth/.well-known/openid-configuration')).toMatchObject({ issuer: smart.issuer, jwks_uri: smart.jwks_uri });
  });

  test('the CapabilityStatement is readable without a token and names the endpoints', async () => {
    const response = await fetch(`${sandbox.url}/fhir/metadata`);
    const body = (await response.json()) as Body;
    expect(body).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
    expect(JSON.stringify(body)).toContain(`${sandbox.url}/auth/token`);
  });
});

describe('EHR launch', () => {
  test('a launch from a chart brings patient, encounter, scopes, banner and a user', async () => {
    const { grant } = await visit(sandbox);
    expect(grant).toMatchObject({
      token_type: 'Bearer',
      patient: 'vig-01-patient',
      encounter: 'vig-01-enc',
      need_patient_banner: false,
      scope: READ_SCOPES,
    });
    const jwks = (await (await fetch(`${sandbox.url}/auth/jwks`)).json()) as JSONWebKeySet;
    const { payload, protectedHeader } = await jwtVerify(String(grant.id_token), createLocalJWKSet(jwks), {
      issuer: `${sandbox.url}/auth`,
      audience: 'corroborate',
    });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({ fhirUser: `${sandbox.url}/fhir/Practitioner/sandbox-rivera`, name: 'Alma Rivera, MD' });
    expect((await withToken(sandbox, grant).get('Practitioner/sandbox-rivera')).status).toBe(200);
  });

  test('a launch from the worklist has no patient, and user scopes for those who work through lists', async () => {
    const scope = 'launch openid fhirUser user/Encounter.rs user/Patient.rs patient/Observation.rs';
    const { grant, get } = await visit(sandbox, { patient: null, person: 'sandbox-lindgren', scope });
    expect(grant.patient).toBeUndefined();
    expect(grant.scope).toBe('launch openid fhirUser user/Encounter.rs user/Patient.rs');
    expect((await get('Encounter?status=in-progress')).body.total).toBe(12);
  });

  test('a clinician is not given user scopes on patients', async () => {
    const { grant } = await visit(sandbox, { scope: 'launch patient/Encounter.rs user/Encounter.rs user/Practitioner.rs' });
    expect(grant.scope).toBe('launch patient/Encounter.rs user/Practitioner.rs');
  });

  test.each([
    ['no challenge', { code_challenge: null }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['another audience', { aud: 'https://elsewhere.test/fhir' }, 'invalid_request'],
    ['no state', { state: null }, 'invalid_request'],
    ['no scope', { scope: null }, 'invalid_scope'],
    ['an invented launch', { launch: 'made-up' }, 'invalid_request'],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
  ])('%s is sent back as an error, without a code', async (_, change, error) => {
    const { location } = await authorize(sandbox, await newLaunch(), challengeOf(newVerifier()), change);
    expect(location?.pathname).toBe('/app/index.html');
    expect(location?.searchParams.get('error')).toBe(error);
    expect(location?.searchParams.has('code')).toBe(false);
  });

  test.each([
    ['client', { client_id: 'somebody' }],
    ['redirect address', { redirect_uri: 'https://evil.test/app/index.html' }],
    ['redirect address with something added', { redirect_uri: 'REGISTERED?x=1' }],
  ])('an unregistered %s is refused on the spot and not redirected', async (_, change) => {
    const filled = Object.fromEntries(
      Object.entries(change).map(([name, value]) => [name, value.replace('REGISTERED', `${sandbox.url}/app/index.html`)]),
    );
    const { status, location } = await authorize(sandbox, await newLaunch(), challengeOf(newVerifier()), filled);
    expect(status).toBe(400);
    expect(location).toBeNull();
  });
});

describe('standalone launch', () => {
  const scope = 'launch/patient openid fhirUser patient/Patient.rs';

  test('it asks who is there, then for which patient, then goes on', async () => {
    const verifier = newVerifier();
    const page = await fetch(
      `${sandbox.url}/auth/authorize?${new URLSearchParams({ response_type: 'code', client_id: 'corroborate', redirect_uri: `${sandbox.url}/app/index.html`, scope, state: 's', aud: `${sandbox.url}/fhir`, code_challenge: challengeOf(verifier), code_challenge_method: 'S256' })}`,
    );
    expect(await page.text()).toContain('Sign in');
    const cookie = await signIn(sandbox);
    const asked = await authorize(sandbox, null, challengeOf(verifier), { scope }, cookie);
    expect(asked).toMatchObject({ status: 200, location: null });
    const { location } = await authorize(sandbox, null, challengeOf(verifier), { scope, sandbox_patient: 'vig-12-patient' }, cookie);
    const grant = await token(sandbox, {
      grant_type: 'authorization_code',
      code: location?.searchParams.get('code') ?? '',
      redirect_uri: `${sandbox.url}/app/index.html`,
      client_id: 'corroborate',
      code_verifier: verifier,
    });
    // No EHR stands around the app: it has to show whose chart this is.
    expect(grant.body).toMatchObject({ patient: 'vig-12-patient', encounter: 'vig-12-enc', need_patient_banner: true });
  });
});

describe('tokens', () => {
  const codeFor = async (verifier: string) =>
    (await authorize(sandbox, await newLaunch(), challengeOf(verifier))).location?.searchParams.get('code') ?? '';
  const exchange = (code: string, verifier: string, change: Readonly<Record<string, string>> = {}) =>
    token(sandbox, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: `${sandbox.url}/app/index.html`,
      client_id: 'corroborate',
      code_verifier: verifier,
      ...change,
    });

  test('a wrong verifier gets nothing, and the code is spent', async () => {
    const verifier = newVerifier();
    const code = await codeFor(verifier);
    expect((await exchange(code, newVerifier())).body.error).toBe('invalid_grant');
    expect((await exchange(code, verifier)).status).toBe(400);
  });

  test('a missing verifier or another redirect address gets nothing', async () => {
    const verifier = newVerifier();
    expect((await exchange(await codeFor(verifier), '')).status).toBe(400);
    expect((await exchange(await codeFor(verifier), verifier, { redirect_uri: `${sandbox.url}/app/` })).status).toBe(400);
  });

  test('a code used twice ends the tokens it gave', async () => {
    const verifier = newVerifier();
    const code = await codeFor(verifier);
    const first = await exchange(code, verifier);
    const app = withToken(sandbox, first.body);
    expect((await app.get('Patient/vig-01-patient')).status).toBe(200);
    expect((await exchange(code, verifier)).status).toBe(400);
    expect((await app.get('Patient/vig-01-patient')).status).toBe(401);
  });

  test('a refresh needs the client id, gives a new refresh token, and the old one ends the line when used again', async () => {
    const { grant } = await visit(sandbox);
    const refresh = (refresh_token: unknown, more: Readonly<Record<string, string>> = { client_id: 'corroborate' }) =>
      token(sandbox, { grant_type: 'refresh_token', refresh_token: String(refresh_token), ...more });
    expect((await refresh(grant.refresh_token, {})).status).toBe(401);
    const second = await refresh(grant.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(grant.refresh_token);
    expect((await withToken(sandbox, second.body).get('Patient/vig-01-patient')).status).toBe(200);
    expect((await refresh(grant.refresh_token)).body.error).toBe('invalid_grant');
    expect((await refresh(second.body.refresh_token)).body.error).toBe('invalid_grant');
    expect((await withToken(sandbox, second.body).get('Patient/vig-01-patient')).status).toBe(401);
  });

  test('without online or offline access there is no refresh token', async () => {
    const { grant } = await visit(sandbox, { scope: 'launch patient/Patient.rs' });
    expect(grant.refresh_token).toBeUndefined();
    expect(grant.id_token).toBeUndefined();
  });

  test('no token, an invented one and an ended one are 401 with an OperationOutcome', async () => {
    const none = await fetch(`${sandbox.url}/fhir/Patient/vig-01-patient`);
    expect(none.status).toBe(401);
    expect(none.headers.get('www-authenticate')).toContain('Bearer');
    expect(((await none.json()) as Body).resourceType).toBe('OperationOutcome');
    expect((await withToken(sandbox, { access_token: 'invented' }).get('Patient/vig-01-patient')).status).toBe(401);
    const app = await visit(sandbox);
    sandbox.expireTokens();
    expect((await app.get('Patient/vig-01-patient')).status).toBe(401);
  });
});

describe('CORS', () => {
  test('the app may read answers, another site may not', async () => {
    const ask = (origin: string) => fetch(`${sandbox.url}/fhir/metadata`, { headers: { origin } });
    expect((await ask(sandbox.url)).headers.get('access-control-allow-origin')).toBe(sandbox.url);
    expect((await ask('https://elsewhere.test')).headers.get('access-control-allow-origin')).toBeNull();
  });
});
