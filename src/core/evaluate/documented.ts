import type { Verdict } from '../chart/verdict.ts';
import type { Documentation } from '../checklist/kinds.ts';
import type { Criterion, LinkedChecklist } from '../checklist/linked.ts';
import type { Context } from './context.ts';
import { documentationOf } from './documentation.ts';
import { lookOf } from './look.ts';
import { NOTHING, type Outcome } from './outcome.ts';
import type { DocumentationResult } from './result.ts';

/** `documented-as: none`: a checklist about the record itself, which documents no diagnosis; there is no silence to know or not to know. */
export const isAboutRecord = ({ documentedAs, documentedBy }: Pick<LinkedChecklist, 'documentedAs' | 'documentedBy'>): boolean =>
  documentedAs.length === 0 && documentedBy === null;

type Evaluator = (context: Context, criterion: Criterion) => Outcome;

/**
 * What the chart says about the subject, once per evaluation: from notes and encounter diagnoses, or, where the checklist has
 * `documented-by`, from that criterion (met: affirmed; not known: silent, and unknown).
 */
export function documentation(context: Context, outcomeOf: Evaluator): DocumentationResult {
  context.lazy.documentation ??= read(context, outcomeOf);
  return context.lazy.documentation;
}

function read(context: Context, outcomeOf: Evaluator): DocumentationResult {
  const by = context.checklist.documentedBy;
  if (isAboutRecord(context.checklist)) return { state: 'silent', known: true, statements: [], coded: false };
  if (!by) return documentationOf(context);
  const outcome = outcomeOf(context, by);
  const state: Documentation = outcome.verdict === 'met' ? 'affirmed' : 'silent';
  return { state, known: outcome.verdict !== 'not-known', statements: outcome.verdict === 'met' ? outcome.facts : [], coded: false };
}

/** `met: documented` as a criterion: met when affirmed. */
export function documentedOutcome(context: Context, outcomeOf: Evaluator): Outcome {
  context.lazy.documented ??= context.checklist.documentedBy
    ? outcomeOf(context, context.checklist.documentedBy)
    : fromNotes(context, outcomeOf);
  return context.lazy.documented;
}

function fromNotes(context: Context, outcomeOf: Evaluator): Outcome {
  const { state, known, statements } = documentation(context, outcomeOf);
  const affirming = statements.filter((fact) => fact.says === 'affirmed');
  const verdict: Verdict = state === 'affirmed' ? 'met' : !known ? 'not-known' : state === 'silent' ? 'not-found' : 'not-met';
  const look = lookOf(context.chart.reads.get('note') ?? context.chart.reads.get(context.checklist.about), 'notes');
  return {
    ...NOTHING,
    verdict,
    facts: verdict === 'met' ? affirming : statements,
    hits: verdict === 'met' ? affirming : [],
    since: verdict === 'met' ? (affirming[0]?.at ?? null) : null,
    why: verdict === 'not-known' ? (look.why ?? 'notes could not be read') : verdict === 'not-found' ? 'no statement in the notes' : null,
    search: look.search,
    searchedAt: look.searchedAt,
    complete: known,
  };
}
