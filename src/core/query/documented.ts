import { type Fact, hasFlag, type Instant, type SourceRef } from '../chart/fact.ts';
import type { LinkedQuery } from '../checklist/linked.ts';
import { isByProvider } from '../evaluate/index.ts';
import type { Review } from '../review/review.ts';
import { answeredAt, roundOf } from './course.ts';
import { stateOf } from './life.ts';
import { type Occasion, occasionOf } from './occasion.ts';
import type { QueryEvent, QueryRecord } from './record.ts';

/** What a newer review tells about a query: an event to append, or why nothing can be said. */
export type Conclusion<E extends QueryEvent> = { readonly event: E; readonly why: string } | { readonly event: null; readonly why: string };
type Documented = Extract<QueryEvent, { kind: 'documented' }>;
type Withdrawn = Extract<QueryEvent, { kind: 'withdrawn' }>;

/** Who "did" what was read from the record. */
const BY_RECORD = 'record';
const nothing = (why: string): { readonly event: null; readonly why: string } => ({ event: null, why });

/**
 * Whether a note now carries the answer: the question is no longer due, and a provider's signed note, written after the query was sent, says something new
 * on it. A reply alone documents nothing, and neither does an old sentence that is repeated. Nothing is concluded from a review that did not read
 * everything. `query`: the checklist's own entry, which makes the look exact.
 */
export function documentedBy(record: QueryRecord, review: Review, query: LinkedQuery | null = null): Conclusion<Documented> {
  const round = roundOf(record);
  if (round.sent === null) return nothing('The query was not sent.');
  if (round.documented !== null) return nothing('A note carries the answer already.');
  if (round.withdrawn !== null || round.closed !== null) return nothing('The query is closed.');
  if (round.misdirected) return nothing('The query was returned as sent to the wrong person.');
  if (review.asOf <= round.sent.at) return nothing('The record was read before the query was sent.');
  const occasion = occasionOf(record, review, query);
  if (occasion.is !== 'gone') return nothing(occasion.is === 'due' ? 'The question still stands.' : occasion.why);
  const said = newStatements(record, review, occasion, round.sent.at).at(-1);
  if (said === undefined) return nothing('No new statement by a provider was found since the query was sent.');
  const event: Documented = { kind: 'documented', at: said.at, by: BY_RECORD, ref: said.from[0] };
  return { event, why: 'A provider note written after the query carries a statement on it, and the question is no longer due.' };
}

/**
 * Whether a query nobody has replied to answered itself: the question is no longer due, and no note written after it carries the answer (that would be the
 * reply: `documentedBy`). `answered-in-chart`: a note from before, or results that came since, settle it; `superseded`: the question no longer applies.
 */
export function withdrawal(record: QueryRecord, review: Review, query: LinkedQuery | null = null): Conclusion<Withdrawn> {
  const round = roundOf(record);
  if (round.withdrawn !== null || round.closed !== null) return nothing('The query is closed.');
  if (answeredAt(round) !== null || stateOf(record) === 'responded') return nothing('The query was answered.');
  const written = round.sent?.at ?? record.createdAt;
  if (review.asOf <= written) return nothing('The record was read before the query was written.');
  const occasion = occasionOf(record, review, query);
  if (occasion.is !== 'gone') return nothing(occasion.is === 'due' ? 'The question still stands.' : occasion.why);
  const since = newStatements(record, review, occasion, round.sent === null ? Number.NEGATIVE_INFINITY : written);
  if (round.sent !== null && since.length > 0) return nothing('A note written after the query carries the answer.');
  const said = round.sent === null ? since.at(-1) : newStatements(record, review, occasion, Number.NEGATIVE_INFINITY).at(-1);
  if (said === undefined && query === null) return nothing('No statement that answers it was found.');
  const where = said === undefined ? 'The record settles it.' : `Stands in ${said.from[0]}.`;
  const reason = occasion.how === 'answered' ? 'answered-in-chart' : 'superseded';
  const comment = occasion.how === 'answered' ? where : 'The question no longer applies.';
  return { event: { kind: 'withdrawn', at: review.asOf, by: BY_RECORD, reason, comment }, why: comment };
}

/**
 * Statements in signed provider notes after `after` that say what was not said when the query was written: another assertion on the subject, or what
 * its item looked for. In a conflict any later statement settles. In order of time.
 */
function newStatements(
  record: QueryRecord,
  review: Review,
  { result, item }: Extract<Occasion, { is: 'gone' }>,
  after: Instant,
): readonly Fact[] {
  const quoted = new Set(record.draft.documentedStatements.map(({ ref }) => ref));
  const counts = (fact: Fact): boolean =>
    fact.at > after && fact.at <= review.asOf && !quoted.has(fact.from[0]) && isSignedByProvider(fact) && fact.note?.copied !== true;
  const spoken = result.documentation.statements;
  const knownBefore = (fact: Fact): boolean =>
    spoken.some((other) => quoted.has(other.from[0]) && claim(other) === claim(fact)) ||
    (after > Number.NEGATIVE_INFINITY && spoken.some((other) => other.at <= after && claim(other) === claim(fact)));
  const settles = record.draft.purpose === 'resolve-conflict';
  const views = spoken.filter((fact) => counts(fact) && (settles || !knownBefore(fact)));
  const found = item?.state === 'present' ? item.found.facts.filter(counts) : [];
  return [...new Set([...views, ...found])].sort((a, b) => a.at - b.at || order(a.from[0], b.from[0]));
}

const order = (a: SourceRef, b: SourceRef): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a statement says of what: "ruled out" is another claim than "no". */
const claim = (fact: Fact): string => `${fact.concept} ${fact.says} ${hasFlag(fact, 'ruled-out')}`;

const isSignedByProvider = (fact: Fact): boolean =>
  fact.note?.signed === true && fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay') && isByProvider(fact);
