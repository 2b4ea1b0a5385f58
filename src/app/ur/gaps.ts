import type { Gap } from '../../core/compose/level-of-care-gaps.ts';
import type { Source } from '../../core/compose/statement.ts';

/** Everything that one reason left out, in one line; the searches stay with it. */
export interface GapLine {
  readonly problem: Gap['problem'];
  readonly names: string;
  readonly sources: readonly Source[];
}

/** One line per reason: what was looked for in vain first, then what could not be looked at. */
export function byProblem(gaps: readonly Gap[]): GapLine[] {
  const reasons = [...new Set(gaps.map((gap) => gap.problem))].sort((a, b) => Number(a !== null) - Number(b !== null));
  return reasons.map((problem) => {
    const group = gaps.filter((gap) => gap.problem === problem);
    return { problem, names: [...new Set(group.flatMap((gap) => gap.labels))].join(', '), sources: group.map((gap) => gap.source) };
  });
}
