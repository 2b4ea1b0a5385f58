import type { QueryRecord } from '../../../core/query/record.ts';
import type { CaseLook, KeptCase } from '../../../core/worklist/index.ts';
import type { CaseReview, Kept, SignOff } from '../../../store/index.ts';
import type { App } from '../../model.ts';
import { encounterRef } from './row.ts';

/** What this user's own work says of encounters, gathered over all of them: reviews and queries by their key. */
export interface Memory {
  /** Asks the device; what was learned from open cases since stays. */
  readonly recall: (app: App) => Promise<void>;
  /** Takes what an open case keeps; what that case dropped since is forgotten. True: something of it changed. */
  readonly take: (app: App) => boolean;
  /** `named`: the stay as its review is named, which may be another of its encounters. */
  readonly caseOf: (encounter: string, named?: string) => KeptCase;
  /** After a review was taken back: the one before it, or none. */
  readonly restore: (encounter: string, before: CaseReview | null) => void;
  readonly reviews: () => readonly CaseReview[];
  readonly queries: () => readonly QueryRecord[];
  /** Encounters this user worked on before. */
  readonly encounters: () => readonly string[];
}

const idOf = (key: string): string | null => /^Encounter\/([A-Za-z0-9.-]{1,64})/.exec(key)?.[1] ?? null;

/** The look of a review, if it is one this version writes. */
export function lookIn(review: CaseReview | undefined): CaseLook | null {
  const look = review?.look as Partial<CaseLook> | null | undefined;
  const isLook =
    look?.form === 1 &&
    typeof look.encounter === 'string' &&
    typeof look.asOf === 'number' &&
    Array.isArray(look.prompts) &&
    !!look.charted;
  return isLook ? (look as CaseLook) : null;
}

export function newMemory(): Memory {
  const reviews = new Map<string, CaseReview>();
  const queries = new Map<string, QueryRecord>();
  const others = new Set<string>();
  const last = new WeakMap<App, Pick<Kept, 'reviews' | 'queries'>>();
  const update = <T extends { readonly key: string }>(into: Map<string, T>, before: readonly T[], now: readonly T[]) => {
    for (const each of before) if (!now.some(({ key }) => key === each.key)) into.delete(each.key);
    for (const each of now) into.set(each.key, each);
  };
  return {
    async recall(app) {
      const [r, q, f, s] = await Promise.all([
        app.all('case-review'),
        app.all('query'),
        app.all('feedback'),
        app.all('sign-off') as Promise<readonly SignOff[]>,
      ]);
      for (const each of r) if ((reviews.get(each.key)?.at ?? Number.NEGATIVE_INFINITY) <= each.at) reviews.set(each.key, each);
      for (const each of q) if ((queries.get(each.key)?.history.length ?? 0) <= each.history.length) queries.set(each.key, each);
      for (const { key } of [...f, ...s]) {
        const id = idOf(key);
        if (id) others.add(id);
      }
    },
    take(app) {
      const now = app.kept.value;
      const before = last.get(app);
      if (before?.reviews === now.reviews && before.queries === now.queries) return false;
      update(reviews, before?.reviews ?? [], now.reviews);
      update(queries, before?.queries ?? [], now.queries);
      last.set(app, { reviews: now.reviews, queries: now.queries });
      return true;
    },
    caseOf(encounter, named) {
      const own = encounterRef(encounter);
      const look = lookIn(reviews.get(own));
      return {
        // A look of another encounter of the stay cannot be compared with this one.
        lastLook: look !== null && (named === undefined || look.encounter === named) ? look : null,
        queries: [...queries.values()].filter((each) => each.encounter === own || each.encounter === named),
      };
    },
    restore(encounter, before) {
      if (before) reviews.set(encounterRef(encounter), before);
      else reviews.delete(encounterRef(encounter));
    },
    reviews: () => [...reviews.values()],
    queries: () => [...queries.values()],
    encounters: () => [
      ...new Set([
        ...[...reviews.keys()].flatMap((key) => idOf(key) ?? []),
        ...[...queries.values()].flatMap((each) => idOf(each.encounter) ?? []),
        ...others,
      ]),
    ],
  };
}
