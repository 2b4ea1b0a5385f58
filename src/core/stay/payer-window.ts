import table from '../../../checklists/_tables/level-of-care.json' with { type: 'json' };
import { factsOf } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import { type Clock, type ClockInput, timer } from './clock.ts';
import type { Timer } from './stay.ts';

const HOUR_MS = 3_600_000;

/** How long a payer waits, by its contract: policy data of the hospital, none shipped. */
export interface PayerWindow {
  readonly plan: string;
  readonly clinicalsHours?: number;
  readonly peerToPeerHours?: number;
}
const WINDOWS: readonly PayerWindow[] = table.payerWindows;

/**
 * One clock for each window of a payer that UR entered and the payer has not closed with a decision since. It ends where the notice says, else
 * where the hospital's data on this plan says; without either the end is not known (deadline null), never assumed.
 */
export function payerTimers(clock: Clock, { chart }: ClockInput, windows: readonly PayerWindow[] = WINDOWS): readonly Timer[] {
  const decisions = factsOf(chart, 'payer-decision').filter((fact) => fact.standing !== 'withdrawn' && fact.text !== 'pending');
  return factsOf(chart, 'payer-window')
    .filter((fact) => fact.standing !== 'withdrawn')
    .map((fact) => {
      const decided = decisions.find((one) => one.at > fact.at);
      const from: Timer['from'] = decided ? [fact.from[0], decided.from[0]] : [fact.from[0]];
      return timer(
        { ...clock, id: `${clock.id}-${(fact.text ?? '').toUpperCase()}` },
        fact.at,
        endOf(fact, windows),
        chart.asOf,
        decided !== undefined,
        from,
      );
    });
}

function endOf(fact: Fact, windows: readonly PayerWindow[]): number | null {
  if (fact.until !== undefined) return fact.until;
  const plan = fact.flags?.find((flag) => flag.startsWith('plan:'))?.slice('plan:'.length);
  const own = windows.find((one) => one.plan === plan);
  const hours = fact.text === 'clinicals' ? own?.clinicalsHours : own?.peerToPeerHours;
  return hours === undefined ? null : fact.at + hours * HOUR_MS;
}
