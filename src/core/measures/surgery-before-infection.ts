import type { Chart } from '../chart/chart.ts';
import type { Fact, Instant } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { operativeNotes } from './operation.ts';
import { roundTo } from './round.ts';
import { DAY, inStay, ofPatient, sourcesOf } from './usable.ts';

/** An infection this soon after an operation may be a complication of it. */
const REACH = 30 * DAY;

/** What is named so soon after an operation is its reason, or what it found. */
const ITS_REASON = DAY;

/** An infection beside that one is another one from this time on. */
const ANOTHER = 2 * DAY;

/**
 * Operations, of this stay or an earlier one, that ended in the 30 days before an infection named in the notes of this stay; `value` the days between.
 * The infection is the first one named; where that was the operation's reason or its finding, one of another name from the second day after it.
 * An operative note stands for an operation that nothing else charts.
 * Source  ICD-10-CM I.C.1.d.5 asks for the provider's word on the link; 30 days as for surveillance of surgical sites.
 */
export const surgeryBeforeInfection: Measure = {
  id: 'surgery-before-infection',
  needs: ['surgery', 'infection'],
  refines: ['note'],
  unit: 'd',
  label: 'Operation in the 30 days before the infection',
  source: 'Sepsis reference, SEP-DOC-10; NHSN surveillance period',
  compute: (chart) => {
    const words = inStay(chart, 'infection').filter(
      (fact) => fact.note?.signed === true && (fact.says === 'affirmed' || fact.says === 'uncertain'),
    );
    return operationsOf(chart).flatMap((surgery): Fact[] => {
      const end = surgery.until ?? surgery.at;
      const infection = infectionAfter(end, words);
      if (!infection || infection.at - end > REACH) return [];
      return [
        {
          concept: 'surgery-before-infection',
          at: surgery.at,
          value: roundTo((infection.at - end) / DAY, 1),
          ...(surgery.text === undefined ? {} : { text: surgery.text }),
          from: sourcesOf([surgery, infection]) as Fact['from'],
        },
      ];
    });
  },
};

/** Charted operations, and operative notes of this stay with none on their day or the day before. */
function operationsOf(chart: Chart): readonly Fact[] {
  const charted = ofPatient(chart, 'surgery');
  const written = operativeNotes(chart).filter((note) => !charted.some((one) => one.at <= note.at + DAY && one.at >= note.at - DAY));
  return [...charted, ...written.map((note) => ({ ...note, text: 'operation' }))];
}

function infectionAfter(end: Instant, words: readonly Fact[]): Fact | undefined {
  const [first] = words;
  if (!first || first.at > end + ITS_REASON) return first;
  const known = new Set(words.filter((fact) => fact.at < end + ANOTHER).map(kindOf));
  return words.find((fact) => fact.at >= end + ANOTHER && kindOf(fact) !== 'infection' && !known.has(kindOf(fact)));
}

/** "Acute diverticulitis" and "sigmoid diverticulitis" are one kind: the noun tells, except for "wound infection". */
function kindOf(fact: Fact): string {
  const words = (fact.text ?? 'infection').toLowerCase().split(/[^a-z]+/);
  const noun = words.filter(Boolean).at(-1) ?? 'infection';
  return noun === 'infection' ? words.filter(Boolean).join(' ') : noun;
}
