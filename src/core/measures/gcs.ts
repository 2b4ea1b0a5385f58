import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { supportAt } from './respiratory-support.ts';
import { firstIndexFrom, HOUR, inStay } from './usable.ts';

/** A Glasgow coma score that may be scored: as charted, or the one before sedation or the tube. */
export interface ComaScore {
  readonly at: Instant;
  /** When the score itself was taken: it is as old as that. */
  readonly taken: Instant;
  readonly total: number;
  readonly facts: readonly Fact[];
  readonly flags: readonly string[];
}

/** How long a sedative still explains a low score after it was stopped (sepsis reference, 3.3 convention 7). */
const SEDATION_LASTS = HOUR;

/** An artificial airway: invasive ventilation, tracheostomy. */
const AIRWAYS: ReadonlySet<string> = new Set(['ventilator', 'trach-collar', 't-piece']);
const UNTESTABLE = /(\d\s*t\b|\bett?\b|trach|intubat|tube|not test|untest|unable)/i;

interface Reading {
  readonly at: Instant;
  readonly total: number;
  readonly facts: readonly Fact[];
  readonly verbal: Fact | null;
}

/**
 * Coma scores in order of time. A score taken under sedation, or whose verbal part a tube makes untestable, is replaced by the last score before
 * that, flagged `before-sedation`; when there is none it yields nothing. A verbal score of 1 with an airway in place is never taken as 1.
 */
export function comaScores(chart: Chart): ComaScore[] {
  const support = inStay(chart, 'respiratory-support').filter((fact) => AIRWAYS.has(fact.text ?? ''));
  const sedation = inStay(chart, 'sedative-given').map((fact) => ({ from: fact.at, to: (fact.until ?? fact.at) + SEDATION_LASTS }));
  let clear: Reading | undefined;
  const scores: ComaScore[] = [];
  for (const reading of readingsOf(chart)) {
    const airway = supportAt(support, reading.at).fact !== undefined;
    const sedated = sedation.some((span) => reading.at >= span.from && reading.at <= span.to);
    if (!sedated && !isUntestable(reading, airway)) {
      clear = reading;
      scores.push({ at: reading.at, taken: reading.at, total: reading.total, facts: reading.facts, flags: [] });
    } else if (clear) scores.push({ at: reading.at, taken: clear.at, total: clear.total, facts: clear.facts, flags: ['before-sedation'] });
  }
  return scores;
}

function isUntestable(reading: Reading, airway: boolean): boolean {
  if (reading.facts.some((fact) => hasFlag(fact, 'not-testable') || UNTESTABLE.test(fact.text ?? ''))) return true;
  return airway && (reading.verbal === null || (reading.verbal.value ?? 1) <= 1);
}

/** Totals as charted, and sums of the three parts where all were charted at the same minute without a total. */
function readingsOf(chart: Chart): Reading[] {
  const verbals = inStay(chart, 'gcs-verbal');
  const at = (facts: readonly Fact[], time: Instant) => {
    const fact = facts[firstIndexFrom(facts, time)];
    return fact?.at === time ? fact : undefined;
  };
  const readings: Reading[] = inStay(chart, 'gcs-total').flatMap((fact): Reading[] =>
    fact.value === undefined ? [] : [{ at: fact.at, total: fact.value, facts: [fact], verbal: at(verbals, fact.at) ?? null }],
  );
  const withTotal = new Set(readings.map((reading) => reading.at));
  const eyes = inStay(chart, 'gcs-eye');
  const motors = inStay(chart, 'gcs-motor');
  for (const verbal of verbals) {
    if (withTotal.has(verbal.at)) continue;
    const eye = at(eyes, verbal.at);
    const motor = at(motors, verbal.at);
    if (eye?.value === undefined || motor?.value === undefined) continue;
    withTotal.add(verbal.at);
    const total = eye.value + (verbal.value ?? 1) + motor.value;
    readings.push({ at: verbal.at, total, facts: [eye, verbal, motor], verbal });
  }
  return readings.sort((a, b) => a.at - b.at);
}
