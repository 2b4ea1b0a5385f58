import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant, type SourceRef } from '../chart/fact.ts';
import type { EncounterRecord } from '../chart/record.ts';
import { endAsOf } from './span.ts';
import type { LevelOfCare, Stay, StayStatus } from './stay.ts';
import { type ClassWord, classWord, endingOf, placeOf, type StatedStatus, typeStatus } from './vocabulary.ts';

type Timeline = LevelOfCare['timeline'];

/** What the record says the status is, why, and how it changed. */
export interface StatusReading {
  readonly status: StayStatus;
  /** 'status.class-only', 'status.conflict' ...: why it is unknown, or on how little it rests. */
  readonly flags: readonly string[];
  readonly timeline: Timeline;
  readonly sources: readonly SourceRef[];
  /** The order that made the patient an inpatient for the time now running; null when there is none. */
  readonly inpatientOrder: Fact | null;
  readonly observationStart: { readonly at: Instant; readonly from: SourceRef } | null;
}

interface Sign {
  readonly status: StatedStatus;
  readonly at: Instant;
  readonly until: Instant | null;
  readonly source: SourceRef;
  readonly by: 'UR entry' | 'order' | 'class history';
}

const ORDERS: Readonly<Record<string, StatedStatus>> = {
  'inpatient-order': 'inpatient',
  'observation-order': 'observation',
  'outpatient-order': 'outpatient',
};
const DAY_MS = 86_400_000;
/** Order and change of class this close together are one event, filed twice. */
const SAME_EVENT_MS = 3_600_000;

/**
 * The status as the record states it. Evidence in order: UR's entry, status orders, class history, encounter types (observation billing
 * codes), class. The class alone never decides: it needs a place, a disposition or a part that fits it. Contradicting or insufficient
 * evidence gives 'unknown' with the reason. An order written after the end changes nothing (LOC-ORD-5).
 */
export function statusOf(stay: Stay, chart: Chart): StatusReading {
  const end = endAsOf(stay, chart.asOf);
  const facts = chart.facts.filter((fact) => fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay'));
  const entries = facts.filter((fact) => fact.concept === 'status-event' && hasFlag(fact, 'ur-entry')).flatMap(entrySign);
  const allOrders = facts.filter(
    (fact) => ORDERS[fact.concept] !== undefined && fact.says !== 'denied' && fact.at >= (stay.start ?? 0) - 30 * DAY_MS,
  );
  const orders = allOrders.filter((fact) => end === null || fact.at <= end);
  const orderSigns: readonly Sign[] = orders.map((fact) => ({
    status: ORDERS[fact.concept] ?? 'inpatient',
    at: fact.at,
    until: null,
    source: fact.from[0],
    by: 'order',
  }));
  const history = historyOf(stay, chart.asOf);
  const flags: string[] = orders.length < allOrders.length ? ['order.after-discharge'] : [];

  const events =
    entries.length > 0
      ? [...entries, ...orderSigns.filter((one) => one.at > (entries.at(-1)?.at ?? 0))]
      : orderSigns.length > 0
        ? orderSigns
        : history;
  const decided = decide(stay, events, history, chart.asOf);
  const observation = observationFrom(events, history);
  return {
    status: decided.status,
    flags: [...flags, ...decided.flags],
    timeline: timelineFrom(stay, events, decided, end),
    sources: decided.sources,
    inpatientOrder: currentInpatientOrder(orders),
    observationStart: observation,
  };
}

interface Decision {
  readonly status: StayStatus;
  readonly flags: readonly string[];
  readonly sources: readonly SourceRef[];
  readonly by: string;
}

function decide(stay: Stay, events: readonly Sign[], history: readonly Sign[], asOf: Instant): Decision {
  const named = stay.members.find((one) => one.ref === stay.encounter);
  if (!named) return { status: 'unknown', flags: ['status.no-encounter'], sources: [stay.encounter], by: 'nothing' };
  // Class, type and disposition carry no time: those of a closed stay say nothing of a moment before its end.
  const lookingBack = stay.end !== null && asOf < stay.end;
  const types = lookingBack ? [] : named.types.flatMap((type) => typeStatus(type) ?? []);
  const word = lookingBack ? 'unknown' : classWord(named.class);
  const last = events.at(-1);
  if (last) return decideByEvents(last, events, history, types, word);
  if (lookingBack) return { status: 'unknown', flags: ['status.looking-back'], sources: [stay.encounter], by: 'nothing' };
  return decideWithoutEvents(stay, named, types, word, asOf);
}

const isBed = (status: StayStatus | ClassWord): boolean => status === 'inpatient' || status === 'observation';

function decideByEvents(
  last: Sign,
  events: readonly Sign[],
  history: readonly Sign[],
  types: readonly { readonly status: StatedStatus }[],
  word: ClassWord,
): Decision {
  const sources = [...new Set(events.map((one) => one.source))];
  const conflict: Decision = {
    status: 'unknown',
    flags: ['status.conflict'],
    sources: [...new Set([...sources, ...history.map((one) => one.source)])],
    by: last.by,
  };
  const sameMoment = events.filter((one) => one.at === last.at);
  if (sameMoment.some((one) => one.status !== last.status)) return conflict;
  // A class that changed well after the last order says that something happened which no order explains.
  const later = history.some((one) => one.at > last.at + SAME_EVENT_MS && isBed(one.status) && one.status !== last.status);
  if (last.by === 'order' && later) return conflict;
  // The order makes the status; a type that says otherwise is worth a look, a class that does hardly. Where order and class agree, "hospital
  // admission" as the type is only the name of the visit.
  const typeDiffers =
    last.by === 'order' && last.status !== 'inpatient' && word !== last.status && types.some((one) => one.status === 'inpatient');
  const differs = isBed(word) && word !== last.status;
  return {
    status: last.status,
    flags: [...(differs ? ['status.class-differs'] : []), ...(typeDiffers ? ['status.type-differs'] : [])],
    sources,
    by: last.by,
  };
}

function decideWithoutEvents(
  stay: Stay,
  named: EncounterRecord,
  types: readonly { readonly status: StatedStatus; readonly coded: boolean }[],
  word: ClassWord,
  asOf: Instant,
): Decision {
  const decision = (status: StayStatus, by: string, ...flags: readonly string[]): Decision => ({
    status,
    flags,
    sources: [stay.encounter],
    by,
  });
  const stated = [...new Set(types.map((one) => one.status).filter((status) => status !== 'emergency'))];
  if (stated.length > 1) return decision('unknown', 'type', 'status.conflict');
  const [type] = stated;
  if (type === 'observation') {
    // Hours of observation are billed on a stay that was later made inpatient too.
    const coded = types.some((one) => one.coded && one.status === 'observation');
    if (word === 'inpatient' && coded) return decision('unknown', 'type', 'status.conflict');
    return decision('observation', 'type', ...(word === 'inpatient' ? ['status.class-differs'] : []));
  }
  if (type === 'inpatient')
    return word === 'observation'
      ? decision('unknown', 'type', 'status.conflict')
      : decision('inpatient', 'type', ...(word === 'inpatient' ? [] : ['status.class-differs']));
  const signs = signsOfStaying(stay, named, asOf);
  if (word === 'inpatient')
    return signs.fits ? decision('inpatient', 'class', 'status.class-only') : decision('unknown', 'class', 'status.class-only');
  if (word === 'observation') return decision('unknown', 'class', signs.admitted ? 'status.conflict' : 'status.class-only');
  if (signs.admitted) return decision('inpatient', 'parts of the stay', 'status.by-parts');
  if (word === 'emergency' && !signs.onUnit && (signs.fits || types.length > 0 || signs.inEmergency))
    return decision('emergency', 'class', 'status.class-only');
  if (type === 'outpatient') return decision('outpatient', 'type');
  return decision('unknown', 'class', word === 'unknown' ? 'status.class-unknown' : 'status.class-only');
}

/** What places, parts and the ending show beside the class. A unit by itself proves no status (LOC-CNT-6); it only fits a class that says so. */
function signsOfStaying(stay: Stay, named: EncounterRecord, asOf: Instant) {
  const places = stay.members
    .flatMap((one) => one.locations)
    .filter((place) => (place.period.start ?? 0) <= asOf)
    .map(placeOf);
  const parts = stay.members.filter((one) => one !== named);
  const onUnit = places.some((place) => place === 'ward' || place === 'icu' || place === 'step-down');
  const emergencyParts = parts.filter((one) => classWord(one.class) === 'emergency');
  const admitted =
    emergencyParts.some((one) => endingOf(one.dischargeDisposition) === 'admitted') ||
    parts.some((one) => classWord(one.class) === 'inpatient');
  return {
    onUnit,
    admitted,
    inEmergency: places.length > 0 && places.every((place) => place === 'ed' || place === 'waiting'),
    fits: onUnit || admitted || named.dischargeDisposition !== null,
  };
}

/** Class history of the stay's encounters as signs, with the present class where the history stops before it. */
function historyOf(stay: Stay, asOf: Instant): readonly Sign[] {
  return stay.members
    .flatMap((one): readonly Sign[] => {
      const entries = one.classHistory.flatMap((entry) =>
        signOfClass(classWord({ ...entry, text: '' }), entry.period.start, entry.period.end, one.ref),
      );
      const last = entries.at(-1);
      const present =
        last && last.until !== null && last.until < (one.period.end ?? Number.POSITIVE_INFINITY)
          ? signOfClass(classWord(one.class), last.until, undefined, one.ref)
          : [];
      return [...entries, ...present.filter((sign) => sign.status !== last?.status)];
    })
    .filter((sign) => sign.at <= asOf)
    .sort((a, b) => a.at - b.at);
}

function signOfClass(word: ClassWord, start: Instant | undefined, end: Instant | undefined, source: SourceRef): readonly Sign[] {
  const status =
    word === 'inpatient' || word === 'observation' || word === 'emergency' || word === 'outpatient'
      ? word
      : word === 'short-stay'
        ? 'outpatient'
        : null;
  return status && start !== undefined ? [{ status, at: start, until: end ?? null, source, by: 'class history' }] : [];
}

function entrySign(fact: Fact): readonly Sign[] {
  const status = (['inpatient', 'observation', 'outpatient', 'emergency'] as const).find((word) => word === fact.text);
  return status ? [{ status, at: fact.at, until: null, source: fact.from[0], by: 'UR entry' }] : [];
}

/** First inpatient order since the status was last something else by order. */
function currentInpatientOrder(orders: readonly Fact[]): Fact | null {
  const lastOther = orders.findLastIndex((fact) => fact.concept !== 'inpatient-order');
  const run = orders.slice(lastOther + 1).find((fact) => fact.concept === 'inpatient-order');
  return run ?? null;
}

/** Start of the observation time now running or last run, by order, entry or class history. */
function observationFrom(events: readonly Sign[], history: readonly Sign[]): StatusReading['observationStart'] {
  const all = events.some((one) => one.status === 'observation') ? events : history;
  const lastOther = all.findLastIndex(
    (one, index) => one.status !== 'observation' && all.slice(index + 1).some((later) => later.status === 'observation'),
  );
  const first = all.slice(lastOther + 1).find((one) => one.status === 'observation');
  return first ? { at: first.at, from: first.source } : null;
}

/** Each change of status with its end and source; before the first event, the emergency department if the stay began there. */
function timelineFrom(stay: Stay, events: readonly Sign[], decided: Decision, end: Instant | null): Timeline {
  if (stay.start === null) return [];
  if (events.length === 0) return [{ status: decided.status, from: stay.start, to: end, source: stay.encounter, by: decided.by }];
  const changes = events.filter((one, index) => one.status !== events[index - 1]?.status);
  const first = changes[0];
  const before: Timeline =
    first && first.at > stay.start
      ? [
          {
            status: beganInEmergency(stay) ? 'emergency' : 'unknown',
            from: stay.start,
            to: first.at,
            source: stay.encounter,
            by: 'arrival',
          },
        ]
      : [];
  const rows = changes.map((one, index) => ({
    status: one.status,
    from: one.at,
    to: changes[index + 1]?.at ?? end,
    source: one.source,
    by: one.by,
  }));
  return [...before, ...rows];
}

const beganInEmergency = (stay: Stay): boolean =>
  stay.members.some((one) => classWord(one.class) === 'emergency' || one.locations.some((place) => placeOf(place) === 'ed'));
