/** Public face: a user's own work (drafts, dismissals, reviews, queries), kept on the device where that is allowed, else in memory with a visible mark. */
import { memoryStore, type WorkStore } from './work.ts';

export { AUDIT_ACTIONS, type AuditAction, type AuditEvent, COUNTERS, type Count, type CounterName } from './trail.ts';
export {
  type CaseReview,
  DISMISS_REASONS,
  type DismissReason,
  type Draft,
  type Feedback,
  type Handover,
  type Kept,
  type KeptEntry,
  LIST,
  NOTHING_KEPT,
  type Place,
  type Rating,
  type SignOff,
  type SnoozeUntil,
  WORK_KINDS,
  type WorkKind,
  type WorkStore,
  type WorkValues,
  withoutValue,
  withValue,
} from './work.ts';

/** The device's store, or memory when the browser refuses. Never rejects. */
export async function openStore(): Promise<WorkStore> {
  try {
    const { deviceStore } = await import('./device.ts');
    return await deviceStore();
  } catch {
    return memoryStore();
  }
}
