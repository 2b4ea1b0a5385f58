import type { Severity } from './finding.ts';

/** One diagnosis family of the lexicon: plain names, names that carry a qualifier, and the kinds of indicator that can support it. */
export interface DiagnosisWords {
  readonly plain: readonly string[];
  readonly with?: Readonly<Record<string, readonly string[]>>;
  readonly support?: readonly string[];
  readonly specific?: Readonly<Record<string, readonly string[]>>;
  /** A long-standing condition that a stem may mention as background; it still may not stand in a title or be demanded. */
  readonly context?: boolean;
}

/** A word with a coding sense and a clinical one ("CC"): the cues near it decide. */
export interface AmbiguousWord {
  readonly word: string;
  readonly rule: string;
  readonly otherwise: Severity;
  readonly clinical: readonly string[];
  readonly coding: readonly string[];
}

/** Everything the linter looks for, as data. Read from checklists/_lexicon/lint.yaml; keys there are kebab-case. */
export interface LintLexicon {
  readonly version: string;
  readonly locale: string;
  readonly spelling: Readonly<Record<string, string>>;
  readonly contractions: Readonly<Record<string, readonly string[]>>;
  readonly qualifiers: Readonly<Record<string, readonly string[]>>;
  readonly diagnoses: Readonly<Record<string, DiagnosisWords>>;
  readonly forbidden: Readonly<Record<string, { readonly what: string; readonly words: readonly string[]; readonly money?: boolean }>>;
  readonly ambiguous: readonly AmbiguousWord[];
  readonly removal: { readonly verbs: readonly string[]; readonly objects: readonly string[]; readonly conclusions: readonly string[] };
  readonly neutralizing: { readonly verbs: readonly string[]; readonly objects: readonly string[] };
  readonly complicationOptions: Readonly<Record<string, readonly string[]>>;
  readonly indicators: Readonly<Record<string, readonly string[]>>;
  readonly quantities: Readonly<Record<string, { readonly names: readonly string[]; readonly units: readonly string[] }>>;
  readonly unitAliases: Readonly<Record<string, readonly string[]>>;
  /** The plain lists, by their name in the file: 'directives', 'persuasion', 'loaded' ... */
  readonly lists: Readonly<Record<ListName, readonly string[]>>;
}

const LISTS = [
  'not-a-diagnosis',
  'instruments',
  'imaging',
  'other-sources',
  'negation',
  'negation-after',
  'hypothetical',
  'hypothetical-after',
  'historical',
  'family',
  'denial-strong',
  'directives',
  'directive-fillers',
  'directive-passive',
  'directive-done',
  'attributes',
  'persuasion',
  'persuasion-with-diagnosis',
  'agreement-with-report',
  'careful-writing',
  'free',
  'loaded',
  'loaded-free',
  'fillers',
  'decline-blocked',
  'definitions',
  'neutral-openers',
  'restricted-notes',
  'artifact',
  'artifact-free',
  'point-of-care',
  'point-of-care-labelled',
  'withdrawn-status',
  'prior-words',
  'admission-words',
  'later-words',
  'free-number-names',
  'abbreviations',
] as const;
export type ListName = (typeof LISTS)[number];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isWords = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((each) => typeof each === 'string');

/** Names the key a lexicon file gets wrong: an author's mistake stops the build. */
function wrong(path: string, expected: string): never {
  throw new Error(`${path}: expected ${expected}`);
}

function words(parent: Readonly<Record<string, unknown>>, key: string, path: string): readonly string[] {
  const value = parent[key];
  return isWords(value) ? value : wrong(`${path}${key}`, 'a list of words; quote those that YAML reads as something else');
}

function section(raw: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const value = raw[key];
  return isRecord(value) ? value : wrong(key, 'named entries');
}

const wordMap = (raw: Readonly<Record<string, unknown>>, key: string): Record<string, readonly string[]> =>
  Object.fromEntries(Object.keys(section(raw, key)).map((name) => [name, words(section(raw, key), name, `${key}.`)]));

function diagnosis(name: string, value: unknown): DiagnosisWords {
  if (!isRecord(value)) return wrong(`diagnoses.${name}`, 'an entry with `plain`');
  const path = `diagnoses.${name}.`;
  return {
    plain: words(value, 'plain', path),
    ...(value.with === undefined ? {} : { with: wordMap(value, 'with') }),
    ...(value.support === undefined ? {} : { support: words(value, 'support', path) }),
    ...(value.specific === undefined ? {} : { specific: wordMap(value, 'specific') }),
    ...(value.context === true ? { context: true } : {}),
  };
}

function ambiguous(value: unknown, index: number): AmbiguousWord {
  const path = `ambiguous[${index}]`;
  if (!isRecord(value) || typeof value.word !== 'string' || typeof value.rule !== 'string') return wrong(path, '`word` and `rule`');
  if (value.otherwise !== 'E' && value.otherwise !== 'W') return wrong(`${path}.otherwise`, 'E or W');
  return {
    word: value.word,
    rule: value.rule,
    otherwise: value.otherwise,
    clinical: words(value, 'clinical', `${path}.`),
    coding: words(value, 'coding', `${path}.`),
  };
}

/**
 * The lexicon as the linter uses it, from the parsed file. Throws with the path inside the file when something is missing or misspelt:
 * a lexicon that silently lost a list would let leading queries pass.
 */
export function readLexicon(raw: unknown): LintLexicon {
  if (!isRecord(raw)) return wrong('', 'named entries');
  const { version, locale, ambiguous: twofold } = raw;
  if (typeof version !== 'string' || typeof locale !== 'string') return wrong('version, locale', 'text');
  if (!Array.isArray(twofold)) return wrong('ambiguous', 'a list');
  const spelling = section(raw, 'spelling');
  const removal = section(raw, 'removal');
  const neutralizing = section(raw, 'neutralizing');
  return {
    version,
    locale,
    spelling: Object.fromEntries(
      Object.entries(spelling).map(([from, to]) => [from, typeof to === 'string' ? to : wrong(`spelling.${from}`, 'text')]),
    ),
    contractions: wordMap(raw, 'contractions'),
    qualifiers: wordMap(raw, 'qualifiers'),
    diagnoses: Object.fromEntries(Object.entries(section(raw, 'diagnoses')).map(([name, value]) => [name, diagnosis(name, value)])),
    forbidden: Object.fromEntries(
      Object.entries(section(raw, 'forbidden')).map(([rule, value]) => {
        if (!isRecord(value) || typeof value.what !== 'string') return wrong(`forbidden.${rule}`, '`what` and `words`');
        return [rule, { what: value.what, words: words(value, 'words', `forbidden.${rule}.`), money: value.money === true }];
      }),
    ),
    ambiguous: twofold.map(ambiguous),
    removal: {
      verbs: words(removal, 'verbs', 'removal.'),
      objects: words(removal, 'objects', 'removal.'),
      conclusions: words(removal, 'conclusions', 'removal.'),
    },
    neutralizing: { verbs: words(neutralizing, 'verbs', 'neutralizing.'), objects: words(neutralizing, 'objects', 'neutralizing.') },
    complicationOptions: wordMap(raw, 'complication-options'),
    indicators: wordMap(raw, 'indicators'),
    quantities: Object.fromEntries(
      Object.entries(section(raw, 'quantities')).map(([name, value]) => {
        if (!isRecord(value)) return wrong(`quantities.${name}`, '`names` and `units`');
        return [name, { names: words(value, 'names', `quantities.${name}.`), units: words(value, 'units', `quantities.${name}.`) }];
      }),
    ),
    unitAliases: wordMap(raw, 'unit-aliases'),
    lists: Object.fromEntries(LISTS.map((name) => [name, words(raw, name, '')])) as Record<ListName, readonly string[]>,
  };
}
