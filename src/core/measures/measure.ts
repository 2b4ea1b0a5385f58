import type { Chart } from '../chart/chart.ts';
import type { ConceptId, Fact } from '../chart/fact.ts';

/**
 * A calculated fact: clinical logic that a criterion cannot say. Pure; never throws; an unusable input yields nothing.
 * Output facts carry every input in `from`. The Read of `id` is the worst of the Reads of `needs`.
 */
export interface Measure {
  readonly id: ConceptId;
  /** Concepts (and earlier measures) it reads; measures run in the order this implies. */
  readonly needs: readonly ConceptId[];
  /** Unit of the produced facts, if any. */
  readonly unit?: string;
  readonly label: string;
  /** Guideline, year. */
  readonly source: string;
  readonly compute: (chart: Chart) => Fact[];
}
