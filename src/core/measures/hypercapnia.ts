import { type Fact, hasFlag } from '../chart/fact.ts';
import { baselineOf } from './baseline.ts';
import { everySample, gasSamples, isAcidotic } from './gas-sample.ts';
import type { Measure } from './measure.ts';
import { round2 } from './round.ts';
import { arrival, DAY, MINUTE, ofPatient, sourcesOf } from './usable.ts';

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

/** A retainer's gas is looked for from here on after arrival: later, kidneys may have made up for the illness itself. */
const EARLY = DAY;

/**
 * PaCO2 in mmHg of each arterial sample whose pH lies from 7.35 to 7.45 with a bicarbonate above 28 mmol/L: retention that the kidneys have made up for.
 * Bicarbonate of the same minute, else from PaCO2 and pH (Henderson-Hasselbalch), flag `computed`. The flag `chronic` stands on samples of an earlier stay
 * or clinic visit and on the first sample of this stay within a day of arrival: making up takes days. Source  respiratory reference ARF-CX, section 5.
 */
export const compensatedHypercapnia: Measure = {
  id: 'compensated-hypercapnia',
  needs: ['paco2', 'ph-arterial'],
  refines: ['bicarbonate'],
  unit: 'mm[Hg]',
  label: 'PaCO2 with a compensated pH',
  source: 'ARF-CX: PaCO2, pH and bicarbonate of the same arterial sample',
  compute: (chart) => {
    const start = arrival(chart);
    const bicarbonates = ofPatient(chart, 'bicarbonate');
    const samples = everySample(chart);
    const first = samples.find((sample) => !hasFlag(sample.paco2, 'other-stay'));
    return samples.flatMap((sample): Fact[] => {
      const minute = Math.floor(sample.paco2.at / MINUTE);
      const charted = bicarbonates.find((fact) => Math.floor(fact.at / MINUTE) === minute && fact.value !== undefined);
      const bicarbonate = charted?.value ?? 0.0307 * sample.carbonDioxide * 10 ** (sample.acidity - 6.1);
      if (sample.carbonDioxide <= 50 || sample.acidity < 7.35 || sample.acidity > 7.45 || bicarbonate <= 28) return [];
      const earlier = hasFlag(sample.paco2, 'other-stay');
      const early = start !== null && sample === first && sample.paco2.at <= start + EARLY;
      return [
        {
          concept: 'compensated-hypercapnia',
          at: sample.paco2.at,
          value: sample.carbonDioxide,
          parts: { paco2: sample.carbonDioxide, ph: sample.acidity, bicarbonate: round2(bicarbonate) },
          flags: [...(charted ? [] : ['computed']), ...(earlier || early ? ['chronic'] : [])],
          from: sourcesOf([sample.paco2, sample.ph, charted]) as Fact['from'],
        },
      ];
    });
  },
};
