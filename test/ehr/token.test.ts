import { expect, test } from 'vitest';
import { sessionOf } from '../../src/ehr/session.ts';
import { readGrant, readIdToken } from '../../src/ehr/token.ts';

const NOW = 1_700_000_000_000;
const base = { access_token: 'a.b', token_type: 'bearer', scope: 'launch', patient: 'p1', encounter: 'e1' };
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const idToken = (claims: object, alg = 'RS256') => `${part({ alg })}.${part(claims)}.x`;
const server = {
  iss: 'https://e/fhir',
  clientId: 'c',
  name: 'e',
  authorization: [],
  scope: null,
  pkce: 'required' as const,
  lists: false,
  writeBack: [],
};

test('FC-A16 expires_in as text, zero, negative, null or absent becomes a sound time', () => {
  const expiry = (value: unknown) => (readGrant({ ...base, expires_in: value }, NOW)?.expiresAt ?? 0) - NOW;
  expect(expiry('3600')).toBe(3_600_000);
  expect(expiry(570)).toBe(570_000);
  expect(expiry(0)).toBe(0);
  expect(expiry(-1)).toBe(0);
  expect(expiry(null)).toBe(300_000);
  expect(expiry(undefined)).toBe(300_000);
  expect(expiry('soon')).toBe(300_000);
  expect(expiry(1e15)).toBe(86_400_000);
});

test('FC-A18 an opaque token with dots is not decoded', () => {
  expect(readGrant(base, NOW)?.accessToken).toBe('a.b');
});

test('a response without access token, or of another type than Bearer, is no grant', () => {
  expect(readGrant({ token_type: 'Bearer' }, NOW)).toBeNull();
  expect(readGrant({ ...base, token_type: 'mac' }, NOW)).toBeNull();
  expect(readGrant('<html>', NOW)).toBeNull();
  expect(readGrant(null, NOW)).toBeNull();
});

test('FC-A17 names with accents in an id_token are read as UTF-8', () => {
  const token = idToken({ aud: 'c', name: 'Zo\u00EB O\u2019Brien', fhirUser: 'https://e/fhir/Practitioner/12' });
  expect(readIdToken(token, NOW, { clientId: 'c' })).toEqual({ name: 'Zo\u00EB O\u2019Brien', fhirUser: 'https://e/fhir/Practitioner/12' });
  expect(readGrant({ ...base, id_token: token }, NOW, { clientId: 'c' })?.fhirUser).toBe('Practitioner/12');
});

test('FC-A19 an id_token for another client, expired, or without algorithm makes the user unknown', () => {
  expect(readIdToken(idToken({ aud: 'other' }), NOW, { clientId: 'c' })).toBeNull();
  expect(readIdToken(idToken({ aud: 'c', exp: NOW / 1000 - 3600 }), NOW, { clientId: 'c' })).toBeNull();
  expect(readIdToken(idToken({ aud: 'c' }, 'none'), NOW, { clientId: 'c' })).toBeNull();
  expect(readIdToken('x.y', NOW)).toBeNull();
});

test('FC-A15 without patient or encounter there is no session, and none is picked', () => {
  const without = (field: string) => {
    const grant = readGrant({ ...base, [field]: undefined }, NOW);
    return grant && sessionOf(server, 'https://e/token', grant, 'n');
  };
  expect(without('patient')).toMatchObject({ ok: false, failure: { code: 'no-patient' } });
  expect(without('encounter')).toMatchObject({ ok: false, failure: { code: 'no-encounter' } });
});

test('FC-A22 the banner is needed unless the server says no', () => {
  expect(readGrant(base, NOW)?.needPatientBanner).toBe(true);
  expect(readGrant({ ...base, need_patient_banner: true }, NOW)?.needPatientBanner).toBe(true);
  expect(readGrant({ ...base, need_patient_banner: false }, NOW)?.needPatientBanner).toBe(false);
});

test('FC-S10 a polluted prototype gives no patient', () => {
  const polluted = Object.assign(Object.create({ patient: 'evil' }), { access_token: 'x', token_type: 'Bearer' });
  expect(readGrant(polluted, NOW)?.patient).toBeNull();
});
