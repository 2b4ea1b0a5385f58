import { authorOf } from './author-role.ts';
import type { Problem } from './chart.ts';
import { type Coded, codedOf, named, namesOf } from './coding.ts';
import type { Concepts } from './concept.ts';
import { type NoteType, PROVIDER_ROLES, type SourceRef } from './fact.ts';
import { encounterOf, flagged, type MapContext, problem, spanOf, whenOf } from './mapping.ts';
import { fold, type Json, list, record, records, text } from './narrow.ts';
import type { NoteRecord } from './record.ts';
import { matchesByCode, matchesByText } from './vocabulary.ts';

const NOTES = new Set(['note'] as const);
const SIGNED = new Set(['final', 'amended', '']);

/** Titles that only contain the kind of note ("Hospitalist Progress Note - Addendum"), in the order in which they decide. */
const TITLES: readonly (readonly [NoteType, RegExp])[] = [
  ['query-response', /\b(query response|cdi query|documentation (query|clarification))\b/],
  ['addendum', /\baddendum\b/],
  ['discharge-summary', /\bdischarge (summary|note)\b|\bd\/c summary\b/],
  ['nursing', /\b(nurs\w*|triage)\b/],
  ['respiratory', /\brespiratory (therap\w*|care)\b/],
  ['dietitian', /\b(nutrition\w*|dieti\w*)\b/],
  ['case-management', /\b(case manage\w*|social work\w*|utilization|care coordination)\b/],
  ['pharmacy', /\bpharmac\w*\b/],
  ['therapy', /\b(physical|occupational|speech) therap\w*\b/],
  ['hp', /\bh ?& ?p\b|\bhistory (and|&) physical\b|\badmission (note|history)\b/],
  ['consult', /\bconsult\w*\b/],
  ['ed', /\b(ed|emergency)\b/],
  ['operative', /\b(operative|op) (note|report)\b|\bsurgical note\b/],
  ['procedure', /\bprocedure\b/],
  ['pathology', /\bpatholog\w*\b/],
  ['radiology', /\b(radiolog\w*|imaging|x-?ray|ct|mri|ultrasound|xr|cxr)\b/],
  ['progress', /\bprogress\b|\bdaily note\b/],
];

/** The kind of note: by LOINC type (the site's map first), by whole title, else by what the title contains; 'other' when nothing tells. */
export function noteTypeOf(type: Coded, title: string, context: Pick<MapContext, 'concepts' | 'site'>): NoteType {
  const coded = matchesByCode(type, NOTES, context.concepts, context.site)[0];
  const exact = coded ?? matchesByText(type, NOTES, context.concepts)[0] ?? matchesByText(named(title), NOTES, context.concepts)[0];
  // An addendum or a query response is often filed under the type of the note it amends.
  const words = [title, ...namesOf(type)].map(fold);
  const special = TITLES.slice(0, 2).find(([, pattern]) => words.some((word) => pattern.test(word)));
  if (special) return special[0];
  if (exact?.concept.id.startsWith('note-')) return exact.concept.id.slice('note-'.length) as NoteType;
  return TITLES.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0] ?? 'other';
}

/**
 * The record of a DocumentReference: kind, time, author and role, whether signed, and its attachments with data (inline, or resolved from a
 * Binary by relative, absolute or urn url). Entered in error: null. Superseded: flag `superseded`, standing withdrawn.
 */
export function documentNote(resource: Json, context: MapContext, problems: Problem[]): NoteRecord | null {
  const status = text(resource.status);
  const docStatus = text(resource.docStatus);
  if (status === 'entered-in-error' || docStatus === 'entered-in-error') return null;
  const source = context.index.refOf(resource);
  const attachments = records(resource.content)
    .map((content) => record(content.attachment))
    .filter((entry): entry is Json => entry !== null);
  const time = documentTime(resource, attachments, context);
  if (time === null) {
    problems.push(problem('date', 'DocumentReference', 'no usable time'));
    return null;
  }
  const type = codedOf(resource.type);
  const title = type.text || text(resource.description) || text(attachments[0]?.title);
  const superseded = status === 'superseded' || isReplaced(source, context);
  const encounter = encounterOf(resource, context);
  const writer = authorOf(
    list(resource.author)[0] ?? resource.authenticator,
    resource,
    encounter === null ? null : (context.index.follow(encounter)?.resource ?? null),
    context.index,
  );
  const cosigner = writer.role === 'student' ? cosignerOf(resource, encounter, context) : null;
  const relates = records(resource.relatesTo).map((entry) => text(entry.code));
  const signed = SIGNED.has(docStatus);
  return {
    ref: source,
    type: noteTypeOf(type, text(attachments[0]?.title) || title, context),
    title,
    at: time.at,
    ...(time.known === undefined ? {} : { known: time.known }),
    encounter,
    author: writer.ref ?? '',
    authorName: writer.name,
    role: writer.role,
    ...(cosigner ? { cosigner } : {}),
    signed,
    ...(superseded
      ? { standing: 'withdrawn' as const }
      : docStatus === 'amended'
        ? { standing: 'amended' as const }
        : signed
          ? {}
          : { standing: 'preliminary' as const }),
    ...flagged(
      time.flags,
      superseded ? ['superseded'] : [],
      relates.includes('appends') ? ['appends'] : [],
      relates.includes('replaces') ? ['replaces'] : [],
      securityFlags(resource),
    ),
    attachments: attachments
      .map((attachment) => attachmentOf(attachment, resource, context))
      .sort((a, b) => preference(a.contentType) - preference(b.contentType)),
  };
}

/** The authenticator, or another author, who is a provider. */
function cosignerOf(resource: Json, encounter: SourceRef | null, context: MapContext): NoteRecord['cosigner'] | null {
  const stay = encounter === null ? null : (context.index.follow(encounter)?.resource ?? null);
  for (const reference of [resource.authenticator, ...list(resource.author).slice(1)]) {
    const { ref, role } = authorOf(reference, resource, stay, context.index);
    if (ref !== null && PROVIDER_ROLES.has(role)) return { ref, role };
  }
  return null;
}

/** The record of a DiagnosticReport that carries its text (imaging, pathology); null when it has no presented form. */
export function reportNote(resource: Json, context: MapContext, problems: Problem[]): NoteRecord | null {
  const status = text(resource.status);
  const forms = records(resource.presentedForm);
  if (forms.length === 0 || !['partial', 'preliminary', 'final', 'amended', 'corrected', 'appended'].includes(status)) return null;
  const effective = whenOf(resource.effectiveDateTime, context.zone);
  const issued = whenOf(resource.issued, context.zone);
  const when = typeof effective === 'object' ? effective : issued;
  if (typeof when === 'string') {
    problems.push(problem('date', 'DiagnosticReport', 'no usable time'));
    return null;
  }
  const encounter = encounterOf(resource, context);
  const writer = authorOf(
    list(resource.resultsInterpreter)[0] ?? list(resource.performer)[0],
    resource,
    encounter === null ? null : (context.index.follow(encounter)?.resource ?? null),
    context.index,
  );
  const code = codedOf(resource.code);
  const kind = noteTypeOf(code, code.text, context);
  const categories = records(resource.category)
    .flatMap((entry) => [codedOf(entry).text, ...codedOf(entry).codings.map((coding) => coding.code)])
    .join(' ');
  const type =
    kind !== 'other'
      ? kind
      : /\b(RAD|LP29684-5)\b|radiolog/i.test(categories)
        ? 'radiology'
        : /\b(PAT|SP|LP7839-6)\b|patholog/i.test(categories)
          ? 'pathology'
          : 'other';
  const signed = status !== 'partial' && status !== 'preliminary';
  return {
    ref: context.index.refOf(resource),
    type,
    title: code.text,
    at: when.at,
    ...(typeof issued === 'object' ? { known: issued.at } : {}),
    encounter,
    author: writer.ref ?? '',
    authorName: writer.name,
    role: writer.role === 'unknown' && type === 'radiology' ? 'radiologist' : writer.role,
    signed,
    ...(signed ? {} : { standing: 'preliminary' as const }),
    ...flagged(when.flags),
    attachments: forms
      .map((form) => attachmentOf(form, resource, context))
      .sort((a, b) => preference(a.contentType) - preference(b.contentType)),
  };
}

/** A note's time: of the service (context.period start), else its date, else the attachment's creation. `date` is when it was filed. */
function documentTime(
  resource: Json,
  attachments: readonly Json[],
  context: MapContext,
): { readonly at: number; readonly known?: number; readonly flags: readonly string[] } | null {
  const date = whenOf(resource.date, context.zone);
  const created = whenOf(attachments.find((entry) => entry.creation !== undefined)?.creation, context.zone);
  const span = spanOf(record(resource.context)?.period, context.zone);
  if (typeof date === 'object')
    return { at: date.at, known: Math.max(date.at, typeof created === 'object' ? created.at : date.at), flags: date.flags };
  if (typeof created === 'object') return { at: created.at, known: created.at, flags: created.flags };
  if (typeof span === 'object') {
    const at = span.end ?? span.start;
    if (at !== undefined) return { at, flags: span.flags };
  }
  return null;
}

/** Another document in the reading replaces this one. */
function isReplaced(source: SourceRef, context: MapContext): boolean {
  let replaced = replacements.get(context.index);
  if (!replaced) {
    const found = new Set<string>();
    for (const { resource } of context.index.entries) {
      if (
        resource.resourceType !== 'DocumentReference' ||
        text(resource.status) !== 'current' ||
        text(resource.docStatus) === 'preliminary'
      )
        continue;
      for (const relation of records(resource.relatesTo)) {
        const target = text(relation.code) === 'replaces' ? context.index.follow(relation.target, resource) : null;
        if (target) found.add(target.ref);
      }
    }
    replaced = found;
    replacements.set(context.index, replaced);
  }
  return replaced.has(source);
}

const replacements = new WeakMap<object, ReadonlySet<string>>();

/** Restricted documents are shown with their label and left out of drafts and exports. */
function securityFlags(resource: Json): string[] {
  const labels = [
    ...records(record(resource.meta)?.security),
    ...records(resource.securityLabel).flatMap((entry) => records(entry.coding)),
  ].map((entry) => text(entry.code));
  return labels.some((code) => ['R', 'V', '42CFRPart2', 'PSY', 'PSYTHPN', 'ETH', 'SUD', 'HIV'].includes(code)) ? ['restricted'] : [];
}

function preference(contentType: string): number {
  const order = [
    'text/plain',
    'text/html',
    'application/xhtml',
    'text/rtf',
    'application/rtf',
    'text/xml',
    'application/xml',
    'application/hl7',
  ];
  const place = order.findIndex((entry) => contentType.startsWith(entry));
  return place < 0 ? order.length : place;
}

function attachmentOf(attachment: Json, from: Json, context: MapContext): NoteRecord['attachments'][number] {
  const contentType = text(attachment.contentType).toLowerCase();
  if (text(attachment.data) !== '') return { contentType, data: attachment.data as string };
  const url = text(attachment.url);
  if (url === '') return { contentType, data: null, problem: problem('unreadable', 'DocumentReference', 'no data and no url') };
  const binary = context.index.follow(url, from)?.resource ?? null;
  const data = binary?.resourceType === 'Binary' && typeof binary.data === 'string' ? binary.data : null;
  if (data === null) return { contentType, data: null, problem: problem('not-exported', 'Binary', 'attachment not read') };
  return { contentType: contentType || text(binary?.contentType).toLowerCase(), data };
}

/** Concept ids of the kinds of notes, for those who list them. */
export const noteConcepts = (concepts: Concepts): readonly string[] =>
  Object.values(concepts)
    .filter(({ family }) => family === 'note')
    .map(({ id }) => id);
