import type { SimulationTotals } from '../../core/review/simulate.ts';
import type { EditAnswer } from '../../worker/index.ts';
import { simulatorWords } from './words.ts';

/** Users and workflows, section 8: prompts on labelled normal stays, and prompts of a stay. */
const NORMAL_PER_100 = 2;
const MEDIAN = 1;
const P95 = 3;
/** Fewer stays than these give no rate worth its name. */
const FEW = 50;

/** '4.2'; whole numbers stay whole. */
export const rate = (value: number): string => String(Math.round(value * 10) / 10);

/** What a person who signs off must look at, in words; none when there is nothing. */
export function flagsOf(answer: EditAnswer, totals: SimulationTotals, isNormal: boolean): readonly string[] {
  const { flags } = simulatorWords;
  const { before, after } = answer;
  const { per100, median, p95, heldBack, stays } = totals;
  const isOver = isNormal && per100 !== null && per100 > NORMAL_PER_100;
  return [
    ...(before && after && before.hash !== after.hash && before.version === after.version ? [flags.version(after.version)] : []),
    ...(isOver ? [flags.normal(rate(per100))] : []),
    ...(median > MEDIAN || p95 > P95 ? [flags.many(median, p95)] : []),
    ...(heldBack > 0 ? [flags.heldBack(heldBack)] : []),
    ...(stays > 0 && stays < FEW && (isNormal || isOver) ? [flags.few(stays)] : []),
  ];
}
