import { durationMs } from './duration.ts';
import type { BuiltInInstant, Edge, Window } from './linked.ts';
import type { Names } from './names.ts';
import { complain } from './reading.ts';
import { unknownName } from './unknown-name.ts';

export const INSTANTS: readonly BuiltInInstant[] = ['arrived', 'admitted', 'discharged', 'now'];

/** 'infection-suspected - 6h' -> an edge; complains and returns null when a name or duration is not known. */
export function edgeFrom(names: Names, text: string, path: string): Edge | null {
  // Names hold hyphens, so an operator stands alone: "infection-suspected - 6h".
  const [name = '', ...rest] = text.trim().split(/\s+/);
  const shifts = rest.join('');
  if (!/^[a-z][a-z0-9-]*$/.test(name) || !/^([+-][^+-]+)*$/.test(shifts)) {
    complain(names.notes, path, `"${text.trim()}" is not an instant - write a name, then + or - and a duration: arrived + 24h`);
    return null;
  }
  let offsetMs = 0;
  for (const [, sign, amount = ''] of shifts.matchAll(/([+-])([^+-]+)/g)) {
    const step = durationMs(amount);
    if (step === null) {
      complain(names.notes, path, `"${amount}" is not a duration - write 30m, 6h or 2d`);
      return null;
    }
    offsetMs += sign === '-' ? -step : step;
  }
  const instant = INSTANTS.find((known) => known === name);
  if (instant) return { instant, anchor: null, offsetMs };
  if (names.anchors.has(name)) return { instant: null, anchor: name, offsetMs };
  complain(names.notes, path, unknownName('anchor', name, [...names.anchors, ...INSTANTS]));
  return null;
}

/** 'arrived .. arrived + 24h' -> a window, ends included. */
export function windowFrom(names: Names, text: string, path: string): Window | null {
  const sides = text.split('..');
  if (sides.length !== 2) {
    complain(names.notes, path, `"${text}" is not a window - write two instants with .. between them`);
    return null;
  }
  const from = edgeFrom(names, sides[0] ?? '', path);
  const to = edgeFrom(names, sides[1] ?? '', path);
  if (!from || !to) return null;
  if (from.instant === to.instant && from.anchor === to.anchor && from.offsetMs > to.offsetMs) {
    complain(names.notes, path, 'the window ends before it begins');
    return null;
  }
  return { from, to };
}
