import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test } from 'vitest';
import { memoryStore } from '../../src/store/index.ts';
import { readWork } from '../../src/store/read-work.ts';
import { fileName, newSealKey, seal, unseal } from '../../src/store/seal.ts';
import { type Kept, NOTHING_KEPT, WORK_KINDS, type WorkStore } from '../../src/store/work.ts';
import { DAY, onDevice, place } from './keeping.ts';
import { DISMISSAL, DRAFT, EVERY, QUERY } from './work-values.ts';

const open: WorkStore[] = [];
const device = async (...more: Parameters<typeof onDevice>) => {
  const store = await onDevice(...more);
  open.push(store);
  return store;
};
afterEach(async () => {
  for (const store of open.splice(0)) store.close();
  await Dexie.delete('corroborate');
});

const ALL: Kept = {
  feedback: [EVERY.feedback],
  ratings: [EVERY.rating],
  drafts: [EVERY.draft],
  reviews: [EVERY['case-review']],
  queries: [EVERY.query],
  entries: [EVERY.entry],
  handovers: [EVERY.handover],
  decisions: [EVERY.decision],
  signOffs: [EVERY['sign-off']],
  sendings: [EVERY.sending],
};
const saveAll = async (store: WorkStore, at = place()) => {
  for (const kind of WORK_KINDS) expect(await store.put(at, kind, EVERY[kind])).toBe(true);
};
/** The database as anybody on this computer could read it. */
async function dump(): Promise<string> {
  const rooms = await new Dexie('corroborate').open();
  const tables = await Promise.all(rooms.tables.map(async (table) => [table.name, await table.toArray()]));
  rooms.close();
  return JSON.stringify(tables, (_key, value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? Buffer.from(value as ArrayBuffer).toString('latin1') : value,
  );
}
const rowsOf = async <T>(table: string): Promise<T[]> => {
  const rooms = await new Dexie('corroborate').open();
  const rows = await rooms.table(table).toArray();
  rooms.close();
  return rows;
};

test('every kind of work comes back, for its own context only', async () => {
  const store = await device();
  await saveAll(store);
  expect(await store.load(place())).toEqual(ALL);
  expect(await store.load(place('p2'))).toEqual(NOTHING_KEPT);
  expect(await (await device()).load(place())).toEqual(ALL);
  expect(store.kind).toBe('device');
});

test('all work of a kind is found across encounters, for its owner only', async () => {
  const store = await device(undefined, { eraseOnUserChange: false });
  await store.put(place('p1', 'e1'), 'draft', DRAFT);
  await store.put(place('p2', 'e2'), 'draft', { ...DRAFT, words: 'second' });
  await store.put(place('p1', 'e1', 'u2'), 'draft', { ...DRAFT, words: 'of somebody else' });
  expect((await store.all('https://ehr|u1', 'draft')).map(({ words }) => words)).toEqual(['sepsis confirmed', 'second']);
});

test('nothing on the device can be read: no words, no ids, no names, no trail', async () => {
  const store = await device();
  const at = place('patient-4711', 'e1', 'Practitioner/9');
  await saveAll(store, at);
  await store.load(at);
  await store.audit(at.owner, {
    at: 1,
    action: 'copied',
    user: 'Practitioner/9',
    patient: 'patient-4711',
    encounter: 'e1',
    about: 'SEP-1',
    outcome: 'ok',
  });
  const text = await dump();
  for (const word of ['Dummyfield', 'sepsis', 'patient-4711', 'Practitioner', 'dismissed', 'Rivera', 'copied'])
    expect(text).not.toContain(word);
  for (const row of await rowsOf<{ key: CryptoKey }>('keys')) expect(row.key.extractable).toBe(false);
});

test('FC-O07 each kind is erased after its own days, at start and while the app is open', async () => {
  let now = 1000 * DAY;
  const clock = () => now;
  await saveAll(await device(clock));
  now += 4 * DAY;
  const later = await device(clock);
  expect((await later.load(place())).drafts).toEqual([]);
  expect((await later.load(place())).feedback).toHaveLength(1);
  now += 27 * DAY;
  // Not started anew: what is past its days is not shown either way.
  expect((await later.load(place())).feedback).toEqual([]);
  expect((await later.load(place())).queries).toHaveLength(1);
  await device(clock);
  expect((await rowsOf('work')).length).toBe(7);
  now += 90 * DAY;
  await device(clock);
  expect(await rowsOf('work')).toEqual([]);
});

test('FC-O09 records from the future are erased: a clock that was set back keeps nothing for ever', async () => {
  let now = 1000 * DAY;
  const clock = () => now;
  await saveAll(await device(clock));
  now -= 365 * DAY;
  expect(await (await device(clock)).load(place())).toEqual(NOTHING_KEPT);
});

test('the hospital shortens what is kept', async () => {
  let now = 1000 * DAY;
  const clock = () => now;
  const { KEEPING } = await import('./keeping.ts');
  const keeping = { days: { ...KEEPING.days, draft: 0.5 } };
  await saveAll(await device(clock, keeping));
  now += 0.6 * DAY;
  expect((await (await device(clock, keeping)).load(place())).drafts).toEqual([]);
});

test('the key changes every day, an older record still opens, and a key nobody needs is destroyed', async () => {
  let now = 1000 * DAY;
  const clock = () => now;
  const store = await device(clock);
  await store.put(place(), 'feedback', DISMISSAL);
  now += 2 * DAY;
  await store.put(place(), 'draft', DRAFT);
  const keys = await rowsOf<{ id: string }>('keys');
  expect(keys).toHaveLength(2);
  expect(new Set((await rowsOf<{ keyId: string }>('work')).map(({ keyId }) => keyId)).size).toBe(2);
  const next = await device(clock);
  expect((await next.load(place())).feedback).toEqual([DISMISSAL]);
  now += 40 * DAY;
  await device(clock);
  expect(await rowsOf('keys')).toEqual([]);
});

test('FC-O03 a record that was tampered with is dropped and counted, and the rest is there', async () => {
  const first = await device();
  await saveAll(first);
  const rooms = await new Dexie('corroborate').open();
  const target = (await rooms.table('work').toArray()).find(({ kind }) => kind === 'draft');
  const bytes = new Uint8Array(target.bytes.slice(0));
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  await rooms.table('work').update(target.id, { bytes: bytes.buffer });
  rooms.close();
  const store = await device();
  expect(await store.load(place())).toEqual({ ...ALL, drafts: [] });
  expect(await store.broken()).toBe(1);
  expect(await store.put(place(), 'draft', DRAFT)).toBe(true);
});

test('a record moved under another patient does not open', async () => {
  const store = await device();
  await store.put(place('p1'), 'draft', DRAFT);
  await store.put(place('p2'), 'draft', { ...DRAFT, words: 'second' });
  const rooms = await new Dexie('corroborate').open();
  const [one, two] = await rooms.table('work').toArray();
  await rooms.table('work').update(one.id, { iv: two.iv, bytes: two.bytes });
  rooms.close();
  const found = [...(await store.load(place('p1'))).drafts, ...(await store.load(place('p2'))).drafts];
  expect(found.map(({ words }) => words)).toHaveLength(1);
});

test('values of a wrong shape are dropped by the reader of their kind, and good ones pass with what a newer build adds', () => {
  for (const kind of WORK_KINDS) {
    expect(readWork(kind, { ...EVERY[kind], added: 1 })).not.toBeNull();
    for (const wrong of [null, 7, [], {}, { key: 'k' }, { ...EVERY[kind], key: 7 }]) expect(readWork(kind, wrong)).toBeNull();
    for (const field of Object.keys(EVERY[kind]).filter((name) => name !== 'look')) {
      expect(readWork(kind, { ...EVERY[kind], [field]: Symbol('no') }), `${kind}.${field}`).toBeNull();
    }
  }
  expect(readWork('query', { ...QUERY, history: [{ kind: 'sent' }] })).toBeNull();
  expect(readWork('feedback', { ...DISMISSAL, until: { event: 'next-year' } })).toBeNull();
  expect(readWork('feedback', { ...DISMISSAL, until: { event: 'next-note' } })).not.toBeNull();
});

test('a value as large as a chart is not kept on the device, and the store says so', async () => {
  const store = await device();
  const huge = { ...EVERY['case-review'], look: 'x'.repeat(500_000) };
  expect(await store.put(place(), 'case-review', huge)).toBe(false);
  expect(store.kind).toBe('memory');
  expect((await store.load(place())).reviews).toHaveLength(1);
});

test('FC-N06 the work of an earlier user of the same server is erased when another signs in; the trail stays with its user', async () => {
  const store = await device();
  await store.load(place());
  await saveAll(store);
  const event = { at: 1, action: 'copied', user: 'u1', patient: 'p1', encounter: 'e1', about: null, outcome: 'ok' } as const;
  await store.audit(place().owner, event);
  const next = await device();
  expect(await next.load(place('p1', 'e1', 'u2'))).toEqual(NOTHING_KEPT);
  expect(await rowsOf('work')).toEqual([]);
  expect(await next.trail('https://ehr|u2')).toEqual([]);
  expect(await next.trail('https://ehr|u1')).toEqual([event]);
});

test('the work on another server, or where the hospital keeps it, survives a change of user', async () => {
  const store = await device();
  await store.load(place());
  await store.put(place(), 'draft', DRAFT);
  await store.load(place('p1', 'e1', 'u2', 'https://other'));
  expect((await store.load(place())).drafts).toHaveLength(1);
  const kind = await device(undefined, { eraseOnUserChange: false });
  await kind.load(place('p1', 'e1', 'u3'));
  expect((await kind.load(place())).drafts).toHaveLength(1);
});

test('FC-P14 a sending without a known end outlives the drafts: a long weekend later it is still asked about', async () => {
  let now = Date.parse('2026-04-10T17:00:00Z');
  const clock = () => now;
  await saveAll(await device(clock));
  now += 4 * DAY;
  const kept = await (await device(clock)).load(place());
  expect(kept.drafts).toEqual([]);
  expect(kept.sendings).toEqual([EVERY.sending]);
});

test('FC-O08 wiping leaves no work, no trail and no key, and says how much it took', async () => {
  const store = await device();
  await saveAll(store);
  const event = { at: 1, action: 'copied', user: 'u1', patient: 'p1', encounter: 'e1', about: null, outcome: 'ok' } as const;
  await store.audit(place().owner, event);
  await store.count({
    name: 'prompt.shown',
    detail: '',
    rule: 'R',
    version: '1',
    kind: 'validation',
    role: 'cdi',
    width: 'full',
    day: '2026-03-02',
    n: 2,
    sum: 0,
  });
  expect(await store.wipe()).toEqual({ work: 10, trail: 1, counts: 0, isSure: true });
  for (const table of ['work', 'trail', 'keys']) expect(await rowsOf(table), table).toEqual([]);
  expect(await store.counts()).toHaveLength(1);
  expect(await store.lost()).toBe(1);
  expect(await store.wipe({ withCounts: true, why: 'erased' })).toEqual({ work: 0, trail: 0, counts: 2, isSure: true });
  expect(await store.counts()).toEqual([]);
  expect(await store.put(place(), 'draft', DRAFT)).toBe(true);
  expect((await store.load(place())).drafts).toEqual([DRAFT]);
});

test('the memory store keeps and wipes as well, and says that it ends with the window', async () => {
  const store = memoryStore();
  for (const kind of WORK_KINDS) expect(await store.put(place(), kind, EVERY[kind])).toBe(false);
  expect(await store.load(place())).toEqual(ALL);
  expect(await store.all(place().owner, 'query')).toEqual([QUERY]);
  expect(store.kind).toBe('memory');
  expect(await store.drop(place(), 'query', 'q1')).toBe(false);
  expect((await store.load(place())).queries).toEqual([]);
  expect(await store.wipe()).toMatchObject({ work: 9, isSure: true });
  expect(await store.load(place())).toEqual(NOTHING_KEPT);
});

test('how much is kept and until when is told by kind', async () => {
  const now = 1000 * DAY;
  const store = await device(() => now);
  await saveAll(store);
  await store.put(place('p2'), 'draft', DRAFT);
  const totals = await store.totals(place().owner);
  expect(totals.find(({ kind }) => kind === 'draft')).toEqual({ kind: 'draft', n: 2, oldest: now, until: now + 3 * DAY });
  expect(totals.map(({ kind }) => kind).sort()).toEqual([...WORK_KINDS].sort());
  expect(await store.totals('https://ehr|nobody')).toEqual([]);
});

test('preferences come back for their user', async () => {
  const store = await device();
  await store.keepPrefs('o', { density: 'dense' });
  expect(await (await device()).prefs('o')).toEqual({ density: 'dense' });
  expect(await store.prefs('p')).toBeNull();
});

test('PR-15 a sealed value opens only with its key and its context, and never looks the same twice', async () => {
  const key = await newSealKey();
  const one = await seal(key, 'a', ALL);
  const two = await seal(key, 'a', ALL);
  expect(Buffer.from(one.bytes).equals(Buffer.from(two.bytes))).toBe(false);
  expect(await unseal(key, 'a', one)).toEqual(ALL);
  expect(await unseal(key, 'b', one)).toBeNull();
  expect(await unseal(await newSealKey(), 'a', one)).toBeNull();
  expect(await fileName('server|p1')).toMatch(/^[0-9a-f]{64}$/);
});
