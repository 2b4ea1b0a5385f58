import { patientOf, type Resource } from './resource.ts';

/** One state of a resource and since when the chart holds it, epoch ms; -Infinity for what has no date and was always there. */
export interface Version {
  readonly number: number;
  readonly since: number;
  readonly resource: Resource;
}

/** A resource with all its versions, oldest first. The entry stays the same object when a version is added. */
export interface Entry {
  readonly type: string;
  readonly id: string;
  readonly patient: string | null;
  readonly versions: Version[];
}

/** Everything the server holds, indexed by type and patient. */
export interface Store {
  /** Adds a resource, or a version to the one with its id. */
  readonly put: (resource: Resource, since: number, patient?: string | null) => Entry;
  readonly get: (type: string, id: string) => Entry | undefined;
  /** Entries of a type, of one patient or of all, in the order in which the chart came to know them. */
  readonly list: (type: string, patient?: string) => readonly Entry[];
  /** Every entry of a patient, of any type. */
  readonly ofPatient: (patient: string) => readonly Entry[];
  readonly patients: () => readonly string[];
  readonly size: () => number;
  /** Grows with every put, new versions included: whoever keeps something derived looks whether it still holds. */
  readonly turn: () => number;
}

const first = (entry: Entry) => entry.versions[0]?.since ?? Number.NEGATIVE_INFINITY;

/** An empty store. */
export function createStore(): Store {
  const byId = new Map<string, Entry>();
  const byType = new Map<string, Entry[]>();
  const byPatient = new Map<string, Map<string, Entry[]>>();
  const unsorted = new Set<Entry[]>();
  let turn = 0;

  const add = (list: Entry[], entry: Entry) => {
    const last = list.at(-1);
    if (last && first(entry) < first(last)) unsorted.add(list);
    list.push(entry);
  };
  const sorted = (list: Entry[] | undefined): readonly Entry[] => {
    if (!list) return [];
    if (unsorted.delete(list)) list.sort((a, b) => first(a) - first(b));
    return list;
  };
  const under = (map: Map<string, Entry[]>, key: string) => {
    let list = map.get(key);
    if (!list) {
      list = [];
      map.set(key, list);
    }
    return list;
  };

  return {
    put(resource, since, patient = patientOf(resource)) {
      turn += 1;
      const key = `${resource.resourceType}/${resource.id}`;
      const known = byId.get(key);
      if (known) {
        known.versions.push({ number: known.versions.length + 1, since, resource });
        return known;
      }
      const entry: Entry = { type: resource.resourceType, id: resource.id, patient, versions: [{ number: 1, since, resource }] };
      byId.set(key, entry);
      add(under(byType, entry.type), entry);
      if (patient !== null) {
        let types = byPatient.get(patient);
        if (!types) {
          types = new Map();
          byPatient.set(patient, types);
        }
        add(under(types, entry.type), entry);
      }
      return entry;
    },
    get: (type, id) => byId.get(`${type}/${id}`),
    list: (type, patient) => sorted(patient === undefined ? byType.get(type) : byPatient.get(patient)?.get(type)),
    ofPatient: (patient) => [...(byPatient.get(patient)?.values() ?? [])].flatMap(sorted),
    patients: () => (byType.get('Patient') ?? []).map((entry) => entry.id),
    size: () => byId.size,
    turn: () => turn,
  };
}
