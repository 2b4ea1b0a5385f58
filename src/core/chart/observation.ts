import { type Coded, codedOf, namesOf } from './coding.ts';
import type { Concept, Family } from './concept.ts';
import { culturesIn } from './culture.ts';
import type { Fact, Instant, SourceRef } from './fact.ts';
import { type Filling, type MapContext, noteUnmapped, problem, spanOf, whenOf } from './mapping.ts';
import { type Json, list, record, records, text } from './narrow.ts';
import { deviceText } from './oxygen-device.ts';
import { type Reading, readingOf } from './reading.ts';
import { bySpecimen, specimenOf } from './specimen.ts';
import { isLookAlike, type Match, matchesByCode, matchesByText, resembles } from './vocabulary.ts';

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
  if (status === '') {
    into.problems.push(problem('malformed', 'Observation', 'no status'));
    return;
  }
  if (!USED.has(status)) return;
  const code = codedOf(resource.code);
  if (code.codings.length === 0 && code.text === '' && list(resource.component).length === 0) {
    into.problems.push(problem('malformed', 'Observation', 'no code'));
    return;
  }
  if (culturesIn(resource, code, source, context, into)) return;
  const time = timeOf(resource, context, into);
  if (time === null) return;
  const standing = STANDING[status];
  const shared = { ...time, ...(standing ? { standing } : {}) };
  const specimen = specimenOf(resource, context);
  const base = { resource, source, context, into, shared, specimen };
  const components = records(resource.component);
  const matched = valueFact({ ...base, node: resource, code });
  let within = false;
  for (const component of components) {
    within = valueFact({ ...base, node: component, code: codedOf(component.code) }) || within;
  }
  if (!matched && !within) {
    noteUnmapped(into, code, source);
    if (hasValue(resource)) {
      for (const concept of new Set(namesOf(code).flatMap((name) => resembles(name, context.concepts)))) {
        const known = context.concepts[concept];
        if (known && !isLookAlike(code, known)) into.doubts.push({ concept, at: time.at, source });
      }
    }
  }
}

interface Valued {
  readonly resource: Json;
  /** The Observation itself, or one of its components. */
  readonly node: Json;
  readonly code: Coded;
  readonly source: SourceRef;
  readonly context: MapContext;
  readonly into: Filling;
  readonly shared: Omit<Fact, 'concept' | 'from'>;
  readonly specimen: { readonly kind: string; readonly ref: SourceRef | null };
}

/** Adds the fact of one coded value; true when its code is known (whether or not the value could be used). */
function valueFact(given: Valued): boolean {
  const { node, code, context, into, source } = given;
  const match = conceptOf(given);
  if (match === null) return false;
  if (match === 'conflict') {
    into.problems.push(
      problem('data-quality', 'Observation', `codes of different things: ${code.codings.map((coding) => coding.code).join(', ')}`),
    );
    return true;
  }
  const concept = bySpecimen(match.concept, given.specimen.kind, context.concepts);
  if (concept === null) {
    into.problems.push(problem('data-quality', match.concept.id, 'the specimen contradicts the code'));
    into.doubts.push({ concept: match.concept.id, at: given.shared.at, source });
    return true;
  }
  const reading = readingOf(node, concept, context.site.units.get(concept.id));
  if (reading.kind === 'absent') {
    if (reading.why !== '') into.problems.push(problem('data-quality', concept.id, reading.why));
    return true;
  }
  if (reading.kind === 'unusable') {
    into.problems.push(problem(reading.problem, concept.id, reading.why));
    into.doubts.push({ concept: concept.id, at: given.shared.at, source });
  }
  into.facts.push(factOf(given, match, concept, reading));
  return true;
}

function factOf(
  { shared, source, specimen, node, context }: Valued,
  match: Match,
  concept: Concept,
  reading: Exclude<Reading, { kind: 'absent' }>,
): Fact {
  const named = concept.id === 'o2-device' ? deviceText(node, reading.text ?? '', context) : null;
  const words = named?.text ?? reading.text;
  const flags = [
    ...(shared.flags ?? []),
    ...reading.flags,
    ...(named?.flags ?? []),
    ...(match.by === 'text' ? ['by-text'] : []),
    ...(specimen.kind === 'capillary' ? ['capillary'] : []),
  ];
  return {
    ...shared,
    concept: concept.id,
    ...(reading.value === undefined ? {} : { value: reading.value }),
    ...(reading.comparator ? { comparator: reading.comparator } : {}),
    ...(reading.charted ? { charted: reading.charted } : {}),
    ...(words ? { text: words } : {}),
    ...(flags.length > 0 ? { flags: [...new Set(flags)].sort() } : {}),
    // A gas names its specimen too, so that pH and pCO2 of one sample can be told from those of two.
    from: specimen.ref && specimen.kind !== '' ? [source, specimen.ref] : [source],
  };
}

/** The one concept of a value's codes. A laboratory's saturation is co-oximetry and a vital sign's a pulse oximeter, though one code serves both. */
function conceptOf({ resource, code, context }: Valued): Match | 'conflict' | null {
  let matches = matchesByCode(code, RESULTS, context.concepts, context.site);
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
  if (matches.length > 1) return 'conflict';
  const match = matches[0];
  if (!match) return null;
  const contradicted = code.codings.some((coding) => match.concept.never?.[coding.system]?.includes(coding.code));
  return contradicted ? 'conflict' : match;
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

/** Collection time, its end where it is a period, and when it was known; null with a problem when there is no usable instant. */
function timeOf(
  resource: Json,
  context: MapContext,
  into: Filling,
): { at: Instant; until?: Instant; known?: Instant; flags?: readonly string[] } | null {
  const issued = whenOf(resource.issued, context.zone);
  const known = typeof issued === 'object' ? { known: issued.at } : {};
  const effective = whenOf(
    resource.effectiveDateTime ?? resource.effectiveInstant ?? list(record(resource.effectiveTiming)?.event)[0],
    context.zone,
  );
  if (effective === 'unusable') {
    into.problems.push(problem('date', 'Observation', 'effective: no usable instant'));
    return null;
  }
  if (effective !== 'none') return { at: effective.at, ...known, ...(effective.flags.length > 0 ? { flags: effective.flags } : {}) };
  const span = spanOf(resource.effectivePeriod, context.zone);
  if (span === 'unusable') {
    into.problems.push(problem('date', 'Observation', 'effectivePeriod: no usable instant'));
    return null;
  }
  if (span !== 'none') {
    const at = span.start ?? span.end;
    if (at !== undefined)
      return {
        at,
        ...(span.end !== undefined && span.end > at ? { until: span.end } : {}),
        ...known,
        ...(span.flags.length > 0 ? { flags: span.flags } : {}),
      };
  }
  if (typeof issued === 'object') return { at: issued.at, known: issued.at, flags: [...issued.flags, 'issued-only'] };
  into.problems.push(problem('date', 'Observation', 'no time'));
  return null;
}
