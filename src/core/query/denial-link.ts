import type { SourceRef } from '../chart/fact.ts';
import { countedRound } from './course.ts';
import { type Metric, share } from './metric.ts';
import type { QueryRecord } from './record.ts';

/** What became of a concept on one bill, as the hospital enters or imports it. For the CDI lead alone: nothing of it reaches a query. */
export interface Outcome {
  readonly encounter: SourceRef;
  readonly concept: string;
  readonly denied: boolean;
  /** Whether the checklist had nothing missing at the end of the stay; null: not known. */
  readonly complete: boolean | null;
}

/**
 * Denials by concept with a query, without one, and with a complete checklist. Counts beside each other, no effect: nobody drew lots about who was
 * queried.
 */
export function denialLink(records: readonly QueryRecord[], outcomes: readonly Outcome[]): readonly Metric[] {
  const asked = new Set(
    records.filter((record) => countedRound(record) !== null).map(({ encounter, concept }) => `${encounter} ${concept}`),
  );
  const isAsked = ({ encounter, concept }: Outcome): boolean => asked.has(`${encounter} ${concept}`);
  const rate = (id: string, label: string, which: string, some: readonly Outcome[]): Metric =>
    share(
      { id, label, formula: `denied / all, of outcomes ${which}` },
      some.filter(({ denied }) => denied).length,
      some.length,
      'A comparison of counts, not an effect.',
    );
  return [
    rate('denials-with-query', 'Denied, with a query', 'with a query on the same concept', outcomes.filter(isAsked)),
    rate(
      'denials-without-query',
      'Denied, without a query',
      'without one',
      outcomes.filter((each) => !isAsked(each)),
    ),
    rate(
      'denials-complete',
      'Denied, checklist complete',
      'with a complete checklist',
      outcomes.filter(({ complete }) => complete === true),
    ),
  ];
}
