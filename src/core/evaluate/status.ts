import type { Verdict } from '../chart/verdict.ts';
import type { Documentation, Status } from '../checklist/kinds.ts';

const always = (status: Status): Record<Verdict, Status> => ({ met: status, 'not-met': status, 'not-found': status, 'not-known': status });

/** Status from what is written (rows) and what is measured (columns). Reviewed as a table, so kept as one. */
const STATUS: Readonly<Record<Documentation, Readonly<Record<Verdict, Status>>>> = {
  affirmed: { met: 'supported', 'not-met': 'unsupported', 'not-found': 'unsupported', 'not-known': 'cannot-check' },
  conflicting: always('conflicting'),
  uncertain: always('uncertain'),
  silent: { met: 'undocumented', 'not-met': 'quiet', 'not-found': 'quiet', 'not-known': 'quiet' },
  denied: always('quiet'),
};

/**
 * The status of a checklist. Where notes could not be read (`known` false), silence is no silence and "possible" may have been settled since:
 * whatever would have asked for something, or might have, cannot be checked.
 */
export function statusOf(documentation: Documentation, known: boolean, evidence: Verdict): Status {
  const status = STATUS[documentation][evidence];
  if (!known && documentation === 'silent' && evidence === 'not-known') return 'cannot-check';
  return !known && (status === 'undocumented' || status === 'uncertain') ? 'cannot-check' : status;
}

/**
 * The status of a checklist about the record itself: nothing is documented or shown, so the table does not apply. Quiet, whatever its items
 * say; `cannot-check` while its governing definition is not known.
 */
export const recordStatus = (evidence: Verdict): Status => (evidence === 'not-known' ? 'cannot-check' : 'quiet');
