import type { Review } from '../../core/review/review.ts';
import type { Handover } from '../../store/index.ts';
import type { App } from '../model.ts';
import { urWords } from './words.ts';

/** Hand-overs of this stay, newest first. */
export const handoversOf = (review: Review, app: App): Handover[] =>
  app.kept.value.handovers.filter((one) => one.encounter === review.encounter).sort((a, b) => b.at - a.at);

/** A new hand-over: the question, the nurse's view, who and when. The brief goes with it as text. */
export function newHandover(review: Review, app: App, question: string, view: string | null): Handover {
  return {
    key: `${review.encounter}|handover|${app.kept.value.handovers.length + 1}`,
    encounter: review.encounter,
    at: review.asOf,
    by: app.session.userName ?? urWords.brief.preparedUnknown,
    question,
    view,
    answer: null,
  };
}

/** Keeps a hand-over; can be undone for ten seconds. */
export function handOver(app: App, one: Handover): void {
  app.put('handover', one);
  app.audit('handover', 'level-of-care');
  app.undoable.value = {
    text: urWords.handover.kept,
    undo: () => {
      app.drop('handover', one.key);
      app.audit('undo', 'level-of-care');
    },
  };
}

/** Keeps what came back from the physician advisor; the hand-over is then answered. Can be undone. */
export function answerHandover(app: App, one: Handover, answer: NonNullable<Handover['answer']>): void {
  app.put('handover', { ...one, answer });
  app.audit('handover', 'answer');
  app.undoable.value = {
    text: urWords.handover.answerKept,
    undo: () => {
      app.put('handover', one);
      app.audit('undo', 'answer');
    },
  };
}
