import type { Problem } from './chart.ts';
import type { Coded } from './coding.ts';
import { isStandard } from './coding.ts';
import type { Concepts } from './concept.ts';
import type { ConceptId, Fact, Instant, SourceRef } from './fact.ts';
import { instantOf, momentOf } from './instant.ts';
import { fold, type Json, list, record, text } from './narrow.ts';
import type { ResourceIndex } from './resource-index.ts';
import type { Site } from './site.ts';

/** What every resource is read against. `patient`: resources of anybody else are dropped; null only before the patient is known. */
export interface MapContext {
  readonly concepts: Concepts;
  readonly site: Site;
  readonly index: ResourceIndex;
  readonly patient: SourceRef | null;
  /** Hospital zone, for wall clocks without an offset and for whole days. */
  readonly zone: string | null;
}

/** A code nobody mapped, for the analyst's list. */
export interface Unmapped {
  readonly system: string;
  readonly code: string;
  readonly text: string;
  readonly source: SourceRef;
}

/** A result that may be the concept's and could not be used: unmapped by code but named like it, in an unknown unit, or not a number. */
export interface Doubt {
  readonly concept: ConceptId;
  readonly at: Instant;
  readonly source: SourceRef;
}

/** What one resource said. */
export interface Mapped {
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  readonly unmapped: readonly Unmapped[];
  readonly doubts: readonly Doubt[];
}

/** Mapped, while it is being filled. */
export interface Filling extends Mapped {
  readonly facts: Fact[];
  readonly problems: Problem[];
  readonly unmapped: Unmapped[];
  readonly doubts: Doubt[];
}

export const emptyMapped = (): Filling => ({ facts: [], problems: [], unmapped: [], doubts: [] });

/** Lists the codes of a thing that no concept names, unless they are of a published system, where that only means "not needed". */
export function noteUnmapped(into: Filling, coded: Coded, source: SourceRef): void {
  if (coded.codings.some(({ system }) => isStandard(system))) return;
  const coding = coded.codings[0];
  if (coding === undefined && coded.text === '') return;
  into.unmapped.push({ system: coding?.system ?? '', code: coding?.code ?? '', text: coded.text, source });
}

/** A problem with a resource; `detail` names elements and codes, never values of the patient. */
export const problem = (kind: Problem['kind'], what: string, detail: string): Problem => ({ kind, what, detail });

/** When something was: an instant, and what must be said about it. */
export interface When {
  readonly at: Instant;
  readonly flags: readonly string[];
}

/**
 * A charted time as an instant, or why it is none. A wall clock without offset is read in the hospital's zone (flag `zone-assumed`). With
 * `wholeDays` a date stands for its first moment there, flag `date-precision`; without, it is a problem.
 */
export function whenOf(value: unknown, zone: string | null, wholeDays = false): When | 'none' | 'unusable' {
  const moment = momentOf(value);
  switch (moment.kind) {
    case 'instant':
      return { at: moment.at, flags: [] };
    case 'local':
      return zone === null ? 'unusable' : { at: instantOf(moment.wall, zone), flags: ['zone-assumed'] };
    case 'date':
      return wholeDays ? { at: zone === null ? moment.first : instantOf(moment.first, zone), flags: ['date-precision'] } : 'unusable';
    case 'none':
      return 'none';
    default:
      return 'unusable';
  }
}

/** A charted period. `unusable`: reversed, or with an end that cannot be read; `none`: nothing there. */
export interface Span {
  readonly start?: Instant;
  readonly end?: Instant;
  readonly flags: readonly string[];
}

export function spanOf(value: unknown, zone: string | null, wholeDays = false): Span | 'none' | 'unusable' {
  const period = record(value);
  if (!period) return 'none';
  const start = whenOf(period.start, zone, wholeDays);
  const end = whenOf(period.end, zone, wholeDays);
  if (start === 'unusable' || end === 'unusable') return 'unusable';
  if (start === 'none' && end === 'none') return 'none';
  if (start !== 'none' && end !== 'none' && end.at < start.at) return 'unusable';
  return {
    ...(start === 'none' ? {} : { start: start.at }),
    ...(end === 'none' ? {} : { end: end.at }),
    flags: [...new Set([...(start === 'none' ? [] : start.flags), ...(end === 'none' ? [] : end.flags)])],
  };
}

/** Who the resource is about: Coverage names a beneficiary, Device and Account a patient, most a subject. */
const SUBJECTS: Readonly<Record<string, string>> = {
  Coverage: 'beneficiary',
  Device: 'patient',
  Immunization: 'patient',
  AllergyIntolerance: 'patient',
};

/** Types that belong to no patient, or whose patient is not what they are read for. */
const NO_SUBJECT: ReadonlySet<string> = new Set([
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Location',
  'Medication',
  'Binary',
  'Device',
  'Specimen',
  'Provenance',
  'OperationOutcome',
  'CapabilityStatement',
]);

/** Types that say nothing without a status: a result may be entered in error, an order a plan. */
const HAS_STATUS: ReadonlySet<string> = new Set([
  'Observation',
  'MedicationAdministration',
  'MedicationRequest',
  'ServiceRequest',
  'Procedure',
  'DeviceUseStatement',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
]);

/**
 * Why a resource may not be used at all, or null: rules it must be read by that we do not know, no subject, or somebody else's.
 * A group, a device or a resource on another server is not this patient.
 */
export function refusal(resource: Json, context: MapContext): Problem | null {
  const type = text(resource.resourceType);
  if (text(resource.implicitRules) !== '') return problem('unsupported', type, 'implicitRules');
  if (list(resource.modifierExtension).length > 0) return problem('unsupported', type, 'modifierExtension: not interpreted');
  if (HAS_STATUS.has(type) && text(resource.status) === '') return problem('malformed', type, 'no status');
  if (type === 'Patient' && context.patient !== null && context.index.refOf(resource) !== context.patient)
    return problem('wrong-patient', type, 'another patient');
  if (NO_SUBJECT.has(type) || context.patient === null) return null;
  const subject = context.index.follow(resource[SUBJECTS[type] ?? 'subject'], resource);
  if (subject === null) return problem('malformed', type, 'no subject');
  return subject.ref === context.patient ? null : problem('wrong-patient', type, 'another subject');
}

/** The encounter a resource names, if any: most say `encounter`, administrations `context`, documents `context.encounter`. */
export function encounterOf(resource: Json, context: MapContext): SourceRef | null {
  const type = text(resource.resourceType);
  if (type === 'Encounter') return context.index.refOf(resource);
  const written =
    type === 'MedicationAdministration' || type === 'DeviceUseStatement'
      ? (resource.context ?? list(resource.derivedFrom).find((entry) => /Encounter\//.test(text(record(entry)?.reference))))
      : type === 'DocumentReference'
        ? list(record(resource.context)?.encounter)[0]
        : resource.encounter;
  const target = context.index.follow(written, resource);
  return target && /(^|\/)Encounter\//.test(target.ref) ? target.ref : null;
}

/** Adds flags without repeating any; absent when there are none. */
export const flagged = (...groups: readonly (readonly string[])[]): { readonly flags?: readonly string[] } => {
  const flags = [...new Set(groups.flat())].sort();
  return flags.length === 0 ? {} : { flags };
};

/** True when any of the folded words occurs in the text as a word of its own. */
export const mentions = (value: string, words: RegExp): boolean => words.test(fold(value));
