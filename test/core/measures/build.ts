import { type Chart, sortFacts } from '../../../src/core/chart/chart.ts';
import { type Fact, sourceRef } from '../../../src/core/chart/fact.ts';
import { runMeasures } from '../../../src/core/measures/index.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** 2026-03-02 00:00 in New York; hour 0 of every chart here. */
export const START = Date.UTC(2026, 2, 2, 5);

let count = 0;

/** A fact at `hour` of the stay. */
export const fact = (hour: number, concept: string, value?: number, more: Partial<Fact> = {}): Fact => ({
  concept,
  at: START + hour * HOUR,
  ...(value === undefined ? {} : { value }),
  from: [sourceRef(`Observation/${concept}-${++count}`)],
  ...more,
});

/** The same fact `days` before arrival, of another stay or a clinic visit. */
export const before = (days: number, concept: string, value?: number, more: Partial<Fact> = {}): Fact =>
  fact(-24 * days, concept, value, { flags: ['other-stay'], ...more });

/** Ends `hours` after its start. */
export const until = (hour: number): Pick<Fact, 'until'> => ({ until: START + hour * HOUR });

export const chartOf = (facts: readonly Fact[], endHour = 48): Chart => ({
  encounter: sourceRef('Encounter/1'),
  patient: sourceRef('Patient/1'),
  asOf: START + endHour * HOUR,
  zone: 'America/New_York',
  facts: sortFacts([fact(0, 'arrived'), ...facts]),
  reads: new Map(),
  unmapped: new Map(),
});

/** Facts of one measure, from the given facts. */
export const measured = (concept: string, facts: readonly Fact[], endHour = 48): Fact[] =>
  runMeasures(chartOf(facts, endHour)).facts.filter((one) => one.concept === concept);

/** The highest value of one measure; undefined when it has no point. */
export const highest = (concept: string, facts: readonly Fact[], endHour = 48): number | undefined => {
  const values = measured(concept, facts, endHour).map((one) => one.value ?? 0);
  return values.length ? Math.max(...values) : undefined;
};

export const last = (concept: string, facts: readonly Fact[], endHour = 48): Fact | undefined => measured(concept, facts, endHour).at(-1);
