import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { episodes, fullest, highestParts, INFECTION_REFINES, infectionTimes, type Reach } from './near-infection.ts';
import { comparable } from './round.ts';
import { SOFA_PARTS } from './sofa-points.ts';
import { HOUR, inStay, sourcesOf } from './usable.ts';

/** Organ dysfunction belongs to a suspicion from two days before it until one day after (mimic-code sepsis3.sql). */
const REACH: Reach = { before: 48 * HOUR, after: 24 * HOUR };
const MOST = 4;

/**
 * The points of `sofa-rise` that lie from 48 h before to 24 h after a suspected infection, any of the stay: a window on the first one alone
 * would miss an infection acquired later.
 *
 * Points   one for each run of equal sums, the fullest of it.
 * missing  organs that no point of that window measured: what was measured a little later is not missing.
 * upTo     own parts, the highest of the window for parts measured at another point of it, and the most for the rest; respiration nobody
 *          measured is capped at 0 (1) when SpO2 was never below 97 % (96 %) on room air in the whole window.
 * Source   Singer 2016, Seymour 2016; rulings, Definitions 2. The suspicion joins the sources.
 */
export const sofaRiseNearInfection: Measure = {
  id: 'sofa-rise-near-infection',
  needs: ['sofa-rise', 'suspected-infection'],
  refines: [...INFECTION_REFINES, 'spo2', 'spo2-room-air', 'spo2-on-oxygen', 'respiratory-support', 'o2-flow', 'fio2'],
  label: 'SOFA above baseline, around a suspected infection',
  source: 'Singer 2016; Seymour 2016',
  compute: (chart) =>
    episodes(infectionTimes(chart), inStay(chart, 'sofa-rise'), REACH).flatMap(({ suspicion, points, own }) => {
      const highest = highestParts(points);
      const cap = respirationCap(chart, suspicion.at - REACH.before, suspicion.at + REACH.after);
      return fullest(own).map((rise) => within(rise, suspicion, highest, cap));
    }),
};

function within(rise: Fact, suspicion: Fact, highest: Readonly<Record<string, number>>, cap: number): Fact {
  const missing: string[] = [];
  let upTo = 0;
  for (const part of SOFA_PARTS) {
    const own = rise.parts?.[part];
    if (own !== undefined) upTo += own;
    else if (!rise.missing?.includes(part)) continue;
    else if (highest[part] !== undefined) upTo += highest[part];
    else {
      missing.push(part);
      upTo += part === 'respiration' ? cap : MOST;
    }
  }
  const flags = (rise.flags ?? [])
    .filter((flag) => flag !== 'spo2-cap')
    .concat(missing.includes('respiration') && cap < MOST ? ['spo2-cap'] : []);
  const { missing: _missing, flags: _flags, ...rest } = rise;
  return {
    ...rest,
    concept: 'sofa-rise-near-infection',
    ...(missing.length ? { missing } : {}),
    upTo: Math.max(rise.value ?? 0, upTo),
    ...(flags.length ? { flags } : {}),
    from: sourcesOf([rise, suspicion]) as Fact['from'],
  };
}

/** 0 or 1 when every SpO2 of the span is at least 97 or 96 %, room air is charted and oxygen never is; else no cap. */
function respirationCap(chart: Chart, from: Instant, to: Instant): number {
  const during = (concept: string) => inStay(chart, concept).filter((fact) => fact.at <= to && (fact.until ?? fact.at) >= from);
  const saturations = during('spo2').map((fact) => comparable(fact) ?? 0);
  const onOxygen =
    during('spo2-on-oxygen').length > 0 ||
    during('o2-flow').some((fact) => (fact.value ?? 0) > 0) ||
    during('fio2').some((fact) => (comparable(fact) ?? 0) > 21) ||
    during('respiratory-support').some((fact) => (fact.value ?? 0) > 0 || hasFlag(fact, 'home-device'));
  if (!saturations.length || onOxygen || !during('spo2-room-air').length) return MOST;
  const lowest = Math.min(...saturations);
  return lowest >= 97 ? 0 : lowest >= 96 ? 1 : MOST;
}
