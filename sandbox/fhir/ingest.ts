import { knownAt } from './known.ts';
import { eachObject, isRecord, patientOf, type Resource, relativeReference, textAt, valuesAt } from './resource.ts';
import type { Store } from './store.ts';

/** Stands for this server's base URL inside a loaded resource until it is served: the address is known only then. */
export const OWN_BASE = 'urn:sandbox-base:';

const ZONE = 'http://hl7.org/fhir/StructureDefinition/timezone';
const ALWAYS = Number.NEGATIVE_INFINITY;

/** The resources of a Bundle with references made relative; entries without a usable resource are left out. Ids that are only a urn are taken from it. */
export function unbundle(bundle: unknown): Resource[] {
  const entries = valuesAt(bundle, 'entry').filter(isRecord);
  const urns = new Map<string, string>();
  const resources = entries.flatMap((entry) => {
    if (!isRecord(entry.resource) || typeof entry.resource.resourceType !== 'string') return [];
    const url = typeof entry.fullUrl === 'string' ? entry.fullUrl : '';
    const urn = /^urn:(?:uuid|oid):(.+)$/.exec(url)?.[1];
    const id = typeof entry.resource.id === 'string' && entry.resource.id ? entry.resource.id : urn;
    if (!id || !/^[A-Za-z0-9.-]{1,64}$/.test(id)) return [];
    if (urn) urns.set(url, `${entry.resource.resourceType}/${id}`);
    return [{ ...entry.resource, resourceType: entry.resource.resourceType, id } as Resource];
  });
  for (const resource of resources) eachObject(resource, (object) => toRelative(object as Record<string, unknown>, urns));
  return resources;
}

/** Absolute references become relative, and addresses of Binaries point to wherever this server will be. Changes the given object. */
function toRelative(object: Record<string, unknown>, urns: ReadonlyMap<string, string>): void {
  const { reference, url } = object;
  if (typeof reference === 'string') {
    const known = urns.get(reference) ?? (reference.startsWith('http') ? relativeReference(reference) : '');
    if (known) object.reference = known;
  }
  if (typeof url === 'string' && /^https?:\/\/.*\/Binary\/[A-Za-z0-9.-]+$/.test(url)) object.url = `${OWN_BASE}${relativeReference(url)}`;
}

/** IANA zone that a Location names, else the fixed offset of an Encounter's start, else UTC. */
export function zoneOf(resources: readonly Resource[]): string {
  for (const resource of resources) {
    if (resource.resourceType !== 'Location') continue;
    const extension = valuesAt(resource, 'extension').find((item) => isRecord(item) && item.url === ZONE);
    const zone = textAt(extension, 'valueCode', 'valueString');
    if (zone) return zone;
  }
  for (const resource of resources) {
    const offset = resource.resourceType === 'Encounter' ? /([+-])(\d{2}):00$/.exec(textAt(resource, 'period.start')) : null;
    // The sign of these zone names is inverted: Etc/GMT+5 is five hours behind.
    if (offset) return `Etc/GMT${offset[1] === '+' ? '-' : '+'}${Number(offset[2])}`;
  }
  return 'UTC';
}

/**
 * Puts the resources of one source into the store, each since the time the chart came to know it; returns how many were new.
 * What carries no time of its own and no patient (a note's Binary, a device) follows the resource that refers to it. An id that is there already is kept.
 */
export function ingest(store: Store, zones: Map<string, string>, resources: readonly Resource[]): number {
  const zone = zoneOf(resources);
  const referred = new Map<string, { since: number; patient: string | null }>();
  const waiting: Resource[] = [];
  let added = 0;
  const put = (resource: Resource, since: number, patient: string | null) => {
    if (store.get(resource.resourceType, resource.id)) return;
    store.put(resource, since, patient);
    added += 1;
  };
  for (const resource of resources) {
    const patient = patientOf(resource);
    if (patient !== null && !zones.has(patient)) zones.set(patient, zone);
    const since = knownAt(resource, zone);
    if (since === null && resource.resourceType !== 'Patient' && resource.resourceType !== 'Coverage') waiting.push(resource);
    else {
      put(resource, since ?? ALWAYS, patient);
      if (waiting.length > 0 || REFERRING.has(resource.resourceType)) note(referred, resource, since ?? ALWAYS, patient);
    }
  }
  for (const resource of waiting) {
    const from = referred.get(`${resource.resourceType}/${resource.id}`);
    const undated = FOLLOWS.has(resource.resourceType) ? from?.since : undefined;
    put(resource, undated ?? ALWAYS, patientOf(resource) ?? (resource.resourceType === 'Binary' ? (from?.patient ?? null) : null));
  }
  return added;
}

const REFERRING = new Set([
  'DocumentReference',
  'DeviceUseStatement',
  'Observation',
  'DiagnosticReport',
  'Procedure',
  'MedicationRequest',
  'MedicationAdministration',
]);
const FOLLOWS = new Set(['Binary', 'Device', 'Specimen']);

/** Remembers, for what a resource refers to, the earliest time that anything did. */
function note(
  referred: Map<string, { since: number; patient: string | null }>,
  resource: Resource,
  since: number,
  patient: string | null,
): void {
  const targets = ['content.attachment.url', 'device.reference', 'specimen.reference', 'presentedForm.url', 'used.reference']
    .flatMap((path) => valuesAt(resource, path))
    .flatMap((value) => (typeof value === 'string' ? [relativeReference(value.replace(OWN_BASE, ''))] : []));
  for (const target of targets) {
    const known = referred.get(target);
    if (target && (!known || since < known.since)) referred.set(target, { since, patient });
  }
}
