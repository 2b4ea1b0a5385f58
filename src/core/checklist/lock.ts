import type { LinkedChecklist } from './linked.ts';

/** Hashes of approved content: 'sepsis@1.2.0' -> 'sha256:...'. Written when a version is approved, never edited. */
export type Lock = Readonly<Record<string, string>>;

/**
 * What is wrong with approved content: changed without a new version, approved but not in the lock, or a locked version gone backwards.
 * Drafts and content in review may change freely.
 */
export function lockFaults(lock: Lock, checklists: readonly LinkedChecklist[]): readonly string[] {
  return checklists.flatMap(({ id, version, stage, hash }) => {
    const locked = lock[`${id}@${version}`];
    if (stage === 'approved' && locked === undefined) return [`${id} ${version} is approved but not in checklists.lock.json`];
    if (locked !== undefined && locked !== hash)
      return [`${id} ${version} was approved and has changed: it needs a new version and a line under changes`];
    return [];
  });
}
