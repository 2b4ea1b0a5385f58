import { expect, test, vi } from 'vitest';
import { runApp } from '../../src/app/run.ts';
import type { Session } from '../../src/ehr/index.ts';
import { readSite } from '../../src/ehr/site.ts';
import { memoryStore, type WorkStore } from '../../src/store/index.ts';
import { work } from '../../src/worker/review-stay.ts';
import { faultServer, page, send } from '../ehr/fault-server.ts';
import { QUERY } from '../store/work-values.ts';

vi.mock('virtual:content', async () => {
  const { compileContent } = await import('../../src/content/compile.ts');
  return { default: compileContent(process.cwd()) };
});
vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => {} });

const PATIENT = { resourceType: 'Patient', name: [{ family: 'Quillfeather', given: ['Ida'] }] };

/** A running app on a chart of one patient; `open`: when the store is there. */
async function running(open: () => Promise<WorkStore>) {
  const server = await faultServer((path, response) => {
    const id = /\/(?:Patient|Encounter)\/(\w+)$/.exec(path)?.[1] ?? '';
    if (path.includes('/Patient/')) return send(response, { ...PATIENT, id });
    if (/\/Encounter\/\w/.test(path)) {
      const subject = { reference: `Patient/${id.replace('e', 'p')}` };
      const period = { start: '2026-03-02T10:00:00Z' };
      return send(response, { resourceType: 'Encounter', id, status: 'in-progress', class: { code: 'IMP' }, subject, period });
    }
    return send(response, page([]));
  });
  const site = readSite({ servers: [{ iss: server.base, clientId: 'c' }], switches: { refreshSeconds: 0 } }, server.base);
  if (!site.ok) throw new Error('site');
  const session = {
    ...{ server: site.site.servers[0], patient: 'p1', encounter: 'e1', intent: 'cdi', fhirUser: 'Practitioner/1' },
    ...{ contextKey: `${server.base}|p1|e1|Practitioner/1`, nonce: 'n', scopes: ['user/*.rs'] },
    access: { authorization: async () => 'Bearer T', renew: async () => null, end: () => {} },
  } as unknown as Session;
  const app = runApp(session, site.site, {
    sources: ['encounters'],
    workerAddress: null,
    workHere: async () => work,
    citations: async () => ({}),
    openStore: open,
  });
  return {
    app,
    end: async () => {
      app.end({ code: 'ended', detail: null });
      await server.close();
    },
  };
}

test('what is asked of all kept work before the store is open waits for it, and holds what was kept meanwhile', async () => {
  const store = memoryStore();
  let arrive: () => void = () => {};
  const opening = new Promise<WorkStore>((resolve) => {
    arrive = () => resolve(store);
  });
  const { app, end } = await running(() => opening);
  const owner = [app.session.contextKey.split('|')[0], 'Practitioner/1'].join('|');
  await store.put({ context: 'another', owner }, 'query', { ...QUERY, key: 'before' });
  app.put('query', { ...QUERY, key: 'meanwhile' });
  let answered: readonly string[] | null = null;
  void app.all('query').then((all) => {
    answered = all.map(({ key }) => key);
  });
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(answered).toBeNull();
  arrive();
  await expect.poll(() => answered).toEqual(['before', 'meanwhile']);
  await end();
});

test('while another stay is on screen nothing of the launched one may leave, and the other way round', async () => {
  const { app, end } = await running(async () => memoryStore());
  await expect.poll(() => app.load.value.phase, { timeout: 20_000 }).toBe('ready');
  expect(app.isOwnContext()).toBe(true);
  app.others?.open({ patient: 'p2', encounter: 'e2' });
  const other = app.others?.shown.value;
  expect(app.isOwnContext()).toBe(false);
  await expect.poll(() => other?.load.value.phase, { timeout: 20_000 }).toBe('ready');
  expect([app.isOwnContext(), other?.isOwnContext()]).toEqual([false, true]);
  app.others?.open(null);
  expect([app.isOwnContext(), other?.isOwnContext()]).toEqual([true, false]);
  await end();
});
