import type { QueryPolicy } from './policy.ts';
import { count, hourWords, listed, PURPOSE_WORDS, TIMING_WORDS } from './words.ts';

const TIMINGS = ['concurrent', 'retrospective', 'post-bill'] as const;

/** The policy in short sentences for the screen, the unset parts as well: what nobody decided is said, not hidden. */
export function policyWords(policy: QueryPolicy): readonly string[] {
  return [
    ...TIMINGS.map((timing) => windowWords(timing, policy.responseHours[timing])),
    reminderWords(policy.reminders),
    ladderWords(policy.escalationLadder),
    recordWords(policy.queryPartOfRecord),
    policy.retentionYears === null
      ? 'How long queries are kept is not set.'
      : `Queries are kept for ${count(policy.retentionYears, 'year')}.`,
    policy.allowYesNoPurposes.length === 0
      ? 'Yes or no questions are not used.'
      : `Yes or no is used for: ${listed(policy.allowYesNoPurposes.map((purpose) => PURPOSE_WORDS[purpose]))}.`,
    policy.allowPriorEncounter
      ? 'Findings of earlier encounters may be shown, labeled as such.'
      : 'Findings of earlier encounters are not shown.',
    policy.showCriteria ? 'Definitions may be shown, apart from the answers.' : 'Definitions are not shown in a query.',
    ...setWords(policy.definitionSets),
    policy.retrospectiveDays === null
      ? 'How long after discharge a query may be sent is not set.'
      : `A query may be sent up to ${count(policy.retrospectiveDays, 'day')} after discharge.`,
    policy.allowPostBill ? 'Queries after final coding are allowed.' : 'Queries after final coding are not sent.',
    policy.aiAssist ? 'AI assistance is on: the author confirms every finding.' : 'AI assistance is off.',
    policy.overrideRoles.length === 0
      ? 'Everyone who writes queries may keep a warning, with a reason.'
      : `A warning may be kept, with a reason, by: ${listed(policy.overrideRoles)}.`,
  ];
}

const windowWords = (timing: (typeof TIMINGS)[number], hours: number | null): string =>
  hours === null
    ? `No time to answer is set for queries ${TIMING_WORDS[timing]}.`
    : `A query ${TIMING_WORDS[timing]} is to be answered within ${hourWords(hours)}.`;

const reminderWords = (reminders: readonly number[]): string =>
  reminders.length === 0 ? 'No reminders are sent.' : `Reminders: ${listed(reminders.map((hours) => `after ${hourWords(hours)}`))}.`;

const ladderWords = (ladder: QueryPolicy['escalationLadder']): string =>
  ladder.length === 0
    ? 'Queries are not escalated.'
    : `Without an answer it goes to: ${listed(ladder.map(({ to, hours }) => `${to} after ${hourWords(hours)}`))}.`;

const recordWords = (part: boolean | null): string =>
  part === null
    ? 'Whether a query is part of the health record is not set: nothing is filed to the record.'
    : part
      ? 'Queries are part of the health record.'
      : 'Queries are business records, not part of the health record.';

function setWords(sets: QueryPolicy['definitionSets']): readonly string[] {
  const set = Object.entries(sets).flatMap(([condition, name]) => (name === null ? [] : [`${condition}: ${name}`]));
  const unset = Object.entries(sets).flatMap(([condition, name]) => (name === null ? [condition] : []));
  return [
    ...(set.length === 0 ? [] : [`Definitions of this hospital: ${set.join('; ')}.`]),
    ...(unset.length === 0 ? [] : [`No definition is set for: ${listed(unset)}.`]),
  ];
}
