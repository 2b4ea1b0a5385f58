import { type Chart, factsOf, hasRead } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { civilDay, isoDay, startOfDay } from '../stay/civil.ts';
import type { Measure } from './measure.ts';
import { dischargeOf, ofStay, providerNotes } from './provider-notes.ts';
import { firstIndexFrom, HOUR, sourcesOf } from './usable.ts';

/** Notes of a night shift are often dated after midnight, and yesterday's are filed in the morning; ours. */
const NIGHT = 6 * HOUR;

/**
 * Local days of hospital care on which no provider wrote anything: a fact at the day's first moment, its word the date.
 *
 * Source  42 CFR 482.24(c), the record describes the patient's progress; how often is a matter of medical-staff rules and of payers.
 * Counts  whole days between the day of admission (or of observation) and the day of discharge: those two have the history and physical and the
 *         discharge summary. A day is judged six hours after it ended.
 * Skips   days without any charted value or dose (the patient may have been away), days with a note of unknown author or kind, a day whose
 *         only note was dated in the night after it. Nothing without the zone, or while notes are not read to their end.
 */
export const dayWithoutNote: Measure = {
  id: 'day-without-note',
  needs: ['note', 'heart-rate', 'admitted'],
  needsZone: true,
  label: 'Day without a provider note',
  source: '42 CFR 482.24(c); medical-staff rules',
  compute: (chart) => {
    const admission = startOfCare(chart);
    if (chart.zone === null || admission === null || !hasRead(chart, 'note')) return [];
    const zone = chart.zone;
    const notes = providerNotes(chart);
    const found: Fact[] = [];
    const last = civilDay(dischargeOf(chart) ?? chart.asOf, zone);
    for (let day = civilDay(admission.at, zone) + 1; day < last; day += 1) {
      const from = startOfDay(day, zone);
      const to = startOfDay(day + 1, zone);
      const after = startOfDay(day + 2, zone);
      if (from === null || to === null || after === null || chart.asOf < to + NIGHT) continue;
      const written = (start: Instant, end: Instant) => notes.filter((note) => note.at >= start && note.at < end).length;
      const inTheNight = written(to, to + NIGHT);
      if (written(from, to) > 0 || (inTheNight > 0 && written(to, after) > inTheNight)) continue;
      const charted = presence(chart, from, to);
      const sources = charted && sourcesOf([admission, charted]);
      if (sources) found.push({ concept: 'day-without-note', at: from, text: isoDay(day), from: sources });
    }
    return found;
  },
};

/** Admission, or the start of observation services, whichever came first; null in the emergency department alone. */
function startOfCare(chart: Chart): Fact | null {
  const starts = ['admitted', 'observation-start'].flatMap((concept) => factsOf(chart, concept).filter(ofStay));
  return starts.sort((a, b) => a.at - b.at)[0] ?? null;
}

/** Something that was measured or given on that day: the patient was there. */
function presence(chart: Chart, from: Instant, to: Instant): Fact | null {
  for (let i = firstIndexFrom(chart.facts, from); i < chart.facts.length; i += 1) {
    const fact = chart.facts[i] as Fact;
    if (fact.at >= to) return null;
    if (ofStay(fact) && !hasFlag(fact, 'order-time-only') && /(^|\/)(Observation|MedicationAdministration)\//.test(fact.from[0]))
      return fact;
  }
  return null;
}
