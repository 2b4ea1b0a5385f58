import type { AuthorError } from '../chart/author-error.ts';
import type { LinkedChecklist } from '../checklist/linked.ts';
import { BASE_POLICY } from '../checklist/policy.ts';
import { linkUnder, policiesIn, type WrittenFile } from '../checklist/under-policies.ts';
import { yieldFaults } from '../checklist/yields.ts';
import { lintChecklist } from '../lint/index.ts';
import { type ReviewContent, toolkitOf } from './content.ts';

/** An edited checklist as a build would take it: the content with it in place of the one before, or what its author got wrong. */
export interface Edited {
  readonly errors: readonly AuthorError[];
  /** Null while there are errors. */
  readonly content: ReviewContent | null;
  readonly before: LinkedChecklist | null;
  readonly after: LinkedChecklist | null;
}

/**
 * Checks one checklist as the build does: schema, names, units and references under every policy, what yields to what across checklists, and the wording of every prompt
 * and query template. `policies`: the policy files of the build. The checklist must be one that the build holds.
 */
export function editedContent(built: ReviewContent, policies: readonly WrittenFile[], file: WrittenFile): Edited {
  const base = built.checklists[BASE_POLICY.id] ?? [];
  const written = typeof file.content === 'object' && file.content !== null ? (file.content as { readonly id?: unknown }).id : undefined;
  const names = base.map(({ id }) => id);
  const before = base.find(({ id }) => id === written) ?? null;
  const none = { content: null, before, after: null };
  if (!before) {
    const message = `this build holds no checklist of the id ${JSON.stringify(written ?? null)} (known: ${names.join(', ')})`;
    return { ...none, errors: [{ file: file.file, path: 'id', message }] };
  }
  const { policies: read, errors: mistakes } = policiesIn(policies, names);
  const errors: AuthorError[] = [...mistakes];
  const checklists: Record<string, readonly LinkedChecklist[]> = { ...built.checklists };
  for (const policy of read) {
    const linked = linkUnder(before.id, file, policy, built.concepts);
    errors.push(...linked.errors);
    const { id } = policy.policy;
    const others = (built.checklists[id] ?? []).filter((one) => one.id !== before.id);
    if (linked.checklist) checklists[id] = [...others, linked.checklist].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  const fileOf = (id: string) => (id === before.id ? file.file : `checklists/${id}/checklist.yaml`);
  if (errors.length === 0) errors.push(...yieldFaults(checklists[BASE_POLICY.id] ?? [], fileOf));
  const after = checklists[BASE_POLICY.id]?.find(({ id }) => id === before.id) ?? null;
  if (errors.length === 0 && after) {
    const lexicon = toolkitOf(built).lint;
    // as the build's own tests: no remark of any weight
    for (const { rule, at, message } of lintChecklist(after, { lexicon, concepts: built.concepts }))
      errors.push({ file: file.file, path: at, message: `${message} (${rule})` });
  }
  if (errors.length > 0) return { ...none, errors };
  return { errors, before, after, content: { ...built, checklists } };
}
