import type { Instant, SourceRef } from '../chart/fact.ts';
import type { EncounterRecord } from '../chart/record.ts';
import { isKnownZone } from './civil.ts';
import type { Stay } from './stay.ts';
import { classWord, endingOf, placeOf, typeStatus } from './vocabulary.ts';

const HOUR_MS = 3_600_000;
/** How long after the end of an emergency visit the stay it led into may begin. Ours: longer only where the visit says it ended in an admission. */
const LEADS_IN_MS = HOUR_MS;
const LEADS_IN_ADMITTED_MS = 6 * HOUR_MS;
/** Statuses of encounters that never took place, or not as written. */
const NEVER_WAS = new Set(['planned', 'cancelled', 'entered-in-error', 'discontinued']);

type Kind = 'hospital' | 'emergency' | 'unit' | 'none';

/**
 * The hospital stays among all encounters read, oldest first: one for each inpatient, observation or emergency encounter.
 *
 * An encounter that is `partOf` a stay belongs to it (ED part, unit part) and has no stay of its own; an emergency visit that leads
 * into a stay, and encounters that overlap or share an account without a pause, are one stay. Planned, cancelled and entered-in-error encounters, clinic visits,
 * and encounters without a patient give none. `zone` is what the site says where no location does.
 */
export function staysIn(encounters: readonly EncounterRecord[], zone: string | null = null): readonly Stay[] {
  const real = encounters.filter((one) => one.patient !== null && !NEVER_WAS.has(one.status));
  const byRef = new Map(real.map((one) => [one.ref, one]));
  const parents = new Set(real.flatMap((one) => (one.partOf && byRef.has(one.partOf) ? [one.partOf] : [])));
  const kinds = new Map(
    real.map((one) => [one.ref, kindOf(one, parents.has(one.ref), one.partOf !== null && byRef.get(one.partOf) === undefined)]),
  );

  const groups = new Map<SourceRef, EncounterRecord[]>();
  for (const one of real) {
    const root = rootOf(one, byRef);
    groups.set(root, [...(groups.get(root) ?? []), one]);
  }
  const parts = [...groups.values()].filter((members) =>
    members.some((one) => kinds.get(one.ref) === 'hospital' || kinds.get(one.ref) === 'emergency'),
  );
  return mergeContinuing(parts, kinds)
    .map((members) => stayOf(members, kinds, encounters, zone))
    .sort((a, b) => (a.start ?? 0) - (b.start ?? 0) || (a.encounter < b.encounter ? -1 : 1));
}

/** True for an encounter that is a hospital stay by itself or may become part of one. */
function kindOf(one: EncounterRecord, isParent: boolean, isOrphanPart: boolean): Kind {
  const word = classWord(one.class);
  const places = one.locations.map(placeOf);
  if (word === 'pre-admission' || word === 'elsewhere') return 'none';
  // A unit part whose stay was not read: its own line would be a stay that never was.
  const isUnit = one.class.code === 'ACUTE' || (places.length > 0 && places.every((place) => place === 'icu'));
  if (isOrphanPart && isUnit && one.dischargeDisposition === null) return 'unit';
  if (word === 'inpatient' || word === 'observation' || word === 'short-stay') return 'hospital';
  const history = one.classHistory.map((entry) => classWord({ ...entry, text: '' }));
  const types = one.types.map((type) => typeStatus(type)?.status);
  const staysInHospital = [...history, ...types].some((status) => status === 'inpatient' || status === 'observation');
  if (staysInHospital || places.some((place) => place === 'icu' || place === 'step-down')) return 'hospital';
  if (word === 'emergency') return isParent || places.includes('ward') ? 'hospital' : 'emergency';
  // 'AMB', 'O' and local classes stand for clinic visits as well as for stays: the record must show that the patient stayed.
  if (isParent || one.dischargeDisposition !== null) return 'hospital';
  return places.includes('ed') || types.includes('emergency') ? 'emergency' : 'none';
}

/** Topmost encounter of the partOf chain that was read; a cycle ends where it began. */
function rootOf(one: EncounterRecord, byRef: ReadonlyMap<SourceRef, EncounterRecord>): SourceRef {
  const seen = new Set<SourceRef>();
  let top = one;
  while (top.partOf && !seen.has(top.ref)) {
    seen.add(top.ref);
    const parent = byRef.get(top.partOf);
    if (!parent || parent.patient !== one.patient) break;
    top = parent;
  }
  return seen.has(top.ref) && top.partOf ? ([...seen].sort()[0] ?? top.ref) : top.ref;
}

/** Groups of encounters joined where one goes over into the next. */
function mergeContinuing(groups: readonly EncounterRecord[][], kinds: ReadonlyMap<SourceRef, Kind>): readonly EncounterRecord[][] {
  const merged: EncounterRecord[][] = [];
  for (const group of [...groups].sort((a, b) => startOf(a) - startOf(b))) {
    const before = merged.findLast((earlier) => goesOnIn(earlier, group, kinds));
    if (before) before.push(...group);
    else merged.push([...group]);
  }
  return merged;
}

const startOf = (group: readonly EncounterRecord[]): number => Math.min(...group.map((one) => arrivalOf(one) ?? Number.POSITIVE_INFINITY));

/**
 * True when `earlier` leads into `later`, of the same patient: an emergency visit that ends shortly before or after the other begins; any
 * encounter that overlaps it, or shares its account with hardly a pause. Others stay apart: touching times alone may be a readmission.
 */
function goesOnIn(earlier: readonly EncounterRecord[], later: readonly EncounterRecord[], kinds: ReadonlyMap<SourceRef, Kind>): boolean {
  const last = main(earlier, kinds);
  const next = main(later, kinds);
  if (!last || !next || last.patient !== next.patient) return false;
  const nextIsStay = kinds.get(next.ref) === 'hospital';
  const start = arrivalOf(next);
  const end = last.period.end ?? null;
  if (!nextIsStay || start === null || last.period.start === undefined) return false;
  const ending = endingOf(last.dischargeDisposition);
  const overlaps = end === null ? last.status !== 'finished' : end > start;
  const gap = end === null ? Number.POSITIVE_INFINITY : start - end;
  if (kinds.get(last.ref) === 'emergency') {
    if (overlaps) return true;
    if (ending === 'home' || ending === 'ama' || ending === 'expired') return false;
    return gap <= (ending === 'admitted' || ending === 'other-hospital' ? LEADS_IN_ADMITTED_MS : LEADS_IN_MS);
  }
  // A pause may have been time at home: only one account over both says that it was not.
  const sharesAccount = last.account.some((one) => next.account.includes(one));
  return overlaps || (sharesAccount && gap <= LEADS_IN_MS);
}

/** The encounter a stay is named after: hospital before emergency, inpatient before observation, parent before part, earliest first. */
function main(members: readonly EncounterRecord[], kinds: ReadonlyMap<SourceRef, Kind>): EncounterRecord | null {
  const refs = new Set(members.map((one) => one.ref));
  const rank = (one: EncounterRecord): number => {
    const part = one.partOf !== null && refs.has(one.partOf) ? 1 : 0;
    const word = classWord(one.class);
    const kind = { hospital: 0, emergency: 40, unit: 60, none: 80 }[kinds.get(one.ref) ?? 'none'];
    // A parent of another class outranks its unit part, but an ED parent does not outrank the admission that is part of it.
    return kind + part * (word === 'emergency' || isUnitPart(one) ? 30 : 2) + (word === 'inpatient' ? 0 : word === 'observation' ? 4 : 6);
  };
  return (
    [...members].sort((a, b) => rank(a) - rank(b) || (a.period.start ?? 0) - (b.period.start ?? 0) || (a.ref < b.ref ? -1 : 1))[0] ?? null
  );
}

const isUnitPart = (one: EncounterRecord): boolean =>
  one.class.code === 'ACUTE' ||
  (one.locations.length > 0 && one.locations.map(placeOf).every((place) => place === 'icu' || place === 'step-down'));

/** Arrival: the start of the encounter, or of an earlier location of it (an ED bay before the admission was registered). */
function arrivalOf(one: EncounterRecord): Instant | null {
  const start = one.period.start;
  const places = one.locations.flatMap((place) => (place.period.start === undefined ? [] : [place.period.start]));
  const near = start === undefined ? places : places.filter((at) => at >= start - 48 * HOUR_MS);
  const all = start === undefined ? near : [start, ...near];
  return all.length > 0 ? Math.min(...all) : null;
}

function stayOf(
  group: readonly EncounterRecord[],
  kinds: ReadonlyMap<SourceRef, Kind>,
  encounters: readonly EncounterRecord[],
  zone: string | null,
): Stay {
  const named = main(group, kinds);
  if (!named?.patient) throw new Error('a stay without an encounter');
  const members = [...group].sort((a, b) => (a.period.start ?? 0) - (b.period.start ?? 0) || (a.ref < b.ref ? -1 : 1));
  const own = new Set(members.map((one) => one.ref));
  const starts = members.flatMap((one) => arrivalOf(one) ?? []);
  return {
    encounter: named.ref,
    patient: named.patient,
    members,
    others: encounters.filter((one) => one.patient === named.patient && !own.has(one.ref)).map((one) => one.ref),
    start: starts.length > 0 ? Math.min(...starts) : null,
    end: endOf(named, members),
    zone: zoneOf(named, members) ?? zone,
  };
}

/** End of the stay. A finished encounter without an end ends with its last place or part; an open one is open. */
function endOf(named: EncounterRecord, members: readonly EncounterRecord[]): Instant | null {
  if (named.period.end !== undefined) return named.period.end;
  if (named.status !== 'finished') return null;
  const ends = members.flatMap((one) => [one.period.end, ...one.locations.map((place) => place.period.end)]).flatMap((at) => at ?? []);
  return ends.length > 0 ? Math.max(...ends) : null;
}

/** Zone of the place the stay is named after; the first one that says a usable zone. */
function zoneOf(named: EncounterRecord, members: readonly EncounterRecord[]): string | null {
  const zones = [named, ...members].flatMap((one) => one.locations.map((place) => place.zone));
  return zones.find((one) => isKnownZone(one)) ?? null;
}
