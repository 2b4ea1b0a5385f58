import type { Concepts } from '../../../core/chart/concept.ts';
import { type Fact, hasFlag } from '../../../core/chart/fact.ts';
import { evidenceLine } from '../../../core/compose/evidence-line.ts';
import { indicatorOf } from '../../../core/compose/query-parts.ts';
import type { QueryDraft, QueryIndicator } from '../../../core/compose/statement.ts';
import type { Review } from '../../../core/review/review.ts';
import { indicatorKey } from './draft-edit.ts';

type Polarity = QueryIndicator['polarity'];

/**
 * The chart's facts of a draft's condition that it does not show, as lines to add: what its criteria looked at, for, against, and other values of the same
 * concepts. Newest first. Nothing withdrawn, nothing from a source that was not read: only what the review itself holds.
 */
export function offeredFacts(review: Review, draft: QueryDraft, concepts: Concepts): readonly QueryIndicator[] {
  const result = review.checklists.find(({ id }) => id === draft.checklist);
  if (!result) return [];
  const sides = new Map<Fact, Polarity>();
  for (const criterion of Object.values(result.criteria)) for (const fact of criterion.facts) sides.set(fact, 'neutral');
  for (const fact of result.for) sides.set(fact, 'supports');
  for (const fact of result.against) sides.set(fact, 'against');
  const about = new Set([...sides.keys()].map(({ concept }) => concept));
  for (const { line } of draft.indicators) about.add(line.concept);
  const more = review.chart.facts.filter((fact) => about.has(fact.concept) && !sides.has(fact));
  const isFit = (fact: Fact) =>
    fact.at <= review.asOf && fact.standing !== 'withdrawn' && !hasFlag(fact, 'implausible') && concepts[fact.concept] !== undefined;
  const all = [...[...sides].map(([fact, side]) => [fact, side] as const), ...more.map((fact) => [fact, 'neutral' as const] as const)];
  const lines = all
    .filter(([fact]) => isFit(fact))
    .map(([fact, polarity]) => indicatorOf(evidenceLine(fact, review.chart, concepts, { polarity }), review.chart));
  return [...new Map(lines.map((each) => [indicatorKey(each), each])).values()].sort((a, b) => b.line.at - a.line.at);
}
