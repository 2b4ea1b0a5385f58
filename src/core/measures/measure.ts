import type { Chart } from '../chart/chart.ts';
import type { ConceptId, Fact } from '../chart/fact.ts';

/**
 * A calculated fact: clinical logic that a criterion cannot say. Pure; never throws; an unusable input yields nothing.
 * Output facts carry every input in `from`. The Read of `id` is the worst of the Reads of `needs`, and of the members of each `eitherOf` that the EHR offers.
 */
export interface Measure {
  readonly id: ConceptId;
  /** Concepts (and earlier measures) without which an absent result means nothing. Measures run in the order this implies. */
  readonly needs: readonly ConceptId[];
  /** Groups of which one member is enough where the EHR does not offer the others: a dose given or a dose ordered. */
  readonly eitherOf?: readonly (readonly ConceptId[])[];
  /** Concepts that only sharpen the result (sedation, home oxygen): asked for, but an unread one does not make the result unknown. */
  readonly refines?: readonly ConceptId[];
  /** Counts local days: without the hospital's zone its absence is not known. */
  readonly needsZone?: true;
  /** Unit of the produced facts, if any. */
  readonly unit?: string;
  readonly label: string;
  /** Guideline, year. */
  readonly source: string;
  readonly compute: (chart: Chart) => Fact[];
}

/** Everything a measure may look at: for the read plan. */
export const conceptsOf = (measure: Measure): readonly ConceptId[] => [
  ...measure.needs,
  ...(measure.eitherOf ?? []).flat(),
  ...(measure.refines ?? []),
];
