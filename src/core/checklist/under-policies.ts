import type { AuthorError } from '../chart/author-error.ts';
import type { Concepts } from '../chart/concept.ts';
import { measures } from '../measures/index.ts';
import { linkChecklist } from './link.ts';
import type { LinkedChecklist } from './linked.ts';
import { BASE_POLICY, type Policy, policyFrom } from './policy.ts';
import { notesFor } from './reading.ts';

/** A content file as parsed: `file` is its path, for messages. */
export interface WrittenFile {
  readonly file: string;
  readonly content: unknown;
}

/** A policy with the file it stands in, for messages. */
export interface PolicyFile {
  readonly policy: Policy;
  readonly file: string;
}

/** The policies in these files, base first, and what their authors got wrong; `checklists`: the names that they may change. */
export function policiesIn(
  files: readonly WrittenFile[],
  checklists: readonly string[],
): { readonly policies: readonly PolicyFile[]; readonly errors: readonly AuthorError[] } {
  const errors: AuthorError[] = [];
  const read = files.map((file) => {
    const notes = notesFor(file.file);
    const policy = policyFrom(notes, file.content, checklists);
    errors.push(...notes.errors);
    return { policy, file: file.file };
  });
  const rest = read.filter(({ policy }) => policy.id !== BASE_POLICY.id);
  const base = read.find(({ policy }) => policy.id === BASE_POLICY.id) ?? { policy: BASE_POLICY, file: '' };
  return { policies: [base, ...rest], errors };
}

/**
 * One checklist as written, linked under one policy; null where it has mistakes, or where the policy leaves it as it is in `base`. The base policy says what is wrong
 * with the checklist itself; another one repeats only what it breaks.
 */
export function linkUnder(
  id: string,
  { file, content }: WrittenFile,
  { policy, file: policyFile }: PolicyFile,
  concepts: Concepts,
): { readonly checklist: LinkedChecklist | null; readonly errors: readonly AuthorError[] } {
  const linked = linkChecklist(content, { file, concepts, measures, policy, policyFile });
  const isBase = policy.id === BASE_POLICY.id;
  const isChanged = isBase || policy.changes[id] !== undefined;
  return {
    checklist: isChanged ? linked.checklist : null,
    errors: isBase ? linked.errors : linked.errors.filter((error) => error.file === policyFile),
  };
}
