import { Buffer } from 'node:buffer';
import { resolve } from 'node:path';
import { compileContent } from '../../src/content/compile.ts';
import { reviewStays } from '../../src/core/review/review-stays.ts';
import type { UrEntry } from '../../src/core/stay/entry.ts';

const content = compileContent(resolve(import.meta.dirname, '../..'));

/** One stay, written short; times are ISO texts with an offset. */
export interface Written {
  readonly zone: string;
  readonly start: string;
  readonly end?: string;
  readonly class?: 'IMP' | 'OBSENC' | 'EMER';
  /** X12 claim filing indicator: MA Original Medicare, 16 Medicare Advantage; or a payment typology: 21 Medicaid managed care. */
  readonly payer?: 'MA' | '16' | '21' | '512';
  readonly inpatient?: string;
  /** The inpatient order was taken back: it stands in the record as revoked. */
  readonly isRevoked?: boolean;
  readonly observation?: string;
  /** Later orders, by their words. */
  readonly orders?: readonly (readonly [at: string, words: string])[];
  readonly admitSource?: string;
  readonly disposition?: string;
  /** Bed on a ward; left out: from start to end. Null: no place is charted. */
  readonly places?: readonly (readonly [role: string, start: string, end?: string])[] | null;
  readonly notes?: readonly (readonly [at: string, loinc: string, text: string])[];
  readonly procedures?: readonly (readonly [code: Coded, start: string, end?: string])[];
  readonly given?: readonly string[];
}
type Coded = { readonly system?: string; readonly code?: string; readonly text?: string };

const V3 = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const subject = { reference: 'Patient/p' };
const encounter = { reference: 'Encounter/e' };
const period = (start: string, end?: string) => ({ start, ...(end === undefined ? {} : { end }) });
/** Text such as '2026-03-03T14:10-05:00' with the seconds FHIR asks for. */
export const iso = (text: string): string => text.replace(/T(\d\d:\d\d)(?=[Z+-])/, 'T$1:00');

function order(id: string, at: string, text: string) {
  return {
    resourceType: 'ServiceRequest',
    id,
    status: 'active',
    intent: 'order',
    code: { text },
    subject,
    encounter,
    authoredOn: iso(at),
    requester: { reference: 'Practitioner/dr' },
  };
}

/** The stay as FHIR resources, one of each type read for a level of care, so that what is absent was looked for. */
export function resourcesOf(stay: Written): readonly object[] {
  const start = iso(stay.start);
  const end = stay.end === undefined ? undefined : iso(stay.end);
  const places = stay.places === null ? [] : (stay.places ?? [['HU', stay.start, stay.end] as const]);
  const location = (role: string) => ({
    resourceType: 'Location',
    id: `loc-${role}`,
    name: role === 'ER' ? 'Emergency Department' : '4 West',
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: stay.zone }],
    type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: role }] }],
  });
  const isX12 = stay.payer === 'MA' || stay.payer === '16';
  return [
    { resourceType: 'Patient', id: 'p', birthDate: '1950-05-05' },
    { resourceType: 'Practitioner', id: 'dr', name: [{ family: 'Test' }], qualification: [{ code: { text: 'MD' } }] },
    ...[...new Set(places.map(([role]) => role))].map(location),
    {
      resourceType: 'Encounter',
      id: 'e',
      status: end === undefined ? 'in-progress' : 'finished',
      class: { system: V3, code: stay.class ?? 'IMP' },
      subject,
      participant: [{ type: [{ coding: [{ code: 'ATND' }] }], individual: { reference: 'Practitioner/dr' } }],
      period: period(start, end),
      hospitalization: {
        ...(stay.admitSource ? { admitSource: { text: stay.admitSource } } : {}),
        dischargeDisposition: end === undefined ? undefined : { text: stay.disposition ?? 'Home' },
      },
      location: places.map(([role, from, to]) => ({
        location: { reference: `Location/loc-${role}` },
        period: period(iso(from), to === undefined ? undefined : iso(to)),
      })),
    },
    ...(stay.payer
      ? [
          {
            resourceType: 'Coverage',
            id: 'c',
            status: 'active',
            beneficiary: subject,
            type: {
              coding: [{ system: isX12 ? 'https://codesystem.x12.org/005010/1032' : 'https://nahdo.org/sopt', code: stay.payer }],
            },
          },
        ]
      : []),
    order('diet', stay.start, 'Regular diet'),
    ...(stay.inpatient ? [{ ...order('ip', stay.inpatient, 'Admit to inpatient'), ...(stay.isRevoked ? { status: 'revoked' } : {}) }] : []),
    ...(stay.observation ? [order('obs', stay.observation, 'Place in observation')] : []),
    ...(stay.orders ?? []).map(([at, words], index) => order(`o${index}`, at, words)),
    ...(stay.notes ?? [[stay.start, '34746-8', 'Nursing note. Resting.'] as const]).map(([at, loinc, text], index) => ({
      resourceType: 'DocumentReference',
      id: `n${index}`,
      status: 'current',
      docStatus: 'final',
      type: { coding: [{ system: 'http://loinc.org', code: loinc }] },
      subject,
      date: iso(at),
      author: loinc === '34746-8' ? [] : [{ reference: 'Practitioner/dr' }],
      context: { encounter: [encounter] },
      content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(text).toString('base64') } }],
    })),
    ...(stay.procedures ?? [[{ text: 'Wound dressing' }, stay.start] as const]).map(([{ system, code, text }, from, to], index) => ({
      resourceType: 'Procedure',
      id: `pr${index}`,
      status: 'completed',
      code: { ...(system ? { coding: [{ system, code }] } : {}), ...(text ? { text } : {}) },
      subject,
      encounter,
      ...(to ? { performedPeriod: period(iso(from), iso(to)) } : { performedDateTime: iso(from) }),
    })),
    ...(stay.given ?? []).map((at, index) => ({
      resourceType: 'MedicationAdministration',
      id: `m${index}`,
      status: 'completed',
      medicationCodeableConcept: { text: 'Cefepime 2 g' },
      subject,
      context: encounter,
      effectiveDateTime: iso(at),
    })),
  ];
}

/** An entry of utilization review on that stay. */
export const entry = (kind: UrEntry['kind'], at: string, more: Partial<UrEntry> = {}): UrEntry => ({
  id: `${kind}-${at}`,
  encounter: 'Encounter/e',
  kind,
  at: Date.parse(at),
  ...more,
});

/** The review of the one stay in it. `entries` left out: nobody of UR was asked; not complete: what one user kept on one device. */
export function reviewOf(stay: Written, asOf?: string, entries?: readonly UrEntry[], entriesAreComplete = true) {
  const reviews = reviewStays({
    resources: resourcesOf(stay),
    content,
    options: { checklists: ['inpatient-status'], ...(asOf === undefined ? {} : { asOf: Date.parse(asOf) }) },
    ...(entries ? { entries } : {}),
    entriesAreComplete,
  });
  const [review] = reviews;
  if (!review || reviews.length > 1) throw new Error(`${reviews.length} stays`);
  return review;
}
