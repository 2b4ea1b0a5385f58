import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Parts } from '../../src/app/model.ts';
import { promptsNow } from '../../src/app/prompt-life.ts';
import { roleOf, runApp } from '../../src/app/run.ts';
import type { Review } from '../../src/core/review/review.ts';
import type { Session } from '../../src/ehr/index.ts';
import { readSite } from '../../src/ehr/site.ts';
import { memoryStore } from '../../src/store/index.ts';
import type { Work } from '../../src/worker/desk.ts';
import { type AnswerTo, type FaultServer, faultServer, page, send } from '../ehr/fault-server.ts';
import { checklist, item, reviewOf, SEPSIS } from './fixtures.ts';

beforeAll(() => {
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => {} });
});
const open: FaultServer[] = [];
const running: { end: (stop: { code: 'ended'; detail: null }) => void }[] = [];
afterEach(async () => {
  for (const app of running.splice(0)) app.end({ code: 'ended', detail: null });
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const patient = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Ash', given: ['Ida'] }] };
const encounter = { resourceType: 'Encounter', id: 'e1', status: 'in-progress', subject: { reference: 'Patient/p1' } };

/** An app against a small server; the stand-in for the core says a prompt until a note 'answer' is there. */
async function start(
  options: {
    answer?: AnswerTo;
    review?: (count: number) => Review | null;
    switches?: object;
    store?: Parts['openStore'];
    session?: Partial<Session>;
  } = {},
) {
  const state = { note: false, reviews: 0 };
  const server = await faultServer((path, response, request, nth) => {
    options.answer?.(path, response, request, nth);
    if (response.writableEnded) return;
    if (path === '/fhir/Patient/p1') send(response, patient);
    else if (path === '/fhir/Encounter/e1') send(response, encounter);
    else if (path.includes('DocumentReference') && state.note) {
      send(response, {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [{ resource: { resourceType: 'DocumentReference', id: 'answer', subject: { reference: 'Patient/p1' } } }],
      });
    } else send(response, page([]));
  });
  open.push(server);
  const site = readSite(
    { servers: [{ iss: server.base, clientId: 'c' }], switches: { refreshSeconds: 0, ...options.switches } },
    server.base,
  );
  if (!site.ok) throw new Error('site');
  const work: Work = {
    review: ({ resources }) => {
      state.reviews += 1;
      if (options.review) return options.review(state.reviews);
      const has = resources.some((resource) => (resource as { id: string }).id === 'answer');
      return has
        ? reviewOf({
            prompts: [],
            checklists: [checklist('sepsis', 'Sepsis', { expect: { [SEPSIS.item]: item(SEPSIS.item, 'x', 'present') } })],
          })
        : reviewOf({ prompts: [SEPSIS] });
    },
    check: () => [],
    rules: () => [],
    packet: () => ({ refused: 'not here' }),
    query: () => null,
    explain: () => null,
    lint: () => [],
  };
  const session = {
    server: site.site.servers[0],
    patient: 'p1',
    encounter: 'e1',
    intent: null,
    fhirUser: 'Practitioner/1',
    contextKey: 'k',
    scopes: [],
    access: { authorization: async () => 'Bearer T', renew: async () => null, end: () => {} },
    ...options.session,
  } as unknown as Session;
  const app = runApp(session, site.site, {
    sources: ['encounters', 'notes', 'people-and-places'],
    workerAddress: null,
    workHere: async () => work,
    citations: async () => ({}),
    openStore: options.store ?? (async () => memoryStore()),
  });
  running.push(app);
  return { app, server, state };
}
const ready = (app: Awaited<ReturnType<typeof start>>['app']) => expect.poll(() => app.load.value.phase, { timeout: 5000 }).toBe('ready');

test('the chart is read, reviewed, and shown under the patient it is of', async () => {
  const { app } = await start();
  await ready(app);
  expect(app.identity.value?.name).toBe('Ash, Ida');
  expect(app.review.value?.prompts).toHaveLength(1);
  expect(app.isOwnContext()).toBe(true);
});

test('a signed note that is read makes its prompt resolve by itself', async () => {
  const { app, state } = await start();
  await ready(app);
  state.note = true;
  app.refresh();
  await expect.poll(() => app.resolved.value.map((entry) => entry.prompt.key)).toEqual([SEPSIS.key]);
  expect(app.review.value?.prompts).toEqual([]);
});

test('an answer that the record now carries stands on that record: when the notes turn again the question is a new one', async () => {
  const asked = { ...SEPSIS, fingerprint: 'sepsis@1.2.0 documentation=affirmed found=not-found' };
  const denied = { ...checklist('sepsis', 'Sepsis').documentation, state: 'denied' as const };
  let isSettled = false;
  const { app } = await start({
    review: () =>
      isSettled
        ? reviewOf({
            prompts: [],
            checklists: [
              checklist('sepsis', 'Sepsis', { documentation: denied, expect: { [SEPSIS.item]: item(SEPSIS.item, 'x', 'present') } }),
            ],
          })
        : reviewOf({ prompts: [asked] }),
  });
  await ready(app);
  app.record({
    ...{ key: asked.key, fingerprint: asked.fingerprint, action: 'answered', reason: null },
    comment: '',
    until: null,
    seen: null,
    at: 1,
  });
  isSettled = true;
  app.refresh();
  await expect.poll(() => app.resolved.value.length).toBe(1);
  expect(app.kept.value.feedback[0]?.fingerprint).toBe('sepsis@1.2.0 documentation=denied found=not-found');
  const back = reviewOf({ prompts: [asked] });
  expect(promptsNow(back.prompts, app.kept.value, back.asOf, back)).toMatchObject([{ state: 'active', isReopened: true }]);
});

test('reading again by itself shows the new note without any click', async () => {
  const { app, state } = await start({ switches: { refreshSeconds: 0.05 } });
  await ready(app);
  state.note = true;
  await expect.poll(() => app.review.value?.prompts.length).toBe(0);
});

test('while the chart is read again the old review stands', async () => {
  const { app, server } = await start();
  await ready(app);
  const before = app.review.value;
  const sent = server.requests.length;
  app.refresh();
  expect(app.load.value.phase).toBe('refreshing');
  await expect.poll(() => server.requests.length).toBeGreaterThan(sent);
  expect(app.review.value?.prompts).toEqual(before?.prompts);
  await ready(app);
});

test('FC-N12 when reading again fails, what stands is marked as older and nothing new comes from it', async () => {
  let isDown = false;
  const { app } = await start({
    answer: (_path, response) => {
      if (isDown) send(response, '', 500);
    },
  });
  await ready(app);
  const before = app.review.value;
  isDown = true;
  app.refresh();
  await expect.poll(() => app.load.value.isStale, { timeout: 8000 }).toBe(true);
  expect(app.review.value).toBe(before);
});

test('a review of another patient stops everything and clears the screen', async () => {
  const { app } = await start({ review: () => reviewOf({ patient: 'Patient/p2' as Review['patient'] }) });
  await expect.poll(() => app.stop.value?.code).toBe('wrong-patient');
  expect(app.review.value).toBeNull();
  expect(app.identity.value).toBeNull();
  expect(app.isOwnContext()).toBe(false);
});

test('a session that ends shows nothing of the patient any more', async () => {
  let ended = false;
  const { app } = await start({
    answer: (_path, response) => {
      if (ended) send(response, '', 401);
    },
  });
  await ready(app);
  ended = true;
  app.refresh();
  await expect.poll(() => app.stop.value?.code).toBe('ended');
  expect(app.identity.value).toBeNull();
});

test('what was kept comes back, and what was done while the store opened is not lost', async () => {
  const store = memoryStore();
  const feedback = {
    key: SEPSIS.key,
    fingerprint: SEPSIS.fingerprint,
    action: 'dismissed',
    reason: 'not-my-patient',
    comment: '',
    until: null,
    seen: null,
    at: 1,
  } as const;
  const place = { context: 'k', owner: 'o' };
  await store.put(place, 'feedback', feedback);
  const { app } = await start({ store: () => new Promise((resolve) => setTimeout(() => resolve(store), 30)) });
  app.keepDraft('x', null, 'words');
  await expect.poll(() => app.kept.value.feedback.length).toBe(1);
  expect(app.kept.value.drafts[0]?.words).toBe('words');
  app.takeBack(SEPSIS.key);
  await expect.poll(async () => (await store.load(place)).feedback).toEqual([]);
});

test('the place in the EHR decides which view opens first', () => {
  expect(roleOf('cdi')).toBe('cdi');
  expect(roleOf('utilization-review')).toBe('ur');
  expect(roleOf('ur')).toBe('ur');
  expect(roleOf(null)).toBe('clinician');
  expect(roleOf('anything else')).toBe('clinician');
});
