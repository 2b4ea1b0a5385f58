import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { ids, type Visitor, visit } from './visitor.ts';

let sandbox: Sandbox;
let app: Visitor;
beforeAll(async () => {
  sandbox = await startSandbox({ clock: 'end' });
  app = await visit(sandbox);
});
afterAll(() => sandbox.close());

const P = 'patient=vig-01-patient';
const count = async (path: string) => (await app.get(`${path}${path.includes('?') ? '&' : '?'}_summary=count`)).body.total;

describe('search parameters', () => {
  test('patient and subject, with and without type, mean the same', async () => {
    for (const query of [
      P,
      'subject=vig-01-patient',
      'subject=Patient/vig-01-patient',
      'subject:Patient=vig-01-patient',
      `patient=${sandbox.url}/fhir/Patient/vig-01-patient`,
    ]) {
      expect([query, await count(`Condition?${query}`)]).toEqual([query, 5]);
    }
  });

  test('category and code by system|code, code alone, |code, system| and several', async () => {
    const loinc = 'http://loinc.org';
    const both = (await count(`Observation?${P}&code=2524-7`)) as number;
    expect(both).toBeGreaterThan(1);
    expect(await count(`Observation?${P}&code=${loinc}|2524-7`)).toBe(both);
    expect(await count(`Observation?${P}&code=|2524-7`)).toBe(0);
    expect(await count(`Observation?${P}&code=http://other.test|2524-7`)).toBe(0);
    const creatinine = (await count(`Observation?${P}&code=2160-0`)) as number;
    expect(await count(`Observation?${P}&code=2524-7,${loinc}|2160-0`)).toBe(both + creatinine);
    expect(await count(`Observation?${P}&code=${loinc}|`)).toBeGreaterThan(100);
    const labs = (await count(`Observation?${P}&category=laboratory`)) as number;
    const vitals = (await count(`Observation?${P}&category=vital-signs`)) as number;
    expect(labs + vitals).toBe(await count(`Observation?${P}&category=laboratory,vital-signs`));
  });

  test('status takes a list, and :not', async () => {
    expect(await count(`Encounter?${P}&status=finished,in-progress`)).toBe(1);
    expect(await count(`Encounter?${P}&status=in-progress`)).toBe(0);
    expect(await count(`Observation?${P}&status:not=final`)).toBe(0);
  });

  test('encounter and context find what belongs to the stay', async () => {
    expect(await count(`Observation?${P}&encounter=vig-01-enc`)).toBe(209);
    expect(await count(`MedicationAdministration?${P}&context=Encounter/vig-01-enc`)).toBe(6);
    expect(await count(`DocumentReference?${P}&encounter=vig-01-enc`)).toBe(6);
  });

  test('every type has its date parameter', async () => {
    const from = 'ge2026-03-03T00:00:00-05:00';
    for (const [path, expected] of [
      ['MedicationRequest?authoredon=', 0],
      ['MedicationAdministration?effective-time=', 3],
      ['ServiceRequest?authored=', 1],
      ['Condition?recorded-date=', 0],
      ['DocumentReference?date=', 3],
      ['DocumentReference?period=', 3],
      ['Encounter?date=', 1],
    ] as const) {
      const [type, name] = path.split('?') as [string, string];
      expect([path, await count(`${type}?${P}&${name}${from}`)]).toEqual([path, expected]);
    }
  });

  test('type finds notes of a kind; Patient is searched by name, identifier and birth date', async () => {
    expect(await count(`DocumentReference?${P}&type=http://loinc.org|18842-5`)).toBe(1);
    expect(await count('Patient?family=testcase&given=pet')).toBe(1);
    expect(await count('Patient?identifier=TEST-010001&birthdate=1951-12-16')).toBe(1);
    expect(await count('Patient?identifier=TEST-020001')).toBe(0);
  });

  test('_id and POST _search', async () => {
    expect(ids(await app.get('Observation?_id=vig-01-obs-004,vig-01-obs-005'))).toEqual(['vig-01-obs-004', 'vig-01-obs-005']);
    const response = await fetch(`${sandbox.url}/fhir/Condition/_search`, {
      method: 'POST',
      body: new URLSearchParams(P),
      headers: { authorization: `Bearer ${String(app.grant.access_token)}` },
    });
    expect(((await response.json()) as { total: number }).total).toBe(5);
  });

  test('_include brings what is referred to, marked as included', async () => {
    const epic = await visit(sandbox, { patient: 'vig-02-patient' });
    const { body } = await epic.get('MedicationRequest?patient=vig-02-patient&_include=MedicationRequest:medication');
    const modes = (body.entry ?? []).map((entry) => `${entry.resource.resourceType} ${entry.search?.mode}`);
    expect(modes.filter((mode) => mode === 'MedicationRequest match')).toHaveLength(3);
    expect(modes.filter((mode) => mode === 'Medication include')).toHaveLength(2);
  });
});

describe('dates', () => {
  // Lactates of this stay: 13:58, and later ones; times with -05:00.
  const dates = async (query: string) =>
    (await app.all(`Observation?${P}&code=2524-7&_sort=date&_count=100${query}`)).map((one) => String(one.effectiveDateTime));
  test('prefixes hold at, just before and just after the moment', async () => {
    const all = await dates('');
    const [first = '', second = ''] = all;
    expect(await dates(`&date=eq${first}`)).toEqual([first]);
    expect(await dates(`&date=${first}`)).toEqual([first]);
    expect(await dates(`&date=ne${first}`)).toEqual(all.slice(1));
    expect(await dates(`&date=ge${first}`)).toEqual(all);
    expect(await dates(`&date=gt${first}`)).toEqual(all.slice(1));
    expect(await dates(`&date=le${first}`)).toEqual([first]);
    expect(await dates(`&date=lt${first}`)).toEqual([]);
    expect(await dates(`&date=sa${first}`)).toEqual(all.slice(1));
    expect(await dates(`&date=eb${second}`)).toEqual([first]);
    expect(await dates(`&date=ge${second}&date=le${second}`)).toEqual([second]);
  });

  test('the same moment in another zone and to the millisecond is the same moment', async () => {
    const [first = ''] = await dates('');
    const utc = new Date(first).toISOString();
    expect(await dates(`&date=eq${utc}`)).toEqual([first]);
    expect(await dates(`&date=ge${utc}&date=le${utc}`)).toEqual([first]);
    const before = new Date(Date.parse(first) - 1).toISOString();
    expect(await dates(`&date=le${before}`)).toEqual([]);
  });

  test('a day is the day of the hospital, not of Greenwich', async () => {
    const late = await visit(sandbox, { patient: 'vig-24-patient' });
    // Arrived 2026-01-10T06:20Z, which is 22:20 on the 9th in Los Angeles.
    expect((await late.get('Encounter?date=2026-01-09')).body.total).toBe(0);
    expect((await late.get('Encounter?date=ge2026-01-09&date=lt2026-01-10')).body.total).toBe(1);
    expect((await late.get('Encounter?date=lt2026-01-09')).body.total).toBe(0);
  });

  test.each(['yesterday', 'ge2026-02-30', 'xx2026-01-01', ''])('%j is refused with 400, not ignored', async (value) => {
    expect((await app.get(`Observation?${P}&date=${value}`)).status).toBe(400);
  });
});

describe('pages', () => {
  test('next links lead through everything once, whatever the page size', async () => {
    const whole = (await app.all(`Observation?${P}&_count=500`)).map((one) => one.id);
    for (const size of [1, 7, 50, 211, 212, 213]) {
      const paged = (await app.all(`Observation?${P}&_count=${size}`)).map((one) => one.id);
      expect(paged).toEqual(whole);
    }
    expect(new Set(whole).size).toBe(212);
  });

  test('a page is 50 unless asked, at most 500; cursors say nothing and belong to their token', async () => {
    const first = await app.get(`Observation?${P}`);
    expect(first.body.entry).toHaveLength(50);
    const next = first.body.link?.find((link) => link.relation === 'next')?.url ?? '';
    expect(next).not.toContain('vig-01');
    expect((await (await visit(sandbox)).get(next)).status).toBe(410);
    expect((await app.get(next)).status).toBe(200);
    expect((await app.get(`${sandbox.url}/fhir/Observation?_cursor=unknown`)).status).toBe(410);
  });

  test('_sort orders both ways, _summary=count and _count=0 send no entries', async () => {
    const up = (await app.all(`Observation?${P}&category=laboratory&_sort=date&_count=500`)).map((one) =>
      Date.parse(String(one.effectiveDateTime)),
    );
    const down = (await app.all(`Observation?${P}&category=laboratory&_sort=-date&_count=500`)).map((one) =>
      Date.parse(String(one.effectiveDateTime)),
    );
    expect(up).toEqual([...up].sort((a, b) => a - b));
    expect(down).toEqual([...up].reverse());
    expect((await app.get(`Condition?${P}&_summary=count`)).body).toMatchObject({ total: 5, type: 'searchset' });
    expect((await app.get(`Condition?${P}&_count=0`)).body.entry).toBeUndefined();
    expect((await app.get(`Condition?${P}&_sort=nonsense`)).status).toBe(400);
  });

  test('a result that was begun stays as it was while the clock moves', async () => {
    const visitor = await visit(sandbox, { patient: 'vig-30-patient' });
    const stay = sandbox.clocks.stays('vig-30-patient')[0];
    const first = await visitor.get('Observation?_count=40');
    const total = first.body.total ?? 0;
    sandbox.clocks.set('vig-30-patient', stay?.start ?? 0);
    let seen = first.body.entry?.length ?? 0;
    for (let next = first.body.link?.find((link) => link.relation === 'next')?.url; next; ) {
      const page = await visitor.get(next);
      seen += page.body.entry?.length ?? 0;
      next = page.body.link?.find((link) => link.relation === 'next')?.url;
    }
    expect(seen).toBe(total);
  });
});

describe('reading', () => {
  test('a read carries its ETag; an absent resource and an unserved type are 404', async () => {
    const found = await app.get('Patient/vig-01-patient');
    expect(found.headers.get('etag')).toBe('W/"1"');
    expect((await app.get('Observation/none')).status).toBe(404);
    expect((await app.get('Observation/vig-01-obs-004/extra')).status).toBe(404);
    expect((await app.get('Immunization?patient=vig-01-patient')).status).toBe(404);
    expect((await app.get('constructor?patient=vig-01-patient')).status).toBe(404);
  });

  test('a Binary comes as itself or, when FHIR is asked for, as a resource', async () => {
    const epic = await visit(sandbox, { patient: 'vig-02-patient' });
    const raw = await epic.get('Binary/vig-02-bin-002', { accept: 'text/html' });
    expect(raw.headers.get('content-type')).toContain('text/html');
    const resource = await epic.get('Binary/vig-02-bin-002', { accept: 'application/fhir+json' });
    expect(Buffer.from(String(resource.body.data), 'base64').toString('utf8')).toBe(raw.body.text);
  });

  test('an address that cannot be decoded is a 400 with an OperationOutcome', async () => {
    const { status, body } = await app.get('Observation/%E0%A4%A');
    expect([status, body.resourceType]).toEqual([400, 'OperationOutcome']);
  });

  test('absolute addresses of attachments lead to this server', async () => {
    const oracle = await visit(sandbox, { patient: 'vig-03-patient' });
    const notes = await oracle.all('DocumentReference?patient=vig-03-patient');
    const urls = notes.flatMap((note) =>
      (note.content as { attachment: { url?: string } }[]).flatMap((content) => content.attachment.url ?? []),
    );
    expect(urls.length).toBeGreaterThan(1);
    for (const url of urls) {
      expect(url.startsWith(`${sandbox.url}/fhir/Binary/`)).toBe(true);
      expect((await oracle.get(url, { accept: 'text/plain' })).status).toBe(200);
    }
  });

  test('unknown parameters are left out of account and out of the self link; strict handling refuses them', async () => {
    const lenient = await app.get(`Condition?${P}&made-up=1`);
    expect(lenient.body.total).toBe(5);
    expect(lenient.body.link?.[0]?.url).not.toContain('made-up');
    expect((await app.get(`Condition?${P}&made-up=1`, { prefer: 'handling=strict' })).status).toBe(400);
  });
});
