import type { Concepts } from '../chart/concept.ts';
import type { ConceptId } from '../chart/fact.ts';
import { measures } from '../measures/index.ts';
import type { Measure } from '../measures/measure.ts';

const BY_ID: ReadonlyMap<ConceptId, Measure> = new Map(measures.map((measure) => [measure.id, measure]));
/** Scores of ours: shown to CDI as what they are; in a clinician's copied statement only what they were calculated from. */
const SCORES: ReadonlySet<ConceptId> = new Set([
  'sofa',
  'sofa-rise',
  'sofa-baseline',
  'sirs',
  'sirs-sep1',
  'kdigo-stage',
  'kdigo-stage-retrospective',
  'respiratory-support',
  'suspected-infection',
  'hypotension-paired',
  'pf-ratio-imputed',
]);

/** What a fact of this concept is called. */
export const labelOf = (concept: ConceptId, concepts: Concepts): string =>
  concepts[concept]?.label ?? BY_ID.get(concept)?.label ?? concept.replaceAll('-', ' ');

/** The unit facts of this concept carry (UCUM); null when it is no quantity. */
export const unitOf = (concept: ConceptId, concepts: Concepts): string | null =>
  BY_ID.get(concept)?.unit ?? concepts[concept]?.unit ?? null;

export const isMeasure = (concept: ConceptId): boolean => BY_ID.has(concept);
export const isScore = (concept: ConceptId): boolean => SCORES.has(concept);
