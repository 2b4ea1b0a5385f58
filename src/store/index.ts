/** Public face: what a user did with prompts, kept on the device where that is allowed, else in memory with a visible mark. */
import { type FeedbackStore, memoryStore } from './feedback.ts';

export {
  DISMISS_REASONS,
  type DismissReason,
  type Draft,
  type Feedback,
  type FeedbackStore,
  type Kept,
  NOTHING_KEPT,
  type Rating,
  type SnoozeUntil,
} from './feedback.ts';

/** The device's store, or memory when the browser refuses. Never rejects. */
export async function openFeedbackStore(): Promise<FeedbackStore> {
  try {
    const { deviceStore } = await import('./device.ts');
    return await deviceStore();
  } catch {
    return memoryStore();
  }
}
