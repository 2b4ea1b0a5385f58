import type { Fact } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { roundTo } from './round.ts';
import { DAY, inStay, ofPatient, sourcesOf } from './usable.ts';

/** An infection this soon after an operation may be a complication of it. */
const REACH = 30 * DAY;

/**
 * Operations, of this stay or an earlier one, that ended in the 30 days before the first infection named in the notes of this stay;
 * `value` the days between. An operation after the first word of an infection treats it and is left out.
 * Source  ICD-10-CM I.C.1.d.5 asks for the provider's word on the link; 30 days as for surveillance of surgical sites.
 */
export const surgeryBeforeInfection: Measure = {
  id: 'surgery-before-infection',
  needs: ['surgery', 'infection'],
  unit: 'd',
  label: 'Operation in the 30 days before the infection',
  source: 'Sepsis reference, SEP-DOC-10; NHSN surveillance period',
  compute: (chart) => {
    const infection = inStay(chart, 'infection').find(
      (fact) => fact.note?.signed === true && (fact.says === 'affirmed' || fact.says === 'uncertain'),
    );
    if (!infection) return [];
    return ofPatient(chart, 'surgery').flatMap((surgery): Fact[] => {
      const end = surgery.until ?? surgery.at;
      if (end >= infection.at || infection.at - end > REACH) return [];
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
