import type { Count } from '../../store/index.ts';
import { percent, seconds } from './columns.ts';
import { acceptanceOf, evidenceWrongOf, quantileMs, thumbsDownOf } from './quality.ts';
import { qualityWords } from './words.ts';

/** One target of live use: what is measured here, and whether it is within. Null: too few to tell. */
export interface TargetLine {
  readonly name: string;
  readonly here: string;
  /** How many there were to measure. */
  readonly outOf: number;
  readonly target: string;
  readonly formula: string;
  readonly isWithin: boolean | null;
}

type Name = keyof typeof qualityWords.target;

/** Fewer than this tell nothing about a target. */
export const LEAST = 20;

const sum = (counts: readonly Count[], names: readonly Count['name'][]): number =>
  counts.reduce((all, one) => (names.includes(one.name) ? all + one.n : all), 0);

/** Section 8 of users and workflows: what live use is held to. */
export function targetsOf(counts: readonly Count[]): TargetLine[] {
  type Value = number | null;
  const line = (name: Name, value: Value, outOf: number, show: (value: Value) => string, fits: (value: number) => boolean): TargetLine => {
    const [title, target, formula] = qualityWords.target[name];
    return { name: title, here: show(value), outOf, target, formula, isWithin: value === null || outOf < LEAST ? null : fits(value) };
  };
  const judged = sum(counts, ['prompt.answered', 'prompt.dismissed']);
  const first = sum(counts, ['time.firstPrompt']);
  return [
    line('acceptance', acceptanceOf(counts), sum(counts, ['prompt.shown']), percent, (value) => value >= 0.4),
    line('evidenceWrong', evidenceWrongOf(counts), judged, percent, (value) => value <= 0.03),
    line('thumbsDown', thumbsDownOf(counts), sum(counts, ['prompt.thumb']), percent, (value) => value <= 0.1),
    line('toAction', quantileMs(counts, 'time.toAction', 0.5), sum(counts, ['time.toAction']), seconds, (ms) => ms <= 30_000),
    line('firstHalf', quantileMs(counts, 'time.firstPrompt', 0.5), first, seconds, (ms) => ms <= 2000),
    line('firstMost', quantileMs(counts, 'time.firstPrompt', 0.95), first, seconds, (ms) => ms <= 4000),
  ];
}
