import { type AuthorError, suggestion } from '../chart/author-error.ts';
import type { Concepts } from '../chart/concept.ts';
import { compileLexicon, type LexiconFiles } from './lexicon.ts';

/** A hospital's own words: the same files and keys as the lexicon, only what it adds. */
export type LexiconAdditions = { readonly [File in keyof LexiconFiles]?: unknown };

/** The keys of a site's phrases.yaml, beside `options`. */
const PARTS: readonly string[] = ['words', 'cues', 'sections', 'terms', 'links', 'abbreviations', 'statements'];

/**
 * The lexicon with a hospital's additions: lists grow at their end, maps gain keys, a single value is replaced. Nothing can be taken away.
 * Pure: neither input is changed.
 */
export const withAdditions = (files: LexiconFiles, additions: LexiconAdditions): LexiconFiles => merged(files, additions) as LexiconFiles;

/**
 * The lexicon as one site reads notes with it: what its phrases.yaml adds, after the readings it chose under `options`. Unknown parts and
 * choices change nothing here; `phrasesMistakes` names them when the content is built.
 */
export function siteLexicon(files: LexiconFiles, phrases: unknown): LexiconFiles {
  if (!isMap(phrases)) return files;
  const chosen = isMap(phrases.options) ? Object.entries(phrases.options) : [];
  const withOptions = chosen.reduce((read, [option, choice]) => withAdditions(read, choiceOf(files, option, choice) ?? {}), files);
  return withAdditions(withOptions, Object.fromEntries(Object.entries(phrases).filter(([part]) => PARTS.includes(part))));
}

function choiceOf(files: LexiconFiles, option: string, choice: unknown): LexiconAdditions | undefined {
  const choices = files.options && Object.hasOwn(files.options, option) ? files.options[option] : undefined;
  return choices && Object.hasOwn(choices, String(choice)) ? choices[String(choice)] : undefined;
}

/**
 * What a hospital got wrong in its phrases.yaml, each with the place in it: an unknown part, option, key or concept, a list where a map stands,
 * a malformed pattern. `files` must be without mistakes themselves.
 */
export function phrasesMistakes(file: string, phrases: unknown, files: LexiconFiles, concepts: Concepts): AuthorError[] {
  if (!isMap(phrases)) return [{ file, path: '', message: 'a map of additions is expected' }];
  const errors: AuthorError[] = [];
  const unknown = (path: string, name: string, names: readonly string[], what: string) =>
    errors.push({ file, path, message: `unknown ${what} "${name}"${suggestion(name, names)}` });
  for (const [part, added] of Object.entries(phrases)) {
    if (part === 'options') continue;
    if (!PARTS.includes(part)) unknown(part, part, [...PARTS, 'options'], 'part');
    else errors.push(...misfits(file, part, files[part as keyof LexiconFiles], added));
  }
  const options = files.options ?? {};
  for (const [option, choice] of Object.entries(isMap(phrases.options) ? phrases.options : {})) {
    const choices = Object.hasOwn(options, option) ? options[option] : undefined;
    if (!choices) unknown(`options.${option}`, option, Object.keys(options), 'option');
    else if (!Object.hasOwn(choices, String(choice))) unknown(`options.${option}`, String(choice), Object.keys(choices), 'choice');
  }
  if (errors.length > 0) return errors;
  try {
    compileLexicon(siteLexicon(files, phrases), concepts);
  } catch (problem) {
    // The lexicon itself was right, so what is wrong now is in what was added to it.
    for (const line of String(problem instanceof Error ? problem.message : problem).split('\n')) {
      const [, part = '', message = line] = line.match(/^checklists\/_lexicon\/([\w-]+)\.yaml: (.*)$/) ?? [];
      errors.push({ file, path: part, message });
    }
  }
  return errors;
}

/** Where an addition is of another kind than what stands there: a list for a map, a word for a list. */
function misfits(file: string, path: string, base: unknown, more: unknown): AuthorError[] {
  if (base === undefined || base === null) return [];
  if (kindOf(base) !== kindOf(more)) return [{ file, path, message: `${kindOf(base)} is expected here, not ${kindOf(more)}` }];
  if (!isMap(base) || !isMap(more)) return [];
  return Object.entries(more).flatMap(([key, value]) =>
    misfits(file, `${path}.${key}`, Object.hasOwn(base, key) ? base[key] : undefined, value),
  );
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'a list' : isMap(value) ? 'a map' : 'a single value');

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
