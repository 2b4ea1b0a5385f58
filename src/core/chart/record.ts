import type { Problem, Read } from './chart.ts';
import type { AuthorRole, Instant, NoteType, SourceRef } from './fact.ts';

/** A period as charted; an absent end is still running, an absent start unknown. Reversed periods never get here (Problem). */
export interface Period {
  readonly start?: Instant;
  readonly end?: Instant;
}

/** One FHIR Encounter, reduced to what tells a stay, its status and its places. Codes are kept as seen; nothing is concluded here. */
export interface EncounterRecord {
  readonly ref: SourceRef;
  readonly patient: SourceRef | null;
  readonly status: string;
  readonly class: { readonly system: string; readonly code: string; readonly text: string };
  readonly types: readonly { readonly system: string; readonly code: string; readonly text: string }[];
  readonly period: Period;
  readonly partOf: SourceRef | null;
  readonly account: readonly SourceRef[];
  readonly classHistory: readonly { readonly code: string; readonly system: string; readonly period: Period }[];
  readonly statusHistory: readonly { readonly status: string; readonly period: Period }[];
  readonly locations: readonly {
    readonly ref: SourceRef | null;
    readonly name: string;
    /** v3-RoleCode or local type code, '' when unknown: ER, ICU, HU, ... */
    readonly type: string;
    readonly zone: string | null;
    readonly period: Period;
  }[];
  readonly participants: readonly { readonly role: string; readonly ref: SourceRef | null; readonly period: Period }[];
  readonly dischargeDisposition: { readonly code: string; readonly text: string } | null;
  /** Where the patient came from, as coded or named (hospitalization.admitSource). */
  readonly admitSource: { readonly code: string; readonly text: string } | null;
  readonly serviceProvider: SourceRef | null;
}

/** One note: who, when, what kind, and its attachment as it came. Text is taken out of it in core/notes. */
export interface NoteRecord {
  readonly ref: SourceRef;
  readonly type: NoteType;
  readonly title: string;
  readonly at: Instant;
  readonly known?: Instant;
  readonly encounter: SourceRef | null;
  readonly author: string;
  readonly authorName: string;
  readonly role: AuthorRole;
  /** Who else signed it: for a student's note, whose attestation makes it theirs. */
  readonly cosigner?: { readonly ref: SourceRef; readonly role: AuthorRole };
  readonly signed: boolean;
  readonly standing?: 'preliminary' | 'amended' | 'withdrawn';
  readonly flags?: readonly string[];
  /** Attachments in order of preference (text, HTML, RTF, CDA, other). `data` is base64 or, for a resolved Binary, base64 too. */
  readonly attachments: readonly { readonly contentType: string; readonly data: string | null; readonly problem?: Problem }[];
}

/**
 * How one kind of resource was read: an EHR search followed to its last page, or "everything of this type in the file".
 * `category` narrows it ('laboratory', 'vital-signs'); absent means the whole type.
 */
export interface SourceRead {
  readonly type: string;
  readonly category?: string;
  readonly read: Read;
}
