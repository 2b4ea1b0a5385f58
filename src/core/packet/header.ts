import { codedOf } from '../chart/coding.ts';
import { type Json, records, text } from '../chart/narrow.ts';
import type { ResourceIndex } from '../chart/resource-index.ts';
import type { Review } from '../review/index.ts';
import type { Gate } from './naming.ts';
import type { Packet, PacketEntry } from './packet.ts';
import { nameOf } from './people.ts';
import { fullTime } from './words.ts';

/** Whose record it is, as its Patient resource tells. The number is the medical record number, else the first identifier. */
export function personOf(review: Review, index: ResourceIndex): Packet['person'] {
  const patient = index.follow(review.patient)?.resource ?? null;
  const numbers = records(patient?.identifier).filter(({ value }) => text(value) !== '');
  const isRecordNumber = (entry: Json) => codedOf(entry.type).codings.some(({ code }) => code === 'MR');
  const chosen = numbers.find(isRecordNumber) ?? numbers[0];
  return {
    name: nameOf(patient) || `name not read (${review.patient})`,
    birthDate: text(patient?.birthDate) || null,
    number: text(chosen?.value) || null,
  };
}

/** Stay, clock and rules: what a reader must know before the first fact. */
export function aboutOf(review: Review, index: ResourceIndex, gate: Gate): readonly PacketEntry[] {
  const { zone, levelOfCare, asOf } = review;
  const encounter = index.follow(review.encounter)?.resource ?? null;
  const hospital = index.follow(encounter?.serviceProvider, encounter ?? undefined)?.resource ?? null;
  const sex = text(index.follow(review.patient)?.resource?.gender);
  const began = fullTime(levelOfCare.careStart, zone);
  const ended = fullTime(levelOfCare.end, zone);
  const entry = (name: string, value: string | null): PacketEntry[] => (value === null || value === '' ? [] : [{ name, value }]);
  return [
    ...entry('Sex', sex),
    ...entry('Hospital', text(hospital?.name)),
    ...entry('Encounter', review.encounter),
    ...entry('Care', `${began === null ? 'start not known' : `from ${began}`}, ${ended === null ? 'not ended' : `to ${ended}`}`),
    ...entry('Record as of', fullTime(asOf, zone)),
    ...entry('Times', zone === null ? '24-hour clock, UTC (Z): no zone of the hospital is known' : `24-hour clock, ${zone}`),
    ...entry('Policy', gate.maySay(review.policy) ? review.policy : 'one of the hospital'),
  ];
}
