/** Milliseconds of one stage: the middle and the 95th percentile of the runs. */
export interface Timed {
  readonly median: number;
  readonly p95: number;
}

/** Times a function after letting it warm up. At least `least` runs, and no more than about `budgetMs` in all. */
export function timed(run: () => unknown, least = 20, budgetMs = 3000): Timed {
  for (let i = 0; i < 5; i += 1) run();
  const times: number[] = [];
  const started = performance.now();
  while (times.length < least || (performance.now() - started < budgetMs / 4 && times.length < 100)) {
    const from = performance.now();
    run();
    times.push(performance.now() - from);
    if (performance.now() - started > budgetMs && times.length >= 5) break;
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95) };
}
