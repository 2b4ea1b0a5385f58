import type { Chart } from '../chart/chart.ts';
import type { Fact, Instant } from '../chart/fact.ts';
import { outsideSurgery, runsOf, type Stretch, stretchesOf } from './infusion.ts';
import { ratePerKg } from './pressor-rate.ts';
import { roundTo } from './round.ts';
import { CATECHOLAMINE_STEPS, CATECHOLAMINES, OTHER_PRESSORS } from './sofa-2-score.ts';
import type { Scored } from './trailing-worst.ts';
import { DAY, HOUR, inStay } from './usable.ts';

const MOST = 4;

/**
 * SOFA-2 points of vasopressors that ran for an hour or more: by the sum of norepinephrine and epinephrine running at the same time, or 2 for
 * any other. A rate that cannot be told scores the least, with the rest as slack. Skips push doses and what ran only during surgery.
 * Not counted: the extra point for a second drug beside a catecholamine, which the paper is said to give and we did not see.
 */
export function pressorItems2(chart: Chart): Scored[] {
  const surgery = inStay(chart, 'surgery');
  const stretches = (drug: string) => stretchesOf(outsideSurgery(inStay(chart, drug), surgery), chart.asOf);
  const items: Scored[] = [];
  for (const drug of OTHER_PRESSORS) {
    for (const run of runsOf(stretches(drug))) {
      if (run.end - run.start < HOUR) continue;
      const facts = [(run.stretches[0] as Stretch).fact];
      items.push({ part: 'cardiovascular', score: 2, from: run.start + HOUR, expires: run.end + DAY, facts });
    }
  }
  const weights = inStay(chart, 'weight');
  const segments = togetherOf(CATECHOLAMINES.flatMap(stretches), weights);
  for (const step of CATECHOLAMINE_STEPS) {
    const enough = segments.filter((segment) => step.above === 0 || segment.rate > step.above);
    for (const run of runsOf(enough)) {
      if (run.end - run.start < HOUR) continue;
      for (const stretch of run.stretches as readonly Segment[]) {
        const from = Math.max(stretch.start, run.start + HOUR);
        items.push({
          part: 'cardiovascular',
          score: step.points,
          slack: stretch.isKnown ? 0 : MOST - step.points,
          from,
          expires: Math.max(stretch.end, from) + DAY,
          facts: stretch.facts,
          flags: stretch.isKnown ? [] : ['rate-unknown'],
        });
      }
    }
  }
  return items;
}

/** A span over which the same infusions run at the same rates. */
interface Segment extends Stretch {
  readonly rate: number;
  readonly isKnown: boolean;
  readonly facts: readonly Fact[];
}

/** Cuts overlapping infusions at every change and adds up the rates of what runs at the same time. */
function togetherOf(stretches: readonly Stretch[], weights: readonly Fact[]): Segment[] {
  const lasting = stretches.filter((stretch) => stretch.end > stretch.start).sort((a, b) => a.start - b.start);
  const cuts: Instant[] = [...new Set(lasting.flatMap((stretch) => [stretch.start, stretch.end]))].sort((a, b) => a - b);
  const segments: Segment[] = [];
  let open: Stretch[] = [];
  let next = 0;
  cuts.slice(0, -1).forEach((start, i) => {
    const end = cuts[i + 1] as Instant;
    open = open.filter((stretch) => stretch.end > start);
    while (next < lasting.length && (lasting[next] as Stretch).start === start) open.push(lasting[next++] as Stretch);
    const [first] = open;
    if (!first) return;
    const rates = open.map(({ fact }) => ratePerKg(fact, weights));
    const rate = roundTo(
      rates.reduce<number>((sum, one) => sum + (one ?? 0), 0),
      3,
    );
    segments.push({ start, end, fact: first.fact, rate, isKnown: !rates.includes(null), facts: open.map(({ fact }) => fact) });
  });
  return segments;
}
