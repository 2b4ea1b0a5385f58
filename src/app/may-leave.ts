import type { App } from './model.ts';

/**
 * Why a plain text (a sheet, a message) may not leave: it is not of the patient on screen, its words could not be judged, or the linter's first objection with
 * its rule. Null: it may. `quotes`: words of the record in it, which stand as they stand there. Of a query more than the words is judged: App.lint, App.query.
 * The patient may change while the answer is on its way: asked again after it.
 */
export async function faultOfText(
  app: Pick<App, 'isOwnContext' | 'query'>,
  text: string,
  say: { readonly context: string; readonly unchecked: string },
  quotes: readonly string[] = [],
): Promise<string | null> {
  if (!app.isOwnContext()) return say.context;
  try {
    const answer = await app.query?.({ what: 'text', text, quotes });
    if (answer?.what !== 'text') return say.unchecked;
    const found = answer.findings.find(({ severity }) => severity === 'E');
    if (found) return `${found.message} (${found.rule})`;
  } catch {
    return say.unchecked;
  }
  return app.isOwnContext() ? null : say.context;
}
