import type { Concepts } from '../../../src/core/chart/concept.ts';
import type { Fact } from '../../../src/core/chart/fact.ts';
import type { EncounterRecord } from '../../../src/core/chart/record.ts';
import { readLevelOfCare } from '../../../src/core/stay/level-of-care.ts';
import { movementFacts } from '../../../src/core/stay/movement.ts';
import { staysIn } from '../../../src/core/stay/stays.ts';
import { chartOf, during, encounter, fact, place } from './records.ts';

/** Concepts that the tests of this room need families of. */
export const concepts: Concepts = {
  lactate: { id: 'lactate', label: 'Lactate', family: 'lab' },
  'heart-rate': { id: 'heart-rate', label: 'Heart rate', family: 'vital' },
};
export const ward = place('4 West', 'HU', during('2026-03-03T18:55:00-05:00', '2026-03-05T10:00:00-05:00'));
export const ed = place('Emergency Department', 'ER', during('2026-03-03T14:00:00-05:00', '2026-03-03T18:55:00-05:00'));
export const end = '2026-03-05T10:00:00-05:00';

/** What is read of a stay of these encounters with these facts, at that moment; `inFull` names concepts read to the end. */
export function readingOf(members: readonly EncounterRecord[], facts: readonly Fact[] = [], asOf = end, inFull: readonly string[] = []) {
  const [stay] = staysIn(members, 'America/New_York');
  if (!stay) throw new Error('no stay');
  const chart = chartOf(asOf, facts, inFull);
  const reading = readLevelOfCare(chart, stay, concepts);
  return { ...reading.levelOfCare, facts: movementFacts(chart, stay, reading) };
}
/** An inpatient encounter with an emergency bay and a ward. */
export const stayed = (more: Partial<EncounterRecord> = {}) => encounter('e', { locations: [ed, ward], ...more });
export const inpatientOrder = fact('inpatient-order', '2026-03-03T17:00:00-05:00');
export const observationOrder = fact('observation-order', '2026-03-03T15:00:00-05:00');
