import type { Concepts } from '../core/chart/concept.ts';
import type { Fact, Instant } from '../core/chart/fact.ts';
import { isoInZone } from '../core/chart/instant.ts';
import type { Prompt, QueryDraft, Source } from '../core/compose/statement.ts';
import type { Answer, ChecklistResult, ItemResult } from '../core/evaluate/result.ts';
import type { LintFinding } from '../core/lint/index.ts';
import type { Review } from '../core/review/review.ts';
import type { Utilization } from '../core/stay/utilization.ts';
import type { EvaluateLine } from './schema.ts';

/** Lints a draft; passed in, so that the line shows what the one linter says. */
export type Lint = (draft: QueryDraft) => readonly LintFinding[];

type Printed = Readonly<Record<string, unknown>>;
const sourceText = (source: Source) => (typeof source === 'string' ? source : `search:${source.search}`);

/** The line that `corroborate evaluate` prints for one stay; `full` adds every fact used. */
export function evaluateLineOf(review: Review, concepts: Concepts, lint: Lint, full: boolean): EvaluateLine & Printed {
  const time = (at: Instant) => isoInZone(at, review.zone);
  const timeOrNull = (at: Instant | null) => (at === null ? null : time(at));

  const evidence = (fact: Fact) => ({
    source: fact.from[0] as string,
    sources: fact.from as readonly string[] as string[],
    concept: fact.concept,
    value: fact.value ?? null,
    unit: (fact.value === undefined ? undefined : concepts[fact.concept]?.unit) ?? null,
    text: fact.text ?? null,
    at: time(fact.at),
    ...(fact.charted ? { charted: fact.charted } : {}),
    ...(fact.flags?.length ? { flags: [...fact.flags] } : {}),
  });
  const criterion = (answer: Answer) => ({
    verdict: answer.verdict,
    why: answer.why,
    search: answer.search,
    missing: [...answer.missing],
    evidence: answer.facts.map(evidence),
  });
  const item = (result: ItemResult) => ({ ref: result.ref, kind: result.kind, state: result.state });
  const prompt = (shown: Prompt) => ({
    item: shown.item,
    ref: shown.ref,
    kind: shown.kind,
    audience: [...shown.audience],
    title: shown.title.text,
    text: shown.text.text,
    ...(shown.also ? { also: shown.also.map((one) => ({ ...one })) } : {}),
    sources: [...new Set([shown.title, shown.text, ...shown.evidence, ...shown.absent].flatMap((s) => s.sources.map(sourceText)))],
  });
  const query = (draft: QueryDraft) => ({
    id: draft.id,
    purpose: draft.purpose,
    title: draft.title,
    body: draft.body,
    options: draft.options.map((option) => option.text),
    lint: [...lint(draft)],
  });
  const mapped = <In, Out>(record: Readonly<Record<string, In>>, to: (value: In) => Out) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));

  const checklist = (result: ChecklistResult) => ({
    id: result.id,
    title: result.title,
    version: result.version,
    stage: result.stage,
    ...(result.outOfPeriod.length > 0 ? { outOfPeriod: [...result.outOfPeriod] } : {}),
    hash: result.hash,
    coded: result.documentation.coded,
    documentation: result.documentation.state,
    documentationKnown: result.documentation.known,
    evidence: result.evidence,
    governing: result.governing,
    status: result.status,
    definitions: mapped(result.definitions, (definition) => definition.verdict),
    criteria: mapped(result.criteria, criterion),
    expect: mapped(result.expect, item) as EvaluateLine['checklists'][number]['expect'],
    conflicts: mapped(result.conflicts, item) as EvaluateLine['checklists'][number]['conflicts'],
    prompts: review.prompts.filter((shown) => shown.checklist === result.id).map(prompt),
    queries: review.queries.filter((draft) => draft.checklist === result.id).map(query),
  });

  const point = (fact: Fact) => ({
    at: time(fact.at),
    value: fact.value ?? (true as const),
    ...(fact.parts ? { parts: { ...fact.parts } } : {}),
    ...(fact.missing?.length ? { missing: [...fact.missing] } : {}),
    ...(fact.upTo === undefined ? {} : { upTo: fact.upTo }),
    ...(fact.flags?.length ? { flags: [...fact.flags] } : {}),
    sources: fact.from as readonly string[] as string[],
  });

  const loc = review.levelOfCare;
  return {
    encounter: review.encounter,
    patient: review.patient,
    asOf: time(review.asOf),
    zone: review.zone,
    policy: review.policy,
    checklists: review.checklists.map(checklist),
    measures: mapped(review.measures, (facts) => facts.map(point)),
    levelOfCare: {
      status: loc.status,
      regime: loc.regime,
      careStart: timeOrNull(loc.careStart),
      careStartSource: loc.careStartSource,
      inpatientOrder: timeOrNull(loc.inpatientOrder),
      observationStart: timeOrNull(loc.observationStart),
      end: timeOrNull(loc.end),
      midnights: { ...loc.midnights },
      observationHours: loc.observationHours,
      expectation: loc.expectation,
      support: loc.support,
      flags: [...loc.flags],
      sources: [...loc.sources],
      timeline: loc.timeline.map((step) => ({ ...step, from: time(step.from), to: timeOrNull(step.to) })),
      timers: loc.timers.map((one) => ({
        ...one,
        audience: [...one.audience],
        at: time(one.at),
        deadline: timeOrNull(one.deadline),
        from: [...one.from],
      })),
      utilization: loc.utilization ? utilizationLine(loc.utilization, time) : null,
    } as EvaluateLine['levelOfCare'],
    mentions: review.mentions,
    unmapped: review.unmapped.map((code) => ({ ...code })),
    problems: review.problems.map((problem) => ({ ...problem })),
    ...(full ? { facts: review.chart.facts.map(evidence) } : {}),
  };
}

/** Times as text; everything else as the core has it. */
const utilizationLine = (work: Utilization, time: (at: Instant) => string) => ({
  ...work,
  changes: work.changes.map((change) => ({ ...change, at: time(change.at) })),
  criteria: work.criteria ? { ...work.criteria, at: time(work.criteria.at) } : null,
});
