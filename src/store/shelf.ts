import type { Word } from './tabs.ts';
import type { AuditEvent, Count } from './trail.ts';
import type { Erased, KindTotal, WorkItem, WorkKind } from './work.ts';

/** What tells one kept value from another. */
export type ItemName = Pick<WorkItem, 'context' | 'owner' | 'kind'> & { readonly key: string };

/** Where things are really kept: this window's memory, or the device. A shelf may reject; the steady store above it never does. */
export interface Shelf {
  readonly ofContext: (context: string, owner: string) => Promise<readonly WorkItem[]>;
  readonly ofOwner: (owner: string) => Promise<readonly WorkItem[]>;
  /** `isImport`: what stands is kept unless the item is newer. */
  readonly put: (item: WorkItem, isImport: boolean) => Promise<void>;
  readonly drop: (name: ItemName) => Promise<void>;
  readonly addEvent: (owner: string, event: AuditEvent) => Promise<void>;
  readonly events: (owner: string) => Promise<readonly AuditEvent[]>;
  readonly lose: (events: number) => Promise<void>;
  readonly lost: () => Promise<number>;
  /** Records that did not open, or had not the shape of their kind. */
  readonly broken: () => Promise<number>;
  readonly count: (one: Count) => Promise<void>;
  readonly counts: () => Promise<readonly Count[]>;
  readonly totals: (owner: string) => Promise<readonly KindTotal[]>;
  readonly prefs: (owner: string) => Promise<unknown>;
  readonly keepPrefs: (owner: string, prefs: unknown) => Promise<void>;
  readonly erase: (withCounts: boolean) => Promise<Omit<Erased, 'isSure'>>;
  /** Erases what is past its days. */
  readonly clean: () => Promise<void>;
  readonly tell: (word: Word, context?: string) => void;
  readonly close: () => void;
}

/** The key of a value, whatever its kind. */
export const keyOf = (value: unknown): string => (value as { readonly key: string }).key;

export const nameOf = ({ context, owner, kind, value }: WorkItem): ItemName => ({ context, owner, kind, key: keyOf(value) });

/** One name for one value, within this window. */
export const idOf = ({ context, kind, key }: { readonly context: string; readonly kind: WorkKind; readonly key: string }): string =>
  JSON.stringify([context, kind, key]);
