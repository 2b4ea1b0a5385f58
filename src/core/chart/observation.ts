import { type Coded, codedOf } from './coding.ts';
import type { Concept, Concepts, Family } from './concept.ts';
import { culturesIn } from './culture.ts';
import type { Fact, Instant, SourceRef } from './fact.ts';
import { type Filling, type MapContext, noteUnmapped, problem, spanOf, whenOf } from './mapping.ts';
import { type Json, list, record, records, text } from './narrow.ts';
import { deviceText } from './oxygen-device.ts';
import { unitOf } from './quantity.ts';
import { type Reading, readingOf } from './reading.ts';
import { bySpecimen, specimenOf } from './specimen.ts';
import { type Match, matchesByCode, matchesByText, resembles } from './vocabulary.ts';

const RESULTS: ReadonlySet<Family> = new Set<Family>(['lab', 'vital']);
const USED = new Set(['final', 'amended', 'corrected', 'preliminary']);
const STANDING: Readonly<Record<string, Fact['standing']>> = { preliminary: 'preliminary', amended: 'amended', corrected: 'amended' };

/**
 * Facts of an Observation: its own value, and one per component (blood pressure, oxygen flow and concentration inside SpO2, coma score).
 * Time is when it was collected (`effective*`); `issued` is when it was known, and stands in for the time only with the flag `issued-only`.
 * Entered in error, cancelled, registered: nothing. No status, no time, a date without a time: a problem.
 */
export function observationFacts(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  const status = text(resource.status);
  if (!USED.has(status)) return;
  const code = codedOf(resource.code);
  if (code.codings.length === 0 && code.text === '' && list(resource.component).length === 0) {
    into.problems.push(problem('malformed', 'Observation', 'no code'));
    return;
  }
  if (culturesIn(resource, code, source, context, into)) return;
  const time = timeOf(resource, context, into);
  if (time === null) {
    undated(resource, source, context, into);
    return;
  }
  const base: Base = { resource, source, context, into, time, standing: STANDING[status], specimen: specimenOf(resource, context) };
  const matched = valueFact(base, resource, code);
  let within = false;
  for (const component of records(resource.component)) within = valueFact(base, component, codedOf(component.code)) || within;
  if (!matched && !within && !isIgnored(code, context)) {
    noteUnmapped(into, code, source);
    if (hasValue(resource)) {
      for (const { id } of resembles(code, context.concepts)) into.doubts.push({ concept: id, at: time.at, source });
    }
  }
}

const isIgnored = (code: Coded, { site }: MapContext): boolean =>
  site.ignored.size > 0 && code.codings.some(({ system, code: value }) => site.ignored.has(`${system}|${value}`));

/** What the Observation's own value and its components share. */
interface Base {
  readonly resource: Json;
  readonly source: SourceRef;
  readonly context: MapContext;
  readonly into: Filling;
  readonly time: Time;
  readonly standing: Fact['standing'];
  readonly specimen: { readonly kind: string; readonly ref: SourceRef | null };
}

/** Adds the fact of one coded value, of the Observation (`node` is itself) or of a component; true when its code is known, usable value or not. */
function valueFact(base: Base, node: Json, code: Coded): boolean {
  const { context, into, source, specimen, time } = base;
  const match = conceptOf(base.resource, code, context);
  if (match === null) return false;
  if (Array.isArray(match)) {
    into.problems.push(
      problem('data-quality', 'Observation', `codes of different things: ${code.codings.map((coding) => coding.code).join(', ')}`),
    );
    if (hasValue(node)) for (const { concept } of match) into.doubts.push({ concept: concept.id, at: time.at, source });
    return true;
  }
  const named = bySpecimen(match.concept, specimen.kind, context.concepts);
  const concept = named === null ? null : byUnit(named, node, context.concepts);
  if (concept === null) {
    into.problems.push(problem('data-quality', match.concept.id, 'the specimen contradicts the code'));
    into.doubts.push({ concept: match.concept.id, at: time.at, source });
    return true;
  }
  const reading = readingOf(node, concept, context.site.units.get(concept.id));
  if (reading.kind === 'absent') {
    if (reading.why !== '') {
      // Something stands there, though it cannot be believed: it may be the value that is looked for.
      into.problems.push(problem('data-quality', concept.id, reading.why));
      into.doubts.push({ concept: concept.id, at: time.at, source });
    }
    return true;
  }
  if (reading.kind === 'unusable') {
    into.problems.push(problem(reading.problem, concept.id, reading.why));
    into.doubts.push({ concept: concept.id, at: time.at, source });
  }
  const fact = factOf(base, node, match, concept, reading);
  into.facts.push(concept === named ? fact : { ...fact, flags: [...(fact.flags ?? []), 'flow-as-fio2'].sort() });
  // "SpO2 on room air" says two things; the second is the device.
  if (concept.id === 'spo2-charted-room-air') {
    const { value: _value, charted: _charted, comparator: _comparator, ...said } = fact;
    into.facts.push({ ...fact, concept: 'spo2' }, { ...said, concept: 'o2-device', text: 'room-air' });
  }
  return true;
}

const FLOWS: ReadonlySet<string> = new Set(['L/min', 'mL/min']);

/** Litres per minute in the field of a concentration are a flow: the unit says so. A bare 4 says nothing and stays out of bounds. */
function byUnit(concept: Concept, node: Json, concepts: Concepts): Concept {
  if (concept.id !== 'fio2') return concept;
  const quantity = record(node.valueQuantity);
  const unit = quantity ? unitOf(text(quantity.code), text(quantity.unit), text(quantity.system)) : null;
  return unit !== null && FLOWS.has(unit) ? (concepts['o2-flow'] ?? concept) : concept;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function factOf(base: Base, node: Json, match: Match, concept: Concept, reading: Exclude<Reading, { kind: 'absent' }>): Fact {
  const { time, specimen, source } = base;
  const isGas = specimen.ref !== null && specimen.kind !== '';
  // A gas names its specimen too, so that pH and pCO2 of one sample can be told from those of two.
  const fact: Writable<Fact> = { concept: concept.id, at: time.at, from: isGas ? [source, specimen.ref as SourceRef] : [source] };
  if (time.until !== undefined) fact.until = time.until;
  if (time.known !== undefined) fact.known = time.known;
  if (reading.value !== undefined) fact.value = reading.value;
  if (reading.comparator) fact.comparator = reading.comparator;
  if (reading.charted) fact.charted = reading.charted;
  const device = concept.id === 'o2-device' ? deviceText(node, reading.text ?? '', base.context) : null;
  const words = device?.text ?? reading.text;
  if (words) fact.text = words;
  if (base.standing) fact.standing = base.standing;
  const flags = time.flags.length + reading.flags.length === 0 ? [] : [...time.flags, ...reading.flags];
  if (device) flags.push(...device.flags);
  if (match.by === 'text') flags.push('by-text');
  if (specimen.kind === 'capillary') flags.push('capillary');
  if (flags.length > 0) fact.flags = [...new Set(flags)].sort();
  return fact;
}

/** A result without a usable time is no fact, and no absence either: whatever it is of stays in doubt in the stay that it names. */
function undated(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  for (const node of [resource, ...records(resource.component)]) {
    if (!hasValue(node) || record(node.dataAbsentReason)) continue;
    const match = conceptOf(resource, codedOf(node.code), context);
    const concepts = match === null ? [] : Array.isArray(match) ? match : [match];
    for (const { concept } of concepts) into.doubts.push({ concept: concept.id, at: Number.NEGATIVE_INFINITY, source });
  }
}

/** The one concept of a value's codes; several where they speak of different things. A laboratory's saturation is co-oximetry and a vital sign's a pulse oximeter, though one code serves both. */
function conceptOf(resource: Json, code: Coded, context: MapContext): Match | Match[] | null {
  let matches: readonly Match[] = matchesByCode(code, RESULTS, context.concepts, context.site);
  // The site looked at this code and says that it is none of ours: also where a published code beside it says otherwise.
  if (isIgnored(code, context) && !matches.some(({ by }) => by === 'site')) return null;
  if (matches.length > 1) {
    const family: Family = isLaboratory(resource) ? 'lab' : 'vital';
    const ofFamily = matches.filter((match) => match.concept.family === family);
    const shared = ofFamily.length === 1 && matches.every((match) => sharesCode(match.concept, matches, code));
    if (shared) matches = ofFamily;
  }
  if (matches.length === 0) {
    // A number's text never maps; a charted device or mode has no unit and may.
    matches = matchesByText(code, RESULTS, context.concepts).filter((match) => match.concept.unit === undefined);
  }
  if (matches.length > 1) return [...matches];
  const match = matches[0];
  if (!match) return null;
  const contradicted = code.codings.some((coding) => match.concept.never?.[coding.system]?.includes(coding.code));
  return contradicted ? [match] : match;
}

/** True when the concept and another one are both named by one and the same code, so that the family must tell. */
function sharesCode(concept: Concept, matches: readonly Match[], code: Coded): boolean {
  const codesOf = (entry: Concept) =>
    code.codings.filter(({ system, code: value }) => entry.codes?.[system]?.includes(value)).map(({ code: value }) => value);
  const own = new Set(codesOf(concept));
  return matches.some(({ concept: other }) => other !== concept && codesOf(other).some((value) => own.has(value)));
}

function isLaboratory(resource: Json): boolean {
  const categories = records(resource.category).flatMap((category) => codedOf(category).codings.map(({ code }) => code));
  return categories.includes('laboratory') && !categories.includes('vital-signs');
}

const hasValue = (node: Json): boolean =>
  Object.keys(node).some((key) => key.startsWith('value') && node[key] !== null && node[key] !== undefined);

interface Time {
  readonly at: Instant;
  readonly until?: Instant;
  readonly known?: Instant;
  readonly flags: readonly string[];
}

/** Collection time, its end where it is a period, and when it was known; null with a problem when there is no usable instant. */
function timeOf(resource: Json, context: MapContext, into: Filling): Time | null {
  const issued = whenOf(resource.issued, context.zone);
  const known = typeof issued === 'object' ? issued.at : undefined;
  const moment = resource.effectiveDateTime ?? resource.effectiveInstant ?? list(record(resource.effectiveTiming)?.event)[0];
  const effective = whenOf(moment, context.zone);
  if (typeof effective === 'object') return timed(effective.at, undefined, known, effective.flags);
  const span = effective === 'unusable' ? 'unusable' : spanOf(resource.effectivePeriod, context.zone);
  if (span === 'unusable') {
    into.problems.push(problem('date', 'Observation', 'effective: no usable instant'));
    return null;
  }
  if (span !== 'none') {
    const at = span.start ?? span.end;
    if (at !== undefined) return timed(at, span.end, known, span.flags);
  }
  if (known !== undefined && typeof issued === 'object') return timed(known, undefined, known, [...issued.flags, 'issued-only']);
  into.problems.push(problem('date', 'Observation', 'no time'));
  return null;
}

const timed = (at: Instant, until: Instant | undefined, known: Instant | undefined, flags: readonly string[]): Time => ({
  at,
  flags,
  ...(until !== undefined && until > at ? { until } : {}),
  ...(known === undefined ? {} : { known }),
});
