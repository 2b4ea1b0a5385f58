import { type Coded, codedOf, named } from './coding.ts';
import type { Concept, Family } from './concept.ts';
import { culturesIn } from './culture.ts';
import type { Fact, SourceRef } from './fact.ts';
import { type Filling, flagged, type MapContext, noteUnmapped, problem, spanOf, whenOf } from './mapping.ts';
import { type Json, record, records, text } from './narrow.ts';
import { matchesByCode, matchesByText } from './vocabulary.ts';

const DONE: ReadonlySet<Family> = new Set<Family>(['device', 'procedure']);

/**
 * Facts of a Procedure: support, renal replacement, operations, source control. A date without a time stands for that day, flag `date-precision`.
 * In progress with a start and no end: still running, flag `running`. Completed without an end: a moment, because nobody knows how long.
 */
export function procedureFacts(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  const status = text(resource.status);
  if (status !== 'completed' && status !== 'in-progress') return;
  const code = codedOf(resource.code);
  if (culturesIn(resource, code, source, context, into)) return;
  const time = spanFrom(resource.performedPeriod, resource.performedDateTime, status === 'in-progress', context);
  add(code, time, source, context, into, 'Procedure', []);
}

/** Facts of a DeviceUseStatement: the device's type decides; intended use and mistakes are none. Active with a start and no end: flag `running`. */
export function deviceUseFacts(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  const status = text(resource.status);
  if (!['active', 'completed', 'stopped'].includes(status)) return;
  const device = context.index.follow(resource.device, resource);
  const type = codedOf(device?.resource?.type);
  const names = records(device?.resource?.deviceName).map((entry) => text(entry.name));
  const display = text(record(resource.device)?.display);
  const code: Coded = type.codings.length > 0 || type.text !== '' ? type : named(names[0] ?? display);
  const timed = spanFrom(resource.timingPeriod, resource.timingDateTime, status === 'active', context);
  const time = timed === 'none' ? whenOf(resource.recordedOn, context.zone, true) : timed;
  const source2 = device?.resource && !device.ref.startsWith('#') ? [device.ref] : [];
  add(code, time, source, context, into, 'DeviceUseStatement', source2);
}

type Time = { readonly at: number; readonly until?: number; readonly flags: readonly string[] } | 'none' | 'unusable';

/** A period, else a moment. Only a period says that something began and goes on: a moment alone may be its end. */
function spanFrom(period: unknown, moment: unknown, isOpen: boolean, context: MapContext): Time {
  const span = spanOf(period, context.zone, true);
  if (span === 'unusable') return 'unusable';
  if (span !== 'none') {
    const at = span.start ?? span.end;
    const flags = isOpen && span.start !== undefined && span.end === undefined ? [...span.flags, 'running'] : span.flags;
    if (at !== undefined) return { at, ...(span.end !== undefined && span.end > at ? { until: span.end } : {}), flags };
  }
  return whenOf(moment, context.zone, true);
}

function add(
  code: Coded,
  time: Time,
  source: SourceRef,
  context: MapContext,
  into: Filling,
  type: string,
  more: readonly SourceRef[],
): void {
  const coded = matchesByCode(code, DONE, context.concepts, context.site);
  const matches = coded.length > 0 ? coded : matchesByText(code, DONE, context.concepts);
  if (matches.length === 0) {
    noteUnmapped(into, code, source);
    return;
  }
  if (typeof time === 'string') {
    into.problems.push(problem('date', type, 'no usable time'));
    return;
  }
  for (const { concept, by } of matches) {
    const fact: Omit<Fact, 'concept'> = {
      at: time.at,
      ...(time.until === undefined ? {} : { until: time.until }),
      ...(code.text === '' ? {} : { text: code.text }),
      ...codeFor(code, concept),
      ...flagged(time.flags, by === 'text' ? ['by-text'] : []),
      from: [source, ...more],
    };
    for (const id of [concept.id, ...(concept.also ?? [])]) into.facts.push({ concept: id, ...fact });
  }
}

/** The coding the concept names, or the first one; for procedures only, because lists of procedures are dated by code. */
function codeFor({ codings }: Coded, concept: Concept): { readonly code?: string } {
  const own = codings.find(({ system, code }) => concept.codes?.[system]?.includes(code)) ?? codings[0];
  return concept.family === 'procedure' && own ? { code: `${own.system}|${own.code}` } : {};
}
