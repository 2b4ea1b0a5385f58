import type { Fact } from '../chart/fact.ts';
import { outsideSurgery, runsOf, stretchesOf } from './infusion.ts';
import type { Measure } from './measure.ts';
import { round2 } from './round.ts';
import { HOUR, inStay, sourcesOf } from './usable.ts';

/**
 * Hours of each unbroken vasopressor infusion, any drug, from its start until its end; `text` the drugs.
 * Pauses of at most 15 min do not break it. Push doses last 0 h. Skips infusions that ran only during surgery.
 * Source  sepsis reference 3.6: continuous infusion for at least one hour.
 */
export const vasopressorHours: Measure = {
  id: 'vasopressor-hours',
  needs: ['vasopressor-given'],
  refines: ['surgery'],
  unit: 'h',
  label: 'Vasopressor infusion',
  source: 'SOFA-2 2025 footnote: continuous infusion of one hour or more',
  compute: (chart) => {
    const given = outsideSurgery(inStay(chart, 'vasopressor-given'), inStay(chart, 'surgery'));
    return runsOf(stretchesOf(given, chart.asOf)).map((run): Fact => {
      const drugs = [...new Set(run.stretches.map((stretch) => stretch.fact.text).filter((text) => text !== undefined))];
      return {
        concept: 'vasopressor-hours',
        at: run.start,
        until: run.end,
        value: round2((run.end - run.start) / HOUR),
        ...(drugs.length ? { text: drugs.sort().join(', ') } : {}),
        from: sourcesOf(run.stretches.map((stretch) => stretch.fact)) as Fact['from'],
      };
    });
  },
};
