import type { Problem } from '../../../core/chart/chart.ts';
import { words } from '../../words.ts';
import { cdiWords } from '../words.ts';

/** Why an encounter could not be read, in words. */
export const whyNot = (problem: Problem): string =>
  problem.kind === 'unsupported' && problem.what === 'Encounter' ? cdiWords.list.noStay : words.problems[problem.kind];

/** Reading rests while nobody looks. */
export const whileHidden = (abort: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (document.visibilityState !== 'hidden' || abort.aborted) return resolve();
    document.addEventListener('visibilitychange', () => resolve(), { once: true });
    abort.addEventListener('abort', () => resolve(), { once: true });
  });
