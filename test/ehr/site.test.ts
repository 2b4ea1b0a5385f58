import { expect, test } from 'vitest';
import { readSite, serverFor } from '../../src/ehr/site.ts';

const HOME = 'https://app.example.org/corroborate/index.html';
const server = { iss: 'https://ehr.example.org/fhir/r4', clientId: 'abc' };
const siteOf = (value: unknown) => {
  const result = readSite(value, HOME);
  if (!result.ok) throw new Error(result.faults.map((fault) => fault.field).join());
  return result.site;
};
const faultsOf = (value: unknown) => {
  const result = readSite(value, HOME);
  return result.ok ? [] : result.faults.map((fault) => fault.field);
};

test('the least a hospital must write is one server with its client id', () => {
  const site = siteOf({ servers: [server] });
  expect(site.servers[0]).toMatchObject({
    iss: 'https://ehr.example.org/fhir/r4',
    authorization: ['https://ehr.example.org'],
    pkce: 'required',
    lists: false,
  });
  expect(site.policy).toBe('base');
  expect(site.switches.clinicianIndicators).toBe(false);
});

test('a wrong file names every field that is wrong, and a remedy for each', () => {
  const wrong = {
    servers: [{ iss: 'http://ehr.example.org/fhir', clientId: '' }, 7],
    zone: 'Chicago',
    switches: { refreshSecond: 5, shortcuts: 'yes' },
    polcy: 'x',
  };
  expect(faultsOf(wrong)).toEqual([
    'polcy',
    'zone',
    'servers[0].iss',
    'servers[0].clientId',
    'servers[1]',
    'switches.refreshSecond',
    'switches.shortcuts',
  ]);
  const result = readSite(wrong, HOME);
  if (!result.ok) for (const fault of result.faults) expect(fault.remedy.length).toBeGreaterThan(10);
});

test('a file without servers, a list, a text and null are all refused with words', () => {
  for (const value of [{}, [], 'x', null, { servers: [] }, { servers: {} }]) expect(faultsOf(value).length).toBeGreaterThan(0);
});

test('a path as iss means the host that serves the page', () => {
  expect(siteOf({ servers: [{ iss: '/fhir', clientId: 'a' }] }).servers[0]?.iss).toBe('https://app.example.org/fhir');
});

test('FC-A02 trailing slash, case of host and default port are the same server; the path is compared exactly', () => {
  const site = siteOf({ servers: [server] });
  for (const same of ['https://ehr.example.org/fhir/r4/', 'https://EHR.example.org/fhir/r4', 'https://ehr.example.org:443/fhir/r4'])
    expect(serverFor(site, same)).not.toBeNull();
  for (const other of [
    'https://ehr.example.org/fhir/R4',
    'https://ehr.example.org/fhir',
    'https://ehr.example.org/fhir/r4/x',
    'https://ehr.example.org/fhir/r4?x=1',
  ]) {
    expect(serverFor(site, other)).toBeNull();
  }
});

test('FC-A03 look-alike hosts, user parts and plain http are other servers', () => {
  const site = siteOf({ servers: [server] });
  const evil = [
    'https://ehr.example.org.evil.test/fhir/r4',
    'https://ehr.example.org@evil.test/fhir/r4',
    'https://x@ehr.example.org/fhir/r4',
    'http://ehr.example.org/fhir/r4',
    'https://\u0435hr.example.org/fhir/r4',
    'javascript:alert(1)',
    '',
  ];
  for (const iss of evil) expect(serverFor(site, iss)).toBeNull();
});

test('the days of what is kept can be shortened, never lengthened, and a mistyped kind is named', () => {
  expect(siteOf({ servers: [server] }).keep).toMatchObject({ draft: 3, feedback: 30, trail: 180 });
  expect(siteOf({ servers: [server], keep: { draft: 0.5 } }).keep).toMatchObject({ draft: 0.5, feedback: 30 });
  expect(faultsOf({ servers: [server], keep: { draft: 4, feedback: 0, drafts: 1, query: '7', constructor: 1 } })).toEqual([
    'keep.draft',
    'keep.feedback',
    'keep.drafts',
    'keep.query',
    'keep.constructor',
  ]);
  expect(faultsOf({ servers: [server], keep: 3 })).toEqual(['keep']);
});

test('a contact is a name with an address or a number that can do no harm', () => {
  expect(siteOf({ servers: [server] }).contact).toBeNull();
  const contact = { name: 'CDI office', email: 'cdi@example.org', phone: '+1 555 0100' };
  expect(siteOf({ servers: [server], contact }).contact).toEqual(contact);
  expect(siteOf({ servers: [server], contact: { name: 'CDI' } }).contact).toEqual({ name: 'CDI', email: null, phone: null });
  for (const email of ['cdi', 'a@b.c?subject=x', 'javascript:alert(1)', '<a@b.c>', 7])
    expect(faultsOf({ servers: [server], contact: { name: 'CDI', email } })).toEqual(['contact.email']);
  expect(faultsOf({ servers: [server], contact: { name: 'CDI', phone: 'tel:1' } })).toEqual(['contact.phone']);
  expect(faultsOf({ servers: [server], contact: { name: 'CDI', page: 'x' } })).toEqual(['contact.page']);
  expect(faultsOf({ servers: [server], contact: 'CDI' })).toEqual(['contact']);
});
