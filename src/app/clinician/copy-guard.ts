import type { Prompt } from '../../core/compose/statement.ts';
import type { App } from '../model.ts';
import { words } from '../words.ts';

/**
 * Why this text must not leave now, in words, or null. The view must belong to the launched patient, no fact in the text may have been withdrawn since, and
 * the linter must have nothing against it. What cannot be checked is not copied.
 */
export async function copyFault(app: App, prompt: Prompt, text: string): Promise<string | null> {
  if (!app.isOwnContext()) return words.compose.wrongContext;
  const current = app.review.value?.prompts.find((entry) => entry.key === prompt.key) ?? prompt;
  const withdrawn = current.evidence.filter((line) => line.flags.includes('withdrawn'));
  if (withdrawn.some((line) => text.includes([line.label, line.value].filter(Boolean).join(' ')))) return words.compose.stale;
  try {
    const [objection] = await app.check(prompt, text);
    return objection ? `${objection.message} (${objection.rule})` : null;
  } catch {
    return words.compose.unchecked;
  }
}
