import type { KeyRing } from './keys.ts';
import { isOver } from './lifetimes.ts';
import { addTo, type Rooms, type TrailRow } from './rooms.ts';
import { fileName, seal, unseal } from './seal.ts';
import type { Shelf } from './shelf.ts';
import { readEvent } from './trail.ts';

/** The audit trail on the device: each event sealed and bound to its user. What goes before its time is counted as lost. */
export function deviceTrail(
  rooms: Rooms,
  keys: KeyRing,
  now: () => number,
): { readonly shelf: Pick<Shelf, 'addEvent' | 'events' | 'lose' | 'lost'>; readonly clean: (days: number) => Promise<void> } {
  const lose = (events: number) => addTo(rooms, 'lost', events);
  async function addEvent(owner: string, event: Parameters<Shelf['addEvent']>[1]): Promise<void> {
    const name = await fileName(owner);
    for (let attempt = 0; attempt < 3; attempt++) {
      const { id: keyId, key } = await keys.current();
      const row: TrailRow = { owner: name, keyId, savedAt: now(), ...(await seal(key, `trail|${name}`, event)) };
      const isDone = await rooms.transaction('rw', rooms.trail, rooms.keys, async () => {
        if (!(await rooms.keys.get(keyId))) return false;
        await rooms.trail.add(row);
        return true;
      });
      if (isDone) return;
    }
    throw new Error('no key');
  }
  return {
    shelf: {
      addEvent,
      async events(owner) {
        const name = await fileName(owner);
        const rows = await rooms.trail.where('owner').equals(name).sortBy('id');
        const read = await Promise.all(
          rows.map(async (row) => {
            const key = await keys.of(row.keyId);
            return key ? readEvent(await unseal(key, `trail|${name}`, row)) : null;
          }),
        );
        const broken = rows.filter((_, at) => read[at] === null).flatMap(({ id }) => (id === undefined ? [] : [id]));
        if (broken.length > 0) {
          await rooms.trail.bulkDelete(broken);
          await lose(broken.length);
        }
        return read.filter((event) => event !== null);
      },
      lose,
      lost: async () => Number((await rooms.meta.get('lost'))?.value ?? 0),
    },
    async clean(days) {
      await rooms.trail.filter((row) => isOver(row.savedAt, days, now())).delete();
    },
  };
}
