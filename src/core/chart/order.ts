import { codedOf } from './coding.ts';
import type { Family } from './concept.ts';
import { culturesIn } from './culture.ts';
import type { SourceRef } from './fact.ts';
import { type Filling, flagged, type MapContext, noteUnmapped, problem, whenOf } from './mapping.ts';
import { authorFields } from './medication.ts';
import { type Json, text } from './narrow.ts';
import { matchesByCode, matchesByText } from './vocabulary.ts';

const ORDERS: ReadonlySet<Family> = new Set<Family>(['order']);
const PLACED = new Set(['active', 'completed', 'revoked']);
const INTENTS = new Set(['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order']);

/**
 * Facts of a ServiceRequest: orders of status, discharge, monitoring, blood gas; an ordered culture (flag `order-time-only`). By code or the
 * site's map, else by the whole text (flag `by-text`). A code and a text that name different orders: not used, a problem. A revoked order stays
 * visible, withdrawn. Drafts, holds, plans and "do not perform" are no orders.
 */
export function orderFacts(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  const status = text(resource.status);
  if (!PLACED.has(status) || !INTENTS.has(text(resource.intent)) || resource.doNotPerform === true) return;
  const code = codedOf(resource.code);
  if (status !== 'revoked' && culturesIn(resource, code, source, context, into)) return;
  const coded = matchesByCode(code, ORDERS, context.concepts, context.site);
  const named = matchesByText(code, ORDERS, context.concepts);
  const ids = new Set([...coded, ...named].map(({ concept }) => concept.id));
  const bySite = coded.some((match) => match.by === 'site');
  if (ids.size > 1 && !bySite) {
    into.problems.push(problem('data-quality', 'ServiceRequest', `code and text name different orders: ${[...ids].sort().join(', ')}`));
    return;
  }
  const match = coded[0] ?? named[0];
  if (!match) {
    noteUnmapped(into, code, source);
    return;
  }
  const when = whenOf(resource.authoredOn, context.zone);
  const placed = typeof when === 'object' ? when : whenOf(resource.occurrenceDateTime, context.zone);
  if (typeof placed === 'string') {
    into.problems.push(problem('date', match.concept.id, 'authoredOn: no usable instant'));
    return;
  }
  into.facts.push({
    concept: match.concept.id,
    at: placed.at,
    known: placed.at,
    text: code.text,
    says: 'affirmed',
    ...authorFields(resource.requester, resource, context),
    ...(status === 'revoked' ? { standing: 'withdrawn' as const } : {}),
    ...flagged(placed.flags, match.by === 'text' ? ['by-text'] : []),
    from: [source],
  });
}
