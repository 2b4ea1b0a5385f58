import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant, PROVIDER_ROLES } from '../chart/fact.ts';
import { ANTIMICROBIAL_SOURCES, antimicrobials } from './antimicrobial.ts';
import { onceFor } from './once-for.ts';
import { firstIndexFrom, HOUR, inStay, lastAtOrBefore } from './usable.ts';

/** A provider's word and the drug that answers it lie at most this far apart. */
const NEAR = 24 * HOUR;

/** After so long without it, a drug given again is begun anew. */
const COURSE_GAP = 72 * HOUR;

/** What names an infection: itself, or sepsis with or without its source. */
const NAMES: readonly string[] = ['infection', 'sepsis'];

/**
 * Facts whose times are those of a suspected infection, in order of time: culture and antimicrobial that belong together, and an infection (or
 * sepsis, whatever its source) named by a provider in a signed note within a day of a systemic antimicrobial. Codes, copies and other authors name nothing.
 * Daily notes repeat a diagnosis as long as its drug is given: a word counts when it is the first of its kind, or when a drug is begun within a day of it.
 */
export const infectionTimes: (chart: Chart) => readonly Fact[] = onceFor(
  ['suspected-infection', ...NAMES, ...ANTIMICROBIAL_SOURCES],
  timesOf,
);

function timesOf(chart: Chart): readonly Fact[] {
  const drugs = antimicrobials(chart);
  const begun = drugs.filter(
    (drug, i) => !drugs.slice(0, i).some((other) => other.text === drug.text && drug.at - lastOf(other) <= COURSE_GAP),
  );
  const isAnswered = (fact: Fact, by: readonly Fact[]): boolean => {
    const next = by[firstIndexFrom(by, fact.at - NEAR)];
    return next !== undefined && next.at <= fact.at + NEAR;
  };
  const named = NAMES.flatMap((concept) => {
    const words = inStay(chart, concept).filter((fact) => namesIt(fact) && isAnswered(fact, drugs));
    return words.filter((fact) => fact.at === words[0]?.at || isAnswered(fact, begun));
  });
  return [...inStay(chart, 'suspected-infection'), ...named].sort((a, b) => a.at - b.at);
}

const namesIt = (fact: Fact): boolean =>
  fact.says === 'affirmed' &&
  fact.note?.signed === true &&
  !fact.note.copied &&
  !hasFlag(fact, 'coded') &&
  fact.by !== undefined &&
  PROVIDER_ROLES.has(fact.by);

const lastOf = (drug: Fact): Instant => drug.until ?? drug.at;

/** Concepts `infectionTimes` reads besides `suspected-infection`. */
export const INFECTION_REFINES: readonly string[] = [...NAMES, 'antimicrobial-given', 'antimicrobial-ordered'];

/** How far a score may lie before and after a suspicion and still belong to it, in ms; ends included. */
export interface Reach {
  readonly before: number;
  readonly after: number;
}

/** The points of a score near one suspicion, and the suspicion. */
export interface Episode {
  readonly suspicion: Fact;
  readonly points: readonly Fact[];
  /** Points that belong to this suspicion and to no earlier one that is nearer. */
  readonly own: readonly Fact[];
}

/** Splits the points of a score among the suspicions they lie near; a point near none is left out. `points` of an episode cover its whole window. */
export function episodes(times: readonly Fact[], scores: readonly Fact[], reach: Reach): Episode[] {
  const own = new Map<Fact, Fact[]>();
  for (const score of scores) {
    const past = lastAtOrBefore(times, score.at);
    const next = times[firstIndexFrom(times, score.at)];
    const near = past && score.at - past.at <= reach.after ? past : next && next.at - score.at <= reach.before ? next : undefined;
    if (near) own.set(near, [...(own.get(near) ?? []), score]);
  }
  return [...own].map(([suspicion, points]) => ({
    suspicion,
    own: points,
    points: between(scores, suspicion.at - reach.before, suspicion.at + reach.after),
  }));
}

const between = (facts: readonly Fact[], from: Instant, to: Instant): Fact[] => {
  const start = firstIndexFrom(facts, from);
  return facts.slice(start, firstIndexFrom(facts, to + 1));
};

/** The highest points of each part that anything in the window measured. */
export function highestParts(points: readonly Fact[]): Readonly<Record<string, number>> {
  const highest: Record<string, number> = {};
  for (const point of points)
    for (const [part, value] of Object.entries(point.parts ?? {})) highest[part] = Math.max(highest[part] ?? 0, value);
  return highest;
}

/** Of points in a row with the same sum, the one that measured most (the first of them): the fullest says what the others say. */
export function fullest(points: readonly Fact[]): Fact[] {
  const kept: Fact[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (!last || last.value !== point.value) kept.push(point);
    else if (Object.keys(point.parts ?? {}).length > Object.keys(last.parts ?? {}).length) kept[kept.length - 1] = point;
  }
  return kept;
}
