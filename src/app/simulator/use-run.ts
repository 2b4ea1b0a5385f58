import { useEffect, useRef, useState } from 'preact/hooks';
import { isTouched, type SimulatedStay } from '../../core/review/simulate.ts';
import type { SimulateFault, SimulateOn } from '../../worker/index.ts';
import type { App } from '../model.ts';
import { type ChosenFile, type Unit, unitsOf } from './units.ts';

/** A stay under both checklists, and where it came from. */
export interface Tried {
  readonly where: string;
  /** What it was read from, to open sources in; null for a stay that the edit leaves as it is. */
  readonly on: SimulateOn | null;
  readonly stay: SimulatedStay;
}

/** What was skipped, and why. */
export interface Skipped {
  readonly where: string;
  readonly why: Extract<Unit, { fault: string }>['fault'] | SimulateFault;
}

export interface Run {
  readonly phase: 'none' | 'running' | 'done' | 'cancelled';
  /** By which edit. */
  readonly key: string | null;
  readonly units: number;
  readonly tried: readonly Tried[];
  readonly skipped: readonly Skipped[];
}

/** What is simulated on. */
export interface RunOn {
  readonly files: readonly ChosenFile[];
  readonly isHere: boolean;
  readonly here: string;
}

const NOTHING: Run = { phase: 'none', key: null, units: 0, tried: [], skipped: [] };

/**
 * Tries an edit on one unit after another, each in the worker, so that the page stays usable and can stop it. A unit that cannot be used is named and skipped. What was read
 * of files stays in this page's memory only, and goes when the room closes.
 */
export function useRun(app: App): { readonly run: Run; readonly start: (key: string, on: RunOn) => void; readonly cancel: () => void } {
  const [run, setRun] = useState<Run>(NOTHING);
  const control = useRef<AbortController | null>(null);
  useEffect(() => () => control.current?.abort(), []);
  const work = async (key: string, { files, isHere, here }: RunOn, signal: AbortSignal) => {
    let now: Run = { ...NOTHING, key, phase: 'running' };
    const options = {
      policy: app.site.policy,
      ...(app.site.site ? { site: app.site.site } : {}),
      ...(app.site.zone ? { zone: app.site.zone } : {}),
    };
    const one = async (unit: Unit) => {
      if ('fault' in unit) {
        now = { ...now, units: now.units + 1, skipped: [...now.skipped, { where: unit.where, why: unit.fault }] };
        return;
      }
      const answer = await app.simulator?.simulate({ key, on: unit.on, options }).catch(() => null);
      if (signal.aborted) return;
      now = { ...now, units: now.units + 1 };
      if (answer?.ok) {
        const tried = answer.stays.map((stay) => ({ where: unit.where, on: isTouched(stay) ? unit.on : null, stay }));
        now = { ...now, tried: [...now.tried, ...tried] };
      } else now = { ...now, skipped: [...now.skipped, { where: unit.where, why: answer?.fault ?? 'bug' }] };
    };
    setRun(now);
    if (isHere) await one({ where: here, on: { kind: 'here' } });
    for await (const unit of unitsOf(files)) {
      if (signal.aborted) break;
      await one(unit);
      if (!signal.aborted) setRun(now);
    }
    if (!signal.aborted) setRun({ ...now, phase: 'done' });
  };
  return {
    run,
    start(key, on) {
      control.current?.abort();
      const mine = new AbortController();
      control.current = mine;
      void work(key, on, mine.signal);
    },
    cancel() {
      control.current?.abort();
      setRun((now) => ({ ...now, phase: 'cancelled' }));
    },
  };
}
