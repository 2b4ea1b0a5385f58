import type { Concept } from './concept.ts';
import { ucum } from './quantity-unit.ts';

export { isUnit, ucum, unitOf } from './quantity-unit.ts';

/** Rounds half away from zero at `places`, undoing binary noise: 0.29 * 100 is 29, 1.998 at two places is 2. */
export function roundTo(value: number, places: number): number {
  const scale = 10 ** places;
  const scaled = Math.abs(value) * scale;
  return (Math.sign(value) * Math.round(scaled + scaled * Number.EPSILON * 4)) / scale;
}

/** A value in the concept's unit. `converted`: it was charted in another one and is rounded (pressures to 1 decimal, all else to 2). */
export interface Converted {
  readonly value: number;
  readonly converted: boolean;
}

/**
 * `value unit` in the concept's unit by the factors the concept lists; null when it lists no such unit. No unit ('') counts only where the
 * concept accepts `none`, or has no unit itself. Never guesses a unit from the size of the number.
 */
export function convert(value: number, unit: string, concept: Concept): Converted | null {
  if (concept.unit === undefined) return { value, converted: false };
  const wanted = ucum(concept.unit);
  if (unit === wanted) return { value, converted: false };
  for (const [name, rule] of Object.entries(concept.units ?? {})) {
    const match = name === 'none' ? unit === '' : ucum(name) === unit;
    if (!match) continue;
    if (rule === 1) return { value, converted: false };
    const exact = typeof rule === 'number' ? value * rule : value * rule.factor + rule.offset;
    return { value: roundTo(exact, wanted === 'mm[Hg]' ? 1 : wanted === 'ug/kg/min' || wanted === '[IU]/min' ? 4 : 2), converted: true };
  }
  return null;
}
