import type { Chart } from '../chart/chart.ts';
import type { LinkedChecklist, NamedCriterion } from '../checklist/linked.ts';
import { type Context, contextFor, type EvaluateOptions } from './context.ts';
import { outcomeNamed, outcomeOf } from './criterion.ts';
import { documentation, isAboutRecord } from './documented.ts';
import { conflictState, expectedState, itemResults, statusItemOf } from './items.ts';
import { answerOf } from './outcome.ts';
import { outOfPeriod } from './period.ts';
import type { ChecklistResult, CriterionResult } from './result.ts';
import { sidesOf } from './sides.ts';
import { recordStatus, statusOf } from './status.ts';

/**
 * Compares a chart with a checklist: the only place where anything clinical is decided.
 * Pure: the same chart and checklist give the same result; `chart.asOf` is the only clock. A broken invariant throws.
 */
export function evaluate(chart: Chart, checklist: LinkedChecklist, options: EvaluateOptions = {}): ChecklistResult {
  const context = contextFor(chart, checklist, options);
  const governing = outcomeNamed(context, 'governing');
  const written = documentation(context, outcomeOf);
  const applies = !checklist.appliesTo || outcomeOf(context, checklist.appliesTo).verdict !== 'not-met';
  const judged = isAboutRecord(checklist) ? recordStatus(governing.verdict) : statusOf(written.state, written.known, governing.verdict);
  const status = applies ? judged : 'quiet';
  const definition = checklist.definitions[checklist.governing]?.criterion;
  return {
    id: checklist.id,
    title: checklist.title,
    version: checklist.version,
    stage: checklist.stage,
    hash: checklist.hash,
    policy: checklist.policy,
    outOfPeriod: outOfPeriod(context),
    about: checklist.about,
    governing: checklist.governing,
    documentation: written,
    evidence: governing.verdict,
    status,
    definitions: namedResults(context, checklist.definitions),
    criteria: namedResults(context, checklist.criteria),
    anchors: Object.fromEntries(Object.keys(checklist.anchors).map((name) => [name, answerOf(outcomeNamed(context, name))])),
    expect: itemResults(context, checklist.expect, expectedState, applies),
    conflicts: itemResults(context, checklist.conflicts, conflictState, applies),
    statusItem: applies ? statusItemOf(context, status, governing) : null,
    support: supportOf(context),
    ...(definition ? sidesOf(context, definition) : { for: [], against: [] }),
  };
}

function namedResults(context: Context, entries: Readonly<Record<string, NamedCriterion>>): Readonly<Record<string, CriterionResult>> {
  const results: Record<string, CriterionResult> = {};
  for (const [id, { label, source, criterion }] of Object.entries(entries)) {
    results[id] = { id, label, source, ...answerOf(outcomeOf(context, criterion)) };
  }
  return results;
}

/** The word of the first fitting line. The last resort says nothing while an earlier line could not be checked. */
function supportOf(context: Context): string | null {
  const { support } = context.checklist;
  if (support.length === 0) return null;
  let unknown = false;
  for (const { says, when } of support) {
    if (!when) return unknown ? 'unknown' : says;
    const { verdict } = outcomeOf(context, when);
    if (verdict === 'met') return says;
    unknown ||= verdict === 'not-known';
  }
  return unknown ? 'unknown' : null;
}
