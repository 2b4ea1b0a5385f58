import type { AnyResource } from './answer.ts';

/** Who the screen is about, as the EHR writes it. Shown on every screen and print; never in a URL, a title or a log. */
export interface Identity {
  readonly name: string;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly mrn: string | null;
}

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? clean(value) : null);

/** Control and direction-changing characters made harmless: they could reorder what a reader sees. */
export const clean = (value: string): string => value.replace(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, 200);

/** Identity of a Patient resource. The medical record number is the identifier typed MR, else the first one that has a value. */
export function identityOf(patient: AnyResource): Identity {
  const names = list(patient.name);
  const name = names.find((entry) => entry.use === 'official') ?? names.find((entry) => entry.use !== 'old') ?? names[0];
  const given = Array.isArray(name?.given) ? name.given.filter((part): part is string => typeof part === 'string').join(' ') : '';
  const family = text(name?.family);
  const full = family ? [family, clean(given)].filter(Boolean).join(', ') : (text(name?.text) ?? clean(given));
  const identifiers = list(patient.identifier);
  const typed = identifiers.find((entry) => list(isRecord(entry.type) ? entry.type.coding : []).some((coding) => coding.code === 'MR'));
  const mrn = typed ?? identifiers.find((entry) => text(entry.value) !== null);
  return {
    name: full || 'Name not recorded',
    birthDate: text(patient.birthDate),
    sex: text(patient.gender),
    mrn: mrn ? text(mrn.value) : null,
  };
}

/** Whole years between a birth date and a day; null when the birth date has no year. */
export function ageAt(birthDate: string | null, at: number): number | null {
  const match = birthDate?.match(/^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/);
  if (!match) return null;
  const day = new Date(at);
  const years = day.getUTCFullYear() - Number(match[1]);
  const month = Number(match[2] ?? 1) - 1;
  const before = day.getUTCMonth() < month || (day.getUTCMonth() === month && day.getUTCDate() < Number(match[3] ?? 1));
  return years - (before ? 1 : 0);
}

/** The patient ids a resource may carry and still be about this patient: itself and what Patient.link replaces or refers to. */
export function idsOf(patient: AnyResource): string[] {
  const linked = list(patient.link).flatMap((link) => {
    const reference = isRecord(link.other) ? text(link.other.reference) : null;
    const match = reference?.match(/(?:^|\/)Patient\/([A-Za-z0-9.-]{1,64})$/);
    return match?.[1] ? [match[1]] : [];
  });
  return [...(typeof patient.id === 'string' ? [patient.id] : []), ...linked];
}

const SUBJECT_FIELDS = ['subject', 'patient', 'beneficiary'];

/**
 * Whose resource this is: `this` patient, `other`, or `none` when it names nobody (Location, Practitioner). The second guard against a wrong patient:
 * a server that ignores the patient parameter must not be believed.
 */
export function belongsTo(resource: AnyResource, patientIds: readonly string[]): 'this' | 'other' | 'none' {
  if (resource.resourceType === 'Patient') return patientIds.includes(String(resource.id)) ? 'this' : 'other';
  for (const field of SUBJECT_FIELDS) {
    const value = resource[field];
    if (!isRecord(value) || typeof value.reference !== 'string') continue;
    const match = value.reference.match(/(?:^|\/)Patient\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/);
    if (match?.[1]) return patientIds.includes(match[1]) ? 'this' : 'other';
    if (/^(Group|Device|Location)\//.test(value.reference)) return 'other';
  }
  return 'none';
}
