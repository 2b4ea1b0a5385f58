import type { Prompt } from '../../core/compose/statement.ts';
import type { App } from '../model.ts';
import { words } from '../words.ts';

/**
 * Why this text must not leave now, or null: the view belongs to another patient than the launch, or a fact in it was withdrawn since.
 */
export function copyFault(app: App, prompt: Prompt, text: string): string | null {
  if (!app.isOwnContext()) return words.compose.wrongContext;
  const current = app.review.value?.prompts.find((entry) => entry.key === prompt.key);
  const withdrawn = (current ?? prompt).evidence.filter((line) => line.flags.includes('withdrawn'));
  if (withdrawn.some((line) => text.includes(`${line.label} ${line.value ?? ''}`.trim()))) return words.compose.stale;
  return null;
}
