import type { Review } from '../../core/review/review.ts';
import type { Feedback, Kept } from '../../store/index.ts';
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

const isChoice = (value: string | null | undefined): value is Choice => CHOICES.some((choice) => choice === value);

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
