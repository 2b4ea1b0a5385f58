import type { Chart } from '../chart/chart.ts';
import { type ConceptId, type Fact, hasFlag, PROVIDER_ROLES } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { inStay, sourcesOf } from './usable.ts';

/** Notes with an exam and an assessment of the same time. */
const NOTES: ReadonlySet<string> = new Set(['hp', 'progress', 'consult', 'ed']);

/** Said of the failure, they leave room for a comfortable patient. */
const SETTLED = ['improving', 'resolved', 'from-history'];

/**
 * Words of a provider's exam that call the breathing comfortable, where the same note lists respiratory failure as present: at the note, with its sentence.
 * Skips notes that describe effort or distress as well, failure that is improving, resolved or past, and an exam said to be on a mask or ventilator
 * ("breathing comfortably on BiPAP"): its circumstance is stated.
 */
export const comfortableExam: Measure = {
  id: 'comfortable-in-failure',
  needs: ['comfortable-breathing', 'acute-respiratory-failure', 'work-of-breathing', 'respiratory-distress'],
  refines: ['unspecified-respiratory-failure', 'ventilation-statement'],
  label: 'Breathing described as comfortable',
  source: 'Respiratory reference, section 2 and RSP-COH-01',
  compute: (chart) => {
    const failures = ['acute-respiratory-failure', 'unspecified-respiratory-failure']
      .flatMap((concept) => said(chart, concept))
      .filter((fact) => isProviders(fact) && !SETTLED.some((flag) => hasFlag(fact, flag)));
    const effort = new Set(['work-of-breathing', 'respiratory-distress'].flatMap((concept) => said(chart, concept).map(noteOf)));
    const onSupport = new Set(said(chart, 'ventilation-statement').map(sentenceOf));
    return said(chart, 'comfortable-breathing').flatMap((exam): Fact[] => {
      const failure = failures.find((fact) => noteOf(fact) === noteOf(exam));
      if (!failure || !isProviders(exam) || effort.has(noteOf(exam)) || onSupport.has(sentenceOf(exam))) return [];
      return [{ ...exam, concept: 'comfortable-in-failure', from: sourcesOf([exam, failure]) as Fact['from'] }];
    });
  },
};

const said = (chart: Chart, concept: ConceptId): Fact[] => inStay(chart, concept).filter((fact) => fact.says === 'affirmed');

const noteOf = (fact: Fact): string => fact.from[0].split('#')[0] ?? '';
const sentenceOf = (fact: Fact): string => `${noteOf(fact)} ${fact.note?.snippet ?? ''}`;

const isProviders = (fact: Fact): boolean =>
  fact.note?.signed === true &&
  NOTES.has(fact.note.type) &&
  (fact.by === undefined || fact.by === 'unknown' || PROVIDER_ROLES.has(fact.by));
