import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { EXPLAINED } from './explained.ts';
import type { Measure } from './measure.ts';
import { comparable } from './round.ts';
import { worthAPoint } from './trailing-worst.ts';
import { HOUR, inStay, MINUTE, sourcesOf } from './usable.ts';

const SPAN = 3 * HOUR;
const APART = 10 * MINUTE;

/**
 * How many low pressures (SBP < 90 or MAP < 65, strict) lie in the 3 h that end at each reading, counted at least 10 min apart.
 * Two or more is sustained hypotension; one is a single reading. `text` names the reading at the point ("88/50").
 * Source  CDC NHSN draft: at least two readings within 3 h. A criterion cannot say "either of two concepts, twice".
 * Skips   readings that a provider attributes to something else (SEP-1).
 * Points  when the count changes, and at least once an hour.
 */
export const hypotensionPaired: Measure = {
  id: 'hypotension-paired',
  needs: ['sbp'],
  refines: ['map', 'map-computed'],
  label: 'Low blood pressures within 3 h',
  source: 'CDC NHSN adult sepsis draft; SBP < 90 or MAP < 65',
  compute: (chart) => {
    const readings = [
      ...inStay(chart, 'sbp').map((fact) => ({ fact, isLow: (comparable(fact) ?? 90) < 90 && !hasFlag(fact, EXPLAINED) })),
      ...[...inStay(chart, 'map'), ...inStay(chart, 'map-computed')].map((fact) => ({
        fact,
        isLow: (comparable(fact) ?? 65) < 65 && !hasFlag(fact, EXPLAINED),
      })),
    ].sort((a, b) => a.fact.at - b.fact.at);
    const isDue = worthAPoint(HOUR);
    const low: { at: Instant; facts: Fact[] }[] = [];
    const points: Fact[] = [];
    readings.forEach(({ fact, isLow }, i) => {
      const last = low.at(-1);
      if (isLow && last?.at === fact.at) last.facts.push(fact);
      else if (isLow && (!last || fact.at - last.at >= APART)) low.push({ at: fact.at, facts: [fact] });
      while (low[0] && low[0].at < fact.at - SPAN) low.shift();
      if (readings[i + 1]?.fact.at === fact.at || !isDue(fact.at, low.length)) return;
      points.push({
        concept: 'hypotension-paired',
        at: fact.at,
        value: low.length,
        ...(low.length === 1 ? { flags: ['single'] } : {}),
        from: sourcesOf(low.length ? low.flatMap((entry) => entry.facts) : [fact]) as Fact['from'],
      });
    });
    return points;
  },
};
