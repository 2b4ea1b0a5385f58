import type { Chart } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import { baselineOf } from './baseline.ts';
import { knownCondition } from './chronic.ts';
import type { Measure } from './measure.ts';
import { comparable } from './round.ts';
import { SOFA_PARTS } from './sofa-points.ts';
import { cnsPoints, coagulationPoints, liverPoints, pressurePoints, renalPoints } from './sofa-score.ts';
import { arrival, inStay, sourcesOf } from './usable.ts';

interface PartBaseline {
  readonly points: number | null;
  readonly facts: readonly Fact[];
  readonly flag?: string;
}

/** Kidney disease that no longer rises: renal points are never counted. */
export const END_STAGE: readonly string[] = ['ckd-esrd', 'dialysis'];

/**
 * SOFA points the patient is known to have brought along, at arrival.
 *
 * parts    organs with a known baseline; `missing` the organs with a chronic disease whose baseline nobody measured.
 * Flags    `assumed`: at least one organ is taken as 0 because nothing says otherwise (Singer 2016: assumed zero unless known);
 *          `in-stay-lowest`: known kidney disease without earlier results, lowest creatinine of the stay instead;
 *          `renal-not-applicable`: end-stage kidney disease or dialysis.
 * Source   sepsis reference 3.4. Earlier results: median of 7 to 365 days before arrival.
 */
export const sofaBaseline: Measure = {
  id: 'sofa-baseline',
  needs: ['creatinine', 'platelets', 'bilirubin-total'],
  refines: [
    'gcs-total',
    'sbp',
    'map',
    'ckd',
    ...END_STAGE,
    'cirrhosis',
    'marrow-disease',
    'chronic-hypotension',
    'home-oxygen',
    'chronic-respiratory-failure',
    'dementia',
  ],
  label: 'SOFA before this stay',
  source: 'Singer 2016; sepsis reference, baseline table',
  compute: (chart) => {
    const at = arrival(chart);
    if (at === null) return [];
    const found = baselines(chart);
    const parts: Record<string, number> = {};
    const missing: string[] = [];
    const flags = new Set<string>();
    const facts: Fact[] = [];
    let sum = 0;
    for (const part of SOFA_PARTS) {
      const baseline = found[part];
      facts.push(...(baseline?.facts ?? []));
      if (baseline?.flag) flags.add(baseline.flag);
      if (!baseline) flags.add('assumed');
      else if (baseline.points === null) missing.push(part);
      else {
        parts[part] = baseline.points;
        sum += baseline.points;
      }
    }
    const from = sourcesOf(facts.length ? facts : inStay(chart, 'arrived').slice(0, 1));
    // Nothing known and nothing to point at: the assumption stands without a fact.
    if (!from) return [];
    return [
      {
        concept: 'sofa-baseline',
        at,
        value: sum,
        parts,
        ...(missing.length ? { missing } : {}),
        flags: [...flags].sort(),
        from,
      },
    ];
  },
};

/** What is known of each organ before this stay; an organ that is absent is assumed to have been well. */
export function baselines(chart: Chart): Partial<Record<(typeof SOFA_PARTS)[number], PartBaseline>> {
  const found: Partial<Record<(typeof SOFA_PARTS)[number], PartBaseline>> = {};
  const measured = (concept: string, points: (value: number) => number): PartBaseline | undefined => {
    const baseline = baselineOf(chart, concept);
    return baseline ? { points: points(baseline.value), facts: baseline.facts } : undefined;
  };
  const chronic = (concepts: readonly string[]): PartBaseline | undefined => {
    const fact = knownCondition(chart, ...concepts);
    return fact ? { points: null, facts: [fact], flag: 'baseline-unknown' } : undefined;
  };
  const set = (part: (typeof SOFA_PARTS)[number], value: PartBaseline | undefined) => {
    if (value) found[part] = value;
  };
  const endStage = knownCondition(chart, ...END_STAGE);
  set(
    'renal',
    endStage
      ? { points: 4, facts: [endStage], flag: 'renal-not-applicable' }
      : (measured('creatinine', renalPoints) ?? lowestOfStay(chart)),
  );
  set('liver', measured('bilirubin-total', liverPoints) ?? chronic(['cirrhosis']));
  set('coagulation', measured('platelets', coagulationPoints) ?? chronic(['cirrhosis', 'marrow-disease']));
  set('respiration', chronic(['home-oxygen', 'chronic-respiratory-failure']));
  set('cns', measured('gcs-total', cnsPoints) ?? chronic(['dementia']));
  set('cardiovascular', measured('map', pressurePoints) ?? chronicallyLow(chart));
  return found;
}

/** Chronic hypotension, or midodrine at home: the point for a low pressure was there before; a vasopressor still counts above it. */
function chronicallyLow(chart: Chart): PartBaseline | undefined {
  const fact = knownCondition(chart, 'chronic-hypotension');
  return fact ? { points: 1, facts: [fact], flag: 'chronic-hypotension' } : undefined;
}

/** Kidney disease is known but no earlier creatinine: the lowest of this stay is the least that can be called usual. */
function lowestOfStay(chart: Chart): PartBaseline | undefined {
  const disease = knownCondition(chart, 'ckd');
  const values = inStay(chart, 'creatinine').filter((fact) => !fact.comparator && comparable(fact) !== undefined);
  const lowest = values.reduce<Fact | undefined>(
    (low, fact) => (low && (comparable(low) as number) <= (comparable(fact) as number) ? low : fact),
    undefined,
  );
  return disease && lowest
    ? { points: renalPoints(comparable(lowest) as number), facts: [disease, lowest], flag: 'in-stay-lowest' }
    : undefined;
}
