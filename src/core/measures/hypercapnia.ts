import type { Fact } from '../chart/fact.ts';
import { baselineOf } from './baseline.ts';
import { gasSamples, isAcidotic } from './gas-sample.ts';
import type { Measure } from './measure.ts';
import { round2 } from './round.ts';
import { sourcesOf } from './usable.ts';

/**
 * PaCO2 in mmHg of each arterial sample with its pH; `says` affirmed when the pH of that sample is below 7.35, else denied (compensated).
 * Source  respiratory reference ARF-C1: both values of one sample.
 */
export const acidoticHypercapnia: Measure = {
  id: 'acidotic-hypercapnia',
  needs: ['paco2', 'ph-arterial'],
  unit: 'mm[Hg]',
  label: 'PaCO2 with its pH',
  source: 'ARF-C1: PaCO2 and pH of the same arterial sample',
  compute: (chart) =>
    gasSamples(chart).map(
      (sample): Fact => ({
        concept: 'acidotic-hypercapnia',
        at: sample.paco2.at,
        value: sample.carbonDioxide,
        says: isAcidotic(sample) ? 'affirmed' : 'denied',
        parts: { paco2: sample.carbonDioxide, ph: sample.acidity },
        from: sourcesOf([sample.paco2, sample.ph]) as Fact['from'],
      }),
    ),
};

/**
 * Rise of PaCO2 in mmHg over the median of 7 to 365 days before arrival; `says` affirmed when the pH of the same sample is below 7.35.
 * Nothing without an earlier PaCO2. Source  respiratory reference ARF-C2.
 */
export const paco2OverBaseline: Measure = {
  id: 'paco2-over-baseline',
  needs: ['paco2', 'ph-arterial'],
  unit: 'mm[Hg]',
  label: 'PaCO2 above baseline',
  source: 'ARF-C2: rise over the known baseline, with the pH of the same sample',
  compute: (chart) => {
    const baseline = baselineOf(chart, 'paco2');
    if (!baseline) return [];
    return gasSamples(chart).map(
      (sample): Fact => ({
        concept: 'paco2-over-baseline',
        at: sample.paco2.at,
        value: round2(sample.carbonDioxide - baseline.value),
        says: isAcidotic(sample) ? 'affirmed' : 'denied',
        parts: { paco2: sample.carbonDioxide, baseline: baseline.value, ph: sample.acidity },
        from: sourcesOf([sample.paco2, sample.ph, ...baseline.facts]) as Fact['from'],
      }),
    );
  },
};
