import { lintDraft } from '../core/lint/index.ts';
import { type ReviewContent, type ReviewOptions, reviewStays, toolkitOf } from '../core/review/index.ts';
import { bundleOf, type Input } from './input.ts';
import { evaluateLineOf } from './line.ts';

/** What `evaluate` needs besides the input itself; plain data, so that workers get the same. */
export interface EvaluateOptions {
  readonly review: ReviewOptions;
  readonly full: boolean;
}

/** The lines of one input, or why it cannot be used. The reason names no content. */
export type Evaluated = { readonly lines: readonly string[] } | { readonly error: string };

/** Evaluates one Bundle: a line for each hospital stay in it; none is no error. A mistake of ours costs only this input. */
export function evaluateInput(input: Input, options: EvaluateOptions, compiled: ReviewContent): Evaluated {
  const bundle = bundleOf(input);
  if ('error' in bundle && typeof bundle.error === 'string' && !('resourceType' in bundle)) return { error: bundle.error };
  const entries = (bundle as { readonly entry?: unknown }).entry;
  if (entries !== undefined && !Array.isArray(entries)) return { error: 'Bundle.entry is not a list' };
  const lexicon = toolkitOf(compiled).lint;
  try {
    const reviews = reviewStays({ resources: (entries as unknown[] | undefined) ?? [], content: compiled, options: options.review });
    return {
      lines: reviews.map((review) =>
        JSON.stringify(evaluateLineOf(review, compiled.concepts, (draft) => lintDraft(draft, { lexicon }), options.full)),
      ),
    };
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return { error: `could not be evaluated (${error instanceof Error ? error.name : 'unknown error'}): a mistake of ours` };
  }
}
