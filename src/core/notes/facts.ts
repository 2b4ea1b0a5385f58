import type { Problem } from '../chart/chart.ts';
import { type ConceptId, type Fact, type NoteContext, type Says, type SourceRef, sourceRef } from '../chart/fact.ts';
import type { NoteRecord } from '../chart/record.ts';
import { basisOf } from './basis.ts';
import { type Paragraph, paragraphAt, paragraphsOf, type Runs } from './copied.ts';
import type { Lexicon } from './lexicon.ts';
import { type Mention, mentionsOf } from './mentions.ts';
import { lacksAuthor, namedInNote } from './named-in-note.ts';
import { textOfNote } from './plain-text.ts';
import { poaOf } from './poa.ts';
import { readText } from './read.ts';
import type { Status } from './status.ts';

/** What the notes of a patient say, and which of them could not be read. */
export interface NotesRead {
  readonly facts: readonly Fact[];
  /** What each note names of the table of record words, whatever it says of it; see named-in-note.ts. */
  readonly named: readonly Fact[];
  readonly problems: readonly Problem[];
  /** Notes without usable text: while there is one, silence of the notes is not known. */
  readonly unread: readonly SourceRef[];
  readonly mentions: readonly { readonly note: SourceRef; readonly mentions: readonly Mention[] }[];
}

/**
 * Facts of notes: one `note` fact each, and one for every mention that says something about this patient. Order of the input does not matter.
 * Not facts: hypothetical, process, template, other people, parts of other terms; diagnoses in exam, result and administrative sections.
 * A note that cannot be read gives its `note` fact, a Problem and a place in `unread`. Never throws.
 */
export function factsFromNotes(notes: readonly NoteRecord[], lexicon: Lexicon): NotesRead {
  const facts: Fact[] = [];
  const named: Fact[] = [];
  const problems: Problem[] = [];
  const unread: SourceRef[] = [];
  const mentions: { note: SourceRef; mentions: readonly Mention[] }[] = [];
  const runs: Runs = new Map();
  for (const written of [...notes].sort((a, b) => a.at - b.at || (a.ref < b.ref ? -1 : 1))) {
    const content = written.standing === 'withdrawn' ? null : textOfNote(written);
    const note = content !== null && 'text' in content ? attested(written, content.text) : written;
    facts.push(noteFact(note, content !== null && 'text' in content && lacksAuthor(note, content.text)));
    if (content === null) continue;
    if (!('text' in content)) {
      problems.push(content);
      unread.push(note.ref);
      continue;
    }
    const read = readText(content.text, note.type, lexicon);
    const found = mentionsOf(read);
    mentions.push({ note: note.ref, mentions: found });
    const paragraphs = paragraphsOf(read, note.at, runs);
    for (const mention of found) facts.push(...factsOfMention(note, mention, paragraphAt(paragraphs, mention.start), lexicon));
    named.push(...namedInNote(note, content.text));
    facts.push(
      ...poaOf(note, read, found).map((poa) =>
        contextFact(note, poa.mention, { concept: 'poa-statement', says: poa.says, linkedTo: poa.linkedTo }),
      ),
    );
    for (const basis of basisOf(read, found)) {
      facts.push(
        contextFact(note, basis.mention, {
          concept: basis.concept,
          says: 'affirmed',
          value: basis.indicators.length,
          text: basis.indicators.join(', '),
        }),
      );
    }
  }
  return { facts, named, problems, unread, mentions };
}

/** A student's note with the attestation of a provider is the provider's (note-language reference, section 6). Without one nothing changes. */
function attested(note: NoteRecord, text: string): NoteRecord {
  if (!note.cosigner || !ATTESTS.test(text)) return note;
  return { ...note, author: note.cosigner.ref, role: note.cosigner.role };
}

const ATTESTS = /\battestation\b|\bi (have )?(personally |also )?(saw|seen|examined|evaluated|performed|reviewed)\b[^.\n]{0,200}\bagree\b/i;

/** Statuses that say nothing about this patient now or before. */
const NO_FACT: ReadonlySet<Status> = new Set(['hypothetical', 'process', 'other-experiencer', 'part-of-other-term', 'template']);

const SAYS: Partial<Record<Status, Says>> = {
  affirmed: 'affirmed',
  resolved: 'affirmed',
  uncertain: 'uncertain',
  ambiguous: 'uncertain',
  negated: 'denied',
  'ruled-out': 'denied',
  historical: 'historical',
};

/** "history of COPD": a chronic condition that began before the stay has not ended with it. */
const LASTING_CUE = /^(|.*\b(history|hx|h\/o|known|pmh|pmhx)\b.*)$/i;

function factsOfMention(note: NoteRecord, mention: Mention, paragraph: Paragraph | null, lexicon: Lexicon): Fact[] {
  if (NO_FACT.has(mention.status) || mention.concept === 'poa-statement' || mention.concept === 'not-poa-statement') return [];
  // A short form that nothing near it decides may mean another organ altogether: no fact rests on it.
  if (mention.flags.includes('abbreviation')) return [];
  const term = lexicon.termOf.get(mention.concept);
  const isDiagnosis = term?.kind === 'diagnosis';
  if (mention.sectionClass === 'admin' || mention.sectionClass === 'indication') return [];
  if (isDiagnosis && (mention.sectionClass === 'findings' || mention.sectionGroup === 'social') && !term?.chronic) return [];
  const flags = mention.flags.filter((flag) => flag !== 'explained' || mention.status === 'affirmed');
  let says = SAYS[mention.status] ?? 'uncertain';
  if (mention.status === 'historical' && term?.chronic && mention.sectionGroup !== 'problem-list' && LASTING_CUE.test(mention.cue ?? '')) {
    says = 'affirmed';
    flags.push('from-history');
  }
  if (mention.status === 'resolved') {
    flags.push('resolved');
    if (flags.includes('uncertain')) says = 'uncertain';
  }
  if (mention.status === 'ambiguous') flags.push('to-clarify');
  if (mention.status === 'ruled-out') flags.push('ruled-out');
  if (mention.sectionGroup === 'problem-list') flags.push('problem-list');
  if (paragraph?.novelty === 'edited-copy') flags.push('edited-copy');
  flags.push(...(paragraph?.marks ?? []));
  const weak = flags.includes('nonspecific') && says !== 'denied' && term?.weakConcept;
  const fact = contextFact(note, mention, { concept: weak || mention.concept, says, flags, copied: paragraph?.novelty === 'copied' });
  if (says === 'denied') return [fact, ...(term?.denies ?? []).map((concept) => ({ ...fact, concept }))];
  if (!flags.includes('explained') || !term?.explains) return [fact];
  return [fact, { ...fact, concept: 'explained-finding', text: term.explains }];
}

interface Said {
  readonly concept: ConceptId;
  readonly says: Says;
  readonly flags?: readonly string[];
  readonly copied?: boolean;
  readonly value?: number;
  readonly text?: string;
  readonly linkedTo?: readonly ConceptId[];
}

function contextFact(note: NoteRecord, mention: Mention, said: Said): Fact {
  // A cause may be stated that no concept names ("due to bronchitis"): the checklist must still see that one is.
  const cause = mention.links.some((link) => link.certainty !== 'weak') ? ['cause-stated'] : [];
  const flags = [...new Set([...(note.flags ?? []), ...(said.flags ?? []), ...cause])].sort();
  const linked = said.linkedTo ?? [...new Set(mention.links.flatMap((link) => link.concepts))];
  const certainty = said.linkedTo ? undefined : mention.links[0]?.certainty;
  const { count } = mention;
  const value = said.value ?? count?.value;
  const context: NoteContext = {
    type: note.type,
    section: mention.section,
    sectionClass: mention.sectionClass,
    signed: note.signed,
    snippet: mention.snippet,
    ...(mention.cue ? { cue: mention.cue } : {}),
    ...(said.copied ? { copied: true } : {}),
    ...(linked.length > 0 ? { linkedTo: linked } : {}),
    ...(linked.length > 0 && certainty ? { linkCertainty: certainty } : {}),
  };
  return {
    ...noteBase(note),
    concept: said.concept,
    says: said.says,
    ...(value === undefined ? {} : { value }),
    ...(said.value === undefined && count?.comparator ? { comparator: count.comparator } : {}),
    ...(said.value === undefined && count?.unit && count.unit !== '%' ? { charted: { value: count.value, unit: count.unit } } : {}),
    text: said.text ?? mention.text,
    ...(flags.length > 0 ? { flags } : {}),
    note: context,
    from: [sourceRef(`${note.ref}#${mention.start}-${mention.end}`)],
  };
}

const noteBase = (note: NoteRecord): Pick<Fact, 'at' | 'known' | 'by' | 'author' | 'standing'> => ({
  at: note.at,
  ...(note.known === undefined ? {} : { known: note.known }),
  by: note.role,
  ...(note.author ? { author: note.author } : {}),
  ...(note.standing ? { standing: note.standing } : {}),
});

function noteFact(note: NoteRecord, noAuthor: boolean): Fact {
  const flags = [...(note.flags ?? []), ...(noAuthor ? ['no-author'] : [])].sort();
  return {
    ...noteBase(note),
    concept: 'note',
    text: note.type,
    ...(flags.length > 0 ? { flags } : {}),
    note: { type: note.type, section: '', sectionClass: 'narrative', signed: note.signed, snippet: note.title },
    from: [note.ref],
  };
}
