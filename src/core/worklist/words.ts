import type { Verdict } from '../chart/verdict.ts';
import type { Documentation, PromptKind } from '../checklist/kinds.ts';

/** Kinds of prompt as a row counts them. */
export const KIND_WORDS: Readonly<Record<PromptKind, string>> = {
  validation: 'validation',
  'level-of-care': 'level of care',
  conflict: 'conflict',
  specificity: 'specificity',
  indicator: 'findings',
  linkage: 'linkage',
  source: 'source',
};

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  met: 'met',
  'not-met': 'not met',
  'not-found': 'not found',
  'not-known': 'not known',
};

/** What the notes say of a diagnosis, as a state. */
export const DOCUMENTATION_WORDS: Readonly<Record<Documentation, string>> = {
  affirmed: 'documented',
  conflicting: 'documented and denied',
  uncertain: 'documented as possible',
  silent: 'not documented',
  denied: 'denied or ruled out',
};

/** '1 new fact', '3 new facts'. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** 'a', 'a and b', 'a, b and c'. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
