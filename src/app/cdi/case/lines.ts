import type { Concepts } from '../../../core/chart/concept.ts';
import type { Fact } from '../../../core/chart/fact.ts';
import { evidenceLine } from '../../../core/compose/index.ts';
import type { EvidenceLine } from '../../../core/compose/statement.ts';
import { thinned } from '../../../core/compose/thin.ts';
import type { Review } from '../../../core/review/review.ts';

/** Facts of a review as the lines every screen shows. */
export type LineOf = (fact: Fact, polarity?: EvidenceLine['polarity']) => EvidenceLine;

/** Writes facts of this review; the bounds that its prompts and queries show stand as hairlines in the trends. */
export function linesFor(review: Review, concepts: Concepts): LineOf {
  const shown = [
    ...review.prompts.flatMap((prompt) => prompt.evidence),
    ...review.queries.flatMap((query) => query.indicators.map(({ line }) => line)),
  ];
  const bounds = new Map(shown.flatMap((line) => (line.threshold === null ? [] : [[line.concept, line.threshold] as const])));
  return (fact, polarity = 'neutral') =>
    evidenceLine(fact, review.chart, concepts, { polarity, threshold: bounds.get(fact.concept) ?? null });
}

/** The facts a reader needs of many, as lines, each source and value once. */
export function fewLines(facts: readonly Fact[], lineOf: LineOf, concepts: Concepts, polarity?: EvidenceLine['polarity']): EvidenceLine[] {
  const kept = thinned(facts, (fact) => concepts[fact.concept]?.family === 'diagnosis');
  const lines = facts.filter((fact) => kept.has(fact)).map((fact) => lineOf(fact, polarity));
  return [...new Map(lines.map((line) => [`${line.sources[0]} ${line.value} ${line.time}`, line])).values()];
}
