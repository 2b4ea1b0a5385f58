import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { OtherStays } from '../../src/app/model.ts';
import { runApp } from '../../src/app/run.ts';
import type { ListedEncounter, Session } from '../../src/ehr/index.ts';
import { readSite } from '../../src/ehr/site.ts';
import { memoryStore } from '../../src/store/index.ts';
import type { Work } from '../../src/worker/desk.ts';
import { type FaultServer, faultServer, page, send } from '../ehr/fault-server.ts';
import { reviewOf } from './fixtures.ts';

beforeAll(() => {
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => {} });
});

type Running = ReturnType<typeof runApp>;
interface Ref {
  readonly resourceType: string;
  readonly id?: string;
}
const running: Running[] = [];
const servers: FaultServer[] = [];
afterEach(async () => {
  for (const app of running.splice(0)) app.end({ code: 'ended', detail: null });
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** What the desk held at each review, and with which entries. */
const desk: { readonly patients: string[]; readonly options: unknown }[] = [];
const work = {
  review: ({ resources, options }: Parameters<Work['review']>[0]) => {
    const patients = (resources as readonly Ref[]).flatMap(({ resourceType, id }) => (resourceType === 'Patient' && id ? [id] : []));
    desk.push({ patients, options });
    return { ...reviewOf({}), patient: `Patient/${patients[0]}`, encounter: options.encounter };
  },
  check: () => [],
  rules: () => [],
  explain: () => null,
  lint: () => [],
  packet: () => ({ refused: 'not here' }),
  query: () => null,
} as unknown as Work;

/** A launch on p1/e1 of a server where every patient takes a while. */
async function launch(
  delayMs = 20,
  onRequest: (path: string) => void = () => {},
): Promise<{ readonly others: OtherStays; readonly server: FaultServer; readonly app: Running }> {
  desk.length = 0;
  const server = await faultServer((path, response) => {
    onRequest(path);
    const patient = /\/fhir\/Patient\/(p\d)$/.exec(path)?.[1];
    const encounter = /\/fhir\/Encounter\/e(\d)$/.exec(path)?.[1];
    setTimeout(
      () => {
        if (patient) send(response, { resourceType: 'Patient', id: patient, name: [{ family: patient }] });
        else if (encounter)
          send(response, {
            ...{ resourceType: 'Encounter', id: `e${encounter}`, status: 'in-progress' },
            subject: { reference: `Patient/p${encounter}` },
          });
        else send(response, page([]));
      },
      patient === 'p1' || encounter === '1' ? 0 : delayMs,
    );
  });
  servers.push(server);
  const site = readSite({ servers: [{ iss: server.base, clientId: 'c' }], switches: { refreshSeconds: 0 } }, server.base);
  if (!site.ok) throw new Error('site');
  const session = {
    server: site.site.servers[0],
    ...{ patient: 'p1', encounter: 'e1', intent: null, fhirUser: 'Practitioner/1', nonce: 'n', scopes: ['user/*.rs'] },
    contextKey: [server.base, 'p1', 'e1', 'Practitioner/1'].join('|'),
    access: { authorization: async () => 'Bearer T', renew: async () => null, end: () => {} },
  } as unknown as Session;
  const app = runApp(session, site.site, {
    sources: ['encounters'],
    workerAddress: null,
    workHere: async () => work,
    citations: async () => ({}),
    openStore: async () => memoryStore(),
  });
  running.push(app);
  await expect.poll(() => app.load.value.phase, { timeout: 5000 }).toBe('ready');
  desk.length = 0;
  if (!app.others) throw new Error('no others');
  return { others: app.others, server, app };
}
const stay = (n: number): ListedEncounter => ({
  ...{ encounter: `e${n}`, patient: `p${n}`, identity: null, location: null, start: null },
});
const never = () => new AbortController().signal;

test('two lists that ask at once are read one after the other: the desk never holds two patients', async () => {
  const { others, server } = await launch();
  const before = server.requests.length;
  const answers = await Promise.all([2, 3, 4].map((n) => others.read(stay(n), () => {}, never())));
  expect(answers.map((answer) => answer.ok && answer.review.patient)).toEqual(['Patient/p2', 'Patient/p3', 'Patient/p4']);
  expect(desk.map(({ patients }) => patients)).toEqual([['p2'], ['p3'], ['p4']]);
  const order = server.requests.slice(before).flatMap(({ path }) => /Patient\/(p\d)$/.exec(path)?.[1] ?? []);
  expect(order).toEqual(['p2', 'p3', 'p4']);
});

test('one called off while it waits never asks the EHR; one called off under way leaves the desk to the next', async () => {
  const first = new AbortController();
  const second = new AbortController();
  const { others, server } = await launch(20, (path) => {
    if (path.endsWith('/Patient/p2')) first.abort();
  });
  const answers = [
    others.read(stay(2), () => {}, first.signal),
    others.read(stay(3), () => {}, second.signal),
    others.read(stay(4), () => {}, never()),
  ];
  second.abort();
  const [a, b, c] = await Promise.all(answers);
  expect([a?.ok, b?.ok, c?.ok]).toEqual([false, false, true]);
  expect(server.requests.some(({ path }) => path.includes('p3') || path.includes('e3'))).toBe(false);
  expect(desk.at(-1)?.patients).toEqual(['p4']);
});

test('after the session has ended nobody who waited is read', async () => {
  const { others, server, app } = await launch();
  const waiting = [2, 3].map((n) => others.read(stay(n), () => {}, never()));
  app.end({ code: 'ended', detail: null });
  expect((await Promise.all(waiting)).map(({ ok }) => ok)).toEqual([false, false]);
  expect(server.requests.some(({ path }) => path.includes('p3'))).toBe(false);
});

test('what this user entered about a stay goes into its review in the list too, and never as all there is', async () => {
  const { others, app } = await launch();
  app.put('entry', { key: 'x', at: 1, entry: { id: 'x', encounter: 'Encounter/e2', kind: 'notice-given', at: 1, text: 'moon' } });
  await others.read(stay(2), () => {}, never());
  expect(desk.at(-1)?.options).toMatchObject({ encounter: 'Encounter/e2', entriesAreComplete: false, entries: [{ id: 'x' }] });
});
