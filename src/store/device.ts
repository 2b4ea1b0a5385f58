import { Dexie, type EntityTable } from 'dexie';
import { type FeedbackStore, type Kept, NOTHING_KEPT } from './feedback.ts';
import { fileName, newSealKey, type Sealed, seal, unseal } from './seal.ts';

interface KeptRow extends Sealed {
  readonly name: string;
  readonly savedAt: number;
}
interface KeyRow {
  readonly id: 'feedback';
  readonly key: CryptoKey;
}
type Rooms = Dexie & { kept: EntityTable<KeptRow, 'name'>; keys: EntityTable<KeyRow, 'id'> };

/** Dismissals live longest of what is kept: 30 days. Records older than that, or from the future, are erased at start. */
const LIFETIME_MS = 30 * 86_400_000;

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  ['feedback', 'ratings', 'drafts'].every((field) => Array.isArray((value as Record<string, unknown>)[field]));

/**
 * Keeps feedback and drafts on this device, sealed per context. Rejects when the browser refuses IndexedDB or Web Crypto: the caller then uses memory.
 * A record that does not open is dropped, never shown and never fatal.
 */
export async function deviceStore(now: () => number = Date.now): Promise<FeedbackStore> {
  const rooms = new Dexie('corroborate') as Rooms;
  rooms.version(1).stores({ kept: 'name, savedAt', keys: 'id' });
  await rooms.open();
  const key = await rooms
    .transaction('r', rooms.keys, () => rooms.keys.get('feedback'))
    .then(async (row) => {
      if (row) return row.key;
      const made = await newSealKey();
      await rooms.keys.add({ id: 'feedback', key: made });
      return made;
    });
  const at = now();
  await rooms.kept.filter((row) => row.savedAt < at - LIFETIME_MS || row.savedAt > at + 86_400_000).delete();
  return {
    kind: 'device',
    async load(context) {
      try {
        const name = await fileName(context);
        const row = await rooms.kept.get(name);
        if (!row) return NOTHING_KEPT;
        const value = await unseal(key, context, row);
        if (isKept(value)) return value;
        await rooms.kept.delete(name);
        return NOTHING_KEPT;
      } catch {
        return NOTHING_KEPT;
      }
    },
    async save(context, kept) {
      try {
        const sealed = await seal(key, context, kept);
        await rooms.kept.put({ name: await fileName(context), savedAt: now(), ...sealed });
        return true;
      } catch {
        return false;
      }
    },
    async wipe() {
      rooms.close();
      await Dexie.delete('corroborate');
    },
  };
}
