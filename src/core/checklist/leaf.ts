import type { Concept } from '../chart/concept.ts';
import type { AuthorRole, NoteType, Says, SectionClass } from '../chart/fact.ts';
import { changeFrom, numberBound } from './bound.ts';
import { durationMs } from './duration.ts';
import type { Leaf, NumberBound } from './linked.ts';
import { conceptNamed, inputsOf, membersOf, type Names } from './names.ts';
import { at, chosenAt, complain, countAt, type Raw, wordsAt } from './reading.ts';
import { edgeFrom, windowFrom } from './window.ts';

const NUMBER_KEYS: readonly NumberBound['op'][] = ['above', 'below', 'at-least', 'at-most'];

/** Every key that may stand beside `fact:`. */
export const LEAF_KEYS: readonly string[] = [
  'fact',
  ...NUMBER_KEYS,
  ...['is', 'with', 'without', 'says', 'by', 'in', 'section', 'linked-to', 'link', 'novel', 'window', 'known-by', 'pick'],
  ...['rise', 'fall', 'times', 'apart', 'within', 'lasting'],
];

/** Movements that last; all others (arrival, a midnight) are moments. */
const RUNNING: ReadonlySet<string> = new Set(['unit-stay', 'status-event', 'encounter-class']);
const SAYS: readonly Says[] = ['affirmed', 'denied', 'uncertain', 'historical'];
export const ROLES: readonly AuthorRole[] = [
  ...(['attending', 'consultant', 'resident', 'physician', 'app', 'nurse', 'dietitian', 'radiologist', 'respiratory-therapist'] as const),
  ...(['therapist', 'pharmacist', 'case-manager', 'student', 'coder', 'other', 'unknown'] as const),
];
export const NOTE_TYPES: readonly NoteType[] = [
  ...(['hp', 'progress', 'discharge-summary', 'consult', 'ed', 'operative', 'procedure', 'addendum', 'query-response', 'nursing'] as const),
  ...(['respiratory', 'dietitian', 'therapy', 'case-management', 'pharmacy', 'radiology', 'pathology', 'other'] as const),
];
export const SECTIONS: readonly SectionClass[] = [
  ...(['diagnosis', 'narrative', 'history', 'family-social', 'findings', 'indication', 'instructions', 'admin'] as const),
];

/** Reads `fact:` and its bounds; null when the concept is not known. `worst` is left for the checklist as a whole to settle. */
export function leafFrom(names: Names, raw: Raw, path: string): (Leaf & { readonly worst: boolean }) | null {
  const { notes } = names;
  const id = raw.fact;
  if (typeof id !== 'string' || id === '') {
    complain(notes, at(path, 'fact'), 'expected the name of a concept');
    return null;
  }
  const concept = conceptNamed(names, id, at(path, 'fact'));
  if (!concept) return null;
  const numbers = NUMBER_KEYS.flatMap((op) => {
    if (raw[op] === undefined || raw[op] === null) return [];
    const bound = numberBound(notes, concept, op, raw[op], at(path, op));
    return bound ? [bound] : [];
  });
  const duration = (key: string): number | null => {
    const value = raw[key];
    if (value === undefined || value === null) return null;
    const ms = durationMs(String(value));
    if (ms === null) complain(notes, at(path, key), `"${String(value)}" is not a duration - write 30m, 6h or 2d`);
    return ms;
  };
  const pick = chosenAt(notes, raw, 'pick', path, ['first', 'last', 'highest', 'lowest', 'worst'] as const)?.[0] ?? null;
  const says = chosenAt(notes, raw, 'says', path, [...SAYS, 'any'] as const) ?? (['affirmed'] as const);
  const times = raw.times === undefined || raw.times === null ? 1 : countAt(notes, raw, 'times', path, 1);
  const withinMs = duration('within');
  const apartMs = duration('apart');
  const change = changeOf(names, concept, raw, path);
  if (times === 1 && (withinMs !== null || apartMs !== null)) {
    complain(
      notes,
      at(path, withinMs !== null ? 'within' : 'apart'),
      'stands only beside `times` (of a fact) - a rise says: 0.3 mg/dL within 48h',
    );
  }
  if (pick && (change || times > 1 || raw.lasting != null))
    complain(notes, at(path, 'pick'), 'takes one fact, so it cannot stand beside rise, fall, times or lasting');
  if (change && (numbers.length > 0 || times > 1)) complain(notes, path, 'a rise or fall stands alone - join other bounds with `all`');
  return {
    form: 'fact',
    concept: concept.id,
    label: concept.label,
    members: membersOf(names, concept.id),
    inputs: inputsOf(names.measures, concept.id),
    measure: concept.family === 'measure',
    runs: concept.family === 'device' || RUNNING.has(concept.id),
    numbers,
    is: wordsAt(notes, raw, 'is', path)?.map((word) => word.toLowerCase()) ?? null,
    with: wordsAt(notes, raw, 'with', path) ?? [],
    without: wordsAt(notes, raw, 'without', path) ?? [],
    says: says.includes('any') ? null : says.filter((word): word is Says => word !== 'any'),
    by: chosenAt(notes, raw, 'by', path, [...ROLES, 'provider'] as const),
    in: chosenAt(notes, raw, 'in', path, NOTE_TYPES),
    section: chosenAt(notes, raw, 'section', path, SECTIONS),
    linkedTo: linksOf(names, raw, path),
    weakLinks: chosenAt(notes, raw, 'link', path, ['any', 'strong'] as const)?.[0] === 'any',
    novel: typeof raw.novel === 'boolean' ? raw.novel : null,
    window: typeof raw.window === 'string' ? windowFrom(names, raw.window, at(path, 'window')) : null,
    knownBy: typeof raw['known-by'] === 'string' ? edgeFrom(names, raw['known-by'], at(path, 'known-by')) : null,
    pick: pick === 'worst' ? null : pick,
    worst: pick === 'worst',
    change,
    times,
    apartMs: apartMs ?? 0,
    withinMs,
    lastingMs: duration('lasting'),
  };
}

function changeOf(names: Names, concept: Concept, raw: Raw, path: string) {
  for (const direction of ['rise', 'fall'] as const) {
    if (raw[direction] !== undefined && raw[direction] !== null)
      return changeFrom(names.notes, concept, direction, raw[direction], at(path, direction));
  }
  return null;
}

/** The concepts that `linked-to` accepts: those named, and the narrower ones. */
function linksOf(names: Names, raw: Raw, path: string): readonly string[] | null {
  const words = wordsAt(names.notes, raw, 'linked-to', path);
  return words?.flatMap((word) => (conceptNamed(names, word, at(path, 'linked-to')) ? membersOf(names, word) : [])) ?? null;
}
