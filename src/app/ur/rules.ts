import { hasRead } from '../../core/chart/chart.ts';
import type { ChecklistResult, CriterionResult } from '../../core/evaluate/result.ts';
import type { Review } from '../../core/review/review.ts';
import { urWords } from './words.ts';

/** The checklist that speaks of the level of care; null where a site has none. */
export const statusChecklist = (review: Review): ChecklistResult | null =>
  review.checklists.find((result) => result.support !== null) ?? null;

/** Which rules are shown for a payer class: the federal ones, the federal ones under a warning, or none of ours. */
export function ruleSet(review: Review): 'federal' | 'unknown' | 'other' {
  const { regime } = review.levelOfCare;
  return regime === 'medicare-ffs' || regime === 'medicare-advantage' ? 'federal' : regime === 'unknown' ? 'unknown' : 'other';
}

/**
 * The definitions to show, without the governing one that only joins them. The presumption of medical review is Original Medicare's alone: anywhere
 * else it is left out, whatever its verdict.
 */
export function shownRules(result: ChecklistResult, review: Review): CriterionResult[] {
  if (ruleSet(review) === 'other') return [];
  return Object.values(result.definitions).filter(
    (one) => one.id !== result.governing && (one.id !== 'presumption' || review.levelOfCare.regime === 'medicare-ffs'),
  );
}

/** What the documentation shows for the inpatient order, in words; where nothing is said, why. */
export function supportWords(review: Review): string {
  const { support, inpatientOrder } = review.levelOfCare;
  const said = urWords.support[support];
  if (support !== 'unknown') return said;
  const unread = ['expectation-statement', 'inpatient-order'].some((concept) => !hasRead(review.chart, concept));
  const why = ruleSet(review) !== 'federal' ? 'payer' : unread ? 'unread' : inpatientOrder === null ? 'order' : 'unread';
  return `${said}: ${urWords.supportUnknown[why]}`;
}
