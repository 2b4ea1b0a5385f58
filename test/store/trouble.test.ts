import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { memoryShelf } from '../../src/store/memory-shelf.ts';
import type { Shelf } from '../../src/store/shelf.ts';
import { steadyStore, troubleOf } from '../../src/store/steady.ts';
import { KEEPING, onDevice, place } from './keeping.ts';
import { DISMISSAL, DRAFT } from './work-values.ts';

afterEach(async () => {
  vi.unstubAllGlobals();
  await Dexie.delete('corroborate');
});

const full = () => Object.assign(new Error('no room'), { name: 'QuotaExceededError' });
const EVENT = { at: 1, action: 'copied', user: 'u1', patient: 'p1', encounter: 'e1', about: null, outcome: 'ok' } as const;
/** A device that refuses while told to. */
function moody(): { readonly shelf: Shelf; refuse: (() => Error) | null; cleaned: number } {
  const inner = memoryShelf();
  const mood = {
    refuse: null as (() => Error) | null,
    cleaned: 0,
    shelf: Object.fromEntries(
      Object.entries(inner).map(([name, work]) => [
        name,
        async (...given: never[]) => {
          if (name === 'clean') mood.cleaned += 1;
          if (mood.refuse) throw mood.refuse();
          return (work as (...all: never[]) => unknown)(...given);
        },
      ]),
    ) as unknown as Shelf,
  };
  return mood;
}

test('FC-O01 without IndexedDB or Web Crypto the app works in memory and says why', async () => {
  for (const missing of ['indexedDB', 'crypto'] as const) {
    vi.stubGlobal(missing, undefined);
    const store = await openStore(KEEPING);
    expect([store.kind, store.trouble]).toEqual(['memory', 'refused']);
    await store.put(place(), 'draft', DRAFT);
    expect((await store.load(place())).drafts).toEqual([DRAFT]);
    vi.unstubAllGlobals();
  }
});

test('FC-O01 a browser that throws on the first touch gives memory, and opening never rejects', async () => {
  vi.stubGlobal('indexedDB', {
    open() {
      throw Object.assign(new Error('denied'), { name: 'SecurityError' });
    },
  });
  const refused = new Error('denied');
  vi.spyOn(Dexie.prototype, 'open').mockImplementationOnce(() => Dexie.Promise.reject(Object.assign(refused, { name: 'SecurityError' })));
  const store = await openStore(KEEPING);
  expect([store.kind, store.trouble]).toEqual(['memory', 'refused']);
});

test('FC-O02 when the device is full it is cleaned and asked again; what it does not take is kept here, shown, and given to it later', async () => {
  const device = moody();
  const store = steadyStore();
  await store.adopt(device.shelf);
  expect(store.kind).toBe('device');
  const told = vi.fn();
  store.onState(told);
  device.refuse = full;
  expect(await store.put(place(), 'draft', DRAFT)).toBe(false);
  expect([store.kind, store.trouble, device.cleaned]).toEqual(['memory', 'full', 1]);
  expect(told).toHaveBeenCalled();
  device.refuse = null;
  expect((await store.load(place())).drafts).toEqual([DRAFT]);
  await store.audit(place().owner, EVENT);
  await store.put(place(), 'feedback', DISMISSAL);
  expect([store.kind, store.trouble]).toEqual(['device', null]);
  expect((await device.shelf.ofOwner(place().owner)).map(({ kind }) => kind).sort()).toEqual(['draft', 'feedback']);
});

test('a value dropped while the device refuses does not come back', async () => {
  const device = moody();
  const store = steadyStore();
  await store.adopt(device.shelf);
  await store.put(place(), 'draft', DRAFT);
  device.refuse = full;
  await store.drop(place(), 'draft', DRAFT.key);
  device.refuse = null;
  expect((await store.load(place())).drafts).toEqual([]);
  expect(await store.all(place().owner, 'draft')).toEqual([]);
});

test('the trail and the counts go on while the device refuses, and reach it afterwards', async () => {
  const device = moody();
  const store = steadyStore();
  await store.adopt(device.shelf);
  device.refuse = full;
  await store.audit(place().owner, EVENT);
  expect(await store.trail(place().owner)).toEqual([EVENT]);
  device.refuse = null;
  await store.put(place(), 'draft', DRAFT);
  expect(await device.shelf.events(place().owner)).toEqual([EVENT]);
  expect(await store.trail(place().owner)).toEqual([EVENT]);
});

test('FC-O05 a device that comes late takes over what was kept meanwhile', async () => {
  const store = steadyStore();
  store.lack('blocked');
  await store.load(place());
  await store.put(place(), 'draft', DRAFT);
  expect([store.kind, store.trouble]).toEqual(['memory', 'blocked']);
  const heard = vi.fn();
  store.onChange(heard);
  const device = moody();
  await device.shelf.put({ ...place(), kind: 'feedback', savedAt: 1, value: DISMISSAL }, false);
  await store.adopt(device.shelf);
  expect([store.kind, store.trouble]).toEqual(['device', null]);
  expect(heard).toHaveBeenCalledWith(place().context);
  expect(await store.load(place())).toMatchObject({ drafts: [DRAFT], feedback: [DISMISSAL] });
});

test('FC-O04 a database of a newer build is left alone: work is in memory and says so', async () => {
  const newer = new Dexie('corroborate');
  newer.version(99).stores({ work: 'id', letters: 'id' });
  await newer.open();
  await newer.table('letters').put({ id: 'kept' });
  newer.close();
  const store = await onDevice();
  expect([store.kind, store.trouble]).toEqual(['memory', 'newer']);
  expect(await store.wipe()).toMatchObject({ isSure: false });
  store.close();
  const again = new Dexie('corroborate');
  again.version(99).stores({ work: 'id', letters: 'id' });
  expect(await again.table('letters').get('kept')).toBeDefined();
  expect(again.tables.map(({ name }) => name).sort()).toEqual(['letters', 'work']);
  again.close();
});

test('FC-O05 a newer build in another window gets the database at once, and this window goes on in memory', async () => {
  const store = await onDevice();
  await store.put(place(), 'draft', DRAFT);
  const newer = new Dexie('corroborate');
  newer.version(99).stores({
    work: 'id, name, owner, keyId, savedAt',
    keys: 'id, madeAt',
    trail: '++id, owner, keyId, savedAt',
    counts: 'id, day',
    meta: 'id',
  });
  await newer.open();
  expect([store.kind, store.trouble]).toEqual(['memory', 'taken-over']);
  expect(await newer.table('work').count()).toBe(1);
  expect(await store.put(place(), 'feedback', DISMISSAL)).toBe(false);
  expect((await store.load(place())).feedback).toEqual([DISMISSAL]);
  newer.close();
  store.close();
});

test('records of builds before the first release are removed when the database is brought up to date', async () => {
  const old = new Dexie('corroborate');
  old.version(2).stores({ work: 'id, name, owner, savedAt', keys: 'id', trail: '++id, owner, savedAt', counts: 'id' });
  await old.table('work').put({ id: 'x', name: 'n', owner: 'o', savedAt: Date.now(), kind: 'draft' });
  old.close();
  const store = await onDevice();
  expect(store.kind).toBe('device');
  expect(await store.put(place(), 'draft', DRAFT)).toBe(true);
  store.close();
});

test('FC-O10 a browser that cleared its storage gives a clean start', async () => {
  const store = await onDevice();
  await store.put(place(), 'draft', DRAFT);
  store.close();
  await Dexie.delete('corroborate');
  const next = await onDevice();
  expect((await next.load(place())).drafts).toEqual([]);
  next.close();
});

test('what the browser reports is told apart', () => {
  const named = (name: string, inner?: Error) => Object.assign(new Error('x'), { name, inner });
  expect(troubleOf(named('AbortError', full()))).toBe('full');
  expect(troubleOf(named('VersionError'))).toBe('newer');
  expect(troubleOf(named('OpenFailedError', named('SecurityError')))).toBe('refused');
  expect(troubleOf(named('DatabaseClosedError'))).toBe('taken-over');
  expect(troubleOf('text')).toBe('failed');
});
