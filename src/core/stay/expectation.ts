import { type Chart, factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant, type NoteType, PROVIDER_ROLES } from '../chart/fact.ts';
import { isKnownZone, midnightsBetween } from './civil.ts';

const HOUR_MS = 3_600_000;
/** Notes that providers write: where the chart does not tell the author's role, the type of note does. A discharge summary looks back and expects nothing. */
const PROVIDER_NOTES: ReadonlySet<NoteType> = new Set<NoteType>(['hp', 'progress', 'consult', 'ed', 'operative', 'procedure', 'addendum']);

/**
 * Statements of how long hospital care is expected to last, by a provider of this stay, signed and standing. What a discharge summary says
 * of the expectation, and what is written once the stay has ended (at `end`), is hindsight and is left out. "I do not expect two midnights"
 * states an expectation too: a shorter one.
 */
export function expectationsIn(chart: Chart, end: Instant | null): readonly Fact[] {
  return factsOf(chart, 'expectation-statement').filter(
    (fact) =>
      (fact.says === 'affirmed' || isShorter(fact)) &&
      (end === null || fact.at <= end) &&
      isByProvider(fact) &&
      fact.note?.type !== 'discharge-summary' &&
      fact.note?.signed !== false &&
      fact.standing !== 'withdrawn' &&
      fact.standing !== 'preliminary' &&
      !hasFlag(fact, 'other-stay'),
  );
}

const isShorter = (fact: Fact): boolean => fact.says === 'denied' && fact.value !== undefined && unitOf(fact) !== 'hour';

/** The statements that count, as facts `stated-expectation`, so that a checklist sees the same ones. */
export const statedExpectations = (chart: Chart, end: Instant | null): readonly Fact[] =>
  expectationsIn(chart, end).map((fact) => ({ ...fact, concept: 'stated-expectation', says: 'affirmed' }));

function isByProvider(fact: Fact): boolean {
  if (fact.by !== undefined && fact.by !== 'unknown') return PROVIDER_ROLES.has(fact.by);
  return fact.note !== undefined && PROVIDER_NOTES.has(fact.note.type);
}

/**
 * What each statement means in midnights: midnights, nights and days as written; hours as the midnights between the start of care and that
 * many hours after the statement. "At least", "fewer than" stay with the value; a denied number is "fewer than". A statement without a number, or in hours without a care
 * start or zone, gives none. The fact carries the statement's note and source.
 */
export function expectedMidnights(chart: Chart, careStart: Instant | null, end: Instant | null, zone: string | null): readonly Fact[] {
  return expectationsIn(chart, end).flatMap((fact): readonly Fact[] => {
    if (fact.value === undefined) return [];
    const { text, charted: _charted, ...statement } = fact;
    const unit = unitOf(fact);
    if (isShorter(fact)) return [{ ...statement, concept: 'expected-midnights', says: 'affirmed', comparator: '<' }];
    if (unit !== 'hour') return [{ ...statement, concept: 'expected-midnights' }];
    if (careStart === null || !isKnownZone(zone)) return [];
    const value = midnightsBetween(careStart, Math.max(careStart, fact.at + fact.value * HOUR_MS), zone).filter(
      (one) => one.at > careStart,
    ).length;
    return [{ ...statement, concept: 'expected-midnights', value, flags: [...(fact.flags ?? []), 'from-hours'] }];
  });
}

/** The unit of the number: as the notes room gives it, else the word after the number in the sentence; midnights when nothing tells. */
function unitOf(fact: Fact): 'hour' | 'day' | 'midnight' {
  const said = `${fact.charted?.unit ?? ''} ${fact.text ?? ''}`.toLowerCase();
  if (/\bhours?\b/.test(said)) return 'hour';
  if (/\b(days?|nights?)\b/.test(said)) return 'day';
  if (/\bmidnights?\b/.test(said)) return 'midnight';
  const sentence = (fact.note?.snippet ?? '').toLowerCase();
  return /\d\s*(hours?|hrs?|h)\b/.test(sentence) && !/midnight|\bdays?\b|\bnights?\b/.test(sentence) ? 'hour' : 'midnight';
}
