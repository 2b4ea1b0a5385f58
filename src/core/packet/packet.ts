import type { Problem } from '../chart/chart.ts';
import type { Instant, SourceRef } from '../chart/fact.ts';
import type { Verdict } from '../chart/verdict.ts';
import { canonicalJson } from '../checklist/canonical.ts';
import type { Statement } from '../compose/statement.ts';

/** What a packet is about: the id of a checklist whose condition is documented, or 'level-of-care'. */
export type PacketSubject = string;

export const LEVEL_OF_CARE = 'level-of-care';

/** Who made the packet, and the clock of that moment. No part of the evidence: the hash does not cover it. */
export interface Prepared {
  readonly by: string;
  readonly at: Instant;
}

/** One fact or sentence of the record, with when, from where and by whom. `text` is the whole; the other fields are its parts, for a table. */
export interface PacketLine extends Statement {
  /** Without time and author: 'Lactate 3.1 mmol/L'. */
  readonly says: string;
  readonly at: Instant | null;
  /** Wall clock of the hospital with the year, '2026-03-02 14:05'; null where the record gives none. */
  readonly time: string | null;
  /** 'Sami Haddad, attending, H&P'; null where the record does not tell. */
  readonly by: string | null;
  /** The words of the note inside `says`, verbatim: the linter judges what is said around them. */
  readonly quote: string | null;
  /** The value behind the line, as charted; null for sentences. */
  readonly measured: {
    readonly concept: string;
    readonly value: string;
    readonly unit: string | null;
    readonly flags: readonly string[];
  } | null;
}

/** A publication that a definition or criterion rests on. */
export interface Citation {
  readonly title: string;
  readonly link: string | null;
  /** 'holds 2025-10-01 to 2026-12-31', or null; and whether the stay lies outside. */
  readonly holds: string | null;
}

export interface PacketDefinition {
  readonly label: string;
  /** The one that governs under the policy of this review. */
  readonly governs: boolean;
  /** In words: what it asks for. Null where the words would name what nobody documented. */
  readonly asks: string | null;
  readonly verdict: Verdict;
  readonly citation: Citation | null;
}

/** One criterion answered: by facts; by the search that found nothing; or by the reason why it is not known. */
export interface PacketRow {
  readonly label: string;
  readonly verdict: Verdict;
  readonly citation: string | null;
  readonly lines: readonly PacketLine[];
}

export interface PacketEntry {
  readonly name: string;
  readonly value: string;
}

interface Headed {
  readonly id: string;
  readonly heading: string;
}

export type PacketSection = Headed &
  (
    | { readonly kind: 'lines'; readonly lines: readonly PacketLine[] /** Said when there is no line. */; readonly none: string }
    | { readonly kind: 'definitions'; readonly definitions: readonly PacketDefinition[]; readonly leftOut: string | null }
    | { readonly kind: 'criteria'; readonly rows: readonly PacketRow[]; readonly leftOut: string | null }
    | { readonly kind: 'entries'; readonly entries: readonly PacketEntry[] }
  );

/** The evidence of one condition or of the level of care, as a document. Facts with sources; never a verdict of ours on what they amount to. */
export interface Packet {
  readonly subject: PacketSubject;
  /** 'Evidence summary: sepsis, as documented 2026-03-02'. Names nothing that no provider wrote. */
  readonly title: string;
  readonly patient: SourceRef;
  readonly encounter: SourceRef;
  readonly asOf: Instant;
  readonly zone: string | null;
  /** On every printed page: 'Dummyfield, Milo', '1966-05-08' ... */
  readonly person: { readonly name: string; readonly birthDate: string | null; readonly number: string | null };
  /** Encounter, time read, policy: what the page says before its first section. */
  readonly about: readonly PacketEntry[];
  readonly sections: readonly PacketSection[];
  readonly problems: readonly Problem[];
  readonly prepared: Prepared;
  /** When it was prepared, in words: the wall clock of the hospital. */
  readonly preparedTime: string;
  /** SHA-256 of `canonicalText`, as hex. */
  readonly hash: string;
}

/** Why no packet is made, in words for the user. */
export interface Refused {
  readonly refused: string;
}

export type PacketContent = Omit<Packet, 'hash' | 'prepared' | 'preparedTime'>;

/**
 * The text that the hash is over: everything the packet says, keys sorted, no spaces; without who prepared it and when, and without the hash itself.
 * Equal evidence gives equal text, whatever the order in which resources arrived.
 */
export function canonicalText(packet: PacketContent): string {
  const { subject, title, patient, encounter, asOf, zone, person, about, sections, problems } = packet;
  return canonicalJson({ subject, title, patient, encounter, asOf, zone, person, about, sections, problems });
}

/** Every line of a packet, in the order of its sections. */
export const linesOf = ({ sections }: Pick<Packet, 'sections'>): readonly PacketLine[] =>
  sections.flatMap((section) =>
    section.kind === 'lines' ? section.lines : section.kind === 'criteria' ? section.rows.flatMap(({ lines }) => lines) : [],
  );
