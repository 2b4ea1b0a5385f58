import { type Chart, factsOf } from '../chart/chart.ts';
import { type ConceptId, type Fact, hasFlag, PROVIDER_ROLES } from '../chart/fact.ts';
import { documentOf, mayBeProviders, ofStay } from './provider-notes.ts';

/** Statements of a diagnosis in signed notes of this stay that are or may be a provider's, in order of time; whatever they say. */
export const statementsOf = (chart: Chart, concept: ConceptId): readonly Fact[] =>
  factsOf(chart, concept).filter(
    (fact) =>
      ofStay(fact) &&
      fact.note?.signed === true &&
      fact.standing !== 'preliminary' &&
      fact.by !== 'student' &&
      mayBeProviders(fact) &&
      !hasFlag(fact, 'problem-list'),
  );

/**
 * True for a diagnosis that a note makes now: affirmed, in a diagnosis section, not out of the history, not as a narrower term's broader one,
 * not copied.
 */
export const isDiagnosed = (fact: Fact): boolean =>
  fact.says === 'affirmed' &&
  fact.note?.sectionClass === 'diagnosis' &&
  fact.note.copied !== true &&
  !hasFlag(fact, 'from-history') &&
  !hasFlag(fact, 'narrower') &&
  (fact.by === undefined || fact.by === 'unknown' || PROVIDER_ROLES.has(fact.by));

/** How many notes the facts stand in. */
export const notesOf = (facts: readonly Fact[]): number => new Set(facts.map(documentOf)).size;
