import type { Chart } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import type { LinkedChecklist } from '../checklist/linked.ts';

/** What composing needs beside a result: the chart it was made from, the vocabulary, and the checklist with its words. */
export interface ComposeContext {
  readonly chart: Chart;
  readonly concepts: Concepts;
  readonly checklist: LinkedChecklist;
}
