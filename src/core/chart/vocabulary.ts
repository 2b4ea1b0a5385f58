import { type Coded, type Coding, comparableCode, isStandard, namesOf } from './coding.ts';
import type { Concept, Concepts, Family } from './concept.ts';
import type { ConceptId } from './fact.ts';
import { fold } from './narrow.ts';
import type { Site } from './site.ts';

/** How a coded thing was recognised: by a code, by the site's own map, or by its whole name. */
export interface Match {
  readonly concept: Concept;
  readonly by: 'code' | 'site' | 'text';
}

/** The concepts, arranged for looking up. Built once per set of concepts. */
interface Vocabulary {
  /** 'system|code' -> concepts. */
  readonly codes: ReadonlyMap<string, readonly Concept[]>;
  /** Per system: prefixes of `A41*`, longest first. */
  readonly prefixes: ReadonlyMap<string, readonly { readonly prefix: string; readonly concept: Concept }[]>;
  readonly texts: ReadonlyMap<string, readonly Concept[]>;
  /** Drug names, for names inside a display; longest first. */
  readonly drugs: readonly { readonly name: string; readonly concept: Concept }[];
  /** Concepts of results, with the words an unmapped result might resemble. */
  readonly results: readonly { readonly concept: Concept; readonly words: readonly RegExp[]; readonly never: readonly RegExp[] }[];
}

const built = new WeakMap<Concepts, Vocabulary>();

function vocabularyOf(concepts: Concepts): Vocabulary {
  const known = built.get(concepts);
  if (known) return known;
  const codes = new Map<string, Concept[]>();
  const prefixes = new Map<string, { prefix: string; concept: Concept }[]>();
  const texts = new Map<string, Concept[]>();
  const drugs: { name: string; concept: Concept }[] = [];
  const results: { concept: Concept; words: RegExp[]; never: RegExp[] }[] = [];
  for (const concept of Object.values(concepts)) {
    for (const [system, values] of Object.entries(concept.codes ?? {})) {
      for (const value of values) {
        // Every ATC code stands for its whole branch.
        const isPrefix = value.endsWith('*') || system === 'atc';
        const code = comparableCode(system, value.replace(/\*$/, ''));
        if (isPrefix) push(prefixes, system, { prefix: code, concept });
        else push(codes, `${system}|${code}`, concept);
      }
    }
    for (const name of concept.texts ?? []) {
      const folded = foldName(name);
      if (concept.family === 'medication') drugs.push({ name: folded, concept });
      else if (mapsByText(concept)) push(texts, folded, concept);
    }
    if (isNumber(concept)) {
      const names = [...(concept.label.includes('(') ? [] : [concept.label]), ...(concept.texts ?? [])];
      results.push({ concept, words: names.map(wordPattern), never: (concept.never?.text ?? []).map(wordPattern) });
    }
  }
  for (const entries of prefixes.values()) entries.sort((a, b) => b.prefix.length - a.prefix.length);
  drugs.sort((a, b) => b.name.length - a.name.length || (a.name < b.name ? -1 : 1));
  const vocabulary = { codes, prefixes, texts, drugs, results };
  built.set(concepts, vocabulary);
  return vocabulary;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const entries = map.get(key);
  if (entries) entries.push(value);
  else map.set(key, [value]);
}

const isNumber = ({ family, unit }: Concept) => (family === 'lab' || family === 'vital') && unit !== undefined;
/** A number's text never maps (rulings, Definitions 3); the name of an order, device, culture, procedure, kind of note or charted device may. */
const mapsByText = (concept: Concept) => !isNumber(concept) && concept.family !== 'diagnosis' && concept.family !== 'note-statement';

const wordPattern = (words: string): RegExp =>
  new RegExp(`(?<![a-z0-9])${fold(words).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![a-z0-9])`, 'i');

/** A whole display as compared: folded, without a remark in brackets at its end. "Blood Culture, Routine (BLOOD CULTURE)" is "blood culture, routine". */
const foldName = (name: string): string => {
  const folded = fold(name);
  const bare = folded.replace(/\s*\([^()]*\)$/, '');
  return bare === '' ? folded : bare;
};

/** True when one of the thing's codes is on the concept's list of look-alikes. */
export function isLookAlike(coded: Coded, concept: Concept): boolean {
  for (const [system, values] of Object.entries(concept.never ?? {})) {
    if (system === 'text') continue;
    for (const value of values) {
      const isPrefix = value.endsWith('*');
      const look = comparableCode(system, value.replace(/\*$/, ''));
      for (const coding of coded.codings) {
        if (coding.system !== system) continue;
        const code = comparableCode(system, coding.code);
        if (isPrefix ? code.startsWith(look) : code === look) return true;
      }
    }
  }
  return false;
}

/**
 * The concepts that a coded thing stands for, each once, among the given families: the site's map first (it alone decides when it names the
 * code), then published codes. Look-alikes of a concept never match it. Empty when nothing is known.
 */
export function matchesByCode(coded: Coded, families: ReadonlySet<Family>, concepts: Concepts, site: Site): readonly Match[] {
  return remembered(concepts, families, site, coded.key, () => findByCode(coded, families, concepts, site));
}

const NOWHERE = {};
const memories = new WeakMap<Concepts, WeakMap<object, WeakMap<object, Map<string, readonly Match[]>>>>();

/** A stay holds thousands of resources and a few hundred codes: each is looked up once. */
function remembered(concepts: Concepts, families: object, place: object, key: string, find: () => readonly Match[]): readonly Match[] {
  const ofConcepts = memories.get(concepts) ?? new WeakMap<object, WeakMap<object, Map<string, readonly Match[]>>>();
  memories.set(concepts, ofConcepts);
  const ofFamilies = ofConcepts.get(families) ?? new WeakMap<object, Map<string, readonly Match[]>>();
  ofConcepts.set(families, ofFamilies);
  const memory = ofFamilies.get(place) ?? new Map<string, readonly Match[]>();
  ofFamilies.set(place, memory);
  const known = memory.get(key);
  if (known) return known;
  const found = find();
  if (memory.size > 20_000) memory.clear();
  memory.set(key, found);
  return found;
}

function findByCode(written: Coded, families: ReadonlySet<Family>, concepts: Concepts, site: Site): Match[] {
  const coded =
    site.systems.size === 0
      ? written
      : { ...written, codings: written.codings.map((coding) => ({ ...coding, system: site.systems.get(coding.system) ?? coding.system })) };
  const bySite = matchesOfSite(coded, families, concepts, site);
  if (bySite.length > 0) return bySite;
  const vocabulary = vocabularyOf(concepts);
  const found = new Map<ConceptId, Match>();
  for (const coding of coded.codings) {
    for (const concept of conceptsOfCode(coding, vocabulary)) {
      if (families.has(concept.family) && !found.has(concept.id) && !isLookAlike(coded, concept))
        found.set(concept.id, { concept, by: 'code' });
    }
  }
  return [...found.values()];
}

function matchesOfSite(coded: Coded, families: ReadonlySet<Family>, concepts: Concepts, site: Site): Match[] {
  const found = new Map<ConceptId, Match>();
  const add = (id: ConceptId | undefined) => {
    const concept = id === undefined ? undefined : concepts[id];
    if (concept && families.has(concept.family)) found.set(concept.id, { concept, by: 'site' });
  };
  if (site.codes.size > 0) for (const { system, code } of coded.codings) add(site.codes.get(`${system}|${code}`));
  if (found.size === 0 && site.texts.size > 0) for (const name of namesOf(coded)) add(site.texts.get(name));
  return [...found.values()];
}

function conceptsOfCode(coding: Coding, vocabulary: Vocabulary): readonly Concept[] {
  const code = comparableCode(coding.system, coding.code);
  const exact = vocabulary.codes.get(`${coding.system}|${code}`) ?? [];
  const prefixes = vocabulary.prefixes.get(coding.system);
  if (!prefixes) return exact;
  return [...exact, ...prefixes.filter(({ prefix }) => code.startsWith(prefix)).map(({ concept }) => concept)];
}

/** Concepts whose whole name this thing bears; the caller flags the fact `by-text`. Numbers never match so. */
export function matchesByText(coded: Coded, families: ReadonlySet<Family>, concepts: Concepts): readonly Match[] {
  return remembered(concepts, families, NOWHERE, coded.key, () => findByText(coded, families, concepts));
}

function findByText(coded: Coded, families: ReadonlySet<Family>, concepts: Concepts): Match[] {
  const vocabulary = vocabularyOf(concepts);
  const found = new Map<ConceptId, Match>();
  for (const name of namesOf(coded)) {
    const entries = vocabulary.texts.get(name) ?? vocabulary.texts.get(foldName(name)) ?? [];
    for (const concept of entries) {
      if (families.has(concept.family) && !isLookAlike(coded, concept) && !isNeverText(name, concept))
        found.set(concept.id, { concept, by: 'text' });
    }
  }
  return [...found.values()];
}

const neverPatterns = new WeakMap<Concept, readonly RegExp[]>();

/** True when the display holds one of the concept's excluded words ("heparin flush" is no anticoagulation). */
export function isNeverText(name: string, concept: Concept): boolean {
  let patterns = neverPatterns.get(concept);
  if (!patterns) {
    patterns = (concept.never?.text ?? []).map(wordPattern);
    neverPatterns.set(concept, patterns);
  }
  return patterns.some((pattern) => pattern.test(name));
}

/** Drugs named in a medication's display: a name counts where a part of the display begins with it ("Cefepime / 0.9% Sodium Chloride"). */
export function drugsNamed(coded: Coded, concepts: Concepts): readonly Match[] {
  return remembered(concepts, NAMES, NOWHERE, coded.key, () => findDrugs(coded, concepts));
}

const NAMES = {};

function findDrugs(coded: Coded, concepts: Concepts): Match[] {
  const vocabulary = vocabularyOf(concepts);
  const found = new Map<ConceptId, Match>();
  for (const name of namesOf(coded)) {
    name.split(/\s+\/\s+|\s*\+\s*|\s+in\s+|\s+and\s+|\s+with\s+/).forEach((part, index) => {
      const alone = vocabulary.drugs.find((entry) => startsWithWord(part, entry.name));
      // A combination is one drug by its whole name ("ampicillin / sulbactam"), not its first part.
      const whole = index === 0 ? vocabulary.drugs.find((entry) => startsWithWord(name, entry.name)) : undefined;
      const drug = alone && (!whole || alone.name.length > whole.name.length) ? alone : whole;
      if (drug && !isNeverText(name, drug.concept)) found.set(drug.concept.id, { concept: drug.concept, by: 'text' });
    });
  }
  return [...found.values()];
}

const startsWithWord = (part: string, name: string) => part.startsWith(name) && !/[a-z0-9]/.test(part.charAt(name.length));

/**
 * Result concepts that an unmapped thing's name may mean ("Lactate POC" names lactate): "not found" would be a guess for them. Where a published
 * code is given, only what the hospital calls it counts: a long standard name mentions many things.
 */
export function resembles(coded: Coded, concepts: Concepts): readonly Concept[] {
  return remembered(concepts, RESEMBLING, NOWHERE, coded.key, () => {
    const names = coded.codings.some(({ system }) => isStandard(system)) ? [fold(coded.text)] : namesOf(coded);
    return vocabularyOf(concepts)
      .results.filter(
        ({ concept, words, never }) =>
          names.some((name) => words.some((pattern) => pattern.test(name)) && !never.some((pattern) => pattern.test(name))) &&
          !isLookAlike(coded, concept),
      )
      .map(({ concept }) => ({ concept, by: 'text' as const }));
  }).map(({ concept }) => concept);
}

const RESEMBLING = {};
