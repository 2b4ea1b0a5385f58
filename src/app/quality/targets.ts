import type { Count } from '../../store/index.ts';
import { percent, seconds } from './columns.ts';
import { acceptanceOf, evidenceWrongOf, quantileMs, thumbsDownOf } from './quality.ts';
import { qualityWords } from './words.ts';

/** One target of live use: what is measured here, and whether it is within. Null: nothing to measure yet. */
export interface TargetLine {
  readonly name: string;
  readonly here: string;
  readonly target: string;
  readonly formula: string;
  readonly isWithin: boolean | null;
}

type Name = keyof typeof qualityWords.target;

/** Section 8 of users and workflows: what live use is held to. */
export function targetsOf(counts: readonly Count[]): TargetLine[] {
  const line = (name: Name, value: number | null, show: (value: number | null) => string, fits: (value: number) => boolean): TargetLine => {
    const [title, target, formula] = qualityWords.target[name];
    return { name: title, here: show(value), target, formula, isWithin: value === null ? null : fits(value) };
  };
  return [
    line('acceptance', acceptanceOf(counts), percent, (value) => value >= 0.4),
    line('evidenceWrong', evidenceWrongOf(counts), percent, (value) => value <= 0.03),
    line('thumbsDown', thumbsDownOf(counts), percent, (value) => value <= 0.1),
    line('toAction', quantileMs(counts, 'time.toAction', 0.5), seconds, (ms) => ms <= 30_000),
    line('firstHalf', quantileMs(counts, 'time.firstPrompt', 0.5), seconds, (ms) => ms <= 2000),
    line('firstMost', quantileMs(counts, 'time.firstPrompt', 0.95), seconds, (ms) => ms <= 4000),
  ];
}
