import type { QueryPurpose } from '../checklist/linked.ts';
import type { QueryRecord } from './record.ts';

export const PURPOSES = [
  'indicators-without-diagnosis',
  'treatment-without-diagnosis',
  'specificity',
  'resolve-conflict',
  'clinical-validation',
  'cause-effect',
  'poa',
  'substantiate-report',
  'complication',
] as const satisfies readonly QueryPurpose[];

/** Purposes that may ever be asked as yes or no (QL006); a hospital may allow fewer, never more. */
export const YES_NO_PURPOSES = [
  'poa',
  'clinical-validation',
  'cause-effect',
  'resolve-conflict',
  'substantiate-report',
  'complication',
] as const satisfies readonly QueryPurpose[];
export type YesNoPurpose = (typeof YES_NO_PURPOSES)[number];

/**
 * What a hospital decides about its queries. Null: not set. Hours count from sending. `overrideRoles`: who may keep a warning with a reason; empty:
 * everyone who writes queries.
 */
export type QueryPolicy = Readonly<{
  responseHours: Readonly<Record<QueryRecord['timing'], number | null>>;
  reminders: readonly number[];
  escalationLadder: readonly { readonly to: string; readonly hours: number }[];
  queryPartOfRecord: boolean | null;
  retentionYears: number | null;
  allowYesNoPurposes: readonly YesNoPurpose[];
  allowPriorEncounter: boolean;
  showCriteria: boolean;
  definitionSets: Readonly<Record<string, string | null>>;
  retrospectiveDays: number | null;
  allowPostBill: boolean;
  aiAssist: boolean;
  overrideRoles: readonly string[];
}>;

/** One thing wrong in the file: where, and what to write instead. */
export interface PolicyFault {
  readonly at: string;
  readonly remedy: string;
}
export type PolicyReading =
  | { readonly ok: true; readonly policy: QueryPolicy }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] };

/** The policy of a hospital that has set none. */
export const DEFAULT_QUERY_POLICY: QueryPolicy = {
  responseHours: { concurrent: 72, retrospective: null, 'post-bill': null },
  reminders: [24, 48],
  escalationLadder: [
    { to: 'peer', hours: 72 },
    { to: 'CDI lead', hours: 96 },
    { to: 'physician advisor', hours: 120 },
    { to: 'department chair', hours: 168 },
  ],
  queryPartOfRecord: null,
  retentionYears: null,
  allowYesNoPurposes: ['poa', 'clinical-validation', 'cause-effect', 'resolve-conflict', 'substantiate-report'],
  allowPriorEncounter: true,
  showCriteria: false,
  definitionSets: { sepsis: null, AKI: 'KDIGO', malnutrition: null },
  retrospectiveDays: null,
  allowPostBill: false,
  aiAssist: false,
  overrideRoles: [],
};
