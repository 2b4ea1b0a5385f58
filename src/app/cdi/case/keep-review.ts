import { lookOf, type NextReview, promptsFor } from '../../../core/worklist/index.ts';
import { allReviews, type CaseReview, type DismissReason } from '../../../store/index.ts';
import { hospitalNow } from '../../hospital-now.ts';
import type { App } from '../../model.ts';
import { dayClock } from '../../time.ts';
import { cdiWords } from '../words.ts';
import type { WorkContext } from './case-context.ts';

export type Outcome = CaseReview['outcome'];

/**
 * Keeps that this person looked at the case, how it stood, and when to look again; ten seconds long it can be taken back. False: the view does not
 * belong to its patient, and nothing is kept. "No query" counts against the questions of the condition on screen, not of the others.
 */
export function keepReview(
  app: App,
  of: {
    readonly context: WorkContext;
    readonly condition: string;
    readonly outcome: Outcome;
    readonly reason: DismissReason | null;
    readonly comment: string;
    readonly next: NextReview;
    /** When the case came on screen, on this device's clock. */
    readonly since: number;
    /** Told when it is taken back, which may be from the next case. */
    readonly onUndo: (before: CaseReview | null) => void;
  },
): boolean {
  if (!app.isOwnContext()) return false;
  const { context, condition, outcome, reason, comment, next, since, onUndo } = of;
  const { review, concepts, workflow } = context;
  const key = `Encounter/${app.session.encounter}`;
  const before = app.kept.value.reviews.find((each) => each.key === key);
  app.put('case-review', {
    key,
    at: hospitalNow(app),
    ...(app.session.userName ? { by: app.session.userName } : {}),
    ...(before ? { earlier: allReviews(before) } : {}),
    outcome,
    reason,
    comment,
    nextAt: next.at,
    look: lookOf(review, concepts, next),
  });
  app.audit('decision', `case-review:${outcome}${reason === null ? '' : `:${reason}`}`);
  if (reason !== null)
    for (const prompt of promptsFor(review, 'cdi', workflow).filter(({ checklist }) => checklist === condition))
      app.count('prompt.dismissed', { prompt, detail: reason });
  app.count('time.toAction', { detail: `case-${outcome}`, ms: Date.now() - since });
  const undo = () => {
    app.audit('undo', 'case-review');
    // First it goes: put over it, the one before would take it in as an earlier one.
    app.drop('case-review', key);
    if (before) app.put('case-review', before);
    onUndo(before ?? null);
  };
  const { finish: say } = cdiWords.case;
  const text = say.kept(say.outcome[outcome], next.at === null ? null : dayClock(next.at, review.zone));
  app.undoable.value = { text, undo };
  return true;
}
