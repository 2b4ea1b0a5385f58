import { type Chart, factsOf } from '../chart/chart.ts';
import { hasFlag, type SourceRef } from '../chart/fact.ts';
import type { Regime } from './stay.ts';

const REGIMES: ReadonlySet<string> = new Set<Regime>(['medicare-ffs', 'medicare-advantage', 'medicaid-ffs', 'medicaid-mco', 'commercial']);

/** The rule set that applies to this stay, and from which coverage. */
export interface RegimeReading {
  readonly regime: Regime;
  readonly flags: readonly string[];
  readonly sources: readonly SourceRef[];
}

/**
 * The regime of the coverage that pays first (not flagged `secondary`; the lowest order where facts carry one). Two coverages that claim the same place and
 * differ, or a coverage whose type says nothing, give 'unknown': a name alone never tells Medicare Advantage from Medicare.
 */
export function regimeOf(chart: Chart): RegimeReading {
  const facts = factsOf(chart, 'regime').filter((fact) => fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay'));
  if (facts.length === 0) return { regime: 'unknown', flags: [], sources: [] };
  const first = Math.min(...facts.map((fact) => fact.value ?? 1));
  const primary = facts.filter((fact) => (fact.value ?? 1) === first && !hasFlag(fact, 'secondary'));
  const words = [...new Set(primary.map((fact) => fact.text ?? 'unknown'))];
  const sources = primary.flatMap((fact) => fact.from);
  const [word] = words;
  if (words.length > 1) return { regime: 'unknown', flags: ['regime.several'], sources };
  return { regime: word !== undefined && REGIMES.has(word) ? (word as Regime) : 'unknown', flags: [], sources };
}
