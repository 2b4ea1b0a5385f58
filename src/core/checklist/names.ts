import type { Concept, Concepts } from '../chart/concept.ts';
import type { ConceptId } from '../chart/fact.ts';
import { conceptsOf, type Measure } from '../measures/measure.ts';
import { complain, type Notes } from './reading.ts';
import { unknownName } from './unknown-name.ts';

/** Everything a name in a checklist can stand for, and where mistakes are noted. */
export interface Names {
  readonly notes: Notes;
  readonly concepts: Concepts;
  readonly measures: ReadonlyMap<ConceptId, Measure>;
  /** What `met:` may name: criteria, definitions, anchors, and the two that are always there. */
  readonly criteria: ReadonlySet<string>;
  readonly anchors: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
  /** Narrower concepts that count for a broader one. */
  readonly narrower: ReadonlyMap<ConceptId, readonly ConceptId[]>;
}

/** Names that `met:` always knows: the documentation is affirmed; the governing definition. */
export const ALWAYS_NAMED = ['documented', 'governing'] as const;

/** Broader concept -> the concepts that count for it, through any number of steps. */
export function narrowerConcepts(concepts: Concepts): ReadonlyMap<ConceptId, readonly ConceptId[]> {
  const table = new Map<ConceptId, ConceptId[]>();
  for (const concept of Object.values(concepts)) {
    const seen = new Set<ConceptId>([concept.id]);
    const queue = [...(concept.also ?? [])];
    for (let broader = queue.shift(); broader !== undefined; broader = queue.shift()) {
      if (seen.has(broader)) continue;
      seen.add(broader);
      table.set(broader, [...(table.get(broader) ?? []), concept.id]);
      queue.push(...(concepts[broader]?.also ?? []));
    }
  }
  return table;
}

/** The concept of this name, charted or calculated; complains and returns null when there is none. */
export function conceptNamed(names: Names, name: string, path: string): Concept | null {
  const charted = names.concepts[name];
  const measure = names.measures.get(name);
  if (measure) {
    const unit = measure.unit ?? charted?.unit;
    return {
      ...(charted ?? {}),
      id: name,
      label: charted?.label ?? measure.label,
      family: 'measure',
      ...(unit === undefined ? {} : { unit }),
    };
  }
  if (charted) return charted;
  // A broader concept that exists only as an `also:` of others (`organ-dysfunction`) is a concept too.
  if (names.narrower.has(name)) return { id: name, label: name, family: 'diagnosis' };
  complain(
    names.notes,
    path,
    unknownName('concept', name, [...Object.keys(names.concepts), ...names.measures.keys(), ...names.narrower.keys()]),
  );
  return null;
}

/** The concept and everything narrower that counts for it. */
export const membersOf = (names: Names, concept: ConceptId): readonly ConceptId[] => [concept, ...(names.narrower.get(concept) ?? [])];

/** Charted concepts a calculated one rests on, through any number of steps; the measures in between are listed too. */
export function inputsOf(measures: ReadonlyMap<ConceptId, Measure>, concept: ConceptId): readonly ConceptId[] {
  const seen = new Set<ConceptId>();
  const needed = (id: ConceptId): readonly ConceptId[] => {
    const measure = measures.get(id);
    return measure ? conceptsOf(measure) : [];
  };
  const queue = [...needed(concept)];
  for (let need = queue.shift(); need !== undefined; need = queue.shift()) {
    if (seen.has(need)) continue;
    seen.add(need);
    queue.push(...needed(need));
  }
  return [...seen].sort();
}
