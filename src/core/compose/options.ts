import type { Concepts } from '../chart/concept.ts';
import type { ChecklistResult, ItemResult } from '../evaluate/result.ts';
import { subjectOf } from './documented.ts';
import type { Prompt } from './statement.ts';

type Option = Prompt['options'][number];

const OTHER: Option = { id: 'other', text: 'Other (specify)', needsWords: true };
const UNDETERMINED: Option = { id: 'unable-to-determine', text: 'Unable to determine' };

/** Items that ask for a written assessment; the others ask for something measured or done. */
const ASSESSMENT = new Set(['DOC', 'COH']);

/**
 * Answers to choose from, in a fixed neutral order, none preselected; "Other" and "Unable to determine" always. The condition is named only
 * where it is documented. `needsWords`: the answer says nothing until the user adds own words. `isStatus`: the prompt comes from the documentation x evidence table.
 */
export function optionsFor(item: ItemResult, result: ChecklistResult, concepts: Concepts, isStatus: boolean): readonly Option[] {
  const subject = subjectOf(result, concepts);
  return [...own(item, subject, isStatus), OTHER, UNDETERMINED];
}

function own(item: ItemResult, subject: string | null, isStatus: boolean): readonly Option[] {
  switch (item.kind) {
    case 'validation':
      return subject !== null && (isStatus || ASSESSMENT.has(item.group ?? '')) ? assessment(subject) : evidence();
    case 'conflict':
      return subject !== null && isStatus
        ? assessment(subject)
        : [
            { id: 'earlier-entry-stands', text: 'The earlier entry stands' },
            { id: 'later-entry-stands', text: 'The later entry stands' },
          ];
    case 'specificity':
      return subject !== null && isStatus
        ? [...assessment(subject), { id: 'still-evaluated', text: `${subject} still being evaluated` }]
        : [
            { id: 'specified', text: 'Specified as follows', needsWords: true },
            { id: 'not-further-specified', text: 'Cannot be specified further' },
          ];
    case 'level-of-care':
      return [
        { id: 'stated', text: 'Stated as follows', needsWords: true },
        { id: 'recorded-elsewhere', text: 'Recorded elsewhere in the chart (place and time)', needsWords: true },
      ];
    case 'linkage':
      return [
        { id: 'cause-stated', text: 'Cause or related condition as follows', needsWords: true },
        { id: 'not-related', text: 'Not related' },
      ];
    case 'indicator':
    case 'source':
      return [
        { id: 'diagnosis-stated', text: 'Diagnosis represented by these findings as follows', needsWords: true },
        { id: 'no-additional', text: 'No additional diagnosis' },
        { id: 'not-significant', text: 'Not clinically significant' },
      ];
  }
}

const assessment = (subject: string): readonly Option[] => [
  { id: 'confirmed', text: `${subject} confirmed on the basis of the data below` },
  { id: 'ruled-out', text: `${subject} ruled out` },
];

const evidence = (): readonly Option[] => [
  { id: 'recorded-elsewhere', text: 'Recorded elsewhere in the chart (place and time)', needsWords: true },
  { id: 'not-indicated', text: 'Not clinically indicated (reason)', needsWords: true },
];
