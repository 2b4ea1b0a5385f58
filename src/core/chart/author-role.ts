import { codedOf } from './coding.ts';
import type { AuthorRole, SourceRef } from './fact.ts';
import { fold, type Json, records, text } from './narrow.ts';
import type { ResourceIndex } from './resource-index.ts';

/** A person behind a reference: the practitioner (a PractitionerRole is followed to it), the name as charted, and what they are. */
export interface Author {
  readonly ref: SourceRef | null;
  readonly name: string;
  readonly role: AuthorRole;
}

/** What titles, qualifications and roles say, first match wins; only whole words count. */
const WORDS: readonly (readonly [AuthorRole, RegExp])[] = [
  ['student', /\bstudent\b|\bms[34]\b/],
  ['app', /\b(pa-?c?|np|aprn|crnp|dnp|fnp|acnp|agacnp|physician assistant|nurse practitioner|crna|cnm|nurse midwife|advanced practice)\b/],
  ['resident', /\b(resident|intern|house officer|pgy-?\d|fellow)\b/],
  ['dietitian', /\b(rdn?|ldn|dietiti?an|dietician|nutritionist|nutrition)\b/],
  ['respiratory-therapist', /\b(rrt|crt|respiratory (therap\w*|care))\b/],
  ['pharmacist', /\b(pharm\.? ?d|rph|bcps|pharmacist|pharmacy)\b/],
  ['case-manager', /\b(case manage\w*|care coordinat\w*|social work\w*|lcsw|msw|ccm|utilization review\w*)\b/],
  ['coder', /\b(ccs|rhia|rhit|cpc|cdip|ccds|coder|coding|clinical documentation)\b/],
  ['therapist', /\b(dpt|otr|slp|ccc-slp|physical therap\w*|occupational therap\w*|speech\b.*\b(therap\w*|patholog\w*))\b/],
  ['nurse', /\b(rn|bsn|msn|lpn|lvn|cna|nurse|nursing)\b/],
  ['radiologist', /\b(radiolog\w*)\b/],
  ['physician', /\b(md|m\.d\.|do|d\.o\.|mbbs|mbchb|physician|doctor|surgeon|hospitalist|attending)\b/],
];

/** The role that words such as "MD", "RN, BSN" or "Respiratory Therapist" name; unknown when they name none. */
export function roleInWords(words: string): AuthorRole {
  const folded = fold(words);
  if (folded === '') return 'unknown';
  return WORDS.find(([, pattern]) => pattern.test(folded))?.[0] ?? 'unknown';
}

const people = new WeakMap<ResourceIndex, Map<string, AuthorRole>>();

/** The role a practitioner holds by qualification, role code and specialty, over all that is known about them. */
function professionOf(ref: SourceRef, index: ResourceIndex): AuthorRole {
  let known = people.get(index);
  if (!known) {
    known = professions(index);
    people.set(index, known);
  }
  return known.get(ref) ?? 'unknown';
}

function professions(index: ResourceIndex): Map<string, AuthorRole> {
  const words = new Map<string, string[]>();
  const add = (ref: string, value: string) => {
    if (value === '') return;
    const entries = words.get(ref);
    if (entries) entries.push(value);
    else words.set(ref, [value]);
  };
  const addCoded = (ref: string, values: readonly Json[]) => {
    for (const value of values) {
      const coded = codedOf(value);
      add(ref, coded.text);
      for (const { code, display } of coded.codings) add(ref, `${display} ${code}`);
    }
  };
  for (const { ref, resource } of index.entries) {
    if (resource.resourceType === 'Practitioner') {
      addCoded(
        ref,
        records(resource.qualification).flatMap((entry) => records([entry.code])),
      );
      for (const name of records(resource.name)) for (const suffix of Array.isArray(name.suffix) ? name.suffix : []) add(ref, text(suffix));
    } else if (resource.resourceType === 'PractitionerRole') {
      const person = index.follow(resource.practitioner, resource);
      for (const target of person ? [ref, person.ref] : [ref]) {
        addCoded(target, records(resource.code));
        addCoded(target, records(resource.specialty));
      }
    }
  }
  const roles = new Map<string, AuthorRole>();
  for (const [ref, entries] of words) {
    const found = entries.map(roleInWords);
    // A specialty such as "Radiology" makes a physician a radiologist; any other profession stands before "physician".
    roles.set(ref, WORDS.map(([role]) => role).find((role) => found.includes(role)) ?? 'unknown');
  }
  return roles;
}

const PARTICIPATION: Readonly<Record<string, AuthorRole>> = { ATND: 'attending', CON: 'consultant', CONSULTANT: 'consultant' };

/**
 * Who a reference names. ATND and CON of the encounter's participants make a physician (or someone of unknown profession) attending or
 * consultant; a nurse stays a nurse. `display` is used for the name only, never to tell the role.
 */
export function authorOf(reference: unknown, from: Json, encounter: Json | null, index: ResourceIndex): Author {
  const target = index.follow(reference, from);
  if (!target) return { ref: null, name: displayOf(reference), role: 'unknown' };
  const isRole = target.resource?.resourceType === 'PractitionerRole';
  const person = (isRole && target.resource ? index.follow(target.resource.practitioner, target.resource) : null) ?? target;
  const profession = professionOf(person.ref, index);
  const fromRole = profession === 'unknown' && isRole ? professionOf(target.ref, index) : profession;
  return { ref: person.ref, name: displayOf(reference) || nameOf(person.resource), role: inStay(fromRole, person.ref, encounter, index) };
}

function inStay(profession: AuthorRole, person: SourceRef, encounter: Json | null, index: ResourceIndex): AuthorRole {
  if (encounter === null || (profession !== 'unknown' && profession !== 'physician')) return profession;
  for (const participant of records(encounter.participant)) {
    const individual = index.follow(participant.individual, encounter);
    const named =
      individual?.resource?.resourceType === 'PractitionerRole'
        ? index.follow(individual.resource.practitioner, individual.resource)
        : individual;
    if (named?.ref !== person) continue;
    for (const type of records(participant.type)) {
      for (const { code } of codedOf(type).codings) {
        const role = PARTICIPATION[code.toUpperCase()];
        if (role) return role;
      }
    }
  }
  return profession;
}

const displayOf = (reference: unknown): string => text((reference as Json | null | undefined)?.display);

function nameOf(practitioner: Json | null): string {
  const name = records(practitioner?.name)[0];
  if (!name) return '';
  const given = Array.isArray(name.given) ? name.given.map(text) : [];
  return text(name.text) || [...given, text(name.family)].filter((part) => part !== '').join(' ');
}
