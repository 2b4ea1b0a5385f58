import type { Fact } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { episodes, fullest, highestParts, INFECTION_REFINES, infectionTimes, type Reach } from './near-infection.ts';
import { SIRS_PARTS } from './sirs.ts';
import { HOUR, inStay, sourcesOf } from './usable.ts';

/** A systemic response belongs to a suspicion within a day on either side. Ours: the published windows run from 6 h (SEP-1) to the first day. */
const A_DAY: Reach = { before: 24 * HOUR, after: 24 * HOUR };

/** SEP-1 asks for infection, response and organ dysfunction within 6 h of each other. */
const SIX_HOURS: Reach = { before: 6 * HOUR, after: 6 * HOUR };

/**
 * The points of `sirs` that lie within a day of a suspected infection, any of the stay.
 *
 * Points   one for each run of equal sums, the fullest of it.
 * missing  groups that no point of that window measured; upTo: own groups, one for a group met at another point of the window, one for a
 *          group nobody measured. A group measured elsewhere in the window and never met adds nothing.
 * Source   ACCP/SCCM 1992, 2001: infection and the response to it. The suspicion joins the sources.
 */
export const sirsNearInfection: Measure = nearInfection({
  id: 'sirs-near-infection',
  of: 'sirs',
  reach: A_DAY,
  label: 'SIRS groups within 6 h, around a suspected infection',
  source: 'ACCP/SCCM 1992; international sepsis definitions conference 2001',
});

/** The same for the SEP-1 variant (temperature over 38.3 Cel, no PaCO2), within 6 h of a suspected or named infection. */
export const sirsSep1NearInfection: Measure = nearInfection({
  id: 'sirs-sep1-near-infection',
  of: 'sirs-sep1',
  reach: SIX_HOURS,
  label: 'SIRS groups within 6 h, SEP-1 thresholds, within 6 h of a suspected infection',
  source: 'CMS SEP-1',
});

function nearInfection(what: {
  readonly id: string;
  readonly of: string;
  readonly reach: Reach;
  readonly label: string;
  readonly source: string;
}): Measure {
  return {
    id: what.id,
    needs: [what.of, 'suspected-infection'],
    refines: INFECTION_REFINES,
    label: what.label,
    source: what.source,
    compute: (chart) =>
      episodes(infectionTimes(chart), inStay(chart, what.of), what.reach).flatMap(({ suspicion, points, own }) => {
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
            concept: what.id,
            ...(missing.length ? { missing } : {}),
            upTo,
            from: sourcesOf([point, suspicion]) as Fact['from'],
          };
        });
      }),
  };
}
