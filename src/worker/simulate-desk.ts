import type { AuthorError } from '../core/chart/author-error.ts';
import type { SourceRead } from '../core/chart/record.ts';
import type { LinkedChecklist } from '../core/checklist/linked.ts';
import type { WrittenFile } from '../core/checklist/under-policies.ts';
import { compareReviews, editedContent, type Review, type ReviewContent, reviewStays, type SimulatedStay } from '../core/review/index.ts';
import type { ReviewOptions } from './protocol.ts';

/** An edited checklist as its file was parsed, and the policy files of the build. */
export interface EditAsked {
  readonly file: WrittenFile;
  readonly policies: readonly WrittenFile[];
}

/** A checklist in its head: what a summary for sign-off names. */
export type ChecklistHead = Pick<LinkedChecklist, 'id' | 'title' | 'version' | 'stage' | 'owner' | 'reviewBy' | 'hash'> & {
  readonly prompts: number;
  readonly criteria: number;
  /** What its own list of changes says about this version; null: nothing. */
  readonly change: string | null;
};

/** What the check of an edited checklist found. `key`: by what name it is simulated; null while there are mistakes. */
export interface EditAnswer {
  readonly key: string | null;
  readonly errors: readonly AuthorError[];
  readonly before: ChecklistHead | null;
  readonly after: ChecklistHead | null;
}

/** One unit of encounters: the text of a Bundle, resources of several files (each its JSON text), or the encounter on screen. */
export type SimulateOn =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'resources'; readonly texts: readonly string[] }
  | { readonly kind: 'here' };

export interface SimulateAsked {
  readonly key: string;
  readonly on: SimulateOn;
  readonly options: Pick<ReviewOptions, 'policy' | 'site' | 'zone'>;
}

/** Why a unit gives no stay; its words stand on the screen. */
export type SimulateFault = 'not-json' | 'no-bundle' | 'no-stay' | 'no-edit' | 'not-read' | 'bug';

export type SimulateAnswer =
  | { readonly ok: true; readonly stays: readonly SimulatedStay[] }
  | { readonly ok: false; readonly fault: SimulateFault };

/** The stay on screen: its review, and what that review was made from. */
export interface StayHere {
  readonly review: Review;
  readonly resources: readonly unknown[];
  readonly sources: readonly SourceRead[];
  readonly options: ReviewOptions;
}

/** Checks an edited checklist, and what it does to stays. */
export interface Simulator {
  readonly edit: (asked: EditAsked) => EditAnswer;
  readonly simulate: (asked: SimulateAsked, here: StayHere | null) => SimulateAnswer;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A simulator over the content of the build. The newest edit that was right is kept under its key; nothing of a file's patients is. */
export function simulator(built: ReviewContent): Simulator {
  let edited: { readonly key: string; readonly checklist: string; readonly content: ReviewContent } | null = null;
  return {
    edit({ file, policies }) {
      const { errors, content, before, after } = editedContent(built, policies, file);
      const key =
        content && after
          ? `${after.id} ${Object.values(content.checklists).flatMap((each) => each.find(({ id }) => id === after.id)?.hash ?? [])}`
          : null;
      edited = content && after && key !== null ? { key, checklist: after.id, content } : null;
      return { key, errors, before: before && headOf(before), after: after && headOf(after) };
    },
    simulate({ key, on, options }, here) {
      if (edited?.key !== key) return { ok: false, fault: 'no-edit' };
      const { content, checklist } = edited;
      if (on.kind === 'here') {
        if (!here) return { ok: false, fault: 'not-read' };
        const { resources, sources } = here;
        const { entries, entriesAreComplete = true, ...own } = here.options;
        const options = { ...own, asOf: here.review.asOf };
        const given = { resources, sources, options, entriesAreComplete, ...(entries ? { entries } : {}) };
        const [before] = reviewStays({ ...given, content: built });
        const [after] = reviewStays({ ...given, content });
        return before && after ? { ok: true, stays: [compareReviews(before, after, checklist)] } : { ok: false, fault: 'no-stay' };
      }
      const resources = resourcesIn(on);
      if (typeof resources === 'string') return { ok: false, fault: resources };
      const before = reviewStays({ resources, content: built, options });
      const after = new Map(reviewStays({ resources, content, options }).map((review) => [review.encounter, review]));
      const stays = before.flatMap((review) => {
        const other = after.get(review.encounter);
        return other ? [compareReviews(review, other, checklist)] : [];
      });
      return stays.length > 0 ? { ok: true, stays } : { ok: false, fault: 'no-stay' };
    },
  };
}

function resourcesIn(on: Exclude<SimulateOn, { kind: 'here' }>): readonly unknown[] | SimulateFault {
  try {
    if (on.kind === 'resources') return on.texts.map((text) => ({ resource: JSON.parse(text) as unknown }));
    const value: unknown = JSON.parse(on.text);
    if (!isRecord(value) || value.resourceType !== 'Bundle') return 'no-bundle';
    if (value.entry === undefined) return [];
    return Array.isArray(value.entry) ? (value.entry as unknown[]) : 'no-bundle';
  } catch {
    return 'not-json';
  }
}

const headOf = (checklist: LinkedChecklist): ChecklistHead => {
  const { id, title, version, stage, owner, reviewBy, hash, expect, conflicts, criteria, statusPrompts, changes } = checklist;
  const prompts = expect.length + conflicts.length + Object.values(statusPrompts).flatMap((cells) => Object.values(cells).flat()).length;
  return {
    id,
    title,
    version,
    stage,
    owner,
    reviewBy,
    hash,
    prompts,
    criteria: Object.keys(criteria).length,
    change: changes[version] ?? null,
  };
};
