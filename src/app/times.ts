/** Upper ends, in ms, of the steps in which times are counted: a middle value can be told from counts, without keeping single times. */
const STEPS = [500, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000, 120_000, 300_000, 900_000];

/** The code a measured time is counted under: what was said of it, and its step. */
export function stepCode(detail: string, ms: number): string {
  const step = STEPS.find((end) => ms <= end);
  return `${detail} le:${step ?? 'more'}`.trim();
}

/** The upper end of a step, in ms; null: no step in this code. Infinity: longer than the last step. */
export function stepOf(code: string): number | null {
  const found = /(?:^| )le:(\d+|more)$/.exec(code)?.[1];
  if (found === undefined) return null;
  return found === 'more' ? Number.POSITIVE_INFINITY : Number(found);
}
