import type { Chart } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { comparable, round1 } from './round.ts';
import { firstIndexFrom, inStay, sourcesOf } from './usable.ts';

/** Resource of a reference, without a component or character range. */
const resource = (fact: Fact): string => {
  const end = fact.from[0].indexOf('#');
  return end < 0 ? fact.from[0] : fact.from[0].slice(0, end);
};

/** Systolic and diastolic of one reading: of one panel, else the only two charted at one minute. Cuff and arterial line are never mixed. */
export function bloodPressures(chart: Chart): { readonly sbp: Fact; readonly dbp: Fact }[] {
  const dbps = inStay(chart, 'dbp');
  const sbps = inStay(chart, 'sbp');
  return sbps.flatMap((sbp, i) => {
    const own = resource(sbp);
    const from = firstIndexFrom(dbps, sbp.at);
    let panel: Fact | undefined;
    let count = 0;
    for (let j = from; dbps[j]?.at === sbp.at; j++) {
      count++;
      if (resource(dbps[j] as Fact) === own) panel = dbps[j];
    }
    const alone = count === 1 && sbps[i - 1]?.at !== sbp.at && sbps[i + 1]?.at !== sbp.at;
    const dbp = panel ?? (alone ? dbps[from] : undefined);
    return dbp ? [{ sbp, dbp }] : [];
  });
}

/**
 * Mean arterial pressure (SBP + 2 x DBP) / 3 in mmHg for readings without a charted mean at that minute; flag `computed`.
 * Skips pairs from different readings and a diastolic at or above its systolic.
 */
export const mapComputed: Measure = {
  id: 'map-computed',
  needs: ['sbp', 'dbp'],
  refines: ['map'],
  unit: 'mm[Hg]',
  label: 'Mean arterial pressure, computed',
  source: '(SBP + 2 x DBP) / 3',
  compute: (chart) => {
    const charted = new Set(inStay(chart, 'map').map((fact) => fact.at));
    return bloodPressures(chart).flatMap(({ sbp, dbp }): Fact[] => {
      const systolic = comparable(sbp);
      const diastolic = comparable(dbp);
      if (systolic === undefined || diastolic === undefined || diastolic >= systolic || charted.has(sbp.at)) return [];
      return [
        {
          concept: 'map-computed',
          at: sbp.at,
          value: round1((systolic + 2 * diastolic) / 3),
          parts: { sbp: systolic, dbp: diastolic },
          flags: ['computed'],
          from: sourcesOf([sbp, dbp]) as Fact['from'],
        },
      ];
    });
  },
};
