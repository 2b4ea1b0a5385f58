import type { Fact, Instant } from '../chart/fact.ts';
import { HOUR, MINUTE } from './usable.ts';

/** A pause no longer than this is a bag change, not the end of an infusion. */
const PAUSE = 15 * MINUTE;

/** A rate charted without an end holds until the next entry of the same drug, at most this long. */
const RATE_HOLDS = 4 * HOUR;

/** One stretch of an infusion at one rate. */
export interface Stretch {
  readonly start: Instant;
  readonly end: Instant;
  readonly fact: Fact;
}

/**
 * Stretches of an infusion, from administrations in order of time. An end that is not charted is the next entry of the same drug within
 * 4 h, or `asOf` when the administration is flagged as running; a single dose without an end has no length (push dose).
 */
export function stretchesOf(facts: readonly Fact[], asOf: Instant): Stretch[] {
  return facts.map((fact, i) => {
    if (fact.until !== undefined) return { start: fact.at, end: Math.max(fact.until, fact.at), fact };
    const next = facts.slice(i + 1, i + 20).find((later) => later.text === fact.text && later.at > fact.at);
    if (next && next.at - fact.at <= RATE_HOLDS) return { start: fact.at, end: next.at, fact };
    return { start: fact.at, end: fact.flags?.includes('running') ? asOf : fact.at, fact };
  });
}

/** An unbroken infusion: stretches with pauses of at most 15 min between them. */
export interface Run {
  readonly start: Instant;
  readonly end: Instant;
  readonly stretches: readonly Stretch[];
}

/** Joins stretches (in order of start) into runs. */
export function runsOf(stretches: readonly Stretch[]): Run[] {
  const runs: { start: Instant; end: Instant; stretches: Stretch[] }[] = [];
  for (const stretch of [...stretches].sort((a, b) => a.start - b.start)) {
    const open = runs.at(-1);
    if (open && stretch.start <= open.end + PAUSE) {
      open.end = Math.max(open.end, stretch.end);
      open.stretches.push(stretch);
    } else runs.push({ start: stretch.start, end: stretch.end, stretches: [stretch] });
  }
  return runs;
}

/** Leaves out what was given while an operation was under way: a pressor for anaesthesia treats the anaesthetic. */
export function outsideSurgery(facts: readonly Fact[], surgery: readonly Fact[]): Fact[] {
  const theatre = surgery.filter((operation) => operation.until !== undefined);
  return facts.filter(
    (fact) => !theatre.some((operation) => fact.at >= operation.at && (fact.until ?? fact.at) <= (operation.until as Instant)),
  );
}
