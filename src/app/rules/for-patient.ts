import type { Concepts } from '../../core/chart/concept.ts';
import type { Answer, ChecklistResult, ItemResult } from '../../core/evaluate/result.ts';
import type { Review } from '../../core/review/review.ts';
import type { CaseContext } from '../cdi/case/case-context.ts';
import { linesFor } from '../cdi/case/lines.ts';
import type { Role } from '../model.ts';

/** How one checklist stands for the open chart. */
export interface ForPatient {
  readonly context: CaseContext;
  readonly result: ChecklistResult;
  readonly answerOf: (name: string) => Answer | null;
  readonly itemOf: (id: string) => ItemResult | null;
}

/**
 * The open chart beside a rule; null for clinicians, whatever is documented: a verdict beside the name of a diagnosis that nobody has written would
 * suggest it. Clinicians see the facts on the prompt itself.
 */
export function forPatient(review: Review | null, checklist: string, concepts: Concepts, role: Role): ForPatient | null {
  const result = review?.checklists.find(({ id }) => id === checklist);
  if (role === 'clinician' || !review || !result) return null;
  const own = <T>(record: Readonly<Record<string, T>>, name: string): T | null =>
    Object.hasOwn(record, name) ? (record[name] ?? null) : null;
  return {
    result,
    context: { review, concepts, lineOf: linesFor(review, concepts) },
    answerOf: (name) =>
      own(result.criteria, name) ?? own(result.definitions, name === 'governing' ? result.governing : name) ?? own(result.anchors, name),
    itemOf: (id) => own(result.expect, id) ?? own(result.conflicts, id) ?? (result.statusItem?.id === id ? result.statusItem : null),
  };
}
