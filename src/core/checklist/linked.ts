import type { AuthorRole, ConceptId, NoteType, Says, SectionClass } from '../chart/fact.ts';
import type { Verdict } from '../chart/verdict.ts';
import type { Audience, PromptKind, Status } from './kinds.ts';

/** A comparison, ready to run. `value` is in the concept's unit; `native` holds the bound in units that are compared as charted. */
export interface NumberBound {
  readonly op: 'above' | 'below' | 'at-least' | 'at-most';
  readonly value: number;
  readonly native: Readonly<Record<string, number>>;
}

export type BuiltInInstant = 'arrived' | 'admitted' | 'discharged' | 'now';

/** One side of a window: an instant of the stay or an anchor of the checklist, moved by `offsetMs`. */
export interface Edge {
  readonly instant: BuiltInInstant | null;
  readonly anchor: string | null;
  readonly offsetMs: number;
}

export interface Window {
  readonly from: Edge;
  readonly to: Edge;
}

/** A rise or fall between any earlier and later value: by an amount in the concept's unit, or by a factor. */
export interface Change {
  readonly direction: 'rise' | 'fall';
  readonly amount: number | null;
  readonly factor: number | null;
  readonly withinMs: number;
}

/** A question about facts of one concept. All names resolved, all units converted. */
export interface Leaf {
  readonly form: 'fact';
  readonly concept: ConceptId;
  readonly label: string;
  /** The concept itself first, then the narrower ones that count for it: what must be read before "not found" may be said. */
  readonly members: readonly ConceptId[];
  /** Calculated concepts: everything they are calculated from. Empty for charted ones. */
  readonly inputs: readonly ConceptId[];
  readonly measure: boolean;
  /** Stays and devices: without an end they are still running. */
  readonly runs: boolean;
  readonly numbers: readonly NumberBound[];
  readonly is: readonly string[] | null;
  readonly with: readonly string[];
  readonly without: readonly string[];
  /** Null: whatever it says. */
  readonly says: readonly Says[] | null;
  readonly by: readonly (AuthorRole | 'provider')[] | null;
  readonly in: readonly NoteType[] | null;
  readonly section: readonly SectionClass[] | null;
  readonly linkedTo: readonly ConceptId[] | null;
  readonly weakLinks: boolean;
  readonly novel: boolean | null;
  readonly window: Window | null;
  readonly knownBy: Edge | null;
  readonly pick: 'first' | 'last' | 'highest' | 'lowest' | null;
  readonly change: Change | null;
  readonly times: number;
  readonly apartMs: number;
  readonly withinMs: number | null;
  readonly lastingMs: number | null;
}

export type Sameness = 'sample' | 'note' | 'section';

export type Criterion =
  | Leaf
  | { readonly form: 'all'; readonly parts: readonly Criterion[]; readonly withinMs: number | null; readonly same: Sameness | null }
  | { readonly form: 'any'; readonly parts: readonly Criterion[] }
  | {
      readonly form: 'atLeast';
      readonly count: number;
      readonly parts: readonly Criterion[];
      readonly withinMs: number | null;
      readonly same: Sameness | null;
    }
  | { readonly form: 'not'; readonly part: Criterion }
  | { readonly form: 'met'; readonly name: string };

export interface NamedCriterion {
  readonly label: string;
  readonly source: string;
  readonly criterion: Criterion;
}

/** An expected item, a conflict, or a cell of `status-prompts` (whose `looksFor` is null: the governing definition). */
export interface LinkedItem {
  readonly id: string;
  readonly ref: string;
  readonly kind: PromptKind;
  readonly audience: readonly Audience[];
  readonly afterDischarge: readonly Audience[] | null;
  readonly label: string;
  readonly source: string;
  readonly when: Criterion | null;
  readonly looksFor: Criterion | null;
  readonly title: string | null;
  readonly prompt: string | null;
  readonly group: string | null;
  readonly answers: readonly string[];
  /** Items that ask instead of this one while they ask the same reader: 'item', or 'checklist/item' of another. */
  readonly yieldsTo: readonly string[];
  /** Criteria, definitions and anchors it rests on, directly or not: what the fingerprint is made of. */
  readonly uses: readonly string[];
}

export type QueryPurpose =
  | 'indicators-without-diagnosis'
  | 'treatment-without-diagnosis'
  | 'specificity'
  | 'resolve-conflict'
  | 'clinical-validation'
  | 'cause-effect'
  | 'poa'
  | 'substantiate-report'
  | 'complication';

export interface LinkedOption {
  readonly text: string;
  readonly kind: 'diagnosis' | 'ruled-out' | 'confirmed' | 'no-additional' | 'not-significant' | 'yes' | 'no';
  /** Offered only when one of these criteria is met; empty: always. */
  readonly supportedBy: readonly string[];
}

export interface LinkedQuery {
  readonly id: string;
  readonly when: { readonly statuses: readonly Status[] } | { readonly item: string };
  readonly purpose: QueryPurpose;
  readonly format: 'multiple-choice' | 'open' | 'yes-no';
  readonly title: string;
  /** Criteria whose facts are printed, for and against. */
  readonly cite: readonly string[];
  /** Concepts always printed: first, lowest, highest, last. */
  readonly show: readonly ConceptId[];
  readonly ask: string;
  readonly options: readonly LinkedOption[];
  readonly rationale: string | null;
}

export interface SourceEntry {
  readonly title: string;
  readonly link: string | null;
  /** First and last day it holds, '2025-10-01', both included; null: not tied to a day. */
  readonly from: string | null;
  readonly until: string | null;
}

/** Kinds of patient data whose use a checklist declares (45 CFR 170.315(b)(11)). */
export type AttributeUse =
  | 'race'
  | 'ethnicity'
  | 'language'
  | 'sexual-orientation'
  | 'gender-identity'
  | 'sex'
  | 'date-of-birth'
  | 'social-determinants'
  | 'health-status-assessments';

export interface UseOfPatientData {
  readonly used: boolean;
  /** In words; null when not used. */
  readonly how: string | null;
}

/** With the citations (`sources`) the thirteen source attributes of decision support: shown beside every rule, never used by one. */
export interface Attributes {
  readonly developer: string;
  readonly funding: string;
  /** Days, '2026-11-21': first released, and last revised. */
  readonly released: string;
  readonly revised: string;
  readonly uses: Readonly<Record<AttributeUse, UseOfPatientData>>;
}

export type StatusWithPrompt = 'unsupported' | 'conflicting' | 'uncertain' | 'undocumented';

/** One checklist with every name resolved, under one policy. Plain JSON: the build ships it, the evaluator reads it. */
export interface LinkedChecklist {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly stage: 'draft' | 'in-review' | 'approved' | 'retired';
  readonly owner: string;
  readonly reviewBy: string;
  readonly attributes: Attributes;
  readonly hash: string;
  readonly policy: string;
  readonly about: ConceptId;
  /** How documentation is known: concepts read in notes, or a criterion (status orders). */
  readonly documentedAs: readonly ConceptId[];
  /** Of these, the narrower ones: "no septic shock" does not deny sepsis. */
  readonly narrower: readonly ConceptId[];
  readonly documentedBy: Criterion | null;
  readonly appliesTo: Criterion | null;
  readonly governing: string;
  readonly sources: Readonly<Record<string, SourceEntry>>;
  readonly anchors: Readonly<Record<string, Criterion>>;
  readonly criteria: Readonly<Record<string, NamedCriterion>>;
  readonly definitions: Readonly<Record<string, NamedCriterion>>;
  readonly expect: readonly LinkedItem[];
  readonly conflicts: readonly LinkedItem[];
  readonly statusPrompts: Readonly<Partial<Record<StatusWithPrompt, Readonly<Partial<Record<Verdict, readonly LinkedItem[]>>>>>>;
  readonly queries: readonly LinkedQuery[];
  readonly support: readonly { readonly says: string; readonly when: Criterion | null }[];
  readonly changes: Readonly<Record<string, string>>;
  /** Every charted concept it needs, inputs of measures included: the read plan. */
  readonly needs: readonly ConceptId[];
}
