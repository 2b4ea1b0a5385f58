import type { Prompt, Source } from '../../core/compose/statement.ts';
import type { Review } from '../../core/review/review.ts';
import { plainAscii } from '../clipboard.ts';
import type { App } from '../model.ts';
import { words } from '../words.ts';

/** What leaves the board as a page: its name, the question it ends with, and every line of it. */
export interface PageToGuard {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly text: string;
}

/** Words about the plan belong on a page of utilization review: it says who pays first and what the plan decided. Everything else the linter holds back. */
const BELONGS = 'QL026';

/** Quotations of the record are their writer's words, not ours. */
const ownWords = (text: string): string => text.replace(/"[^"]*"/g, '""');

/**
 * Why this page must not be copied or printed now, in words, or null. It must belong to the launched patient, and the linter must have nothing against our own
 * words in it, the user's included. What cannot be checked does not leave.
 */
export async function pageFault(app: App, review: Review, page: PageToGuard): Promise<string | null> {
  if (!app.isOwnContext()) return words.compose.wrongContext;
  try {
    const found = await app.check(asPrompt(review, page), ownWords(plainAscii(page.text)));
    const objection = found.find(({ rule }) => rule !== BELONGS);
    return objection ? `${objection.message} (${objection.rule})` : app.isOwnContext() ? null : words.compose.wrongContext;
  } catch {
    return words.compose.unchecked;
  }
}

/** The page in the form the linter reads: title and question as a prompt's. */
function asPrompt(review: Review, { id, title, question }: PageToGuard): Prompt {
  const sources: readonly [Source] = [review.encounter];
  return {
    ...{ key: `${review.encounter}|page|${id}`, fingerprint: '', checklist: 'inpatient-status', item: id, ref: '', version: '' },
    ...{ kind: 'level-of-care', audience: ['ur', 'physician-advisor'], evidence: [], absent: [], options: [] },
    title: { text: title, sources },
    text: { text: question, sources },
  };
}
