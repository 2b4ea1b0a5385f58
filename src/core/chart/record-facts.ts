import { codedOf, namesOf } from './coding.ts';
import { UNDATED } from './condition.ts';
import type { Fact, SourceRef } from './fact.ts';
import { encounterOf, type Filling, flagged, type MapContext, spanOf, whenOf } from './mapping.ts';
import { fold, type Json, list, number, record, records, text } from './narrow.ts';
import { namedBy } from './record-words.ts';
import { testOrderFacts } from './test-order.ts';

/**
 * Facts about the record itself, beside the clinical ones: entries of lists of diagnoses, results that the laboratory marked critical, tests
 * ordered and their results, procedures and whether a reason is given, notes without a time. For the checklist `record-completeness`.
 * Entered in error, planned and cancelled things give none.
 */
export function recordFacts(resource: Json, type: string, source: SourceRef, context: MapContext, into: Filling): void {
  if (type === 'Condition') listEntry(resource, source, context, into);
  else if (type === 'Observation') criticalResult(resource, source, context, into);
  else if (type === 'ServiceRequest') into.facts.push(...testOrderFacts(resource, source, context));
  else if (type === 'Procedure') procedureDone(resource, source, context, into);
}

/** An entry of the problem list or of the encounter's diagnoses, whatever its code; its word is what the list shows. */
function listEntry(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  const verification = codedOf(resource.verificationStatus).codings[0]?.code ?? '';
  if (verification === 'entered-in-error' || verification === 'refuted') return;
  const when = whenOf(resource.recordedDate, context.zone, true);
  const isProblem = records(resource.category).some((one) =>
    codedOf(one).codings.some(({ code }) => code === 'problem-list-item' || code === 'health-concern'),
  );
  into.facts.push({
    concept: 'condition-entry',
    at: typeof when === 'object' ? when.at : UNDATED,
    text: namesOf(codedOf(resource.code)).join('; '),
    ...flagged([isProblem ? 'problem-list' : 'encounter-diagnosis']),
    from: [source],
  });
}

/** HL7 interpretation codes of a result that is to be called: far outside, not merely abnormal. */
const CRITICAL = new Set(['HH', 'LL', 'AA']);
const REPORTED = new Set(['final', 'amended', 'corrected', 'preliminary']);

function criticalResult(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  if (!REPORTED.has(text(resource.status))) return;
  for (const node of [resource, ...records(resource.component)]) {
    if (!records(node.interpretation).some(isCritical)) continue;
    const id = namesOf(codedOf(node.code))
      .map((name) => namedBy('result', name))
      .find((one) => one !== null);
    const issued = whenOf(resource.issued, context.zone);
    const span = spanOf(resource.effectivePeriod, context.zone);
    const taken = whenOf(resource.effectiveDateTime ?? resource.effectiveInstant, context.zone);
    const at =
      typeof taken === 'object' ? taken.at : typeof span === 'object' ? span.start : typeof issued === 'object' ? issued.at : undefined;
    // A result the table cannot name cannot be looked for in a note.
    if (!id || at === undefined) continue;
    const quantity = record(node.valueQuantity);
    const value = number(quantity?.value);
    const unit = text(quantity?.unit) || text(quantity?.code);
    into.facts.push({
      concept: 'critical-result',
      at,
      ...(typeof issued === 'object' ? { known: issued.at } : {}),
      text: id,
      ...(value === null ? {} : { value, ...(unit === '' ? {} : { charted: { value, unit } }) }),
      from: [source],
    });
  }
}

function isCritical(interpretation: Json): boolean {
  const { codings, text: words } = codedOf(interpretation);
  return codings.some(({ code }) => CRITICAL.has(code)) || /\b(critical|panic)\b/i.test(words);
}

/** A procedure of the table that was done; `reason-given` when it, or the order it is based on, names one. */
function procedureDone(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  if (text(resource.status) !== 'completed') return;
  const id = namesOf(codedOf(resource.code))
    .map((name) => namedBy('procedure', name))
    .find((one) => one !== null);
  if (!id) return;
  const span = spanOf(resource.performedPeriod, context.zone, true);
  const moment = whenOf(resource.performedDateTime, context.zone, true);
  const at = typeof span === 'object' ? (span.start ?? span.end) : typeof moment === 'object' ? moment.at : undefined;
  if (at === undefined) return;
  const until = typeof span === 'object' ? span.end : undefined;
  const orders: readonly Json[] = list(resource.basedOn).flatMap(
    (order) => context.index.follow(order, resource)?.resource ?? [],
  ) as Json[];
  into.facts.push({
    concept: 'procedure-done',
    at,
    ...(until !== undefined && until > at ? { until } : {}),
    text: id,
    ...flagged([resource, ...orders].some(namesReason) ? ['reason-given'] : []),
    from: [source],
  });
}

const namesReason = (resource: Json): boolean =>
  list(resource.reasonReference).length > 0 || records(resource.reasonCode).some((reason) => namesOf(codedOf(reason)).length > 0);

/**
 * A document of an encounter that no time places: it cannot become a note, and what it says is not known. None where it names no encounter: it
 * may be of any stay; none where it was entered in error or superseded.
 */
export function undatedNote(resource: Json, source: SourceRef, context: MapContext): readonly Fact[] {
  if (text(resource.status) !== 'current' || text(resource.docStatus) === 'entered-in-error') return [];
  if (encounterOf(resource, context) === null) return [];
  return [{ concept: 'note-without-time', at: UNDATED, text: fold(codedOf(resource.type).text) || 'note', from: [source] }];
}
