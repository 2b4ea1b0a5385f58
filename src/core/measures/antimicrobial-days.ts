import type { Fact } from '../chart/fact.ts';
import { antimicrobials } from './antimicrobial.ts';
import type { Measure } from './measure.ts';
import { sourcesOf } from './usable.ts';

/**
 * Calendar days with a systemic antimicrobial given so far, one point per new day, at its first dose; local days of the hospital.
 * Orders count for no day: they do not tell when a drug was given. Nothing, and not known, when the zone is unknown.
 */
export const antimicrobialDays: Measure = {
  id: 'antimicrobial-days',
  needs: ['antimicrobial-given'],
  needsZone: true,
  refines: ['surgery', 'infection'],
  unit: 'd',
  label: 'Days with a systemic antimicrobial',
  source: 'CDC adult sepsis event: qualifying antimicrobial days',
  compute: (chart) => {
    if (chart.zone === null) return [];
    const doses = antimicrobials(chart).filter((fact) => fact.concept === 'antimicrobial-given');
    if (!doses.length) return [];
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: chart.zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    const seen = new Set<string>();
    const counted: Fact[] = [];
    return doses.flatMap((fact): Fact[] => {
      const date = day.format(fact.at);
      if (seen.has(date)) return [];
      seen.add(date);
      counted.push(fact);
      return [{ concept: 'antimicrobial-days', at: fact.at, value: seen.size, from: sourcesOf(counted) as Fact['from'] }];
    });
  },
};
