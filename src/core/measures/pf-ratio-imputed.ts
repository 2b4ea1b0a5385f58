import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import { knownCondition } from './chronic.ts';
import type { Measure } from './measure.ts';
import { type OxygenSetting, oxygenSettings } from './oxygen-setting.ts';
import { OXYGEN_TABLE, pao2For } from './oxygen-table.ts';
import { gasesOnOxygen } from './pf-ratio.ts';
import { supportAt } from './respiratory-support.ts';
import { comparable, round1 } from './round.ts';
import { HOUR, inStay, MINUTE, sourcesOf } from './usable.ts';

const SOURCE_REACH = 60 * MINUTE;
const APART = 15 * MINUTE;
/** The two readings of one estimate lie within this span. */
const SPAN = 4 * HOUR;

interface Estimate {
  readonly spo2: Fact;
  readonly setting: OxygenSetting & { readonly percent: number };
  readonly ratio: number;
  readonly below: boolean;
}

/**
 * An estimate of P/F where no usable gas was taken. It sets no criterion: it is a number of its own, shown as an estimate.
 *
 * From SpO2: two readings at least 15 min apart within 4 h, or one with new escalation of support; `value` is the milder of the two ratios.
 * From a gas: measured PaO2 on a simple or non-rebreather mask, whose flow overstates the concentration.
 * Source   SpO2 to PaO2: Vlaar 2019; flow to FiO2: table `oxygen` (its version is a flag).
 * Skips    SpO2 of 97 % and more, plain cannula above 6 L/min, high flow without set FiO2, a source more than 60 min away,
 *          poor signal, readings on exertion, and every SpO2 of a patient with documented home oxygen (the baseline legs take over).
 */
export const pfRatioImputed: Measure = {
  id: 'pf-ratio-imputed',
  needs: ['spo2', 'o2-device', 'o2-flow', 'fio2'],
  refines: [
    'pao2',
    'respiratory-support',
    'home-oxygen',
    'chronic-respiratory-failure',
    'ventilator-dependence',
    'obesity-hypoventilation',
  ],
  unit: 'mm[Hg]',
  label: 'P/F ratio, estimated',
  source: 'Vlaar 2019; estimate, sets no criterion',
  compute: (chart) => [...fromOximetry(chart), ...fromMasks(chart)].sort((a, b) => a.at - b.at),
};

function fromMasks(chart: Chart): Fact[] {
  return gasesOnOxygen(chart).flatMap(({ gas, pao2, setting }): Fact[] => {
    if (!setting || setting.percent === null || !setting.estimated || setting.countsWithGas) return [];
    return [
      point(gas, round1(pao2 / (setting.percent / 100)), ['estimated', 'fio2-estimated', OXYGEN_TABLE], [gas, ...setting.facts], false),
    ];
  });
}

function fromOximetry(chart: Chart): Fact[] {
  if (knownCondition(chart, 'home-oxygen', 'chronic-respiratory-failure', 'ventilator-dependence', 'obesity-hypoventilation')) return [];
  const estimates = estimatesOf(chart);
  const support = inStay(chart, 'respiratory-support');
  const points: Fact[] = [];
  let oldest = 0;
  estimates.forEach((estimate, i) => {
    const { at } = estimate.spo2;
    while ((estimates[oldest] as Estimate).spo2.at < at - SPAN) oldest++;
    let partner: Estimate | undefined;
    for (let j = i - 1; j >= oldest; j--) {
      const earlier = estimates[j] as Estimate;
      if (at - earlier.spo2.at >= APART && (!partner || earlier.ratio < partner.ratio)) partner = earlier;
    }
    const before = supportAt(support, at - HOUR);
    const now = supportAt(support, at);
    const escalated = now.rank > before.rank && before.fact !== undefined;
    if (!partner && !escalated) return;
    const milder = partner && partner.ratio > estimate.ratio ? partner : estimate;
    const flags = ['estimated', ...(milder.setting.estimated ? ['fio2-estimated'] : []), ...(partner ? [] : ['escalated']), OXYGEN_TABLE];
    const inputs = [estimate.spo2, ...estimate.setting.facts, ...(partner ? [partner.spo2, ...partner.setting.facts] : [now.fact])];
    points.push(point(estimate.spo2, milder.ratio, flags, inputs, milder.below));
  });
  return points;
}

function estimatesOf(chart: Chart): Estimate[] {
  const settings = oxygenSettings(chart);
  return inStay(chart, 'spo2').flatMap((spo2): Estimate[] => {
    const value = comparable(spo2);
    if (value === undefined || spo2.comparator || hasFlag(spo2, 'poor-signal')) return [];
    const expected = pao2For(value);
    const setting = settings.at(spo2.at, SOURCE_REACH);
    if (!expected || !setting || setting.percent === null) return [];
    const known = { ...setting, percent: setting.percent };
    return [{ spo2, setting: known, ratio: round1(expected.pao2 / (setting.percent / 100)), below: expected.below }];
  });
}

const point = (of: Fact, value: number, flags: readonly string[], inputs: readonly (Fact | undefined)[], below: boolean): Fact => ({
  concept: 'pf-ratio-imputed',
  at: of.at,
  value,
  ...(below ? { comparator: '<=' as const } : {}),
  flags,
  from: sourcesOf(inputs) as Fact['from'],
});
