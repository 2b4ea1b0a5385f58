/** Public face: a user's own work (drafts, dismissals, reviews, queries), kept on the device where that is allowed, else in memory with a visible mark. */
import type { Keeping } from './device.ts';
import { steadyStore, troubleOf } from './steady.ts';
import type { Trouble, WorkStore } from './work.ts';

export type { Keeping } from './device.ts';
export type { Lifetimes } from './lifetimes.ts';
export { allReviews } from './past-reviews.ts';
export { AUDIT_ACTIONS, type AuditAction, type AuditEvent, COUNTERS, type Count, type CounterName } from './trail.ts';
export type { ImportReport } from './transfer.ts';
export {
  type CaseReview,
  DISMISS_REASONS,
  type DismissReason,
  type Draft,
  type Erased,
  type Erasing,
  type Feedback,
  type Handover,
  type Kept,
  type KeptEntry,
  type KindTotal,
  type LevelDecision,
  LIST,
  NOTHING_KEPT,
  type PastReview,
  type Place,
  type Rating,
  type Sending,
  type SignOff,
  type SnoozeUntil,
  type Trouble,
  WORK_KINDS,
  type WorkItem,
  type WorkKind,
  type WorkStore,
  type WorkValues,
  withoutValue,
  withValue,
} from './work.ts';

/** Longest wait for the device before work starts in memory; the device may still come later. */
const OPEN_MS = 3000;

/** A store that ends with this window, and says why. */
export function memoryStore(trouble: Trouble | null = null): WorkStore {
  const store = steadyStore();
  if (trouble) store.lack(trouble);
  return store;
}

/**
 * The device's store; memory, with the reason, while the browser refuses, a newer build owns the database or another window blocks it. Never rejects. A device
 * that comes late takes over what was kept meanwhile.
 */
export async function openStore(keeping: Keeping, now: () => number = Date.now): Promise<WorkStore> {
  const store = steadyStore(now);
  if (!globalThis.crypto?.subtle || typeof indexedDB === 'undefined') {
    store.lack('refused');
    return store;
  }
  const events = {
    onClosed: () => store.lack('taken-over'),
    onChange: store.heardChange,
    onErased: store.heardErased,
  };
  const opening = import('./device.ts')
    .then(({ openDevice }) => openDevice(keeping, events, now))
    .then(
      (device) => store.adopt(device),
      (error) => store.lack(troubleOf(error)),
    );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), OPEN_MS);
  });
  if ((await Promise.race([opening, late])) === 'late') store.lack('blocked');
  clearTimeout(timer);
  return store;
}
