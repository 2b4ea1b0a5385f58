/** Where a fact can be looked up: 'Observation/4711', or 'DocumentReference/9#412-437' for characters 412-437 of a note. */
export type SourceRef = string & { readonly __source: unique symbol };

/** Milliseconds since the epoch, UTC. A fact without a usable instant is not a fact: it stays a Problem. */
export type Instant = number;

/** Readable id of one thing in a chart, as named in `checklists/_concepts` or produced by a measure: 'lactate', 'inpatient-order'. */
export type ConceptId = string;

/** What a statement, problem or status order claims. See docs/glossary.md; mapping from the twelve note statuses is in core/notes. */
export type Says = 'affirmed' | 'denied' | 'uncertain' | 'historical';

/** Who wrote it, as far as the chart tells. `provider` in a checklist means attending, consultant, resident, physician, app. */
export type AuthorRole =
  | 'attending'
  | 'consultant'
  | 'resident'
  | 'physician'
  | 'app'
  | 'nurse'
  | 'dietitian'
  | 'radiologist'
  | 'respiratory-therapist'
  | 'therapist'
  | 'pharmacist'
  | 'case-manager'
  | 'student'
  | 'coder'
  | 'other'
  | 'unknown';

export type NoteType =
  | 'hp'
  | 'progress'
  | 'discharge-summary'
  | 'consult'
  | 'ed'
  | 'operative'
  | 'procedure'
  | 'addendum'
  | 'query-response'
  | 'nursing'
  | 'respiratory'
  | 'dietitian'
  | 'therapy'
  | 'case-management'
  | 'pharmacy'
  | 'radiology'
  | 'pathology'
  | 'other';

/** Effect classes of note sections: note-language reference, section 5. */
export type SectionClass = 'diagnosis' | 'narrative' | 'history' | 'family-social' | 'findings' | 'indication' | 'instructions' | 'admin';

/** The note a statement stands in, and what it is joined to there ("AKI due to sepsis" -> linkedTo 'sepsis', strong). */
export interface NoteContext {
  readonly type: NoteType;
  readonly section: string;
  readonly sectionClass: SectionClass;
  readonly signed: boolean;
  /** The words the status rests on ("no evidence of"); absent when plainly affirmed. */
  readonly cue?: string;
  /** The sentence, at most 300 characters, verbatim. */
  readonly snippet: string;
  readonly copied?: boolean;
  readonly linkedTo?: readonly ConceptId[];
  readonly linkCertainty?: 'strong' | 'weak' | 'uncertain';
}

/**
 * One thing known about this stay. Immutable. `value` is already in the concept's unit; `charted` keeps what the chart said.
 * A withdrawn fact (entered in error, cancelled after the fact) stays visible but matches nothing.
 */
export interface Fact {
  readonly concept: ConceptId;
  /** When it was true: collected, given, ordered, written. */
  readonly at: Instant;
  /** End of things with a duration: infusions, ventilation, unit stays. Absent while still running or when momentary. */
  readonly until?: Instant;
  /** When the chart knew it (issued, filed); for "was this known when it was ordered?" */
  readonly known?: Instant;
  readonly value?: number;
  /** Sound interval reading of "<0.5": the value is the bound, and the fact satisfies only what every value in the interval satisfies. */
  readonly comparator?: '<' | '<=' | '>' | '>=';
  /** Value and unit as charted, when they differ from the concept's unit. Shown first, compared natively where the bound has this unit. */
  readonly charted?: { readonly value: number; readonly unit: string };
  readonly text?: string;
  /** The code a procedure was recognised by, 'cpt|27134': dated lists ask for it. */
  readonly code?: string;
  readonly says?: Says;
  readonly by?: AuthorRole;
  /** Opaque id of the author ('Practitioner/12'); conflict between authors needs to tell two people apart. */
  readonly author?: string;
  readonly standing?: 'preliminary' | 'amended' | 'withdrawn';
  /** A score's components, those nobody measured, and the highest sum they would still allow. */
  readonly parts?: Readonly<Record<string, number>>;
  readonly missing?: readonly string[];
  readonly upTo?: number;
  /** estimated, computed, coded, to-clarify, by-text, by-time, other-stay, explained, improving, resolved, fio2-estimated, order-only ... */
  readonly flags?: readonly string[];
  readonly note?: NoteContext;
  /** Never empty; a calculated fact carries all of its inputs. */
  readonly from: readonly [SourceRef, ...SourceRef[]];
}

/** True when the fact carries the flag. */
export const hasFlag = (fact: Fact, flag: string): boolean => fact.flags?.includes(flag) ?? false;

/** The one place where a string becomes a SourceRef; callers vouch that it names a resource of the EHR it was read from. */
export const sourceRef = (text: string): SourceRef => text as SourceRef;

/** Roles whose statements can document a diagnosis (ICD-10-CM guideline I.A.19: the provider responsible for it). */
export const PROVIDER_ROLES: ReadonlySet<AuthorRole> = new Set<AuthorRole>(['attending', 'consultant', 'resident', 'physician', 'app']);
