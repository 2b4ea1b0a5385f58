import { type Chart, type Read, sortFacts } from './chart.ts';
import type { Concepts } from './concept.ts';
import { UNDATED } from './condition.ts';
import { TIMELESS } from './coverage.ts';
import { type ConceptId, type Fact, hasFlag, type Instant, type SourceRef, sourceRef } from './fact.ts';
import type { Doubt } from './mapping.ts';
import { onceRounded, together } from './once-rounded.ts';
import { agedAt } from './patient.ts';
import { readsOf } from './reads.ts';
import type { SourceRead } from './record.ts';

/** The stay a chart is drawn for: its own encounter and those that belong to it, other encounters of the patient, and its ends. */
export interface StayBounds {
  readonly encounter: SourceRef;
  readonly patient: SourceRef;
  readonly members: readonly SourceRef[];
  readonly others: readonly SourceRef[];
  readonly start: Instant | null;
  readonly end: Instant | null;
}

export interface ChartInput {
  readonly stay: StayBounds;
  readonly asOf: Instant;
  readonly zone: string | null;
  /** Facts of resources and of notes, together. */
  readonly facts: readonly Fact[];
  /** Source -> encounter, from mapResources; facts of notes are found by their document. */
  readonly encounterOf: ReadonlyMap<SourceRef, SourceRef>;
  readonly sources: readonly SourceRead[];
  readonly concepts: Concepts;
  readonly doubts: readonly Doubt[];
}

/**
 * The chart of one stay as known at `asOf`. A fact that was true or known only later is not in it; an infusion still running then has no end.
 * Facts of another encounter are flagged `other-stay`; facts that name none belong to the stay inside its period (`by-time`) and are
 * `other-stay` before it. The same value of the same concept at the same minute from two sources is one fact with two sources, also where one of
 * them rounded it.
 */
export function chartFrom(input: ChartInput): Chart {
  const { stay, asOf, concepts } = input;
  const end = stay.end ?? newest(input.facts);
  const known: Fact[] = [];
  for (const fact of input.facts) {
    const placed = settle(fact, stay, end, asOf);
    if (placed === null || placed.at > asOf || (placed.known ?? placed.at) > asOf) continue;
    const flag = whose(placed, input, end);
    known.push(marked(placed, flag, asOf));
  }
  const facts = onceRounded(merged(onePayer(withBroader(known, concepts))), concepts);
  return {
    encounter: stay.encounter,
    patient: stay.patient,
    asOf,
    zone: input.zone,
    facts: sortFacts(facts),
    reads: readsOf(concepts, input.sources) as ReadonlyMap<ConceptId, Read>,
    unmapped: doubtsOf(input),
  };
}

/** The fact with the flag of whose it is; what still runs at `asOf` has no end yet. */
function marked(fact: Fact, flag: string | null, asOf: Instant): Fact {
  const isRunning = fact.until !== undefined && fact.until > asOf;
  if (flag === null && !isRunning) return fact;
  const flags = [...new Set([...(fact.flags ?? []), ...(flag === null ? [] : [flag]), ...(isRunning ? ['running'] : [])])].sort();
  if (!isRunning) return { ...fact, flags };
  const { until: _later, ...rest } = fact;
  return { ...rest, flags };
}

/** The newest moment anything says, `issued` included: the end of an open chart. */
function newest(facts: readonly Fact[]): Instant {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { at, known } of facts) {
    if (Number.isFinite(at) && at > latest) latest = at;
    if (known !== undefined && known > latest) latest = known;
  }
  return latest;
}

/** Gives a moment to what has none: payer, sex and age at arrival; an undated Condition is known at the end of the stay. */
function settle(fact: Fact, stay: StayBounds, end: Instant, asOf: Instant): Fact | null {
  if (fact.at === UNDATED) return Number.isFinite(end) && asOf >= end ? { ...fact, at: end } : null;
  if (fact.at !== TIMELESS) return fact;
  const at = Math.min(stay.start ?? asOf, asOf);
  return fact.concept === 'age' ? agedAt(fact, at) : { ...fact, at };
}

const documentOf = (ref: SourceRef): SourceRef => {
  const place = ref.indexOf('#');
  return place < 0 ? ref : sourceRef(ref.slice(0, place));
};

/** The flag that says whose fact it is: null for this stay's own, `by-time` for one that names no encounter, `other-stay`. */
function whose(fact: Fact, { stay, encounterOf }: ChartInput, end: Instant): 'by-time' | 'other-stay' | null {
  if (OF_PATIENT.has(fact.concept) || hasFlag(fact, 'other-stay')) return null;
  // A problem list belongs to the patient, whichever encounter it was written in.
  if (hasFlag(fact, 'problem-list')) return null;
  const encounter = encounterOf.get(documentOf(fact.from[0]));
  if (encounter !== undefined) return isOurs(encounter, stay) ? null : 'other-stay';
  return inPeriod(fact.at, fact.until, stay, end) ? 'by-time' : 'other-stay';
}

const OF_PATIENT: ReadonlySet<ConceptId> = new Set(['age', 'sex', 'regime']);
const isOurs = (encounter: SourceRef, stay: StayBounds) => encounter === stay.encounter || stay.members.includes(encounter);

function inPeriod(at: Instant, until: Instant | undefined, stay: StayBounds, end: Instant): boolean {
  if (stay.start !== null && at < stay.start) return until !== undefined && until > stay.start;
  return at <= (stay.end ?? Math.max(end, at));
}

/** A statement of a narrower diagnosis counts for the broader one too (flag `narrower`); a denied one does not. */
export function broader(fact: Fact, concepts: Concepts): Fact[] {
  const concept = concepts[fact.concept];
  if (!concept?.also || fact.says === 'denied' || (concept.family !== 'diagnosis' && concept.family !== 'note-statement')) return [];
  return concept.also.map((id) => ({ ...fact, concept: id, flags: [...new Set([...(fact.flags ?? []), 'narrower'])].sort() }));
}

function withBroader(facts: readonly Fact[], concepts: Concepts): Fact[] {
  const all = [...facts];
  for (const fact of facts) if (fact.says !== undefined) all.push(...broader(fact, concepts));
  return all;
}

/** Payers in order: the first alone speaks for the stay; two firsts that differ leave it unknown. */
function onePayer(facts: readonly Fact[]): Fact[] {
  const payers = facts.filter(({ concept }) => concept === 'regime');
  const rest = facts.filter(({ concept }) => concept !== 'regime');
  if (payers.length === 0) return rest;
  const first = Math.min(...payers.map(({ value }) => value ?? 1));
  const primary = payers.filter(({ value }) => (value ?? 1) === first);
  const regimes = new Set(primary.map(({ text }) => text));
  const settled = payers.map(({ value: order, flags, ...payer }): Fact => {
    const isFirst = (order ?? 1) === first;
    const marks = [
      ...(flags ?? []).filter((flag) => flag !== 'secondary'),
      ...(isFirst ? [] : ['secondary']),
      ...(isFirst && regimes.size > 1 ? ['conflicting'] : []),
    ];
    return { ...payer, ...(isFirst && regimes.size > 1 ? { text: 'unknown' } : {}), ...(marks.length > 0 ? { flags: marks } : {}) };
  });
  return [...rest, ...settled];
}

/** One fact where several sources chart the same value at the same minute; statements of notes are never merged. */
function merged(facts: readonly Fact[]): Fact[] {
  const groups = new Map<string, [Fact, ...Fact[]]>();
  for (const fact of facts) {
    const key = keyOf(fact);
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  const result: Fact[] = [];
  for (const group of groups.values()) {
    if (group.length > 1) group.sort((a, b) => a.at - b.at || (a.from[0] < b.from[0] ? -1 : a.from[0] > b.from[0] ? 1 : 0));
    result.push(group.slice(1).reduce(together, group[0]));
  }
  return result;
}

function keyOf(fact: Fact): string {
  const measured = `${fact.concept}|${Math.floor(fact.at / 60_000)}|${fact.value ?? fact.charted?.value ?? ''}${fact.comparator ?? ''}|${fact.text ?? ''}|${fact.code ?? ''}`;
  if (fact.flags === undefined && fact.says === undefined && fact.standing === undefined && fact.note === undefined) return measured;
  const whose = `${hasFlag(fact, 'other-stay') ? 'other' : ''}|${hasFlag(fact, 'problem-list') ? 'list' : ''}`;
  const apart = fact.note || fact.standing === 'withdrawn' ? fact.from.join() : '';
  return whose === '|' && apart === '' && fact.says === undefined
    ? measured
    : `${measured}|${whose}|${fact.says ?? ''}|${fact.by ?? ''}|${fact.author ?? ''}|${apart}`;
}

function doubtsOf({ doubts, stay, asOf, encounterOf, facts }: ChartInput): ReadonlyMap<ConceptId, readonly SourceRef[]> {
  const found = new Map<ConceptId, SourceRef[]>();
  const end = stay.end ?? newest(facts);
  for (const { concept, source, at } of doubts) {
    const encounter = encounterOf.get(source);
    const ours = encounter === undefined ? inPeriod(at, undefined, stay, end) : isOurs(encounter, stay);
    if (!ours || at > asOf) continue;
    const refs = found.get(concept);
    if (refs === undefined) found.set(concept, [source]);
    else if (!refs.includes(source)) refs.push(source);
  }
  for (const refs of found.values()) refs.sort();
  return found;
}
