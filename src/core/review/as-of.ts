import type { Fact, Instant, SourceRef } from '../chart/fact.ts';
import type { NoteRecord } from '../chart/record.ts';
import type { Stay } from '../stay/stay.ts';

/**
 * The moment a stay is looked at when nobody says (rulings, Time 1): a closed stay's end, or its newest final note if that is later; an open
 * chart's newest time, `issued` included. Null when nothing in it has a time.
 */
export function defaultAsOf(
  stay: Stay,
  facts: readonly Fact[],
  notes: readonly NoteRecord[],
  encounterOf: ReadonlyMap<SourceRef, SourceRef>,
): Instant | null {
  const members = new Set(stay.members.map((member) => member.ref));
  if (stay.end !== null) {
    const later = notes
      .filter((note) => note.signed && members.has(encounterOf.get(note.ref) ?? stay.encounter))
      .filter((note) => note.encounter !== null)
      .map((note) => note.known ?? note.at);
    return Math.max(stay.end, ...later);
  }
  let newest = stay.start ?? Number.NEGATIVE_INFINITY;
  for (const { at, known } of facts) {
    if (Number.isFinite(at) && at > newest) newest = at;
    if (known !== undefined && Number.isFinite(known) && known > newest) newest = known;
  }
  for (const note of notes) newest = Math.max(newest, note.known ?? note.at);
  return Number.isFinite(newest) ? newest : null;
}
