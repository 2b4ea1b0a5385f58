import type { ConceptId, Says } from '../chart/fact.ts';
import type { NoteRecord } from '../chart/record.ts';
import type { Mention } from './mentions.ts';
import type { ReadText } from './read.ts';

/** A statement of whether something was present on admission, and of what. */
export interface PoaStatement {
  readonly mention: Mention;
  readonly says: Says;
  readonly linkedTo: readonly ConceptId[];
}

const ON_ADMISSION: Partial<Record<Mention['status'], Says>> = {
  affirmed: 'affirmed',
  resolved: 'affirmed',
  negated: 'denied',
  'ruled-out': 'denied',
  uncertain: 'uncertain',
  ambiguous: 'uncertain',
};

/** Statements of presence on admission, each with the diagnoses of its sentence that it speaks of: those that are not named as the cause of another. */
export function poaOf(_note: NoteRecord, read: ReadText, mentions: readonly Mention[]): PoaStatement[] {
  return mentions.flatMap((mention): PoaStatement[] => {
    const later = mention.concept === 'not-poa-statement';
    if (mention.concept !== 'poa-statement' && !later) return [];
    const says = ON_ADMISSION[mention.status];
    if (!says || mention.sectionClass === 'instructions' || mention.sectionClass === 'admin') return [];
    const near = mentions.filter(
      (one) =>
        (one.snippet === mention.snippet || sameLine(read.text, one.start, mention.start)) &&
        Math.abs(one.start - mention.start) <= REACH &&
        read.lexicon.termOf.get(one.concept)?.kind === 'diagnosis',
    );
    const causes = new Set(near.flatMap((one) => one.links.map((link) => link.start)));
    const heads = near.filter(
      (one) =>
        !causes.has(one.start) &&
        (one.status === 'affirmed' || one.status === 'uncertain' || one.status === 'resolved' || one.status === 'ambiguous'),
    );
    if (heads.length === 0) return [];
    const linkedTo = [...new Set(heads.flatMap((one) => [one.concept, ...(read.lexicon.termOf.get(one.concept)?.countsFor ?? [])]))];
    return [{ mention, says: later ? (says === 'denied' ? 'affirmed' : 'denied') : says, linkedTo }];
  });
}

/** In a table the diagnosis and "POA: yes" stand in two cells of one line. */
const sameLine = (text: string, a: number, b: number): boolean =>
  Math.abs(a - b) <= REACH && !text.slice(Math.min(a, b), Math.max(a, b)).includes('\n');

/** Characters between a diagnosis and its statement. */
const REACH = 300;
