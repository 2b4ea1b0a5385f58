import type { Instant } from '../chart/fact.ts';

/**
 * What a reviewer found in a criteria set the hospital is licensed for (or has written itself), as entered or imported. The sets themselves are
 * proprietary: none of their text is here, only the name, the version and the outcome.
 */
export interface CriteriaResult {
  readonly setName: string;
  readonly vendor: string;
  readonly version: string;
  readonly subset: string;
  readonly reviewType: 'admission' | 'continued';
  readonly outcome: 'met' | 'not-met' | 'not-reviewed';
  readonly selectedLevel: string;
  readonly reviewerRole: string;
  readonly reviewedAt: Instant;
  readonly externalUrl?: string;
  readonly note?: string;
}
