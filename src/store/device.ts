import { Dexie, type EntityTable } from 'dexie';
import { fileName, newSealKey, type Sealed, seal, unseal } from './seal.ts';
import { type AuditEvent, type Count, counted, countKey } from './trail.ts';
import { type Kept, NOTHING_KEPT, type Place, WORK_KINDS, type WorkKind, type WorkStore, type WorkValues, withValue } from './work.ts';

/** One value. `name` and `owner` are hashes: the device lists no patient, encounter or user. */
interface WorkRow extends Sealed {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly kind: WorkKind;
  readonly savedAt: number;
}
interface KeyRow {
  readonly id: 'work';
  readonly key: CryptoKey;
}
/** One event of the trail, sealed; in order of `id`. */
interface TrailRow extends Sealed {
  readonly id?: number;
  readonly owner: string;
  readonly savedAt: number;
}
/** One count; it names nobody, so it is not sealed. */
interface CountRow extends Count {
  readonly id: string;
}
type Rooms = Dexie & {
  work: EntityTable<WorkRow, 'id'>;
  keys: EntityTable<KeyRow, 'id'>;
  trail: EntityTable<TrailRow, 'id'>;
  counts: EntityTable<CountRow, 'id'>;
};

/** Dismissals live longest of what is kept: 30 days. Records older than that, or from the future, are erased at start. */
const LIFETIME_MS = 30 * 86_400_000;

const isValue = (value: unknown): value is { readonly key: string } =>
  typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>).key === 'string';

/**
 * Keeps work on this device, each value sealed under its context. Rejects when the browser refuses IndexedDB or Web Crypto: the caller then uses memory.
 * A record that does not open is dropped, never shown and never fatal.
 */
export async function deviceStore(now: () => number = Date.now): Promise<WorkStore> {
  const rooms = new Dexie('corroborate') as Rooms;
  rooms.version(2).stores({ kept: null, work: 'id, name, owner, savedAt', keys: 'id', trail: '++id, owner, savedAt', counts: 'id' });
  await rooms.open();
  const key = await rooms
    .transaction('r', rooms.keys, () => rooms.keys.get('work'))
    .then(async (row) => {
      if (row) return row.key;
      const made = await newSealKey();
      await rooms.keys.add({ id: 'work', key: made });
      return made;
    });
  const at = now();
  await rooms.work.filter((row) => row.savedAt < at - LIFETIME_MS || row.savedAt > at + 86_400_000).delete();
  const listeners = new Set<(context: string) => void>();
  const idOf = async (place: Place, kind: WorkKind, one: string) => fileName(`${place.context}|${kind}|${one}`);
  const bound = (row: Pick<WorkRow, 'id' | 'name' | 'kind'>) => `${row.id}|${row.name}|${row.kind}`;
  const open = async (row: WorkRow) => {
    const value = await unseal(key, bound(row), row);
    if (isValue(value)) return value;
    await rooms.work.delete(row.id);
    return null;
  };
  return {
    kind: 'device',
    async load(place) {
      try {
        const rows = await rooms.work
          .where('name')
          .equals(await fileName(place.context))
          .sortBy('savedAt');
        let kept: Kept = NOTHING_KEPT;
        for (const row of rows) {
          const value = WORK_KINDS.includes(row.kind) ? await open(row) : null;
          if (value) kept = withValue(kept, row.kind, value as WorkValues[WorkKind]);
        }
        return kept;
      } catch {
        return NOTHING_KEPT;
      }
    },
    async put(place, kind, value) {
      try {
        const id = await idOf(place, kind, value.key);
        const name = await fileName(place.context);
        const sealed = await seal(key, bound({ id, name, kind }), value);
        await rooms.work.put({ id, name, owner: await fileName(place.owner), kind, savedAt: now(), ...sealed });
        return true;
      } catch {
        return false;
      }
    },
    async drop(place, kind, one) {
      try {
        await rooms.work.delete(await idOf(place, kind, one));
        return true;
      } catch {
        return false;
      }
    },
    async all<K extends WorkKind>(owner: string, kind: K) {
      try {
        const rows = await rooms.work
          .where('owner')
          .equals(await fileName(owner))
          .sortBy('savedAt');
        const values = await Promise.all(rows.filter((row) => row.kind === kind).map(open));
        return values.filter((value) => value !== null) as unknown as readonly WorkValues[K][];
      } catch {
        return [];
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async audit(owner, event) {
      const name = await fileName(owner);
      await rooms.trail.add({ owner: name, savedAt: now(), ...(await seal(key, `trail|${name}`, event)) });
    },
    async trail(owner) {
      const name = await fileName(owner);
      const rows = await rooms.trail.where('owner').equals(name).sortBy('id');
      const events = await Promise.all(rows.map((row) => unseal(key, `trail|${name}`, row)));
      return events.filter((event): event is AuditEvent => typeof event === 'object' && event !== null);
    },
    async count(one) {
      const id = countKey(one);
      await rooms.transaction('rw', rooms.counts, async () => {
        const before = await rooms.counts.get(id);
        const [now] = counted(before ? [before] : [], one);
        if (now) await rooms.counts.put({ ...now, id });
      });
    },
    counts: async () => rooms.counts.toArray(),
    async wipe() {
      rooms.close();
      await Dexie.delete('corroborate');
    },
  };
}
