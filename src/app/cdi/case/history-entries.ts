import { standing } from '../../../core/query/course.ts';
import { RESPONSE_WORDS } from '../../../core/query/words.ts';
import type { Review } from '../../../core/review/review.ts';
import { allReviews, type Kept } from '../../../store/index.ts';
import type { Resolved } from '../../model.ts';
import { words } from '../../words.ts';
import { cdiWords } from '../words.ts';

/** Something that was done or happened to a prompt, a query or the case. `at`: on the clock it was kept by. */
export interface HistoryEntry {
  readonly key: string;
  readonly at: number;
  readonly what: string;
  readonly outcome: string;
}

/** All of it, newest first: what this person closed, put off, answered, asked, reviewed and signed, and what resolved by itself. */
export function historyEntries(review: Review, kept: Kept, resolved: readonly Resolved[], encounter: string): readonly HistoryEntry[] {
  const { history: say, finish, timeline, second } = cdiWords.case;
  const key = `Encounter/${encounter}`;
  const prompts = kept.feedback.map((each): HistoryEntry => {
    const prompt = review.prompts.find((one) => one.key === each.key) ?? resolved.find((one) => one.prompt.key === each.key)?.prompt;
    const reason = each.reason === null ? '' : words.dismiss.reasons[each.reason].toLowerCase();
    const outcome = { dismissed: say.dismissed(reason), snoozed: say.snoozed, answered: say.answered }[each.action];
    return { key: `prompt ${each.key}`, at: each.at, what: prompt?.title.text ?? say.prompt, outcome };
  });
  const settled = resolved.map(
    ({ prompt, at, what }): HistoryEntry => ({
      key: `resolved ${prompt.key} ${at}`,
      at,
      what: prompt.title.text,
      outcome: say.resolved(what),
    }),
  );
  const queries = kept.queries.flatMap((record) =>
    standing(record.history).map(
      (event, index): HistoryEntry => ({
        key: `query ${record.key} ${index}`,
        at: event.at,
        what: say.query(record.draft.title),
        outcome: [timeline.query[event.kind], event.kind === 'responded' ? RESPONSE_WORDS[event.response] : null]
          .filter(Boolean)
          .join(': '),
      }),
    ),
  );
  const reviews = kept.reviews
    .filter((each) => each.key === key)
    .flatMap((each) => allReviews(each))
    .map(
      (each): HistoryEntry => ({
        key: `review ${each.at}`,
        at: each.at,
        what: say.reviewed,
        outcome: [
          finish.outcome[each.outcome],
          each.reason !== null && each.reason in words.dismiss.reasons
            ? words.dismiss.reasons[each.reason as keyof typeof words.dismiss.reasons].toLowerCase()
            : null,
          each.comment || null,
          each.by ?? null,
        ]
          .filter(Boolean)
          .join(', '),
      }),
    );
  const signed = kept.signOffs.map(
    (each): HistoryEntry => ({
      key: `signed ${each.key}`,
      at: each.at,
      what: say.signOff,
      outcome: [second.outcomes[each.outcome].toLowerCase(), each.by, each.reason || null].filter(Boolean).join(', '),
    }),
  );
  return [...prompts, ...settled, ...queries, ...reviews, ...signed].sort((a, b) => b.at - a.at);
}
