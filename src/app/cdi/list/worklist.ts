import { type ReadonlySignal, signal } from '@preact/signals';
import type { Problem } from '../../../core/chart/chart.ts';
import { type ListedEncounter, pastedIds } from '../../../ehr/index.ts';
import type { App, OtherStays } from '../../model.ts';
import { words } from '../../words.ts';
import { cdiWords } from '../words.ts';
import { placeIn, type Row, summaryOf } from './row.ts';

/** The list of a launch: rows, how it came about in words, and what it is doing. */
export interface Worklist {
  readonly rows: ReadonlySignal<readonly Row[]>;
  readonly scope: ReadonlySignal<string>;
  readonly phase: ReadonlySignal<'new' | 'listing' | 'reading' | 'paused' | 'done'>;
  readonly mayAdd: boolean;
  /** Lists and reads; goes on where it was paused. Calling it again while it runs does nothing. */
  readonly start: () => void;
  readonly pause: () => void;
  readonly again: () => void;
  /** Adds pasted ids; the number of ids found in the text. */
  readonly add: (pasted: string) => number;
}

const lists = new WeakMap<App, Worklist>();

/** The list of the launch this app belongs to: one, whichever of its stays is on screen. */
export function worklistOf(app: App): Worklist {
  const launched = app.others?.launched ?? app;
  const known = lists.get(launched) ?? newWorklist(launched, app.others ?? null);
  lists.set(launched, known);
  return known;
}

function newWorklist(launched: App, others: OtherStays | null): Worklist {
  const rows = signal<readonly Row[]>([rowOfLaunched(launched)]);
  const scope = signal(others?.mayList ? '' : others ? cdiWords.list.scope.launchedOnly : cdiWords.list.scope.noWay);
  const phase = signal<'new' | 'listing' | 'reading' | 'paused' | 'done'>('new');
  let control = new AbortController();
  let isListed = false;

  const change = (encounter: string, more: Partial<Row>) => {
    rows.value = rows.value.map((row) => (row.encounter === encounter ? { ...row, ...more } : row));
  };
  const addRows = (listed: readonly ListedEncounter[]) => {
    const known = new Map(rows.value.map((row) => [row.encounter, row]));
    const fresh = listed.filter((each) => !known.has(each.encounter)).map((each): Row => ({ ...each, state: { kind: 'waiting' } }));
    const own = listed.find((each) => each.encounter === launched.session.encounter);
    rows.value = [...rows.value, ...fresh];
    if (own) change(own.encounter, { location: own.location, start: own.start });
  };

  async function list(stays: OtherStays, abort: AbortSignal): Promise<void> {
    phase.value = 'listing';
    const found = await stays.list(abort);
    if (abort.aborted) return;
    if (!found.ok) scope.value = cdiWords.list.scope.refused(words.problems[found.problem.kind]);
    else {
      const { encounters, complete } = found;
      scope.value = complete ? cdiWords.list.scope.searched(encounters.length) : cdiWords.list.scope.searchedPart(encounters.length);
      addRows(encounters);
    }
    isListed = true;
  }

  async function readAll(stays: OtherStays, abort: AbortSignal): Promise<void> {
    phase.value = 'reading';
    for (;;) {
      await whileHidden(abort);
      const next = rows.value.find((row) => row.state.kind === 'waiting' && row.encounter !== launched.session.encounter);
      if (!next || abort.aborted) break;
      await readOne(stays, next, abort);
    }
    if (!abort.aborted) phase.value = 'done';
  }

  async function readOne(stays: OtherStays, row: Row, abort: AbortSignal): Promise<void> {
    change(row.encounter, { state: { kind: 'reading', done: 0, all: 0 } });
    let progress: Parameters<Parameters<OtherStays['read']>[1]>[0] = [];
    const result = await stays.read(
      row,
      (now) => {
        progress = now;
        if (abort.aborted) return;
        const done = now.filter((source) => source.state !== 'waiting' && source.state !== 'reading').length;
        change(row.encounter, { state: { kind: 'reading', done, all: now.length } });
      },
      abort,
    );
    if (abort.aborted) return change(row.encounter, { state: { kind: 'waiting' } });
    if (!result.ok) return change(row.encounter, { state: { kind: 'failed', why: whyNot(result.problem) } });
    const { review, identity, encounter, places } = result;
    change(row.encounter, {
      identity,
      location: placeIn(encounter, places) ?? row.location,
      state: { kind: 'read', summary: summaryOf(review, progress) },
    });
  }

  async function run(): Promise<void> {
    if (!others || phase.value === 'listing' || phase.value === 'reading') return;
    control = new AbortController();
    const { signal: abort } = control;
    if (others.mayList && !isListed) await list(others, abort);
    if (!abort.aborted) await readAll(others, abort);
  }

  return {
    rows,
    scope,
    phase,
    mayAdd: others?.mayList ?? false,
    start: () => void run(),
    pause() {
      control.abort();
      phase.value = 'paused';
    },
    again() {
      control.abort();
      phase.value = 'paused';
      isListed = false;
      rows.value = rows.value.map((row) => ({ ...row, state: { kind: 'waiting' } }));
      void run();
    },
    add(pasted) {
      const ids = pastedIds(pasted).filter((id) => !rows.value.some((row) => row.encounter === id));
      void (async () => {
        for (const id of ids) {
          const found = await others?.find(id);
          if (found?.ok) addRows([found.listed]);
          else addFailed(id, found ? whyNot(found.problem) : cdiWords.list.waiting);
        }
        void run();
      })();
      return pastedIds(pasted).length;
    },
  };

  function addFailed(id: string, why: string): void {
    if (rows.value.some((row) => row.encounter === id)) return;
    rows.value = [
      ...rows.value,
      { encounter: id, patient: '', identity: null, location: null, start: null, state: { kind: 'failed', why } },
    ];
  }
}

const rowOfLaunched = ({ session }: App): Row => ({
  encounter: session.encounter,
  patient: session.patient,
  identity: null,
  location: null,
  start: null,
  state: { kind: 'waiting' },
});

const whyNot = (problem: Problem): string =>
  problem.kind === 'unsupported' && problem.what === 'Encounter' ? cdiWords.list.noStay : words.problems[problem.kind];

/** Reading rests while nobody looks. */
const whileHidden = (abort: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (document.visibilityState !== 'hidden' || abort.aborted) return resolve();
    document.addEventListener('visibilitychange', () => resolve(), { once: true });
    abort.addEventListener('abort', () => resolve(), { once: true });
  });
