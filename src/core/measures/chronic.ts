import type { Chart } from '../chart/chart.ts';
import { type ConceptId, type Fact, hasFlag } from '../chart/fact.ts';
import { ofPatient } from './usable.ts';

/**
 * The statement or code that shows a long-standing condition: affirmed or historical, in any stay; undefined when there is none.
 * A code counts here although it documents nothing: it only keeps a chronic value from being called new.
 */
export const knownCondition = (chart: Chart, ...concepts: readonly ConceptId[]): Fact | undefined =>
  concepts
    .flatMap((concept) => ofPatient(chart, concept))
    .find((fact) => fact.says !== 'denied' && fact.says !== 'uncertain' && !hasFlag(fact, 'family'));
