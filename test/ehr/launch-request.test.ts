import { expect, test } from 'vitest';
import { readLaunchRequest } from '../../src/ehr/launch-request.ts';
import { readSite } from '../../src/ehr/site.ts';

const read = readSite({ servers: [{ iss: 'https://ehr.example.org/fhir', clientId: 'abc' }] }, 'https://app.example.org/');
if (!read.ok) throw new Error('site');
const { site } = read;
const iss = encodeURIComponent('https://ehr.example.org/fhir');
const codeOf = (search: string) => {
  const request = readLaunchRequest(search, site);
  return request.ok ? 'ok' : request.refusal.code;
};

test('exactly iss and launch of a listed server go on', () => {
  expect(codeOf(`?iss=${iss}&launch=xyz`)).toBe('ok');
});

test('FC-A01 an iss that is not listed is refused, and only its host is told', () => {
  const request = readLaunchRequest(`?iss=${encodeURIComponent('https://evil.test/fhir?patient=secret')}&launch=x`, site);
  expect(request).toEqual({ ok: false, refusal: { code: 'not-allowed', host: 'evil.test' } });
});

test('FC-A04 and FC-A05 parameters that would override the configuration are refused', () => {
  for (const extra of ['fhirServiceUrl=https%3A%2F%2Fevil.test', 'patientId=1', 'clientId=x', 'next=/', 'state=x']) {
    expect(codeOf(`?iss=${iss}&launch=xyz&${extra}`)).toBe('foreign-parameter');
  }
});

test('FC-A06 a repeated parameter is refused', () => {
  expect(codeOf(`?iss=${iss}&launch=a&launch=b`)).toBe('repeated-parameter');
  expect(codeOf(`?iss=${iss}&iss=${iss}&launch=b`)).toBe('repeated-parameter');
});

test('FC-A07 a page opened by hand says: open this from the chart', () => {
  expect(codeOf('')).toBe('no-launch');
  expect(codeOf(`?iss=${iss}`)).toBe('no-launch');
  expect(codeOf('?launch=x')).toBe('no-launch');
});

test('an over-long launch is refused', () => {
  expect(codeOf(`?iss=${iss}&launch=${'x'.repeat(5000)}`)).toBe('too-long');
});
