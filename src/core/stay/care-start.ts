import type { Chart } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import { type Fact, hasFlag, type Instant, PROVIDER_ROLES, type SourceRef } from '../chart/fact.ts';
import { civilDay, isKnownZone, startOfDay } from './civil.ts';
import { countMidnights } from './midnights.ts';
import { endAsOf, segmentsOf, sendingCare } from './span.ts';
import type { Stay } from './stay.ts';
import { classWord, placeOf } from './vocabulary.ts';

/** When hospital care began, what says so, and whether another reading would change the count. */
export interface CareStart {
  readonly at: Instant;
  /** In words, for the screen: 'first medication given'. */
  readonly source: string;
  readonly from: SourceRef;
  readonly ambiguous: boolean;
}

type Candidate = Omit<CareStart, 'ambiguous'>;

/** No emergency department cares for anybody this long without a charted act: the record seen here is then incomplete, not the patient waiting. Ours. */
const LONGEST_WAIT_MS = 4 * 3_600_000;

/**
 * Start of hospital care: the first rung of the ladder that the chart has.
 *
 * 1 UR's own entry, or its entry of care at the sending hospital (LOC-CNT-3) · 2 the first procedure, medication given, specimen taken or provider note after arrival, or the moment a bed on a unit
 * was occupied, whichever is earlier · 3 arrival in the emergency department's treatment area · 4 a provider's own observation · 5 arrival.
 * Registration, waiting and triage do not start it. A patient who never was in the emergency department did not wait there: arrival then
 * stands beside the bed. Rung 3 also goes before an act that comes hours after it. Null when the stay has no start at all.
 * `ambiguous`: the other reading (arrival, or the first act) would give another number of midnights.
 * Source: level-of-care reference 3.1 and LOC-CNT-1, -2; the bed and the long wait are ours (README of inpatient-status).
 */
export function careStartOf(stay: Stay, chart: Chart, concepts: Concepts): CareStart | null {
  if (stay.start === null) return null;
  const arrival: Candidate = { at: stay.start, source: 'arrival, may include triage and waiting', from: stay.encounter };
  const facts = chart.facts.filter((fact) => isOfStay(fact, stay, chart.asOf));
  const entry = facts.findLast((fact) => fact.concept === 'care-start' && hasFlag(fact, 'ur-entry'));
  if (entry) return { at: entry.at, source: 'entered by UR', from: entry.from[0], ambiguous: false };
  const sent = sendingCare(chart, stay)[0];
  if (sent) return { at: sent.at, source: 'care at the sending hospital, entered by UR', from: sent.from[0], ambiguous: false };
  const acts = facts.flatMap((fact) => actIn(fact, concepts)).filter((act) => !isBareDate(act.at, stay.zone));
  const reached = (places: readonly Candidate[]) => places.filter((place) => place.at <= chart.asOf);
  const places = reached([...beds(stay), ...directArrival(stay, arrival)]);
  const room = earliest(reached(emergencyRooms(stay)));
  const act = earliest([...acts, ...places]);
  const charted =
    act && room && act.at - room.at > LONGEST_WAIT_MS
      ? room
      : act && (acts.length > 0 || !room)
        ? act
        : earliest([...places, ...(room ? [room] : [])]);
  const start =
    charted ?? earliest(facts.flatMap((fact) => (byProvider(fact) ? [candidate(fact, 'first observation by a provider')] : []))) ?? arrival;
  const other = start.at !== arrival.at ? arrival : act;
  return { ...start, ambiguous: other !== null && other.at !== start.at && differs(stay, other.at, start.at, chart.asOf) };
}

/** An act at the very first instant of a day is a date that was given a time, more often than not. */
const isBareDate = (at: Instant, zone: string | null): boolean => isKnownZone(zone) && startOfDay(civilDay(at, zone), zone) === at;

const isOfStay = (fact: Fact, stay: Stay, asOf: Instant): boolean =>
  fact.at >= (stay.start ?? 0) &&
  fact.at <= (endAsOf(stay, asOf) ?? asOf) &&
  fact.standing !== 'withdrawn' &&
  !hasFlag(fact, 'other-stay') &&
  !hasFlag(fact, 'date-precision');

const byProvider = (fact: Fact): boolean => fact.by !== undefined && PROVIDER_ROLES.has(fact.by) && fact.from[0].startsWith('Observation/');
const candidate = (fact: Fact, source: string): Candidate => ({ at: fact.at, source, from: fact.from[0] });
const earliest = (all: readonly Candidate[]): Candidate | null =>
  [...all].sort((a, b) => a.at - b.at || (a.from < b.from ? -1 : 1))[0] ?? null;

/** A fact that is an act of care: something done, given or taken, or written by a provider. An order is none. */
function actIn(fact: Fact, concepts: Concepts): readonly Candidate[] {
  const resource = fact.from[0].split('/')[0];
  const family = concepts[fact.concept]?.family;
  if (resource === 'MedicationAdministration') return [candidate(fact, 'first medication given')];
  if (resource === 'Procedure') return [candidate(fact, 'first procedure')];
  if ((family === 'lab' || family === 'culture') && resource !== 'ServiceRequest' && !hasFlag(fact, 'order-time-only'))
    return [candidate(fact, 'first specimen taken')];
  const isNote = resource === 'DocumentReference' && fact.by !== undefined && PROVIDER_ROLES.has(fact.by);
  return isNote ? [candidate(fact, 'first provider note')] : [];
}

const placesOf = (stay: Stay) =>
  stay.members.flatMap((member) => member.locations.map((place) => ({ place, kind: placeOf(place), from: place.ref ?? member.ref })));

function beds(stay: Stay): readonly Candidate[] {
  const units = placesOf(stay).filter(({ kind }) => kind === 'ward' || kind === 'icu' || kind === 'step-down' || kind === 'surgery');
  return units.flatMap(({ place, from }) =>
    place.period.start === undefined ? [] : [{ at: place.period.start, source: 'first bed on a unit', from }],
  );
}

function emergencyRooms(stay: Stay): readonly Candidate[] {
  const rooms = placesOf(stay).flatMap(({ place, kind, from }) => (kind === 'ed' ? [{ at: place.period.start, from }] : []));
  const visits = stay.members
    .filter((one) => one.ref !== stay.encounter && classWord(one.class) === 'emergency')
    .map((one) => ({ at: one.period.start, from: one.ref }));
  return [...rooms, ...visits].flatMap(({ at, from }) =>
    at === undefined ? [] : [{ at, source: 'arrival in the emergency department', from }],
  );
}

/** Nobody waits in an emergency department the stay never touched. */
function directArrival(stay: Stay, arrival: Candidate): readonly Candidate[] {
  const named = stay.members.find((one) => one.ref === stay.encounter);
  const inHospital = named !== undefined && classWord(named.class) !== 'emergency';
  const places = placesOf(stay);
  const touchedEd = emergencyRooms(stay).length > 0 || places.some(({ kind }) => kind === 'waiting');
  return inHospital && !touchedEd && places.length > 0 ? [{ ...arrival, source: 'arrival, without an emergency department' }] : [];
}

/** True when the two starts give different counts of midnights, or when that cannot be told. */
function differs(stay: Stay, one: Instant, other: Instant, asOf: Instant): boolean {
  const totals = [one, other].map((start) => countMidnights({ segments: segmentsOf(stay, start, asOf) }).total);
  return totals[0] !== totals[1];
}
