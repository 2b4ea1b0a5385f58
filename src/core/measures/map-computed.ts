import type { Chart } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { comparable, round1 } from './round.ts';
import { inStay, sourcesOf } from './usable.ts';

/** Resource of a reference, without a component or character range. */
const resource = (fact: Fact): string => fact.from[0].split('#')[0] as string;

/** Systolic and diastolic of one reading: of one panel, else the only two charted at one minute. Cuff and arterial line are never mixed. */
export function bloodPressures(chart: Chart): { readonly sbp: Fact; readonly dbp: Fact }[] {
  const byKey = new Map<string, Fact[]>();
  const add = (key: string, fact: Fact) => {
    const list = byKey.get(key);
    if (list) list.push(fact);
    else byKey.set(key, [fact]);
  };
  for (const dbp of inStay(chart, 'dbp')) {
    add(resource(dbp), dbp);
    add(`@${dbp.at}`, dbp);
  }
  const sbps = inStay(chart, 'sbp');
  const atSameMinute = new Map<number, number>();
  for (const sbp of sbps) atSameMinute.set(sbp.at, (atSameMinute.get(sbp.at) ?? 0) + 1);
  return sbps.flatMap((sbp) => {
    const panel = byKey.get(resource(sbp)) ?? [];
    const minute = byKey.get(`@${sbp.at}`) ?? [];
    const dbp = panel.find((fact) => fact.at === sbp.at) ?? (minute.length === 1 && atSameMinute.get(sbp.at) === 1 ? minute[0] : undefined);
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
