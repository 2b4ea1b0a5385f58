import type { Fact } from '../chart/fact.ts';
import { antimicrobials } from './antimicrobial.ts';
import type { Measure } from './measure.ts';
import { DAY, sourcesOf } from './usable.ts';

/**
 * Calendar days with a systemic antimicrobial so far, one point per new day, at its first dose; local days of the hospital.
 * An order with a period covers each day of it (flag `order-only`). Nothing when the zone is unknown.
 */
export const antimicrobialDays: Measure = {
  id: 'antimicrobial-days',
  needs: [],
  eitherOf: [['antimicrobial-given', 'antimicrobial-ordered']],
  refines: ['surgery'],
  unit: 'd',
  label: 'Days with a systemic antimicrobial',
  source: 'CDC adult sepsis event: qualifying antimicrobial days',
  compute: (chart) => {
    if (chart.zone === null) return [];
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: chart.zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    const doses = antimicrobials(chart)
      .flatMap((fact) => {
        const end = fact.concept === 'antimicrobial-ordered' ? Math.min(fact.until ?? fact.at, chart.asOf) : fact.at;
        const times: number[] = [];
        for (let at = fact.at; at <= end && times.length < 60; at += DAY) times.push(at);
        return times.map((at) => ({ at, fact }));
      })
      .sort((a, b) => a.at - b.at);
    const seen = new Set<string>();
    const counted: Fact[] = [];
    return doses.flatMap(({ at, fact }): Fact[] => {
      const date = day.format(at);
      if (seen.has(date)) return [];
      seen.add(date);
      counted.push(fact);
      return [
        {
          concept: 'antimicrobial-days',
          at,
          value: seen.size,
          ...(fact.concept === 'antimicrobial-ordered' ? { flags: ['order-only'] } : {}),
          from: sourcesOf(counted) as Fact['from'],
        },
      ];
    });
  },
};
