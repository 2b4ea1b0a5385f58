import { charted, intervalOf } from './dates.ts';
import { eachObject, isRecord, type Resource, textAt, valuesAt } from './resource.ts';

/** Where a resource says since when the chart has held it: the filing time first, then the time of the event. The latest of those present counts. */
const FILED: Readonly<Record<string, readonly string[]>> = {
  Encounter: ['period.start'],
  Observation: ['issued', 'effectiveDateTime', 'effectiveInstant', 'effectivePeriod.start'],
  DiagnosticReport: ['issued', 'effectiveDateTime', 'effectivePeriod.start'],
  Condition: ['recordedDate'],
  AllergyIntolerance: ['recordedDate'],
  MedicationRequest: ['authoredOn'],
  ServiceRequest: ['authoredOn'],
  MedicationAdministration: ['effectiveDateTime', 'effectivePeriod.start'],
  Procedure: ['performedDateTime', 'performedPeriod.start'],
  DeviceUseStatement: ['recordedOn', 'timingDateTime', 'timingPeriod.start'],
  DocumentReference: ['date', 'content.attachment.creation'],
  Specimen: ['receivedTime', 'collection.collectedDateTime', 'collection.collectedPeriod.start'],
  Communication: ['sent'],
  Task: ['authoredOn'],
  QuestionnaireResponse: ['authored'],
};
/** Used when none of the above is there. */
const OTHERWISE: readonly string[] = [
  'onsetDateTime',
  'onsetPeriod.start',
  'context.period.start',
  'performedPeriod.end',
  'occurrenceDateTime',
  'created',
];

/**
 * When the chart came to know a resource, epoch ms; null when nothing in it tells. A result counts from when it was issued, not from when it was
 * drawn; a bare date counts from the end of its day, because nothing says that it was known in the morning.
 */
export function knownAt(resource: Resource, zone: string): number | null {
  const latest = (paths: readonly string[]) => {
    const times = paths
      .flatMap((path) => valuesAt(resource, path))
      .flatMap((value) => {
        const range = typeof value === 'string' ? intervalOf(value, zone) : null;
        if (!range || typeof value !== 'string') return [];
        return [value.includes('T') ? range.start : range.end - 1];
      });
    return times.length > 0 ? Math.max(...times) : null;
  };
  return latest(FILED[resource.resourceType] ?? []) ?? latest(OTHERWISE);
}

/** What trimming needs to know about the rest of the chart. */
export interface Surroundings {
  readonly zone: string;
  /** Status orders of an encounter, oldest first. */
  readonly statusOrders: (encounter: string) => readonly { readonly at: number; readonly kind: 'inpatient' | 'observation' }[];
  /** When a medication order came to its end (last dose, or end of the stay); null when it never did. */
  readonly orderEnd: (resource: Resource) => number | null;
  /** Whether a reference can be followed at this moment. */
  readonly isKnown: (reference: string, at: number) => boolean;
}

const TIME = /^\d{4}-\d{2}-\d{2}(T|$)/;
const OWN_TIME = new Set(['birthDate', 'expirationDate']);

/** The latest time a resource mentions, epoch ms, -Infinity when it mentions none. Dates of birth do not count. */
export function latestTime(resource: unknown, zone: string): number {
  let latest = Number.NEGATIVE_INFINITY;
  eachObject(resource, (object) => {
    for (const [name, value] of Object.entries(object)) {
      if (typeof value !== 'string' || value.length > 40 || !TIME.test(value) || OWN_TIME.has(name)) continue;
      latest = Math.max(latest, intervalOf(value, zone)?.start ?? latest);
    }
  });
  return latest;
}

/**
 * The resource as the chart showed it at `at`: periods that end later are still running, statuses are those of the time, the discharge and everything
 * else that was to come is gone. Give it only resources already known then.
 */
export function asKnown(resource: Resource, at: number, around: Surroundings): Resource {
  const later = (value: unknown) => typeof value === 'string' && (intervalOf(value, around.zone)?.start ?? Number.NEGATIVE_INFINITY) > at;
  const reshaped = reshape(resource, at, around, later);
  return withoutLater(reshaped, later) as Resource;
}

type Later = (value: unknown) => boolean;

function reshape(resource: Resource, at: number, around: Surroundings, later: Later): Resource {
  const runs = (path: string) => later(textAt(resource, path));
  switch (resource.resourceType) {
    case 'Encounter':
      return encounterAsKnown(resource, at, around, later);
    case 'Condition': {
      if (!runs('abatementDateTime') && !runs('abatementPeriod.start')) return resource;
      const system = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
      return { ...resource, clinicalStatus: { coding: [{ system, code: 'active' }] } };
    }
    case 'MedicationRequest': {
      const end = around.orderEnd(resource);
      const closed = resource.status === 'completed' || resource.status === 'stopped';
      return closed && end !== null && end > at ? { ...resource, status: 'active' } : resource;
    }
    case 'MedicationAdministration': {
      if (!runs('effectivePeriod.end')) return resource;
      const dosage = isRecord(resource.dosage) && 'rateQuantity' in resource.dosage ? omit(resource.dosage, 'dose') : resource.dosage;
      return { ...resource, status: 'in-progress', ...(dosage === undefined ? {} : { dosage }) };
    }
    case 'Procedure':
      return runs('performedPeriod.end') ? { ...resource, status: 'in-progress' } : resource;
    case 'DeviceUseStatement':
      return runs('timingPeriod.end') && resource.status === 'completed' ? { ...resource, status: 'active' } : resource;
    default:
      return resource;
  }
}

function encounterAsKnown(encounter: Resource, at: number, around: Surroundings, later: Later): Resource {
  const started = (item: unknown) => !later(textAt(item, 'period.start'));
  const lists = Object.fromEntries(
    ['classHistory', 'statusHistory', 'location', 'participant']
      .filter((name) => Array.isArray(encounter[name]))
      .map((name) => [name, (encounter[name] as unknown[]).filter(started).map((item) => stillThere(item, name, later))]),
  );
  const diagnosis = valuesAt(encounter, 'diagnosis').filter((item) => around.isKnown(textAt(item, 'condition.reference'), at));
  const open = later(textAt(encounter, 'period.end'));
  let trimmed: Resource = { ...encounter, ...lists, ...classAsKnown(encounter, at, around) };
  trimmed = diagnosis.length > 0 ? { ...trimmed, diagnosis } : (omit(trimmed, 'diagnosis') as unknown as Resource);
  if (!open) return trimmed;
  const rest = omit(omit(trimmed, 'length'), 'hospitalization') as unknown as Resource;
  const stay = isRecord(encounter.hospitalization) ? omit(omit(encounter.hospitalization, 'dischargeDisposition'), 'destination') : {};
  return { ...rest, status: 'in-progress', ...(Object.keys(stay).length > 0 ? { hospitalization: stay } : {}) };
}

/** A bed that is left only later is occupied now. */
const stillThere = (item: unknown, list: string, later: Later) =>
  list === 'location' && isRecord(item) && item.status === 'completed' && later(textAt(item, 'period.end'))
    ? { ...item, status: 'active' }
    : item;

/** Codes that EHRs write into Encounter.class before the status order, by code system; another system keeps its own and says it in words. */
const CLASSES: Readonly<Record<string, Readonly<Record<'emergency' | 'observation', string>>>> = {
  'http://terminology.hl7.org/CodeSystem/v3-ActCode': { emergency: 'EMER', observation: 'OBSENC' },
  'http://terminology.hl7.org/CodeSystem/v2-0004': { emergency: 'E', observation: 'O' },
};

/** The class at a moment: from the class history, else from the status orders given until then; without either, as charted. */
function classAsKnown(encounter: Resource, at: number, around: Surroundings): { class?: unknown; type?: unknown } {
  const past = valuesAt(encounter, 'classHistory').filter((item) => {
    const range = charted(isRecord(item) ? item.period : null, around.zone);
    return range !== null && range.start <= at;
  });
  const current = past.at(-1);
  if (isRecord(current)) {
    const final = textAt(encounter, 'class.code') === textAt(current, 'class.code');
    return { class: final ? encounter.class : current.class };
  }
  const orders = around.statusOrders(`Encounter/${encounter.id}`);
  const given = orders.filter((order) => order.at <= at).at(-1);
  if (orders.length === 0 || given === orders.at(-1)) return {};
  const kind = given ? 'observation' : 'emergency';
  const display = given ? 'Observation' : 'Emergency';
  const system = textAt(encounter, 'class.system');
  const code = CLASSES[system]?.[kind] ?? (given ? '104' : '103');
  return {
    class: { system, code, display },
    ...(Array.isArray(encounter.type) ? { type: encounter.type.map((type) => typeAsKnown(type, display)) } : {}),
  };
}

/** Where the encounter type repeats the status in words, it says the status of the time. */
function typeAsKnown(type: unknown, display: 'Observation' | 'Emergency'): unknown {
  if (textAt(type, 'text', 'coding.display') !== 'Inpatient') return type;
  const coding = valuesAt(type, 'coding').map((one) =>
    isRecord(one) ? { ...one, code: display === 'Observation' ? '309312' : '309310', display } : one,
  );
  return { coding, text: display };
}

/** Takes out what lies in the future: ends and other times as fields, objects that begin then as a whole. */
function withoutLater(value: unknown, later: Later): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutLater(item, later)).filter((item) => item !== undefined);
  if (!isRecord(value)) return value;
  if (later(value.start)) return undefined;
  const kept = Object.entries(value).flatMap(([name, child]): [string, unknown][] => {
    if (typeof child === 'string') return !OWN_TIME.has(name) && TIME.test(child) && later(child) ? [] : [[name, child]];
    const rest = withoutLater(child, later);
    return rest === undefined || (Array.isArray(rest) && rest.length === 0) ? [] : [[name, rest]];
  });
  return Object.fromEntries(kept);
}

function omit(object: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const { [name]: _, ...rest } = object;
  return rest;
}
