import type { Concepts } from '../../../core/chart/concept.ts';
import { lookOf } from '../../../core/evaluate/look.ts';
import type { Review } from '../../../core/review/review.ts';
import type { Workflow } from '../../../core/worklist/workflow.ts';
import type { LineOf } from './lines.ts';

/** What every part of a case needs: the review, the names of concepts, and how facts are written. */
export interface CaseContext {
  readonly review: Review;
  readonly concepts: Concepts;
  readonly lineOf: LineOf;
}

/** The same for the parts in which CDI works by the hospital's file. */
export interface WorkContext extends CaseContext {
  readonly workflow: Workflow;
}

/** Whether every note was read: only then is a diagnosis that no note names, or names no more, one that nobody wrote. */
export const notesWereRead = ({ chart }: Review): boolean => lookOf(chart.reads.get('note'), 'notes').complete;
