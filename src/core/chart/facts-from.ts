import type { Problem } from './chart.ts';
import { codedOf } from './coding.ts';
import type { Concepts } from './concept.ts';
import { conditionFacts } from './condition.ts';
import { coverageFacts } from './coverage.ts';
import { culturesIn } from './culture.ts';
import { documentNote, reportNote } from './document.ts';
import { encounterRecord, zoneOf } from './encounter.ts';
import type { Fact, SourceRef } from './fact.ts';
import {
  type Doubt,
  emptyMapped,
  encounterOf,
  type Filling,
  type MapContext,
  type Mapped,
  problem,
  refusal,
  type Unmapped,
} from './mapping.ts';
import { administrationFacts, prescriptionFacts } from './medication.ts';
import { type Json, record, records, text } from './narrow.ts';
import { observationFacts } from './observation.ts';
import { orderFacts } from './order.ts';
import { patientFacts } from './patient.ts';
import { deviceUseFacts, procedureFacts } from './procedure.ts';
import type { EncounterRecord, NoteRecord } from './record.ts';
import { recordFacts, undatedNote } from './record-facts.ts';
import { indexResources, type ResourceIndex } from './resource-index.ts';
import { NO_SITE, type Site } from './site.ts';

type Mapper = (resource: Json, source: SourceRef, context: MapContext, into: Filling) => void;

const MAPPERS: Readonly<Record<string, Mapper>> = {
  Observation: observationFacts,
  MedicationAdministration: administrationFacts,
  MedicationRequest: prescriptionFacts,
  ServiceRequest: orderFacts,
  Procedure: procedureFacts,
  DeviceUseStatement: deviceUseFacts,
  Condition: conditionFacts,
  Coverage: coverageFacts,
  DiagnosticReport: (resource, source, context, into) => {
    if (['final', 'amended', 'corrected', 'appended', 'partial', 'preliminary'].includes(text(resource.status))) {
      culturesIn(resource, codedOf(resource.code), source, context, into);
    }
  },
  Patient: (resource, source, _context, into) => patientFacts(resource, source, into),
};

/**
 * Facts of one resource of any type, read against the context. Any JSON value is accepted: what cannot be used becomes a Problem, never a throw;
 * a resource of another patient, or of a type that holds no facts, gives none. Encounters and notes are records, not facts: see mapResources.
 */
export function factsFrom(value: unknown, context: MapContext): Mapped {
  const into = emptyMapped();
  const resource = record(value);
  const type = text(resource?.resourceType);
  if (!resource || type === '') {
    into.problems.push(problem('malformed', 'resource', 'not a resource'));
    return into;
  }
  map(resource, type, context.index.refOf(resource), context, into);
  return into;
}

function map(resource: Json, type: string, source: SourceRef, context: MapContext, into: Filling): boolean {
  const refused = refusal(resource, context);
  if (refused) {
    if (text(resource.status) !== 'entered-in-error') into.problems.push(refused);
    return false;
  }
  MAPPERS[type]?.(resource, source, context, into);
  return true;
}

/** Everything one patient's resources say, before a stay is chosen. */
export interface Reading {
  readonly index: ResourceIndex;
  readonly facts: readonly Fact[];
  /** Facts about the record itself, see record-facts.ts; apart, because nothing clinical rests on them. */
  readonly recordFacts: readonly Fact[];
  readonly encounters: readonly EncounterRecord[];
  readonly notes: readonly NoteRecord[];
  /** Source -> the encounter it names. A source without an entry names none. */
  readonly encounterOf: ReadonlyMap<SourceRef, SourceRef>;
  readonly problems: readonly Problem[];
  readonly unmapped: readonly Unmapped[];
  readonly doubts: readonly Doubt[];
  /** Zone of the site, else that of the places of the encounters, else the one given; null when nothing tells. */
  readonly zone: string | null;
}

/**
 * Maps all resources (or Bundle entries) of a reading. `patient`: only this patient's resources are used, everybody else's dropped and counted.
 * The result does not depend on the order of the resources, nor on repetitions. `zone` is used where neither the site nor a
 * Location says one.
 */
export function mapResources(
  items: readonly unknown[] | ResourceIndex,
  options: { readonly concepts: Concepts; readonly patient: SourceRef | null; readonly site?: Site; readonly zone?: string | null },
): Reading {
  const index = isIndex(items) ? items : indexResources(items);
  const site = options.site ?? NO_SITE;
  const zone = site.zone ?? zoneIn(index, options.patient) ?? options.zone ?? null;
  const context: MapContext = { concepts: options.concepts, site, index, patient: options.patient, zone };
  const into = emptyMapped();
  const ofRecord = emptyMapped();
  const encounters: EncounterRecord[] = [];
  const notes: NoteRecord[] = [];
  const places = new Map<SourceRef, SourceRef>();
  for (let i = 0; i < index.malformed; i++) into.problems.push(problem('malformed', 'resource', 'not a resource'));
  for (const { ref, resource } of index.entries) {
    const type = text(resource.resourceType);
    if (!map(resource, type, ref, context, into)) continue;
    if (type === 'Encounter') {
      const encounter = encounterRecord(resource, context, into.problems);
      if (encounter) encounters.push(encounter);
    } else if (type === 'DocumentReference' || type === 'DiagnosticReport') {
      const note =
        type === 'DocumentReference' ? documentNote(resource, context, into.problems) : reportNote(resource, context, into.problems);
      if (note) notes.push(note);
      else if (type === 'DocumentReference') ofRecord.facts.push(...undatedNote(resource, ref, context));
    }
    recordFacts(resource, type, ref, context, ofRecord);
    const place = encounterOf(resource, context);
    if (place) places.set(ref, place);
  }
  return {
    index,
    facts: into.facts,
    recordFacts: ofRecord.facts,
    encounters,
    notes,
    encounterOf: places,
    problems: into.problems,
    unmapped: into.unmapped,
    doubts: into.doubts,
    zone,
  };
}

const isIndex = (items: readonly unknown[] | ResourceIndex): items is ResourceIndex => !Array.isArray(items);

/**
 * The zone of the places where this patient was: the one that most Locations and providers named by the encounters carry; ties go to the first
 * by name, so that order never decides. Where they name none, the one zone that all places of the file agree on. The places of another
 * patient's hospital never outvote it: a zone moves midnights.
 */
function zoneIn(index: ResourceIndex, patient: SourceRef | null): string | null {
  const theirs = new Map<string, number>();
  const all = new Set<string>();
  const count = (reference: unknown, from: Json) => {
    const place = index.follow(reference, from)?.resource;
    const zone = place ? zoneOf(place) : null;
    if (zone !== null) theirs.set(zone, (theirs.get(zone) ?? 0) + 1);
  };
  for (const { resource } of index.entries) {
    const type = text(resource.resourceType);
    if (type === 'Encounter' && (patient === null || index.follow(resource.subject, resource)?.ref === patient)) {
      for (const { location } of records(resource.location)) count(location, resource);
      count(resource.serviceProvider, resource);
    } else if (type === 'Location' || type === 'Organization') {
      const zone = zoneOf(resource);
      if (zone !== null) all.add(zone);
    }
  }
  const [most] = [...theirs.entries()].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (most) return most[0];
  return all.size === 1 ? ([...all][0] ?? null) : null;
}

/** Unmapped codes with how often each occurred, most frequent first: the analyst's list. */
export function countUnmapped(
  unmapped: readonly Unmapped[],
): readonly { readonly system: string; readonly code: string; readonly text: string; readonly count: number }[] {
  const counts = new Map<string, { system: string; code: string; text: string; count: number }>();
  for (const { system, code, text: name } of unmapped) {
    const key = JSON.stringify([system, code, name]);
    const entry = counts.get(key);
    if (entry) entry.count++;
    else counts.set(key, { system, code, text: name, count: 1 });
  }
  return [...counts.entries()].sort(([a, m], [b, n]) => n.count - m.count || (a < b ? -1 : 1)).map(([, entry]) => entry);
}
