import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Review } from '../../../core/review/review.ts';
import { rowOf } from '../../../core/worklist/index.ts';
import { type AnyResource, type ListedEncounter, pastedIds, placeOf, type SourceProgress, serviceOf, unitOf } from '../../../ehr/index.ts';
import type { CaseReview } from '../../../store/index.ts';
import { hospitalNow } from '../../hospital-now.ts';
import type { App, OtherStays } from '../../model.ts';
import { words } from '../../words.ts';
import { cdiWords } from '../words.ts';
import { type Memory, newMemory } from './memory.ts';
import { whileHidden, whyNot } from './reading.ts';
import { aged, encounterRef, type ListSetting, newRow, nowIn, type Route, type Row } from './row.ts';

/** The list of a launch: rows, how it came about in words, and what it is doing. */
export interface Worklist extends ListSetting {
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** By which ways rows came here, and what the list cannot see: one sentence each. */
  readonly scope: ReadonlySignal<readonly string[]>;
  /** The hospital's moment now for an encounter ('Encounter/12'), ms: the clock of its own chart where it was read. */
  readonly nowOf: (encounter: string) => number;
  readonly phase: ReadonlySignal<'new' | 'recalling' | 'listing' | 'reading' | 'paused' | 'done'>;
  readonly mayAdd: boolean;
  readonly memory: Memory;
  /** Counts up whenever what this user keeps has changed. */
  readonly kept: ReadonlySignal<number>;
  /** Lists and reads; goes on where it was paused. Calling it again while it runs does nothing. */
  readonly start: () => void;
  readonly pause: () => void;
  readonly again: () => void;
  readonly retry: (encounter: string) => void;
  /** After a review was taken back. A case that is no longer on screen is read again, so that its row tells what is new as before. */
  readonly restored: (encounter: string, before: CaseReview | null) => void;
  /** Adds pasted ids; the number of ids found in the text. */
  readonly add: (pasted: string) => number;
}

const lists = new WeakMap<App, Worklist>();

/** The list of the launch this app belongs to: one, whichever of its stays is on screen. */
export function worklistOf(app: App, setting: ListSetting): Worklist {
  const launched = app.others?.launched ?? app;
  const known = lists.get(launched);
  if (known && known.workflow === setting.workflow) return known;
  known?.pause();
  const made = newWorklist(launched, app.others ?? null, setting);
  lists.set(launched, made);
  return made;
}

const AGING_MS = 60_000;

function newWorklist(launched: App, others: OtherStays | null, given: ListSetting): Worklist {
  const setting: ListSetting = { ...given, clock: () => hospitalNow(launched) };
  const { scope: say } = cdiWords.list;
  const memory = newMemory();
  const own = launched.session.encounter;
  const nothingRead = { identity: null, location: null, start: null };
  const rows = signal<readonly Row[]>([
    newRow({ encounter: own, patient: launched.session.patient, ...nothingRead }, 'chart', memory.caseOf(own), setting),
  ]);
  const scope = signal<readonly string[]>(others?.mayList ? [] : [others ? say.launchedOnly : say.noWay]);
  const phase = signal<'new' | 'recalling' | 'listing' | 'reading' | 'paused' | 'done'>('new');
  const kept = signal(0);
  let control = new AbortController();
  let isListed = false;
  const reviewed = new WeakMap<App, Review>();

  const change = (encounter: string, more: (row: Row) => Partial<Row>) => {
    rows.value = rows.peek().map((row) => (row.encounter === encounter ? { ...row, ...more(row) } : row));
  };
  const addRows = (listed: readonly ListedEncounter[], route: Route): number => {
    const known = new Set(rows.peek().map((row) => row.encounter));
    const fresh = listed.filter((each) => !known.has(each.encounter));
    const here = listed.find((each) => each.encounter === own);
    rows.value = [...rows.peek(), ...fresh.map((each) => newRow(each, route, memory.caseOf(each.encounter), setting))];
    if (here) change(own, (row) => ({ location: row.location ?? here.location, start: here.start }));
    return fresh.length;
  };

  /** The row of a reviewed stay. What cannot be worked out is told as such, and stops no other row. */
  function readAs(
    row: Row,
    review: Review,
    encounter: AnyResource | null,
    locationOf: (id: string) => AnyResource | undefined,
    progress: readonly SourceProgress[],
  ): Partial<Row> {
    const at = Date.now();
    const partial = progress.filter((source) => source.state === 'partial' || source.state === 'failed').length;
    const place = {
      unit: (encounter && unitOf(encounter, locationOf)) ?? row.core.unit,
      service: (encounter && serviceOf(encounter)) ?? row.core.service,
    };
    try {
      const core = rowOf(review, memory.caseOf(row.encounter, review.encounter), { ...setting, place });
      return { core, location: (encounter && placeOf(encounter, locationOf)) ?? row.location, state: { kind: 'read', partial, at } };
    } catch {
      return { state: { kind: 'failed', why: words.problems.bug } };
    }
  }

  /** A case on screen tells its row by itself. */
  function follow(app: App): void {
    const review = app.review.value;
    const identity = app.identity.value;
    const { phase: reading, progress } = app.load.value;
    const problem = app.problem.value;
    const hasChanged = memory.take(app);
    untracked(() => {
      const { encounter } = app.session;
      const row = rows.peek().find((each) => each.encounter === encounter);
      if (!row) return;
      if (hasChanged) kept.value += 1;
      if (review && reading !== 'reading') {
        if (reviewed.get(app) === review && !hasChanged) return;
        reviewed.set(app, review);
        const resourceOf = (ref: string) => app.resource(ref as Review['encounter']);
        change(encounter, (before) => ({
          identity,
          ...readAs(before, review, resourceOf(encounterRef(encounter)), (id) => resourceOf(`Location/${id}`) ?? undefined, progress),
        }));
      } else if (problem && !review) fail({ ...row, identity }, whyNot(problem));
      else if (row.state.kind !== 'read') {
        const done = progress.filter((source) => source.state !== 'waiting' && source.state !== 'reading').length;
        change(encounter, () => ({ identity, state: { kind: 'reading', done, all: progress.length, by: 'case' } }));
      }
    });
  }

  async function list(stays: OtherStays, abort: AbortSignal): Promise<void> {
    phase.value = 'listing';
    const found = await stays.list(abort);
    if (abort.aborted) return;
    await memory.recall(launched);
    const said: string[] = [];
    if (!found.ok) said.push(say.refused(words.problems[found.problem.kind]));
    else {
      const { encounters, complete } = found;
      said.push(encounters.length === 0 && complete ? say.searchedNone : (complete ? say.searched : say.searchedPart)(encounters.length));
      addRows(encounters, 'search');
    }
    const earlier = memory.encounters().filter((id) => !rows.peek().some((row) => row.encounter === id));
    if (earlier.length > 0) phase.value = 'recalling';
    const again: ListedEncounter[] = [];
    let lost = 0;
    for (const id of earlier.slice(0, 200)) {
      if (abort.aborted) return;
      const answer = await stays.find(id);
      if (!answer.ok) lost += answer.problem.kind === 'unsupported' ? 0 : 1;
      else if (
        answer.listed.isOpen !== false ||
        aged(newRow(answer.listed, 'before', memory.caseOf(id), setting), memory.caseOf(id), Date.now(), setting).core.openQueries.length >
          0
      )
        again.push(answer.listed);
    }
    const added = addRows(again, 'before');
    if (added > 0) said.push(say.before(added));
    if (lost > 0) said.push(say.beforeFailed(lost));
    scope.value = [...said, say.blind];
    isListed = true;
  }

  async function readAll(stays: OtherStays, abort: AbortSignal): Promise<void> {
    phase.value = 'reading';
    for (;;) {
      await whileHidden(abort);
      const open = stays.shown.peek()?.session.encounter ?? own;
      const next = rows.peek().find((row) => row.state.kind === 'waiting' && row.encounter !== own && row.encounter !== open);
      if (!next || abort.aborted) break;
      await readOne(stays, next, abort);
    }
    if (!abort.aborted) phase.value = 'done';
  }

  async function readOne(stays: OtherStays, row: Row, abort: AbortSignal): Promise<void> {
    const { encounter } = row;
    /** False: the case was opened meanwhile, and tells its row itself. */
    const isMine = () => {
      const state = rows.peek().find((each) => each.encounter === encounter)?.state;
      return state?.kind === 'reading' && state.by === 'list';
    };
    change(encounter, () => ({ state: { kind: 'reading', done: 0, all: 0, by: 'list' } }));
    let progress: readonly SourceProgress[] = [];
    const result = await stays.read(
      row,
      (now) => {
        progress = now;
        if (abort.aborted || !isMine()) return;
        const done = now.filter((source) => source.state !== 'waiting' && source.state !== 'reading').length;
        change(encounter, () => ({ state: { kind: 'reading', done, all: now.length, by: 'list' } }));
      },
      abort,
    );
    if (!isMine()) return;
    if (abort.aborted) return change(encounter, () => ({ state: { kind: 'waiting' } }));
    if (!result.ok) return fail(row, whyNot(result.problem));
    const { review, identity, places } = result;
    change(encounter, (before) => ({ identity, ...readAs(before, review, result.encounter, (id) => places.get(id), progress) }));
  }

  /** Of a row that could not be read nothing is concluded, not even from an earlier reading. */
  function fail(row: Row, why: string): void {
    const state = { kind: 'failed', why } as const;
    const place = { unit: row.core.unit, service: row.core.service };
    const { core } = newRow({ ...row, ...place }, row.route, memory.caseOf(row.encounter), setting, state);
    change(row.encounter, () => ({ state, core }));
  }

  async function run(): Promise<void> {
    if (phase.peek() === 'listing' || phase.peek() === 'reading' || phase.peek() === 'recalling') return;
    await memory.recall(launched);
    kept.value += 1;
    for (const app of [launched, others?.shown.peek()]) {
      if (!app) continue;
      reviewed.delete(app);
      untracked(() => follow(app));
    }
    if (!others || phase.peek() === 'reading') return;
    control = new AbortController();
    const { signal: abort } = control;
    if (others.mayList && !isListed) await list(others, abort);
    if (!abort.aborted) await readAll(others, abort);
  }

  async function find(id: string, route: Route): Promise<void> {
    const found = await others?.find(id);
    rows.value = rows.peek().filter((row) => row.encounter !== id || row.patient !== '');
    if (found?.ok) addRows([found.listed], route);
    else if (!rows.peek().some((row) => row.encounter === id)) {
      const why = found ? whyNot(found.problem) : cdiWords.list.waiting;
      const failed = newRow({ encounter: id, patient: '', ...nothingRead }, route, memory.caseOf(id), setting, { kind: 'failed', why });
      rows.value = [...rows.peek(), failed];
    }
  }

  effect(() => follow(launched));
  effect(() => {
    const shown = others?.shown.value;
    if (shown) return follow(shown);
    return undefined;
  });
  effect(() => {
    const open = others?.shown.value?.session.encounter ?? own;
    untracked(() => {
      // A case that was left before it was read is read in its turn.
      const left = rows
        .peek()
        .filter(({ state, encounter }) => state.kind === 'reading' && state.by === 'case' && encounter !== open && encounter !== own);
      for (const { encounter } of left) change(encounter, () => ({ state: { kind: 'waiting' } }));
      if (left.length > 0 && phase.peek() === 'done') void run();
    });
  });
  effect(() => {
    // With the session every row goes: nothing of any patient stays behind a stop.
    if (!launched.stop.value) return;
    control.abort();
    clearInterval(aging);
    rows.value = [];
  });
  const aging = setInterval(() => {
    const now = Date.now();
    rows.value = rows
      .peek()
      .map((row) => aged(row, memory.caseOf(row.encounter, row.core.asOf === null ? undefined : row.core.encounter), now, setting));
  }, AGING_MS);
  (aging as { unref?: () => void }).unref?.();

  return {
    ...setting,
    rows,
    scope,
    phase,
    kept,
    memory,
    mayAdd: others?.mayList ?? false,
    nowOf(encounter) {
      const row = rows.peek().find((each) => encounterRef(each.encounter) === encounter);
      return row ? nowIn(row, Date.now(), hospitalNow(launched)) : hospitalNow(launched);
    },
    start: () => void run(),
    pause() {
      control.abort();
      phase.value = 'paused';
    },
    again() {
      control.abort();
      phase.value = 'paused';
      isListed = false;
      const isOpen = (id: string) => id === own || id === others?.shown.peek()?.session.encounter;
      rows.value = rows.peek().map((row) => (isOpen(row.encounter) || row.patient === '' ? row : { ...row, state: { kind: 'waiting' } }));
      void run();
    },
    retry(encounter) {
      const row = rows.peek().find((each) => each.encounter === encounter);
      if (!row) return;
      if (row.patient !== '') {
        change(encounter, () => ({ state: { kind: 'waiting' }, core: { ...row.core, reading: 'waiting' } }));
        void run();
      } else void find(encounter, row.route).then(run);
    },
    restored(encounter, before) {
      memory.restore(encounter, before);
      kept.value += 1;
      const open = others?.shown.peek()?.session.encounter;
      if (encounter === own || encounter === open) return;
      change(encounter, () => ({ state: { kind: 'waiting' } }));
      void run();
    },
    add(pasted) {
      const all = pastedIds(pasted);
      const ids = all.filter((id) => !rows.peek().some((row) => row.encounter === id));
      void (async () => {
        const before = rows.peek().length;
        for (const id of ids) await find(id, 'pasted');
        const count = rows.peek().length - before;
        if (count > 0) scope.value = [...scope.peek().filter((text) => text !== say.blind), say.pasted(count), say.blind];
        await run();
      })();
      return all.length;
    },
  };
}
