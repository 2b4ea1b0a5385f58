import { isoInZone } from '../chart/instant.ts';
import type { Context } from './context.ts';

/**
 * Ids of the checklist's sources whose period does not hold the day of the stay: its discharge, else `asOf`, on the hospital's calendar (UTC where the
 * zone is not known). Code sets and rule years go by the day of discharge.
 */
export function outOfPeriod({ chart, checklist, instants }: Pick<Context, 'chart' | 'checklist' | 'instants'>): readonly string[] {
  const day = isoInZone(instants.discharged ?? chart.asOf, chart.zone).slice(0, 10);
  return Object.entries(checklist.sources).flatMap(([id, { from, until }]) =>
    (from !== null && day < from) || (until !== null && day > until) ? [id] : [],
  );
}
