import { codedOf } from './coding.ts';
import type { Family } from './concept.ts';
import type { Fact, SourceRef } from './fact.ts';
import { type Filling, flagged, type MapContext, problem, spanOf } from './mapping.ts';
import { type Json, list, number, record, records, text } from './narrow.ts';
import { matchesByCode } from './vocabulary.ts';

const PAYERS: ReadonlySet<Family> = new Set<Family>(['coverage']);

/** `at` of a fact that is not tied to a moment (age, sex, payer): chartFrom puts it at the start of the stay. It never leaves the chart room. */
export const TIMELESS = Number.NEGATIVE_INFINITY;

/**
 * The regime fact of a Coverage, text `medicare-ffs`, `medicare-advantage` ..., `unknown` when type, class and the site's plan table tell nothing.
 * The payer's name is never read: Advantage plans are called Medicare too. Flags: `secondary` beyond the first in order.
 */
export function coverageFacts(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  const status = text(resource.status);
  if (status !== 'active' && status !== '') return;
  const order = number(resource.order) ?? 1;
  const matches = matchesByCode(codedOf(resource.type), PAYERS, context.concepts, context.site).filter(({ concept }) =>
    concept.id.startsWith('regime-'),
  );
  if (matches.length > 1) into.problems.push(problem('data-quality', 'Coverage', 'type codes of different payers'));
  const byType = matches.length === 1 ? matches[0]?.concept.id.slice('regime-'.length) : undefined;
  const regime = planOf(resource, context) ?? byType ?? 'unknown';
  const period = spanOf(resource.period, context.zone, true);
  const fact: Fact = {
    concept: 'regime',
    at: TIMELESS,
    text: regime,
    ...(typeof period === 'object' && period.end !== undefined ? { until: period.end } : {}),
    value: order,
    ...flagged(order > 1 ? ['secondary'] : []),
    from: [source],
  };
  into.facts.push(fact);
}

/** What the site says about this plan, by class value or by the payer's identifier; undefined when it says nothing. */
function planOf(resource: Json, context: MapContext): string | undefined {
  const { plans } = context.site;
  if (plans.size === 0) return undefined;
  const keys = records(resource.class).map((entry) => text(entry.value));
  for (const payor of list(resource.payor)) {
    keys.push(text(record(record(payor)?.identifier)?.value));
    const organization = context.index.follow(payor, resource)?.resource;
    for (const identifier of records(organization?.identifier))
      keys.push(text(identifier.value), `${text(identifier.system)}|${text(identifier.value)}`);
  }
  return keys.map((key) => plans.get(key)).find((regime) => regime !== undefined);
}
