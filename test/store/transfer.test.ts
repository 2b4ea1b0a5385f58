import { afterEach, expect, test } from 'vitest';
import { memoryStore } from '../../src/store/index.ts';
import { exportWork, importWork } from '../../src/store/transfer.ts';
import { WORK_KINDS, type WorkStore } from '../../src/store/work.ts';
import { DAY, KEEPING, place } from './keeping.ts';
import { DISMISSAL, DRAFT, EVERY, QUERY } from './work-values.ts';

const NOW = Date.now();
const open: WorkStore[] = [];
afterEach(() => {
  for (const store of open.splice(0)) store.close();
});
function aStore(): WorkStore {
  const store = memoryStore();
  open.push(store);
  return store;
}
const owner = place().owner;
const take = (store: WorkStore, text: string, by = owner, now = NOW) => importWork(store, by, text, { days: KEEPING.days, now });
async function fileOf(fill: (store: WorkStore) => Promise<unknown>): Promise<string> {
  const store = aStore();
  await fill(store);
  return exportWork(store, owner, { app: '0.1.0', now: NOW });
}
const full = () =>
  fileOf(async (store) => {
    for (const kind of WORK_KINDS) await store.put(place(), kind, EVERY[kind]);
    await store.put(place('p2', 'e2'), 'draft', DRAFT);
  });

test('what one computer exports, another takes in, under the same patients and encounters', async () => {
  const text = await full();
  expect(JSON.parse(text)).toMatchObject({ format: 'corroborate-work', version: 1, app: '0.1.0', server: 'https://ehr', user: 'u1' });
  const store = aStore();
  expect(await take(store, text)).toMatchObject({ ok: true, taken: 11, known: 0, refused: 0 });
  for (const kind of WORK_KINDS) expect((await store.all(owner, kind))[0]).toEqual(EVERY[kind]);
  expect((await store.load(place('p2', 'e2'))).drafts).toEqual([DRAFT]);
  expect(await take(store, text)).toMatchObject({ ok: true, taken: 0, known: 11 });
});

test('only the own work of one user is in the file', async () => {
  const text = await fileOf(async (store) => {
    await store.put(place(), 'draft', DRAFT);
    await store.put(place('p1', 'e1', 'u2'), 'draft', { ...DRAFT, words: 'of somebody else' });
  });
  expect(text).not.toContain('somebody else');
  expect(JSON.parse(text).items).toHaveLength(1);
});

test("another user's, another server's and another format's file is refused with the reason", async () => {
  const text = await full();
  const store = aStore();
  const file = JSON.parse(text);
  const as = (change: object) => JSON.stringify({ ...file, ...change });
  expect(await take(store, text, 'https://ehr|u2')).toEqual({ ok: false, reason: 'other-user' });
  expect(await take(store, text, 'https://other|u1')).toEqual({ ok: false, reason: 'other-server' });
  expect(await take(store, as({ version: 2 }))).toEqual({ ok: false, reason: 'newer-format' });
  for (const wrong of ['', '{}', '[]', 'null', 'name,age', as({ format: 'x' }), as({ items: 7 })])
    expect(await take(store, wrong)).toEqual({ ok: false, reason: 'not-a-file' });
  expect(await take(store, `{"x":"${'a'.repeat(8_000_001)}"}`)).toEqual({ ok: false, reason: 'too-large' });
  expect(await store.items(owner)).toEqual([]);
});

test('FC-O11 more items than anybody has are refused', async () => {
  const file = JSON.parse(await full());
  const items = Array.from({ length: 20_001 }, () => ({}));
  expect(await take(aStore(), JSON.stringify({ ...file, items }))).toEqual({ ok: false, reason: 'too-large' });
});

test('entries that are not usable are refused one by one, the others taken', async () => {
  const file = JSON.parse(await full());
  const [first] = file.items;
  const wrong = [
    null,
    { ...first, kind: 'chart' },
    { ...first, patient: 'p1|e9|u9' },
    { ...first, encounter: undefined },
    { ...first, savedAt: 'now' },
    { ...first, value: { ...first.value, at: 'now' } },
    { ...first, savedAt: NOW - 100 * DAY },
    { kind: 'query', patient: 'p7', encounter: 'e1', savedAt: NOW, value: QUERY },
  ];
  const store = aStore();
  expect(await take(store, JSON.stringify({ ...file, items: [...wrong, first] }))).toMatchObject({ ok: true, taken: 1, refused: 8 });
});

test('of two the newer wins; histories of a query are joined', async () => {
  const text = await fileOf(async (store) => {
    await store.put(place(), 'draft', { ...DRAFT, at: 5, words: 'from the file' });
    await store.put(place(), 'feedback', { ...DISMISSAL, at: 5, comment: 'from the file' });
    await store.put(place(), 'query', {
      ...QUERY,
      history: [...QUERY.history, { kind: 'sent', at: 20, by: 'Alma Rivera', to: 'Dr Lee', via: 'copy' }],
    });
  });
  const store = aStore();
  await store.put(place(), 'draft', { ...DRAFT, at: 9, words: 'newer, here' });
  await store.put(place(), 'feedback', { ...DISMISSAL, at: 1, comment: 'older, here' });
  await store.put(place(), 'query', { ...QUERY, text: 'as seen', history: [...QUERY.history, { kind: 'viewed', at: 30, by: 'Dr Lee' }] });
  expect(await take(store, text)).toMatchObject({ taken: 2, known: 1 });
  const kept = await store.load(place());
  expect(kept.drafts[0]?.words).toBe('newer, here');
  expect(kept.feedback[0]?.comment).toBe('from the file');
  expect(kept.queries[0]?.history.map(({ kind }) => kind)).toEqual(['drafted', 'sent', 'viewed']);
  expect(kept.queries[0]?.text).toBe('as seen');
});
