import type { SourceRef } from '../chart/fact.ts';
import { type Json, text } from '../chart/narrow.ts';
import type { ResourceIndex } from '../chart/resource-index.ts';

/** Whom a resource is about, by the elements that say so in R4; null when it names nobody (places, people who work here, definitions). */
function subjectOf(resource: Json, index: ResourceIndex): SourceRef | null {
  if (text(resource.resourceType) === 'Patient') return index.refOf(resource);
  const target = index.follow(resource.subject ?? resource.beneficiary ?? resource.patient, resource);
  return target?.ref.includes('Patient/') ? target.ref : null;
}

/** One patient's part of a reading: everything that is not about another patient who has encounters in it. */
export interface PatientPart {
  readonly patient: SourceRef;
  readonly index: ResourceIndex;
}

/**
 * The patients who have an Encounter among the resources, in order of first appearance, each with the resources to read for them. A file of
 * one patient is passed on whole, so that a stray resource of somebody else is noticed and counted; in a file of many each is read once.
 */
export function patientsIn(index: ResourceIndex): readonly PatientPart[] {
  const patients: SourceRef[] = [];
  const seen = new Set<SourceRef>();
  for (const { resource } of index.entries) {
    if (text(resource.resourceType) !== 'Encounter') continue;
    const subject = subjectOf(resource, index);
    if (subject !== null && !seen.has(subject)) {
      seen.add(subject);
      patients.push(subject);
    }
  }
  if (patients.length <= 1) return patients.map((patient) => ({ patient, index }));
  const own = new Map<SourceRef, ResourceIndex['entries'][number][]>(patients.map((patient) => [patient, []]));
  const common: ResourceIndex['entries'][number][] = [];
  for (const entry of index.entries) {
    const subject = subjectOf(entry.resource, index);
    const list = subject === null ? common : own.get(subject);
    if (list) list.push(entry);
  }
  return patients.map((patient) => ({ patient, index: { ...index, entries: [...common, ...(own.get(patient) ?? [])] } }));
}
