import { hasFlag } from '../chart/fact.ts';
import type { LinkedQuery } from '../checklist/linked.ts';
import { queriesDue } from '../evaluate/index.ts';
import type { ChecklistResult } from '../evaluate/result.ts';
import { wallDay } from './clock.ts';
import type { ComposeContext } from './context.ts';
import { documentedConcepts, undocumentedName } from './documented.ts';
import { MOST_LINES } from './evidence.ts';
import { fillTemplate } from './fill.ts';
import { queryOptions } from './query-options.ts';
import { indicatorsFor, indicatorText } from './query-parts.ts';
import { statementsFor } from './quotes.ts';
import type { QueryDraft } from './statement.ts';
import { ascii } from './wording.ts';

/**
 * Query drafts whose occasion has come. A draft that could not be sound is not made: no indicator, a validation without a quoted statement or
 * without both sides, a slot that stays empty. Everything quoted is verbatim; nothing is preselected.
 */
export function queriesOf(result: ChecklistResult, context: ComposeContext): readonly QueryDraft[] {
  return queriesDue(context.checklist, result).flatMap((query) => shortest(query, result, context) ?? []);
}

/** A reader's patience (QL070). */
const MOST_WORDS = 250;
const LEAST_LINES = 5;

/** The draft with as many indicators as fit in the words a reader gives it. */
function shortest(query: LinkedQuery, result: ChecklistResult, context: ComposeContext): QueryDraft | null {
  let draft: QueryDraft | null = null;
  for (let most = MOST_LINES; most >= LEAST_LINES; most -= 1) {
    draft = draftOf(query, result, context, most);
    if (draft === null || draft.body.split(/\s+/).length <= MOST_WORDS) return draft;
  }
  return draft;
}

function draftOf(query: LinkedQuery, result: ChecklistResult, context: ComposeContext, most: number): QueryDraft | null {
  const { chart, concepts } = context;
  const spoken = result.documentation.statements;
  // a code counted as documentation (retrospective audit) cannot be quoted, and nobody can be asked about it
  if (spoken.length > 0 && spoken.every((fact) => hasFlag(fact, 'coded'))) return null;
  const documented = documentedConcepts(chart, result, concepts);
  const statements = statementsFor(query, result, context);
  const indicators = indicatorsFor(query, result, context, most);
  const ask = fillTemplate(query.ask, result, null, context);
  if (indicators.length === 0 || ask === null || undocumentedName(ask.text, documented, concepts) !== null) return null;
  if (query.purpose === 'clinical-validation') {
    // Both sides cannot be shown while part of what is cited could not be looked at.
    if (query.cite.some((name) => (result.criteria[name] ?? result.definitions[name])?.verdict === 'not-known')) return null;
    const sides = new Set(indicators.map((each) => each.polarity));
    if (statements.length === 0 || !sides.has('supports') || !sides.has('against')) return null;
  }
  const offered = queryOptions(query, indicators, result, documented, context);
  const isChoice = query.format === 'open' || offered.some((option) => option.kind !== 'other' && option.kind !== 'undetermined');
  const format = isChoice ? query.format : 'open';
  const options = format === 'open' ? [] : offered;
  const single = options.filter((option) => option.kind === 'diagnosis').length === 1;
  const title = fillTemplate(query.title, result, null, context)?.text ?? null;
  const draft = {
    id: query.id,
    checklist: result.id,
    version: result.version,
    purpose: query.purpose,
    format,
    title:
      title === null || undocumentedName(title, documented, concepts) !== null
        ? `Clinical findings to ${wallDay(chart.asOf, chart.zone, chart.asOf)}`
        : title,
    documentedStatements: statements,
    indicators,
    question: ask.text,
    options,
    rationale: query.rationale ?? (single ? 'No other condition is supported by the findings shown.' : null),
  };
  return { ...draft, body: bodyOf(draft) };
}

/** The text as it is copied or printed: what is documented, what was found for and against, one question, the answers. */
export function bodyOf(draft: Omit<QueryDraft, 'body'>): string {
  const against = draft.indicators.filter((each) => each.polarity === 'against');
  const others = draft.indicators.filter((each) => each.polarity !== 'against');
  const year = [...draft.documentedStatements, ...draft.indicators].reduce(
    (newest, { time }) => (time.slice(0, 4) > newest ? time.slice(0, 4) : newest),
    '',
  );
  const blocks = [
    block(
      'Documented:',
      draft.documentedStatements.map((each) => `"${each.quote}" (${each.author}, ${each.noteType}, ${clockOf(each.time, year)})`),
    ),
    block('Findings:', others.map(indicatorText)),
    block('Findings that point the other way:', against.map(indicatorText)),
    draft.question,
    draft.options.map((each) => `[ ] ${each.text}${blankAfter(each)}`).join('\n'),
  ];
  return ascii(blocks.filter((each) => each !== '').join('\n\n'));
}

/** A line to write on, where the answer asks for words. */
const blankAfter = ({ kind, text }: QueryDraft['options'][number]): string =>
  kind === 'other' ? ': ____' : text.endsWith(':') ? ' ____' : '';

const block = (head: string, lines: readonly string[]): string => (lines.length === 0 ? '' : [head, ...lines].join('\n'));

/** '2026-03-02T15:10:00-05:00' -> '03-02 15:10', as the findings print it: with the year when it is not `year`, with Z where the clock is UTC. */
const clockOf = (iso: string, year: string): string =>
  `${iso.startsWith(year) ? '' : `${iso.slice(0, 4)}-`}${iso.slice(5, 16).replace('T', ' ')}${iso.endsWith('Z') ? 'Z' : ''}`;
