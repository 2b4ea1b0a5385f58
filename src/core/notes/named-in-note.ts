import { type Fact, sourceRef } from '../chart/fact.ts';
import type { NoteRecord } from '../chart/record.ts';
import { type Naming, namingsIn } from '../chart/record-words.ts';

/** Characters on either side of a procedure's name in which its reason may stand: the sentence, the line before and after. */
const NEAR = 200;

/** Words by which a reason is given, and what a physician treats: a finding, a value, a course. More of them make the product quieter. */
const REASON =
  /\b(for|due|d\/t|because|given|secondary|2\/2|indicat\w*|setting|treat\w*|requir\w*|concern\w*|refractory|worsening|drop\w*|failure|fractur\w*|bleed\w*|pain|obstruct\w*|\w+(itis|osis|emia|aemia|pathy|oma|rrhage|ascites|effusion))\b|<|>/i;

/**
 * What a readable note names of the table of record words: one fact for each thing, at its first place; for a procedure, where a reason stands
 * near it if any does (flag `with-reason`); words of a diagnosis's findings are apart (`finding-in-note`). The word of the fact is the id. No status is read: "no pneumonia" names pneumonia, and naming is
 * used only to keep an absence from being claimed.
 */
export function namedInNote(note: NoteRecord, text: string): Fact[] {
  const first = new Map<string, { readonly naming: Naming; readonly reason: boolean }>();
  for (const naming of namingsIn(text)) {
    const key = `${naming.kind} ${naming.id} ${naming.near}`;
    const held = first.get(key);
    if (held && (held.reason || naming.kind !== 'procedure')) continue;
    const reason = naming.kind === 'procedure' && hasReason(text, naming);
    if (!held || reason) first.set(key, { naming, reason });
  }
  return [...first.values()].map(({ naming, reason }) => ({
    concept: naming.near ? 'finding-in-note' : 'named-in-note',
    at: note.at,
    ...(note.known === undefined ? {} : { known: note.known }),
    by: note.role,
    ...(note.author ? { author: note.author } : {}),
    text: naming.id,
    ...(reason ? { flags: ['with-reason'] } : {}),
    from: [sourceRef(`${note.ref}#${naming.start}-${naming.end}`)],
  }));
}

/** A reason beside the name, or a diagnosis or result of the table ("Hgb 6.1, transfused"). */
function hasReason(text: string, { start, end }: Naming): boolean {
  const around = `${text.slice(Math.max(0, start - NEAR), start)} ${text.slice(end, end + NEAR)}`;
  return REASON.test(around) || namingsIn(around).some(({ kind }) => kind !== 'procedure');
}

/** "Electronically signed by A. Writer, MD": the text names an author although the document's metadata does not. */
const SIGNATURE = /\b(signed|authored|dictated|attested|written|entered)( electronically)? by\b|^(author|provider|attending)\s*:/im;
/\b(signed|authored|dictated|attested|written|electronically|author|attending|provider)\b[^\n]{0,60}|,\s*(md|do|np|pa-?c?|rn|aprn|mbbs)\b/i;

/** True when neither the document nor its text names an author. `text` null: it could not be read, and nothing is said. */
export const lacksAuthor = (note: NoteRecord, text: string | null): boolean =>
  note.author === '' && note.authorName === '' && text !== null && !SIGNATURE.test(text);
