import { type Chart, hasRead, type Read } from '../chart/chart.ts';
import type { ConceptId, Fact, SourceRef } from '../chart/fact.ts';
import { isoDay } from './civil.ts';
import { inpatientOnlyFacts, isListTooShort, newVentilation } from './exception.ts';
import { expectedMidnights, statedExpectations } from './expectation.ts';
import type { LevelOfCareReading } from './level-of-care.ts';
import { rulesInForce } from './rules.ts';
import { endAsOf, sendingCare } from './span.ts';
import type { StatusChange } from './status-change.ts';
import type { Stay } from './stay.ts';
import { classWord, endingOf, originOf, placeOf } from './vocabulary.ts';

/** Concepts as well read as Encounter itself. */
const FROM_ENCOUNTER: readonly ConceptId[] = [
  ...['arrived', 'admitted', 'discharged', 'unit-stay', 'encounter-class', 'discharge-disposition', 'care-start', 'observation-start'],
  ...['status-event', 'excluded-time', 'clock', 'status-exception', 'status-conflict', 'transfer-in'],
  ...['status-change', 'status-change-closed', 'unmet-condition'],
];
/** Concepts made of another one's facts: as well read as that one. */
const FROM_OTHER: Readonly<Record<ConceptId, ConceptId>> = {
  'inpatient-status': 'inpatient-order',
  'stated-expectation': 'expectation-statement',
  'expected-midnights': 'expectation-statement',
  'rule-in-force': 'regime',
  'inpatient-only-procedure': 'inpatient-only-listed',
  'left-inpatient-only': 'inpatient-only-listed',
  'new-ventilation': 'invasive-ventilation',
};
/** Clocks that ask only whether a notice was given. Where nobody can tell, that they have struck is no gap: they run on the board, and raise no question. */
const ASKS_IF_GIVEN: ReadonlySet<string> = new Set(['T-IM', 'T-CC44']);

/**
 * The stay as facts, so that a checklist can ask for them as for any other: arrival, admission, discharge, unit stays, classes, status changes,
 * care start, start of observation, the inpatient order in force (`inpatient-status`), clocks that have struck (`clock`), and one `midnight` per
 * midnight crossed (value: its running number; text: the day it opens; flags `excluded`, `after-order`). Each carries the encounter, location,
 * order or act it rests on. Nothing after `asOf`.
 */
export function movementFacts(
  chart: Chart,
  stay: Stay,
  { levelOfCare, count, status, careStartFrom }: LevelOfCareReading,
): readonly Fact[] {
  const end = endAsOf(stay, chart.asOf);
  const fact = (
    concept: ConceptId,
    at: number | null | undefined,
    from: readonly [SourceRef, ...SourceRef[]],
    more: Partial<Fact> = {},
  ): readonly Fact[] => (at === null || at === undefined || at > chart.asOf ? [] : [{ concept, at, from, ...more }]);
  const named = stay.members.find((one) => one.ref === stay.encounter);
  const admitted = levelOfCare.timeline.find((one) => one.status === 'inpatient');
  const order = status.inpatientOrder;
  const arrival = stay.start ?? Number.NEGATIVE_INFINITY;
  const exceptions = [...newVentilation(chart, stay.start), ...inpatientOnlyFacts(chart)];
  return [
    ...fact('arrived', stay.start, [stay.encounter]),
    ...fact('admitted', admitted ? Math.max(admitted.from, arrival) : null, [admitted?.source ?? stay.encounter]),
    ...fact('discharged', end, [stay.encounter]),
    ...fact('discharge-disposition', end, [stay.encounter], { text: endingOf(named?.dischargeDisposition ?? null) ?? 'unknown' }),
    ...fact('care-start', levelOfCare.careStart, [careStartFrom], {
      text: levelOfCare.careStartSource ?? '',
      ...(levelOfCare.flags.includes('careStart.ambiguous') ? { flags: ['ambiguous'] } : {}),
    }),
    ...fact('observation-start', levelOfCare.observationStart, [status.observationStart?.from ?? stay.encounter]),
    ...(order
      ? fact('inpatient-status', Math.max(order.at, arrival), order.from, { says: 'affirmed', ...(order.by ? { by: order.by } : {}) })
      : []),
    ...levelOfCare.timeline.flatMap((one) =>
      fact('status-event', one.from, [one.source], {
        text: one.status,
        flags: [one.by.replaceAll(' ', '-').toLowerCase()],
        ...(one.to === null ? {} : { until: one.to }),
      }),
    ),
    ...(levelOfCare.flags.some((flag) => flag === 'status.conflict' || flag === 'status.type-differs')
      ? fact('status-conflict', chart.asOf, [stay.encounter, ...status.sources])
      : []),
    ...changeFacts(levelOfCare.utilization?.changes ?? [], fact),
    ...transferIn(stay, chart, fact),
    ...ruleFacts(chart, levelOfCare, stay, fact),
    ...classes(stay, chart.asOf),
    ...unitStays(stay, chart.asOf),
    ...levelOfCare.timers
      .filter((one) => !ASKS_IF_GIVEN.has(one.id) || one.state === 'done' || hasRead(chart, 'notice-given'))
      .flatMap((one) => fact('clock', one.at, one.from, { text: one.id.toLowerCase(), flags: [one.state] })),
    ...exceptions,
    ...exceptions.flatMap((one) =>
      one.concept === 'left-inpatient-only' ? [] : [{ ...one, concept: 'status-exception', text: one.concept }],
    ),
    ...statedExpectations(chart, end),
    ...expectedMidnights(chart, levelOfCare.careStart, end, stay.zone),
    ...count.midnights.flatMap((one, index) =>
      fact('midnight', one.at, [stay.encounter, careStartFrom], {
        value: index + 1,
        text: isoDay(one.day),
        flags: [...(one.countable ? [] : ['excluded']), ...(one.inpatient ? ['after-order'] : [])],
      }),
    ),
  ];
}

type Make = (
  concept: ConceptId,
  at: number | null | undefined,
  from: readonly [SourceRef, ...SourceRef[]],
  more?: Partial<Fact>,
) => readonly Fact[];

/** A change of status under way, and one fact for each condition that is not shown: its text says which, its flag how it stands. */
function changeFacts(changes: readonly StatusChange[], fact: Make): readonly Fact[] {
  return changes.flatMap((change) => {
    const isOpen = change.path === 'condition-code-44' && change.state === 'blocked';
    const isClosed = change.path === 'condition-code-44' && change.state === 'not-available';
    const unmet = isOpen ? change.conditions.filter((one) => one.verdict === 'not-met' || one.verdict === 'not-found') : [];
    return [
      ...fact('status-change', change.at, change.from, { text: change.path, flags: [change.state] }),
      ...(isClosed ? fact('status-change-closed', change.at, change.from, { text: change.path }) : []),
      ...(unmet.length === 0
        ? []
        : fact('unmet-condition', change.at, change.from, { text: unmet.map((one) => one.id).join(', '), flags: ['listed'] })),
    ];
  });
}

/** Arrival from another hospital. `times-known`: UR has entered the care there, or an encounter that was read begins before arrival here. */
function transferIn(stay: Stay, chart: Chart, fact: Make): readonly Fact[] {
  const named = stay.members.find((one) => one.ref === stay.encounter);
  const origins = stay.members.filter((one) => originOf(one.admitSource) === 'other-hospital');
  if (!named || origins.length === 0) return [];
  const known = sendingCare(chart, stay).length > 0;
  return fact('transfer-in', stay.start, [origins[0]?.ref ?? named.ref], {
    text: 'other-hospital',
    ...(known ? { flags: ['times-known'] } : {}),
  });
}

/** The dated rules that hold for this payer on the day of the decision: of the inpatient order, else of arrival. */
function ruleFacts(chart: Chart, { regime, inpatientOrder }: LevelOfCareReading['levelOfCare'], stay: Stay, fact: Make): readonly Fact[] {
  const [coverage] = chart.facts.filter((one) => one.concept === 'regime' && one.text === regime);
  if (!coverage) return [];
  const day = inpatientOrder ?? stay.start ?? chart.asOf;
  return rulesInForce(regime, day, stay.zone).flatMap((rule) => fact('rule-in-force', coverage.at, coverage.from, { text: rule }));
}

/** Classes as the encounters carry them; those of a class history carry their time and the flag `history`. */
function classes(stay: Stay, asOf: number): readonly Fact[] {
  return stay.members.flatMap((member): readonly Fact[] => {
    const history = member.classHistory.flatMap((entry) => {
      const { start, end } = entry.period;
      const word = classWord({ ...entry, text: '' });
      return start === undefined || start > asOf
        ? []
        : [
            {
              concept: 'encounter-class',
              at: start,
              text: word,
              flags: ['history'],
              from: [member.ref] as const,
              ...(end === undefined || end > asOf ? {} : { until: end }),
            },
          ];
    });
    const at = member.period.start;
    return [
      ...history,
      ...(at === undefined || at > asOf
        ? []
        : [{ concept: 'encounter-class', at, text: classWord(member.class), from: [member.ref] as const }]),
    ];
  });
}

/** Time in a unit: location periods. A place of unknown kind is no unit. */
function unitStays(stay: Stay, asOf: number): readonly Fact[] {
  return stay.members.flatMap((member) =>
    member.locations.flatMap((place): readonly Fact[] => {
      const kind = placeOf(place);
      const { start, end } = place.period;
      if (start === undefined || start > asOf || kind === 'unknown' || kind === 'waiting') return [];
      return [
        {
          concept: 'unit-stay',
          at: start,
          text: kind,
          from: [place.ref ?? member.ref, member.ref],
          ...(end !== undefined && end <= asOf ? { until: end } : {}),
        },
      ];
    }),
  );
}

/**
 * How well the concepts of this room were read: those of the encounter as `encounters` was, the others as what they are made of.
 * Midnights that could not be counted are not known, however well the encounter was read.
 */
export function movementReads(chart: Chart, encounters: Read, { count, levelOfCare }: LevelOfCareReading): ReadonlyMap<ConceptId, Read> {
  const reads = new Map<ConceptId, Read>(FROM_ENCOUNTER.map((concept) => [concept, encounters]));
  for (const [concept, source] of Object.entries(FROM_OTHER)) {
    const read = chart.reads.get(source);
    if (read) reads.set(concept, read);
  }
  const procedures = reads.get('inpatient-only-procedure');
  if (procedures?.ok && isListTooShort(chart)) reads.set('inpatient-only-procedure', { ...procedures, complete: false });
  const detail = levelOfCare.flags.filter((flag) => flag === 'data-quality' || flag === 'zone.unknown').join(', ');
  const uncounted: Read = {
    ok: false,
    search: encounters.search,
    at: encounters.at,
    problem: { kind: 'data-quality', what: 'midnight', detail },
  };
  reads.set('midnight', count.total === null && encounters.ok ? uncounted : encounters);
  return reads;
}
