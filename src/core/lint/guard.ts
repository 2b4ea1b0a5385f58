import type { Chart } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import { documentedWords } from '../compose/documented.ts';
import type { Prompt, QueryDraft } from '../compose/statement.ts';
import type { ChecklistResult } from '../evaluate/result.ts';
import { lintDraft } from './draft-lint.ts';
import { type LintFinding, mayBeSent } from './finding.ts';
import type { LintLexicon } from './lexicon.ts';
import { lintPrompt } from './prompt.ts';

/** What passed, and what was held back with the reason; nothing held back may reach a screen. */
export interface Guarded<T> {
  readonly passed: readonly T[];
  readonly refused: readonly { readonly item: T; readonly findings: readonly LintFinding[] }[];
}

interface GuardContext {
  readonly chart: Chart;
  readonly concepts: Concepts;
  readonly result: ChecklistResult;
  readonly lexicon: LintLexicon;
}

function guard<T>(items: readonly T[], lint: (item: T) => readonly LintFinding[]): Guarded<T> {
  const judged = items.map((item) => ({ item, findings: lint(item) }));
  return {
    passed: judged.filter(({ findings }) => mayBeSent(findings)).map(({ item }) => item),
    refused: judged.filter(({ findings }) => !mayBeSent(findings)),
  };
}

/** The last gate before prompts leave the core: text that came in through a slot (a drug's display, an order's text) is judged like ours. */
export function guardPrompts(prompts: readonly Prompt[], { chart, concepts, result, lexicon }: GuardContext): Guarded<Prompt> {
  const documented = documentedWords(chart, result, concepts);
  return guard(prompts, (prompt) => lintPrompt(prompt, { lexicon, documented }));
}

/** The same for query drafts. */
export function guardQueries(drafts: readonly QueryDraft[], { chart, concepts, result, lexicon }: GuardContext): Guarded<QueryDraft> {
  const documented = documentedWords(chart, result, concepts);
  return guard(drafts, (draft) => lintDraft(draft, { lexicon, documented }));
}
