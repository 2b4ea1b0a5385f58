import { fromWallClock, toDateTime } from '../../sandbox/fhir/dates.ts';
import { CULTURES, DIAGNOSES, LABS, MEDICINES, type Measured, NOTES, ORDERS, SYSTEM, VITALS } from './stay-codes.ts';

type Fields = Readonly<Record<string, unknown>>;
interface Made extends Fields {
  readonly resourceType: string;
  readonly id: string;
}

/** Who and when. Times without an offset are wall time in `zone`; '14:00' is on the day of arrival, '+1 08:30' on the day after. */
export interface StayWords {
  /** Family name; it should be one that nobody bears. */
  readonly name: string;
  readonly arrived: string;
  /** When the stay will end. Until then the sandbox serves it as open. Five days after arrival when absent. */
  readonly until?: string;
  readonly zone?: string;
  readonly born?: string;
  readonly payer?: 'medicare' | 'advantage' | 'commercial' | null;
  /** Practitioner id of the attending at arrival: one of the people of the sandbox, or any other. */
  readonly attending?: string;
  readonly unit?: string;
  /** Makes this another encounter of that stay's patient. */
  readonly samePatientAs?: Stay;
}

export interface Signs extends Partial<Record<keyof typeof VITALS, number>> {
  readonly sbp?: number;
  readonly dbp?: number;
}

/** A stay being written down. Every call adds to it and returns it; `bundle` is what the sandbox is given. */
export interface Stay {
  readonly patient: string;
  readonly encounter: string;
  readonly name: string;
  readonly zone: string;
  /** The instant that a time of this stay names, epoch ms. */
  readonly at: (time: string) => number;
  readonly lab: (time: string, test: keyof typeof LABS, value: number) => Stay;
  readonly signs: (time: string, signs: Signs) => Stay;
  readonly culture: (time: string, of: keyof typeof CULTURES, result: string) => Stay;
  readonly gives: (times: readonly string[], medicine: keyof typeof MEDICINES) => Stay;
  readonly order: (time: string, kind: keyof typeof ORDERS) => Stay;
  readonly diagnosis: (time: string, name: keyof typeof DIAGNOSES) => Stay;
  readonly note: (time: string, kind: keyof typeof NOTES, text: string, author?: string) => Stay;
  /** Another attending from then on. */
  readonly attending: (time: string, practitioner: string) => Stay;
  readonly bundle: () => object;
  /** Reference of the nth (from 0) resource that was made of a type: 'Observation/...'. */
  readonly reference: (type: string, index?: number) => string;
  /** Reference of the nth (from 0) value of a laboratory test. */
  readonly result: (test: keyof typeof LABS, index?: number) => string;
}

/** A nurse who can be the author of a note. */
export const NURSE = 'stay-nurse';

const DAY = 86_400_000;
const PAYERS = {
  medicare: ['121', 'Medicare Fee For Service (Part A and B)'],
  advantage: ['111', 'Medicare HMO'],
  commercial: ['512', 'Commercial Indemnity'],
} as const;

/** Begins a stay: a patient with a name, an encounter in the emergency department until a status order, a coverage. */
export function stayOf(words: StayWords): Stay {
  const zone = words.zone ?? words.samePatientAs?.zone ?? 'America/Chicago';
  const arrived = instantOf(words.arrived, zone, null);
  const at = (time: string) => instantOf(time, zone, arrived);
  const stamp = (time: string) => toDateTime(at(time), zone);
  const slug = words.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const patient = words.samePatientAs?.patient ?? `${slug}-patient`;
  const encounter = `${slug}-${words.arrived.slice(0, 10)}`;
  const subject = { reference: `Patient/${patient}` };
  const here = { reference: `Encounter/${encounter}` };
  const made: Made[] = [];
  const statuses: { code: string; from: string }[] = [{ code: 'EMER', from: stamp(words.arrived) }];
  const attendings: { id: string; from: string }[] = [{ id: words.attending ?? 'sandbox-rivera', from: stamp(words.arrived) }];
  const add = (type: string, fields: Fields) => {
    made.push({ resourceType: type, id: `${encounter}-${type.toLowerCase()}-${made.length + 1}`.slice(-64), ...fields });
    return stay;
  };
  const observe = (time: string, kind: Measured, category: 'laboratory' | 'vital-signs', fields: Fields) =>
    add('Observation', {
      status: 'final',
      category: [{ coding: [{ system: SYSTEM.category, code: category }] }],
      code: { coding: kind.loinc.map((code) => ({ system: SYSTEM.loinc, code, display: kind.name })), text: kind.name },
      subject,
      encounter: here,
      effectiveDateTime: stamp(time),
      issued: stamp(time),
      ...fields,
    });
  const quantity = (value: number, unit: string) => ({ value, unit, system: SYSTEM.ucum, code: unit });

  const stay: Stay = {
    patient,
    encounter,
    name: words.samePatientAs?.name ?? words.name,
    zone,
    at,
    lab: (time, test, value) => observe(time, LABS[test], 'laboratory', { valueQuantity: quantity(value, LABS[test].unit) }),
    signs(time, { sbp, dbp, ...rest }) {
      for (const [name, value] of Object.entries(rest)) {
        const kind = VITALS[name as keyof typeof VITALS];
        if (value !== undefined) observe(time, kind, 'vital-signs', { valueQuantity: quantity(value, kind.unit) });
      }
      if (sbp === undefined) return stay;
      const part = (loinc: string, display: string, value: number) => ({
        code: { coding: [{ system: SYSTEM.loinc, code: loinc, display }] },
        valueQuantity: quantity(value, 'mm[Hg]'),
      });
      return observe(time, { name: 'Blood pressure panel', loinc: ['85354-9'], unit: '' }, 'vital-signs', {
        component: [
          part('8480-6', 'Systolic blood pressure', sbp),
          ...(dbp === undefined ? [] : [part('8462-4', 'Diastolic blood pressure', dbp)]),
        ],
      });
    },
    culture: (time, of, result) => observe(time, CULTURES[of], 'laboratory', { valueCodeableConcept: { text: result } }),
    gives(times, medicine) {
      const [rxnorm, text] = MEDICINES[medicine];
      const concept = { coding: [{ system: SYSTEM.rxnorm, code: rxnorm, display: medicine }], text: medicine };
      const route = { coding: [{ system: SYSTEM.snomed, code: '47625008', display: 'Intravenous route' }] };
      const iv = text.includes(' IV ') ? { route } : {};
      add('MedicationRequest', {
        status: 'active',
        intent: 'order',
        category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/medicationrequest-category', code: 'inpatient' }] }],
        medicationCodeableConcept: concept,
        subject,
        encounter: here,
        authoredOn: toDateTime(at(times[0] ?? '00:00') - 15 * 60_000, zone),
        dosageInstruction: [{ text, ...iv }],
      });
      const request = { reference: `MedicationRequest/${made.at(-1)?.id}` };
      for (const time of times)
        add('MedicationAdministration', {
          status: 'completed',
          medicationCodeableConcept: concept,
          subject,
          context: here,
          effectiveDateTime: stamp(time),
          request,
          dosage: { text, ...iv },
        });
      return stay;
    },
    order(time, kind) {
      const [text, snomed] = ORDERS[kind];
      if (kind !== 'discharge') statuses.push({ code: kind === 'inpatient' ? 'IMP' : 'OBSENC', from: stamp(time) });
      return add('ServiceRequest', {
        status: 'completed',
        intent: 'order',
        category: [{ text: 'Admission / Discharge / Transfer' }],
        code: { text, coding: [{ system: SYSTEM.snomed, code: snomed, display: text }] },
        subject,
        encounter: here,
        authoredOn: stamp(time),
        requester: { reference: `Practitioner/${attendings.at(-1)?.id}` },
      });
    },
    diagnosis(time, name) {
      const [code, display] = DIAGNOSES[name];
      const word = (system: string, value: string) => ({
        coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code: value }],
      });
      return add('Condition', {
        clinicalStatus: word('condition-clinical', 'active'),
        verificationStatus: word('condition-ver-status', 'confirmed'),
        category: [word('condition-category', 'encounter-diagnosis')],
        code: { coding: [{ system: SYSTEM.icd, code, display }], text: display },
        subject,
        encounter: here,
        recordedDate: stamp(time),
      });
    },
    note(time, kind, text, author = attendings.at(-1)?.id ?? '') {
      const [title, loinc] = NOTES[kind];
      const when = stamp(time);
      const data = Buffer.from(text.replace(/^\n/, ''), 'utf8').toString('base64');
      return add('DocumentReference', {
        status: 'current',
        docStatus: 'final',
        type: { coding: [{ system: SYSTEM.loinc, code: loinc, display: title }], text: title },
        category: [
          { coding: [{ system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category', code: 'clinical-note' }] },
        ],
        subject,
        date: when,
        author: [{ reference: `Practitioner/${author}` }],
        content: [{ attachment: { contentType: 'text/plain; charset=utf-8', title, creation: when, data } }],
        context: { encounter: [here], period: { start: when, end: when } },
      });
    },
    attending(time, practitioner) {
      attendings.push({ id: practitioner, from: stamp(time) });
      return stay;
    },
    reference(type, index = 0) {
      const found = made.filter((resource) => resource.resourceType === type)[index];
      if (!found) throw new Error(`${words.name} has no ${type} number ${index}.`);
      return `${type}/${found.id}`;
    },
    result(test, index = 0) {
      const isTest = ({ code }: Made) => (code as { readonly text?: string } | undefined)?.text === LABS[test].name;
      const found = made.filter((resource) => resource.resourceType === 'Observation' && isTest(resource))[index];
      if (!found) throw new Error(`${words.name} has no ${test} number ${index}.`);
      return `Observation/${found.id}`;
    },
    bundle() {
      const until = words.until ? stamp(words.until) : toDateTime(arrived + 5 * DAY, zone);
      const periods = <T extends { from: string }>(list: readonly T[]) =>
        list.map((one, index) => ({ one, period: { start: one.from, ...(list[index + 1] ? { end: list[index + 1]?.from } : {}) } }));
      const unit = words.unit ?? '5 North';
      const location = `unit-${unit.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${zone.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
      const [sopt, payer] = PAYERS[words.payer ?? 'medicare'];
      const resources: Made[] = [
        {
          resourceType: 'Patient',
          id: patient,
          identifier: [{ system: 'urn:example:mrn', value: `TEST-${slug.toUpperCase()}` }],
          name: [{ use: 'official', family: words.name, given: ['Test'] }],
          gender: 'female',
          birthDate: words.born ?? '1951-04-02',
        },
        {
          resourceType: 'Location',
          id: location,
          extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: zone }],
          status: 'active',
          name: unit,
        },
        {
          resourceType: 'Practitioner',
          id: NURSE,
          name: [{ family: 'Bedside-Test', given: ['Nell'] }],
          qualification: [{ code: { text: 'RN' } }],
        },
        {
          resourceType: 'Encounter',
          id: encounter,
          status: 'finished',
          class: { system: SYSTEM.act, code: statuses.at(-1)?.code },
          classHistory: periods(statuses).map(({ one, period }) => ({ class: { system: SYSTEM.act, code: one.code }, period })),
          subject,
          participant: periods(attendings).map(({ one, period }) => ({
            type: [{ coding: [{ system: SYSTEM.participation, code: 'ATND' }] }],
            period,
            individual: { reference: `Practitioner/${one.id}` },
          })),
          period: { start: stamp(words.arrived), end: until },
          location: [{ location: { reference: `Location/${location}` }, period: { start: stamp(words.arrived) } }],
        },
        ...(words.payer === null || words.samePatientAs
          ? []
          : [
              {
                resourceType: 'Coverage',
                id: `${slug}-coverage`,
                status: 'active',
                type: { coding: [{ system: 'https://nahdo.org/sopt', code: sopt, display: payer }], text: payer },
                beneficiary: subject,
                payor: [{ display: payer }],
                order: 1,
              },
            ]),
        ...made,
      ];
      const shown = words.samePatientAs ? resources.filter((one) => one.resourceType !== 'Patient') : resources;
      return { resourceType: 'Bundle', type: 'collection', entry: shown.map((resource) => ({ resource })) };
    },
  };
  return stay;
}

/** '14:00', '+1 08:30', '2026-03-08T01:30', or a time with its offset, as an instant. Throws for anything else. */
function instantOf(time: string, zone: string, arrived: number | null): number {
  if (/(Z|[+-]\d{2}:\d{2})$/.test(time) && time.includes('T')) return Date.parse(time);
  const short = /^(?:\+(\d+) )?(\d{2}:\d{2})$/.exec(time);
  const day =
    short && arrived !== null
      ? new Date(Date.parse(`${toDateTime(arrived, zone).slice(0, 10)}T00:00:00Z`) + Number(short[1] ?? 0) * DAY).toISOString().slice(0, 10)
      : time.slice(0, 10);
  const wall = Date.parse(`${day}T${short ? short[2] : time.slice(11, 16)}:00Z`);
  if (Number.isNaN(wall)) throw new Error(`${time} is no time of a stay.`);
  return fromWallClock(wall, zone);
}
