import { suggestion } from '../chart/author-error.ts';
import type { Concepts } from '../chart/concept.ts';
import type { LexiconFiles } from './lexicon.ts';

/** What each kind of cue may be keyed by. */
const CUE_KEYS: Readonly<Record<string, readonly string[]>> = {
  negated: ['forward', 'clause', 'segment', 'backward', 'before', 'after', 'closed'],
  'ruled-out': ['forward', 'clause', 'backward', 'closed', 'when-uncertain'],
  none: ['forward', 'backward', 'both'],
  uncertain: ['forward', 'clause', 'backward', 'before', 'after', 'closed'],
  'uncertain-low': ['forward', 'backward', 'closed'],
  'affirmed-criteria': ['forward', 'backward', 'around'],
  ambiguous: ['forward', 'list', 'backward', 'before', 'after', 'closed'],
  historical: ['forward', 'clause', 'fronted', 'after', 'backward', 'before', 'closed'],
  resolved: ['forward', 'backward', 'before', 'closed'],
  improving: ['forward', 'backward', 'closed'],
  hypothetical: ['opening', 'forward', 'clause', 'backward', 'before', 'after'],
  process: ['before', 'after', 'forward', 'names'],
  'other-term': ['before', 'after', 'names'],
  'other-experiencer': ['nouns', 'witness-next', 'witness-after', 'witness-before', 'strong-before', 'ill-after', 'forward', 'backward'],
  current: ['here', 'after'],
  'outside-source': ['place', 'same-episode'],
};
const CUE_LISTS: readonly string[] = ['terminators', 'connectors'];
const CLASSES: readonly string[] = [
  'diagnosis',
  'narrative',
  'history',
  'family-social',
  'findings',
  'indication',
  'instructions',
  'admin',
];
const TERM_KEYS: readonly string[] =
  'kind rank chronic statement own-clause type-words explains phrases nonspecific weak-concept also-in-findings counts-for denies flags context with-flow with-saturation'.split(
    ' ',
  );
/** Names that only the reading of notes knows. */
const INTERNAL: ReadonlySet<string> = new Set(['home-oxygen-flow', 'not-poa-statement']);
const LINK_KINDS: readonly string[] = ['strong', 'weak', 'uncertain', 'denied', 'none', 'may-stand-between', 'cause-ends'];
const LINK_KEYS: readonly string[] = ['cause-right', 'source-right', 'cause-left', 'course-left', 'between', 'either'];
const FILES: readonly (keyof LexiconFiles)[] = ['words', 'cues', 'sections', 'terms', 'links', 'abbreviations', 'statements'];

/**
 * What an author got wrong in the lexicon's files: a missing file, a key that means nothing, a concept that does not exist. Each names file,
 * place and the nearest right name. Malformed patterns are found when the lexicon is compiled. `concepts` empty: names are not checked.
 */
export function lexiconMistakes(files: LexiconFiles, concepts: Concepts): string[] {
  const missing = FILES.filter((file) => !isMap(files[file]));
  if (missing.length > 0) return missing.map((file) => `checklists/_lexicon/${file}.yaml: missing or no map`);
  const mistakes: string[] = [];
  const complain = (file: string, path: string, message: string) => mistakes.push(`checklists/_lexicon/${file}.yaml: ${path}: ${message}`);
  const known = (file: string, path: string, name: string, names: readonly string[], what: string) => {
    if (!names.includes(name)) complain(file, path, `unknown ${what} "${name}"${suggestion(name, names)}`);
  };
  const concept = (file: string, path: string, name: string) => {
    const names = Object.keys(concepts);
    if (names.length > 0 && !INTERNAL.has(name)) known(file, path, name, names, 'concept');
  };

  for (const [kind, group] of Object.entries(files.cues)) {
    if (CUE_LISTS.includes(kind)) continue;
    const keys = Object.hasOwn(CUE_KEYS, kind) ? CUE_KEYS[kind] : undefined;
    if (!keys) known('cues', kind, kind, [...Object.keys(CUE_KEYS), ...CUE_LISTS], 'kind of cue');
    else
      for (const [key, list] of Object.entries(group)) {
        known('cues', kind, key, keys, 'reach');
        if (!Array.isArray(list)) complain('cues', `${kind}.${key}`, 'a list is expected');
      }
  }
  for (const [group, section] of Object.entries(files.sections.groups)) {
    known('sections', group, section.class, CLASSES, 'section class');
    if (!Array.isArray(section.headers)) complain('sections', `${group}.headers`, 'a list is expected');
  }
  for (const [name, term] of Object.entries(files.terms.terms)) {
    concept('terms', name, name);
    for (const key of Object.keys(term)) known('terms', name, key, TERM_KEYS, 'key');
    if (!Array.isArray(term.phrases)) complain('terms', `${name}.phrases`, 'a list is expected');
    known('terms', name, String(term.kind), ['diagnosis', 'finding', 'statement'], 'kind');
    if (term.rank) known('terms', name, term.rank, ['infection', 'sepsis', 'organ'], 'rank');
    for (const other of [term.explains, term['weak-concept'], ...(term['counts-for'] ?? []), ...(term.denies ?? [])])
      if (other) concept('terms', name, other);
  }
  for (const [kind, group] of Object.entries(files.links)) {
    known('links', kind, kind, LINK_KINDS, 'kind of link');
    if (!Array.isArray(group)) for (const key of Object.keys(group)) known('links', kind, key, LINK_KEYS, 'reach');
  }
  for (const name of Object.keys(files.statements.statements)) concept('statements', name, name);
  for (const [name, basis] of Object.entries(files.statements.basis))
    for (const other of [name, ...basis.of]) concept('statements', `basis.${name}`, other);
  for (const [short, readings] of Object.entries(files.abbreviations))
    for (const reading of readings) if (reading.concept) concept('abbreviations', short, reading.concept);
  return mistakes;
}

const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
