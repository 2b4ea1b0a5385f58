import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crowdOf } from '../../sandbox/crowd.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { type Body, signIn, type Visitor, visit } from './visitor.ts';

let sandbox: Sandbox;
let app: Visitor;
beforeAll(async () => {
  sandbox = await startSandbox();
  app = await visit(sandbox);
});
afterAll(() => sandbox.close());

const PATIENT = 'vig-01-patient';
const HOUR = 3_600_000;

async function someLactate(): Promise<Body> {
  const [first] = await app.all('Observation?code=2524-7&date=ge2026-03-02');
  if (!first) throw new Error('no lactate');
  return first;
}

describe('a chart that changes at its present moment', () => {
  test('a result withdrawn now is withdrawn from now on, and as it was before', async () => {
    const lactate = await someLactate();
    const path = `Observation/${lactate.id}`;
    const read = (await app.get('Observation?_count=1')).body.meta?.lastUpdated ?? '';
    sandbox.advance(PATIENT, 'PT1H');
    sandbox.corrections.withdraw(path);
    expect((await app.get(path)).body).toMatchObject({ status: 'entered-in-error', valueQuantity: lactate.valueQuantity });
    const since = await app.all(`Observation?_lastUpdated=gt${encodeURIComponent(read)}&_count=500`);
    expect(since.map((one) => one.id)).toContain(lactate.id);
    sandbox.clocks.set(PATIENT, sandbox.clocks.now(PATIENT) - HOUR);
    expect((await app.get(path)).body.status).toBe('final');
  });

  test('an amended result has another value, status and version; a repeated one is a result of its own', async () => {
    sandbox.advance(PATIENT, 'PT2H');
    const [creatinine] = await app.all('Observation?code=2160-0&date=ge2026-03-02');
    const path = `Observation/${creatinine?.id}`;
    sandbox.corrections.amend(path, 9.9);
    const amended = (await app.get(path)).body;
    expect(amended).toMatchObject({ status: 'amended', valueQuantity: { value: 9.9 }, meta: { versionId: '2' } });
    const repeated = sandbox.corrections.repeat(path, 5.5);
    const read = (await app.get(`Observation/${repeated.id}`)).body;
    expect(read).toMatchObject({ status: 'final', valueQuantity: { value: 5.5 }, code: creatinine?.code });
    expect(Date.parse(String(read.effectiveDateTime))).toBe(sandbox.clocks.now(PATIENT));
  });

  test('a condition is withdrawn by its verification status', async () => {
    const [condition] = await app.all('Condition');
    sandbox.corrections.withdraw(`Condition/${condition?.id}`);
    const { body } = await app.get(`Condition/${condition?.id}`);
    expect(JSON.stringify(body.verificationStatus)).toContain('entered-in-error');
    expect(body.clinicalStatus).toBeUndefined();
  });

  test('a discharge closes the encounter, a hand-over names another attending and keeps the one before', async () => {
    const patient = 'vig-12-patient';
    const own = await visit(sandbox, { patient });
    sandbox.corrections.handOver(patient, { id: 'sandbox-castellan', given: 'Ines', family: 'Castellan', credentials: 'MD' });
    const path = `Encounter/${sandbox.clocks.stay(patient)?.id}`;
    const after = (await own.get(path)).body;
    const attending = (after.participant as { type: unknown; period?: { end?: string }; individual: { reference: string } }[]).filter(
      (one) => JSON.stringify(one.type).includes('ATND'),
    );
    expect(attending.length).toBeGreaterThan(1);
    expect(attending.filter((one) => !one.period?.end).map((one) => one.individual.reference)).toEqual(['Practitioner/sandbox-castellan']);
    const page = await (await fetch(`${sandbox.url}/ehr/chart/${patient}`, { headers: { cookie: await signIn(sandbox) } })).text();
    expect(page).toMatch(/<dt>Attending<\/dt><dd>Ines Castellan, MD/);
    expect(after.status).toBe('in-progress');
    sandbox.corrections.discharge(patient);
    expect((await own.get(path)).body).toMatchObject({ status: 'finished' });
  });

  test('what is not in the chart cannot be changed', () => {
    expect(() => sandbox.corrections.withdraw('Observation/nothing')).toThrow(/not in the chart/);
    expect(() => sandbox.corrections.add({ resourceType: 'Observation' })).toThrow(/names no patient/);
    expect(() => sandbox.corrections.amend('Patient/vig-01-patient', 1)).toThrow(/no quantity/);
  });

  test('the clock moves by a duration or to a time, and nothing else is taken for one', () => {
    const patient = 'vig-13-patient';
    const stay = sandbox.clocks.stay(patient);
    const start = sandbox.advance(patient, stay?.start ?? 0);
    expect(sandbox.advance(patient, 'PT2H30M') - start).toBe(2.5 * HOUR);
    expect(sandbox.advance(patient, 'P1D') - start).toBe(26.5 * HOUR);
    expect(sandbox.advance(patient, new Date(start + HOUR).toISOString())).toBe(start + HOUR);
    for (const wrong of ['PT', 'P', '2h', '2026-03-02', 'PT2X']) expect(() => sandbox.advance(patient, wrong)).toThrow(/neither/);
  });
});

describe('corrections by a person in the chart', () => {
  const post = async (patient: string, fields: Readonly<Record<string, string>>) =>
    fetch(`${sandbox.url}/ehr/chart/${patient}/correct`, {
      method: 'POST',
      headers: { cookie: await signIn(sandbox) },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });

  test('the page offers results of the stay and withdraws the chosen one', async () => {
    const cookie = await signIn(sandbox);
    const page = await (await fetch(`${sandbox.url}/ehr/chart/vig-15-patient/results`, { headers: { cookie } })).text();
    const reference = /<option value="(Observation\/[^"]+)"/.exec(page)?.[1] ?? '';
    expect((await post('vig-15-patient', { reference, do: 'withdraw' })).status).toBe(303);
    const own = await visit(sandbox, { patient: 'vig-15-patient' });
    expect((await own.get(reference)).body.status).toBe('entered-in-error');
  });

  test('an amendment without a number and a result of another patient change nothing', async () => {
    const lactate = await someLactate();
    await post('vig-15-patient', { reference: `Observation/${lactate.id}`, do: 'amend', value: '7' });
    await post(PATIENT, { reference: `Observation/${lactate.id}`, do: 'amend', value: '' });
    await post(PATIENT, { reference: `Observation/${lactate.id}`, do: 'amend', value: 'high' });
    expect((await app.get(`Observation/${lactate.id}`)).body.valueQuantity).toEqual(lactate.valueQuantity);
  });
});

describe('stays given by a test', () => {
  const model = {
    resourceType: 'Bundle',
    entry: [
      { resource: { resourceType: 'Patient', id: 'model', name: [{ family: 'Model' }] } },
      {
        resource: {
          resourceType: 'Encounter',
          id: 'model-enc',
          status: 'in-progress',
          class: { code: 'IMP' },
          subject: { reference: 'Patient/model' },
          period: { start: '2026-01-01T10:00:00-06:00', end: '2026-01-05T10:00:00-06:00' },
        },
      },
    ],
  };

  test('they stand instead of the written ones, each copy under a name and a number of its own', async () => {
    const crowd = await startSandbox({ resources: crowdOf([model], 200) });
    const own = await visit(crowd, { person: 'sandbox-lindgren', patient: null, scope: 'launch user/Encounter.rs user/Patient.rs' });
    const encounters = await own.all('Encounter?status=in-progress&_count=100');
    expect(encounters).toHaveLength(200);
    const patients = await own.all('Patient?_count=100');
    expect(new Set(patients.map((one) => JSON.stringify(one.name))).size).toBe(200);
    expect(new Set(encounters.map((one) => JSON.stringify(one.subject)))).toHaveLength(200);
    await crowd.close();
  });

  test('the site file takes what a test lays over it', async () => {
    const own = await startSandbox({ resources: [model], site: { name: 'Elsewhere', switches: { shortcuts: false } } });
    const site = (await (await fetch(`${own.url}/app/site.json`)).json()) as { name: string; switches: object };
    expect(site).toMatchObject({ name: 'Elsewhere', switches: { shortcuts: false, refreshSeconds: 5 } });
    await own.close();
  });
});
