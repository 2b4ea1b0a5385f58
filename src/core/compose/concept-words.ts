import type { Concepts } from '../chart/concept.ts';
import type { ConceptId, Fact } from '../chart/fact.ts';
import { measures } from '../measures/index.ts';
import type { Measure } from '../measures/measure.ts';
import { codedWords } from './coded-words.ts';

const BY_ID: ReadonlyMap<ConceptId, Measure> = new Map(measures.map((measure) => [measure.id, measure]));
/**
 * Calculated facts that give way to what they were calculated from: scores, pairings and medians. A clinician judges the values; the copied
 * statement holds no score of ours.
 */
const EXPANDED: ReadonlySet<ConceptId> = new Set([
  'respiratory-support',
  'acute-respiratory-support',
  'suspected-infection',
  'hypotension-paired',
  'pf-ratio-imputed',
  'creatinine-baseline',
  'antimicrobial-days',
  'sofa-baseline',
  'surgery-before-infection',
]);
/** Measures that choose among charted values without calculating: not "computed". */
const CHOSEN: ReadonlySet<ConceptId> = new Set([
  ...['spo2-room-air', 'spo2-on-oxygen', 'po2-room-air', 'po2-on-oxygen', 'acidotic-hypercapnia', 'vasopressor-hours'],
  ...['spo2-with-source', 'spo2-course', 'resp-rate-range', 'blood-gas', 'support-course', 'respiratory-treatment'],
]);

/** What a fact of this concept is called. */
export const labelOf = (concept: ConceptId, concepts: Concepts): string =>
  concepts[concept]?.label ?? BY_ID.get(concept)?.label ?? concept.replaceAll('-', ' ');

/** The word of a fact (device, place, status, drug) as a person would say it; '' when it has none. */
export const wordsOf = (fact: Pick<Fact, 'concept' | 'text'>, concepts: Concepts): string =>
  codedWords(fact.concept, fact.text ?? '', (id) => concepts[id]?.label ?? BY_ID.get(id)?.label ?? null);

/** The unit facts of this concept carry (UCUM); null when it is no quantity. */
export const unitOf = (concept: ConceptId, concepts: Concepts): string | null =>
  BY_ID.get(concept)?.unit ?? concepts[concept]?.unit ?? null;

export const isMeasure = (concept: ConceptId): boolean => BY_ID.has(concept);

/** True when the fact is shown by its components instead: it is a sum of points, or one of the pairings above. */
export const isScore = (fact: Pick<Fact, 'concept' | 'parts'>): boolean =>
  EXPANDED.has(fact.concept) || (BY_ID.has(fact.concept) && (fact.parts !== undefined || /^(?:sofa|sirs|kdigo)/.test(fact.concept)));

/** True when a calculation stands between the chart and the value. */
export const isComputed = (fact: Pick<Fact, 'concept' | 'parts'>): boolean =>
  BY_ID.has(fact.concept) && !CHOSEN.has(fact.concept) && !isScore(fact);
