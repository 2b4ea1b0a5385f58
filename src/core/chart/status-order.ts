import type { ConceptId } from './fact.ts';

/** Words that make a text with "inpatient", "observation" or "admission" something else than a status order. */
const OTHER =
  /\b(do not|don'?t|consult\w*|referral|rehab\w*|hospice|diet|pharmacy|medications?|reconciliation|labs?|history|weight|screen\w*|education|teaching|planning|assessment|pre-?admi\w*|re-?admi\w*|checklist|protocol|order ?set|cancel\w*|discontinue\w*|discharge|transfer)\b/;
/** Watching a patient closely is nursing, not a status. */
const NURSING =
  /\b(1:1|one[- ]to[- ]one|close|constant|continuous|suicid\w*|safety|falls?|neuro\w*|seizures?|sitter|line of sight|q ?\d+)\b/;
const DECIDES =
  /\b(admit|admission|status|class|level of care|convert|change|upgrade|bed request|initiate|start|begin|refer)\b|\bplace (the )?(patient |pt )?in(to)?\b/;
const INPATIENT = /\b(in-?patient|ip)\b/g;
const OBSERVATION = /\b(observation|obs)\b/g;

const UNCLEAR: readonly RegExp[] = [
  /^(please )?admit( (the )?(patient|pt))?($| ?[-,:/(]| (to|under|for|from|on|with)\b)/,
  /^(hospital |direct |ed )?admission( order| request)?($| ?[-,:/(]| to\b)/,
  /\bbed request\b|\brequest for (a )?(bed|admission)\b|^place in (a )?(hospital )?bed\b/,
];

/**
 * The status order that a text names in words of its own ("Admit to inpatient - general medicine", "Convert observation to inpatient"), as a concept
 * id: `inpatient-order`, `observation-order`, `outpatient-order`, or `admission-order-unclear` for an admission that names no status or two
 * ("Admit to tower 7", LOC-ORD-4). Null for everything else: consults, diets, discharges, one-to-one observation.
 */
export function statusOrderInWords(words: string): ConceptId | null {
  const text = words.toLowerCase().replace(/\s+/g, ' ').trim();
  if (text === '' || OTHER.test(text)) return null;
  const inpatient = lastOf(INPATIENT, text);
  const observation = lastOf(OBSERVATION, text);
  if (inpatient >= 0 && observation >= 0) {
    if (!DECIDES.test(text)) return null;
    // "Convert observation to inpatient": what stands after "to" is what is ordered.
    const between = text.slice(Math.min(inpatient, observation), Math.max(inpatient, observation));
    if (!/\b(to|into)\b/.test(between)) return 'admission-order-unclear';
    return inpatient > observation ? 'inpatient-order' : 'observation-order';
  }
  if (inpatient >= 0) return DECIDES.test(text) ? 'inpatient-order' : null;
  if (observation >= 0) return isObservation(text) ? 'observation-order' : null;
  if (/\bout-?patient\b/.test(text)) return DECIDES.test(text) ? 'outpatient-order' : null;
  return UNCLEAR.some((pattern) => pattern.test(text)) ? 'admission-order-unclear' : null;
}

const isObservation = (text: string): boolean =>
  !NURSING.test(text) &&
  (DECIDES.test(text) || /\b(hospital|outpatient) observation\b|^observation( services?| care| stay)?($| ?[-,:/(])/.test(text));

const lastOf = (pattern: RegExp, text: string): number => [...text.matchAll(pattern)].at(-1)?.index ?? -1;
