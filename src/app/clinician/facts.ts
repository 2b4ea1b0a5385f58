import type { EvidenceLine } from '../../core/compose/statement.ts';

/** Never on a clinician's screen nor in what a clinician copies: who pays. */
const NOT_FOR_CLINICIANS: ReadonlySet<string> = new Set(['regime']);

/** The facts of a prompt that a clinician sees and may copy. */
export const clinicianFacts = (evidence: readonly EvidenceLine[]): EvidenceLine[] =>
  evidence.filter((line) => !NOT_FOR_CLINICIANS.has(line.concept));

/**
 * Facts in order of worth for a small card: the first of each concept and side, then the repeats. A later value of the same concept is already in
 * the trend of the first.
 */
export function byWorth(evidence: readonly EvidenceLine[]): EvidenceLine[] {
  const seen = new Set<string>();
  const first: EvidenceLine[] = [];
  const rest: EvidenceLine[] = [];
  for (const line of evidence) {
    const key = `${line.concept} ${line.polarity}`;
    (seen.has(key) ? rest : first).push(line);
    seen.add(key);
  }
  return [...first, ...rest];
}
