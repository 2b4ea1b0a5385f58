import { codedOf, named } from './coding.ts';
import type { Family } from './concept.ts';
import type { MapContext } from './mapping.ts';
import type { Json } from './narrow.ts';
import { matchesByCode, matchesByText } from './vocabulary.ts';

const DEVICES: ReadonlySet<Family> = new Set<Family>(['device']);

/** Concepts of support under the name a charted device goes by. */
const NAMES: Readonly<Record<string, string>> = { niv: 'bipap', 'invasive-ventilation': 'ventilator', 'home-nocturnal-pap': 'cpap' };

/**
 * The device a charted value names, as facts of `o2-device` say it: room-air, nasal-cannula, simple-mask, venturi, non-rebreather, hfnc, cpap,
 * bipap, ventilator, trach-collar, t-piece, else 'other'. A home device carries its own flag: it is no acute support.
 */
export function deviceText(node: Json, words: string, context: MapContext): { readonly text: string; readonly flags: readonly string[] } {
  const value = node.valueCodeableConcept === undefined ? named(words) : codedOf(node.valueCodeableConcept);
  const coded = matchesByCode(value, DEVICES, context.concepts, context.site);
  const match = coded[0] ?? matchesByText(value, DEVICES, context.concepts)[0];
  if (!match) return { text: 'other', flags: ['device-unknown'] };
  return { text: NAMES[match.concept.id] ?? match.concept.id, flags: match.concept.id === 'home-nocturnal-pap' ? ['home-device'] : [] };
}
