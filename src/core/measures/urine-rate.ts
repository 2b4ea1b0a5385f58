import type { Fact } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { roundTo } from './round.ts';
import { collections, weightAt } from './urine.ts';
import { inStay, sourcesOf } from './usable.ts';

const HOURS = 2;

/**
 * Urine in mL/kg/h over the two hours that end at each entry; only where entries cover both hours. No weight, no point.
 * An entry that speaks for longer than two hours counts in full: the rate is never too low.
 * Source  CMS SEP-1: under 0.5 mL/kg/h for two consecutive hours.
 */
export const urineRate: Measure = {
  id: 'urine-rate',
  needs: ['urine-output', 'weight'],
  unit: 'mL/kg/h',
  label: 'Urine over two hours by weight',
  source: 'CMS SEP-1',
  compute: (chart) => {
    const weights = inStay(chart, 'weight').filter((fact) => fact.value !== undefined);
    return collections(chart, HOURS).flatMap((collection): Fact[] => {
      const weight = weightAt(weights, collection.at);
      if (!weight?.value) return [];
      return [
        {
          concept: 'urine-rate',
          at: collection.at,
          value: roundTo(collection.millilitres / weight.value / HOURS, 2),
          from: sourcesOf([...collection.facts, weight]) as Fact['from'],
        },
      ];
    });
  },
};
