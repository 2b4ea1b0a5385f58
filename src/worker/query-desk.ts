import type { Instant, SourceRef } from '../core/chart/fact.ts';
import type { LinkedQuery } from '../core/checklist/linked.ts';
import { forbiddenIn } from '../core/lint/forbidden.ts';
import type { LintEncounter, LintFinding } from '../core/lint/index.ts';
import { type AuditSheet, auditSheet } from '../core/query/audit-sheet.ts';
import { type Conclusion, documentedBy, withdrawal } from '../core/query/documented.ts';
import { lintRecord } from '../core/query/lint-record.ts';
import type { QueryPolicy } from '../core/query/policy.ts';
import type { QueryEvent, QueryRecord } from '../core/query/record.ts';
import { checklistsUnder, type ReviewContent, toolkitOf } from '../core/review/index.ts';
import type { Review } from '../core/review/review.ts';
import { lintEncounterOf } from './lint-encounter.ts';

/** What the sender knows of the encounter beside the review: who may be asked, what is asked already, the hospital's policy, the patient's names. */
export interface QueryAround {
  readonly names: readonly string[];
  /** Names of the providers that may be asked; null: the encounter names nobody, and anybody may be named. */
  readonly providers: readonly string[] | null;
  /** Open queries of this encounter, without the one that is checked. */
  readonly open: readonly { readonly id: string; readonly concept: string; readonly recipient: string }[];
  readonly policy: Pick<QueryPolicy, 'definitionSets' | 'retrospectiveDays'>;
  readonly now: Instant;
}

/** A question about one query record; answered from the last review of its stay. */
export type QueryAsked =
  | { readonly what: 'lint'; readonly record: QueryRecord; readonly around: QueryAround }
  | { readonly what: 'sheet'; readonly record: QueryRecord; readonly zone: string | null; readonly now: Instant }
  | { readonly what: 'conclude'; readonly record: QueryRecord }
  /** A text beside the query (reminder, sheet): only its words are judged, those of the record in it (`quotes`) apart. */
  | { readonly what: 'text'; readonly text: string; readonly quotes?: readonly string[] };

/** What the newest review tells about a query, as proposals: nothing is recorded by itself. `quote`: the words of the note that carries the answer. */
export interface QueryConcluded {
  readonly documented: Conclusion<Extract<QueryEvent, { kind: 'documented' }>>;
  readonly withdrawal: Conclusion<Extract<QueryEvent, { kind: 'withdrawn' }>>;
  readonly quote: string | null;
}

export type QueryAnswered =
  | { readonly what: 'lint'; readonly lint: QueryRecord['lint'] }
  | ({ readonly what: 'sheet' } & { readonly sheet: AuditSheet })
  | ({ readonly what: 'conclude' } & QueryConcluded)
  | { readonly what: 'text'; readonly findings: readonly LintFinding[] };

/** The checklist's own entry of a query, under the policy that the review was made with; null: it has none any more. */
function entryOf(content: ReviewContent, review: Review, record: QueryRecord): LinkedQuery | null {
  const own = checklistsUnder(content, review.policy)?.find(({ id }) => id === record.draft.checklist);
  return own?.version === record.draft.version ? (own.queries.find(({ id }) => id === record.draft.id) ?? null) : null;
}

/** Shorter words than these are no quote: blanking them would blank what they stand in. */
const SHORTEST_QUOTE = 6;

/** Longest first, so that a quote within another leaves nothing of it behind. */
const withoutQuotes = (text: string, quotes: readonly string[]): string =>
  [...quotes]
    .filter((quote) => quote.trim().length >= SHORTEST_QUOTE)
    .sort((a, b) => b.length - a.length)
    .reduce((left, quote) => left.replaceAll(quote, ' '), text);

/**
 * Answers a question about a query. Null where the record is of another stay than the review, or nothing was reviewed: a query is never judged by the
 * chart of somebody else.
 */
export function answerQuery(content: ReviewContent, review: Review | null, asked: QueryAsked): QueryAnswered | null {
  const lexicon = toolkitOf(content).lint;
  if (asked.what === 'text') return { what: 'text', findings: forbiddenIn(withoutQuotes(asked.text, asked.quotes ?? []), 'text', lexicon) };
  const { record } = asked;
  if (asked.what === 'sheet') return { what: 'sheet', sheet: auditSheet(record, { lexicon, zone: asked.zone, now: asked.now }) };
  if (review === null || review.encounter !== record.encounter || review.patient !== record.patient) return null;
  if (asked.what === 'conclude') {
    const entry = entryOf(content, review, record);
    const documented = documentedBy(record, review, entry);
    return {
      what: 'conclude',
      documented,
      withdrawal: withdrawal(record, review, entry),
      quote: quoteOf(review, documented.event?.ref ?? null),
    };
  }
  const statements = review.checklists.flatMap((result) => result.documentation.statements);
  const lint = lintRecord(record, {
    lexicon,
    documented: statements.flatMap((fact) => fact.note?.snippet ?? []),
    encounter: { ...encounterOf(content, review, record, asked.around) },
  });
  return { what: 'lint', lint };
}

function encounterOf(content: ReviewContent, review: Review, record: QueryRecord, around: QueryAround): LintEncounter {
  const { careStart, end } = review.levelOfCare;
  const { retrospectiveDays, definitionSets } = around.policy;
  // As if written before the review: whether the chart answers it is asked of the review, not of when the draft was begun.
  const settled = withdrawal({ ...record, createdAt: 0, history: [] }, review, entryOf(content, review, record)).event;
  const own = lintEncounterOf(review, record.draft.checklist, content.concepts);
  // A course ("15 to 18 /min, 14 readings") is no one of its values: only that its sources still stand is asked of them.
  const courses = new Set(record.draft.indicators.flatMap(({ ref, line }) => (line.sources.length > 1 ? [ref] : [])));
  const resources = new Map(
    [...(own.resources ?? [])].map(([ref, now]) => [
      ref,
      courses.has(ref) ? (now.status === undefined ? {} : { status: now.status }) : now,
    ]),
  );
  return {
    ...own,
    resources,
    names: around.names,
    ...(around.providers === null ? {} : { providers: around.providers }),
    ...(careStart === null ? {} : { lookbackFrom: careStart }),
    openQueries: around.open,
    ...(settled?.reason === 'answered-in-chart' ? { answeredBy: settled.comment ?? 'the record' } : {}),
    definitionSets: Object.values(definitionSets).flatMap((name) => (name === null ? [] : [name.toLowerCase()])),
    ...(end !== null && end <= around.now ? { daysClosed: Math.floor((around.now - end) / 86_400_000) } : {}),
    ...(retrospectiveDays === null ? {} : { retrospectiveDays }),
  };
}

function quoteOf(review: Review, ref: SourceRef | null): string | null {
  if (ref === null) return null;
  const statements = review.checklists.flatMap((result) => result.documentation.statements);
  return [...statements, ...review.chart.facts].find((fact) => fact.from.includes(ref))?.note?.snippet.trim() ?? null;
}
