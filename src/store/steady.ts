import { memoryShelf } from './memory-shelf.ts';
import { mergedWork } from './merge.ts';
import { type ItemName, idOf, nameOf, type Shelf } from './shelf.ts';
import type { AuditEvent } from './trail.ts';
import {
  type Erasing,
  type Kept,
  NOTHING_KEPT,
  type Trouble,
  type WorkItem,
  type WorkKind,
  type WorkStore,
  type WorkValues,
  withValue,
} from './work.ts';

const HOUR = 3_600_000;
/** A device that does not answer a write for so long is treated as one that refuses it. */
const PATIENCE_MS = 5000;
/** More events than this do not wait in memory: the oldest are lost, and counted. */
const EVENTS = 5000;

/** A store with the means to give it a device, or to take it away. */
export interface SteadyStore extends WorkStore {
  readonly adopt: (device: Shelf) => Promise<void>;
  readonly lack: (trouble: Trouble) => void;
  readonly heardChange: (context: string) => void;
  readonly heardErased: (why: Erasing['why']) => void;
}

/** What an error of the browser's storage means. */
export function troubleOf(error: unknown): Trouble {
  const names: string[] = [];
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; depth++) {
    names.push(at.name);
    at = (at as { readonly inner?: unknown }).inner ?? at.cause;
  }
  if (names.includes('QuotaExceededError')) return 'full';
  if (names.includes('VersionError')) return 'newer';
  if (names.includes('DatabaseClosedError') || names.includes('InvalidStateError')) return 'taken-over';
  return names.some((name) => ['MissingAPIError', 'SecurityError', 'UnknownError', 'ReferenceError'].includes(name)) ? 'refused' : 'failed';
}

const within = <T>(work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });

/**
 * A store that never rejects and never loses a value silently: what the device does not take stays in this window's memory, `kind` and `trouble` say so, and
 * it is offered to the device again. Writes go one after another, so that the last one wins.
 */
export function steadyStore(now: () => number = Date.now): SteadyStore {
  let device: Shelf | null = null;
  let trouble: Trouble | null = null;
  /** Counts and preferences that no device took. */
  let spare = memoryShelf();
  /** Events of the trail the device still has to take. */
  let events: { readonly owner: string; readonly event: AuditEvent }[] = [];
  const seen = new Set<string>();
  /** Values the device still has to take, and those it still has to drop. */
  let owed = new Map<string, WorkItem | ItemName>();
  let hourly: ReturnType<typeof setInterval> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const states = new Set<() => void>();
  const changes = new Set<(context: string) => void>();
  const erasings = new Set<(why: Erasing['why']) => void>();

  const kind = () => (device && owed.size === 0 ? 'device' : 'memory');
  let told: string = '';
  function tellState(): void {
    const state = `${kind()}|${trouble}`;
    if (state === told) return;
    told = state;
    for (const listener of states) listener();
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work);
    queue = turn.catch(() => {});
    return turn;
  };

  /** What the device answers, or `otherwise`; a device that fails is noted, and asked again next time. */
  async function ask<T>(work: (shelf: Shelf) => Promise<T>, otherwise: T): Promise<T> {
    if (!device) return otherwise;
    try {
      return await within(work(device));
    } catch (error) {
      trouble = troubleOf(error);
      if (trouble === 'taken-over') device = null;
      tellState();
      return otherwise;
    }
  }
  const done = async (work: (shelf: Shelf) => Promise<unknown>): Promise<boolean> =>
    ask(async (shelf) => work(shelf).then(() => true), false);

  const isItem = (one: WorkItem | ItemName): one is WorkItem => 'value' in one;
  const write = (one: WorkItem | ItemName, isImport: boolean) => (shelf: Shelf) =>
    isItem(one) ? shelf.put(one, isImport) : shelf.drop(one);

  async function settle(): Promise<void> {
    while (events[0]) {
      const { owner, event } = events[0];
      if (!(await done((shelf) => shelf.addEvent(owner, event)))) break;
      events.shift();
    }
    // All are tried: one that the device never takes must not hold up the rest.
    for (const [id, one] of [...owed]) if (device && (await done(write(one, false)))) owed.delete(id);
    if (device && owed.size === 0) trouble = null;
    tellState();
  }

  /** Writes now, or keeps it here and owes it to the device. A full device is cleaned once and asked again. */
  function keep(one: WorkItem | ItemName, isImport = false): Promise<boolean> {
    return inTurn(async () => {
      const id = idOf(isItem(one) ? nameOf(one) : one);
      let isKept = await done(write(one, isImport));
      if (!isKept && trouble === 'full') {
        await done((shelf) => shelf.clean());
        isKept = await done(write(one, isImport));
      }
      if (isKept) {
        owed.delete(id);
        if (owed.size + events.length > 0) await settle();
        else trouble = null;
      } else {
        const before = owed.get(id);
        const joins = before && isItem(before) && isItem(one);
        owed.set(id, joins ? { ...one, value: mergedWork(one.kind, before.value, one.value, isImport) } : one);
      }
      tellState();
      return isKept;
    });
  }

  /** `items` of the device with what it is still owed. */
  function withOwed(items: readonly WorkItem[], fits: (one: WorkItem | ItemName) => boolean): readonly WorkItem[] {
    const out = new Map(items.map((item) => [idOf(nameOf(item)), item]));
    for (const [id, one] of owed) {
      if (!fits(one)) continue;
      out.delete(id);
      if (isItem(one)) out.set(id, one);
    }
    return [...out.values()];
  }
  const listen = <L>(set: Set<L>, listener: L) => {
    set.add(listener);
    return () => {
      set.delete(listener);
    };
  };
  /** Where nothing is asked of the device alone: what memory holds is added. */
  const both = async <T>(work: (shelf: Shelf) => Promise<readonly T[]>): Promise<readonly T[]> => [
    ...(await ask(work, [])),
    ...(await work(spare)),
  ];
  const items = (owner: string) =>
    inTurn(async () => withOwed(await ask((shelf) => shelf.ofOwner(owner), []), (one) => one.owner === owner));

  return {
    get kind() {
      return kind() as WorkStore['kind'];
    },
    get trouble() {
      return trouble;
    },
    onState: (listener) => listen(states, listener),
    load: ({ context, owner }) =>
      inTurn(async () => {
        seen.add(context);
        const found = withOwed(await ask((shelf) => shelf.ofContext(context, owner), []), (one) => one.context === context);
        return found.reduce<Kept>((kept, item) => withValue(kept, item.kind, item.value), NOTHING_KEPT);
      }),
    put: (place, kindOf, value) => keep({ ...place, kind: kindOf, savedAt: now(), value }),
    drop: (place, kindOf, key) => keep({ ...place, kind: kindOf, key }),
    all: async <K extends WorkKind>(owner: string, kindOf: K) =>
      (await items(owner)).filter((item) => item.kind === kindOf).map(({ value }) => value as WorkValues[K]),
    items,
    take: (item) => keep(item, true),
    onChange: (listener) => listen(changes, listener),
    onErased: (listener) => listen(erasings, listener),
    audit: (owner, event) =>
      inTurn(async () => {
        if (await done((shelf) => shelf.addEvent(owner, event))) return;
        events.push({ owner, event });
        if (events.length > EVENTS) await spare.lose(events.splice(0, events.length - EVENTS).length);
      }),
    trail: (owner) =>
      inTurn(async () => [
        ...(await ask((shelf) => shelf.events(owner), [])),
        ...events.filter((each) => each.owner === owner).map(({ event }) => event),
      ]),
    lost: () => inTurn(async () => (await ask((shelf) => shelf.lost(), 0)) + (await spare.lost())),
    broken: () => inTurn(() => ask((shelf) => shelf.broken(), 0)),
    count: (one) =>
      inTurn(async () => {
        if (!(await done((shelf) => shelf.count(one)))) await spare.count(one);
      }),
    counts: () => inTurn(() => both((shelf) => shelf.counts())),
    totals: (owner) =>
      inTurn(async () => {
        const own = memoryShelf();
        for (const one of owed.values()) if (isItem(one) && one.owner === owner) await own.put(one, false);
        for (const one of events) if (one.owner === owner) await own.addEvent(one.owner, one.event);
        const waiting = await own.totals(owner);
        return [...(await both((shelf) => shelf.totals(owner))), ...waiting];
      }),
    prefs: async (owner) => (await ask((shelf) => shelf.prefs(owner), null)) ?? (await spare.prefs(owner)),
    async keepPrefs(owner, prefs) {
      await spare.keepPrefs(owner, prefs);
      await done((shelf) => shelf.keepPrefs(owner, prefs));
    },
    wipe: (what = { withCounts: false, why: 'erased' }) =>
      inTurn(async () => {
        const here = await spare.erase(what.withCounts);
        const [work, trail] = [[...owed.values()].filter(isItem).length, events.length];
        owed = new Map();
        events = [];
        const there = await ask((shelf) => shelf.erase(what.withCounts), null);
        device?.tell({ v: 1, kind: what.why });
        if (device && there) trouble = null;
        tellState();
        return {
          work: work + (there?.work ?? 0),
          trail: trail + (there?.trail ?? 0),
          counts: here.counts + (there?.counts ?? 0),
          // Where the browser refuses storage there is nothing to erase; a device that is there and does not answer may still hold something.
          isSure: there !== null || (!device && (trouble === null || trouble === 'refused' || trouble === 'no-user')),
        };
      }),
    close() {
      clearInterval(hourly);
      device?.close();
      device = null;
    },
    adopt: (shelf) =>
      inTurn(async () => {
        device = shelf;
        trouble = null;
        const waiting = spare;
        spare = memoryShelf();
        await settle();
        for (const one of await waiting.counts()) if (!(await done((to) => to.count(one)))) await spare.count(one);
        hourly = setInterval(() => void done((to) => to.clean()), HOUR);
        // In Node a timer would keep a test alive.
        (hourly as { readonly unref?: () => void }).unref?.();
        for (const context of seen) for (const listener of changes) listener(context);
      }),
    lack(why) {
      trouble = why;
      if (why === 'taken-over') device = null;
      tellState();
    },
    heardChange: (context) => {
      for (const listener of changes) listener(context);
    },
    heardErased: (why) => {
      owed = new Map();
      events = [];
      for (const listener of erasings) listener(why);
    },
  };
}
