import { factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag, type NoteType } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { mayBeProviders, ofStay } from './provider-notes.ts';
import { HOUR } from './usable.ts';

/** A draft is not called unsigned before this; ours. Hospitals set a day or two; the record as a whole has thirty days. */
const SIGNED_WITHIN = 48 * HOUR;

/** Reports of imaging and pathology are signed in their own systems. */
const REPORTS: ReadonlySet<NoteType> = new Set<NoteType>(['radiology', 'pathology', 'other']);

/**
 * Notes of this stay without author, signature or time; the word says which, one fact for each note and lack.
 *
 * Source  42 CFR 482.24(c)(1): entries legible, complete, dated, timed and authenticated by the person responsible.
 * Words   `author`: neither the document nor its text names one · `signature`: a provider's note still preliminary two days after its time ·
 *         `time`: no usable date or time, so that the note cannot be placed and its text is not read into the stay.
 * Skips   withdrawn and superseded notes, reports, notes of other stays.
 */
export const noteShortfall: Measure = {
  id: 'note-shortfall',
  needs: ['note', 'note-without-time'],
  label: 'Note without author, signature or time',
  source: '42 CFR 482.24(c)(1)',
  compute: (chart) => {
    const found: Fact[] = [];
    const lack = (note: Fact, text: string) => found.push({ concept: 'note-shortfall', at: note.at, text, from: note.from });
    for (const note of factsOf(chart, 'note').filter(ofStay)) {
      if (note.note && REPORTS.has(note.note.type)) continue;
      if (hasFlag(note, 'no-author')) lack(note, 'author');
      const isDraft = note.note?.signed === false || note.standing === 'preliminary';
      if (isDraft && mayBeProviders(note) && note.at + SIGNED_WITHIN <= chart.asOf) lack(note, 'signature');
    }
    for (const note of factsOf(chart, 'note-without-time').filter(ofStay)) lack(note, 'time');
    return found;
  },
};
