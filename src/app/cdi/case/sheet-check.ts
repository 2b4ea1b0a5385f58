import type { QueryToLint } from '../../../worker/index.ts';
import type { App } from '../../model.ts';
import { cdiWords } from '../words.ts';

/** Rules about words of money, scores, payers and pressure: they hold for every text that leaves, a query or not. */
const WORD_RULES: ReadonlySet<string> = new Set(['QL024', 'QL025', 'QL026', 'QL027']);

/** What forbids that this text leaves, by the linter; quotes of the record apart. Null: nothing. A text that cannot be checked does not leave. */
export async function sheetFault(app: App, text: string, quotes: readonly string[]): Promise<string | null> {
  const { second: say } = cdiWords.case;
  if (!app.lint) return say.unchecked;
  const draft: QueryToLint = {
    ...{ id: 'sign-off', checklist: '', version: '', purpose: 'clinical-validation', format: 'open', title: say.title, question: '' },
    ...{ indicators: [], options: [], body: text, rationale: null, recipient: null, names: [] },
    documentedStatements: quotes.map((quote) => ({ quote, author: '', noteType: '', time: '', ref: '' })),
  };
  try {
    const found = (await app.lint(draft)).find(({ rule, severity }) => severity === 'E' && WORD_RULES.has(rule));
    return found ? `${found.message} (${found.rule})` : null;
  } catch {
    return say.unchecked;
  }
}
