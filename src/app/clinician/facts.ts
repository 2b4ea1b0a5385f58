import type { EvidenceLine } from '../../core/compose/statement.ts';
import { isForClinicians } from '../prompt-life.ts';

/** The facts of a prompt that a clinician sees and may copy. */
export const clinicianFacts = (evidence: readonly EvidenceLine[]): EvidenceLine[] =>
  evidence.filter((line) => isForClinicians(line.concept));

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
