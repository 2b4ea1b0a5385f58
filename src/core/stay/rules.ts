import table from '../../../checklists/_tables/level-of-care.json' with { type: 'json' };
import type { Instant } from '../chart/fact.ts';
import { civilDay, isKnownZone, isoDay } from './civil.ts';
import type { Regime } from './stay.ts';

/** A rule of level of care with the payer and the days it holds for. */
export interface DatedRule {
  readonly id: string;
  readonly regime: string;
  readonly from: string;
  readonly until?: string;
}
const RULES: readonly DatedRule[] = table.rules;

/**
 * Ids of the rules that hold for this payer on the local day of `at` (UTC day without a zone: out by hours at most). Medicare Advantage plans are
 * bound by the two-midnight benchmark since 2024-01-01 only; a stay before that is judged by its plan's criteria.
 */
export function rulesInForce(regime: Regime, at: Instant, zone: string | null, rules: readonly DatedRule[] = RULES): readonly string[] {
  const day = isoDay(civilDay(at, isKnownZone(zone) ? zone : 'UTC'));
  return rules
    .filter((one) => one.regime === regime && one.from <= day && (one.until === undefined || day <= one.until))
    .map((one) => one.id);
}
