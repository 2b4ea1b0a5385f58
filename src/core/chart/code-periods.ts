import table from '../../../checklists/_tables/code-periods.json' with { type: 'json' };
import { type Coded, comparableCode } from './coding.ts';
import type { Instant } from './fact.ts';
import { isoInZone } from './instant.ts';

/** On a coded fact: its code was not in use on the day it was recorded (before its first, or after its last, day). */
export const OUTSIDE_PERIOD = 'outside-period';

/** First and last day a code is in use, '2023-10-01', both included; null: since ever, or still. */
interface Days {
  readonly from: string | null;
  readonly until: string | null;
}

const PERIODS: ReadonlyMap<string, Days> = new Map(
  Object.entries(table.codes).flatMap(([system, codes]) =>
    Object.entries(codes).map(([code, days]): [string, Days] => [`${system}|${comparableCode(system, code)}`, days]),
  ),
);

/**
 * True when a coded thing carries a code with a period (`checklists/_tables/code-periods.json`), and none of those codes was in use on that day of the
 * hospital's calendar (UTC where the zone is not known). A code without a period is taken as valid; nothing is said about a time that is not known.
 */
export function isOutsidePeriod(coded: Coded, at: Instant, zone: string | null): boolean {
  if (!Number.isFinite(at)) return false;
  const periods = coded.codings.flatMap(({ system, code }) => PERIODS.get(`${system}|${comparableCode(system, code)}`) ?? []);
  if (periods.length === 0) return false;
  const day = isoInZone(at, zone).slice(0, 10);
  return periods.every(({ from, until }) => (from !== null && day < from) || (until !== null && day > until));
}
