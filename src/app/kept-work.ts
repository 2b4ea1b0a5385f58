import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Session } from '../ehr/index.ts';
import {
  type Draft,
  type Erased,
  type Erasing,
  type Kept,
  LIST,
  memoryStore,
  NOTHING_KEPT,
  type Place,
  type Trouble,
  type WorkKind,
  type WorkStore,
  type WorkValues,
  withoutValue,
  withValue,
} from '../store/index.ts';
import { type Prefs, readPrefs, STANDARD } from './prefs.ts';

/** A draft of this window that another window wrote over: the other words are what is kept. */
export interface DraftClash {
  readonly mine: Draft;
  readonly theirs: Draft;
}

/** What is kept for one session, and the way to it. */
export interface KeptWork {
  readonly kept: ReadonlySignal<Kept>;
  readonly storeKind: ReadonlySignal<'device' | 'memory'>;
  readonly storeTrouble: ReadonlySignal<Trouble | null>;
  readonly prefs: ReadonlySignal<Prefs>;
  readonly clash: ReadonlySignal<DraftClash | null>;
  /** True once what was kept before is there. */
  readonly isLoaded: ReadonlySignal<boolean>;
  readonly place: Place;
  readonly put: <K extends WorkKind>(kind: K, value: WorkValues[K]) => void;
  readonly drop: (kind: WorkKind, key: string) => void;
  readonly setPrefs: (change: Partial<Prefs>) => void;
  readonly settleClash: (use: 'mine' | 'theirs') => void;
  /** The store as soon as it is open. */
  readonly store: () => Promise<WorkStore>;
  readonly wipe: (what?: Erasing) => Promise<Erased>;
  /** Reads what is kept again, after an import. */
  readonly reload: () => Promise<void>;
  /** Nothing more is kept: the user signed out. */
  readonly seal: () => void;
  readonly close: () => void;
}

interface Hooks {
  /** Entries of utilization review changed: they are part of what is reviewed. */
  readonly onEntries: () => void;
  readonly onSignedOut: () => void;
}

/**
 * Keeps the work of one session: shown at once, written in order, read again when another window changed it. What is done while the store opens comes after
 * what was kept before.
 */
export function keepWork(session: Session, openStore: () => Promise<WorkStore>, hooks: Hooks): KeptWork {
  const kept = signal<Kept>(NOTHING_KEPT);
  const storeKind = signal<'device' | 'memory'>('memory');
  const storeTrouble = signal<Trouble | null>(null);
  const prefs = signal<Prefs>(STANDARD);
  const clash = signal<DraftClash | null>(null);
  const isLoaded = signal(false);
  const place: Place = { context: session.contextKey, owner: [session.server.iss, session.fhirUser ?? 'unknown-user'].join('|') };
  let early: ((kept: Kept) => Kept)[] | null = [];
  let isSealed = false;
  let writes = 0;
  const written = new Map<string, Draft>();
  const stops: (() => void)[] = [];

  // Where the EHR does not say who the user is, what is kept would be shown to the next person: it ends with this window.
  const opening = session.fhirUser ? openStore() : Promise.resolve(memoryStore('no-user'));

  function change(kind: WorkKind, step: (before: Kept) => Kept, write: (store: WorkStore) => Promise<boolean>): void {
    if (isSealed) return;
    writes += 1;
    kept.value = step(kept.value);
    early?.push(step);
    void opening.then(write);
    if (kind === 'entry') hooks.onEntries();
  }

  async function reload(store: WorkStore): Promise<void> {
    const before = writes;
    const fresh = await store.load(place);
    if (isSealed) return;
    // Something was done meanwhile: what was read is already old.
    if (before !== writes) return reload(store);
    const hadEntries = kept.value.entries.length + fresh.entries.length > 0;
    for (const theirs of fresh.drafts) {
      const mine = written.get(theirs.key);
      if (mine && (mine.words !== theirs.words || mine.option !== theirs.option)) clash.value = { mine, theirs };
    }
    kept.value = fresh;
    if (hadEntries) hooks.onEntries();
  }

  void opening.then(async (store) => {
    const state = () =>
      batch(() => {
        storeKind.value = store.kind;
        storeTrouble.value = store.trouble;
      });
    stops.push(
      store.onState(state),
      store.onChange((context) => {
        if (context === place.context) void reload(store);
      }),
      store.onErased((why) => {
        written.clear();
        kept.value = NOTHING_KEPT;
        if (why === 'signed-out') hooks.onSignedOut();
      }),
    );
    const before = await store.load(place);
    const own = readPrefs(await store.prefs(place.owner));
    batch(() => {
      state();
      kept.value = (early ?? []).reduce((sum, step) => step(sum), before);
      prefs.value = own;
      isLoaded.value = true;
    });
    early = null;
    if (kept.value.entries.length > 0) hooks.onEntries();
  });

  return {
    kept,
    storeKind,
    storeTrouble,
    prefs,
    clash,
    isLoaded,
    place,
    put(kind, value) {
      if (kind === 'draft') written.set(value.key, value as Draft);
      change(
        kind,
        (before) => withValue(before, kind, value),
        (store) => store.put(place, kind, value),
      );
    },
    drop(kind, key) {
      if (kind === 'draft') written.delete(key);
      // Nothing stands there: no write, and no word to the other windows.
      if (!early && !kept.value[LIST[kind]].some((each) => each.key === key)) return;
      change(
        kind,
        (before) => withoutValue(before, kind, key),
        (store) => store.drop(place, kind, key),
      );
    },
    setPrefs(step) {
      prefs.value = readPrefs({ ...prefs.value, ...step });
      void opening.then((store) => store.keepPrefs(place.owner, prefs.value));
    },
    settleClash(use) {
      const both = clash.value;
      clash.value = null;
      if (!both) return;
      written.delete(both.mine.key);
      if (use === 'mine') this.put('draft', both.mine);
    },
    store: () => opening,
    reload: async () => reload(await opening),
    async wipe(what) {
      kept.value = NOTHING_KEPT;
      written.clear();
      clash.value = null;
      return (await opening).wipe(what);
    },
    seal() {
      isSealed = true;
      kept.value = NOTHING_KEPT;
    },
    close() {
      for (const stop of stops.splice(0)) stop();
    },
  };
}
