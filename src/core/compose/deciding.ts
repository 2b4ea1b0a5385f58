import { type ConceptId, type Fact, hasFlag } from '../chart/fact.ts';
import { boundsOf, furthest } from './bounds.ts';
import { chartedOf } from './components.ts';
import { isScore } from './concept-words.ts';
import type { ComposeContext } from './context.ts';

/**
 * Of the facts on one side of an argument one per concept: the value that met the criterion, or came nearest to it, never merely the newest. A value charted
 * for itself goes before one that is only part of a score; of a score the point that decided is shown by its own parts, where any gave points by those. Facts of other encounters and
 * somebody's codes are left out. In the order the concepts first appear.
 */
export function decidingOfEach(side: readonly Fact[], context: ComposeContext): readonly Fact[] {
  const { chart, concepts, checklist } = context;
  const bounds = boundsOf(checklist);
  const usable = side.filter(
    (fact) => !hasFlag(fact, 'other-stay') && !(hasFlag(fact, 'coded') && concepts[fact.concept]?.family === 'diagnosis'),
  );
  const pick = (facts: readonly Fact[]) => furthest(facts, bounds);
  const shown: (readonly [Fact, 'itself' | 'part'])[] = [];
  for (const group of byConcept(usable)) {
    const deciding = pick(group);
    if (deciding === undefined) continue;
    if (!isScore(deciding))
      shown.push(...group.flatMap((fact) => chartedOf(fact, chart, concepts)).map((fact) => [fact, 'itself'] as const));
    // pairings and scores without a bound of their own are shown by all their parts
    else {
      const points = deciding.value === undefined || !bounds.has(deciding.concept) ? group : [deciding];
      const parts = points.flatMap((point) => chartedOf(point, chart, concepts).filter((fact) => gavePoints(fact, point)));
      shown.push(...parts.filter((fact) => !hasFlag(fact, 'other-stay')).map((fact) => [fact, 'part'] as const));
    }
  }
  const itself = new Set(shown.filter(([, kind]) => kind === 'itself').map(([fact]) => fact.concept));
  const charted = shown.filter(([fact, kind]) => kind === 'itself' || !itself.has(fact.concept)).map(([fact]) => fact);
  const seen = new Set<string>();
  return byConcept(charted).flatMap((group) => {
    const fact = pick(group);
    if (fact === undefined) return [];
    // one resource read under two concepts (culture, blood culture) is one finding
    const same = `${fact.from[0]} ${fact.value ?? fact.text ?? ''}`;
    return seen.has(same) || !seen.add(same) ? [] : [fact];
  });
}

/** Which part of SOFA or of the SIRS groups a value is read for. */
const PART_OF: Readonly<Record<ConceptId, string>> = {
  ...{ 'gcs-total': 'cns', platelets: 'coagulation', 'bilirubin-total': 'liver', creatinine: 'renal' },
  ...{
    sbp: 'cardiovascular',
    map: 'cardiovascular',
    temperature: 'temperature',
    'heart-rate': 'heart-rate',
    wbc: 'wbc',
    'resp-rate': 'resp-rate',
  },
};

/** False for a normal value beside abnormal ones: a coma score of 15 is no reason for the points that platelets gave. */
function gavePoints(fact: Fact, score: Fact): boolean {
  const part = PART_OF[fact.concept];
  return !score.value || part === undefined || score.parts?.[part] !== 0;
}

function byConcept(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const groups = new Map<ConceptId, Fact[]>();
  for (const fact of facts) {
    const group = groups.get(fact.concept);
    if (group) group.push(fact);
    else groups.set(fact.concept, [fact]);
  }
  return [...groups.values()];
}
