import { type Chart, factsOf, hasRead } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import { DISCHARGE_DIAGNOSES, saysIt } from '../chart/record-words.ts';
import type { Measure } from './measure.ts';
import { documentOf, namedAs, ofStay, providerNotes, standsElsewhere, standsIn } from './provider-notes.ts';
import { isDiagnosed, notesOf, statementsOf } from './provider-statements.ts';
import { sourcesOf } from './usable.ts';

/** A diagnosis of one note may be a working one; of two it is treated. Ours. */
const NOTES = 2;

/** The signed discharge summaries of the stay, the documents they stand in, and the time of the first. */
function summaryOf(chart: Chart): { readonly notes: readonly Fact[]; readonly documents: ReadonlySet<string>; readonly at: number } | null {
  const notes = providerNotes(chart).filter(
    (note) => note.note?.type === 'discharge-summary' && note.note.signed && note.standing !== 'preliminary',
  );
  const first = notes[0];
  return first ? { notes, documents: new Set(notes.map(documentOf)), at: first.at } : null;
}

const wasRead = (chart: Chart): boolean => hasRead(chart, 'note') && hasRead(chart, 'named-in-note');

/** Statements of the diagnosis and words for it in any note of this stay, whatever they say of it. */
const namedIn = (chart: Chart, id: string): readonly Fact[] => [
  ...factsOf(chart, id).filter((fact) => ofStay(fact) && fact.note !== undefined),
  ...namedAs(chart, 'named-in-note', id),
];

/** The same, and its findings. */
const spokenOf = (chart: Chart, id: string): readonly Fact[] => [...namedIn(chart, id), ...namedAs(chart, 'finding-in-note', id)];

/**
 * Diagnoses that two or more notes make and the discharge summary does not name in any way: one fact each, at the last statement, its word as
 * the note has it.
 *
 * Source  ICD-10-CM guidelines, section III (diagnoses of the stay); 42 CFR 482.24(c)(4)(vii), (viii); note-language reference 7.3, pattern A..A-.
 * Named   by the diagnosis or a word for it; a finding of it ("confusion") does not name it.
 * Skips   diagnoses denied or ruled out after they were made, uncertain ones, copied text, those whose own checklist asks; summaries that are not
 *         signed yet; everything while a note could not be read.
 */
export const dischargeDiagnosisDropped: Measure = {
  id: 'discharge-diagnosis-dropped',
  needs: ['note', 'named-in-note'],
  refines: DISCHARGE_DIAGNOSES,
  label: 'Diagnosis of the notes that the discharge summary does not name',
  source: 'ICD-10-CM guidelines, section III; 42 CFR 482.24(c)(4)',
  compute: (chart) => {
    const summary = summaryOf(chart);
    if (!summary || !wasRead(chart)) return [];
    return DISCHARGE_DIAGNOSES.flatMap((id): Fact[] => {
      const earlier = statementsOf(chart, id).filter((fact) => fact.at <= summary.at && !summary.documents.has(documentOf(fact)));
      const made = earlier.filter(isDiagnosed);
      const last = made.at(-1);
      if (!last || notesOf(made) < NOTES || earlier.some((fact) => fact.says === 'denied' && fact.at > last.at)) return [];
      if (namedIn(chart, id).some((fact) => standsIn(fact, summary.documents))) return [];
      const from = sourcesOf([...made, ...summary.notes]);
      return from ? [{ concept: 'discharge-diagnosis-dropped', at: last.at, ...(last.text ? { text: last.text } : {}), from }] : [];
    });
  },
};

/**
 * Diagnoses that the discharge summary makes and nothing before it names: no note of any author, nor a finding of it, no list of diagnoses. One fact each, at the
 * summary. A late appearance is a risk for clinical validation (note-language reference 7.3, pattern -..A).
 * Skips   stays with fewer than two earlier provider notes, and everything while notes or lists of diagnoses could not be read.
 */
export const dischargeDiagnosisAdded: Measure = {
  id: 'discharge-diagnosis-added',
  needs: ['note', 'named-in-note', 'finding-in-note', 'condition-entry'],
  refines: DISCHARGE_DIAGNOSES,
  label: 'Diagnosis that the discharge summary alone names',
  source: 'ICD-10-CM guidelines, section III; 42 CFR 482.24(c)(4)',
  compute: (chart) => {
    const summary = summaryOf(chart);
    if (!summary || !wasRead(chart) || !hasRead(chart, 'condition-entry')) return [];
    const before = providerNotes(chart).filter((note) => note.at < summary.at);
    if (before.length < NOTES) return [];
    const entries = factsOf(chart, 'condition-entry').filter((entry) => entry.text !== undefined);
    return DISCHARGE_DIAGNOSES.flatMap((id): Fact[] => {
      const made = statementsOf(chart, id).find((fact) => summary.documents.has(documentOf(fact)) && isDiagnosed(fact));
      if (!made || spokenOf(chart, id).some((fact) => fact.at <= summary.at && standsElsewhere(fact, summary.documents))) return [];
      const isListed = factsOf(chart, id).some((fact) => fact.note === undefined && fact.standing !== 'withdrawn');
      if (isListed || entries.some((entry) => saysIt('diagnosis', id, entry.text ?? ''))) return [];
      return [{ concept: 'discharge-diagnosis-added', at: made.at, ...(made.text ? { text: made.text } : {}), from: made.from }];
    });
  },
};
