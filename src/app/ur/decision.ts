import type { Review } from '../../core/review/review.ts';
import type { Kept, LevelDecision } from '../../store/index.ts';
import type { App } from '../model.ts';
import { statusChecklist } from './rules.ts';
import { urWords } from './words.ts';

export type Choice = LevelDecision['choice'];
export const CHOICES: readonly Choice[] = ['inpatient', 'observation', 'unclear'];

/** A reviewer's own decision on the level of care, as it holds for this stay. `hasChanged`: a verdict or the status is no longer what it was then. */
export interface Decided {
  readonly choice: Choice;
  readonly reason: string;
  readonly at: number;
  readonly by: string;
  readonly hasChanged: boolean;
}

/** Where what is chosen and written so far is kept until it is a decision. */
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

/** All decisions kept for this stay, oldest first, those taken back among them. */
export const decisionsOf = (review: Review, kept: Kept): LevelDecision[] =>
  kept.decisions.filter((one) => one.encounter === review.encounter).sort((a, b) => a.at - b.at || numberOf(a) - numberOf(b));

const numberOf = ({ key }: LevelDecision): number => Number(key.slice(key.lastIndexOf('|') + 1));

/** The last decision, where it was not taken back: with the one before it nobody would know which holds. */
function holding(review: Review, kept: Kept): LevelDecision | null {
  const last = decisionsOf(review, kept).at(-1);
  return last?.takenBack === null ? last : null;
}

/** The decision that holds; null while there is none. */
export function decided(review: Review, kept: Kept): Decided | null {
  const one = holding(review, kept);
  if (!one) return null;
  const { choice, reason, at, by, fingerprint } = one;
  return { choice, reason, at, by, hasChanged: fingerprint !== decisionFingerprint(review) };
}

/** What stands in the form: what the user has begun, else the decision that holds. */
export function draftOf(review: Review, kept: Kept): { readonly choice: Choice | null; readonly reason: string } {
  const draft = kept.drafts.find((entry) => entry.key === decisionKey(review));
  if (draft) return { choice: isChoice(draft.option) ? draft.option : null, reason: draft.words };
  const made = holding(review, kept);
  return { choice: made?.choice ?? null, reason: made?.reason ?? '' };
}

const about = (review: Review): string | null => statusChecklist(review)?.id ?? null;

/** Keeps the decision; what was written for it is no draft any more. Returns the way to undo both. */
export function keepDecision(app: App, review: Review, choice: Choice, reason: string): () => void {
  const all = decisionsOf(review, app.kept.value);
  const one: LevelDecision = {
    key: `${decisionKey(review)}|${Math.max(0, ...all.map(numberOf)) + 1}`,
    encounter: review.encounter,
    at: review.asOf,
    by: app.session.userName ?? urWords.brief.preparedUnknown,
    choice,
    reason,
    fingerprint: decisionFingerprint(review),
    takenBack: null,
  };
  app.put('decision', one);
  app.drop('draft', decisionKey(review));
  app.audit('decision', about(review));
  app.count('board.decision', { detail: choice });
  return () => {
    app.drop('decision', one.key);
    app.keepDraft(decisionKey(review), choice, reason);
    app.audit('undo', about(review));
  };
}

/** Takes the decision back: it holds no more, and stays in the list as taken back. Returns the way to undo that. */
export function takeBackDecision(app: App, review: Review): () => void {
  const one = holding(review, app.kept.value);
  if (!one) return () => {};
  app.put('decision', { ...one, takenBack: review.asOf });
  app.keepDraft(decisionKey(review), one.choice, one.reason);
  app.audit('undo', about(review));
  return () => {
    app.put('decision', one);
    app.drop('draft', decisionKey(review));
    app.audit('decision', about(review));
  };
}
