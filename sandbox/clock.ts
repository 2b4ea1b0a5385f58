import { intervalOf } from './fhir/dates.ts';
import { relativeReference, textAt, valuesAt } from './fhir/resource.ts';
import type { Entry, Store } from './fhir/store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One hospital stay of a patient, from its Encounter: the stretch of time the clock can show. */
export interface Stay {
  readonly id: string;
  readonly patient: string;
  readonly start: number;
  /** End as charted; for a stay without one, the last thing known of it. */
  readonly end: number;
  /** False when the data themselves end with an open stay. */
  readonly closes: boolean;
}

/** Something that became known at one moment: what the clock can step to. */
export interface Moment {
  readonly at: number;
  readonly notes: number;
  readonly results: number;
  readonly vitals: number;
  readonly orders: number;
  readonly doses: number;
  readonly other: number;
}

/** The time it is for each patient. One clock per patient: everything of that patient is served as known then. */
export interface Clocks {
  readonly zone: (patient: string) => string;
  readonly now: (patient: string) => number;
  /** Sets the clock; a time outside the patient's stays is moved to the nearest stay's edge. Returns what was set. */
  readonly set: (patient: string, at: number) => number;
  readonly stays: (patient: string) => readonly Stay[];
  /** The stay the clock stands in, else the last one begun before. Null for a patient without encounters. */
  readonly stay: (patient: string) => Stay | null;
  /** Moments of a stay at which something became known, in order. */
  readonly moments: (stay: Stay) => readonly Moment[];
  /** A moment of the stay at which there is something to see. */
  readonly usual: (stay: Stay) => number;
  /** Called after resources were added. */
  readonly forget: (patient: string) => void;
}

/** Clocks over a store. `start` sets all of them at first: an instant, 'end' of each stay, or the usual moment. */
export function createClocks(store: Store, zones: ReadonlyMap<string, string>, start: number | 'end' | 'usual' = 'usual'): Clocks {
  const set = new Map<string, number>();
  const staysKnown = new Map<string, readonly Stay[]>();
  const momentsKnown = new Map<string, readonly Moment[]>();
  const zone = (patient: string) => zones.get(patient) ?? 'UTC';

  function stays(patient: string): readonly Stay[] {
    let list = staysKnown.get(patient);
    if (!list) {
      list = store
        .list('Encounter', patient)
        .flatMap((entry) => stayOf(entry, patient))
        .sort((a, b) => a.start - b.start);
      staysKnown.set(patient, list);
    }
    return list;
  }

  function stayOf(entry: Entry, patient: string): Stay[] {
    const resource = entry.versions[0]?.resource;
    if (!resource || textAt(resource, 'partOf.reference')) return [];
    const begin = intervalOf(textAt(resource, 'period.start'), zone(patient))?.start;
    if (begin === undefined) return [];
    const charted = intervalOf(textAt(resource, 'period.end'), zone(patient))?.start;
    const end = charted ?? Math.max(begin, ...store.ofPatient(patient).map(since).filter(Number.isFinite));
    return [{ id: entry.id, patient, start: begin, end: Math.max(end, begin), closes: charted !== undefined }];
  }

  function stay(patient: string, at = now(patient)): Stay | null {
    const list = stays(patient);
    return list.findLast((one) => one.start <= at) ?? list[0] ?? null;
  }

  /** Of several stays the one with the most in it: the others are a click away. */
  function first(patient: string): number {
    const list = stays(patient);
    const size = (one: Stay) => moments(one).reduce((sum, moment) => sum + moment.results + moment.notes * 100 + moment.doses, 0);
    const sizes = list.map(size);
    const chosen = list[sizes.indexOf(Math.max(...sizes))];
    if (!chosen) return Date.now();
    return start === 'end' ? chosen.end : start === 'usual' ? usual(chosen) : clamp(start, chosen.start, chosen.end);
  }

  function now(patient: string): number {
    let at = set.get(patient);
    if (at === undefined) {
      at = first(patient);
      set.set(patient, at);
    }
    return at;
  }

  function moments(one: Stay): readonly Moment[] {
    const key = `${one.patient}/${one.id}`;
    let list = momentsKnown.get(key);
    if (!list) {
      list = momentsOf(store, one);
      momentsKnown.set(key, list);
    }
    return list;
  }

  /** About a day after arrival, soon after a note of the day was signed but not yet on the way out; without notes at 24 h, for a short stay a little past half way. */
  function usual(one: Stay): number {
    if (!one.closes) return one.end;
    const last = Math.min(one.start + 32 * HOUR, one.end - 2 * HOUR);
    const written = moments(one).filter((moment) => moment.notes > 0 && moment.at <= last && moment.at >= one.start + 3 * HOUR);
    const note = written.at(-1);
    return note ? Math.min(note.at + 20 * MINUTE, one.end) : one.start + Math.min(24 * HOUR, Math.round((one.end - one.start) * 0.6));
  }

  return {
    zone,
    now,
    set(patient, at) {
      const list = stays(patient);
      const within = list.findLast((one) => one.start <= at) ?? list[0];
      const value = within ? clamp(at, within.start, within.end) : at;
      set.set(patient, value);
      return value;
    },
    stays,
    stay,
    moments,
    usual,
    forget(patient) {
      staysKnown.delete(patient);
      for (const key of momentsKnown.keys()) if (key.startsWith(`${patient}/`)) momentsKnown.delete(key);
    },
  };
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
const since = (entry: Entry) => entry.versions[0]?.since ?? Number.NEGATIVE_INFINITY;

const KIND: Readonly<Record<string, keyof Omit<Moment, 'at'>>> = {
  DocumentReference: 'notes',
  DiagnosticReport: 'results',
  ServiceRequest: 'orders',
  MedicationRequest: 'orders',
  MedicationAdministration: 'doses',
};

function momentsOf(store: Store, stay: Stay): readonly Moment[] {
  const found = new Map<number, Record<keyof Moment, number>>();
  const count = (at: number, kind: keyof Omit<Moment, 'at'>) => {
    if (!(at >= stay.start && at <= stay.end)) return;
    // Minutes are what people read on a clock; a moment counts from the end of its minute.
    const minute = Math.ceil(at / MINUTE) * MINUTE;
    let moment = found.get(minute);
    if (!moment) {
      moment = { at: Math.min(minute, stay.end), notes: 0, results: 0, vitals: 0, orders: 0, doses: 0, other: 0 };
      found.set(minute, moment);
    }
    moment[kind] += 1;
  };
  for (const entry of store.ofPatient(stay.patient)) {
    if (entry.type === 'Binary' || entry.type === 'Specimen') continue;
    const vital = valuesAt(entry.versions[0]?.resource, 'category.coding.code').includes('vital-signs');
    for (const version of entry.versions) {
      count(version.since, entry.type === 'Observation' ? (vital ? 'vitals' : 'results') : (KIND[entry.type] ?? 'other'));
    }
    if (entry.type === 'Encounter' && entry.id === stay.id) {
      for (const path of ['location.period.start', 'classHistory.period.start', 'period.end']) {
        for (const time of valuesAt(entry.versions[0]?.resource, path))
          count(intervalOf(String(time), 'UTC')?.start ?? Number.NaN, 'other');
      }
    }
  }
  return [...found.values()].sort((a, b) => a.at - b.at);
}

/** Status orders among a patient's orders: 'Admit to inpatient', 'Place in observation'; others are none. */
export function statusOrderKind(order: unknown): 'inpatient' | 'observation' | null {
  const words = textAt(order, 'code.text', 'code.coding.display').toLowerCase();
  if (/discharge|discontinue|cancel/.test(words)) return null;
  if (/\bobservation\b/.test(words)) return 'observation';
  return /\b(admit|inpatient)\b/.test(words) ? 'inpatient' : null;
}

/** The instant that a duration ('PT90M', 'P1DT2H') after `now` or a date and time names, epoch ms. Throws when it is neither. */
export function momentAfter(now: number, text: string): number {
  const match = /^P(?=\d|T)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text);
  const [days = 0, hours = 0, minutes = 0] = (match ?? []).slice(1).map((part) => Number(part ?? 0));
  const at = match ? now + ((days * 24 + hours) * 60 + minutes) * MINUTE : text.includes('T') ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new Error(`${text} is neither a duration such as PT2H nor a date with a time.`);
  return at;
}

/** 'Encounter/1' of anything that names its encounter. */
export const encounterOf = (resource: unknown): string =>
  relativeReference(textAt(resource, 'encounter.reference', 'context.reference', 'context.encounter.reference'));
