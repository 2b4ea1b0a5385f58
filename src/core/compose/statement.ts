import type { Instant, SourceRef } from '../chart/fact.ts';
import type { QueryPurpose } from '../checklist/linked.ts';
import type { Audience, PromptKind } from '../evaluate/result.ts';

/** What a sentence rests on: a resource, or the search that found nothing. */
export type Source = SourceRef | { readonly search: string; readonly at: Instant };

/** One sentence shown to a person. There is no empty form: a sentence without a source does not compile. */
export interface Statement {
  readonly text: string;
  readonly sources: readonly [Source, ...Source[]];
}

/** A fact as every screen, copy and query prints it: label, value, unit, time, source, in one form. */
export interface EvidenceLine extends Statement {
  readonly concept: string;
  readonly label: string;
  readonly value: string | null;
  readonly unit: string | null;
  readonly at: Instant;
  /** Local wall clock of the hospital, '03-02 14:05'. */
  readonly time: string;
  readonly polarity: 'supports' | 'against' | 'neutral';
  /** Earlier and later values of the same concept, for the small picture; oldest first. */
  readonly trend: readonly { readonly at: Instant; readonly value: number }[];
  readonly threshold: number | null;
  readonly flags: readonly string[];
}

export interface Prompt {
  /** encounter + checklist + item. */
  readonly key: string;
  /** checklist version + set of (criterion, verdict, documentation): a closed prompt reopens only when this changes. */
  readonly fingerprint: string;
  readonly checklist: string;
  readonly item: string;
  readonly ref: string;
  readonly kind: PromptKind;
  readonly audience: readonly Audience[];
  readonly title: Statement;
  readonly text: Statement;
  readonly evidence: readonly EvidenceLine[];
  readonly absent: readonly Statement[];
  /** Answers to choose from, none preselected. */
  readonly options: readonly { readonly id: string; readonly text: string; readonly needsWords?: true }[];
  /** Why it is asked, when more than one item asks the same. */
  readonly reasons?: readonly Statement[];
  /** The other items that this prompt asks for as well. */
  readonly also?: readonly { readonly checklist: string; readonly item: string; readonly ref: string }[];
  readonly version: string;
}

export interface QueryOption {
  readonly text: string;
  readonly kind: 'diagnosis' | 'other' | 'undetermined' | 'no-additional' | 'not-significant' | 'ruled-out' | 'confirmed' | 'yes' | 'no';
  readonly indicatorRefs: readonly string[];
  readonly alreadyDocumented: boolean;
}

export interface QueryIndicator {
  readonly ref: string;
  readonly label: string;
  readonly value: string | null;
  readonly unit: string | null;
  readonly time: string;
  readonly scope: 'current' | 'prior';
  /** Why a finding of an earlier encounter matters now; only with scope `prior`. */
  readonly relevance?: string;
  readonly polarity: 'supports' | 'against' | 'neutral';
  readonly line: EvidenceLine;
}

export interface QueryDraft {
  readonly id: string;
  readonly checklist: string;
  readonly version: string;
  readonly purpose: QueryPurpose;
  readonly format: 'multiple-choice' | 'open' | 'yes-no';
  readonly title: string;
  readonly documentedStatements: readonly {
    readonly quote: string;
    readonly author: string;
    readonly noteType: string;
    readonly time: string;
    readonly ref: string;
  }[];
  readonly indicators: readonly QueryIndicator[];
  readonly question: string;
  readonly options: readonly QueryOption[];
  readonly body: string;
  readonly rationale: string | null;
}
