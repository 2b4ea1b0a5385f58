import { authorOf } from './author-role.ts';
import { isOutsidePeriod, OUTSIDE_PERIOD } from './code-periods.ts';
import { codedOf } from './coding.ts';
import type { Family } from './concept.ts';
import { type AuthorRole, type Fact, PROVIDER_ROLES, type Says, type SourceRef } from './fact.ts';
import { type Filling, flagged, type MapContext, problem, whenOf } from './mapping.ts';
import { type Json, list, record, records } from './narrow.ts';
import type { ResourceIndex } from './resource-index.ts';
import { isLookAlike, matchesByCode } from './vocabulary.ts';

const DIAGNOSES: ReadonlySet<Family> = new Set<Family>(['diagnosis']);

const SAYS: Readonly<Record<string, Says>> = {
  confirmed: 'affirmed',
  unconfirmed: 'uncertain',
  provisional: 'uncertain',
  differential: 'uncertain',
  refuted: 'denied',
};

/** `at` of a Condition without any date: chartFrom puts it at the end of the stay. It never leaves the chart room. */
export const UNDATED = Number.POSITIVE_INFINITY;

/**
 * Facts of a Condition. Flags say what it is: `problem-list` or `encounter-diagnosis`, `resolved`, `outside-period` (a code not in use on that
 * day: it still says what was meant), and `coded` unless a treating provider of the stay recorded or asserted it (rulings, Documentation 1):
 * somebody's code does not document. Entered in error: nothing.
 */
export function conditionFacts(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  const verification = codeOf(resource.verificationStatus);
  if (verification === 'entered-in-error') return;
  const code = codedOf(resource.code);
  const matches = matchesByCode(code, DIAGNOSES, context.concepts, context.site).filter(({ concept }) => !isLookAlike(code, concept));
  if (matches.length === 0) return;
  const when = recorded(resource, context);
  if (when === null) {
    into.problems.push(problem('date', 'Condition', 'recordedDate: no usable date'));
    return;
  }
  const isProblem = hasCategory(resource, 'problem-list-item') || hasCategory(resource, 'health-concern');
  const isResolved = ['resolved', 'inactive', 'remission'].includes(codeOf(resource.clinicalStatus));
  const stated = SAYS[verification] ?? 'affirmed';
  const says: Says = stated === 'affirmed' && isProblem && isResolved ? 'historical' : stated;
  const author = recorderOf(resource, context);
  const flags = [
    ...when.flags,
    isProblem ? 'problem-list' : 'encounter-diagnosis',
    ...(isResolved ? ['resolved'] : []),
    ...(isOutsidePeriod(code, when.at, context.zone) ? [OUTSIDE_PERIOD] : []),
    ...(isProblem || author.treats ? [] : ['coded']),
  ];
  const fact: Omit<Fact, 'concept'> = {
    at: when.at,
    ...(when.known === undefined ? {} : { known: when.known }),
    ...(code.text === '' ? {} : { text: code.text }),
    says,
    ...(author.role === null ? {} : { by: author.role }),
    ...(author.ref === null ? {} : { author: author.ref as string }),
    ...flagged(flags),
    from: [source],
  };
  // What it counts for more broadly is added with the notes' statements, in chartFrom.
  for (const { concept } of matches) into.facts.push({ concept: concept.id, ...fact });
}

const codeOf = (value: unknown): string => codedOf(value).codings[0]?.code ?? '';

function hasCategory(resource: Json, code: string): boolean {
  return records(resource.category).some((category) => codedOf(category).codings.some((coding) => coding.code === code));
}

function recorded(
  resource: Json,
  context: MapContext,
): { readonly at: number; readonly known?: number; readonly flags: readonly string[] } | null {
  const written = whenOf(resource.recordedDate, context.zone, true);
  if (typeof written === 'object') return { at: written.at, known: written.at, flags: written.flags };
  if (written === 'unusable') return null;
  const onset = whenOf(resource.onsetDateTime ?? record(resource.onsetPeriod)?.start, context.zone, true);
  if (typeof onset === 'object') return { at: onset.at, flags: [...onset.flags, 'onset-only'] };
  return onset === 'unusable' ? null : { at: UNDATED, flags: ['undated'] };
}

/** Who recorded or asserted it, and whether they treat the patient in this stay: a provider who takes part in it or writes notes of it. */
function recorderOf(
  resource: Json,
  context: MapContext,
): { readonly role: AuthorRole | null; readonly ref: SourceRef | null; readonly treats: boolean } {
  const encounter = context.index.follow(resource.encounter, resource)?.resource ?? null;
  const people = [resource.asserter, resource.recorder]
    .filter((value) => value !== undefined && value !== null)
    .map((value) => authorOf(value, resource, encounter, context.index));
  const treating = people.find(({ role, ref }) => PROVIDER_ROLES.has(role) && ref !== null && treatsIn(ref, encounter, context.index));
  const person = treating ?? people[0];
  return { role: person?.role ?? null, ref: person?.ref ?? null, treats: treating !== undefined };
}

const treating = new WeakMap<ResourceIndex, ReadonlySet<string>>();

function treatsIn(person: SourceRef, encounter: Json | null, index: ResourceIndex): boolean {
  for (const participant of records(encounter?.participant)) {
    if (encounter && authorOf(participant.individual, encounter, encounter, index).ref === person) return true;
  }
  let writers = treating.get(index);
  if (!writers) {
    const found = new Set<string>();
    for (const { resource } of index.entries) {
      if (resource.resourceType !== 'DocumentReference') continue;
      for (const author of list(resource.author)) {
        const { ref } = authorOf(author, resource, null, index);
        const where = index.follow(list(record(resource.context)?.encounter)[0], resource)?.ref;
        if (ref !== null) found.add(`${where ?? ''} ${ref}`);
      }
    }
    writers = found;
    treating.set(index, writers);
  }
  return encounter !== null && writers.has(`${index.refOf(encounter)} ${person}`);
}
