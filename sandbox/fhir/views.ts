import { type Clocks, encounterOf, statusOrderKind } from '../clock.ts';
import { charted, toDateTime } from './dates.ts';
import { asKnown, latestTime, type Surroundings } from './known.ts';
import { type Resource, relativeReference, textAt, valuesAt } from './resource.ts';
import type { Entry, Store, Version } from './store.ts';

/** A resource as known now, with where it comes from. `meta` is put on only when it is served. */
export interface View {
  readonly entry: Entry;
  readonly version: Version;
  readonly resource: Resource;
}

/** The only way from the store to an answer: nothing of a patient is seen except as that patient's clock allows. */
export interface Views {
  /** The entry as known now; null when it is not known yet. */
  readonly of: (entry: Entry) => View | null;
  readonly get: (type: string, id: string) => View | null;
  readonly list: (type: string, patient?: string) => readonly View[];
  /** When the chart last changed what this view shows, epoch ms; null for what was always there. */
  readonly changedAt: (view: View) => number | null;
  /** The resource as it goes out: with `meta.versionId` and `meta.lastUpdated`, so that `_lastUpdated` finds what is new since a reading. */
  readonly serve: (view: View) => Resource;
}

/** Views over a store through the patients' clocks. */
export function createViews(store: Store, clocks: Clocks): Views {
  const latest = new WeakMap<Resource, number>();
  const around = new Map<string, { readonly turn: number; readonly value: Surroundings }>();

  function latestOf(resource: Resource, zone: string): number {
    let time = latest.get(resource);
    if (time === undefined) {
      time = latestTime(resource, zone);
      latest.set(resource, time);
    }
    return time;
  }

  function surroundings(patient: string): Surroundings {
    const known = around.get(patient);
    if (known && known.turn === store.turn()) return known.value;
    const value = surroundingsOf(store, clocks, patient);
    around.set(patient, { turn: store.turn(), value });
    return value;
  }

  function of(entry: Entry): View | null {
    const { patient } = entry;
    if (patient === null) {
      const version = entry.versions.at(-1);
      return version ? { entry, version, resource: version.resource } : null;
    }
    const at = clocks.now(patient);
    const version = entry.versions.findLast((one) => one.since <= at);
    if (!version) return null;
    const zone = clocks.zone(patient);
    // Most resources lie wholly in the past and are served as they are.
    const whole = latestOf(version.resource, zone) <= at && !needsStatus(version.resource);
    const resource = whole ? version.resource : asKnown(version.resource, at, surroundings(patient));
    return { entry, version, resource };
  }

  function changedAt({ entry, version, resource }: View): number | null {
    if (entry.patient === null) return null;
    const changed = Math.min(clocks.now(entry.patient), Math.max(version.since, latestOf(resource, clocks.zone(entry.patient))));
    return Number.isFinite(changed) ? changed : null;
  }

  function serve(view: View): Resource {
    const changed = changedAt(view);
    const meta = { ...(view.resource.meta as object | undefined), versionId: String(view.version.number) };
    const zone = view.entry.patient === null ? 'UTC' : clocks.zone(view.entry.patient);
    return { ...view.resource, meta: changed === null ? meta : { ...meta, lastUpdated: toDateTime(changed, zone) } };
  }

  const list = (type: string, patient?: string) => store.list(type, patient).flatMap((entry) => of(entry) ?? []);
  return {
    of,
    get(type, id) {
      const entry = store.get(type, id);
      return entry ? of(entry) : null;
    },
    list,
    changedAt,
    serve,
  };
}

/** A closed medication order may have been open at an earlier moment although it names no later time itself. */
const needsStatus = (resource: Resource) =>
  resource.resourceType === 'Encounter' ||
  (resource.resourceType === 'MedicationRequest' && (resource.status === 'completed' || resource.status === 'stopped'));

function surroundingsOf(store: Store, clocks: Clocks, patient: string): Surroundings {
  const zone = clocks.zone(patient);
  const since = (entry: Entry) => entry.versions[0]?.since ?? Number.NEGATIVE_INFINITY;
  const orders = new Map<string, { at: number; kind: 'inpatient' | 'observation' }[]>();
  for (const entry of store.list('ServiceRequest', patient)) {
    const resource = entry.versions.at(-1)?.resource;
    const kind = statusOrderKind(resource);
    const status = textAt(resource, 'status');
    if (!kind || status === 'entered-in-error' || status === 'draft') continue;
    const encounter = encounterOf(resource);
    orders.set(encounter, [...(orders.get(encounter) ?? []), { at: since(entry), kind }]);
  }
  const lastDose = new Map<string, number>();
  for (const entry of store.list('MedicationAdministration', patient)) {
    const resource = entry.versions.at(-1)?.resource;
    const request = relativeReference(textAt(resource, 'request.reference'));
    const range = charted(resource?.effectivePeriod ?? resource?.effectiveDateTime, zone);
    if (request && range)
      lastDose.set(request, Math.max(lastDose.get(request) ?? 0, Number.isFinite(range.end) ? range.end - 1 : range.start));
  }
  const stays = new Map(clocks.stays(patient).map((stay) => [`Encounter/${stay.id}`, stay]));
  return {
    zone,
    statusOrders: (encounter) => orders.get(encounter) ?? [],
    orderEnd(resource) {
      const bounds = valuesAt(resource, 'dosageInstruction.timing.repeat.boundsPeriod.end').flatMap(
        (end) => charted(end, zone)?.start ?? [],
      );
      if (bounds.length > 0) return Math.max(...bounds);
      return lastDose.get(`MedicationRequest/${resource.id}`) ?? stays.get(encounterOf(resource))?.end ?? null;
    },
    isKnown(reference, at) {
      const [type = '', id = ''] = relativeReference(reference).split('/');
      const entry = store.get(type, id);
      return entry !== undefined && since(entry) <= at;
    },
  };
}
