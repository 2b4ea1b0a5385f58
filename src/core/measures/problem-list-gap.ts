import { factsOf, hasRead } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import { COMPARED_DIAGNOSES, namingsIn } from '../chart/record-words.ts';
import type { Measure } from './measure.ts';
import { isDue } from './provider-notes.ts';
import { isDiagnosed, notesOf, statementsOf } from './provider-statements.ts';
import { sourcesOf } from './usable.ts';

/** Once may be a working diagnosis; ours. */
const NOTES = 2;

/**
 * Diagnoses that two or more provider notes make and no list of diagnoses holds: one fact each, at the first statement.
 *
 * Source  42 CFR 482.24(c), the record supports the diagnosis; that a list of problems agrees with it is good practice, no rule.
 * Holds   an entry of the problem list or of the encounter's diagnoses, active or not, by code or by a word that would name it in a note.
 * Skips   diagnoses made less than a day ago, or denied since; everything while notes or lists could not be read, or while a list has an entry
 *         without code and name.
 */
export const problemListGap: Measure = {
  id: 'problem-list-gap',
  needs: ['note', 'condition-entry'],
  refines: COMPARED_DIAGNOSES,
  label: 'Diagnosis of the notes that no list of diagnoses holds',
  source: '42 CFR 482.24(c)',
  compute: (chart) => {
    if (!hasRead(chart, 'note') || !hasRead(chart, 'condition-entry')) return [];
    const entries = factsOf(chart, 'condition-entry').map((entry) => entry.text ?? '');
    if (entries.includes('')) return [];
    const listed = new Set(entries.flatMap(namingsIn).flatMap(({ kind, id }) => (kind === 'diagnosis' ? id : [])));
    return COMPARED_DIAGNOSES.flatMap((id): Fact[] => {
      const all = statementsOf(chart, id);
      const made = all.filter(isDiagnosed);
      const first = made[0];
      if (!first || notesOf(made) < NOTES || !isDue(chart, first.at) || all.at(-1)?.says === 'denied') return [];
      if (factsOf(chart, id).some((fact) => fact.note === undefined && fact.says !== 'denied')) return [];
      if (listed.has(id)) return [];
      const from = sourcesOf(made);
      return from ? [{ concept: 'problem-list-gap', at: first.at, ...(first.text ? { text: first.text } : {}), from }] : [];
    });
  },
};
