import type { Concepts, Family } from '../../../core/chart/concept.ts';
import { type Fact, hasFlag, type Instant } from '../../../core/chart/fact.ts';
import { labelOf } from '../../../core/compose/concept-words.ts';
import type { EvidenceLine, Source } from '../../../core/compose/statement.ts';
import { noteWords, roleWords } from '../../../core/compose/wording.ts';
import type { ChecklistResult } from '../../../core/evaluate/result.ts';
import { standing } from '../../../core/query/course.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import { cdiWords } from '../words.ts';
import type { CaseContext } from './case-context.ts';
import { fewLines } from './lines.ts';

export type Lane = 'statement' | 'finding' | 'order' | 'query';
export const LANES: readonly Lane[] = ['statement', 'finding', 'order', 'query'];

/** One thing in time. `mark` is its shape: hollow for copied words, a cross for what is denied, a square for what speaks against. */
export interface TimelineEvent {
  readonly key: string;
  readonly lane: Lane;
  readonly at: Instant;
  readonly text: string;
  readonly mark: 'full' | 'hollow' | 'cross' | 'square';
  /** Null for what was done here: it has no source in the record. */
  readonly sources: readonly [Source, ...Source[]] | null;
}

const TREATING: ReadonlySet<Family> = new Set<Family>(['order', 'medication', 'procedure', 'movement']);
const NOT_A_FINDING: ReadonlySet<Family> = new Set<Family>(['diagnosis', 'note-statement', 'note', 'condition']);
/** More than this in one lane is a carpet, not a picture; the tables have all. */
const MOST = 40;

/** What happened around one condition, oldest first: what was stated, found, ordered and asked. `left`: entries that were not placed. */
export function timelineEvents(
  result: ChecklistResult,
  context: CaseContext,
  queries: readonly QueryRecord[],
): { readonly events: readonly TimelineEvent[]; readonly left: number } {
  const { concepts } = context;
  const rests = Object.values(result.criteria).flatMap((each) => (each.verdict === 'met' ? each.facts : []));
  // A value of an earlier stay would stretch the axis over years; it stands in the tables.
  const facts = [...result.for, ...result.against, ...rests].filter((fact) => !hasFlag(fact, 'other-stay'));
  const family = (fact: Fact) => concepts[fact.concept]?.family ?? 'measure';
  const treating = facts.filter((fact) => TREATING.has(family(fact)));
  const found = facts.filter((fact) => !TREATING.has(family(fact)) && !NOT_A_FINDING.has(family(fact)) && fact.says === undefined);
  const against = new Set(result.against);
  const all = [
    ...statementEvents(result, concepts),
    ...eventsOf('finding', found, against, context),
    ...eventsOf('order', treating, against, context),
    ...queries.filter((each) => each.draft.checklist === result.id).flatMap(queryEvents),
  ].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  const events = LANES.flatMap((lane) => all.filter((each) => each.lane === lane).slice(-MOST)).sort((a, b) => a.at - b.at);
  return { events, left: all.length - events.length };
}

function eventsOf(lane: Lane, facts: readonly Fact[], against: ReadonlySet<Fact>, { lineOf, concepts }: CaseContext): TimelineEvent[] {
  const sides = [
    {
      lines: fewLines(
        facts.filter((fact) => !against.has(fact)),
        lineOf,
        concepts,
      ),
      mark: 'full' as const,
    },
    {
      lines: fewLines(
        facts.filter((fact) => against.has(fact)),
        lineOf,
        concepts,
      ),
      mark: 'square' as const,
    },
  ];
  const event = (line: EvidenceLine, mark: TimelineEvent['mark']): TimelineEvent => ({
    key: `${line.concept} ${line.at} ${line.value ?? ''} ${line.sources[0]}`,
    lane,
    at: line.at,
    text: [line.label, line.value, line.unit].filter(Boolean).join(' '),
    mark,
    sources: line.sources,
  });
  const made = sides.flatMap(({ lines, mark }) => lines.map((line) => event(line, mark)));
  return [...new Map(made.map((each) => [each.key, each])).values()];
}

/** Note by note where the notes' order is known, else statement by statement. */
function statementEvents({ documentation }: ChecklistResult, concepts: Concepts): TimelineEvent[] {
  const { statements, timeline } = documentation;
  const said = cdiWords.case.pointSays;
  const whose = (fact: Fact | undefined) =>
    fact ? [roleWords(fact.by), fact.note ? noteWords(fact.note.type) : null].filter(Boolean).join(', ') : '';
  if (timeline)
    return timeline.points.map((point): TimelineEvent => {
      const fact = statements.find((each) => each.from[0] === point.from);
      const label = fact ? labelOf(fact.concept, concepts) : '';
      const isAgainst = point.says === 'denied' || point.says === 'ruled-out';
      return {
        key: `said ${point.from}`,
        lane: 'statement',
        at: point.at,
        text: [`${label} ${said[point.says]}`.trim(), whose(fact), point.weak ? cdiWords.case.copiedWords : null]
          .filter(Boolean)
          .join(', '),
        mark: isAgainst ? 'cross' : point.weak ? 'hollow' : 'full',
        sources: [point.from],
      };
    });
  return statements.map((fact) => ({
    key: `said ${fact.from[0]}`,
    lane: 'statement',
    at: fact.at,
    text: [labelOf(fact.concept, concepts), whose(fact)].filter(Boolean).join(', '),
    mark: fact.says === 'denied' ? 'cross' : fact.note?.copied ? 'hollow' : 'full',
    sources: fact.from,
  }));
}

const queryEvents = (record: QueryRecord): TimelineEvent[] =>
  standing(record.history).map((event, index) => ({
    key: `query ${record.key} ${index}`,
    lane: 'query',
    at: event.at,
    text: `${cdiWords.case.timeline.query[event.kind]}: ${record.draft.title}`,
    mark: 'full',
    sources: null,
  }));
