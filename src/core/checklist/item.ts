import { criterionFrom, type WorstLeaf } from './criterion.ts';
import type { Audience, PromptKind } from './kinds.ts';
import type { Criterion, LinkedItem } from './linked.ts';
import { conceptNamed, type Names } from './names.ts';
import { at, chosenAt, complain, isRaw, knownKeys, oneOfAt, optionalWordAt, type Raw, wordAt, wordsAt } from './reading.ts';
import { digitsIn, parseTemplate } from './template.ts';
import { unknownName } from './unknown-name.ts';

export const KINDS: readonly PromptKind[] = ['validation', 'level-of-care', 'conflict', 'specificity', 'indicator', 'linkage', 'source'];
export const AUDIENCES: readonly Audience[] = ['clinician', 'cdi', 'ur', 'physician-advisor'];

/** Who sees what unless the item says otherwise. An indicator reaches a clinician only where the hospital switches it on. */
const AUDIENCE: Readonly<Record<PromptKind, readonly Audience[]>> = {
  validation: ['clinician', 'cdi'],
  'level-of-care': ['ur', 'clinician'],
  conflict: ['cdi', 'clinician'],
  specificity: ['clinician', 'cdi'],
  indicator: ['cdi'],
  linkage: ['cdi'],
  source: ['cdi'],
};

const WORDS = ['label', 'source', 'title', 'prompt', 'group', 'answers', 'yields-to'] as const;
const COMMON = ['ref', 'kind', 'audience', 'after-discharge', 'when', ...WORDS] as const;
const ITEM_KEYS = { expect: [...COMMON, 'found'], conflicts: [...COMMON, 'raised'], status: [...COMMON, 'item'] } as const;

/** Where an item stands: it decides what it looks for, and its kind when none is written. */
export type Place =
  | { readonly section: 'expect' | 'conflicts' }
  | { readonly section: 'status'; readonly kind: PromptKind; readonly source: string };

/** Reads one item; null when it cannot be used. A status item without a source of its own cites the governing definition's. */
export function itemFrom(names: Names, id: string, value: unknown, path: string, place: Place, worst: WorstLeaf[]): LinkedItem | null {
  const { notes } = names;
  if (!isRaw(value)) {
    complain(notes, path, 'expected a map with ref, kind, label and what it looks for');
    return null;
  }
  const raw: Raw = value;
  const { section } = place;
  knownKeys(notes, raw, path, ITEM_KEYS[section], 'a key of an item');
  if (section !== 'status' && raw.kind === undefined) complain(notes, at(path, 'kind'), `kind is needed here (${KINDS.join(', ')})`);
  const kind = oneOfAt(notes, raw, 'kind', path, KINDS, section === 'status' ? place.kind : 'validation');
  const source = section === 'status' && raw.source === undefined ? place.source : sourceAt(names, raw, path);
  let looksFor: Criterion | null = null;
  if (section !== 'status') {
    const key = section === 'expect' ? 'found' : 'raised';
    looksFor = criterionFrom(names, raw[key], at(path, key), worst);
    if (!looksFor) return null;
  }
  const prompt = optionalWordAt(notes, raw, 'prompt', path);
  const title = optionalWordAt(notes, raw, 'title', path);
  if (prompt !== null) checkTemplate(names, prompt, at(path, 'prompt'), section !== 'status');
  if (title !== null) checkTemplate(names, title, at(path, 'title'), section !== 'status');
  return {
    id,
    ref: wordAt(notes, raw, 'ref', path),
    kind,
    audience: chosenAt(notes, raw, 'audience', path, AUDIENCES) ?? AUDIENCE[kind],
    afterDischarge: chosenAt(notes, raw, 'after-discharge', path, AUDIENCES),
    label: wordAt(notes, raw, 'label', path),
    source,
    when: raw.when === undefined ? null : criterionFrom(names, raw.when, at(path, 'when'), worst),
    looksFor,
    title,
    prompt,
    group: optionalWordAt(notes, raw, 'group', path),
    answers: wordsAt(notes, raw, 'answers', path) ?? [],
    yieldsTo: wordsAt(notes, raw, 'yields-to', path) ?? [],
    uses: [],
  };
}

/** The source cited under `source:`; complains when the checklist does not list it. */
export function sourceAt(names: Names, raw: Raw, path: string): string {
  const source = wordAt(names.notes, raw, 'source', path);
  if (source !== '' && !names.sources.has(source)) complain(names.notes, at(path, 'source'), unknownName('source', source, names.sources));
  return source;
}

/** Every slot must name something, and no number may stand in the words. */
export function checkTemplate(names: Names, text: string, path: string, hasFound: boolean): void {
  const { parts, errors } = parseTemplate(text);
  for (const error of errors) complain(names.notes, path, error);
  const digits = digitsIn(text);
  if (digits) complain(names.notes, path, `holds the number ${digits} - numbers come from slots such as {lactate.first}`);
  for (const part of parts) {
    if (typeof part === 'string' || part.kind !== 'fact') continue;
    if (part.name === 'when' || (part.name === 'found' && hasFound)) continue;
    if (names.criteria.has(part.name)) continue;
    conceptNamed(names, part.name, path);
  }
}
