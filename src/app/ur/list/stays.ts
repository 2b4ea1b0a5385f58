import { effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import type { Problem } from '../../../core/chart/chart.ts';
import type { Review } from '../../../core/review/review.ts';
import { type AnyResource, placeOf, type SourceProgress } from '../../../ehr/index.ts';
import type { App, OtherStays } from '../../model.ts';
import { words } from '../../words.ts';
import { newRow, nowIn, type RowState, type StayRow, standingOf } from './row.ts';
import { stayWords } from './words.ts';

/** The open stays of a launch: one row per encounter, and what the list is doing. */
export interface StayList {
  readonly rows: ReadonlySignal<readonly StayRow[]>;
  /** How the list came about; null while it was not asked for. */
  readonly scope: ReadonlySignal<string | null>;
  readonly phase: ReadonlySignal<'new' | 'listing' | 'reading' | 'paused' | 'done'>;
  /** Whether the list is on screen instead of the board; it outlives the stay that is opened from it. */
  readonly isShown: Signal<boolean>;
  /** The stay that was just opened from here: its board takes the focus, and sets this back. */
  readonly opened: Signal<string | null>;
  /** Lists and reads; goes on where it was paused. Calling it while it runs does nothing. */
  readonly start: () => void;
  readonly pause: () => void;
  readonly again: () => void;
  readonly retry: (encounter: string) => void;
}

const lists = new WeakMap<App, StayList>();

/** The list of the launch this app belongs to; null where there is no way to other stays. */
export function stayListOf(app: App): StayList | null {
  const { others } = app;
  if (!others) return null;
  const known = lists.get(others.launched);
  if (known) return known;
  const made = newList(others);
  lists.set(others.launched, made);
  return made;
}

const AGING_MS = 30_000;

const whyNot = (problem: Problem): string =>
  problem.kind === 'unsupported' && problem.what === 'Encounter' ? words.states.noStay : words.problems[problem.kind];
const partialIn = (progress: readonly SourceProgress[]): number =>
  progress.filter(({ state }) => state === 'partial' || state === 'failed').length;
const doneIn = (progress: readonly SourceProgress[]): number =>
  progress.filter(({ state }) => state !== 'waiting' && state !== 'reading').length;

function newList(others: OtherStays): StayList {
  const { launched } = others;
  const own = launched.session.encounter;
  const rows = signal<readonly StayRow[]>([
    newRow({ encounter: own, patient: launched.session.patient, identity: null, location: null, start: null }),
  ]);
  const scope = signal<string | null>(others.mayList ? null : stayWords.scope.launchedOnly);
  const phase = signal<'new' | 'listing' | 'reading' | 'paused' | 'done'>('new');
  const isShown = signal(false);
  const opened = signal<string | null>(null);
  const followed = new WeakMap<App, Review>();
  let control = new AbortController();
  let isListed = false;

  const change = (encounter: string, more: Partial<StayRow>) => {
    rows.value = rows.peek().map((row) => (row.encounter === encounter ? { ...row, ...more } : row));
  };
  const stateOf = (encounter: string): RowState | undefined => rows.peek().find((row) => row.encounter === encounter)?.state;
  const onScreen = () => others.shown.peek()?.session.encounter ?? own;
  /** What cannot be worked out is told as such, and stops no other row. */
  const readState = (review: Review, progress: readonly SourceProgress[]): RowState => {
    try {
      return { kind: 'read', partial: partialIn(progress), at: Date.now(), standing: standingOf(review) };
    } catch {
      return { kind: 'failed', why: words.problems.bug };
    }
  };
  const placeIn = (encounter: AnyResource | null, find: (id: string) => AnyResource | undefined) =>
    (encounter && placeOf(encounter, find)) ?? null;

  /** A stay on screen tells its row by itself. */
  function follow(app: App): void {
    const review = app.review.value;
    const identity = app.identity.value;
    const { phase: reading, progress } = app.load.value;
    const problem = app.problem.value;
    untracked(() => {
      const { encounter } = app.session;
      const row = rows.peek().find((each) => each.encounter === encounter);
      if (!row) return;
      if (review && reading !== 'reading') {
        if (followed.get(app) === review && row.state.kind === 'read') return;
        followed.set(app, review);
        const resource = (ref: string) => app.resource(ref as Review['encounter']);
        const location = placeIn(resource(`Encounter/${encounter}`), (id) => resource(`Location/${id}`) ?? undefined) ?? row.location;
        change(encounter, { identity: identity ?? row.identity, location, state: readState(review, progress) });
      } else if (problem && !review) change(encounter, { identity, state: { kind: 'failed', why: whyNot(problem) } });
      else if (row.state.kind !== 'read')
        change(encounter, {
          identity: identity ?? row.identity,
          state: { kind: 'reading', done: doneIn(progress), all: progress.length, by: 'screen' },
        });
    });
  }

  async function list(abort: AbortSignal): Promise<void> {
    phase.value = 'listing';
    const found = await others.list(abort);
    if (abort.aborted) return;
    if (!found.ok) scope.value = stayWords.scope.refused(words.problems[found.problem.kind]);
    else {
      const { encounters, complete } = found;
      const said = stayWords.scope;
      scope.value = encounters.length === 0 && complete ? said.none : (complete ? said.searched : said.searchedPart)(encounters.length);
      // One row per encounter, however often the EHR lists it.
      const known = new Set(rows.peek().map(({ encounter }) => encounter));
      for (const each of encounters) {
        if (known.has(each.encounter)) continue;
        known.add(each.encounter);
        rows.value = [...rows.peek(), newRow(each)];
      }
    }
    isListed = found.ok;
  }

  async function readAll(abort: AbortSignal): Promise<void> {
    phase.value = 'reading';
    for (;;) {
      await whileHidden(abort);
      if (abort.aborted) return;
      const next = rows.peek().find(({ state, encounter }) => state.kind === 'waiting' && encounter !== own && encounter !== onScreen());
      if (!next) break;
      await readOne(next, abort);
    }
    phase.value = 'done';
  }

  async function readOne(row: StayRow, abort: AbortSignal): Promise<void> {
    const { encounter } = row;
    let progress: readonly SourceProgress[] = [];
    /** False: the stay was opened meanwhile, and tells its row itself. */
    const isMine = () => {
      const state = stateOf(encounter);
      return state?.kind === 'reading' && state.by === 'list';
    };
    const show = (now: readonly SourceProgress[]) => {
      progress = now;
      if (!abort.aborted && isMine()) change(encounter, { state: { kind: 'reading', done: doneIn(now), all: now.length, by: 'list' } });
    };
    change(encounter, { state: { kind: 'reading', done: 0, all: 0, by: 'list' } });
    const result = await others.read({ ...row, start: null }, show, abort).catch(() => null);
    if (!isMine()) return;
    if (abort.aborted) return change(encounter, { state: { kind: 'waiting' } });
    if (!result) return change(encounter, { state: { kind: 'failed', why: words.problems.bug } });
    if (!result.ok) return change(encounter, { state: { kind: 'failed', why: whyNot(result.problem) } });
    const location = placeIn(result.encounter, (id) => result.places.get(id)) ?? row.location;
    change(encounter, { identity: result.identity, location, state: readState(result.review, progress) });
  }

  async function run(): Promise<void> {
    if (phase.peek() === 'listing' || phase.peek() === 'reading') return;
    control = new AbortController();
    const { signal: abort } = control;
    if (others.mayList && !isListed) await list(abort);
    if (!abort.aborted) await readAll(abort);
  }

  effect(() => follow(launched));
  effect(() => {
    const shown = others.shown.value;
    if (shown) follow(shown);
  });
  effect(() => {
    const open = others.shown.value?.session.encounter ?? own;
    untracked(() => {
      // A stay that was left before it was read is read in its turn.
      const left = rows.peek().filter(({ state, encounter }) => state.kind === 'reading' && state.by === 'screen' && encounter !== open);
      for (const { encounter } of left) if (encounter !== own) change(encounter, { state: { kind: 'waiting' } });
      if (left.length > 0 && phase.peek() === 'done') void run();
    });
  });
  const aging = setInterval(() => {
    const now = Date.now();
    // A midnight that has passed makes every count of the row old: it is read again.
    const old = rows.peek().filter(({ state, encounter }) => {
      const next = state.kind === 'read' ? state.standing.nextMidnight : null;
      return state.kind === 'read' && next !== null && next <= nowIn(state, now) && encounter !== own && encounter !== onScreen();
    });
    for (const { encounter } of old) change(encounter, { state: { kind: 'waiting' } });
    if (old.length > 0 && phase.peek() === 'done') void run();
    else rows.value = [...rows.peek()];
  }, AGING_MS);
  (aging as { unref?: () => void }).unref?.();
  effect(() => {
    // With the session every row goes: nothing of any patient stays behind a stop.
    if (!launched.stop.value) return;
    control.abort();
    clearInterval(aging);
    rows.value = [];
    isShown.value = false;
  });

  const pause = () => {
    control.abort();
    phase.value = 'paused';
  };
  return {
    ...{ rows, scope, phase, isShown, opened, pause },
    start: () => void run(),
    again() {
      pause();
      isListed = false;
      rows.value = rows
        .peek()
        .map((row) => (row.encounter === own || row.encounter === onScreen() ? row : { ...row, state: { kind: 'waiting' as const } }));
      void run();
    },
    retry(encounter) {
      change(encounter, { state: { kind: 'waiting' } });
      void run();
    },
  };
}

/** Reading rests while nobody looks. */
const whileHidden = (abort: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (document.visibilityState !== 'hidden' || abort.aborted) return resolve();
    document.addEventListener('visibilitychange', () => resolve(), { once: true });
    abort.addEventListener('abort', () => resolve(), { once: true });
  });
