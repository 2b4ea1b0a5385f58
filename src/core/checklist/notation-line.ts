import { suggestion } from '../chart/author-error.ts';
import type { Concept } from '../chart/concept.ts';
import type { AuthorRole, Fact, NoteType, Says, SectionClass } from '../chart/fact.ts';
import { convert, ucum } from '../chart/quantity.ts';
import { NOTE_TYPES, ROLES, SECTIONS } from './leaf.ts';
import { minutesFrom } from './notation-time.ts';
import { needsNoUnit, unitsOf } from './unit.ts';

/** One line of a case, read: what kind of thing it is, when, and what is known of it. */
export interface Entry {
  readonly kind: 'fact' | 'statement' | 'note' | 'problem' | 'diagnosis' | 'coded' | 'now';
  readonly concept: string;
  readonly at: number;
  readonly until: number | null;
  readonly running: boolean;
  readonly known: number | null;
  readonly value: number | null;
  readonly charted: { readonly value: number; readonly unit: string } | null;
  readonly comparator: NonNullable<Fact['comparator']> | null;
  readonly text: string | null;
  readonly says: Says | null;
  readonly by: AuthorRole | null;
  readonly author: string | null;
  readonly type: NoteType | null;
  readonly section: SectionClass;
  readonly linkedTo: readonly string[];
  readonly weakly: boolean;
  readonly copied: boolean;
  readonly unsigned: boolean;
  readonly quote: string | null;
  readonly standing: NonNullable<Fact['standing']> | null;
  readonly flags: readonly string[];
  readonly upTo: number | null;
  readonly missing: readonly string[];
}

type Draft = { -readonly [K in keyof Entry]: Entry[K] };

const SAYS: readonly Says[] = ['affirmed', 'denied', 'uncertain', 'historical'];
const STANDINGS = ['withdrawn', 'preliminary', 'amended'] as const;
const PREFIXES = ['note', 'problem', 'diagnosis', 'coded'] as const;

/** Words of a line: quoted text and bracketed flags stay whole; what follows # after a space is a remark. */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const match of line.matchAll(/"([^"]*)"|(#.*)|(\[[^\]]*\])(?=\s|$)|(\S+)/g)) {
    if (match[2] !== undefined) break;
    words.push(match[1] !== undefined ? `"${match[1]}` : (match[3] ?? match[4] ?? ''));
  }
  return words;
}

const unquoted = (word: string | undefined): string => (word?.startsWith('"') ? word.slice(1) : (word ?? ''));
const known = <T extends string>(list: readonly T[], word: string): T | undefined => list.find((one) => one === word);

/** A line that begins with a time -> an entry, or what is wrong with it. `conceptOf` knows charted and calculated concepts. */
export function entryFrom(words: readonly string[], conceptOf: (name: string) => Concept | null, names: Iterable<string>): Entry | string {
  const draft: Draft = {
    ...{
      kind: 'fact',
      concept: '',
      at: 0,
      until: null,
      running: false,
      known: null,
      value: null,
      charted: null,
      comparator: null,
      text: null,
    },
    ...{
      says: null,
      by: null,
      author: null,
      type: null,
      section: 'diagnosis',
      linkedTo: [],
      weakly: false,
      copied: false,
      unsigned: false,
    },
    ...{ quote: null, standing: null, flags: [], upTo: null, missing: [] },
  };
  let index = readTime(draft, words);
  if (index === null) return `"${words[0]}" is not a time - write 0:55, 26:10, 2d 03:00 or 1:00-3:00`;
  const first = words[index] ?? '';
  if (first === 'now') return { ...draft, kind: 'now' };
  const prefix = known(PREFIXES, first);
  if (prefix) index++;
  const name = words[index] ?? '';
  const type = prefix === 'note' ? known(NOTE_TYPES, name) : undefined;
  if (type) {
    const rest = readRest(draft, null, words, index + 1);
    return rest ?? { ...draft, kind: 'note', concept: 'note', type };
  }
  const concept = conceptOf(name);
  if (!concept) return `unknown concept "${name}"${suggestion(name, names)}`;
  draft.concept = concept.id;
  draft.kind =
    prefix === 'note'
      ? 'statement'
      : (prefix ?? (concept.family === 'diagnosis' || concept.family === 'note-statement' ? 'statement' : 'fact'));
  return readRest(draft, concept, words, index + 1) ?? draft;
}

/** '0:55', '1:00-3:00', '4:00-', '1:00-now', '2d 03:00-2d 09:00': into the draft; the index of the next word, or null when it is no time. */
function readTime(draft: Draft, words: readonly string[]): number | null {
  const [first = '', second = ''] = words;
  const withDay = /^-?\d+d$/.test(first);
  const range = /^(-?\d+:\d\d)-(.*)$/.exec(withDay ? second : first);
  const begin = range ? minutesFrom(withDay ? [first, range[1] ?? ''] : [range[1] ?? ''], 0) : minutesFrom(words, 0);
  if (!begin) return null;
  draft.at = begin.minutes;
  const after = withDay && range ? 2 : begin.used;
  if (!range) return after;
  const ending = range[2] ?? '';
  if (ending === '' || ending === 'now') {
    draft.running = true;
    return after;
  }
  const end = minutesFrom([ending, words[after] ?? ''], 0);
  if (!end) return null;
  draft.until = end.minutes;
  return after + end.used - 1;
}

/** Reads everything after the concept into the draft; the complaint, or null when all words were understood. */
function readRest(draft: Draft, concept: Concept | null, words: readonly string[], start: number): string | null {
  for (let index = start; index < words.length; index++) {
    const word = words[index] ?? '';
    const next = words[index + 1];
    const number = /^(<=|>=|<|>)?(-?\d+(?:\.\d+)?)$/.exec(word);
    if (number && concept) {
      const used = readNumber(draft, concept, Number(number[2]), number[1], next);
      if (typeof used === 'string') return used;
      index += used;
    } else if (word.startsWith('[')) {
      draft.flags = [
        ...draft.flags,
        ...word
          .slice(1, -1)
          .split(',')
          .map((flag) => flag.trim()),
      ];
    } else if (word === 'by') {
      const role = known(ROLES, next ?? '');
      if (!role) return `"${next}" is not a role${suggestion(next ?? '', ROLES)}`;
      draft.by = role;
      index++;
    } else if (word === 'in') {
      const type = known(NOTE_TYPES, next ?? '');
      if (!type) return `"${next}" is not a type of note${suggestion(next ?? '', NOTE_TYPES)}`;
      draft.type = type;
      index++;
    } else if (word === 'section') {
      const section = known(SECTIONS, next ?? '');
      if (!section) return `"${next}" is not a class of section${suggestion(next ?? '', SECTIONS)}`;
      draft.section = section;
      index++;
    } else if (word === 'until' || word === 'known') {
      const time = minutesFrom(words, index + 1);
      if (!time) return `"${next}" is not a time`;
      draft[word] = time.minutes;
      index += time.used;
    } else if (word === 'author' || word === 'quote') {
      draft[word] = unquoted(next);
      index++;
    } else if (word === 'linked-to') {
      draft.linkedTo = [...draft.linkedTo, next ?? ''];
      index++;
    } else if (word === 'up-to') {
      draft.upTo = Number(next);
      index++;
    } else if (word === 'missing') {
      draft.missing = (next ?? '').split(',');
      index++;
    } else if (word === 'weakly' || word === 'copied' || word === 'unsigned') draft[word] = true;
    else if (word === 'other-stay') draft.flags = [...draft.flags, 'other-stay'];
    else if (known(STANDINGS, word)) draft.standing = known(STANDINGS, word) ?? null;
    else if (known(SAYS, word)) draft.says = known(SAYS, word) ?? null;
    else if (draft.text === null && concept) draft.text = unquoted(word);
    else return `"${unquoted(word)}" is not understood here`;
  }
  return null;
}

function readNumber(
  draft: Draft,
  concept: Concept,
  value: number,
  comparator: string | undefined,
  next: string | undefined,
): number | string {
  draft.comparator = (comparator as Entry['comparator'] | undefined) ?? null;
  const unit = next !== undefined && (next.startsWith('[') || !/^["#]/.test(next)) ? ucum(next) : '';
  const converted = unit === '' ? null : convert(value, unit, concept);
  if (converted && concept.unit !== undefined) {
    draft.value = converted.value;
    draft.charted = converted.converted ? { value, unit } : null;
    return 1;
  }
  if (!needsNoUnit(concept)) return `${concept.id} needs a unit: ${unitsOf(concept).join(', ')}`;
  draft.value = value;
  return 0;
}
