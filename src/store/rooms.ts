import { Dexie, type EntityTable } from 'dexie';
import type { Sealed } from './seal.ts';
import { type Count, countKey } from './trail.ts';
import type { WorkKind } from './work.ts';

/** One value. `name` (context) and `owner` are hashes: the device lists no patient, encounter or user. `rev` tells whether it changed since it was read. */
export interface WorkRow extends Sealed {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly kind: WorkKind;
  readonly keyId: string;
  readonly rev: string;
  readonly savedAt: number;
}
/** One event of the trail, sealed; in order of `id`. */
export interface TrailRow extends Sealed {
  readonly id?: number;
  readonly owner: string;
  readonly keyId: string;
  readonly savedAt: number;
}
/** A key that no script can read out. Old ones stay as long as a record needs them. */
export interface KeyRow {
  readonly id: string;
  readonly key: CryptoKey;
  readonly madeAt: number;
}
/** One count; it names nobody, so it is not sealed. */
export interface CountRow extends Count {
  readonly id: string;
}
/** Preferences, who used this device last per server (hashes), and how many events of the trail were lost. No patient. */
export interface MetaRow {
  readonly id: string;
  readonly value: unknown;
}

export type Rooms = Dexie & {
  work: EntityTable<WorkRow, 'id'>;
  keys: EntityTable<KeyRow, 'id'>;
  trail: EntityTable<TrailRow, 'id'>;
  counts: EntityTable<CountRow, 'id'>;
  meta: EntityTable<MetaRow, 'id'>;
};

export const DATABASE = 'corroborate';
const VERSION = 3;
/** Dexie multiplies version numbers by ten. A database from here on was made by a newer build. */
const NEWER = (VERSION + 1) * 10;

/** Stops before a newer build's database: Dexie would open it, and add to it what it misses. Not every browser lists databases. */
async function refuseNewer(): Promise<void> {
  const found = await indexedDB.databases?.();
  if (found?.some(({ name, version }) => name === DATABASE && (version ?? 0) >= NEWER)) throw newerBuild();
}
const newerBuild = () => Object.assign(new Error('made by a newer build'), { name: 'VersionError' });

/**
 * Opens the database. Rejects when the browser refuses it or a newer build made it. `onClosed`: a newer build in another window asks for the database; it is
 * given up at once, so that nobody is blocked.
 */
export async function openRooms(onClosed: () => void): Promise<Rooms> {
  await refuseNewer();
  const rooms = new Dexie(DATABASE) as Rooms;
  // Records of builds before the first release carry no context of their own and cannot be read any more.
  rooms
    .version(VERSION)
    .stores({
      kept: null,
      work: 'id, name, owner, keyId, savedAt',
      keys: 'id, madeAt',
      trail: '++id, owner, keyId, savedAt',
      counts: 'id, day',
      meta: 'id',
    })
    .upgrade(async (tx) => {
      await Promise.all(['work', 'keys', 'trail'].map((name) => tx.table(name).clear()));
    });
  // false: Dexie's own handlers, which write to the console, do not run.
  rooms.on('blocked', () => false);
  rooms.on('versionchange', () => {
    rooms.close();
    onClosed();
    return false;
  });
  await rooms.open();
  if (rooms.backendDB().version >= NEWER) {
    rooms.close();
    throw newerBuild();
  }
  return rooms;
}

/** Adds one to the row of its kind. */
export async function addCount(rooms: Rooms, one: Count): Promise<void> {
  const id = countKey(one);
  await rooms.transaction('rw', rooms.counts, async () => {
    const before = await rooms.counts.get(id);
    await rooms.counts.put({ ...one, n: one.n + (before?.n ?? 0), sum: one.sum + (before?.sum ?? 0), id });
  });
}

/** Adds to a number of the device: how many events of the trail were lost, how many records did not open. */
export async function addTo(rooms: Rooms, id: 'lost' | 'broken', n: number): Promise<void> {
  if (n === 0) return;
  await rooms.transaction('rw', rooms.meta, async () => {
    await rooms.meta.put({ id, value: Number((await rooms.meta.get(id))?.value ?? 0) + n });
  });
}
