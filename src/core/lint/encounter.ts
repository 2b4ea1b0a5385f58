import type { Instant } from '../chart/fact.ts';

/** One resource as it stands in the record now, to compare with what a draft quotes. */
export interface CurrentResource {
  readonly value?: number | string;
  readonly unit?: string;
  readonly at?: Instant;
  readonly status?: string;
  readonly patient?: string;
  /** Security labels or categories, lower case. */
  readonly labels?: readonly string[];
}

/** What the open encounter tells the linter. Every field is optional: a rule without its field is silent. */
export interface LintEncounter {
  readonly patient?: string;
  /** Refs or names of the providers who look after the patient now (QL009). */
  readonly providers?: readonly string[];
  readonly resources?: ReadonlyMap<string, CurrentResource>;
  /** First instant that counts as "this encounter" (QL011). */
  readonly lookbackFrom?: Instant;
  readonly admittedAt?: Instant;
  readonly openQueries?: readonly { readonly id: string; readonly concept: string; readonly recipient: string }[];
  /** The gap has been answered by a statement written since (QL013). */
  readonly answeredBy?: string;
  /** Refs of facts that speak against, known to the checklist (QL042). */
  readonly against?: readonly string[];
  /** Refs of medications that were given (QL050). */
  readonly given?: ReadonlySet<string>;
  /** Definition sets the hospital's policy names (QL063), lower case. */
  readonly definitionSets?: readonly string[];
  /** Names of the patient, to find them in free text (QL073). */
  readonly names?: readonly string[];
  readonly daysClosed?: number;
  readonly retrospectiveDays?: number;
}
