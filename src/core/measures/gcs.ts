import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { HOUR, inStay, lastAtOrBefore } from './usable.ts';

/** A Glasgow coma score that may be scored: as charted, or the one before sedation or the tube. */
export interface ComaScore {
  readonly at: Instant;
  /** When the score itself was taken: it is as old as that. */
  readonly taken: Instant;
  readonly total: number;
  /** The total as charted, where nothing proves that its verbal part could not be tested: the score may be as low as that. */
  readonly atWorst?: number;
  readonly facts: readonly Fact[];
  readonly flags: readonly string[];
}

/** How long a sedative still explains a low score after it was stopped (sepsis reference, 3.3 convention 7). */
const SEDATION_LASTS = HOUR;

/** An artificial airway: invasive ventilation, tracheostomy. */
const AIRWAYS: ReadonlySet<string> = new Set(['ventilator', 'trach-collar', 't-piece']);

/** Ventilator settings are charted at least this often: a tube may be in place this long before its first entry. */
const BETWEEN_ENTRIES = 4 * HOUR;

/** "Obeys commands": who does hears, understands and is awake. */
const OBEYS = 6;
const UNTESTABLE = /(\d\s*t\b|\bett?\b|trach|intubat|tube|not test|untest|unable)/i;

interface Reading {
  readonly at: Instant;
  readonly total: number;
  readonly facts: readonly Fact[];
  readonly verbal: Fact | null;
  readonly motor: number | null;
}

/**
 * Coma scores in order of time. A score taken under sedation, or whose verbal part cannot be tested, is replaced by the last score before that,
 * flagged `before-sedation` or `verbal-not-testable`; when there is none it yields nothing. Not testable: said so, or verbal 1 with an airway in place, or verbal 1 of a
 * patient who obeys commands (a tube, aphasia or mutism, not a clouded mind). A verbal score of 1 is then never taken as 1.
 */
export function comaScores(chart: Chart): ComaScore[] {
  const airways = airwaysOf(chart);
  const sedation = inStay(chart, 'sedative-given').map((fact) => ({ from: fact.at, to: (fact.until ?? fact.at) + SEDATION_LASTS }));
  let clear: Reading | undefined;
  const scores: ComaScore[] = [];
  for (const reading of readingsOf(chart)) {
    const { at, total, facts } = reading;
    // A part that was not charted again is as it was then: under the tube or the sedative of that hour.
    const during = (span: { readonly from: Instant; readonly to: Instant }) =>
      [reading, ...facts].some((one) => one.at >= span.from && one.at <= span.to);
    const airway = airways.find(during);
    const sedated = sedation.some(during);
    if (!sedated && !isUntestable(reading, airway !== undefined)) {
      clear = reading;
      scores.push({ at, taken: at, total, facts, flags: [] });
    } else if (clear) {
      const isProven = sedated || isSaid(reading) || (airway !== undefined && at >= airway.charted);
      const before = {
        at,
        taken: clear.at,
        total: clear.total,
        facts: clear.facts,
        flags: [sedated ? 'before-sedation' : 'verbal-not-testable'],
      };
      scores.push(isProven ? before : { ...before, atWorst: total });
    }
  }
  return scores;
}

interface Airway {
  readonly from: Instant;
  /** First entry that shows it. */
  readonly charted: Instant;
  readonly to: Instant;
}

/**
 * Times an airway is or may be in place. The first entry of a ventilator comes after the tube: it may have been there since the last entry that
 * shows another device, up to one charting interval. A charted intubation ends the doubt.
 */
function airwaysOf(chart: Chart): Airway[] {
  const others = ['o2-device', 'o2-flow'].flatMap((concept) => inStay(chart, concept).filter((fact) => !AIRWAYS.has(fact.text ?? '')));
  const intubations = inStay(chart, 'intubation').filter((fact) => !hasFlag(fact, 'date-precision'));
  return inStay(chart, 'respiratory-support')
    .filter((fact) => AIRWAYS.has(fact.text ?? ''))
    .map((fact): Airway => {
      const doubtful = fact.at - BETWEEN_ENTRIES;
      const without = others.filter((other) => other.at >= doubtful && other.at < fact.at).map((other) => other.at + 1);
      const passed = intubations.filter((one) => one.at >= doubtful && one.at <= fact.at).map((one) => one.at);
      return { from: Math.max(doubtful, ...without, ...passed), charted: passed[0] ?? fact.at, to: fact.until ?? Number.POSITIVE_INFINITY };
    });
}

/** The chart itself says that it could not be tested. */
const isSaid = (reading: Reading): boolean =>
  reading.facts.some((fact) => hasFlag(fact, 'not-testable') || UNTESTABLE.test(fact.text ?? ''));

function isUntestable(reading: Reading, airway: boolean): boolean {
  if (isSaid(reading)) return true;
  const silent = reading.verbal === null ? airway : (reading.verbal.value ?? 1) <= 1;
  return silent && (airway || reading.motor === OBEYS);
}

/** A part that is not charted again keeps its value this long (mimic-code, gcs.sql). */
const PART_HOLDS = 6 * HOUR;

/**
 * Totals as charted, and sums of the three parts charted at one minute without a total. Where two parts were charted the third keeps its last
 * value: nurses chart what has changed. One part alone makes no score.
 */
function readingsOf(chart: Chart): Reading[] {
  const verbals = inStay(chart, 'gcs-verbal');
  const motors = inStay(chart, 'gcs-motor');
  const parts = [inStay(chart, 'gcs-eye'), verbals, motors];
  const at = (facts: readonly Fact[], time: Instant, holds = 0) => {
    const fact = lastAtOrBefore(facts, time);
    return fact && time - fact.at <= holds ? fact : undefined;
  };
  const totals = inStay(chart, 'gcs-total').flatMap((fact): Reading[] =>
    fact.value === undefined
      ? []
      : [
          {
            at: fact.at,
            total: fact.value,
            facts: [fact],
            verbal: at(verbals, fact.at) ?? null,
            motor: at(motors, fact.at)?.value ?? null,
          },
        ],
  );
  const withTotal = new Set(totals.map((reading) => reading.at));
  const times = new Set(parts.flatMap((facts) => facts.map((fact) => fact.at)));
  const sums = [...times].flatMap((time): Reading[] => {
    if (withTotal.has(time) || parts.filter((facts) => at(facts, time)).length < 2) return [];
    const [eye, verbal, motor] = parts.map((facts) => at(facts, time, PART_HOLDS));
    if (eye?.value === undefined || !verbal || motor?.value === undefined) return [];
    return [{ at: time, total: eye.value + (verbal.value ?? 1) + motor.value, facts: [eye, verbal, motor], verbal, motor: motor.value }];
  });
  return [...totals, ...sums].sort((one, other) => one.at - other.at);
}
