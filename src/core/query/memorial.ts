import type { Instant } from '../chart/fact.ts';
import { wallTime } from '../compose/clock.ts';
import { indicatorText } from '../compose/query-parts.ts';
import { appendAll, type Refusal } from './life.ts';
import type { QueryEvent, QueryRecord, QueryResponse } from './record.ts';
import { oneLine, RESPONSE_WORDS } from './words.ts';

/** A query that was asked in person or by telephone: the draft that was read out, when, of whom, and what was answered there and then, if anything. */
export interface Verbal {
  readonly record: Omit<QueryRecord, 'history'>;
  readonly askedAt: Instant;
  readonly to: string;
  readonly answer: { readonly at: Instant; readonly response: QueryResponse; readonly basis: string | null } | null;
  readonly comment?: string;
}

/**
 * The record of a verbal query. The same standard holds as for a written one: what could not be sent is not recorded as asked either, and the refusal says
 * why. The answer is the provider's own words under `basis`; it documents nothing until a note carries it.
 */
export function memorialOf({ record, askedAt, to, answer, comment }: Verbal): QueryRecord | Refusal {
  const by = record.author.name;
  const events: readonly QueryEvent[] = [
    { kind: 'drafted', at: record.createdAt, by },
    { kind: 'sent', at: askedAt, by, to, via: 'verbal', ...(comment === undefined ? {} : { comment }) },
    ...(answer === null ? [] : [{ kind: 'responded' as const, by: to, ...answer }]),
  ];
  // written down after the talk: the draft is as old as what was asked
  return appendAll({ ...record, createdAt: Math.min(record.createdAt, askedAt), history: [] }, events);
}

/** The memorial as text: who asked whom and when, what was shown, which answers were given to choose from, what was answered. */
export function memorialText(record: QueryRecord, zone: string | null, now: Instant): string {
  const asked = record.history.find((event) => event.kind === 'sent' && event.via === 'verbal');
  const answer = record.history.findLast((event) => event.kind === 'responded');
  if (asked?.kind !== 'sent') return '';
  const said =
    answer?.kind === 'responded'
      ? `Answer ${wallTime(answer.at, zone, now)}: ${RESPONSE_WORDS[answer.response]}.${answer.basis === null ? '' : ` Clinical basis: ${oneLine(answer.basis)}`}`
      : 'No answer yet.';
  return [
    `Verbal query, ${wallTime(asked.at, zone, now)}: ${oneLine(record.author.name)}, ${oneLine(record.author.role)}, asked ${oneLine(asked.to)}.`,
    'Findings named:',
    ...record.draft.indicators.map(indicatorText),
    `Question: ${oneLine(record.draft.question)}`,
    ...(record.draft.options.length === 0
      ? ['Open question, no answers were offered.']
      : ['Answers offered:', ...record.draft.options.map(({ text }) => `- ${oneLine(text)}`)]),
    said,
  ].join('\n');
}
