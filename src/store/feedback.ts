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
export type SnoozeUntil = { readonly at: number } | { readonly event: 'next-result' | 'discharge' };

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

/** Everything kept for one context (server + patient + encounter + user). Nothing of the chart itself. */
export interface Kept {
  readonly feedback: readonly Feedback[];
  readonly ratings: readonly Rating[];
  readonly drafts: readonly Draft[];
}

export const NOTHING_KEPT: Kept = { feedback: [], ratings: [], drafts: [] };

/** A place that keeps one value per context. `kind` is shown: in memory only means that drafts end with this window. */
export interface FeedbackStore {
  readonly kind: 'device' | 'memory';
  /** Never throws: what cannot be read or opened is treated as nothing kept. */
  readonly load: (contextKey: string) => Promise<Kept>;
  /** False when it could not be kept; the caller still has it in memory. */
  readonly save: (contextKey: string, kept: Kept) => Promise<boolean>;
  /** Erases everything of every context on this device. */
  readonly wipe: () => Promise<void>;
}

/** Keeps in memory, for browsers that refuse storage. */
export function memoryStore(): FeedbackStore {
  const kept = new Map<string, Kept>();
  return {
    kind: 'memory',
    load: async (contextKey) => kept.get(contextKey) ?? NOTHING_KEPT,
    save: async (contextKey, value) => {
      kept.set(contextKey, value);
      return true;
    },
    wipe: async () => kept.clear(),
  };
}
