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
    if (locked !== undefined && locked !== hash)
      return [`${id} ${version} was approved and has changed: it needs a new version and a line under changes`];
    const later = approvedVersions(lock, id).find((one) => isLater(one, version));
    if (later !== undefined) return [`${id} ${version} lies before ${later}, which was approved: versions only go up`];
    if (stage === 'approved' && locked === undefined) return [`${id} ${version} is approved but not in checklists.lock.json`];
    return [];
  });
}

/**
 * The lock with one more approved version, or why it is refused: not called approved in the file, its review is overdue on `today` ('2026-11-21'),
 * or this version is approved already with other content. Approving the same content again changes nothing.
 */
export function approve(lock: Lock, checklist: LinkedChecklist, today: string): { readonly lock: Lock } | { readonly refused: string } {
  const { id, version, stage, hash, reviewBy } = checklist;
  if (stage !== 'approved') return { refused: `${id} ${version} is ${stage}: the content owner writes stage: approved first` };
  if (isReviewDue(checklist, today)) return { refused: `${id} ${version} was to be reviewed by ${reviewBy}` };
  const added = { ...lock, [`${id}@${version}`]: lock[`${id}@${version}`] ?? hash };
  const [fault] = lockFaults(added, [checklist]);
  if (fault !== undefined) return { refused: fault };
  return { lock: Object.fromEntries(Object.entries(added).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** True when the day by which the owner meant to look again has passed. For the content owner; a clinician is not shown it. */
export const isReviewDue = (checklist: Pick<LinkedChecklist, 'reviewBy' | 'stage'>, today: string): boolean =>
  checklist.stage !== 'retired' && checklist.reviewBy < today;

const approvedVersions = (lock: Lock, id: string): readonly string[] =>
  Object.keys(lock).flatMap((key) => (key.startsWith(`${id}@`) ? [key.slice(id.length + 1)] : []));

/** '1.10.0' is later than '1.9.0'. */
function isLater(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i += 1) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
