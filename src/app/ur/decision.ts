import type { Review } from '../../core/review/review.ts';
import type { Draft, Feedback, Kept } from '../../store/index.ts';
import type { App } from '../model.ts';
import { statusChecklist } from './rules.ts';
import type { urWords } from './words.ts';

export type Choice = keyof typeof urWords.decision.options;
export const CHOICES: readonly Choice[] = ['inpatient', 'observation', 'unclear'];

/** A reviewer's own decision on the level of care, as kept for this stay. `hasChanged`: a verdict or the status is no longer what it was then. */
export interface Decided {
  readonly choice: Choice;
  readonly reason: string;
  readonly at: number;
  readonly hasChanged: boolean;
}

/** A decision in the list of all that were kept, oldest first. */
export interface PastDecision {
  readonly key: string;
  readonly choice: Choice;
  readonly reason: string;
  readonly at: number;
  readonly isTakenBack: boolean;
}

/** encounter + checklist + item, like any other feedback. */
export const decisionKey = (review: Review): string => `${review.encounter}|${statusChecklist(review)?.id ?? 'level-of-care'}|ur-decision`;

/** The state of the record a decision was taken on: version, status, and every verdict of the checklist. A new value that changes none changes nothing. */
export function decisionFingerprint(review: Review): string {
  const result = statusChecklist(review);
  const { status, regime, midnights } = review.levelOfCare;
  const verdicts = [...Object.values(result?.definitions ?? {}), ...Object.values(result?.criteria ?? {})].map(
    (one) => `${one.id}:${one.verdict}`,
  );
  return [result?.version ?? '', status, regime, midnights.countable, ...verdicts].join('|');
}

export const isChoice = (value: string | null | undefined): value is Choice => CHOICES.some((choice) => choice === value);

/** What the user has chosen and written so far, kept or not. */
export function draftOf(review: Review, kept: Kept): { readonly choice: Choice | null; readonly reason: string } {
  const draft = kept.drafts.find((entry) => entry.key === decisionKey(review));
  return { choice: isChoice(draft?.option) ? draft.option : null, reason: draft?.words ?? '' };
}

/** The decision as kept; null while there is none. */
export function decided(review: Review, kept: Kept): Decided | null {
  const entry = kept.feedback.find((each) => each.key === decisionKey(review));
  const { choice, reason } = draftOf(review, kept);
  if (!entry || choice === null) return null;
  return { choice, reason, at: entry.at, hasChanged: entry.fingerprint !== decisionFingerprint(review) };
}

/** The decision as the store keeps it: the draft holds choice and reason, this says when and on what state of the record. */
export const decisionFeedback = (review: Review, reason: string): Feedback => ({
  key: decisionKey(review),
  fingerprint: decisionFingerprint(review),
  action: 'answered',
  reason: null,
  comment: reason,
  until: null,
  seen: null,
  at: review.asOf,
});

const PAST = '|past|';
const TAKEN_BACK = 'taken-back:';

/** All decisions kept for this stay, oldest first. Kept as drafts of their own: what somebody decided and why does not go away with the next decision. */
export function pastDecisions(review: Review, kept: Kept): PastDecision[] {
  const prefix = `${decisionKey(review)}${PAST}`;
  return kept.drafts
    .filter((draft) => draft.key.startsWith(prefix))
    .sort((a, b) => Number(a.key.slice(prefix.length)) - Number(b.key.slice(prefix.length)))
    .flatMap(({ key, option, words, at }) => {
      const isTakenBack = option?.startsWith(TAKEN_BACK) ?? false;
      const choice = isTakenBack ? option?.slice(TAKEN_BACK.length) : option;
      return isChoice(choice) ? [{ key, choice, reason: words, at, isTakenBack }] : [];
    });
}

/** Keeps the decision and adds it to the list. Returns the way to undo both. */
export function keepDecision(app: App, review: Review, choice: Choice, reason: string): () => void {
  const past = pastDecisions(review, app.kept.value);
  const draft: Draft = { key: `${decisionKey(review)}${PAST}${past.length + 1}`, option: choice, words: reason, at: review.asOf };
  app.record(decisionFeedback(review, reason));
  app.put('draft', draft);
  app.audit('decision', statusChecklist(review)?.id ?? null);
  app.count('board.decision', { detail: choice });
  return () => {
    app.takeBack(decisionKey(review));
    app.drop('draft', draft.key);
    app.audit('undo', statusChecklist(review)?.id ?? null);
  };
}

/** Takes the decision back: it holds no more, and stays in the list as taken back. Returns the way to undo that. */
export function takeBackDecision(app: App, review: Review): () => void {
  const feedback = app.kept.value.feedback.find((each) => each.key === decisionKey(review));
  const last = pastDecisions(review, app.kept.value).findLast((one) => !one.isTakenBack);
  const draft = last && app.kept.value.drafts.find((one) => one.key === last.key);
  app.takeBack(decisionKey(review));
  if (draft) app.put('draft', { ...draft, option: `${TAKEN_BACK}${draft.option}` });
  app.audit('undo', statusChecklist(review)?.id ?? null);
  return () => {
    if (feedback) app.record(feedback);
    if (draft) app.put('draft', draft);
  };
}
