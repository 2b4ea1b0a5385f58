import type { Chart, Read } from '../chart/chart.ts';
import type { ConceptId, Fact, SourceRef } from '../chart/fact.ts';
import { isoDay } from './civil.ts';
import type { LevelOfCareReading } from './level-of-care.ts';
import { endAsOf } from './span.ts';
import type { Stay } from './stay.ts';
import { classWord, endingOf, placeOf } from './vocabulary.ts';

/** Concepts this room answers for: each counts as read when the encounter was. */
const MOVEMENTS: readonly ConceptId[] = [
  'arrived',
  'admitted',
  'discharged',
  'unit-stay',
  'encounter-class',
  'discharge-disposition',
  'care-start',
  'midnight',
  'observation-start',
  'status-event',
  'excluded-time',
];

/**
 * The stay as facts, so that a checklist can ask for them as for any other: arrival, admission, discharge, unit stays, status changes, care
 * start, start of observation, and one `midnight` per midnight crossed (value: its running number; text: the day it opens; flags `excluded`,
 * `after-order`). Each carries the encounter, location, order or act it rests on. Facts in the future of `asOf` are left out.
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
  const ending = endingOf(named?.dischargeDisposition ?? null);
  return [
    ...fact('arrived', stay.start, [stay.encounter]),
    ...fact('admitted', admitted ? Math.max(admitted.from, stay.start ?? admitted.from) : null, [admitted?.source ?? stay.encounter]),
    ...fact('discharged', end, [stay.encounter]),
    ...fact('discharge-disposition', end, [stay.encounter], { text: ending ?? 'unknown' }),
    ...fact('care-start', levelOfCare.careStart, [careStartFrom], {
      text: levelOfCare.careStartSource ?? '',
      ...(levelOfCare.flags.includes('careStart.ambiguous') ? { flags: ['ambiguous'] } : {}),
    }),
    ...fact('observation-start', levelOfCare.observationStart, [status.observationStart?.from ?? stay.encounter]),
    ...levelOfCare.timeline.flatMap((one) =>
      fact('status-event', one.from, [one.source], {
        text: one.status,
        flags: [one.by.replaceAll(' ', '-')],
        ...(one.to === null ? {} : { until: one.to }),
      }),
    ),
    ...stay.members.flatMap((one) => fact('encounter-class', one.period.start, [one.ref], { text: classWord(one.class) })),
    ...unitStays(stay, chart.asOf),
    ...count.midnights.flatMap((one, index) =>
      fact('midnight', one.at, [stay.encounter, careStartFrom], {
        value: index + 1,
        text: isoDay(one.day),
        flags: [...(one.countable ? [] : ['excluded']), ...(one.inpatient ? ['after-order'] : [])],
      }),
    ),
  ];
}

/** Time in a unit: location periods, and parts of the stay that are units without a location. A place of unknown kind is no unit. */
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

/** The Reads of the movement concepts: as good as the read of Encounter itself. */
export function movementReads(encounters: Read): ReadonlyMap<ConceptId, Read> {
  return new Map(MOVEMENTS.map((concept) => [concept, encounters]));
}
