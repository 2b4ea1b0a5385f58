import { afterEach, expect, test } from 'vitest';
import type { SourceRead } from '../../src/core/chart/record.ts';
import type { AnyResource } from '../../src/ehr/answer.ts';
import { scopesFor, sourcesFor } from '../../src/ehr/read-plan.ts';
import { readStay, type SourceProgress } from '../../src/ehr/read-stay.ts';
import type { Session } from '../../src/ehr/session.ts';
import { transport } from '../../src/ehr/transport.ts';
import { type AnswerTo, type FaultServer, faultServer, page, send } from './fault-server.ts';

const open: FaultServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
const access = { authorization: async () => 'Bearer T', renew: async () => null, end: () => {} };
const SOURCES = sourcesFor([
  { type: 'Observation', category: 'laboratory' },
  { type: 'Observation', category: 'vital-signs' },
  { type: 'Condition', category: 'encounter-diagnosis' },
  { type: 'DocumentReference', category: null },
  { type: 'MedicationAdministration', category: null },
  { type: 'DeviceUseStatement', category: null },
]);
const patient = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Ash', given: ['Ida'] }] };
const encounter = {
  resourceType: 'Encounter',
  id: 'e1',
  status: 'in-progress',
  subject: { reference: 'Patient/p1' },
  period: { start: '2026-03-02T10:00:00Z' },
};

async function read(answer: AnswerTo) {
  const server = await faultServer((path, response, request, nth) => {
    if (path === '/fhir/Patient/p1') return send(response, patient);
    if (path === '/fhir/Encounter/e1') return send(response, encounter);
    answer(path, response, request, nth);
    if (!response.writableEnded) send(response, page([]));
  });
  open.push(server);
  const resources: AnyResource[] = [];
  let progress: readonly SourceProgress[] = [];
  const session = { patient: 'p1', encounter: 'e1' } as Session;
  const result = await readStay(session, transport(server.base, access, { backOffMs: 1, retries: 0 }), SOURCES, {
    onResources: (page) => resources.push(...page),
    onSources: (_reads, now) => {
      progress = now;
    },
  });
  return { server, result, resources, progress };
}
const readOf = (reads: readonly SourceRead[], type: string, category?: string) =>
  reads.find((entry) => entry.type === type && entry.category === category)?.read;

test('every Observation search names a category and no search names a code', async () => {
  const { server } = await read(() => {});
  const observations = server.requests.filter((request) => request.path.includes('/Observation?'));
  expect(observations.length).toBeGreaterThan(3);
  for (const request of observations) expect(request.path).toContain('category=');
  for (const request of server.requests) expect(request.path).not.toMatch(/[?&]code=|[?&]encounter=|_include/);
});

test('a source that is refused fails alone, and is told as not permitted', async () => {
  const { result, progress } = await read((path, response) => {
    if (path.includes('category=laboratory')) send(response, '', 403);
  });
  if (!result.ok) throw new Error(result.stop);
  expect(readOf(result.reads, 'Observation', 'laboratory')).toMatchObject({ ok: false, problem: { kind: 'not-permitted', detail: '403' } });
  expect(readOf(result.reads, 'Observation', 'vital-signs')).toMatchObject({ ok: true, complete: true });
  expect(progress.find((source) => source.kind === 'labs')?.state).toBe('failed');
});

test('the search told to people holds no patient id', async () => {
  const { result } = await read(() => {});
  if (!result.ok) throw new Error(result.stop);
  for (const entry of result.reads) expect(entry.read.search).not.toContain('p1');
});

test('FC-B08 an unknown parameter leads to the next simpler query', async () => {
  const { result, server } = await read((path, response) => {
    if (path.includes('DocumentReference') && path.includes('_count'))
      send(response, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-supported' }] }, 400);
  });
  if (!result.ok) throw new Error(result.stop);
  expect(readOf(result.reads, 'DocumentReference')).toMatchObject({ ok: true, complete: true });
  expect(server.requests.filter((request) => request.path.includes('DocumentReference'))).toHaveLength(2);
});

test('FC-C15 resources of another patient are left out and their source counts as not read', async () => {
  const { result, resources } = await read((path, response) => {
    if (path.includes('category=vital-signs')) send(response, page(['x'], undefined, 'somebody-else'));
  });
  if (!result.ok) throw new Error(result.stop);
  expect(resources.some((resource) => resource.id === 'x')).toBe(false);
  expect(readOf(result.reads, 'Observation', 'vital-signs')).toMatchObject({ ok: false, problem: { kind: 'wrong-patient' } });
});

test('an encounter of another patient stops everything before any search', async () => {
  const server = await faultServer((path, response) => {
    if (path === '/fhir/Patient/p1') send(response, patient);
    else send(response, { ...encounter, subject: { reference: 'Patient/p2' } });
  });
  open.push(server);
  const seen: AnyResource[] = [];
  const result = await readStay({ patient: 'p1', encounter: 'e1' } as Session, transport(server.base, access), SOURCES, {
    onResources: (page) => seen.push(...page),
  });
  expect(result).toMatchObject({ ok: false, stop: 'wrong-patient' });
  expect(seen).toEqual([]);
  expect(server.requests).toHaveLength(2);
});

const note = (url: string) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: [
    {
      resource: {
        resourceType: 'DocumentReference',
        id: 'd1',
        subject: { reference: 'Patient/p1' },
        content: [{ attachment: { contentType: 'application/pdf', url: 'Binary/pdf' } }, { attachment: { contentType: 'text/rtf', url } }],
      },
    },
  ],
});

test('the text of a note is fetched from the address it names and put in its place; a PDF is not touched', async () => {
  const { resources, server } = await read((path, response) => {
    if (path.includes('DocumentReference')) send(response, note('Binary/b1'));
    if (path === '/fhir/Binary/b1') send(response, '{\\rtf1 hello}', 200, { 'content-type': 'text/rtf' });
  });
  const content = resources.find((resource) => resource.id === 'd1')?.content as { attachment: { data?: string } }[];
  expect(atob(content[1]?.attachment.data ?? '')).toBe('{\\rtf1 hello}');
  expect(server.requests.some((request) => request.path.includes('Binary/pdf'))).toBe(false);
});

test('a note whose text is refused makes the notes incomplete: silence in them proves nothing', async () => {
  const { result, resources } = await read((path, response) => {
    if (path.includes('DocumentReference')) send(response, note('Binary/b1'));
    if (path === '/fhir/Binary/b1') send(response, '', 403);
  });
  if (!result.ok) throw new Error(result.stop);
  expect(resources.some((resource) => resource.id === 'd1')).toBe(true);
  expect(readOf(result.reads, 'DocumentReference')).toMatchObject({ ok: true, complete: false });
});

test('a note text on another host is not requested', async () => {
  const foreign = await faultServer((_path, response) => send(response, 'text', 200, { 'content-type': 'text/plain' }));
  open.push(foreign);
  const { result } = await read((path, response) => {
    if (path.includes('DocumentReference')) send(response, note(`${foreign.base}/Binary/1`));
  });
  expect(result.ok).toBe(true);
  expect(foreign.requests).toHaveLength(0);
});

test('referenced people and places are read once each', async () => {
  const { resources, server } = await read((path, response) => {
    if (path.includes('category=laboratory') && path.includes('date=ge')) {
      send(response, {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: ['1', '2'].map((id) => ({
          resource: { resourceType: 'Observation', id, subject: { reference: 'Patient/p1' }, specimen: { reference: 'Specimen/s1' } },
        })),
      });
    }
    if (path === '/fhir/Specimen/s1') send(response, { resourceType: 'Specimen', id: 's1' });
  });
  expect(resources.filter((resource) => resource.resourceType === 'Specimen')).toHaveLength(1);
  expect(server.requests.filter((request) => request.path === '/fhir/Specimen/s1')).toHaveLength(1);
});

test('a drug that is known by reference only and cannot be read makes the medications incomplete', async () => {
  const { result } = await read((path, response) => {
    if (path.includes('/MedicationAdministration?')) {
      const given = {
        resourceType: 'MedicationAdministration',
        id: 'm1',
        subject: { reference: 'Patient/p1' },
        medicationReference: { reference: 'Medication/d1' },
      };
      send(response, { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: given }] });
    }
    if (path === '/fhir/Medication/d1') send(response, '', 403);
  });
  if (!result.ok) throw new Error(result.stop);
  expect(readOf(result.reads, 'MedicationAdministration')).toMatchObject({ ok: true, complete: false });
});

test('a source is told as read only when what its facts refer to was read too', async () => {
  const order: string[] = [];
  const server = await faultServer((path, response) => {
    if (path === '/fhir/Patient/p1') return send(response, patient);
    if (path === '/fhir/Encounter/e1') return send(response, encounter);
    if (path.includes('DocumentReference')) {
      const document = {
        resourceType: 'DocumentReference',
        id: 'd1',
        subject: { reference: 'Patient/p1' },
        author: [{ reference: 'Practitioner/a1' }],
      };
      return send(response, { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: document }] });
    }
    if (path === '/fhir/Practitioner/a1') return void setTimeout(() => send(response, { resourceType: 'Practitioner', id: 'a1' }), 80);
    return send(response, page([]));
  });
  open.push(server);
  await readStay({ patient: 'p1', encounter: 'e1' } as Session, transport(server.base, access), SOURCES, {
    onResources: (resources) => order.push(...resources.map((resource) => resource.resourceType)),
    onSources: (reads) => {
      if (readOf(reads, 'DocumentReference')) order.push('notes told');
    },
  });
  expect(order.indexOf('Practitioner')).toBeGreaterThan(-1);
  expect(order.indexOf('Practitioner')).toBeLessThan(order.indexOf('notes told'));
});

test('a kind of resource that the EHR does not offer is not told as refused', async () => {
  const { result, progress } = await read((path, response) => {
    if (path.includes('DeviceUseStatement')) send(response, '', 404);
    if (path.includes('category=survey')) send(response, '', 400);
  });
  if (!result.ok) throw new Error(result.stop);
  expect(readOf(result.reads, 'DeviceUseStatement')).toBeUndefined();
  expect(progress.find((source) => source.kind === 'devices')?.state).toBe('not-offered');
  expect(readOf(result.reads, 'Observation', 'vital-signs')).toMatchObject({ complete: true });
});

test('bedside measurements refused under another category leave the vital signs incomplete', async () => {
  const { result } = await read((path, response) => {
    if (path.includes('category=exam')) send(response, '', 403);
  });
  if (!result.ok) throw new Error(result.stop);
  expect(readOf(result.reads, 'Observation', 'vital-signs')).toMatchObject({ ok: true, complete: false });
});

test('scopes name each type, read and search only', () => {
  const scope = scopesFor(SOURCES).split(' ');
  expect(scope).toContain('patient/Observation.rs');
  expect(scope).toContain('patient/Binary.rs');
  expect(scope.some((word) => word.includes('*') || word.includes('offline_access') || /\.\w*[cud]/.test(word.replace('.rs', '')))).toBe(
    false,
  );
});
