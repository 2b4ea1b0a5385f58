import type { Prompt } from '../compose/statement.ts';
import { lintText } from './draft-lint.ts';
import type { LintFinding } from './finding.ts';
import type { LintLexicon } from './lexicon.ts';

/**
 * Remarks on a clinician-facing prompt: the leading-language rules and QL078. `documented` are the words of providers in this stay
 * (the quoted statements of the checklist's documentation); without them no diagnosis may be named.
 */
export function lintPrompt(
  prompt: Pick<Prompt, 'title' | 'text' | 'options'>,
  context: { readonly lexicon: LintLexicon; readonly documented: readonly string[] },
): LintFinding[] {
  return lintText(
    { title: prompt.title.text, text: prompt.text.text, options: prompt.options.map((each) => each.text), documented: context.documented },
    context.lexicon,
  );
}
