import type { Fact } from '../chart/fact.ts';
import { baselineOf } from './baseline.ts';
import type { Measure } from './measure.ts';
import { arrival, sourcesOf } from './usable.ts';

/** Median creatinine of 7 to 365 days before arrival, at the time of arrival; nothing when there is none (no baseline is assumed here). */
export const creatinineBaseline: Measure = {
  id: 'creatinine-baseline',
  needs: ['creatinine'],
  unit: 'mg/dL',
  label: 'Creatinine before this stay, median',
  source: 'KDIGO 2012; results of 7 to 365 days before arrival',
  compute: (chart) => {
    const baseline = baselineOf(chart, 'creatinine');
    const at = arrival(chart);
    if (!baseline || at === null) return [];
    const flags = baseline.facts.length > 1 ? ['median'] : [];
    return [{ concept: 'creatinine-baseline', at, value: baseline.value, flags, from: sourcesOf(baseline.facts) as Fact['from'] }];
  },
};
