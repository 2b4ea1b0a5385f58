import type { Fact, Instant } from '../chart/fact.ts';

/** One scored observation: it counts from `from` until `expires` (exclusive). */
export interface Scored {
  readonly part: string;
  readonly score: number;
  /** How much higher the true score may be ("< 100" may also be "< 50"). */
  readonly slack?: number;
  readonly from: Instant;
  readonly expires: Instant;
  readonly facts: readonly Fact[];
  readonly flags?: readonly string[];
}

/** The worst of one part at a moment: highest score in force; on a tie the one that stays longest. */
export interface Worst {
  readonly score: number;
  readonly atMost: number;
  readonly item: Scored;
}

const LEVELS = 5;

/**
 * Walks through time once and hands over, at each instant at which an observation comes in, the worst per part of what is in force.
 * Cost grows with the number of observations, not with the length of the window: per part and score (0 to 4) only the longest-lasting one matters.
 */
export function trailingWorst(items: readonly Scored[], visit: (at: Instant, worst: (part: string) => Worst | null) => void): void {
  const sorted = [...items].sort((a, b) => a.from - b.from);
  const best = new Map<string, (Scored | undefined)[]>();
  let now = Number.NEGATIVE_INFINITY;
  const worst = (part: string): Worst | null => {
    const levels = best.get(part);
    if (!levels) return null;
    let top: Scored | undefined;
    let atMost = 0;
    for (let level = LEVELS - 1; level >= 0; level--) {
      const item = levels[level];
      if (!item || item.expires <= now) continue;
      top ??= item;
      atMost = Math.max(atMost, item.score + (item.slack ?? 0));
    }
    return top ? { score: top.score, atMost, item: top } : null;
  };
  for (let i = 0; i < sorted.length; ) {
    now = (sorted[i] as Scored).from;
    for (; i < sorted.length && (sorted[i] as Scored).from === now; i++) {
      const item = sorted[i] as Scored;
      let levels = best.get(item.part);
      if (!levels) {
        levels = new Array<Scored | undefined>(LEVELS).fill(undefined);
        best.set(item.part, levels);
      }
      const held = levels[item.score];
      if (!held || held.expires <= now || item.expires >= held.expires) levels[item.score] = item;
    }
    visit(now, worst);
  }
}

/** Whether a score is worth a new point: its signature changed, or an hour went by. Keeps a month of vital signs from becoming thousands of equal points. */
export function worthAPoint(every: number): (at: Instant, signature: number) => boolean {
  let lastAt = Number.NEGATIVE_INFINITY;
  let last = Number.NaN;
  return (at, signature) => {
    if (signature === last && at - lastAt < every) return false;
    lastAt = at;
    last = signature;
    return true;
  };
}
