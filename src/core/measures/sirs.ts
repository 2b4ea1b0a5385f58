import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import { EXPLAINED, LEFT_OUT } from './explained.ts';
import type { Measure } from './measure.ts';
import { comparable } from './round.ts';
import { type Scored, trailingWorst, worthAPoint } from './trailing-worst.ts';
import { DAY, HOUR, inStay, sourcesOf } from './usable.ts';

export const SIRS_PARTS = ['temperature', 'heart-rate', 'resp-rate', 'wbc'] as const;
type Part = (typeof SIRS_PARTS)[number];
const OF_DAY: Readonly<Record<Part, string>> = {
  temperature: 'temperature-24h',
  'heart-rate': 'heart-rate-24h',
  'resp-rate': 'resp-rate-24h',
  wbc: 'wbc-24h',
};

/** Values this near in time are one response (CMS SEP-1). */
const CONCURRENT = 6 * HOUR;

interface Variant {
  readonly fever: { readonly cel: number; readonly degF: number };
  readonly withPaco2: boolean;
}

const CLASSIC: Variant = { fever: { cel: 38, degF: 100.4 }, withPaco2: true };
const SEP1: Variant = { fever: { cel: 38.3, degF: 100.9 }, withPaco2: false };
const COLD = { cel: 36, degF: 96.8 };

/**
 * Number of SIRS groups met (0 to 4) by values of the 6 h that end at each point. Inequalities are strict.
 *
 * parts   temperature heart-rate resp-rate wbc, 0 or 1; `missing` the groups not measured in those 6 h.
 * Flags   `not-concurrent` when more groups were met in the last 24 h than within 6 h; `explained-left-out` when a group does not count because
 *         a provider attributes its value to something else.
 * Source  ACCP/SCCM 1992 as in mimic-code sirs.sql: T > 38.0 or < 36.0 Cel, HR > 90, RR > 20 or PaCO2 < 32, WBC > 12 or < 4 or bands > 10 %.
 * Skips   rates set by a ventilator, values during surgery, skin temperatures.
 *         Temperatures charted in degF are compared in degF: converting first changes the answer.
 */
export const sirs: Measure = {
  id: 'sirs',
  needs: ['temperature', 'heart-rate', 'resp-rate', 'wbc'],
  refines: ['paco2', 'bands-percent', 'surgery'],
  label: 'SIRS groups within 6 h',
  source: 'ACCP/SCCM 1992',
  compute: (chart) => groups(chart, 'sirs', CLASSIC),
};

/** The same with the SEP-1 temperature (> 38.3 Cel) and without PaCO2. */
export const sirsSep1: Measure = {
  id: 'sirs-sep1',
  needs: ['temperature', 'heart-rate', 'resp-rate', 'wbc'],
  refines: ['bands-percent', 'surgery'],
  label: 'SIRS groups within 6 h, SEP-1 thresholds',
  source: 'CMS SEP-1',
  compute: (chart) => groups(chart, 'sirs-sep1', SEP1),
};

function groups(chart: Chart, concept: string, variant: Variant): Fact[] {
  const items = scored(chart, variant);
  const isDue = worthAPoint(HOUR);
  const points: Fact[] = [];
  trailingWorst(items, (at, worst) => {
    const parts: Record<string, number> = {};
    const missing: string[] = [];
    const facts: Fact[] = [];
    const flags = new Set<string>();
    let sum = 0;
    let sumOfDay = 0;
    let signature = 0;
    for (const part of SIRS_PARTS) {
      const found = worst(part);
      sumOfDay += worst(OF_DAY[part])?.score ?? 0;
      signature = signature * 3 + (found ? found.score : 2);
      if (!found) {
        missing.push(part);
        continue;
      }
      parts[part] = found.score;
      sum += found.score;
      facts.push(...found.item.facts);
      if (found.item.flags) for (const flag of found.item.flags) flags.add(flag);
    }
    if (sumOfDay > sum) flags.add('not-concurrent');
    if (!isDue(at, signature * 5 + sumOfDay)) return;
    points.push({
      concept,
      at,
      value: sum,
      parts,
      ...(missing.length ? { missing } : {}),
      upTo: sum + missing.length,
      ...(flags.size ? { flags: [...flags].sort() } : {}),
      from: sourcesOf(facts) as Fact['from'],
    });
  });
  return points;
}

/** Each value twice: in force for the 6 h of concurrency, and for the day that tells the rest. */
function scored(chart: Chart, variant: Variant): Scored[] {
  const theatre = inStay(chart, 'surgery').filter((fact) => fact.until !== undefined);
  const items: Scored[] = [];
  const add = (part: Part, concept: string, isMet: (fact: Fact) => boolean, atBedside: boolean) => {
    for (const fact of inStay(chart, concept)) {
      if (fact.value === undefined || hasFlag(fact, 'skin-site')) continue;
      if (atBedside && theatre.some((operation) => fact.at >= operation.at && fact.at <= (operation.until as number))) continue;
      const leftOut = isMet(fact) && hasFlag(fact, EXPLAINED);
      const score = isMet(fact) && !leftOut ? 1 : 0;
      const facts = [fact];
      const flags = leftOut ? { flags: [LEFT_OUT] } : {};
      items.push({ part, score, from: fact.at, expires: fact.at + CONCURRENT + 1, facts, ...flags });
      if (score) items.push({ part: OF_DAY[part], score, from: fact.at, expires: fact.at + DAY + 1, facts });
    }
  };
  add('temperature', 'temperature', (fact) => isFeverOrCold(fact, variant), true);
  add('heart-rate', 'heart-rate', above(90), true);
  add('resp-rate', 'resp-rate', above(20), true);
  if (variant.withPaco2) add('resp-rate', 'paco2', below(32), true);
  add('wbc', 'wbc', (fact) => above(12)(fact) || below(4)(fact), false);
  add('wbc', 'bands-percent', above(10), false);
  return items;
}

function isFeverOrCold(fact: Fact, variant: Variant): boolean {
  if (fact.charted && /f/i.test(fact.charted.unit)) return fact.charted.value > variant.fever.degF || fact.charted.value < COLD.degF;
  return above(variant.fever.cel)(fact) || below(COLD.cel)(fact);
}

/** "> 12" proves a value above 10; "< 12" proves nothing above. */
const above = (bound: number) => (fact: Fact) => {
  const value = comparable(fact) as number;
  if (fact.comparator === '>') return value >= bound;
  return value > bound && !fact.comparator?.startsWith('<');
};

const below = (bound: number) => (fact: Fact) => {
  const value = comparable(fact) as number;
  if (fact.comparator === '<') return value <= bound;
  return value < bound && !fact.comparator?.startsWith('>');
};
