import type { Chart } from '../chart/chart.ts';
import type { Fact, Instant } from '../chart/fact.ts';
import { baselineOf } from './baseline.ts';
import { knownCondition } from './chronic.ts';
import type { Measure } from './measure.ts';
import { comparable, round2 } from './round.ts';
import { END_STAGE } from './sofa-baseline.ts';
import { collections, weightAt } from './urine.ts';
import { DAY, HOUR, inStay, lastAtOrBefore, ofPatient, sourcesOf } from './usable.ts';

const TWO_DAYS = 2 * DAY;
const WEEK = 7 * DAY;

/** A creatinine with the lowest ones it may be compared with. */
interface Compared {
  readonly fact: Fact;
  readonly value: number;
  readonly low48?: Fact;
  readonly low7?: Fact;
}

/** Stage by creatinine: KDIGO 2012 as in mimic-code. `low` may be a baseline from before the stay. */
function stageOf(value: number, low48: number | undefined, low: number | undefined): number {
  const ratio = low ? round2(value / low) : 0;
  const rise = low48 === undefined ? 0 : round2(value - low48);
  if (ratio >= 3 || (value >= 4 && (rise >= 0.3 || ratio >= 1.5))) return 3;
  if (ratio >= 2) return 2;
  return rise >= 0.3 || ratio >= 1.5 ? 1 : 0;
}

/**
 * KDIGO stage at each creatinine from what was known then: the lowest of the 48 h and of the 7 days before, and the median of 7 to 365 days
 * before arrival. One creatinine and no baseline: no point.
 *
 * parts   `creatinine`, and `urine` where weight and a complete timed collection allow it (else in `missing`); `value` is the higher.
 * Flags   `end-stage` when dialysis or end-stage disease is known: the stage then says little.
 * Source  KDIGO 2012.
 */
export const kdigoStage: Measure = {
  id: 'kdigo-stage',
  needs: ['creatinine'],
  refines: ['creatinine-baseline', 'urine-output', 'unit-stay', 'weight', ...END_STAGE],
  label: 'KDIGO stage',
  source: 'KDIGO 2012',
  compute: (chart) => stages(chart, 'kdigo-stage', () => undefined),
};

/** KDIGO stage against the lowest creatinine of the stay, later ones too: kidney injury already present on arrival and recovering. */
export const kdigoStageRetrospective: Measure = {
  id: 'kdigo-stage-retrospective',
  needs: ['creatinine'],
  refines: ['creatinine-baseline', 'urine-output', 'unit-stay', 'weight', ...END_STAGE],
  label: 'KDIGO stage against the lowest of the stay',
  source: 'KDIGO 2012; lowest later value as baseline',
  compute: (chart) => {
    const values = inStay(chart, 'creatinine').filter((fact) => comparable(fact) !== undefined && !fact.comparator);
    const lowestAfter = new Map<Fact, Fact>();
    let low: Fact | undefined;
    for (const fact of [...values].reverse()) {
      if (low) lowestAfter.set(fact, low);
      if (!low || (comparable(fact) as number) < (comparable(low) as number)) low = fact;
    }
    return stages(chart, 'kdigo-stage-retrospective', (fact) => lowestAfter.get(fact));
  },
};

function stages(chart: Chart, concept: string, later: (fact: Fact) => Fact | undefined): Fact[] {
  const baseline = baselineOf(chart, 'creatinine');
  const endStage = knownCondition(chart, ...END_STAGE);
  const urine = urineStages(chart);
  return compared(chart).flatMap(({ fact, value, low48, low7 }): Fact[] => {
    const after = later(fact);
    if (!low7 && !baseline && !after) return [];
    const lows = [low7 && comparable(low7), baseline?.value, after && comparable(after)].filter((low): low is number => low !== undefined);
    const creatinine = stageOf(value, low48 && comparable(low48), Math.min(...lows));
    const output = lastAtOrBefore(urine, fact.at);
    const known = output && fact.at - output.at <= 6 * HOUR ? output : undefined;
    const flags = [...(endStage ? ['end-stage'] : []), ...(after ? ['retrospective'] : [])];
    const inputs = [fact, low48, low7, after, ...(baseline?.facts ?? []), ...(known?.facts ?? []), endStage];
    return [
      {
        concept,
        at: fact.at,
        ...(fact.known === undefined ? {} : { known: fact.known }),
        value: Math.max(creatinine, known?.stage ?? 0),
        parts: { creatinine, ...(known ? { urine: known.stage } : {}) },
        ...(known ? {} : { missing: ['urine'] }),
        ...(flags.length ? { flags } : {}),
        from: sourcesOf(inputs) as Fact['from'],
      },
    ];
  });
}

/** Each creatinine of the stay with the lowest of the 48 h and of the 7 days before it, clinic results included. */
function compared(chart: Chart): Compared[] {
  const all = ofPatient(chart, 'creatinine').filter((fact) => comparable(fact) !== undefined && !fact.comparator);
  const own = new Set(inStay(chart, 'creatinine'));
  return all.flatMap((fact, i): Compared[] => {
    if (!own.has(fact)) return [];
    let low48: Fact | undefined;
    let low7: Fact | undefined;
    for (let j = i - 1; j >= 0; j--) {
      const earlier = all[j] as Fact;
      if (earlier.at < fact.at - WEEK) break;
      if (earlier.at === fact.at) continue;
      if (!low7 || (comparable(earlier) as number) < (comparable(low7) as number)) low7 = earlier;
      if (earlier.at >= fact.at - TWO_DAYS && (!low48 || (comparable(earlier) as number) < (comparable(low48) as number))) low48 = earlier;
    }
    return [{ fact, value: comparable(fact) as number, ...(low48 ? { low48 } : {}), ...(low7 ? { low7 } : {}) }];
  });
}

interface UrineStage {
  readonly at: Instant;
  readonly stage: number;
  readonly facts: readonly Fact[];
}

/** Stage by urine at each entry: < 0.5 mL/kg/h for 6 h is 1, for 12 h 2; < 0.3 mL/kg/h for 24 h or none for 12 h is 3. */
function urineStages(chart: Chart): UrineStage[] {
  const weights = inStay(chart, 'weight').filter((fact) => fact.value !== undefined);
  const byTime = new Map<Instant, UrineStage>();
  for (const hours of [6, 12, 24]) {
    for (const { at, millilitres, hours: covered, facts } of collections(chart, hours)) {
      const weight = weightAt(weights, at);
      if (!weight?.value) continue;
      const rate = millilitres / weight.value / covered;
      const stage =
        (hours === 24 && rate < 0.3) || (hours === 12 && millilitres === 0)
          ? 3
          : hours === 12 && rate < 0.5
            ? 2
            : hours === 6 && rate < 0.5
              ? 1
              : 0;
      const held = byTime.get(at);
      if (!held || stage > held.stage) byTime.set(at, { at, stage, facts: [...facts, weight] });
    }
  }
  return [...byTime.values()].sort((a, b) => a.at - b.at);
}
