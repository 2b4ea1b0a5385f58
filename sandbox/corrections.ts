import type { Stay } from './clock.ts';
import { toDateTime } from './fhir/dates.ts';
import { isRecord, patientOf, type Resource, relativeReference, textAt, valuesAt } from './fhir/resource.ts';
import { type Desk, keep } from './fhir/write.ts';
import { nameOf, type Person } from './people.ts';

/** What happens to a chart at its patient's present moment, as in an EHR: earlier moments show the chart as it was. Each throws when there is nothing to change. */
export interface Corrections {
  /** Marks a resource ('Observation/1') as entered in error. */
  readonly withdraw: (reference: string) => Resource;
  /** Gives a result another value: the status becomes `amended`. */
  readonly amend: (reference: string, value: number) => Resource;
  /** Replaces top-level fields of a resource. */
  readonly change: (reference: string, fields: Readonly<Record<string, unknown>>) => Resource;
  /** Adds a resource, known from now on; without an id it gets one. */
  readonly add: (resource: Readonly<Record<string, unknown>> & { readonly resourceType: string }) => Resource;
  /** A new result of a test that was done before, taken now: everything but value and times is as it was. */
  readonly repeat: (reference: string, value: number) => Resource;
  /** Ends the stay that the clock stands in. */
  readonly discharge: (patient: string) => Resource;
  /** Another attending takes over; the one before stays in the record with the end of his or her time. */
  readonly handOver: (patient: string, to: Pick<Person, 'id' | 'given' | 'family' | 'credentials'>) => Resource;
}

const ATTENDING = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'ATND', display: 'attender' }] };

/** Corrections over one desk. */
export function createCorrections(desk: Desk): Corrections {
  const stamp = (patient: string) => toDateTime(desk.clocks.now(patient), desk.clocks.zone(patient));

  function held(reference: string): { readonly resource: Resource; readonly patient: string } {
    const [type = '', id = ''] = relativeReference(reference).split('/');
    const entry = desk.store.get(type, id);
    const shown = entry && desk.views.of(entry);
    if (!entry || !shown || entry.patient === null) throw new Error(`${reference} is not in the chart at its present moment.`);
    // The whole resource, not what is visible of it now: what is to come of a stay must not be lost by a change today.
    return { resource: shown.version.resource, patient: entry.patient };
  }

  function store(resource: Resource, patient: string): Resource {
    return keep(desk, resource, patient).resource;
  }

  function change(reference: string, fields: Readonly<Record<string, unknown>>): Resource {
    const { resource, patient } = held(reference);
    return store({ ...resource, ...fields, resourceType: resource.resourceType, id: resource.id }, patient);
  }

  function withValue(resource: Resource, value: number): Resource {
    if (!isRecord(resource.valueQuantity)) throw new Error(`${resource.resourceType}/${resource.id} holds no quantity.`);
    const { comparator: _, ...quantity } = resource.valueQuantity;
    // An interpretation (high, low) was that of the old value.
    const { interpretation: __, ...rest } = resource;
    return { ...rest, valueQuantity: { ...quantity, value } } as Resource;
  }

  function stayOf(patient: string): { readonly stay: Stay; readonly encounter: Resource } {
    const stay = desk.clocks.stay(patient);
    if (!stay) throw new Error('This patient has no stay.');
    return { stay, encounter: held(`Encounter/${stay.id}`).resource };
  }

  return {
    change,
    withdraw(reference) {
      const { resource } = held(reference);
      if (resource.resourceType !== 'Condition') return change(reference, { status: 'entered-in-error' });
      const system = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
      // A condition entered in error has no clinical status (con-5).
      return change(reference, { clinicalStatus: undefined, verificationStatus: { coding: [{ system, code: 'entered-in-error' }] } });
    },
    amend(reference, value) {
      const { resource, patient } = held(reference);
      return store({ ...withValue(resource, value), status: 'amended' }, patient);
    },
    add(resource) {
      const whole: Resource = { ...resource, id: typeof resource.id === 'string' ? resource.id : crypto.randomUUID() };
      const patient = patientOf(whole);
      if (patient === null || !desk.store.get('Patient', patient)) throw new Error('The resource names no patient of this chart.');
      return store(whole, patient);
    },
    repeat(reference, value) {
      const { resource, patient } = held(reference);
      const { effectivePeriod: _, effectiveInstant: __, specimen: ___, identifier: ____, ...rest } = withValue(resource, value);
      const at = stamp(patient);
      return store({ ...rest, id: crypto.randomUUID(), status: 'final', effectiveDateTime: at, issued: at } as Resource, patient);
    },
    discharge(patient) {
      const { stay, encounter } = stayOf(patient);
      const period = { ...(isRecord(encounter.period) ? encounter.period : {}), end: stamp(patient) };
      return change(`Encounter/${stay.id}`, { status: 'finished', period });
    },
    handOver(patient, to) {
      const { stay, encounter } = stayOf(patient);
      const now = stamp(patient);
      const participant = valuesAt(encounter, 'participant').map((one) =>
        isRecord(one) && isAttending(one) && !textAt(one, 'period.end')
          ? { ...one, period: { start: textAt(one, 'period.start') || textAt(encounter, 'period.start'), end: now } }
          : one,
      );
      const individual = { reference: `Practitioner/${to.id}`, display: nameOf(to) };
      return change(`Encounter/${stay.id}`, { participant: [...participant, { type: [ATTENDING], period: { start: now }, individual }] });
    },
  };
}

/** Whether a participant of an encounter is its attending. */
export const isAttending = (participant: unknown): boolean => valuesAt(participant, 'type.coding.code').includes('ATND');
