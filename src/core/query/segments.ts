import type { Metric } from './metric.ts';
import { type MetricsInput, metricsOf } from './metrics.ts';
import type { QueryRecord } from './record.ts';
import { PURPOSE_WORDS, TIMING_WORDS } from './words.ts';

/** By what numbers may be broken down. There is no provider among them, and there will be none. */
export const SEGMENTS = ['purpose', 'timing', 'service', 'unit'] as const;
export type Segment = (typeof SEGMENTS)[number];

export interface SegmentMetrics {
  readonly segment: Segment;
  readonly name: string;
  readonly metrics: readonly Metric[];
}

const NOT_STATED = 'not stated';

/**
 * The same numbers for each purpose, timing, service or unit, in order of name. Reviewed encounters have no purpose and no timing: there the query rate is over
 * all of them; by service or unit each part has its own. The counters of the desk are known only for the whole and are left out.
 */
export function metricsBy(segment: Segment, input: MetricsInput): readonly SegmentMetrics[] {
  const places = new Map(input.reviewed.map((each) => [each.encounter, each]));
  const ofPlace = (place: { readonly service: string | null; readonly unit: string | null } | undefined): string =>
    (segment === 'service' ? place?.service : place?.unit) ?? NOT_STATED;
  const nameOf = (record: QueryRecord): string => {
    if (segment === 'purpose') return PURPOSE_WORDS[record.draft.purpose];
    if (segment === 'timing') return TIMING_WORDS[record.timing];
    return ofPlace(places.get(record.encounter));
  };
  const isPlace = segment === 'service' || segment === 'unit';
  const names = new Set([...input.records.map(nameOf), ...(isPlace ? input.reviewed.map(ofPlace) : [])]);
  const { drafting: _, ...rest } = input;
  return [...names].sort().map((name) => ({
    segment,
    name,
    metrics: metricsOf({
      ...rest,
      records: input.records.filter((record) => nameOf(record) === name),
      reviewed: isPlace ? input.reviewed.filter((each) => ofPlace(each) === name) : input.reviewed,
    }),
  }));
}
