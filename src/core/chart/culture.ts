import { type Coded, codedOf, namesOf } from './coding.ts';
import type { Family } from './concept.ts';
import type { Fact, SourceRef } from './fact.ts';
import { type Filling, flagged, type MapContext, problem, spanOf, whenOf } from './mapping.ts';
import { type Json, record, text } from './narrow.ts';
import { matchesByCode, matchesByText } from './vocabulary.ts';

const CULTURES: ReadonlySet<Family> = new Set<Family>(['culture']);
const SURVEILLANCE = /\b(screen|screening|surveillance|colonization|coloni[sz]ation|r\/o (vre|vancomycin))\b/;

/** True when a thing is a culture; then its fact is added, at the time of collection. A screening swab carries the flag `surveillance`. */
export function culturesIn(resource: Json, code: Coded, source: SourceRef, context: MapContext, into: Filling): boolean {
  const coded = matchesByCode(code, CULTURES, context.concepts, context.site);
  const matches = coded.length > 0 ? coded : matchesByText(code, CULTURES, context.concepts);
  const match = matches.find(({ concept }) => concept.id !== 'other-culture') ?? matches[0];
  if (!match) return false;
  const specimen = context.index.follow(Array.isArray(resource.specimen) ? resource.specimen[0] : resource.specimen, resource);
  const when = collected(resource, specimen?.resource ?? null, context);
  if (when === null) {
    into.problems.push(problem('date', match.concept.id, 'no usable collection time'));
    return true;
  }
  const result = text(resource.valueString) || codedOf(resource.valueCodeableConcept).text || text(resource.conclusion);
  const issued = whenOf(resource.issued, context.zone);
  const status = text(resource.status);
  const isRequest = resource.resourceType === 'ServiceRequest';
  const flags = [
    ...when.flags,
    ...(match.by === 'text' ? ['by-text'] : []),
    ...(namesOf(code).some((name) => SURVEILLANCE.test(name)) ? ['surveillance'] : []),
    ...(isRequest ? ['order-time-only'] : []),
  ];
  const fact: Omit<Fact, 'concept'> = {
    at: when.at,
    ...(typeof issued === 'object' && !isRequest ? { known: issued.at } : {}),
    ...(result === '' || isRequest ? {} : { text: result }),
    ...(status === 'preliminary' || status === 'partial'
      ? { standing: 'preliminary' as const }
      : status === 'amended' || status === 'corrected'
        ? { standing: 'amended' as const }
        : {}),
    ...flagged(flags),
    from: specimen?.resource && !specimen.ref.startsWith('#') ? [source, specimen.ref] : [source],
  };
  for (const concept of [match.concept.id, ...(match.concept.also ?? [])]) into.facts.push({ concept, ...fact });
  return true;
}

function collected(
  resource: Json,
  specimen: Json | null,
  context: MapContext,
): { readonly at: number; readonly flags: readonly string[] } | null {
  const collection = record(specimen?.collection);
  const span = spanOf(collection?.collectedPeriod, context.zone);
  const taken = whenOf(collection?.collectedDateTime, context.zone);
  if (typeof taken === 'object') return taken;
  if (typeof span === 'object' && span.start !== undefined) return { at: span.start, flags: span.flags };
  const period = spanOf(resource.effectivePeriod ?? resource.performedPeriod, context.zone);
  if (typeof period === 'object' && period.start !== undefined) return { at: period.start, flags: period.flags };
  for (const written of [resource.effectiveDateTime, resource.effectiveInstant, resource.performedDateTime, resource.authoredOn]) {
    const when = whenOf(written, context.zone);
    if (typeof when === 'object') return when;
    if (when === 'unusable') return null;
  }
  const issued = whenOf(resource.issued, context.zone);
  return typeof issued === 'object' ? { at: issued.at, flags: [...issued.flags, 'issued-only'] } : null;
}
