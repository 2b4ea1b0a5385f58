import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import { EXPLAINED, LEFT_OUT } from './explained.ts';
import { comaScores } from './gcs.ts';
import { outsideSurgery, runsOf, stretchesOf } from './infusion.ts';
import type { Measure } from './measure.ts';
import { ratePerKg } from './pressor-rate.ts';
import { supportAt, VENTILATION } from './respiratory-support.ts';
import { comparable, round1 } from './round.ts';
import { type Edition, MOST, sofaPoints } from './sofa-points.ts';
import {
  cnsPoints,
  coagulationPoints,
  liverPoints,
  PRESSOR_STEPS,
  pressurePoints,
  renalPoints,
  respirationPoints,
  UNSCORED_PRESSORS,
  urinePoints,
} from './sofa-score.ts';
import type { Scored } from './trailing-worst.ts';
import { dayCollections } from './urine.ts';
import { DAY, HOUR, inStay } from './usable.ts';

const EDITION_1996: Edition = {
  concept: 'sofa',
  cap: { of: (part, worst) => (part === 'respiration' ? respirationCap(worst) : MOST), flag: 'spo2-cap' },
  beside: { part: 'unscored-pressor', flag: 'pressor-not-scored' },
};

/**
 * SOFA (1996) over the 24 h that end at each point: the sum of the parts that were measured, a lower bound.
 *
 * Points   when an input comes in and the parts change, and at least once an hour while anything is charted; 0 is a point.
 * parts    respiration coagulation liver cardiovascular cns renal; `missing` names those nobody measured, `upTo` the sum they would allow.
 * Source   Vincent 1996 as in mimic-code sofa.sql; rulings, Measures 1 to 6 and Definitions 2.
 * upTo     respiration is capped at 0 (1) when the lowest SpO2 of the 24 h is >= 97 % (96 %) on room air throughout, flag `spo2-cap`.
 * Skips    P/F estimated from SpO2; pressors under one hour, during surgery, or without points (flag `pressor-not-scored`); partial urine.
 * From     the deciding observation of each part.
 */
export const sofa: Measure = {
  id: 'sofa',
  needs: [...['pf-ratio', 'platelets', 'bilirubin-total', 'sbp', 'map-computed', 'gcs-total', 'creatinine'], ...Object.keys(PRESSOR_STEPS)],
  refines: [
    ...['map', 'gcs-eye', 'gcs-verbal', 'gcs-motor', 'urine-output', 'urine-output-24h', 'spo2', 'spo2-room-air', 'o2-flow', 'fio2'],
    ...['respiratory-support', 'intubation', 'sedative-given', 'surgery', 'unit-stay', 'weight', ...UNSCORED_PRESSORS],
  ],
  label: 'SOFA, lower bound',
  source: 'Vincent 1996',
  compute: (chart) => {
    const items = [
      ...gasItems(chart),
      ...labItems(chart),
      ...pressureItems(chart),
      ...comaItems(chart),
      ...urineItems(chart),
      ...capItems(chart),
    ];
    return sofaPoints(EDITION_1996, items);
  },
};

/** Measured, and attributed by a provider to something else: it scores nothing, and the point says that it was left out. */
const isExplained = (fact: Fact): boolean => hasFlag(fact, EXPLAINED);

const day = (fact: Fact) => ({ from: fact.at, expires: fact.at + DAY });

/** Nobody breathes less: a P/F from this is the highest a gas can have. */
const ROOM_AIR = 0.21;

/**
 * Points of each gas. Where the concentration is estimated from a flow, the points it would have even on room air are certain; what the estimate
 * adds is only possible.
 */
function gasItems(chart: Chart): Scored[] {
  const support = inStay(chart, 'respiratory-support');
  return inStay(chart, 'pf-ratio').map((fact) => {
    const running = supportAt(support, fact.at);
    const ventilated = running.rank >= VENTILATION;
    const estimated = hasFlag(fact, 'fio2-estimated');
    const likely = respirationPoints(fact.value as number, ventilated);
    const pao2 = fact.parts?.pao2;
    const score = estimated && pao2 !== undefined ? respirationPoints(round1(pao2 / ROOM_AIR), ventilated) : likely;
    const facts = score > 2 && running.fact ? [fact, running.fact] : [fact];
    return {
      part: 'respiration',
      score,
      slack: likely - score,
      ...day(fact),
      facts,
      flags: estimated ? ['fio2-estimated'] : [],
    };
  });
}

/** Points of one number; "< 100" and "> 2.0" give what every value of the interval gives, and how much more it may be. */
function interval(fact: Fact, points: (value: number) => number, worseWhenLow: boolean): { score: number; slack: number } | null {
  const value = comparable(fact);
  if (value === undefined) return null;
  if (!fact.comparator) return { score: points(value), slack: 0 };
  const isLower = fact.comparator.startsWith('<');
  // The open end of the interval is the worse one: the bound itself is the mildest value it can hold.
  if (isLower === worseWhenLow) {
    const score = points(fact.comparator === '<' ? value - 1e-9 : value);
    return { score, slack: MOST - score };
  }
  return { score: 0, slack: points(value) };
}

function labItems(chart: Chart): Scored[] {
  const items: Scored[] = [];
  const add = (part: string, concept: string, points: (value: number) => number, worseWhenLow: boolean) => {
    for (const fact of inStay(chart, concept)) {
      const scored = interval(fact, points, worseWhenLow);
      if (scored && isExplained(fact)) items.push({ part, score: 0, ...day(fact), facts: [fact], flags: [LEFT_OUT] });
      else if (scored) items.push({ part, ...scored, ...day(fact), facts: [fact] });
    }
  };
  add('coagulation', 'platelets', coagulationPoints, true);
  add('liver', 'bilirubin-total', liverPoints, false);
  add('renal', 'creatinine', renalPoints, false);
  return items;
}

function pressureItems(chart: Chart): Scored[] {
  const items: Scored[] = [];
  for (const fact of [...inStay(chart, 'map'), ...inStay(chart, 'map-computed')]) {
    const map = comparable(fact);
    if (map === undefined) continue;
    items.push({
      part: 'cardiovascular',
      score: isExplained(fact) ? 0 : pressurePoints(map),
      ...day(fact),
      facts: [fact],
      flags: [...(hasFlag(fact, 'computed') ? ['computed'] : []), ...(isExplained(fact) ? [LEFT_OUT] : [])],
    });
  }
  const surgery = inStay(chart, 'surgery');
  const weights = inStay(chart, 'weight');
  for (const [drug, steps] of Object.entries(PRESSOR_STEPS)) {
    const stretches = stretchesOf(outsideSurgery(inStay(chart, drug), surgery), chart.asOf);
    for (const step of steps) {
      const enough = stretches.filter((stretch) => step.above === 0 || (ratePerKg(stretch.fact, weights) ?? 0) > step.above);
      for (const run of runsOf(enough)) {
        // The dose counts once it has run for an hour.
        if (run.end - run.start < HOUR) continue;
        for (const stretch of run.stretches) {
          const from = Math.max(stretch.start, run.start + HOUR);
          const unknownRate = ratePerKg(stretch.fact, weights) === null;
          items.push({
            part: 'cardiovascular',
            score: step.points,
            slack: unknownRate ? MOST - step.points : 0,
            from,
            expires: Math.max(stretch.end, from) + DAY,
            facts: stretch === run.stretches[0] ? [stretch.fact] : [(run.stretches[0] as { fact: Fact }).fact, stretch.fact],
            flags: unknownRate ? ['rate-unknown'] : [],
          });
        }
      }
    }
  }
  for (const drug of UNSCORED_PRESSORS) {
    for (const run of runsOf(stretchesOf(outsideSurgery(inStay(chart, drug), surgery), chart.asOf))) {
      if (run.end - run.start < HOUR) continue;
      items.push({
        part: 'unscored-pressor',
        score: 0,
        from: run.start + HOUR,
        expires: run.end + DAY,
        facts: [(run.stretches[0] as { fact: Fact }).fact],
      });
    }
  }
  return items;
}

/** A score from before sedation stands in for later ones as long as it lies within the 24 h itself. */
const comaItems = (chart: Chart): Scored[] =>
  comaScores(chart).map((coma) => ({
    part: 'cns',
    score: coma.facts.some(isExplained) ? 0 : cnsPoints(coma.total),
    slack: coma.atWorst === undefined ? 0 : Math.max(0, cnsPoints(coma.atWorst) - cnsPoints(coma.total)),
    from: coma.at,
    expires: coma.taken + DAY,
    facts: coma.facts,
    flags: coma.facts.some(isExplained) ? [...coma.flags, LEFT_OUT] : coma.flags,
  }));

/** Urine of a day, from a collection of 22 to 30 h (mimic-code sofa.sql): entries do not fall on the hour at which a day is over. */
function urineItems(chart: Chart): Scored[] {
  return dayCollections(chart).map((collection) => ({
    part: 'renal',
    score: urinePoints(collection.millilitres),
    from: collection.at,
    expires: collection.at + DAY,
    facts: collection.facts,
    flags: ['urine'],
  }));
}

/** What bounds an unmeasured respiration: SpO2 levels (0 none, 1 at 96 %, 4 no bound), any oxygen, and a statement of room air. */
function capItems(chart: Chart): Scored[] {
  const items: Scored[] = [];
  const oxygen = (fact: Fact, expires: number) => items.push({ part: 'oxygen', score: 0, from: fact.at, expires, facts: [fact] });
  for (const fact of inStay(chart, 'spo2')) {
    const spo2 = comparable(fact) ?? 0;
    items.push({ part: 'spo2', score: spo2 >= 97 ? 0 : spo2 >= 96 ? 1 : MOST, ...day(fact), facts: [fact] });
  }
  for (const fact of inStay(chart, 'spo2-room-air')) items.push({ part: 'room-air', score: 0, ...day(fact), facts: [fact] });
  for (const fact of inStay(chart, 'o2-flow')) if ((fact.value ?? 0) > 0) oxygen(fact, fact.at + DAY);
  for (const fact of inStay(chart, 'fio2')) if ((comparable(fact) ?? 0) > 21) oxygen(fact, fact.at + DAY);
  for (const fact of inStay(chart, 'respiratory-support')) {
    if ((fact.value ?? 0) > 0 || hasFlag(fact, 'home-device')) oxygen(fact, (fact.until ?? chart.asOf) + DAY);
  }
  return items;
}

function respirationCap(worst: (part: string) => { readonly score: number } | null): number {
  if (!worst('room-air') || worst('oxygen')) return MOST;
  return worst('spo2')?.score ?? MOST;
}
