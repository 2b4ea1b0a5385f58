import type { Fact } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { roundTo } from './round.ts';
import { weightAt } from './urine.ts';
import { HOUR, inStay, sourcesOf } from './usable.ts';

/** Fluid counts as resuscitation above this rate; slower is maintenance or a carrier (CMS SEP-1). */
const MAINTENANCE = 125;
const AROUND = 6 * HOUR;

/**
 * Crystalloid in mL/kg given so far around the first suspicion of infection (6 h before to 6 h after), one point per infusion, at its end.
 * Volume of an infusion that reaches over the edge is shared out by time. Skips infusions of 125 mL/h and less; no weight, no point.
 */
export const fluidPerKg: Measure = {
  id: 'fluid-per-kg',
  needs: ['crystalloid-given', 'weight', 'suspected-infection'],
  unit: 'mL/kg',
  label: 'Crystalloid by weight',
  source: 'CMS SEP-1',
  compute: (chart) => {
    const suspicion = inStay(chart, 'suspected-infection')[0];
    const weights = inStay(chart, 'weight').filter((fact) => fact.value !== undefined);
    if (!suspicion) return [];
    const from = suspicion.at - AROUND;
    const to = suspicion.at + AROUND;
    const weight = weightAt(weights, suspicion.at);
    if (!weight?.value) return [];
    const counted: Fact[] = [];
    let millilitres = 0;
    return inStay(chart, 'crystalloid-given').flatMap((fact): Fact[] => {
      const end = fact.until ?? fact.at;
      if (fact.value === undefined || end < from || fact.at > to) return [];
      const hours = (end - fact.at) / HOUR;
      if (hours > 0 && fact.value / hours <= MAINTENANCE) return [];
      const inside = hours > 0 ? (Math.min(end, to) - Math.max(fact.at, from)) / (end - fact.at) : 1;
      millilitres += fact.value * inside;
      counted.push(fact);
      return [
        {
          concept: 'fluid-per-kg',
          at: Math.min(end, to),
          value: roundTo(millilitres / (weight.value as number), 1),
          from: sourcesOf([...counted, weight, suspicion]) as Fact['from'],
        },
      ];
    });
  },
};
