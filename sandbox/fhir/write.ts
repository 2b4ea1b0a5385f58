import { randomUUID } from 'node:crypto';
import type { Clocks } from '../clock.ts';
import { checkWrite, type Grant } from './access.ts';
import { toDateTime } from './dates.ts';
import { ingest } from './ingest.ts';
import { FhirError, outcome } from './outcome.ts';
import { paramsOf } from './params.ts';
import { eachObject, isRecord, patientOf, type Resource, textAt } from './resource.ts';
import { readQuery, run } from './search.ts';
import type { Store } from './store.ts';
import type { View, Views } from './views.ts';

/** What a write needs: the data, the time for each patient, and who writes. */
export interface Desk {
  readonly store: Store;
  readonly zones: Map<string, string>;
  readonly clocks: Clocks;
  readonly views: Views;
  /** Types that may be created or updated over FHIR; empty where writing is switched off. */
  readonly writable: ReadonlySet<string>;
}

/** The outcome of one write: 201 for something new, 200 for what was there or was changed. */
export interface Written {
  readonly status: 200 | 201;
  readonly view: View;
}

/** A body as a resource of the expected type. Throws 400 with what is wrong. */
export function readResource(body: unknown, type: string): Record<string, unknown> {
  if (!isRecord(body) || typeof body.resourceType !== 'string') throw new FhirError(400, 'invalid', 'The body is not a FHIR resource.');
  if (body.resourceType !== type) throw new FhirError(400, 'invalid', `The body is a ${body.resourceType}, not a ${type}.`);
  return body;
}

/** Refuses what a chart could not hold: a type without writing, a patient that is not here, missing required elements. */
function checkContent(desk: Desk, type: string, body: Record<string, unknown>): string | null {
  if (!paramsOf(type)) throw new FhirError(404, 'not-supported', `Resource type ${type} is not served here.`);
  if (!desk.writable.has(type)) throw new FhirError(405, 'not-supported', `${type} cannot be written here.`);
  const required = REQUIRED[type] ?? [];
  const missing = required.filter((name) => body[name] === undefined);
  if (missing.length > 0) throw new FhirError(422, 'required', `${type} needs ${missing.join(', ')}.`);
  const patient = patientOf({ ...body, resourceType: type, id: '' });
  if (patient !== null && !desk.store.get('Patient', patient)) throw new FhirError(422, 'not-found', 'The patient it names is not here.');
  return patient;
}

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  DocumentReference: ['status', 'subject', 'content'],
  Observation: ['status', 'code', 'subject'],
  Communication: ['status'],
  Task: ['status', 'intent'],
  QuestionnaireResponse: ['status', 'subject'],
  Condition: ['subject'],
  Encounter: ['status', 'class', 'subject'],
};

/** Stores a resource as known from the patient's present moment on, not earlier: moving the clock back hides it. */
export function keep(desk: Desk, resource: Resource, patient: string | null): View {
  const now = patient === null ? Date.now() : desk.clocks.now(patient);
  const entry = desk.store.put(resource, patient === null ? Number.NEGATIVE_INFINITY : now, patient);
  if (patient !== null) desk.clocks.forget(patient);
  const view = desk.views.of(entry);
  if (!view) throw new FhirError(500, 'exception', 'The resource was stored but cannot be served.');
  return view;
}

/** A write that was judged and can no longer fail. `id` is what it will be served under. */
interface Ready {
  readonly id: string;
  readonly run: (body: Record<string, unknown>) => Written;
}

/** Judges a create. With `ifNoneExist`, one match is returned as it is, several are refused (412). */
function readyToCreate(desk: Desk, grant: Grant, type: string, body: unknown, ifNoneExist: string | null): Ready {
  const patient = checkContent(desk, type, readResource(body, type));
  checkWrite(type, patient, 'c', grant);
  const found = ifNoneExist ? matching(desk, type, ifNoneExist, patient) : [];
  if (found.length > 1) throw new FhirError(412, 'multiple-matches', `${found.length} resources match If-None-Exist.`);
  const [same] = found;
  if (same) return { id: same.entry.id, run: () => ({ status: 200, view: same }) };
  const id = randomUUID();
  return {
    id,
    run: (resource) => ({ status: 201, view: keep(desk, dated({ ...resource, resourceType: type, id }, desk, patient), patient) }),
  };
}

function matching(desk: Desk, type: string, query: string, patient: string | null): readonly View[] {
  const read = readQuery(type, new URLSearchParams(query.replace(/^\?/, '')), desk.clocks, desk.views);
  return run(read, desk.views, desk.clocks).filter((view) => patient === null || view.entry.patient === patient);
}

/** Creates a resource. With `ifNoneExist`, one match is returned as it is, several are refused (412). */
export function create(desk: Desk, grant: Grant, type: string, body: unknown, ifNoneExist: string | null): Written {
  return readyToCreate(desk, grant, type, body, ifNoneExist).run(readResource(body, type));
}

/** Where a written resource says when it was written. */
const WRITTEN_AT: Readonly<Record<string, string>> = {
  DocumentReference: 'date',
  Communication: 'sent',
  Task: 'authoredOn',
  QuestionnaireResponse: 'authored',
};

/** What does not say when it was written was written now. */
function dated(resource: Resource, desk: Desk, patient: string | null): Resource {
  const field = WRITTEN_AT[resource.resourceType];
  if (patient === null || !field || textAt(resource, field)) return resource;
  return { ...resource, [field]: toDateTime(desk.clocks.now(patient), desk.clocks.zone(patient)) };
}

/** Judges an update: the id, the patient and the version must be those of what is there. */
function readyToUpdate(desk: Desk, grant: Grant, type: string, id: string, body: unknown, ifMatch: string | null): Ready {
  const resource = readResource(body, type);
  if (resource.id !== id) throw new FhirError(400, 'invalid', 'The id in the body is not the id in the address.');
  const patient = checkContent(desk, type, resource);
  checkWrite(type, patient, 'u', grant);
  const held = desk.views.get(type, id);
  if (held) {
    if (held.entry.patient !== patient) throw new FhirError(409, 'conflict', 'A resource cannot be moved to another patient.');
    if (ifMatch === null) throw new FhirError(428, 'required', 'If-Match is required to change what exists.');
    if (ifMatch !== etagOf(held)) throw new FhirError(412, 'conflict', 'The resource has changed since it was read.');
  } else if (ifMatch !== null) throw new FhirError(412, 'conflict', 'There is no such resource to change.');
  return { id, run: (changed) => ({ status: held ? 200 : 201, view: keep(desk, { ...changed, resourceType: type, id }, patient) }) };
}

/** Updates a resource (or creates it under this id). `ifMatch` must name the current version, else 412; it is required for one that exists, else 428. */
export function update(desk: Desk, grant: Grant, type: string, id: string, body: unknown, ifMatch: string | null): Written {
  return readyToUpdate(desk, grant, type, id, body, ifMatch).run(readResource(body, type));
}

export const etagOf = (view: View) => `W/"${view.version.number}"`;

/**
 * Runs a transaction (all or nothing) or a batch (each alone) of creates and updates. Returns one response entry for each request entry.
 * A transaction is judged as a whole before anything of it is stored; a reference to the fullUrl of another entry becomes one to what that entry is stored as.
 */
export function transact(desk: Desk, grant: Grant, bundle: unknown, base: string): object {
  const kind = isRecord(bundle) ? bundle.type : undefined;
  if (!isRecord(bundle) || bundle.resourceType !== 'Bundle' || (kind !== 'transaction' && kind !== 'batch')) {
    throw new FhirError(400, 'invalid', 'Only a Bundle of type transaction or batch can be posted here.');
  }
  const entries = Array.isArray(bundle.entry) ? bundle.entry.filter(isRecord) : [];
  const answers = kind === 'transaction' ? together(desk, grant, entries) : entries.map((entry) => alone(desk, grant, entry));
  return {
    resourceType: 'Bundle',
    type: `${kind}-response`,
    entry: answers.map((answer) => {
      if (answer instanceof FhirError)
        return { response: { status: String(answer.status), outcome: outcome('error', answer.code, answer.message) } };
      const { status, view } = answer;
      return {
        response: {
          status: status === 201 ? '201 Created' : '200 OK',
          location: `${base}/${view.entry.type}/${view.entry.id}/_history/${view.version.number}`,
          etag: etagOf(view),
        },
      };
    }),
  };
}

type Entry = Readonly<Record<string, unknown>>;

function together(desk: Desk, grant: Grant, entries: readonly Entry[]): readonly Written[] {
  const jobs = entries.map((entry) => ({ entry, ready: readyFor(desk, grant, entry) }));
  const places = new Map<string, string>();
  const urls = new Set<string>();
  for (const { entry, ready } of jobs) {
    const url = textAt(entry, 'request.url');
    // Which of two changes of one resource came last would be chance.
    if (textAt(entry, 'request.method') === 'PUT' && urls.size === urls.add(url).size)
      throw new FhirError(400, 'invalid', `${url} is changed twice in one transaction.`);
    const fullUrl = textAt(entry, 'fullUrl');
    if (fullUrl) places.set(fullUrl, `${textAt(entry.resource, 'resourceType')}/${ready.id}`);
  }
  return jobs.map(({ entry, ready }) => ready.run(relinked(entry.resource, places)));
}

function alone(desk: Desk, grant: Grant, entry: Entry): Written | FhirError {
  try {
    return readyFor(desk, grant, entry).run(relinked(entry.resource, new Map()));
  } catch (error) {
    if (error instanceof FhirError) return error;
    throw error;
  }
}

function relinked(resource: unknown, places: ReadonlyMap<string, string>): Record<string, unknown> {
  const copy: unknown = structuredClone(resource);
  eachObject(copy, (object) => {
    const place = typeof object.reference === 'string' ? places.get(object.reference) : undefined;
    if (place) (object as Record<string, unknown>).reference = place;
  });
  return isRecord(copy) ? { ...copy } : {};
}

function readyFor(desk: Desk, grant: Grant, entry: Entry): Ready {
  const method = textAt(entry, 'request.method');
  const [type = '', id] = textAt(entry, 'request.url').split('?')[0]?.split('/') ?? [];
  if (method === 'POST' && type && id === undefined)
    return readyToCreate(desk, grant, type, entry.resource, textAt(entry, 'request.ifNoneExist') || null);
  // A load replaces what is there: it knows no earlier version.
  if (method === 'PUT' && type && id)
    return readyToUpdate(desk, grant, type, id, entry.resource, textAt(entry, 'request.ifMatch') || currentTag(desk, type, id));
  throw new FhirError(400, 'not-supported', 'Entries can be POST [type] or PUT [type]/[id].');
}

function currentTag(desk: Desk, type: string, id: string): string | null {
  const view = desk.views.get(type, id);
  return view ? etagOf(view) : null;
}

/** Loads a Bundle as part of the history: each resource is known from the time it names itself, not from now. For the person who runs the sandbox. */
export function loadBundle(desk: Desk, resources: readonly Resource[]): number {
  const added = ingest(desk.store, desk.zones, resources);
  for (const resource of resources) {
    const patient = patientOf(resource);
    if (patient !== null) desk.clocks.forget(patient);
  }
  return added;
}
