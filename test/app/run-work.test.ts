import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Parts } from '../../src/app/model.ts';
import { runApp } from '../../src/app/run.ts';
import type { Review } from '../../src/core/review/review.ts';
import type { Session } from '../../src/ehr/index.ts';
import { readSite } from '../../src/ehr/site.ts';
import { memoryStore, openStore, type WorkStore } from '../../src/store/index.ts';
import type { Work } from '../../src/worker/desk.ts';
import { type FaultServer, faultServer, page, send } from '../ehr/fault-server.ts';
import { KEEPING } from '../store/keeping.ts';
import { QUERY } from '../store/work-values.ts';
import { checklist, item, reviewOf, SEPSIS } from './fixtures.ts';

beforeAll(() => {
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => {} });
});
const servers: FaultServer[] = [];
const stores: WorkStore[] = [];
type Running = ReturnType<typeof runApp>;
const running: Running[] = [];
afterEach(async () => {
  for (const app of running.splice(0)) app.end({ code: 'ended', detail: null });
  for (const store of stores.splice(0)) store.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await Dexie.delete('corroborate');
});

/** A chart whose note holds words that must stay nowhere. */
const NOTE = {
  resourceType: 'DocumentReference',
  id: 'n1',
  subject: { reference: 'Patient/p1' },
  description: 'Zyxomycin for quibbleitis',
};
const desk = { reviews: null as ((nth: number) => Review) | null, nth: 0 };
const work: Work = {
  review: () => {
    desk.nth += 1;
    return desk.reviews ? desk.reviews(desk.nth) : reviewOf({ prompts: [SEPSIS] });
  },
  check: () => [],
  rules: () => [],
  explain: () => null,
  lint: () => [],
  packet: () => ({ refused: 'not here' }),
  query: () => null,
};
async function serverOfChart(): Promise<FaultServer> {
  const server = await faultServer((path, response) => {
    if (path === '/fhir/Patient/p1')
      send(response, { resourceType: 'Patient', id: 'p1', name: [{ family: 'Quillfeather', given: ['Ida'] }] });
    else if (path === '/fhir/Encounter/e1')
      send(response, { resourceType: 'Encounter', id: 'e1', status: 'in-progress', subject: { reference: 'Patient/p1' } });
    else if (path.includes('DocumentReference')) send(response, { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: NOTE }] });
    else send(response, page([]));
  });
  servers.push(server);
  return server;
}
/** One window of one user on the chart of `server`. */
function aWindow(server: FaultServer, store: Parts['openStore'], user: string | null = 'Practitioner/1'): Running {
  const site = readSite({ servers: [{ iss: server.base, clientId: 'c' }], switches: { refreshSeconds: 0 } }, server.base);
  if (!site.ok) throw new Error('site');
  const session = {
    server: site.site.servers[0],
    patient: 'p1',
    encounter: 'e1',
    intent: null,
    fhirUser: user,
    contextKey: [server.base, 'p1', 'e1', user ?? 'unknown-user'].join('|'),
    nonce: 'n',
    scopes: [],
    access: { authorization: async () => 'Bearer T', renew: async () => null, end: () => {} },
  } as unknown as Session;
  const app = runApp(session, site.site, {
    sources: ['encounters', 'notes', 'people-and-places'],
    workerAddress: null,
    workHere: async () => work,
    citations: async () => ({}),
    openStore: store,
  });
  running.push(app);
  return app;
}
const deviceStore = async () => {
  const store = await openStore(KEEPING);
  stores.push(store);
  return store;
};
const ready = (app: Running) => expect.poll(() => app.load.value.phase, { timeout: 5000 }).toBe('ready');
const names = async (app: Running) => (await app.counts()).map(({ name, n }) => `${name} ${n}`);
const DISMISSED = {
  key: SEPSIS.key,
  fingerprint: SEPSIS.fingerprint,
  action: 'dismissed',
  reason: 'not-my-patient',
  comment: '',
  until: null,
  seen: null,
  at: 1,
} as const;

test('what one window does, the other shows; two windows that write one draft lose neither text', async () => {
  desk.reviews = null;
  const server = await serverOfChart();
  const [one, two] = [aWindow(server, deviceStore), aWindow(server, deviceStore)];
  await expect.poll(() => [one.storeKind.value, two.storeKind.value]).toEqual(['device', 'device']);
  one.record(DISMISSED);
  await expect.poll(() => two.kept.value.feedback.length).toBe(1);
  one.takeBack(SEPSIS.key);
  await expect.poll(() => two.kept.value.feedback.length).toBe(0);
  one.keepDraft('d', null, 'first words');
  await expect.poll(() => two.kept.value.drafts[0]?.words).toBe('first words');
  two.keepDraft('d', null, 'other words');
  await expect.poll(() => one.clash.value).toMatchObject({ mine: { words: 'first words' }, theirs: { words: 'other words' } });
  expect(two.clash.value).toBeNull();
  one.settleClash('mine');
  expect(one.kept.value.drafts[0]?.words).toBe('first words');
  await expect.poll(() => two.kept.value.drafts[0]?.words).toBe('first words');
  await expect.poll(() => two.clash.value?.theirs.words).toBe('first words');
  two.settleClash('theirs');
  expect(two.kept.value.drafts[0]?.words).toBe('first words');
});

test('signing out in one window ends the others of this device and leaves nothing of the user', async () => {
  desk.reviews = null;
  const server = await serverOfChart();
  const [one, two] = [aWindow(server, deviceStore), aWindow(server, deviceStore)];
  await Promise.all([ready(one), ready(two)]);
  one.put('query', QUERY);
  await expect.poll(() => two.kept.value.queries.length).toBe(1);
  await one.signOut();
  expect(one.stop.value).toMatchObject({ code: 'signed-out', detail: expect.stringContaining('1 item of work') });
  await expect.poll(() => two.stop.value?.code).toBe('signed-out');
  expect([one.identity.value, two.identity.value, one.review.value]).toEqual([null, null, null]);
  // A screen that closes may still try to keep its draft.
  one.keepDraft('late', null, 'words');
  const rooms = await new Dexie('corroborate').open();
  for (const table of ['work', 'keys', 'trail']) expect(await rooms.table(table).count(), table).toBe(0);
  rooms.close();
});

test('FC-O08 no word of the chart is kept: not in any database, not in what is exported', async () => {
  desk.reviews = null;
  const server = await serverOfChart();
  const app = aWindow(server, deviceStore);
  await ready(app);
  app.record(DISMISSED);
  app.put('query', QUERY);
  const exported = await app.exportWork();
  const opened = JSON.stringify(await app.trail()) + JSON.stringify(await app.counts()) + exported;
  const dumps: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    const rooms = await new Dexie(name ?? '').open();
    for (const table of rooms.tables)
      dumps.push(
        JSON.stringify(await table.toArray(), (_key, value) =>
          value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? Buffer.from(value as ArrayBuffer).toString('latin1') : value,
        ),
      );
    rooms.close();
  }
  for (const word of ['Zyxomycin', 'quibbleitis', 'Quillfeather', 'DocumentReference']) {
    expect(opened).not.toContain(word);
    expect(dumps.join()).not.toContain(word);
  }
  expect(exported).toContain('Clarification');
  expect(dumps.join()).not.toContain('Clarification');
});

test('each thing that happened is one event: launch, what was read, prompts shown, and a stop', async () => {
  desk.reviews = null;
  const store = memoryStore();
  const server = await serverOfChart();
  const app = aWindow(server, async () => store);
  await ready(app);
  app.refresh();
  await expect.poll(() => desk.nth).toBeGreaterThan(1);
  await ready(app);
  const before = await app.trail();
  expect(before.map(({ action, about }) => [action, about])).toEqual([
    ['launch', null],
    ['sources-read', expect.stringMatching(/^complete:\d/)],
    ['prompt-shown', SEPSIS.ref],
  ]);
  expect(new Set(before.map(({ user, patient, encounter }) => `${user} ${patient} ${encounter}`))).toEqual(
    new Set(['Practitioner/1 p1 e1']),
  );
  app.end({ code: 'wrong-patient', detail: null });
  app.end({ code: 'wrong-patient', detail: null });
  await expect
    .poll(async () => (await store.trail(`${server.base}|Practitioner/1`)).slice(3))
    .toMatchObject([{ action: 'security', about: 'wrong-patient', outcome: 'refused' }]);
});

test('a prompt counts as shown once per session, not when it was closed before, and its coming back is counted', async () => {
  const other = { ...SEPSIS, key: 'other', ref: 'OTHER' };
  desk.nth = 0;
  desk.reviews = () => reviewOf({ prompts: [SEPSIS, other] });
  const server = await serverOfChart();
  const store = memoryStore();
  const app = aWindow(server, async () => store);
  app.record(DISMISSED);
  await ready(app);
  expect((await names(app)).sort()).toEqual(['prompt.shown 1', 'time.firstPrompt 1']);
  desk.reviews = () => reviewOf({ prompts: [{ ...SEPSIS, fingerprint: 'changed' }, other] });
  app.refresh();
  await expect.poll(() => app.review.value?.prompts[0]?.fingerprint).toBe('changed');
  await ready(app);
  expect((await app.counts()).map(({ name, rule }) => `${name} ${rule}`).sort()).toEqual([
    'prompt.reopened SEP-COH-04',
    'prompt.shown OTHER',
    'prompt.shown SEP-COH-04',
    'time.firstPrompt ',
  ]);
  expect((await app.counts()).find(({ name }) => name === 'time.firstPrompt')?.detail).toMatch(/^prompt le:/);
});

test('what stands behind "More" of a clinician was not shown, nor what the hospital keeps from clinicians', async () => {
  const prompts = ['a', 'b', 'c', 'd'].map((key) => ({ ...SEPSIS, key, ref: key }));
  desk.reviews = () =>
    reviewOf({
      prompts: [{ ...SEPSIS, key: 'i', ref: 'i', kind: 'indicator' }, { ...SEPSIS, key: 'cdi', ref: 'cdi', audience: ['cdi'] }, ...prompts],
    });
  const server = await serverOfChart();
  const app = aWindow(server, async () => memoryStore());
  await ready(app);
  const shown = async () =>
    (await app.counts())
      .filter(({ name }) => name === 'prompt.shown')
      .map(({ rule }) => rule)
      .sort();
  expect(await shown()).toEqual(['a', 'b', 'c']);
});

test('a prompt that resolves by itself is counted', async () => {
  desk.nth = 0;
  const gone = reviewOf({
    prompts: [],
    checklists: [checklist('sepsis', 'Sepsis', { expect: { [SEPSIS.item]: item(SEPSIS.item, 'x', 'present') } })],
  });
  let isGone = false;
  desk.reviews = () => (isGone ? gone : reviewOf({ prompts: [SEPSIS] }));
  const server = await serverOfChart();
  const app = aWindow(server, async () => memoryStore());
  await ready(app);
  isGone = true;
  app.refresh();
  await expect
    .poll(async () => (await app.counts()).filter(({ name }) => name === 'prompt.resolved').map(({ rule }) => rule))
    .toEqual([SEPSIS.ref]);
});

test('where the EHR does not say who the user is, nothing goes to the device', async () => {
  desk.reviews = null;
  const server = await serverOfChart();
  const asked = vi.fn(deviceStore);
  const app = aWindow(server, asked, null);
  await ready(app);
  expect([app.storeKind.value, app.storeTrouble.value]).toEqual(['memory', 'no-user']);
  expect(asked).not.toHaveBeenCalled();
});

test('erasing is reported and stands in the new trail', async () => {
  desk.reviews = null;
  const server = await serverOfChart();
  const app = aWindow(server, deviceStore);
  await ready(app);
  app.record(DISMISSED);
  const events = (await app.trail()).length;
  expect(await app.wipe()).toEqual({ work: 1, trail: events, counts: 0, isSure: true });
  expect(app.kept.value.feedback).toEqual([]);
  expect((await app.trail()).map(({ action, about }) => [action, about])).toEqual([['wiped', `work:1 trail:${events}`]]);
  expect((await app.keptTotals()).lost).toBe(events);
});

test('own work goes out of one window and into a clean one', async () => {
  desk.reviews = null;
  const server = await serverOfChart();
  const app = aWindow(server, deviceStore);
  await ready(app);
  app.record(DISMISSED);
  const text = await app.exportWork();
  await app.wipe();
  // What is past its days is refused: the dismissal was saved now, and is taken.
  expect(await app.importWork(text)).toMatchObject({ ok: true, taken: 1, refused: 0, isKept: true });
  expect(app.kept.value.feedback).toEqual([DISMISSED]);
  expect(await app.importWork('{}')).toEqual({ ok: false, reason: 'not-a-file' });
  const imports = (await app.trail()).filter(({ action }) => action === 'imported');
  expect(imports.map(({ about, outcome }) => [about, outcome])).toEqual([
    ['taken:1 refused:0', 'ok'],
    ['not-a-file', 'refused'],
  ]);
});

test('preferences come back in the next window', async () => {
  desk.reviews = null;
  const server = await serverOfChart();
  const one = aWindow(server, deviceStore);
  await ready(one);
  one.setPrefs({ density: 'dense' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const two = aWindow(server, deviceStore);
  await expect.poll(() => two.prefs.value.density).toBe('dense');
});

test('another stay and the way back are each a change of context in the trail, and share the settings of the window', async () => {
  desk.reviews = null;
  const server = await serverOfChart();
  const store = memoryStore();
  const app = aWindow(server, async () => store);
  await ready(app);
  app.others?.open({ encounter: 'e2', patient: 'p2' });
  const shown = app.others?.shown.value;
  shown?.setPrefs({ density: 'dense' });
  expect(app.prefs.value.density).toBe('dense');
  app.others?.open(null);
  await expect
    .poll(async () => (await app.trail()).filter(({ action }) => action === 'context-change').map(({ patient }) => patient))
    .toEqual(['p2', 'p1']);
});
