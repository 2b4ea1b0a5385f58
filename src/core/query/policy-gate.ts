import type { Instant } from '../chart/fact.ts';
import { permitted } from './matrix.ts';
import type { QueryPolicy } from './policy.ts';
import type { QueryRecord, SentBy } from './record.ts';

/** Ways that leave something in the chart. */
const FILES: ReadonlySet<SentBy> = new Set<SentBy>(['document', 'questionnaire-response']);
const DAY = 24 * 3_600_000;

/**
 * Why the hospital's policy holds a query back, in words; empty: nothing does. Beside the linter and the life cycle, which no policy loosens.
 * `discharged`: end of the stay, null while open or unknown.
 */
export function heldByPolicy(
  record: QueryRecord,
  policy: QueryPolicy,
  { via, now, discharged }: { readonly via: SentBy; readonly now: Instant; readonly discharged: Instant | null },
): readonly string[] {
  const { draft, lint, author } = record;
  const pair = permitted(draft.purpose, draft.format, policy);
  const late = discharged === null || policy.retrospectiveDays === null ? 0 : (now - discharged) / DAY - policy.retrospectiveDays;
  const overridden = lint.overrides.length > 0 && policy.overrideRoles.length > 0 && !isOneOf(author.role, policy.overrideRoles);
  return [
    ...(pair.permitted ? [] : [pair.why]),
    ...(record.timing === 'post-bill' && !policy.allowPostBill ? ['This hospital sends no queries after final coding.'] : []),
    ...(late > 0 ? [`This hospital sends no query later than ${policy.retrospectiveDays} days after discharge.`] : []),
    ...(record.origin === 'ai-assisted' && !policy.aiAssist ? ['AI assistance is off at this hospital.'] : []),
    ...(!policy.allowPriorEncounter && draft.indicators.some(({ scope }) => scope === 'prior')
      ? ['This hospital shows no findings of earlier encounters in a query.']
      : []),
    ...(overridden ? [`A warning may be kept only by: ${policy.overrideRoles.join(', ')}.`] : []),
    ...(FILES.has(via) && policy.queryPartOfRecord !== true ? [filing(policy)] : []),
  ];
}

/** Why a query is not filed to the record while the policy does not say that it is part of it. */
export const filing = (policy: QueryPolicy): string =>
  policy.queryPartOfRecord === null
    ? 'Whether a query is part of the health record is not set: nothing is filed.'
    : 'At this hospital a query is not part of the health record.';

const isOneOf = (role: string, roles: readonly string[]): boolean => roles.some((each) => each.toLowerCase() === role.toLowerCase());
