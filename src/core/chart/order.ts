import { type Coded, codedOf, namesOf } from './coding.ts';
import type { Family } from './concept.ts';
import { culturesIn } from './culture.ts';
import type { SourceRef } from './fact.ts';
import { type Filling, flagged, type MapContext, noteUnmapped, problem, whenOf } from './mapping.ts';
import { authorFields } from './medication.ts';
import { type Json, text } from './narrow.ts';
import { statusOrderInWords } from './status-order.ts';
import { type Match, matchesByCode, matchesByText } from './vocabulary.ts';

const ORDERS: ReadonlySet<Family> = new Set<Family>(['order']);
const PLACED = new Set(['active', 'completed', 'revoked']);
const INTENTS = new Set(['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order']);

/**
 * Facts of a ServiceRequest: orders of status, discharge, monitoring, blood gas; an ordered culture (flag `order-time-only`). By code or the
 * site's map, else by the whole text or, for orders of status, by its words (flag `by-text`). A code of admission under a text that names no
 * status is an unclear order: the text is what was ordered. A code and a text that name different orders: not used, a problem. A revoked order
 * stays visible, withdrawn. Drafts, holds, plans and "do not perform" are no orders.
 */
export function orderFacts(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  const status = text(resource.status);
  if (!PLACED.has(status) || !INTENTS.has(text(resource.intent)) || resource.doNotPerform === true) return;
  const code = codedOf(resource.code);
  if (status !== 'revoked' && culturesIn(resource, code, source, context, into)) return;
  const coded = matchesByCode(code, ORDERS, context.concepts, context.site);
  const named = namedOrder(code, coded, context);
  const ids = new Set([...coded, ...named].map(({ concept }) => concept.id));
  const bySite = coded.some((match) => match.by === 'site');
  if (ids.size > 1 && !bySite && named[0]?.concept.id !== UNCLEAR) {
    into.problems.push(problem('data-quality', 'ServiceRequest', `code and text name different orders: ${[...ids].sort().join(', ')}`));
    return;
  }
  const match = !bySite && named[0]?.concept.id === UNCLEAR ? named[0] : (coded[0] ?? named[0]);
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

const UNCLEAR = 'admission-order-unclear';

/** The order that the text names: a known whole name, else what its words say of the status. A code of admission is unclear only where no name of it tells more. */
function namedOrder(code: Coded, coded: readonly Match[], context: MapContext): readonly Match[] {
  const whole = matchesByText(code, ORDERS, context.concepts);
  const isAdmission = coded.some(({ concept }) => concept.id === 'inpatient-order');
  const known = whole.filter(({ concept }) => concept.id !== UNCLEAR);
  if (known.length > 0 || (coded.length > 0 && !isAdmission)) return known.length > 0 ? known : whole;
  const said = [...new Set(namesOf(code).map(statusOrderInWords))].filter((id) => id !== null);
  const id = said.find((one) => one !== UNCLEAR) ?? said[0];
  // The code's published name says "hospital admission" and means one.
  const isOwnName = isAdmission && /^(emergency )?hospital admission/i.test(code.text.trim());
  const concept = id === undefined || (id === UNCLEAR && isOwnName) ? undefined : context.concepts[id];
  return concept ? [{ concept, by: 'text' }] : isAdmission && isOwnName ? [] : whole;
}
