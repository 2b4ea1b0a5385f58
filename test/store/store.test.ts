import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test } from 'vitest';
import { deviceStore } from '../../src/store/device.ts';
import { type Kept, memoryStore, NOTHING_KEPT } from '../../src/store/feedback.ts';
import { fileName, newSealKey, seal, unseal } from '../../src/store/seal.ts';

const DAY = 86_400_000;
const kept: Kept = {
  feedback: [
    { key: 'k', fingerprint: 'f', action: 'dismissed', reason: 'other', comment: 'Dummyfield is mine', until: null, seen: null, at: 1 },
  ],
  ratings: [],
  drafts: [{ key: 'k', option: 'a', words: 'sepsis confirmed', at: 2 }],
};
afterEach(() => Dexie.delete('corroborate'));

test('what was kept for a context comes back for that context only', async () => {
  const store = await deviceStore();
  expect(await store.save('server|p1|e1|u1', kept)).toBe(true);
  expect(await store.load('server|p1|e1|u1')).toEqual(kept);
  expect(await store.load('server|p2|e1|u1')).toEqual(NOTHING_KEPT);
  expect(await (await deviceStore()).load('server|p1|e1|u1')).toEqual(kept);
});

test('nothing on the device can be read: no words, no ids, no names', async () => {
  const store = await deviceStore();
  await store.save('https://ehr|patient-4711|e1|Practitioner/9', kept);
  const rooms = await new Dexie('corroborate').open();
  const rows = await rooms.table('kept').toArray();
  const dump = JSON.stringify(rows, (_key, value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? Buffer.from(value as ArrayBuffer).toString('latin1') : value,
  );
  for (const word of ['Dummyfield', 'sepsis', 'patient-4711', 'Practitioner', 'dismissed']) expect(dump).not.toContain(word);
  rooms.close();
});

test('records older than thirty days, or from the future, are erased at start', async () => {
  let now = 100 * DAY;
  const clock = () => now;
  await (await deviceStore(clock)).save('c', kept);
  now += 31 * DAY;
  expect(await (await deviceStore(clock)).load('c')).toEqual(NOTHING_KEPT);
  await (await deviceStore(clock)).save('c', kept);
  now -= 10 * DAY;
  expect(await (await deviceStore(clock)).load('c')).toEqual(NOTHING_KEPT);
});

test('FC-O03 a record that was tampered with is dropped, and the app starts', async () => {
  await (await deviceStore()).save('c', kept);
  const rooms = await new Dexie('corroborate').open();
  await rooms
    .table('kept')
    .toCollection()
    .modify((row: { bytes: ArrayBuffer }) => {
      const bytes = new Uint8Array(row.bytes.slice(0));
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      row.bytes = bytes.buffer;
    });
  rooms.close();
  expect(await (await deviceStore()).load('c')).toEqual(NOTHING_KEPT);
});

test('wiping leaves nothing', async () => {
  const store = await deviceStore();
  await store.save('c', kept);
  await store.wipe();
  expect(await Dexie.exists('corroborate')).toBe(false);
});

test('the memory store keeps and wipes as well', async () => {
  const store = memoryStore();
  await store.save('c', kept);
  expect(await store.load('c')).toEqual(kept);
  await store.wipe();
  expect(await store.load('c')).toEqual(NOTHING_KEPT);
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
