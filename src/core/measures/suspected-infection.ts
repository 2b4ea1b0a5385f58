import { type Chart, factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant, type SourceRef } from '../chart/fact.ts';
import { antimicrobials, prophylactic } from './antimicrobial.ts';
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
  compute: (chart) => pairs('suspected-infection', antimicrobials(chart), culturesOf(chart, LOOKS_FOR_INFECTION)),
};

/**
 * The pairs that the published definition counts and we set aside: the culture is a surveillance swab, or the drug is prophylaxis. No value.
 * No conclusion rests on them; they are reported beside the others because who applies the definition by program alone will find them.
 *
 * Source  Seymour 2016, as in mimic-code suspicion_of_infection.sql.
 * Flags   `set-aside`, and why: `surveillance`, `prophylaxis`. Those of `suspected-infection` besides.
 * Skips   times at which a pair counts, cancelled cultures, local routes.
 */
export const suspicionSetAside: Measure = {
  id: 'suspicion-set-aside',
  needs: ['suspected-infection'],
  refines: ['surgery', 'infection'],
  label: 'Culture and antimicrobial, one of them routine',
  source: 'Seymour 2016',
  compute: (chart) => {
    const counted = new Set(factsOf(chart, 'suspected-infection').map((fact) => fact.at));
    const drugs = [...antimicrobials(chart), ...prophylactic(chart)].sort((a, b) => a.at - b.at);
    const routine = new Set(prophylactic(chart).flatMap((fact) => fact.from));
    return pairs(
      'suspicion-set-aside',
      drugs,
      culturesOf(chart, () => true),
    )
      .filter((fact) => !counted.has(fact.at))
      .map((fact) => ({ ...fact, flags: ['set-aside', ...(fact.flags ?? []), ...reasons(chart, fact, routine)] }));
  },
};

const LOOKS_FOR_INFECTION = (culture: Fact): boolean => !hasFlag(culture, 'surveillance');

function reasons(chart: Chart, pair: Fact, routine: ReadonlySet<SourceRef>): string[] {
  const swab = factsOf(chart, 'culture').some((fact) => hasFlag(fact, 'surveillance') && fact.from.some((ref) => pair.from.includes(ref)));
  return [...(swab ? ['surveillance'] : []), ...(pair.from.some((ref) => routine.has(ref)) ? ['prophylaxis'] : [])];
}

/** One fact for each moment: the earlier of the two that belong together, a dose before an order for the same moment. In order of time. */
function pairs(concept: string, drugs: readonly Fact[], cultures: readonly Fact[]): Fact[] {
  const byTime = new Map<Instant, Fact>();
  for (const drug of drugs) {
    const culture = partnerOf(drug, cultures);
    if (!culture) continue;
    const at = Math.min(culture.at, drug.at);
    const orderOnly = drug.concept === 'antimicrobial-ordered';
    const held = byTime.get(at);
    // A dose that was given says more than an order for the same moment.
    if (held && !(hasFlag(held, 'order-only') && !orderOnly)) continue;
    const flags = [...(orderOnly ? ['order-only'] : []), ...(hasFlag(culture, 'order-time-only') ? ['order-time-only'] : [])];
    byTime.set(at, { concept, at, ...(flags.length ? { flags } : {}), from: sourcesOf([culture, drug]) as Fact['from'] });
  }
  return [...byTime.values()].sort((a, b) => a.at - b.at);
}

/** What a laboratory writes as a result when it grew nothing because it tried nothing. */
const NOT_DONE = /cancel|not (performed|received|processed|done)|rejected|duplicate/i;

/** Cultures that were done, in order of time, one per minute; those of the 72 h before arrival too, wherever they were taken. */
function culturesOf(chart: Chart, looksFor: (culture: Fact) => boolean): Fact[] {
  const start = (arrival(chart) ?? 0) - CULTURE_FIRST;
  const taken = ofPatient(chart, 'culture').filter(
    (fact) => fact.at >= start && looksFor(fact) && !hasFlag(fact, 'cancelled') && !NOT_DONE.test(fact.text ?? ''),
  );
  return taken.filter((fact, i) => i === 0 || Math.floor(fact.at / MINUTE) !== Math.floor((taken[i - 1] as Fact).at / MINUTE));
}

/** The earliest culture of the 72 h before the drug, else the first one of the 24 h after it. Ends included. */
function partnerOf(drug: Fact, cultures: readonly Fact[]): Fact | undefined {
  const before = cultures[firstIndexFrom(cultures, drug.at - CULTURE_FIRST)];
  return before && before.at <= drug.at + DRUG_FIRST ? before : undefined;
}
