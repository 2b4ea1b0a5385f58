import { deviceTrail } from './device-trail.ts';
import { type KeyRing, keyRing } from './keys.ts';
import { erasedAt, firstDay, isOver, type Lifetimes } from './lifetimes.ts';
import { mergedWork } from './merge.ts';
import { withinDays } from './past-reviews.ts';
import { readWork } from './read-work.ts';
import { addCount, addTo, openRooms, type Rooms, type WorkRow } from './rooms.ts';
import { fileName, seal, unseal } from './seal.ts';
import { type ItemName, nameOf, type Shelf } from './shelf.ts';
import { openLine, type Word } from './tabs.ts';
import { type CaseReview, type KindTotal, WORK_KINDS, type WorkItem, type WorkKind, type WorkValues } from './work.ts';

/** How the device keeps: for how many days, and whose work when users change. */
export interface Keeping {
  readonly days: Lifetimes;
  /** The work of an earlier user of the same server is erased when another signs in. */
  readonly eraseOnUserChange: boolean;
}

export interface DeviceEvents {
  /** The database was taken over by a newer build. */
  readonly onClosed: () => void;
  readonly onChange: (context: string) => void;
  readonly onErased: (why: 'erased' | 'signed-out') => void;
}

/** No kept value is larger: a chart in a record would be. */
const LARGEST = 400_000;
const TRIES = 5;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/**
 * The shelf on this device: each value sealed with the key of the day and bound to its context, so that it opens nowhere else. Rejects, here or in any of its
 * functions, when the browser refuses. A record that does not open, or has not the shape of its kind, is dropped and counted, never shown and never fatal.
 */
export async function openDevice(keeping: Keeping, events: DeviceEvents, now: () => number = Date.now): Promise<Shelf> {
  const rooms: Rooms = await openRooms(events.onClosed);
  const keys: KeyRing = keyRing(rooms, now);
  /** Contexts this window has to do with, by their hash. */
  const contexts = new Map<string, string>();
  const greeted = new Set<string>();
  const trail = deviceTrail(rooms, keys, now);

  const hear = (word: Word) => {
    if (word.kind === 'changed') {
      const context = contexts.get(word.name);
      if (context !== undefined) events.onChange(context);
    } else {
      keys.forget();
      events.onErased(word.kind);
    }
  };
  const line = openLine(hear);
  // Without a channel this window reads again whenever it is looked at.
  const look = () => {
    if (document.visibilityState === 'visible') for (const context of contexts.values()) events.onChange(context);
  };
  const hasNoChannel = typeof BroadcastChannel === 'undefined' && typeof document !== 'undefined';
  if (hasNoChannel) document.addEventListener('visibilitychange', look);

  const named = async (context: string) => {
    const name = await fileName(context);
    contexts.set(name, context);
    return name;
  };
  const rowId = ({ context, kind, key }: Omit<ItemName, 'owner'>) => fileName(`${context}|${kind}|${key}`);
  const bound = (row: Pick<WorkRow, 'id' | 'name' | 'kind'>) => `${row.id}|${row.name}|${row.kind}`;

  async function opened(row: WorkRow, owner: string): Promise<WorkItem | null> {
    const key = WORK_KINDS.includes(row.kind) ? await keys.of(row.keyId) : null;
    const sealed = key ? await unseal(key, bound(row), row) : null;
    const context = isRecord(sealed) && typeof sealed.context === 'string' ? sealed.context : null;
    const read = isRecord(sealed) ? readWork(row.kind, sealed.value) : null;
    const value = row.kind === 'case-review' && read ? withinDays(read as CaseReview, keeping.days[row.kind], now() - row.savedAt) : read;
    if (context !== null && value && isRecord(sealed) && sealed.owner === owner)
      return { context, owner, kind: row.kind, savedAt: row.savedAt, value };
    // Only if it still is the record that did not open: another window may have written it anew.
    await rooms.transaction('rw', rooms.work, async () => {
      if ((await rooms.work.get(row.id))?.rev === row.rev) await rooms.work.delete(row.id);
    });
    await addTo(rooms, 'broken', 1);
    return null;
  }

  const isCurrent = (row: WorkRow) => !isOver(row.savedAt, keeping.days[row.kind] ?? 0, now());
  async function openedAll(rows: readonly WorkRow[], owner: string): Promise<WorkItem[]> {
    const items: WorkItem[] = [];
    for (const row of rows.filter(isCurrent)) {
      const item = await opened(row, owner);
      if (item) items.push(item);
    }
    return items;
  }

  /** Erases the work of whoever used this server before, once per window and user. The trail stays: it is the privacy office's. */
  async function greet(owner: string): Promise<void> {
    if (greeted.has(owner)) return;
    greeted.add(owner);
    const [server, user] = [await fileName(owner.split('|')[0] ?? ''), await fileName(owner)];
    const before = await rooms.meta.get(`user|${server}`);
    await rooms.meta.put({ id: `user|${server}`, value: user });
    if (!keeping.eraseOnUserChange || typeof before?.value !== 'string' || before.value === user) return;
    const left = await rooms.work.where('owner').equals(before.value).toArray();
    await rooms.work.bulkDelete(left.map(({ id }) => id));
    for (const name of new Set(left.map((row) => row.name))) line.tell({ v: 1, kind: 'changed', name });
  }

  async function put(item: WorkItem, isImport: boolean): Promise<void> {
    const id = await rowId(nameOf(item));
    const [name, owner] = [await named(item.context), await fileName(item.owner)];
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const before = await rooms.work.get(id);
      const stands = before && isCurrent(before) ? await opened(before, item.owner) : null;
      const value = mergedWork(item.kind, (stands?.value ?? null) as WorkValues[WorkKind] | null, item.value, isImport);
      if (isImport && stands && value === stands.value) return;
      if (JSON.stringify(value).length > LARGEST) throw new Error('too large');
      // One that did not open is gone by now.
      const expected = before && (stands || !isCurrent(before)) ? before.rev : undefined;
      const { id: keyId, key } = await keys.current();
      const sealed = await seal(key, bound({ id, name, kind: item.kind }), { context: item.context, owner: item.owner, value });
      const row: WorkRow = { id, name, owner, kind: item.kind, keyId, rev: crypto.randomUUID(), savedAt: item.savedAt, ...sealed };
      // Written only if nobody wrote meanwhile and the key still is on the device: else it would be lost, or never open again.
      const isDone = await rooms.transaction('rw', rooms.work, rooms.keys, async () => {
        if ((await rooms.work.get(id))?.rev !== expected || !(await rooms.keys.get(keyId))) return false;
        await rooms.work.put(row);
        return true;
      });
      if (isDone) return line.tell({ v: 1, kind: 'changed', name });
    }
    throw new Error('always changed meanwhile');
  }

  async function clean(): Promise<void> {
    await rooms.work.filter((row) => !isCurrent(row)).delete();
    await trail.clean(keeping.days.trail);
    await rooms.counts.where('day').below(firstDay(keeping.days.counts, now())).delete();
    await keys.prune();
  }

  async function totals(owner: string): Promise<readonly KindTotal[]> {
    const name = await fileName(owner);
    const rows = (await rooms.work.where('owner').equals(name).toArray()).filter(isCurrent);
    const total = (kind: KindTotal['kind'], times: readonly number[]): KindTotal[] => {
      const oldest = Math.min(...times);
      return times.length > 0 ? [{ kind, n: times.length, oldest, until: erasedAt(oldest, keeping.days[kind]) }] : [];
    };
    const counts = await rooms.counts.toArray();
    return [
      ...WORK_KINDS.flatMap((kind) =>
        total(
          kind,
          rows.filter((row) => row.kind === kind).map(({ savedAt }) => savedAt),
        ),
      ),
      ...total(
        'trail',
        (await rooms.trail.where('owner').equals(name).toArray()).map(({ savedAt }) => savedAt),
      ),
      ...total(
        'counts',
        counts.map(({ day }) => Date.parse(day)),
      ).map((each) => ({ ...each, n: counts.reduce((sum, { n }) => sum + n, 0) })),
    ];
  }

  await clean();
  return {
    async ofContext(context, owner) {
      await greet(owner);
      return openedAll(
        await rooms.work
          .where('name')
          .equals(await named(context))
          .sortBy('savedAt'),
        owner,
      );
    },
    ofOwner: async (owner) =>
      openedAll(
        await rooms.work
          .where('owner')
          .equals(await fileName(owner))
          .sortBy('savedAt'),
        owner,
      ),
    put,
    async drop(name) {
      await rooms.work.delete(await rowId(name));
      line.tell({ v: 1, kind: 'changed', name: await named(name.context) });
    },
    ...trail.shelf,
    broken: async () => Number((await rooms.meta.get('broken'))?.value ?? 0),
    count: (one) => addCount(rooms, one),
    counts: async () => (await rooms.counts.toArray()).map(({ id: _, ...count }) => count),
    totals,
    prefs: async (owner) => (await rooms.meta.get(`prefs|${await fileName(owner)}`))?.value ?? null,
    async keepPrefs(owner, value) {
      await rooms.meta.put({ id: `prefs|${await fileName(owner)}`, value });
    },
    async erase(withCounts) {
      keys.forget();
      return rooms.transaction('rw', rooms.tables, async () => {
        const erased = {
          work: await rooms.work.count(),
          trail: await rooms.trail.count(),
          counts: withCounts ? (await rooms.counts.toArray()).reduce((sum, { n }) => sum + n, 0) : 0,
        };
        await Promise.all([rooms.work.clear(), rooms.trail.clear(), rooms.keys.clear()]);
        if (withCounts) await rooms.counts.clear();
        await rooms.meta.filter(({ id }) => id.startsWith('user|') || (withCounts && id.startsWith('prefs|'))).delete();
        await addTo(rooms, 'lost', erased.trail);
        return erased;
      });
    },
    clean,
    tell: (word) => line.tell(word),
    close() {
      if (hasNoChannel) document.removeEventListener('visibilitychange', look);
      line.close();
      rooms.close();
    },
  };
}
