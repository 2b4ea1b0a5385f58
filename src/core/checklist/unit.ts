import type { Concept } from '../chart/concept.ts';
import { ucum } from '../chart/quantity.ts';

type Scale = { readonly factor: number; readonly offset: number };

/** How `unit` becomes the concept's unit, or null when the concept does not list it. */
export function scaleOf(concept: Concept, unit: string): Scale | null {
  const wanted = ucum(unit);
  if (concept.unit !== undefined && ucum(concept.unit) === wanted) return { factor: 1, offset: 0 };
  for (const [name, scale] of Object.entries(concept.units ?? {})) {
    if (name !== 'none' && ucum(name) === wanted) return typeof scale === 'number' ? { factor: scale, offset: 0 } : scale;
  }
  return null;
}

/** True for concepts whose units differ by an offset (temperature): these are compared in the unit charted. */
export const comparesNatively = (concept: Concept): boolean =>
  Object.values(concept.units ?? {}).some((scale) => typeof scale !== 'number');

/** Every unit the concept accepts, its own first. */
export const unitsOf = (concept: Concept): readonly string[] =>
  [...(concept.unit === undefined ? [] : [concept.unit]), ...Object.keys(concept.units ?? {})].filter((unit) => unit !== 'none');

/** Counts, scores, ratios and pH: a bare number says all there is to say. */
export const needsNoUnit = (concept: Concept): boolean =>
  concept.unit === undefined || concept.unit === '1' || concept.unit === '[pH]' || concept.unit.startsWith('{');
