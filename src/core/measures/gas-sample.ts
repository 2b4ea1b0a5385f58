import type { Chart } from '../chart/chart.ts';
import type { ConceptId, Fact } from '../chart/fact.ts';
import { comparable } from './round.ts';
import { inStay, MINUTE, ofPatient } from './usable.ts';

/** PaCO2 and pH of one arterial sample. */
export interface GasSample {
  readonly paco2: Fact;
  readonly carbonDioxide: number;
  readonly ph: Fact;
  readonly acidity: number;
}

/** Arterial PaCO2 values of this stay with the pH of the same minute. Venous and unspecified samples are not paired. */
export const gasSamples = (chart: Chart): GasSample[] => samplesFrom(chart, inStay);

/** The same for every stay and clinic visit of the patient: for baselines. */
export const everySample = (chart: Chart): GasSample[] => samplesFrom(chart, ofPatient);

function samplesFrom(chart: Chart, factsFor: (chart: Chart, concept: ConceptId) => readonly Fact[]): GasSample[] {
  const minute = (fact: Fact) => Math.floor(fact.at / MINUTE);
  const byMinute = new Map<number, Fact>();
  for (const ph of factsFor(chart, 'ph-arterial')) if (!byMinute.has(minute(ph))) byMinute.set(minute(ph), ph);
  const seen = new Set<number>();
  return factsFor(chart, 'paco2').flatMap((paco2): GasSample[] => {
    const ph = byMinute.get(minute(paco2));
    const carbonDioxide = comparable(paco2);
    const acidity = ph && comparable(ph);
    if (!ph || carbonDioxide === undefined || acidity === undefined || seen.has(minute(paco2))) return [];
    seen.add(minute(paco2));
    return [{ paco2, carbonDioxide, ph, acidity }];
  });
}

/** Strict: 7.35 is not acidotic. */
export const isAcidotic = (sample: GasSample): boolean => sample.acidity < 7.35 && !sample.ph.comparator?.startsWith('>');
