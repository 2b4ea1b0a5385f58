import type { LexiconFiles } from './lexicon.ts';

/** A hospital's own words: the same files and keys as the lexicon, only what it adds. */
export type LexiconAdditions = { readonly [File in keyof LexiconFiles]?: unknown };

/**
 * The lexicon with a hospital's additions: lists grow at their end, maps gain keys, a single value is replaced. Nothing can be taken away.
 * Pure: neither input is changed.
 */
export const withAdditions = (files: LexiconFiles, additions: LexiconAdditions): LexiconFiles => merged(files, additions) as LexiconFiles;

function merged(base: unknown, more: unknown): unknown {
  if (more === undefined || more === null) return base;
  if (Array.isArray(base) && Array.isArray(more)) return [...base, ...more];
  if (isMap(base) && isMap(more)) {
    const keys = [...new Set([...Object.keys(base), ...Object.keys(more)])];
    return Object.fromEntries(keys.map((key) => [key, merged(base[key], more[key])]));
  }
  return more;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
