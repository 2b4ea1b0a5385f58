import { mergedWork } from './merge.ts';
import { idOf, nameOf, type Shelf } from './shelf.ts';
import { type AuditEvent, type Count, counted } from './trail.ts';
import { type KindTotal, WORK_KINDS, type WorkItem } from './work.ts';

/** More events than this are not held in memory: the oldest are lost, and counted. */
const EVENTS = 5000;

/** A shelf that ends with this window. */
export function memoryShelf(): Shelf {
  const items = new Map<string, WorkItem>();
  let trail: { readonly owner: string; readonly event: AuditEvent }[] = [];
  let counts: Count[] = [];
  let lost = 0;
  const prefs = new Map<string, unknown>();
  const some = (fits: (item: WorkItem) => boolean) => [...items.values()].filter(fits);
  return {
    ofContext: async (context) => some((item) => item.context === context),
    ofOwner: async (owner) => some((item) => item.owner === owner),
    async put(item, isImport) {
      const id = idOf(nameOf(item));
      const value = mergedWork(item.kind, items.get(id)?.value ?? null, item.value, isImport);
      items.delete(id);
      items.set(id, { ...item, value });
    },
    async drop(name) {
      items.delete(idOf(name));
    },
    async addEvent(owner, event) {
      trail.push({ owner, event });
      if (trail.length > EVENTS) {
        lost += trail.length - EVENTS;
        trail = trail.slice(-EVENTS);
      }
    },
    events: async (owner) => trail.filter((each) => each.owner === owner).map(({ event }) => event),
    async lose(events) {
      lost += events;
    },
    lost: async () => lost,
    broken: async () => 0,
    async count(one) {
      counts = counted(counts, one);
    },
    counts: async () => counts,
    async totals(owner) {
      const own = some((item) => item.owner === owner);
      const events = trail.filter((each) => each.owner === owner);
      const total = (kind: KindTotal['kind'], times: readonly number[]): KindTotal[] =>
        times.length > 0 ? [{ kind, n: times.length, oldest: Math.min(...times), until: null }] : [];
      return [
        ...WORK_KINDS.flatMap((kind) =>
          total(
            kind,
            own.filter((item) => item.kind === kind).map(({ savedAt }) => savedAt),
          ),
        ),
        ...total(
          'trail',
          events.map(({ event }) => event.at),
        ),
        ...(counts.length > 0
          ? [{ kind: 'counts', n: counts.reduce((sum, { n }) => sum + n, 0), oldest: null, until: null } as const]
          : []),
      ];
    },
    prefs: async (owner) => prefs.get(owner) ?? null,
    async keepPrefs(owner, value) {
      prefs.set(owner, value);
    },
    async erase(withCounts) {
      const erased = { work: items.size, trail: trail.length, counts: withCounts ? counts.reduce((sum, { n }) => sum + n, 0) : 0 };
      items.clear();
      lost += trail.length;
      trail = [];
      if (withCounts) {
        counts = [];
        prefs.clear();
      }
      return erased;
    },
    clean: async () => {},
    tell: () => {},
    close: () => {},
  };
}
