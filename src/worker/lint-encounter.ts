import type { Concepts } from '../core/chart/concept.ts';
import type { Fact } from '../core/chart/fact.ts';
import type { CurrentResource, LintEncounter } from '../core/lint/index.ts';
import type { Review } from '../core/review/review.ts';

/**
 * What a review tells the linter about the stay: whose it is, what speaks against the documented condition, and each charted value as it stands now.
 * A resource that carries several facts (a blood pressure, a note) is left out: one value could not stand for it.
 */
export function lintEncounterOf(review: Review, checklist: string, concepts: Concepts): LintEncounter {
  const against = review.checklists.find((result) => result.id === checklist)?.against ?? [];
  const measured = against.filter((fact) => fact.value !== undefined && concepts[fact.concept] !== undefined);
  const { careStart } = review.levelOfCare;
  return {
    patient: review.patient.replace('Patient/', ''),
    ...(careStart === null ? {} : { admittedAt: careStart }),
    resources: currentResources(review.chart.facts, concepts),
    // One value of a series stands for its concept: the newest must be there, the others are its trend.
    against: [...new Map(measured.map((fact) => [fact.concept, fact.from[0]])).values()],
  };
}

function currentResources(facts: readonly Fact[], concepts: Concepts): ReadonlyMap<string, CurrentResource> {
  const byRef = new Map<string, Fact[]>();
  for (const fact of facts)
    if (fact.from.length === 1 && concepts[fact.concept]) byRef.set(fact.from[0], [...(byRef.get(fact.from[0]) ?? []), fact]);
  return new Map(
    [...byRef].flatMap(([ref, [fact, ...others]]): [string, CurrentResource][] => {
      if (!fact || others.length > 0 || fact.value === undefined || fact.parts !== undefined) return [];
      const unit = fact.charted?.unit ?? concepts[fact.concept]?.unit;
      const status = fact.standing === 'withdrawn' ? 'entered-in-error' : undefined;
      return [[ref, { value: fact.charted?.value ?? fact.value, at: fact.at, ...(unit ? { unit } : {}), ...(status ? { status } : {}) }]];
    }),
  );
}
