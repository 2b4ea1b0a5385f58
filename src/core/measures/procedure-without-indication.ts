import { type Chart, factsOf, hasRead } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { documentOf, isDue, namedAs, namedByProvider, ofStay, standsIn } from './provider-notes.ts';
import { DAY } from './usable.ts';

/** An operative or procedure note this near is taken to hold the indication, as it must; ours. */
const NOTE_BEFORE = DAY;
const NOTE_AFTER = 3 * DAY;

/**
 * Procedures for which neither the resource nor a note gives a reason: one fact for each kind of procedure, at the first.
 *
 * Source  42 CFR 482.24(c), the record justifies treatment; 42 CFR 482.51(b)(6) for the operative report.
 * Reason  a reason on the Procedure or its order; an operative or procedure note near it that is its own; a provider's note that names the procedure with words
 *         of a reason, a finding or a diagnosis beside it.
 * Skips   procedures outside the table of record words (lines, bedside care, imaging); the first day after it; everything while a note could not
 *         be read.
 */
export const procedureWithoutIndication: Measure = {
  id: 'procedure-without-indication',
  needs: ['procedure-done', 'note', 'named-in-note'],
  label: 'Procedure without an indication',
  source: '42 CFR 482.24(c), 482.51(b)(6)',
  compute: (chart) => {
    if (!hasRead(chart, 'note') || !hasRead(chart, 'named-in-note')) return [];
    const reports = factsOf(chart, 'note').filter(
      (note) => ofStay(note) && (note.note?.type === 'operative' || note.note?.type === 'procedure'),
    );
    const found = new Map<string, Fact>();
    for (const done of factsOf(chart, 'procedure-done').filter(ofStay)) {
      const id = done.text;
      const end = done.until ?? done.at;
      if (id === undefined || found.has(id) || hasFlag(done, 'reason-given') || !isDue(chart, end)) continue;
      const near = reports.filter((note) => note.at >= done.at - NOTE_BEFORE && note.at <= end + NOTE_AFTER);
      // An operative note is the operation's; that of another procedure says nothing of this one.
      if (near.some((note) => id === 'surgery' || namesIn(chart, note, id))) continue;
      if (namedByProvider(chart, id).some((named) => hasFlag(named, 'with-reason'))) continue;
      found.set(id, { concept: 'procedure-without-indication', at: done.at, text: id.replaceAll('-', ' '), from: done.from });
    }
    return [...found.values()];
  },
};

const namesIn = (chart: Chart, note: Fact, id: string): boolean =>
  namedAs(chart, 'named-in-note', id).some((fact) => standsIn(fact, new Set([documentOf(note)])));
