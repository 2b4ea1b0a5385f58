import type { Instant, SourceRef } from '../core/chart/fact.ts';
import type { QueryRecord } from '../core/query/record.ts';
import type { UrEntry } from '../core/stay/entry.ts';
import type { AuditEvent, Count } from './trail.ts';

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

/** A review of a case that a later one followed: who, when and what came of it, without how the case stood. */
export interface PastReview {
  readonly at: Instant;
  readonly by?: string;
  readonly outcome: 'reviewed' | 'no-query' | 'query';
  readonly reason: string | null;
  readonly comment: string;
}

/** A CDI specialist's look at a case: what came of it, when to look again, and how the case stood, so that the next look can say what is new. */
export interface CaseReview {
  /** The encounter: 'Encounter/12'. One per encounter: the last, with those before it in `earlier`. */
  readonly key: string;
  /** Who; absent where an older build kept it. */
  readonly by?: string;
  /** The reviews of this encounter before this one, oldest first; each for as many days as any review. Absent: none, or kept by an older build. */
  readonly earlier?: readonly PastReview[];
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

/** A reviewer's decision on the level of care of a stay. Each is a value of its own: what somebody decided and why does not go away with the next one. */
export interface LevelDecision {
  readonly key: string;
  readonly encounter: SourceRef;
  readonly at: Instant;
  readonly by: string;
  readonly choice: 'inpatient' | 'observation' | 'unclear';
  readonly reason: string;
  /** State of the record it was taken on. */
  readonly fingerprint: string;
  /** When it was taken back; null: it holds until a later one. */
  readonly takenBack: Instant | null;
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

/**
 * A resource that is on its way to the EHR, noted down before it goes out. It stays until it is known how the sending ended: never with the drafts, whose days
 * are few.
 */
export interface Sending {
  readonly key: string;
  readonly encounter: string;
  /** Key of the query that the resource carries. */
  readonly query: string;
  /** FHIR type of the resource. */
  readonly type: string;
  /** Recipient of a query that goes out for the first time; empty: a further form of one that was sent before. */
  readonly to: string;
  readonly at: Instant;
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
  readonly decision: LevelDecision;
  readonly 'sign-off': SignOff;
  readonly sending: Sending;
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
  readonly decisions: readonly LevelDecision[];
  readonly signOffs: readonly SignOff[];
  readonly sendings: readonly Sending[];
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
  decision: 'decisions',
  'sign-off': 'signOffs',
  sending: 'sendings',
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
  decisions: [],
  signOffs: [],
  sendings: [],
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

/** Why work is not kept on the device, or not all of it. */
export type Trouble =
  /** The browser allows no storage here, or the page has no Web Crypto. */
  | 'refused'
  /** A newer build made the database; it is left alone. */
  | 'newer'
  /** Another window holds the database of an older build open. */
  | 'blocked'
  /** A newer build in another window took the database over. */
  | 'taken-over'
  | 'full'
  | 'failed'
  /** The EHR did not say who the user is: work could not be told from that of the next person. */
  | 'no-user';

/** One value with where and when it was kept. */
export interface WorkItem<K extends WorkKind = WorkKind> {
  readonly context: string;
  readonly owner: string;
  readonly kind: K;
  readonly savedAt: number;
  readonly value: WorkValues[K];
}

/** How much of one kind a user keeps here. `until`: when the oldest of it is erased; null: with this window. */
export interface KindTotal {
  readonly kind: WorkKind | 'trail' | 'counts';
  readonly n: number;
  readonly oldest: number | null;
  readonly until: number | null;
}

/** What an erasing took away, of all users of this device. */
export interface Erased {
  readonly work: number;
  readonly trail: number;
  readonly counts: number;
  /** False: the device did not answer, and may still hold something. */
  readonly isSure: boolean;
}

/** What is erased: work, trail and keys always; counts and preferences, which name no patient, when asked. */
export interface Erasing {
  readonly withCounts: boolean;
  /** Told to the other windows: `signed-out` ends their sessions too. */
  readonly why: 'erased' | 'signed-out';
}

/** A place that keeps one value per context, kind and key. Nothing of it ever rejects: what the device does not take is kept until this window closes. */
export interface WorkStore {
  /** `memory`: some or all of the work ends with this window. It may change: see `onState`. */
  readonly kind: 'device' | 'memory';
  readonly trouble: Trouble | null;
  readonly onState: (listener: () => void) => () => void;
  /** What cannot be read or opened is treated as nothing kept. The work of an earlier user of the same server is erased, unless the hospital keeps it. */
  readonly load: (place: Place) => Promise<Kept>;
  /** False when the device did not take it. */
  readonly put: <K extends WorkKind>(place: Place, kind: K, value: WorkValues[K]) => Promise<boolean>;
  readonly drop: (place: Place, kind: WorkKind, key: string) => Promise<boolean>;
  /** All values of a kind that this owner kept, of whichever encounter, oldest first. */
  readonly all: <K extends WorkKind>(owner: string, kind: K) => Promise<readonly WorkValues[K][]>;
  /** Everything this owner kept, with its place. */
  readonly items: (owner: string) => Promise<readonly WorkItem[]>;
  /** Takes an item of a file: the newer value wins, histories of queries are joined. */
  readonly take: (item: WorkItem) => Promise<boolean>;
  /** Calls when another window of this device changed what is kept of a context. Returns the way to stop. */
  readonly onChange: (listener: (context: string) => void) => () => void;
  /** Calls when another window erased everything, or signed out. */
  readonly onErased: (listener: (why: Erasing['why']) => void) => () => void;
  /** Adds to the audit trail; never blocks anybody. */
  readonly audit: (owner: string, event: AuditEvent) => Promise<void>;
  /** The trail of one owner, oldest first. */
  readonly trail: (owner: string) => Promise<readonly AuditEvent[]>;
  /** Events of the trail that were lost on this device: erased before their days were over, unreadable, or never written. */
  readonly lost: () => Promise<number>;
  /** Kept values that could not be read back on this device, and were dropped. */
  readonly broken: () => Promise<number>;
  readonly count: (one: Count) => Promise<void>;
  readonly counts: () => Promise<readonly Count[]>;
  readonly totals: (owner: string) => Promise<readonly KindTotal[]>;
  /** Preferences of one user; checked by the reader of preferences, not here. */
  readonly prefs: (owner: string) => Promise<unknown>;
  readonly keepPrefs: (owner: string, prefs: unknown) => Promise<void>;
  /** Erases on this device and in all its windows, for every user, and says how much. */
  readonly wipe: (what?: Erasing) => Promise<Erased>;
  readonly close: () => void;
}
