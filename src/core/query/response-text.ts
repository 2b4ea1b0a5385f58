import { isoInZone } from '../chart/instant.ts';
import { roundOf } from './course.ts';
import type { QueryRecord } from './record.ts';
import { oneLine, RESPONSE_WORDS } from './words.ts';

/** The answers of a query in lines for a document: who, when, what, on which basis; a note that answers in place of a reply is named. */
export function responseLines(record: QueryRecord, zone: string | null): readonly string[] {
  const { answers, documented } = roundOf(record);
  return [
    ...answers.map(
      ({ at, by, response, basis }) =>
        `Answer, ${isoInZone(at, zone)}, ${oneLine(by)}: ${RESPONSE_WORDS[response]}.${basis === null || basis.trim() === '' ? '' : ` Clinical basis: ${oneLine(basis)}`}`,
    ),
    ...(documented === null
      ? []
      : [`Documented, ${isoInZone(documented.at, zone)}${documented.ref === null ? '' : `: ${documented.ref}`}.`]),
  ];
}
