import { type AuthorError, nearest } from '../chart/author-error.ts';

export type Raw = Readonly<Record<string, unknown>>;

/** Where mistakes are noted while a file is read; reading goes on, so that an author sees all of them at once. */
export interface Notes {
  readonly file: string;
  readonly errors: AuthorError[];
}

export const notesFor = (file: string): Notes => ({ file, errors: [] });

export function complain(notes: Notes, path: string, message: string): void {
  notes.errors.push({ file: notes.file, path, message });
}

export const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);

const describe = (value: unknown): string =>
  value === null ? 'nothing' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : `"${String(value)}"`;

/** Path of a key inside a path. */
export const at = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);

/** The map at `path`, or an empty one with a complaint. */
export function recordAt(notes: Notes, value: unknown, path: string): Raw {
  if (isRaw(value)) return value;
  complain(notes, path, `expected a map of names, found ${describe(value)}`);
  return {};
}

/** Complains about every key that the language does not know, naming the nearest it does. `what` as in "is not a bound". */
export function knownKeys(notes: Notes, raw: Raw, path: string, keys: readonly string[], what: string): void {
  for (const key of Object.keys(raw)) {
    if (keys.includes(key)) continue;
    const near = nearest(key, keys);
    complain(notes, at(path, key), `"${key}" is not ${what}${near ? ` - did you mean "${near}"?` : ''}`);
  }
}

/** A word that must be there: complains when absent or empty. Numbers are taken as words (version: 1.0). */
export function wordAt(notes: Notes, raw: Raw, key: string, path: string): string {
  const value = raw[key];
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  if (typeof value === 'number') return String(value);
  complain(notes, at(path, key), value === undefined ? `${key} is needed here` : `expected words, found ${describe(value)}`);
  return '';
}

/** A word that may be left out. */
export function optionalWordAt(notes: Notes, raw: Raw, key: string, path: string): string | null {
  return raw[key] === undefined || raw[key] === null ? null : wordAt(notes, raw, key, path);
}

/** One word or a list of words; null when the key is absent. */
export function wordsAt(notes: Notes, raw: Raw, key: string, path: string): readonly string[] | null {
  const value = raw[key];
  if (value === undefined || value === null) return null;
  const list = Array.isArray(value) ? value : [value];
  const words = list.filter((word): word is string => typeof word === 'string' && word !== '');
  if (words.length !== list.length || words.length === 0) {
    complain(notes, at(path, key), `expected a word or a list of words, found ${describe(value)}`);
    return null;
  }
  return words;
}

/** Words out of a fixed set; anything else is complained about with the nearest right one. */
export function chosenAt<T extends string>(notes: Notes, raw: Raw, key: string, path: string, from: readonly T[]): readonly T[] | null {
  const words = wordsAt(notes, raw, key, path);
  if (words === null) return null;
  return words.filter((word): word is T => {
    const known = (from as readonly string[]).includes(word);
    if (!known) complain(notes, at(path, key), notOneOf(word, from));
    return known;
  });
}

/** One word out of a fixed set, or `otherwise`. */
export function oneOfAt<T extends string>(notes: Notes, raw: Raw, key: string, path: string, from: readonly T[], otherwise: T): T {
  const value = raw[key];
  if (value === undefined || value === null) return otherwise;
  const match = from.find((word) => word === value);
  if (match === undefined) complain(notes, at(path, key), notOneOf(String(value), from));
  return match ?? otherwise;
}

export function notOneOf(word: string, from: readonly string[]): string {
  const near = nearest(word, from);
  return `"${word}" is not known here${near ? ` - did you mean "${near}"?` : ''}${from.length <= 12 ? ` (${from.join(', ')})` : ''}`;
}

/** A whole number of at least `least`. */
export function countAt(notes: Notes, raw: Raw, key: string, path: string, least: number): number {
  const value = raw[key];
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  complain(notes, at(path, key), `expected a whole number of at least ${least}, found ${describe(value)}`);
  return least;
}
