import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test } from 'vitest';
import { deviceStore } from '../../src/store/device.ts';
import { fileName, newSealKey, seal, unseal } from '../../src/store/seal.ts';
import { type Kept, memoryStore, NOTHING_KEPT, type Place, type WorkStore } from '../../src/store/work.ts';

const DAY = 86_400_000;
const kept: Kept = {
  ...NOTHING_KEPT,
  feedback: [
    { key: 'k', fingerprint: 'f', action: 'dismissed', reason: 'other', comment: 'Dummyfield is mine', until: null, seen: null, at: 1 },
  ],
  drafts: [{ key: 'k', option: 'a', words: 'sepsis confirmed', at: 2 }],
};
const place = (context: string): Place => ({ context, owner: 'server|u1' });
const save = async (store: WorkStore, context: string) => {
  const done = [
    ...kept.feedback.map((each) => store.put(place(context), 'feedback', each)),
    ...kept.drafts.map((each) => store.put(place(context), 'draft', each)),
  ];
  return (await Promise.all(done)).every(Boolean);
};
afterEach(() => Dexie.delete('corroborate'));

test('what was kept for a context comes back for that context only', async () => {
  const store = await deviceStore();
  expect(await save(store, 'server|p1|e1|u1')).toBe(true);
  expect(await store.load(place('server|p1|e1|u1'))).toEqual(kept);
  expect(await store.load(place('server|p2|e1|u1'))).toEqual(NOTHING_KEPT);
  expect(await (await deviceStore()).load(place('server|p1|e1|u1'))).toEqual(kept);
});

test('nothing on the device can be read: no words, no ids, no names', async () => {
  const store = await deviceStore();
  await save(store, 'https://ehr|patient-4711|e1|Practitioner/9');
  const rooms = await new Dexie('corroborate').open();
  const rows = await rooms.table('work').toArray();
  const dump = JSON.stringify(rows, (_key, value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? Buffer.from(value as ArrayBuffer).toString('latin1') : value,
  );
  for (const word of ['Dummyfield', 'sepsis', 'patient-4711', 'Practitioner', 'dismissed']) expect(dump).not.toContain(word);
  rooms.close();
});

test('records older than thirty days, or from the future, are erased at start', async () => {
  let now = 100 * DAY;
  const clock = () => now;
  await save(await deviceStore(clock), 'c');
  now += 31 * DAY;
  expect(await (await deviceStore(clock)).load(place('c'))).toEqual(NOTHING_KEPT);
  await save(await deviceStore(clock), 'c');
  now -= 10 * DAY;
  expect(await (await deviceStore(clock)).load(place('c'))).toEqual(NOTHING_KEPT);
});

test('FC-O03 a record that was tampered with is dropped, and the app starts', async () => {
  await save(await deviceStore(), 'c');
  const rooms = await new Dexie('corroborate').open();
  await rooms
    .table('work')
    .toCollection()
    .modify((row: { bytes: ArrayBuffer }) => {
      const bytes = new Uint8Array(row.bytes.slice(0));
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      row.bytes = bytes.buffer;
    });
  rooms.close();
  expect(await (await deviceStore()).load(place('c'))).toEqual(NOTHING_KEPT);
});

test('wiping leaves nothing', async () => {
  const store = await deviceStore();
  await save(store, 'c');
  await store.wipe();
  expect(await Dexie.exists('corroborate')).toBe(false);
});

test('the memory store keeps and wipes as well', async () => {
  const store = memoryStore();
  await save(store, 'c');
  expect(await store.load(place('c'))).toEqual(kept);
  await store.wipe();
  expect(await store.load(place('c'))).toEqual(NOTHING_KEPT);
});

test('PR-15 a sealed value opens only with its key and its context, and never looks the same twice', async () => {
  const key = await newSealKey();
  const one = await seal(key, 'a', kept);
  const two = await seal(key, 'a', kept);
  expect(Buffer.from(one.bytes).equals(Buffer.from(two.bytes))).toBe(false);
  expect(await unseal(key, 'a', one)).toEqual(kept);
  expect(await unseal(key, 'b', one)).toBeNull();
  expect(await unseal(await newSealKey(), 'a', one)).toBeNull();
  expect(await fileName('server|p1')).toMatch(/^[0-9a-f]{64}$/);
});
