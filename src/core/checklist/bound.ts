import { nearest } from '../chart/author-error.ts';
import type { Concept } from '../chart/concept.ts';
import { convert, roundTo, ucum } from '../chart/quantity.ts';
import { durationMs } from './duration.ts';
import type { Change, NumberBound } from './linked.ts';
import { complain, type Notes } from './reading.ts';
import { comparesNatively, needsNoUnit, scaleOf, unitsOf } from './unit.ts';

const QUANTITY = /^(-?\d+(?:\.\d+)?)(?:\s+(.+))?$/;

/** '2 mmol/L' or 2 -> number and UCUM unit (null: none written). */
export function quantityFrom(value: unknown): { readonly value: number; readonly unit: string | null } | null {
  if (typeof value === 'number' && Number.isFinite(value)) return { value, unit: null };
  const match = typeof value === 'string' ? QUANTITY.exec(value.trim()) : null;
  return match ? { value: Number(match[1]), unit: match[2] === undefined ? null : ucum(match[2]) } : null;
}

/** True when the unit fits the concept; complains otherwise, naming the units that do. */
function unitFits(notes: Notes, concept: Concept, unit: string | null, path: string): boolean {
  const units = unitsOf(concept);
  if (unit === null) {
    if (needsNoUnit(concept)) return true;
    complain(notes, path, `a unit is needed: ${units.join(', ')}`);
    return false;
  }
  if (scaleOf(concept, unit)) return true;
  if (units.length === 0) complain(notes, path, `${concept.id} has no unit; write the number alone`);
  else {
    const near = nearest(unit, units);
    complain(notes, path, `${concept.id} has no unit "${unit}"${near ? ` - did you mean "${near}"?` : ''} (${units.join(', ')})`);
  }
  return false;
}

/** A comparison with its bound in the concept's unit, and as given for values charted in the unit given. */
export function numberBound(notes: Notes, concept: Concept, op: NumberBound['op'], raw: unknown, path: string): NumberBound | null {
  const quantity = quantityFrom(raw);
  if (!quantity) {
    complain(notes, path, `expected a number with its unit, found "${String(raw)}"`);
    return null;
  }
  if (!unitFits(notes, concept, quantity.unit, path)) return null;
  const unit = ucum(quantity.unit ?? concept.unit ?? '');
  const scale = scaleOf(concept, unit) ?? { factor: 1, offset: 0 };
  if (!comparesNatively(concept)) {
    const own = scale.factor === 1 || concept.unit === undefined;
    const value = own ? quantity.value : (convert(quantity.value, unit, concept)?.value ?? quantity.value);
    return { op, value, native: own ? {} : { [unit]: quantity.value } };
  }
  // 38 Cel is 100.4 degF: a bound is carried into each unit, so that a value is never converted before it is compared.
  const native: Record<string, number> = { [unit]: quantity.value };
  for (const other of unitsOf(concept)) {
    const to = scaleOf(concept, other);
    if (to) native[ucum(other)] ??= roundTo((quantity.value * scale.factor + scale.offset - to.offset) / to.factor, 1);
  }
  return { op, value: native[ucum(concept.unit ?? '')] ?? quantity.value, native };
}

/** 'rise: 0.3 mg/dL within 48h', 'fall: 2x within 72h'. */
export function changeFrom(notes: Notes, concept: Concept, direction: Change['direction'], raw: unknown, path: string): Change | null {
  const match = typeof raw === 'string' ? /^(.+?)\s+within\s+(\S+)$/.exec(raw.trim()) : null;
  const withinMs = match ? durationMs(match[2] ?? '') : null;
  if (!match || withinMs === null) {
    complain(notes, path, `write an amount or a factor, "within" and a duration: ${direction}: 0.3 mg/dL within 48h, or 1.5x within 7d`);
    return null;
  }
  const times = /^(\d+(?:\.\d+)?)\s*x$/.exec(match[1] ?? '');
  if (times) {
    const factor = Number(times[1]);
    if (factor > 1) return { direction, amount: null, factor, withinMs };
    complain(notes, path, 'the factor must be above 1');
    return null;
  }
  const quantity = quantityFrom(match[1]);
  if (!quantity || quantity.value <= 0) {
    complain(notes, path, `"${match[1]}" is not an amount (0.3 mg/dL) or a factor (1.5x)`);
    return null;
  }
  if (!unitFits(notes, concept, quantity.unit, path)) return null;
  const scale = scaleOf(concept, quantity.unit ?? concept.unit ?? '') ?? { factor: 1, offset: 0 };
  return { direction, amount: scale.factor === 1 ? quantity.value : roundTo(quantity.value * scale.factor, 2), factor: null, withinMs };
}
