import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { DAY, HOUR, inStay } from './usable.ts';

/** An operation of this stay. `end` is when it was over at the latest; `settled` the last moment at which the patient is charted as coming from it. */
export interface Operation {
  readonly start: Instant;
  readonly end: Instant;
  readonly settled: Instant;
  readonly fact: Fact;
}

/** Charting on the ward begins at most this long after an operation whose end is known. */
const HANDOVER = 2 * HOUR;
/** A moment without an end may be the beginning: a long operation and the way from it fit in here. */
const LONGEST = 12 * HOUR;

/** Concepts `operations` reads. */
export const OPERATION_SOURCES: readonly string[] = ['surgery', 'unit-stay', 'note'];

/**
 * Operations of the stay, in order of time: procedures of surgery, time in the operating room, operative notes (written when it is over).
 * A procedure with a date alone may have been at any hour of that day.
 */
export function operations(chart: Chart): Operation[] {
  const procedures = inStay(chart, 'surgery').map((fact): Operation => {
    if (hasFlag(fact, 'date-precision')) return { start: fact.at, end: fact.at + DAY, settled: fact.at + DAY + HANDOVER, fact };
    if (fact.until !== undefined && fact.until > fact.at) return { start: fact.at, end: fact.until, settled: fact.until + HANDOVER, fact };
    return { start: fact.at, end: fact.at, settled: fact.at + LONGEST, fact };
  });
  const rooms = inStay(chart, 'unit-stay')
    .filter((fact) => fact.text === 'surgery' && fact.until !== undefined && fact.until > fact.at)
    .map((fact): Operation => ({ start: fact.at, end: fact.until as Instant, settled: (fact.until as Instant) + HANDOVER, fact }));
  const written = operativeNotes(chart).map(
    (fact): Operation => ({ start: fact.at - LONGEST, end: fact.at, settled: fact.at + HANDOVER, fact }),
  );
  return [...procedures, ...rooms, ...written].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Operative notes of the stay, in order of time: each tells of an operation that was over when it was written. */
export const operativeNotes = (chart: Chart): readonly Fact[] =>
  inStay(chart, 'note').filter((fact) => fact.text === 'operative' || fact.note?.type === 'operative');
