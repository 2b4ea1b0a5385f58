import { Buffer } from 'node:buffer';
import type { Review } from '../../src/core/review/index.ts';
import { review } from '../promises/stays.ts';

/** 2026-03-02, New York; minutes of the stay count from midnight. */
const DAY = Date.UTC(2026, 2, 2, 5);
const iso = (hours: number): string => new Date(DAY + hours * 3_600_000).toISOString();
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const ucum = (value: number, unit: string) => ({ value, unit, system: 'http://unitsofmeasure.org', code: unit });
const subject = { reference: 'Patient/p' };
const encounter = { reference: 'Encounter/e' };

type Resource = Readonly<Record<string, unknown>>;
let count = 0;
const id = (): string => `r${++count}`;

/** A vital sign or result at `hours`, value and UCUM unit, as LOINC code. */
export const observed = (hours: number, code: string, value: number, unit: string, more: Resource = {}): Resource => ({
  ...{ resourceType: 'Observation', id: id(), status: 'final', subject, encounter, code: loinc(code) },
  ...{ effectiveDateTime: iso(hours), issued: iso(hours), valueQuantity: ucum(value, unit) },
  ...more,
});

/** One component of an observation. */
export const component = (code: string, value: number, unit: string): Resource => ({ code: loinc(code), valueQuantity: ucum(value, unit) });

/** What the oxygen came through, as its text. */
export const device = (hours: number, text: string): Resource => ({
  ...{ resourceType: 'Observation', id: id(), status: 'final', subject, encounter, code: { text: 'O2 Device' } },
  ...{ effectiveDateTime: iso(hours), valueCodeableConcept: { text } },
});

/** A procedure by its text, from and to. */
export const procedure = (from: number, to: number, text: string): Resource => ({
  ...{ resourceType: 'Procedure', id: id(), status: 'completed', subject, encounter },
  ...{ code: { text }, performedPeriod: { start: iso(from), end: iso(to) } },
});

/** A signed note of an attending. LOINC: 34117-2 history and physical, 11506-3 progress note, 34111-5 emergency department. */
export const note = (hours: number, text: string, type = '34117-2'): Resource => ({
  ...{ resourceType: 'DocumentReference', id: id(), status: 'current', docStatus: 'final', type: loinc(type), subject },
  ...{ date: iso(hours), author: [{ reference: 'Practitioner/a', display: 'Dr. Test' }], context: { encounter: [encounter] } },
  content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(text).toString('base64') } }],
});

/** The review of one adult inpatient stay of two days, through the whole pipeline; everything was read. */
export function reviewOf(...resources: readonly Resource[]): Review {
  const base: readonly Resource[] = [
    { resourceType: 'Patient', id: 'p', birthDate: '1950-05-05', gender: 'female' },
    {
      ...{ resourceType: 'Location', id: 'l', name: 'Ward' },
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: 'America/New_York' }],
    },
    {
      ...{ resourceType: 'Encounter', id: 'e', status: 'finished', subject, period: { start: iso(0), end: iso(60) } },
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
      participant: [
        {
          type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'ATND' }] }],
          individual: { reference: 'Practitioner/a' },
        },
      ],
      location: [{ location: { reference: 'Location/l' }, period: { start: iso(0), end: iso(60) } }],
    },
    { resourceType: 'Practitioner', id: 'a', name: [{ family: 'Test' }] },
  ];
  const [one] = review([...base, ...resources], { checklists: ['respiratory-failure'] });
  if (!one) throw new Error('no review');
  return one;
}
