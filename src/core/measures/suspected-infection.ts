import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { antimicrobials } from './antimicrobial.ts';
import type { Measure } from './measure.ts';
import { arrival, firstIndexFrom, HOUR, MINUTE, ofPatient, sourcesOf } from './usable.ts';

/** A culture, then an antimicrobial within this time; or an antimicrobial, then a culture within that. */
const CULTURE_FIRST = 72 * HOUR;
const DRUG_FIRST = 24 * HOUR;

/**
 * Times at which an infection was suspected: the earlier of a culture and a systemic antimicrobial that belong together. No value.
 *
 * Source  Seymour 2016, as in mimic-code suspicion_of_infection.sql: the drug within 72 h after the culture, or the culture within 24 h after the drug.
 * Flags   `order-only` when the antimicrobial is known from an order alone, `order-time-only` when the culture is.
 * Skips   surveillance swabs, cancelled cultures, prophylaxis, local routes (rulings, Measures 8).
 * From    the culture first, then the antimicrobial.
 */
export const suspectedInfection: Measure = {
  id: 'suspected-infection',
  needs: ['culture'],
  eitherOf: [['antimicrobial-given', 'antimicrobial-ordered']],
  refines: ['surgery', 'infection'],
  label: 'Culture and antimicrobial that belong together',
  source: 'Seymour 2016',
  compute: (chart) => {
    const cultures = culturesOf(chart);
    const byTime = new Map<Instant, Fact>();
    for (const drug of antimicrobials(chart)) {
      const culture = partnerOf(drug, cultures);
      if (!culture) continue;
      const at = Math.min(culture.at, drug.at);
      const orderOnly = drug.concept === 'antimicrobial-ordered';
      const held = byTime.get(at);
      // A dose that was given says more than an order for the same moment.
      if (held && !(hasFlag(held, 'order-only') && !orderOnly)) continue;
      const flags = [...(orderOnly ? ['order-only'] : []), ...(hasFlag(culture, 'order-time-only') ? ['order-time-only'] : [])];
      byTime.set(at, {
        concept: 'suspected-infection',
        at,
        ...(flags.length ? { flags } : {}),
        from: sourcesOf([culture, drug]) as Fact['from'],
      });
    }
    return [...byTime.values()].sort((a, b) => a.at - b.at);
  },
};

/** What a laboratory writes as a result when it grew nothing because it tried nothing. */
const NOT_DONE = /cancel|not (performed|received|processed|done)|rejected|duplicate/i;

/** Cultures that look for an infection, in order of time, one per minute; those of the 72 h before arrival too, wherever they were taken. */
function culturesOf(chart: Chart): Fact[] {
  const start = (arrival(chart) ?? 0) - CULTURE_FIRST;
  const taken = ofPatient(chart, 'culture').filter(
    (fact) => fact.at >= start && !hasFlag(fact, 'surveillance') && !hasFlag(fact, 'cancelled') && !NOT_DONE.test(fact.text ?? ''),
  );
  return taken.filter((fact, i) => i === 0 || Math.floor(fact.at / MINUTE) !== Math.floor((taken[i - 1] as Fact).at / MINUTE));
}

/** The earliest culture of the 72 h before the drug, else the first one of the 24 h after it. Ends included. */
function partnerOf(drug: Fact, cultures: readonly Fact[]): Fact | undefined {
  const before = cultures[firstIndexFrom(cultures, drug.at - CULTURE_FIRST)];
  return before && before.at <= drug.at + DRUG_FIRST ? before : undefined;
}
