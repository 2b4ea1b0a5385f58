import { factsOf, hasRead } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import { ANY_RESULT } from '../chart/record-words.ts';
import type { Measure } from './measure.ts';
import { dischargeOf, namedByProvider, ofStay, providerNotes } from './provider-notes.ts';
import { DAY } from './usable.ts';

/**
 * Results that the laboratory itself marked critical and no provider note from then on names: one fact for each kind of result, at the first.
 *
 * Source  Joint Commission NPSG.02.03.01, critical results reach the responsible caregiver; what follows stands in the record.
 * Named   the result, a value's short form, a condition that goes with it, or "critical value", in any section of a note that is or may be a
 *         provider's, taken at or after the result.
 * Skips   results that are merely high or low; kinds of results the table cannot name; the first day after the result, unless the stay closed;
 *         results after which no provider has written at all; everything while a note could not be read.
 */
export const criticalResultUnnamed: Measure = {
  id: 'critical-result-unnamed',
  needs: ['critical-result', 'note', 'named-in-note'],
  label: 'Critical result that no provider note names',
  source: 'Joint Commission NPSG.02.03.01',
  compute: (chart) => {
    if (!hasRead(chart, 'note') || !hasRead(chart, 'named-in-note')) return [];
    const firsts = new Map<string, Fact>();
    for (const fact of factsOf(chart, 'critical-result')) {
      if (ofStay(fact) && fact.text !== undefined && !firsts.has(fact.text)) firsts.set(fact.text, fact);
    }
    const notes = providerNotes(chart);
    const closed = dischargeOf(chart) !== null;
    return [...firsts].flatMap(([id, fact]): Fact[] => {
      const since = fact.at;
      const isOver = closed || (fact.known ?? fact.at) + DAY <= chart.asOf;
      if (!isOver || !notes.some((note) => note.at > (fact.known ?? since))) return [];
      if ([...namedByProvider(chart, id), ...namedByProvider(chart, ANY_RESULT)].some((named) => named.at >= since)) return [];
      const { value, charted } = fact;
      const measured = { ...(value === undefined ? {} : { value }), ...(charted ? { charted } : {}) };
      return [{ concept: 'critical-result-unnamed', at: fact.at, ...measured, text: id.replaceAll('-', ' '), from: fact.from }];
    });
  },
};
