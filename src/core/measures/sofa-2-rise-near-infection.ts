import type { Chart } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import { baselineOf } from './baseline.ts';
import type { Measure } from './measure.ts';
import { episodes, fullest, highestParts, INFECTION_REFINES, infectionTimes } from './near-infection.ts';
import { comparable } from './round.ts';
import { cnsPoints2, coagulationPoints2, liverPoints2, renalPoints2 } from './sofa-2-score.ts';
import { baselines } from './sofa-baseline.ts';
import { SOFA_PARTS } from './sofa-points.ts';
import { HOUR, inStay, sourcesOf } from './usable.ts';

/** As for SOFA 1996: from two days before a suspicion until one day after (mimic-code sepsis3.sql). */
const REACH = { before: 48 * HOUR, after: 24 * HOUR };

const MOST = 4;

type Part = (typeof SOFA_PARTS)[number];

/** Points before this stay: a number; null where a chronic disease has an unknown baseline; 'never' for an organ that is not counted. */
interface Before {
  readonly points: number | null | 'never';
  readonly facts: readonly Fact[];
}

const MEASURED: Partial<Record<Part, { readonly concept: string; readonly points: (value: number) => number }>> = {
  renal: { concept: 'creatinine', points: renalPoints2 },
  liver: { concept: 'bilirubin-total', points: liverPoints2 },
  coagulation: { concept: 'platelets', points: coagulationPoints2 },
  cns: { concept: 'gcs-total', points: cnsPoints2 },
};

/**
 * How far each SOFA-2 point near a suspected infection lies above the patient's baseline on the same score. Information: no definition in use
 * rests on it, and no payer was seen to have adopted it.
 *
 * parts    the rise of each organ; `missing` the organs not measured, or with a chronic disease whose baseline nobody knows.
 * upTo     the rise that organs nobody measured in the whole window would still allow. End-stage kidney disease: the kidney counts in neither (flag).
 * Source   Ranzani 2025; baselines and window as for SOFA 1996.
 */
export const sofa2RiseNearInfection: Measure = {
  id: 'sofa-2-rise-near-infection',
  needs: ['sofa-2', 'sofa-baseline', 'suspected-infection'],
  refines: INFECTION_REFINES,
  label: 'SOFA-2 (2025) above baseline, around a suspected infection',
  source: 'Ranzani 2025; Seymour 2016',
  compute: (chart) => {
    const before = baselines2(chart);
    const rises = inStay(chart, 'sofa-2').map((score) => rise(score, before));
    return episodes(infectionTimes(chart), rises, REACH).flatMap(({ suspicion, points, own }) => {
      const highest = highestParts(points);
      return fullest(own).map((point) => within(point, suspicion, highest));
    });
  },
};

function baselines2(chart: Chart): Partial<Record<Part, Before>> {
  const found: Partial<Record<Part, Before>> = {};
  for (const [part, known] of Object.entries(baselines(chart)) as [Part, NonNullable<ReturnType<typeof baselines>[Part]>][]) {
    const { concept, points } = MEASURED[part] ?? {};
    if (known.flag === 'renal-not-applicable') found[part] = { points: 'never', facts: known.facts };
    else if (known.points === null || !concept || !points) found[part] = { points: known.points, facts: known.facts };
    else {
      const value = baselineOf(chart, concept)?.value ?? comparable(known.facts.at(-1) as Fact);
      found[part] = { points: value === undefined ? null : points(value), facts: known.facts };
    }
  }
  return found;
}

function rise(score: Fact, before: Partial<Record<Part, Before>>): Fact {
  const parts: Record<string, number> = {};
  const missing: string[] = [];
  const flags = new Set(score.flags ?? []);
  const facts: Fact[] = [score];
  let sum = 0;
  // What results known only as limits ("< 50") may add to their own part.
  const slack = (score.upTo ?? score.value ?? 0) - (score.value ?? 0) - MOST * (score.missing?.length ?? 0);
  for (const part of SOFA_PARTS) {
    const now = score.parts?.[part];
    const known = before[part];
    if (known?.points === 'never') {
      flags.add('renal-not-applicable');
      facts.push(...known.facts);
    } else if (now === undefined || known?.points === null) {
      missing.push(part);
      facts.push(...(known?.facts ?? []));
    } else {
      parts[part] = Math.max(0, now - (known?.points ?? 0));
      sum += parts[part];
      if (now > 0 && known) facts.push(...known.facts);
      if (now > 0 && !known) flags.add('baseline-assumed');
    }
  }
  return {
    concept: 'sofa-2-rise-near-infection',
    at: score.at,
    value: sum,
    parts,
    ...(missing.length ? { missing } : {}),
    upTo: sum + slack,
    ...(flags.size ? { flags: [...flags].sort() } : {}),
    from: sourcesOf(facts) as Fact['from'],
  };
}

/** What was measured at another point of the same window is not missing, and bounds the sum by what it was there. */
function within(point: Fact, suspicion: Fact, highest: Readonly<Record<string, number>>): Fact {
  const missing = (point.missing ?? []).filter((part) => highest[part] === undefined);
  const elsewhere = (point.missing ?? []).reduce((sum, part) => sum + (highest[part] ?? MOST), 0);
  const { missing: _missing, ...rest } = point;
  return {
    ...rest,
    ...(missing.length ? { missing } : {}),
    upTo: (point.upTo ?? 0) + elsewhere,
    from: sourcesOf([point, suspicion]) as Fact['from'],
  };
}
