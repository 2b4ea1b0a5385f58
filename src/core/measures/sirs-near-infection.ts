import type { Fact } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { episodes, fullest, highestParts, INFECTION_REFINES, infectionTimes, type Reach } from './near-infection.ts';
import { SIRS_PARTS } from './sirs.ts';
import { HOUR, inStay, sourcesOf } from './usable.ts';

/** A systemic response belongs to a suspicion within a day on either side. Ours: the published windows run from 6 h (SEP-1) to the first day. */
const REACH: Reach = { before: 24 * HOUR, after: 24 * HOUR };

/**
 * The points of `sirs` that lie within a day of a suspected infection, any of the stay.
 *
 * Points   one for each run of equal sums, the fullest of it.
 * missing  groups that no point of that window measured; upTo: own groups, one for a group met at another point of the window, one for a
 *          group nobody measured. A group measured elsewhere in the window and never met adds nothing.
 * Source   ACCP/SCCM 1992, 2001: infection and the response to it. The suspicion joins the sources.
 */
export const sirsNearInfection: Measure = {
  id: 'sirs-near-infection',
  needs: ['sirs', 'suspected-infection'],
  refines: INFECTION_REFINES,
  label: 'SIRS groups within 6 h, around a suspected infection',
  source: 'ACCP/SCCM 1992; international sepsis definitions conference 2001',
  compute: (chart) =>
    episodes(infectionTimes(chart), inStay(chart, 'sirs'), REACH).flatMap(({ suspicion, points, own }) => {
      const highest = highestParts(points);
      return fullest(own).map((point): Fact => {
        const missing: string[] = [];
        let upTo = point.value ?? 0;
        for (const part of SIRS_PARTS) {
          if (point.parts?.[part] !== undefined) continue;
          if (highest[part] === undefined) missing.push(part);
          upTo += highest[part] ?? 1;
        }
        const { missing: _missing, ...rest } = point;
        return {
          ...rest,
          concept: 'sirs-near-infection',
          ...(missing.length ? { missing } : {}),
          upTo,
          from: sourcesOf([point, suspicion]) as Fact['from'],
        };
      });
    }),
};
