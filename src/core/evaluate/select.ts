import { type Fact, hasFlag, type Instant, type NoteType, PROVIDER_ROLES } from '../chart/fact.ts';
import type { Leaf } from '../checklist/linked.ts';
import { type Context, matchable } from './context.ts';

/** Notes that providers write: where the chart does not tell the author's role, the type of note does. */
const PROVIDER_NOTES: ReadonlySet<NoteType> = new Set<NoteType>([
  ...(['hp', 'progress', 'discharge-summary', 'consult', 'ed', 'operative', 'procedure', 'addendum', 'query-response'] as const),
]);

/**
 * True when a provider responsible for the patient said it, as far as the chart tells: in a note, by an order, or as an encounter diagnosis.
 * A problem-list entry and somebody's code are nobody's statement about this stay (rulings, Documentation 1).
 */
export function isByProvider(fact: Fact): boolean {
  if (hasFlag(fact, 'problem-list') || hasFlag(fact, 'coded') || isReport(fact)) return false;
  if (hasFlag(fact, 'encounter-diagnosis')) return true;
  if (fact.by !== undefined && fact.by !== 'unknown') return PROVIDER_ROLES.has(fact.by);
  return fact.note !== undefined && PROVIDER_NOTES.has(fact.note.type);
}

/** Imaging, pathology and other reports are indicators, whoever signs them: the provider must state it (note-language reference, section 6). */
const isReport = ({ note, from }: Fact): boolean =>
  note !== undefined && (note.type === 'radiology' || note.type === 'pathology' || /(^|\/)DiagnosticReport\//.test(from[0]));

/** The end of a fact: its own, now for what still runs, else its start. */
export const endOf = (fact: Fact, runs: boolean, asOf: Instant): Instant =>
  fact.until ?? (runs || hasFlag(fact, 'running') ? asOf : fact.at);

/** The facts a leaf is about: of its concept, inside the place it looks, known in time, by whom and where it asks for. Bounds come later. */
export function candidates(context: Context, leaf: Leaf, from: Instant, to: Instant, knownBy: Instant | null): readonly Fact[] {
  const { asOf } = context.chart;
  const last = Math.min(to, asOf);
  const inside = matchable(context.chart, leaf.concept).filter(
    (fact) => fact.at <= last && (fact.at >= from || endOf(fact, leaf.runs, asOf) >= from),
  );
  if (knownBy === null && leaf.by === null && leaf.in === null && leaf.section === null && leaf.novel === null) return inside;
  return inside.filter(
    (fact) =>
      (knownBy === null || (fact.known ?? fact.at) <= knownBy) &&
      (leaf.by === null || leaf.by.some((who) => (who === 'provider' ? isByProvider(fact) : fact.by === who))) &&
      (leaf.in === null || (fact.note !== undefined && leaf.in.includes(fact.note.type))) &&
      (leaf.section === null || (fact.note !== undefined && leaf.section.includes(fact.note.sectionClass))) &&
      (leaf.novel === null || (fact.note !== undefined && (fact.note.copied ?? false) !== leaf.novel)),
  );
}

/** The bounds that are no numbers: what it says, its word, its flags, what it is joined to. */
export function fits(fact: Fact, leaf: Leaf): boolean {
  return (
    (leaf.says === null || fact.says === undefined || leaf.says.includes(fact.says)) &&
    (leaf.is === null || (fact.text !== undefined && leaf.is.includes(fact.text.toLowerCase()))) &&
    leaf.with.every((flag) => hasFlag(fact, flag)) &&
    !leaf.without.some((flag) => hasFlag(fact, flag)) &&
    (leaf.linkedTo === null || isLinked(fact, leaf.linkedTo, leaf.weakLinks))
  );
}

function isLinked(fact: Fact, to: readonly string[], weakToo: boolean): boolean {
  const certainty = fact.note?.linkCertainty ?? 'strong';
  return (fact.note?.linkedTo?.some((concept) => to.includes(concept)) ?? false) && (certainty === 'strong' || weakToo);
}

/** One fact out of many, before bounds are applied. Ties go to the earliest. */
export function picked(facts: readonly Fact[], pick: Leaf['pick']): readonly Fact[] {
  if (pick === null || facts.length === 0) return facts;
  if (pick === 'first') return facts.slice(0, 1);
  if (pick === 'last') return facts.slice(-1);
  const sign = pick === 'highest' ? 1 : -1;
  const valued = facts.filter((fact) => fact.value !== undefined);
  return [...valued].sort((a, b) => sign * ((b.value ?? 0) - (a.value ?? 0)) || a.at - b.at).slice(0, 1);
}
