import type { Instant, SourceRef } from '../core/chart/fact.ts';
import type { QueryRecord } from '../core/query/record.ts';
import type { UrEntry } from '../core/stay/entry.ts';
import { type AuditEvent, type Count, counted } from './trail.ts';

/** Coded reasons of "not needed". Codes are stable: reports and rule repair count them. */
export const DISMISS_REASONS = [
  'not-clinically-relevant',
  'already-documented',
  'evidence-wrong',
  'not-my-patient',
  'considered-and-ruled-out',
  'another-condition-explains',
  'already-queried',
  'correct-but-no-query-needed',
  'other',
] as const;
export type DismissReason = (typeof DISMISS_REASONS)[number];

/** Until when a prompt sleeps: a moment, or an event that the next review shows. */
export type SnoozeUntil = { readonly at: number } | { readonly event: 'next-result' | 'next-note' | 'discharge' };

/** What a user did with one prompt. `fingerprint` is the state of the chart it answered: when that changes, the prompt may come back and says so. */
export interface Feedback {
  /** encounter + checklist + item. */
  readonly key: string;
  readonly fingerprint: string;
  readonly action: 'dismissed' | 'snoozed' | 'answered';
  readonly reason: DismissReason | null;
  readonly comment: string;
  readonly until: SnoozeUntil | null;
  /** Number of facts known when it was put off, for "after the next result". */
  readonly seen: number | null;
  readonly at: number;
}

/** Thumb of a user on a prompt; counted, never shown to others. */
export interface Rating {
  readonly key: string;
  readonly fingerprint: string;
  readonly up: boolean;
  readonly at: number;
}

/** Words a user began to write for a prompt. */
export interface Draft {
  readonly key: string;
  readonly option: string | null;
  readonly words: string;
  readonly at: number;
}

/** A CDI specialist's look at a case: what came of it, when to look again, and how the case stood, so that the next look can say what is new. */
export interface CaseReview {
  /** The encounter: 'Encounter/12'. One per encounter: the last. */
  readonly key: string;
  readonly at: Instant;
  readonly outcome: 'reviewed' | 'no-query' | 'query';
  /** Coded reason of "no query". */
  readonly reason: string | null;
  readonly comment: string;
  readonly nextAt: Instant | null;
  /** The case as it stood, as core/worklist writes it; read back by its own reader. */
  readonly look: unknown;
}

/** Something utilization review entered about the stay (core/stay/entry). */
export interface KeptEntry {
  readonly key: string;
  readonly at: Instant;
  readonly entry: UrEntry;
}

/** A stay handed to the physician advisor, and what came back. */
export interface Handover {
  readonly key: string;
  readonly encounter: SourceRef;
  readonly at: Instant;
  readonly by: string;
  readonly question: string;
  /** Level of care as the nurse saw it: facts support inpatient, observation, or unclear. */
  readonly view: string | null;
  readonly answer: { readonly at: Instant; readonly by: string; readonly view: string; readonly reason: string } | null;
}

/** A second-level review that somebody signed off, or returned. `rows`: row id -> what was said of it. */
export interface SignOff {
  readonly key: string;
  readonly at: Instant;
  readonly by: string;
  readonly outcome: 'agree' | 'query' | 'return';
  readonly reason: string;
  readonly rows: Readonly<Record<string, string>>;
  /** State of the case it was signed on. */
  readonly fingerprint: string;
}

/** What can be kept, by kind. Every value has a `key`, unique in its kind and context, and `at` (a query: `createdAt`). */
export interface WorkValues {
  readonly feedback: Feedback;
  readonly rating: Rating;
  readonly draft: Draft;
  readonly 'case-review': CaseReview;
  readonly query: QueryRecord;
  readonly entry: KeptEntry;
  readonly handover: Handover;
  readonly 'sign-off': SignOff;
}
export type WorkKind = keyof WorkValues;

/** Everything kept for one context (server + patient + encounter + user). Nothing of the chart itself. */
export interface Kept {
  readonly feedback: readonly Feedback[];
  readonly ratings: readonly Rating[];
  readonly drafts: readonly Draft[];
  readonly reviews: readonly CaseReview[];
  readonly queries: readonly QueryRecord[];
  readonly entries: readonly KeptEntry[];
  readonly handovers: readonly Handover[];
  readonly signOffs: readonly SignOff[];
}

/** Which list of `Kept` holds a kind. */
export const LIST = {
  feedback: 'feedback',
  rating: 'ratings',
  draft: 'drafts',
  'case-review': 'reviews',
  query: 'queries',
  entry: 'entries',
  handover: 'handovers',
  'sign-off': 'signOffs',
} as const satisfies Readonly<Record<WorkKind, keyof Kept>>;

export const WORK_KINDS = Object.keys(LIST) as readonly WorkKind[];

export const NOTHING_KEPT: Kept = {
  feedback: [],
  ratings: [],
  drafts: [],
  reviews: [],
  queries: [],
  entries: [],
  handovers: [],
  signOffs: [],
};

type Keyed = { readonly key: string };

/** `kept` with one value put in: it replaces the one of the same kind and key, and stands last. */
export function withValue<K extends WorkKind>(kept: Kept, kind: K, value: WorkValues[K]): Kept {
  const list = kept[LIST[kind]] as readonly Keyed[];
  return { ...kept, [LIST[kind]]: [...list.filter((each) => each.key !== value.key), value] };
}

/** `kept` without one value. */
export function withoutValue(kept: Kept, kind: WorkKind, key: string): Kept {
  const list = kept[LIST[kind]] as readonly Keyed[];
  return { ...kept, [LIST[kind]]: list.filter((each) => each.key !== key) };
}

/** Where something is kept: `context` is server + patient + encounter + user, `owner` is server + user. */
export interface Place {
  readonly context: string;
  readonly owner: string;
}

/** A place that keeps one value per context, kind and key. `kind` is shown: in memory only means that work ends with this window. */
export interface WorkStore {
  readonly kind: 'device' | 'memory';
  /** Never throws: what cannot be read or opened is treated as nothing kept. */
  readonly load: (place: Place) => Promise<Kept>;
  /** False when it could not be kept; the caller still has it in memory. */
  readonly put: <K extends WorkKind>(place: Place, kind: K, value: WorkValues[K]) => Promise<boolean>;
  readonly drop: (place: Place, kind: WorkKind, key: string) => Promise<boolean>;
  /** All values of a kind that this owner kept, of whichever encounter. */
  readonly all: <K extends WorkKind>(owner: string, kind: K) => Promise<readonly WorkValues[K][]>;
  /** Calls when another window of this device changed what is kept of a context. Returns the way to stop. */
  readonly onChange: (listener: (context: string) => void) => () => void;
  /** Adds to the audit trail; never blocks anybody. */
  readonly audit: (owner: string, event: AuditEvent) => Promise<void>;
  /** The trail of one owner, oldest first. */
  readonly trail: (owner: string) => Promise<readonly AuditEvent[]>;
  readonly count: (one: Count) => Promise<void>;
  readonly counts: () => Promise<readonly Count[]>;
  /** Erases everything of every context on this device. */
  readonly wipe: () => Promise<void>;
}

/** Keeps in memory, for browsers that refuse storage. */
export function memoryStore(): WorkStore {
  const contexts = new Map<string, { readonly owner: string; readonly kept: Kept }>();
  const trail: { readonly owner: string; readonly event: AuditEvent }[] = [];
  let counts: Count[] = [];
  const at = (place: Place) => contexts.get(place.context)?.kept ?? NOTHING_KEPT;
  const set = (place: Place, kept: Kept) => {
    contexts.set(place.context, { owner: place.owner, kept });
    return true;
  };
  return {
    kind: 'memory',
    load: async (place) => at(place),
    put: async (place, kind, value) => set(place, withValue(at(place), kind, value)),
    drop: async (place, kind, key) => set(place, withoutValue(at(place), kind, key)),
    all: async <K extends WorkKind>(owner: string, kind: K) =>
      [...contexts.values()]
        .filter((one) => one.owner === owner)
        .flatMap((one) => one.kept[LIST[kind]] as unknown as readonly WorkValues[K][]),
    onChange: () => () => {},
    audit: async (owner, event) => void trail.push({ owner, event }),
    trail: async (owner) => trail.filter((each) => each.owner === owner).map(({ event }) => event),
    count: async (one) => {
      counts = counted(counts, one);
    },
    counts: async () => counts,
    async wipe() {
      contexts.clear();
      trail.length = 0;
      counts = [];
    },
  };
}
