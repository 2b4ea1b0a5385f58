import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { visit } from './visitor.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ clock: 'end', writeBack: true });
});
afterAll(() => sandbox.close());

const LAB = 'http://terminology.hl7.org/CodeSystem/observation-category|laboratory';

describe('what the token allows is all that is served', () => {
  test('a type that no scope names is 403 for search and read, with an OperationOutcome', async () => {
    const app = await visit(sandbox, { scope: 'launch patient/Patient.rs' });
    for (const path of [
      'Observation?patient=vig-01-patient',
      'Observation/vig-01-obs-004',
      'Encounter/vig-01-enc',
      'DocumentReference?patient=vig-01-patient',
    ]) {
      const { status, body } = await app.get(path);
      expect([path, status, body.issue?.[0]?.code]).toEqual([path, 403, 'forbidden']);
    }
  });

  test('v1 and v2 spellings grant the same', async () => {
    for (const scope of [
      'launch patient/Observation.read',
      'launch patient/Observation.rs',
      'launch patient/Observation.r patient/Observation.s',
      'launch patient/*.read',
      'launch patient/*.*',
    ]) {
      const app = await visit(sandbox, { scope });
      expect((await app.get('Observation?patient=vig-01-patient')).status).toBe(200);
      expect((await app.get('Observation/vig-01-obs-004')).status).toBe(200);
    }
  });

  test('r alone does not search and s alone does not read', async () => {
    const reader = await visit(sandbox, { scope: 'launch patient/Observation.r' });
    expect((await reader.get('Observation?patient=vig-01-patient')).status).toBe(403);
    expect((await reader.get('Observation/vig-01-obs-004')).status).toBe(200);
    const searcher = await visit(sandbox, { scope: 'launch patient/Observation.s' });
    expect((await searcher.get('Observation?patient=vig-01-patient')).status).toBe(200);
    expect((await searcher.get('Observation/vig-01-obs-004')).status).toBe(403);
  });

  test('another patient is 403, and a search without a patient stays with the launched one', async () => {
    const app = await visit(sandbox);
    expect((await app.get('Observation?patient=vig-02-patient')).status).toBe(403);
    expect((await app.get('Patient/vig-02-patient')).status).toBe(403);
    expect((await app.get('Observation/vig-02-obs-001')).status).toBe(403);
    const own = await app.all('Observation?_count=500');
    expect(own).toHaveLength(212);
    expect(new Set(own.map((one) => (one.subject as { reference: string }).reference))).toEqual(new Set(['Patient/vig-01-patient']));
    expect((await app.all('Patient')).map((one) => one.id)).toEqual(['vig-01-patient']);
  });

  test('a granular scope narrows a search without an error and refuses a read outside', async () => {
    const app = await visit(sandbox, { scope: `launch patient/Observation.rs?category=${LAB}` });
    const found = await app.all('Observation?patient=vig-01-patient&_count=500');
    expect(found.length).toBeGreaterThan(10);
    expect(found.length).toBeLessThan(212);
    expect(found.every((one) => JSON.stringify(one.category).includes('laboratory'))).toBe(true);
    expect(await app.all('Observation?patient=vig-01-patient&category=vital-signs')).toEqual([]);
    expect((await app.get('Observation/vig-01-obs-004')).status).toBe(200);
    const all = await visit(sandbox);
    const vital = (await all.all('Observation?category=vital-signs'))[0];
    expect((await app.get(`Observation/${vital?.id}`)).status).toBe(403);
  });

  test('two granular scopes add up', async () => {
    const app = await visit(sandbox, {
      scope: `launch patient/Observation.rs?category=${LAB} patient/Observation.rs?category=vital-signs`,
    });
    expect((await app.all('Observation?_count=500')).length).toBe(212);
  });

  test('a Binary needs the right to documents as well', async () => {
    const alone = await visit(sandbox, { patient: 'vig-02-patient', scope: 'launch patient/Binary.r' });
    expect((await alone.get('Binary/vig-02-bin-001')).status).toBe(403);
    const both = await visit(sandbox, { patient: 'vig-02-patient', scope: 'launch patient/Binary.r patient/DocumentReference.rs' });
    expect((await both.get('Binary/vig-02-bin-001')).status).toBe(200);
    const other = await visit(sandbox, { patient: 'vig-12-patient' });
    expect((await other.get('Binary/vig-02-bin-001')).status).toBe(403);
  });

  test('what is included needs its own right', async () => {
    const app = await visit(sandbox, { scope: 'launch patient/Encounter.rs' });
    const { body } = await app.get('Encounter?_include=Encounter:subject');
    expect(body.entry?.map(({ resource }) => resource.resourceType)).toEqual(['Encounter']);
  });

  test('user scopes reach every patient of the list', async () => {
    const app = await visit(sandbox, { person: 'sandbox-tate', scope: 'launch user/Encounter.rs user/Observation.rs' });
    expect((await app.get('Encounter')).body.total).toBe(14);
    expect((await app.get('Observation?patient=vig-02-patient')).status).toBe(200);
    expect((await app.get('Condition?patient=vig-02-patient')).status).toBe(403);
  });

  test('writing needs c or u, for the launched patient', async () => {
    const note = (patient: string) => ({
      resourceType: 'DocumentReference',
      status: 'current',
      subject: { reference: `Patient/${patient}` },
      content: [{ attachment: { contentType: 'text/plain', data: '' } }],
    });
    const reader = await visit(sandbox);
    expect((await reader.send('POST', 'DocumentReference', note('vig-01-patient'))).status).toBe(403);
    const writer = await visit(sandbox, { scope: 'launch patient/DocumentReference.crus' });
    expect((await writer.send('POST', 'DocumentReference', note('vig-02-patient'))).status).toBe(403);
    expect((await writer.send('POST', 'DocumentReference', note('vig-01-patient'))).status).toBe(201);
  });
});
