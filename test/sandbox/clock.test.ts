import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { type Body, signIn, type Visitor, visit } from './visitor.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const HOUR = 3_600_000;
const PATIENTS = ['01', '02', '03', '12', '13', '15', '21', '22', '24', '30', '31', '35'].map((number) => `vig-${number}-patient`);
const TYPES = [
  'Encounter',
  'Observation',
  'Condition',
  'MedicationRequest',
  'MedicationAdministration',
  'ServiceRequest',
  'Procedure',
  'DocumentReference',
  'Coverage',
  'DeviceUseStatement',
  'Device',
  'Specimen',
  'Patient',
];

/** Every date in a resource, found without any of the sandbox's own code. Dates of birth are not events. */
function times(value: unknown, found: number[] = [], key = ''): number[] {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(T|$)/.test(value) && key !== 'birthDate')
    found.push(Date.parse(value.includes('T') ? value : `${value}T00:00:00Z`) - (value.includes('T') ? 0 : 14 * HOUR));
  else if (Array.isArray(value)) for (const item of value) times(item, found, key);
  else if (typeof value === 'object' && value !== null) for (const [name, child] of Object.entries(value)) times(child, found, name);
  return found;
}

const everything = async (app: Visitor): Promise<Body[]> => (await Promise.all(TYPES.map((type) => app.all(`${type}?_count=500`)))).flat();

describe('nothing later than the clock is ever served', () => {
  test.each(PATIENTS)('%s, hour by hour', async (patient) => {
    const app = await visit(sandbox, { patient });
    const stay = sandbox.clocks.stays(patient).at(-1);
    if (!stay) throw new Error('no stay');
    let last = 0;
    const steps = 9;
    for (let step = 0; step <= steps; step += 1) {
      const at = sandbox.clocks.set(patient, stay.start + Math.round(((stay.end - stay.start) * step) / steps));
      const served = await everything(app);
      const late = served.filter((resource) => times(resource).some((time) => time > at));
      expect(late.map((resource) => `${resource.resourceType}/${resource.id}`)).toEqual([]);
      // What is known stays known: the chart only grows.
      expect(served.length).toBeGreaterThanOrEqual(last);
      last = served.length;
      const encounter = served.find((resource) => resource.id === stay.id);
      expect(encounter?.status).toBe(step === steps ? 'finished' : 'in-progress');
    }
  });

  test('at the end of the stay everything is there as it was written', async () => {
    const app = await visit(sandbox, { patient: 'vig-01-patient' });
    sandbox.clocks.set('vig-01-patient', Number.MAX_SAFE_INTEGER);
    const served = await everything(app);
    expect(served.filter((one) => one.resourceType === 'Observation')).toHaveLength(212);
    const encounter = served.find((one) => one.id === 'vig-01-enc');
    expect(encounter).toMatchObject({
      status: 'finished',
      period: { end: '2026-03-06T11:00:00-05:00' },
      hospitalization: { dischargeDisposition: {} },
    });
  });

  test('a note in a Binary cannot be read before it was written', async () => {
    const app = await visit(sandbox, { patient: 'vig-02-patient' });
    sandbox.clocks.set('vig-02-patient', Date.parse('2026-04-13T14:00:00-05:00'));
    expect((await app.get('Binary/vig-02-bin-001')).status).toBe(200);
    expect((await app.get('Binary/vig-02-bin-002')).status).toBe(404);
    expect((await app.get('DocumentReference/vig-02-doc-002')).status).toBe(404);
  });
});

describe('the chart as it was', () => {
  const at = async (patient: string, time: string, path: string) => {
    sandbox.clocks.set(patient, Date.parse(time));
    return (await visit(sandbox, { patient })).get(path);
  };

  test('a result counts from when it was issued, not from when it was drawn', async () => {
    const search = 'Observation?code=2524-7&date=ge2026-03-02';
    expect((await at('vig-01-patient', '2026-03-02T14:35:00-05:00', search)).body.total).toBe(0);
    expect((await at('vig-01-patient', '2026-03-02T14:36:00-05:00', search)).body.total).toBe(1);
  });

  test('an open encounter has no end and no discharge, and lies where it lies now', async () => {
    const { body } = await at('vig-01-patient', '2026-03-02T15:00:00-05:00', 'Encounter/vig-01-enc');
    expect(body).toMatchObject({ status: 'in-progress', class: { code: 'EMER' } });
    expect(JSON.stringify(body)).not.toContain('end');
    expect(body.hospitalization).toBeUndefined();
    expect(body.location).toEqual([
      { location: { reference: 'Location/vig-01-loc-ed' }, status: 'active', period: { start: '2026-03-02T13:40:00-05:00' } },
    ]);
    expect(body.classHistory).toHaveLength(1);
  });

  test('where there is no class history, the status orders given until then decide the class', async () => {
    const cls = async (time: string) => (await at('vig-24-patient', time, 'Encounter/vig-24-enc')).body.class;
    expect(await cls('2026-01-10T07:00:00Z')).toMatchObject({ code: 'E', display: 'Emergency' });
    expect(await cls('2026-01-10T12:00:00Z')).toMatchObject({ code: 'O', display: 'Observation' });
    expect(await cls('2026-01-10T22:00:00Z')).toMatchObject({ code: 'I', display: 'Inpatient' });
  });

  test('a medication is active until its last dose, an infusion in progress until its end', async () => {
    const order = (time: string) => at('vig-01-patient', time, 'MedicationRequest/vig-01-medreq-001');
    expect((await order('2026-03-02T15:00:00-05:00')).body.status).toBe('active');
    expect((await order('2026-03-06T11:00:00-05:00')).body.status).toBe('completed');
    const infusions = await at('vig-01-patient', '2026-03-06T11:00:00-05:00', 'MedicationAdministration');
    const infusion = infusions.body.entry?.map((entry) => entry.resource).find((one) => one.effectivePeriod);
    const { start, end } = (infusion?.effectivePeriod ?? {}) as { start: string; end: string };
    const running = await at(
      'vig-01-patient',
      new Date(Date.parse(start) + 60_000).toISOString(),
      `MedicationAdministration/${infusion?.id}`,
    );
    expect(running.body).toMatchObject({ status: 'in-progress', effectivePeriod: { start } });
    expect(JSON.stringify(running.body)).not.toContain(end);
  });
});

describe('telling the time', () => {
  test('search results say what time it is for their patient, in the Bundle and in a header', async () => {
    const now = sandbox.clocks.set('vig-12-patient', Date.parse('2026-03-24T09:00:00-04:00'));
    const { body, headers } = await (await visit(sandbox, { patient: 'vig-12-patient' })).get('Observation?category=laboratory');
    expect(body.meta?.lastUpdated).toBe('2026-03-24T09:00:00-04:00');
    expect(Date.parse(headers.get('x-sandbox-now') ?? '')).toBe(now);
  });

  test('_lastUpdated finds exactly what came since a reading', async () => {
    const patient = 'vig-13-patient';
    const [stay] = sandbox.clocks.stays(patient);
    sandbox.clocks.set(patient, (stay?.start ?? 0) + 10 * HOUR);
    const app = await visit(sandbox, { patient });
    const before = await app.all('Observation?_count=500');
    const read = (await app.get('Observation?_count=1')).body.meta?.lastUpdated ?? '';
    sandbox.clocks.set(patient, (stay?.start ?? 0) + 16 * HOUR);
    const after = await app.all('Observation?_count=500');
    const since = await app.all(`Observation?_lastUpdated=gt${encodeURIComponent(read)}&_count=500`);
    expect(since.length).toBeGreaterThan(0);
    expect(before.length + since.length).toBe(after.length);
  });

  test('the usual moment of a stay lies in it, while it is open, about a day after arrival', async () => {
    const fresh = await startSandbox();
    for (const patient of PATIENTS) {
      const stay = fresh.clocks.stay(patient);
      const hours = (fresh.clocks.now(patient) - (stay?.start ?? 0)) / HOUR;
      expect(hours).toBeGreaterThan(10);
      expect(hours).toBeLessThanOrEqual(32.5);
      expect(fresh.clocks.now(patient)).toBeLessThan(stay?.end ?? 0);
    }
    await fresh.close();
  });

  test('moving the clock from the chart page moves what is served', async () => {
    const cookie = await signIn(sandbox);
    const app = await visit(sandbox, { patient: 'vig-35-patient' });
    const target = Date.parse('2026-08-03T13:00:00-04:00');
    const moved = await fetch(`${sandbox.url}/ehr/chart/vig-35-patient/clock`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({ at: String(target) }),
      redirect: 'manual',
    });
    expect(moved.status).toBe(303);
    expect((await app.get('DocumentReference')).body.total).toBe(1);
    const foreign = await fetch(`${sandbox.url}/ehr/chart/vig-35-patient/clock`, {
      method: 'POST',
      headers: { cookie, origin: 'https://elsewhere.test' },
      body: new URLSearchParams({ at: String(target + HOUR) }),
      redirect: 'manual',
    });
    expect(foreign.status).toBe(403);
    expect(sandbox.clocks.now('vig-35-patient')).toBe(target);
  });
});
