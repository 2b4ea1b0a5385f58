import type { ReadonlySignal, Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Problem } from '../core/chart/chart.ts';
import type { SourceRef } from '../core/chart/fact.ts';
import type { EvidenceLine, Prompt, Source } from '../core/compose/statement.ts';
import type { LintFinding } from '../core/lint/finding.ts';
import type { Review } from '../core/review/review.ts';
import type {
  AnyResource,
  encounterById,
  Identity,
  ListedEncounter,
  OpenEncounters,
  Session,
  Site,
  SourceKind,
  SourceProgress,
} from '../ehr/index.ts';
import type {
  AuditAction,
  AuditEvent,
  Count,
  CounterName,
  Erased,
  Erasing,
  Feedback,
  ImportReport,
  Kept,
  KindTotal,
  Trouble,
  WorkKind,
  WorkStore,
  WorkValues,
} from '../store/index.ts';
import type {
  EditAnswer,
  EditAsked,
  Objection,
  PacketAnswer,
  PacketFormat,
  PromptRule,
  QueryAnswered,
  QueryAsked,
  QueryToLint,
  ReadableRule,
  SimulateAnswer,
  SimulateAsked,
  Work,
} from '../worker/index.ts';
import type { DraftClash } from './kept-work.ts';
import type { Prefs } from './prefs.ts';
import type { WriteBack } from './write-back.ts';

/** The three workplaces. */
export type Role = 'clinician' | 'cdi' | 'ur';

/** How far reading has come. `readAt` is the server's clock of the last completed reading. */
export interface Load {
  readonly phase: 'reading' | 'ready' | 'refreshing';
  readonly progress: readonly SourceProgress[];
  readonly readAt: number | null;
  /** The last reading failed: what is shown is older, and no new prompt comes from it. */
  readonly isStale: boolean;
}

/** A full stop: nothing of the patient is shown. */
export interface Stop {
  readonly code: 'ended' | 'idle' | 'wrong-patient' | 'patient-unreadable' | 'encounter-unreadable' | 'stopped' | 'signed-out';
  readonly detail: string | null;
}

/** What the drawer shows: a fact, the sources of a statement, or help. */
export type DrawerContent =
  | { readonly kind: 'fact'; readonly line: EvidenceLine; readonly prompt: Prompt | null }
  | { readonly kind: 'sources'; readonly title: string; readonly sources: readonly Source[] }
  | { readonly kind: 'why'; readonly prompt: Prompt }
  | { readonly kind: 'help' };

/** Where the rules are open: which checklist, which of its entries, and whether as one page. Nulls: the first. */
export interface RulesPlace {
  readonly room: 'rules';
  readonly checklist: string | null;
  readonly entry: string | null;
  readonly page: 'rule' | 'essentials';
}

/** The evidence packet of one subject: a checklist's condition, or 'level-of-care'. */
export interface PacketPlace {
  readonly room: 'packet';
  readonly subject: string;
}

/** A room that takes the place of the workplace until it is closed. */
export type OverPlace = RulesPlace | PacketPlace | { readonly room: 'settings' | 'quality' | 'simulator' };

/** A prompt that went away by itself, and what arrived. */
export interface Resolved {
  readonly prompt: Prompt;
  readonly at: number;
  readonly what: string;
}

/** Something that can be taken back for ten seconds. */
export interface Undoable {
  readonly text: string;
  readonly undo: () => void;
}

/** Checklist id -> source id -> what is cited. */
export type Citations = Readonly<Record<string, Readonly<Record<string, { readonly title: string; readonly link: string | null }>>>>;

/**
 * Everything a screen needs: four values (session, chart as `review`, load, feedback as `kept`) and what can be done. Screens get it by `useApp()` and compute
 * nothing clinical. A workplace (clinician/, cdi/, ur/) adds its own view state, never its own copy of these.
 */
export interface App {
  readonly session: Pick<Session, 'patient' | 'encounter' | 'needPatientBanner' | 'userName' | 'fhirUser' | 'contextKey' | 'scopes'>;
  readonly site: Site;
  readonly identity: ReadonlySignal<Identity | null>;
  readonly load: ReadonlySignal<Load>;
  readonly review: ReadonlySignal<Review | null>;
  readonly problem: ReadonlySignal<Problem | null>;
  readonly stop: ReadonlySignal<Stop | null>;
  readonly kept: ReadonlySignal<Kept>;
  readonly storeKind: ReadonlySignal<'device' | 'memory'>;
  /** Why work is not kept on the device, or not all of it; null: it is. */
  readonly storeTrouble: ReadonlySignal<Trouble | null>;
  /** What this user set for themselves on this device. */
  readonly prefs: ReadonlySignal<Prefs>;
  readonly setPrefs: (change: Partial<Prefs>) => void;
  /** A draft that another window wrote over; null: none. */
  readonly clash: ReadonlySignal<DraftClash | null>;
  readonly settleClash: (use: 'mine' | 'theirs') => void;
  /** Empty until loaded; the id itself is then shown. */
  readonly citations: ReadonlySignal<Citations>;
  readonly resolved: ReadonlySignal<readonly Resolved[]>;
  readonly role: Signal<Role>;
  readonly drawer: Signal<DrawerContent | null>;
  /** A room in the place of the workplace; null: none. */
  readonly over: Signal<OverPlace | null>;
  readonly undoable: Signal<Undoable | null>;
  readonly refresh: () => void;
  /** The resource as it came, for the drawer. */
  readonly resource: (ref: SourceRef) => AnyResource | null;
  /** Keeps a value: it replaces the one of its kind and key. Shown at once; kept on the device where that is allowed. */
  readonly put: <K extends WorkKind>(kind: K, value: WorkValues[K]) => void;
  readonly drop: (kind: WorkKind, key: string) => void;
  /** All values of a kind that this user kept on this device for this server, of whichever encounter. */
  readonly all: <K extends WorkKind>(kind: K) => Promise<readonly WorkValues[K][]>;
  /** Adds to the audit trail of this context; never blocks. `about`: id of an item, query or resource type, no words of the chart. */
  readonly audit: (action: AuditAction, about?: string | null, outcome?: AuditEvent['outcome']) => void;
  /** Counts on this device, without any patient. `detail` is a code; `ms` for times. */
  readonly count: (
    name: CounterName,
    of?: { readonly prompt?: Pick<Prompt, 'ref' | 'version' | 'kind'>; readonly detail?: string; readonly ms?: number },
  ) => void;
  readonly trail: () => Promise<readonly AuditEvent[]>;
  readonly counts: () => Promise<readonly Count[]>;
  /** What this user keeps on this device, by kind, and what was lost or could not be read back. */
  readonly keptTotals: () => Promise<{ readonly totals: readonly KindTotal[]; readonly lost: number; readonly broken: number }>;
  /** This user's own work on this server as a file; it names patients by id. */
  readonly exportWork: () => Promise<string>;
  readonly importWork: (text: string) => Promise<ImportReport>;
  readonly record: (feedback: Feedback) => void;
  readonly takeBack: (key: string) => void;
  readonly rate: (prompt: Prompt, up: boolean) => void;
  readonly keepDraft: (key: string, option: string | null, words: string) => void;
  /** Erases on this device, in all its windows, and says how much. */
  readonly wipe: (what?: Erasing) => Promise<Erased>;
  /** Ends the session in all windows of this device and erases. */
  readonly signOut: () => Promise<void>;
  /** What forbids copying this answer, by the linter; rejects when it could not be checked, and then nothing is copied. */
  readonly check: (prompt: Prompt, text: string) => Promise<readonly Objection[]>;
  /** Everything the linter says about a query; rejects when it could not be linted, and then nothing is copied. Absent where nothing lints. */
  readonly lint?: (draft: QueryToLint) => Promise<readonly LintFinding[]>;
  /** Checks, audit sheet and proposals for one query; rejects when nobody can say, and then nothing leaves. Absent where nothing answers. */
  readonly query?: (asked: QueryAsked) => Promise<QueryAnswered>;
  /** Writing to the EHR, as far as site, scopes and server offer it; absent where there is no EHR behind the app. */
  readonly writeBack?: () => Promise<WriteBack>;
  /**
   * The evidence packet of a subject from the last review, guarded by the linter, or the reason why there is none; rejects when nobody can say, and then nothing
   * leaves. Absent where nothing makes one.
   */
  readonly packet?: (
    subject: string,
    prepared: { readonly by: string; readonly at: number },
    formats: readonly PacketFormat[],
  ) => Promise<PacketAnswer>;
  /** Checks and simulates an edited checklist; absent where nothing does. Files that the user opens go no further than the worker. */
  readonly simulator?: {
    readonly edit: (asked: EditAsked) => Promise<EditAnswer>;
    readonly simulate: (asked: SimulateAsked) => Promise<SimulateAnswer>;
  };
  /** The checklists in words for the present role; absent where nothing reads them. */
  readonly readRules?: () => Promise<readonly ReadableRule[]>;
  /** The rule behind a prompt, for the present role. */
  readonly explain?: (prompt: Prompt) => Promise<PromptRule>;
  /** Stays beyond the launched one; absent where there is no way to them. */
  readonly others?: OtherStays;
  /** False when what is shown does not belong to the launched patient and encounter: nothing may then be copied or printed. */
  readonly isOwnContext: () => boolean;
}

/** One encounter read for a list: its review, or why there is none. Nothing of it is kept here. */
export type StayRead =
  | {
      readonly ok: true;
      readonly review: Review;
      readonly identity: Identity;
      readonly encounter: AnyResource;
      readonly places: ReadonlyMap<string, AnyResource>;
    }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Work beyond the launched encounter, as far as the token reaches. A stay that is opened is an app of its own: own reading, own review, own key for what
 * is kept, own guard against a wrong patient; it takes the place of the launched one on the whole screen, identity line included.
 */
export interface OtherStays {
  readonly launched: App;
  /** The stay on screen instead of the launched one; null: the launched one. */
  readonly shown: ReadonlySignal<App | null>;
  /** False: the token reaches the launched patient only. */
  readonly mayList: boolean;
  readonly list: (signal: AbortSignal) => Promise<OpenEncounters>;
  readonly find: (id: string) => ReturnType<typeof encounterById>;
  /** Reads and reviews one stay; called for one after another, at most two requests of it at once. */
  readonly read: (
    stay: ListedEncounter,
    onProgress: (progress: readonly SourceProgress[]) => void,
    signal: AbortSignal,
  ) => Promise<StayRead>;
  readonly open: (stay: Pick<ListedEncounter, 'encounter' | 'patient'> | null) => void;
}

/** What the running app is made of; tests pass stand-ins. */
export interface Parts {
  readonly sources: readonly SourceKind[];
  readonly workerAddress: string | null;
  readonly workHere: () => Promise<Work>;
  readonly openStore: () => Promise<WorkStore>;
  readonly citations: () => Promise<Citations>;
}

/** An app with the means to stop it. */
export type RunningApp = App & { readonly end: (stop: Stop) => void };

const Context = createContext<App | null>(null);
export const AppProvider = Context.Provider;

/** The app this component is part of. */
export function useApp(): App {
  const app = useContext(Context);
  if (!app) throw new Error('useApp outside of AppProvider');
  return app;
}
