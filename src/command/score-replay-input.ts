import type { ReviewContent, ReviewOptions } from '../core/review/index.ts';
import { bundleOf, type Input } from './input.ts';
import { type Replay, replaysOf } from './score-replay.ts';

/** Which stays are replayed, and by what; plain data, so that workers get the same. */
export interface ReplayOptions {
  readonly review: ReviewOptions;
  readonly checklists: readonly string[];
  readonly intensive: boolean;
}

/** The stays of one input, or why it cannot be used. The reason names no content. */
export type Replayed = { readonly replays: readonly Replay[] } | { readonly error: string };

/** The stays of one Bundle, hour by hour. */
export function replayInput(input: Input, options: ReplayOptions, compiled: ReviewContent): Replayed {
  const bundle = bundleOf(input);
  if ('error' in bundle) return { error: String(bundle.error) };
  const entries = Array.isArray(bundle.entry) ? (bundle.entry as readonly unknown[]) : [];
  return { replays: replaysOf(entries, compiled, options.review, options) };
}
