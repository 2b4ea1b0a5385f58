import type { Prompt, Source } from '../../core/compose/statement.ts';
import type { Review } from '../../core/review/review.ts';
import type { Objection } from '../../worker/index.ts';
import { plainAscii } from '../clipboard.ts';
import type { App } from '../model.ts';
import { words } from '../words.ts';
import { urWords } from './words.ts';

/** Words that the user typed, and the name of the field or part they stand in. */
export interface OwnWords {
  readonly place: string;
  readonly text: string;
}

/** What leaves the board as a page: its name, the question it ends with, and every line of it. `own`: what in it the user typed. */
export interface PageToGuard {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly text: string;
  readonly own: readonly OwnWords[];
}

/** Words about the plan belong on a page of utilization review: it says who pays first and what the plan decided. Everything else the linter holds back. */
const BELONGS = 'QL026';

/** Quotations of the record are their writer's words, not ours. One that is not closed ends with its line: it must not hide what follows. */
const withoutQuotations = (text: string): string => text.replace(/"[^"\n]*"/g, '""');

/**
 * Why this page must not be copied or printed now, in words with the place, or null. It must belong to the launched patient, and the linter must have nothing
 * against our own words in it. What the user typed is judged whole: quotation marks make nobody's words of the record. What cannot be checked does not leave.
 */
export async function pageFault(app: App, review: Review, page: PageToGuard): Promise<string | null> {
  if (!app.isOwnContext()) return words.compose.wrongContext;
  const prompt = asPrompt(review, page);
  const typed = page.own.filter(({ text }) => text.trim() !== '');
  try {
    for (const { place, text } of typed) {
      const found = firstOf(await app.check(prompt, plainAscii(text)));
      if (found) return urWords.guard.at(place, found.message, found.rule);
    }
    const text = withoutQuotations(plainAscii(page.text));
    const found = firstOf(await app.check(prompt, text));
    if (found) return urWords.guard.at(partWith(found.message, text) ?? page.title, found.message, found.rule);
    return app.isOwnContext() ? null : words.compose.wrongContext;
  } catch {
    return words.compose.unchecked;
  }
}

const firstOf = (found: readonly Objection[]): Objection | undefined => found.find(({ rule }) => rule !== BELONGS);

/** The heading over the words that an objection names; null where they stand nowhere as named. */
function partWith(message: string, text: string): string | null {
  const named = /^"([^"]+)"/.exec(message)?.[1]?.toLowerCase();
  const part = named && text.split('\n\n').find((each) => each.toLowerCase().includes(named));
  return part ? (part.split('\n')[0] ?? null) : null;
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
