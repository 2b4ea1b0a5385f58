import type { Prompt } from '../compose/statement.ts';
import { lintText } from './draft-lint.ts';
import type { LintFinding } from './finding.ts';
import type { LintLexicon } from './lexicon.ts';

/**
 * Remarks on a clinician-facing prompt: the leading-language rules and QL078, on its title, text, answers and every further reason it gives. `documented` are
 * the words of providers in this stay (the quoted statements of the checklist's documentation); without them no diagnosis may be named.
 */
export function lintPrompt(
  prompt: Pick<Prompt, 'title' | 'text' | 'options' | 'reasons'>,
  { lexicon, documented }: { readonly lexicon: LintLexicon; readonly documented: readonly string[] },
): LintFinding[] {
  const own = { title: prompt.title.text, text: prompt.text.text, options: prompt.options.map((each) => each.text), documented };
  // a reason was the title, or the facts, of an item that is asked here: it is read as a title is
  const others = (prompt.reasons ?? []).filter((reason) => reason.text !== prompt.title.text);
  return [own, ...others.map(({ text }) => ({ title: text, text: '', options: [], documented }))].flatMap((each) =>
    lintText(each, lexicon),
  );
}
