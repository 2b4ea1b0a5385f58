import type { AuthorError } from '../chart/author-error.ts';
import type { Concepts } from '../chart/concept.ts';
import type { Measure } from '../measures/measure.ts';
import { linkChecklist } from './link.ts';
import type { LinkedChecklist } from './linked.ts';
import { BASE_POLICY, type Policy, policyFrom } from './policy.ts';
import { isRaw, notesFor } from './reading.ts';

/** A content file as parsed from YAML. */
export interface ContentFile {
  readonly file: string;
  readonly content: unknown;
}

/** A policy, and the checklists that differ under it. Plain JSON. */
export interface LinkedPolicy {
  readonly id: string;
  readonly title: string;
  readonly payers: readonly string[];
  readonly from: string | null;
  readonly until: string | null;
  readonly owner: string;
  readonly checklists: readonly LinkedChecklist[];
}

/** What the build ships: the checklists under the base policy, and per policy those it changes. */
export interface LinkedContent {
  readonly checklists: readonly LinkedChecklist[];
  readonly policies: readonly LinkedPolicy[];
}

/**
 * Links all checklists under all policies. Every mistake comes back as an error; content with errors must not be shipped.
 * A policy called `base` is the one without changes and names the house's choices; others start from it.
 */
export function linkContent(
  checklists: readonly ContentFile[],
  policies: readonly ContentFile[],
  concepts: Concepts,
  measures: readonly Measure[],
): { readonly content: LinkedContent; readonly errors: readonly AuthorError[] } {
  const errors: AuthorError[] = [];
  const ids = checklists.flatMap(({ content }) => (isRaw(content) && typeof content.id === 'string' ? [content.id] : []));
  const read = policies.map(({ file, content }) => {
    const notes = notesFor(file);
    const policy = policyFrom(notes, content, ids);
    errors.push(...notes.errors);
    return { file, policy };
  });
  const link = (written: ContentFile, policy: Policy, policyFile: string): LinkedChecklist | null => {
    const { checklist, errors: found } = linkChecklist(written.content, { file: written.file, concepts, measures, policy, policyFile });
    errors.push(...found);
    return checklist;
  };
  const base = read.find(({ policy }) => policy.id === BASE_POLICY.id);
  const linked = checklists.flatMap((written) => link(written, base?.policy ?? BASE_POLICY, base?.file ?? '') ?? []);
  const linkedPolicies = read.map(({ file, policy }): LinkedPolicy => {
    const { changes, ...rest } = policy;
    const changed =
      policy.id === BASE_POLICY.id ? [] : checklists.filter(({ content }) => isRaw(content) && changes[String(content.id)] !== undefined);
    return { ...rest, checklists: changed.flatMap((written) => link(written, policy, file) ?? []) };
  });
  return { content: { checklists: linked, policies: linkedPolicies }, errors: unique(errors) };
}

const unique = (errors: readonly AuthorError[]): readonly AuthorError[] => [
  ...new Map(errors.map((error) => [`${error.file} ${error.path} ${error.message}`, error])).values(),
];

/** The checklists as they stand under a policy; results name the policy even where it changes nothing. Null for an unknown policy. */
export function checklistsUnder(content: LinkedContent, policy: string): readonly LinkedChecklist[] | null {
  if (policy === BASE_POLICY.id) return content.checklists;
  const found = content.policies.find((one) => one.id === policy);
  if (!found) return null;
  return content.checklists.map((checklist) => found.checklists.find((changed) => changed.id === checklist.id) ?? { ...checklist, policy });
}

/** The policy of a payer on a day ('2026-03-01'); null when none is meant for it: base applies. */
export function policyForPayer(content: LinkedContent, payer: string, day: string): string | null {
  const fits = (one: LinkedPolicy) =>
    one.payers.includes(payer) && (one.from === null || one.from <= day) && (one.until === null || day <= one.until);
  return content.policies.find(fits)?.id ?? null;
}
