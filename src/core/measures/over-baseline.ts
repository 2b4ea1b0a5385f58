import type { Chart } from '../chart/chart.ts';
import { type ConceptId, type Fact, hasFlag } from '../chart/fact.ts';
import { baselineOf } from './baseline.ts';
import { knownCondition } from './chronic.ts';
import type { Measure } from './measure.ts';
import { comparable } from './round.ts';
import { coagulationPoints, liverPoints } from './sofa-score.ts';
import { inStay, sourcesOf } from './usable.ts';

/** Liver disease keeps bilirubin high and platelets low; marrow disease and chemotherapy keep platelets low (sepsis reference, 3.4). */
const LIVER: readonly ConceptId[] = ['cirrhosis'];
const MARROW: readonly ConceptId[] = ['cirrhosis', 'marrow-disease'];

/**
 * Bilirubin of this stay in a higher SOFA band than the patient is known to have had (2.6 is no change from 2.4). Value and unit as charted; the
 * baseline joins the sources.
 * With liver disease and no earlier result nobody knows, and nothing is said; without either, every value counts (flag `baseline-assumed`).
 */
export const bilirubinOverBaseline: Measure = {
  id: 'bilirubin-over-baseline',
  needs: ['bilirubin-total'],
  refines: LIVER,
  unit: 'mg/dL',
  label: 'Bilirubin above baseline',
  source: 'Sepsis reference, baseline table; Singer 2016',
  compute: (chart) => worseThanBefore(chart, 'bilirubin-over-baseline', 'bilirubin-total', LIVER, liverPoints),
};

/** The same for platelets in a worse band than the patient is known to have had; marrow disease and chemotherapy count as liver disease does. */
export const plateletsUnderBaseline: Measure = {
  id: 'platelets-under-baseline',
  needs: ['platelets'],
  refines: MARROW,
  unit: '10*3/uL',
  label: 'Platelets below baseline',
  source: 'Sepsis reference, baseline table; Singer 2016',
  compute: (chart) => worseThanBefore(chart, 'platelets-under-baseline', 'platelets', MARROW, coagulationPoints),
};

function worseThanBefore(
  chart: Chart,
  concept: ConceptId,
  charted: ConceptId,
  diseases: readonly ConceptId[],
  points: (value: number) => number,
): Fact[] {
  const baseline = baselineOf(chart, charted);
  if (!baseline && knownCondition(chart, ...diseases)) return [];
  return inStay(chart, charted).flatMap((fact): Fact[] => {
    const value = comparable(fact);
    if (value === undefined || hasFlag(fact, 'explained') || (baseline && points(value) <= points(baseline.value))) return [];
    const { text: _text, ...rest } = fact;
    return [
      {
        ...rest,
        concept,
        flags: [...(fact.flags ?? []), baseline ? 'baseline-known' : 'baseline-assumed'].sort(),
        from: sourcesOf([fact, ...(baseline?.facts ?? [])]) as Fact['from'],
      },
    ];
  });
}
