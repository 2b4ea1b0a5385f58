import type { KeyRow, Rooms } from './rooms.ts';
import { newSealKey } from './seal.ts';

const DAY = 86_400_000;

/** The keys of this device. */
export interface KeyRing {
  /** The key to seal with now: of today, made when there is none. */
  readonly current: () => Promise<Pick<KeyRow, 'id' | 'key'>>;
  /** The key a record was sealed with; null: it is gone, and with it what it sealed. */
  readonly of: (id: string) => Promise<CryptoKey | null>;
  /** Removes keys older than a day that no record needs any more. */
  readonly prune: () => Promise<void>;
  readonly forget: () => void;
}

/** A ring over the key table: a fresh key each day; an older one opens what it sealed until that is erased. */
export function keyRing(rooms: Rooms, now: () => number): KeyRing {
  const known = new Map<string, CryptoKey>();
  const isOfToday = (row: KeyRow) => row.madeAt <= now() + DAY && row.madeAt > now() - DAY;
  return {
    async current() {
      const newest = (await rooms.keys.toArray()).filter(isOfToday).sort((a, b) => b.madeAt - a.madeAt)[0];
      if (newest) return newest;
      const made: KeyRow = { id: crypto.randomUUID(), key: await newSealKey(), madeAt: now() };
      await rooms.keys.add(made);
      known.set(made.id, made.key);
      return made;
    },
    async of(id) {
      const key = known.get(id) ?? (await rooms.keys.get(id))?.key ?? null;
      if (key) known.set(id, key);
      return key;
    },
    async prune() {
      await rooms.transaction('rw', rooms.keys, rooms.work, rooms.trail, async () => {
        for (const row of await rooms.keys.toArray()) {
          if (isOfToday(row)) continue;
          const users =
            (await rooms.work.where('keyId').equals(row.id).count()) + (await rooms.trail.where('keyId').equals(row.id).count());
          if (users === 0) await rooms.keys.delete(row.id);
        }
      });
    },
    forget: () => known.clear(),
  };
}
