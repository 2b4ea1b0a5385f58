import { type Chart, type Problem, type Read, withFacts } from '../chart/chart.ts';
import { type AuthorRole, type Fact, type Instant, sourceRef } from '../chart/fact.ts';
import type { CriteriaResult } from './criteria.ts';

/** Things of a stay that stand in no EHR resource: a person of utilization review enters them. The words each may say; null: none. */
export const ENTRY_WORDS = {
  /** Status as UR knows it, outranking orders before it. */
  'status-event': ['inpatient', 'observation', 'outpatient', 'emergency'],
  /** When hospital care began, with a reason; from then on the ladder is not asked. */
  'care-start': null,
  /** Time that does not count: a delay for convenience, an avoidable day. Needs an end. */
  'excluded-time': null,
  /** Care at the sending hospital, in its own zone. Needs an end. */
  'sending-care': null,
  /** Observation services ended before the patient left. */
  'observation-end': null,
  /** A procedure with its own monitoring during observation. Needs an end. */
  'active-monitoring': null,
  'ur-review': ['first-level', 'second-level', 'complete'],
  /** A member of the UR committee holds that inpatient status is not shown; `by` says who. */
  'status-change-decision': ['to-outpatient'],
  /** The responsible practitioner agrees; `recorded` when that stands in the record. */
  'attending-concurrence': ['agreed', 'recorded', 'refused'],
  'order-signature': ['signed', 'unsigned'],
  'notice-given': ['moon', 'mcsn', 'im', 'im-copy', 'cc44'],
  'part-a-claim': ['filed', 'not-filed'],
  'part-b': ['yes', 'no'],
  'payer-decision': ['pending', 'approved', 'denied', 'downgraded', 'overturned'],
  /** The payer asks for clinical information, or offers a call; `until` is the end of its window where the notice names it. */
  'payer-window': ['clinicals', 'peer-to-peer'],
  'billing-state': ['hold', 'part-a', 'part-b-inpatient', 'outpatient'],
  'criteria-outcome': ['met', 'not-met', 'not-reviewed'],
  /** Who pays first, as UR knows it, with a reason: it goes before what coverage says, or does not say. */
  'payer-class': ['medicare-ffs', 'medicare-advantage', 'medicaid-ffs', 'medicaid-mco', 'commercial', 'unknown'],
} as const satisfies Readonly<Record<string, readonly string[] | null>>;

export type EntryKind = keyof typeof ENTRY_WORDS;

const WITH_END: ReadonlySet<EntryKind> = new Set<EntryKind>(['excluded-time', 'sending-care', 'active-monitoring']);

/** One entry of utilization review about one stay. It states what a person knows or decided; it writes nothing to the EHR. */
export interface UrEntry {
  readonly id: string;
  /** Any encounter of the stay: 'Encounter/12'. */
  readonly encounter: string;
  readonly kind: EntryKind;
  readonly at: Instant;
  readonly until?: Instant;
  /** When it was entered, where that is not the moment it speaks of. */
  readonly known?: Instant;
  readonly text?: string;
  /** 'case-manager', 'nurse', 'physician', 'attending' ...: a nurse is never the committee. */
  readonly by?: AuthorRole;
  readonly author?: string;
  readonly reason?: string;
  /** Zone of the place, for care elsewhere. */
  readonly zone?: string;
  /** Payer or plan the entry is about, as policy data names it. */
  readonly plan?: string;
  readonly criteria?: CriteriaResult;
  /** Who put it in, where that is not the one it speaks of. */
  readonly enteredBy?: string;
  /** When it was taken out again: from then on it is no fact. It stays in the list, struck through. */
  readonly removed?: Instant;
}

/** The facts of the entries of one stay as known at `asOf`, and what could not be used: an unknown kind or word, an interval without an end. */
export function entryFacts(
  entries: readonly UrEntry[],
  encounters: readonly string[],
  asOf: Instant,
): { readonly facts: readonly Fact[]; readonly problems: readonly Problem[] } {
  const facts: Fact[] = [];
  const problems: Problem[] = [];
  const used = entries.filter(
    (entry) => encounters.includes(entry.encounter) && !((entry.known ?? entry.at) > asOf) && !(entry.at > asOf) && !isRemoved(entry, asOf),
  );
  const payer = used.findLast((entry) => entry.kind === 'payer-class');
  for (const entry of used) {
    // A class set again takes the place of the one set before: two would contradict each other.
    if (entry.kind === 'payer-class' && entry !== payer) continue;
    const wrong = mistakeIn(entry);
    if (wrong) problems.push({ kind: 'data-quality', what: entry.kind, detail: wrong });
    else facts.push(factOf(entry));
  }
  return { facts, problems };
}

const isRemoved = ({ removed }: UrEntry, asOf: Instant): boolean => removed !== undefined && removed <= asOf;

function mistakeIn(entry: UrEntry): string | null {
  if (!Object.hasOwn(ENTRY_WORDS, entry.kind)) return 'an entry of unknown kind';
  const words: readonly string[] | null = ENTRY_WORDS[entry.kind];
  if (!Number.isFinite(entry.at)) return 'an entry without a usable time';
  if (words && !words.includes(entry.text ?? '')) return `an entry without one of: ${words.join(', ')}`;
  if (WITH_END.has(entry.kind) && (entry.until === undefined || entry.until < entry.at)) return 'an interval without a usable end';
  return null;
}

function factOf(entry: UrEntry): Fact {
  const { criteria } = entry;
  const text = entry.text ?? entry.zone ?? entry.reason;
  return {
    concept: entry.kind === 'payer-class' ? 'regime' : entry.kind,
    at: entry.at,
    ...(entry.until === undefined ? {} : { until: entry.until }),
    ...(entry.known === undefined ? {} : { known: entry.known }),
    ...(text === undefined ? {} : { text }),
    ...(entry.by === undefined ? {} : { by: entry.by }),
    ...(entry.author === undefined ? {} : { author: entry.author }),
    flags: [
      'ur-entry',
      ...(entry.plan === undefined ? [] : [`plan:${entry.plan}`]),
      ...(criteria ? [`criteria:${criteria.setName} ${criteria.version}, ${criteria.subset}`] : []),
    ],
    from: [sourceRef(`UrEntry/${entry.id}`)],
  };
}

/** Kinds that only an entry can tell: without the entries nothing is known of them. */
export const ENTERED_ONLY: readonly EntryKind[] = [
  ...(['sending-care', 'observation-end', 'active-monitoring', 'ur-review', 'status-change-decision', 'attending-concurrence'] as const),
  ...(['order-signature', 'notice-given', 'part-a-claim', 'part-b', 'payer-decision', 'payer-window', 'billing-state'] as const),
  'criteria-outcome',
];

/** What stands for a search where an answer rests on entries. */
export const ENTRY_SEARCH = 'entries of utilization review';

/**
 * The chart with what UR entered. `entries` null: the entries were not at hand, so nothing is known of what only they can tell. `areComplete`: these are all
 * there are, so an empty list says that nobody entered anything; false: what one person kept on one device. Then an entry is a fact as ever, and silence is
 * not known: somebody else may have entered it elsewhere.
 */
export function withEntries(
  chart: Chart,
  entries: readonly UrEntry[] | null,
  encounters: readonly string[],
  areComplete = true,
): { readonly chart: Chart; readonly problems: readonly Problem[] } {
  if (entries === null) return { chart, problems: [] };
  const { facts, problems } = entryFacts(entries, encounters, chart.asOf);
  const read: Read = { ok: true, search: ENTRY_SEARCH, at: chart.asOf, complete: true };
  const reads = new Map(chart.reads);
  for (const kind of ENTERED_ONLY) reads.set(kind, { ...read, complete: areComplete });
  const payer = facts.find((fact) => fact.concept === 'regime');
  // Who pays first is answered by the class that was set, whatever else was entered elsewhere.
  if (payer) reads.set('regime', read);
  return { chart: withFacts(payer ? withCoverageSetAside(chart) : chart, facts, reads), problems };
}

/** The chart with every coverage behind the class that UR set: as one that does not pay first, and still to be seen. */
function withCoverageSetAside(chart: Chart): Chart {
  const behind = (fact: Fact): Fact =>
    fact.concept === 'regime' ? { ...fact, flags: [...new Set([...(fact.flags ?? []), 'secondary', 'set-aside'])] } : fact;
  return { ...chart, facts: chart.facts.map(behind) };
}
