import type { Fact } from '../chart/fact.ts';
import { baselineOf } from './baseline.ts';
import type { Measure } from './measure.ts';
import { gasesOnOxygen } from './pf-ratio.ts';
import { comparable, round2 } from './round.ts';
import { inStay, ofPatient, sourcesOf } from './usable.ts';

/**
 * Oxygen flow in L/min above the home flow, at each flow charted. Nothing when no home flow is stated as a number.
 * Source  respiratory reference ARF-A2; "sustained" (two readings over two hours) is the criterion's business.
 */
export const oxygenOverHome: Measure = {
  id: 'oxygen-over-home',
  needs: ['o2-flow', 'home-oxygen'],
  unit: 'L/min',
  label: 'Oxygen above home flow',
  source: 'ARF-A2: increase over home oxygen',
  compute: (chart) => {
    const stated = ofPatient(chart, 'home-oxygen').filter(
      (fact) => fact.value !== undefined && fact.says !== 'denied' && fact.says !== 'uncertain',
    );
    // Of several home flows the highest one: an increase must not come from an old, lower prescription.
    const home = stated.reduce<Fact | undefined>(
      (high, fact) => (high && (high.value as number) >= (fact.value as number) ? high : fact),
      undefined,
    );
    if (!home) return [];
    return inStay(chart, 'o2-flow').flatMap((flow): Fact[] => {
      const litres = comparable(flow);
      if (litres === undefined) return [];
      return [
        {
          concept: 'oxygen-over-home',
          at: flow.at,
          value: round2(litres - (home.value as number)),
          parts: { flow: litres, home: home.value as number },
          from: sourcesOf([flow, home]) as Fact['from'],
        },
      ];
    });
  },
};

/** Fall of PaO2 in mmHg below the median of 7 to 365 days before arrival, at each arterial gas. Nothing without an earlier gas. ARF-H4. */
export const po2BelowBaseline: Measure = {
  id: 'po2-below-baseline',
  needs: ['pao2'],
  refines: ['o2-device', 'o2-flow', 'fio2'],
  unit: 'mm[Hg]',
  label: 'PaO2 below baseline',
  source: 'ARF-H4: fall from the known baseline',
  compute: (chart) => {
    const baseline = baselineOf(chart, 'pao2');
    if (!baseline) return [];
    return gasesOnOxygen(chart).map(
      ({ gas, pao2 }): Fact => ({
        concept: 'po2-below-baseline',
        at: gas.at,
        value: round2(baseline.value - pao2),
        parts: { pao2, baseline: baseline.value },
        from: sourcesOf([gas, ...baseline.facts]) as Fact['from'],
      }),
    );
  },
};
