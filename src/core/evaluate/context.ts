import { type Chart, factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import type { BuiltInInstant, Criterion, LinkedChecklist } from '../checklist/linked.ts';
import type { Outcome } from './outcome.ts';
import type { DocumentationResult } from './result.ts';

/** One evaluation under way: the chart, the checklist, and what has been answered already. */
export interface Context {
  readonly chart: Chart;
  readonly checklist: LinkedChecklist;
  /** Each criterion once, however often it is named. */
  readonly answered: Map<Criterion, Outcome>;
  readonly instants: Readonly<Record<BuiltInInstant, Instant | null>>;
  readonly codedCounts: boolean;
  /** Filled on first use. */
  readonly lazy: { documentation: DocumentationResult | null; documented: Outcome | null };
}

export interface EvaluateOptions {
  /** Retrospective audits of data without notes: a confirmed encounter diagnosis counts as documented, flag `coded`. */
  readonly codedCounts?: boolean;
}

export function contextFor(chart: Chart, checklist: LinkedChecklist, options: EvaluateOptions): Context {
  const instants = {
    arrived: firstOf(chart, 'arrived'),
    admitted: firstOf(chart, 'admitted'),
    discharged: firstOf(chart, 'discharged'),
    now: chart.asOf,
  };
  return {
    chart,
    checklist,
    answered: new Map(),
    instants,
    codedCounts: options.codedCounts ?? false,
    lazy: { documentation: null, documented: null },
  };
}

const firstOf = (chart: Chart, concept: string): Instant | null =>
  factsOf(chart, concept).find((fact) => matchesAtAll(fact) && fact.at <= chart.asOf)?.at ?? null;

/** Withdrawn facts and those of other stays match nothing; an unsigned or preliminary note says nothing yet. */
export const matchesAtAll = (fact: Fact): boolean =>
  fact.standing !== 'withdrawn' &&
  !hasFlag(fact, 'other-stay') &&
  !(fact.note !== undefined && (!fact.note.signed || fact.standing === 'preliminary'));

const stays = new WeakMap<Chart, Map<string, readonly Fact[]>>();

/** Facts of a concept that can match anything, in order of time; worked out once per chart and concept, whatever the checklists. */
export function matchable(chart: Chart, concept: string): readonly Fact[] {
  let known = stays.get(chart);
  if (!known) {
    known = new Map();
    stays.set(chart, known);
  }
  let facts = known.get(concept);
  if (!facts) {
    const all = factsOf(chart, concept);
    facts = all.every(matchesAtAll) ? all : all.filter(matchesAtAll);
    known.set(concept, facts);
  }
  return facts;
}
