import type { Problem } from '../core/chart/chart.ts';
import type { AnyResource } from './answer.ts';
import { followPages, type SearchOutcome } from './pages.ts';
import { clean, type Identity, identityOf } from './patient.ts';
import type { Session } from './session.ts';
import type { GetOptions, Transport } from './transport.ts';

/** One encounter of a list, as far as the list itself tells; the rest is known when the encounter has been read. */
export interface ListedEncounter {
  readonly encounter: string;
  readonly patient: string;
  readonly identity: Identity | null;
  /** Unit and bed as the EHR writes them; null when the list does not tell. */
  readonly location: string | null;
  /** Start as the EHR wrote it. */
  readonly start: string | null;
  /** The unit without room and bed; null or absent when the list does not tell. */
  readonly unit?: string | null;
  /** The hospital service as the EHR writes it. */
  readonly service?: string | null;
  /** False: the stay is over. */
  readonly isOpen?: boolean;
}

/** The open encounters as the EHR lists them, or why it does not. */
export type OpenEncounters =
  | { readonly ok: true; readonly encounters: readonly ListedEncounter[]; readonly complete: boolean }
  | { readonly ok: false; readonly problem: Problem };

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? clean(value) : null);
const idIn = (value: unknown, type: string): string | null => {
  const reference = isRecord(value) && typeof value.reference === 'string' ? value.reference : '';
  return reference.match(new RegExp(`(?:^|/)${type}/([A-Za-z0-9.-]{1,64})(?:/_history/[^/]+)?$`))?.[1] ?? null;
};

/** Visits without a bed: never a stay, so never in the list. */
const NOT_A_STAY = new Set(['AMB', 'VR', 'HH', 'FLD', 'PRENC']);
const OPEN = 'status=arrived,triaged,in-progress,onleave';

/** True when the granted scopes reach encounters of more than the launched patient: `user/Encounter.rs`, `user/*.read` and their like. */
export function reachesOtherPatients(scopes: readonly string[]): boolean {
  return scopes.some((scope) => {
    const rights = /^user\/(?:Encounter|\*)\.([a-z*]+)/.exec(scope)?.[1];
    return rights !== undefined && (rights === 'read' || rights === '*' || (rights.includes('r') && rights.includes('s')));
  });
}

/**
 * The encounters open now, by one search of statuses; names and places are included where the server does that, else asked for in one search of ids.
 * Parts of a listed encounter and visits without a bed are left out. A refused or failed search is a value, never an empty list.
 */
export async function openEncounters(transport: Transport, signal?: AbortSignal): Promise<OpenEncounters> {
  const options: GetOptions = { deadline: Date.now() + 60_000, ...(signal ? { signal } : {}) };
  const include = '_include=Encounter:patient&_include=Encounter:location';
  const ladder = [`Encounter?${OPEN}&${include}&_count=100`, `Encounter?${OPEN}&_count=100`, `Encounter?${OPEN}`];
  let outcome: SearchOutcome | null = null;
  let found: AnyResource[] = [];
  for (const query of ladder) {
    found = [];
    const keep = (page: readonly AnyResource[]) => void found.push(...page);
    outcome = await followPages(transport, query, () => true, keep, options);
    if (outcome.pages > 0 || outcome.status !== 400) break;
  }
  if (!outcome || outcome.pages === 0)
    return { ok: false, problem: { kind: 'failed', detail: 'no answer', ...outcome?.problem, what: 'Encounter' } };
  const listed = encountersIn(found);
  const unnamed = listed.filter((entry) => entry.identity === null).map((entry) => entry.patient);
  const named = await patientsById(transport, unnamed, options);
  return {
    ok: true,
    complete: outcome.complete,
    encounters: listed.map((entry) => ({ ...entry, identity: entry.identity ?? named.get(entry.patient) ?? null })),
  };
}

/** One row per open stay among the resources of a search: encounters with a patient, without those that are part of another one listed. */
export function encountersIn(resources: readonly AnyResource[]): ListedEncounter[] {
  const of = (type: string) => new Map(resources.filter((each) => each.resourceType === type).map((each) => [each.id ?? '', each]));
  const encounters = [...of('Encounter').values()].filter((each) => !isWithoutBed(each));
  const ids = new Set(encounters.map((each) => each.id));
  const patients = of('Patient');
  const places = of('Location');
  return encounters.flatMap((each) => {
    const patient = idIn(each.subject, 'Patient');
    if (!patient || !each.id || ids.has(idIn(each.partOf, 'Encounter') ?? '')) return [];
    const resource = patients.get(patient);
    const start = isRecord(each.period) ? text(each.period.start) : null;
    return [
      {
        encounter: each.id,
        patient,
        identity: resource ? identityOf(resource) : null,
        location: placeOf(each, (id) => places.get(id)),
        start,
        unit: unitOf(each, (id) => places.get(id)),
        service: serviceOf(each),
        isOpen: !isOver(each),
      },
    ];
  });
}

function isWithoutBed(encounter: AnyResource): boolean {
  const kind = isRecord(encounter.class) ? encounter.class : (list(list(encounter.class)[0]?.coding)[0] ?? {});
  return typeof kind.code === 'string' && NOT_A_STAY.has(kind.code);
}

const OVER = new Set(['finished', 'completed', 'discharged', 'cancelled', 'discontinued', 'entered-in-error']);
/** A stay that has ended, by its state or by its charted end. */
const isOver = ({ status, period }: AnyResource): boolean =>
  (typeof status === 'string' && OVER.has(status)) || (isRecord(period) && period.end !== undefined);

/** The place entry that holds now: the active one, else the last that has not ended, else the last. */
function placeNow(encounter: AnyResource): Fields | undefined {
  const places = list(encounter.location);
  const hasEnded = (place: Fields) => isRecord(place.period) && place.period.end !== undefined;
  return places.find((place) => place.status === 'active') ?? places.findLast((place) => !hasEnded(place)) ?? places.at(-1);
}

/** The unit the patient is in: the place itself, or what a bed or room is part of. Null when the record names none. */
export function unitOf(encounter: AnyResource, locationOf: (id: string) => AnyResource | undefined): string | null {
  const now = placeNow(encounter);
  if (!now) return null;
  const id = idIn(now.location, 'Location');
  let place = id ? locationOf(id) : undefined;
  for (let step = 0; place && step < 4 && isInsideUnit(place); step += 1) {
    const parent: string | null = idIn(place.partOf, 'Location');
    const up: AnyResource | undefined = parent ? locationOf(parent) : undefined;
    if (!up) return text(isRecord(place.partOf) ? place.partOf.display : null) ?? text(place.name);
    place = up;
  }
  return text(place?.name) ?? text(isRecord(now.location) ? now.location.display : null);
}

const isInsideUnit = ({ physicalType }: AnyResource): boolean =>
  isRecord(physicalType) && list(physicalType.coding).some(({ code }) => code === 'bd' || code === 'ro');

/** The hospital service as the EHR writes it (`serviceType`); null when it does not say. */
export function serviceOf({ serviceType }: AnyResource): string | null {
  const first = Array.isArray(serviceType) ? serviceType[0] : serviceType;
  const concept = isRecord(first) && isRecord(first.concept) ? first.concept : first;
  return isRecord(concept) ? (text(concept.text) ?? text(list(concept.coding)[0]?.display)) : null;
}

/** Where the patient is now: the active place, else the last one named; its name from the Location where that was read. */
export function placeOf(encounter: AnyResource, locationOf: (id: string) => AnyResource | undefined): string | null {
  const now = placeNow(encounter);
  if (!now) return null;
  const id = idIn(now.location, 'Location');
  return text(id ? locationOf(id)?.name : null) ?? text(isRecord(now.location) ? now.location.display : null);
}

/** Who is responsible now: the attending whose time has not ended, with the name as charted; null when the encounter does not say. */
export function attendingOf(encounter: AnyResource, resourceOf: (ref: string) => AnyResource | null): string | null {
  const isAttending = (entry: Fields) => list(entry.type).some((type) => list(type.coding).some((coding) => coding.code === 'ATND'));
  const isOver = (entry: Fields) => isRecord(entry.period) && entry.period.end !== undefined;
  const attending = list(encounter.participant).filter(isAttending);
  const now = attending.findLast((entry) => !isOver(entry)) ?? attending.at(-1);
  if (!now || !isRecord(now.individual)) return null;
  const id = idIn(now.individual, 'Practitioner');
  const resource = id ? resourceOf(`Practitioner/${id}`) : null;
  return text(now.individual.display) ?? (resource ? identityOf(resource).name : null);
}

async function patientsById(transport: Transport, ids: readonly string[], options: GetOptions): Promise<ReadonlyMap<string, Identity>> {
  const found = new Map<string, Identity>();
  for (let start = 0; start < ids.length; start += 50) {
    const some = [...new Set(ids.slice(start, start + 50))];
    const keep = (page: readonly AnyResource[]) => {
      for (const patient of page) found.set(patient.id ?? '', identityOf(patient));
    };
    await followPages(transport, `Patient?_id=${some.join(',')}&_count=50`, (each) => each.resourceType === 'Patient', keep, options);
  }
  return found;
}

/** An encounter that the user named by its id, with the patient it is of; a value when it cannot be read. */
export async function encounterById(
  transport: Transport,
  id: string,
): Promise<{ readonly ok: true; readonly listed: ListedEncounter } | { readonly ok: false; readonly problem: Problem }> {
  const answer = await transport.get(`Encounter/${encodeURIComponent(id)}`, { deadline: Date.now() + 30_000 });
  if (answer.kind === 'problem') return { ok: false, problem: { ...answer.problem, what: 'Encounter' } };
  const [listed] = answer.kind === 'resource' && answer.resource.id === id ? encountersIn([answer.resource]) : [];
  return listed ? { ok: true, listed } : { ok: false, problem: { kind: 'unsupported', what: 'Encounter', detail: 'not a hospital stay' } };
}

/** The ids in what a user pasted: lines, commas or references; anything that is no id is left out. At most 200. */
export function pastedIds(pasted: string): string[] {
  const words = pasted.split(/[\s,;|]+/).map((word) => word.replace(/^.*\bEncounter\//, ''));
  return [...new Set(words.filter((word) => /^[A-Za-z0-9.-]{1,64}$/.test(word)))].slice(0, 200);
}

/** The same launch turned to another encounter: same server, same user, its own key for everything kept or shown. */
export function sessionFor(session: Session, stay: Pick<ListedEncounter, 'encounter' | 'patient'>, access: Session['access']): Session {
  return {
    ...session,
    patient: stay.patient,
    encounter: stay.encounter,
    needPatientBanner: true,
    contextKey: [session.server.iss, stay.patient, stay.encounter, session.fhirUser ?? 'unknown-user'].join('|'),
    access,
  };
}
