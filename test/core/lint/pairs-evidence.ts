import { fact } from './lexicon.ts';
import { ask, choice, creatinine, lactate, open, type Pair, said, spo2, UTD, validation, wbc, yesNo } from './pair.ts';

/** QL040-QL084. */
export const evidencePairs: readonly Pair[] = [
  {
    rule: 'QL040',
    bad: { indicators: [creatinine] },
    good: { indicators: [fact('Creatinine', '1.2', 'mg/dL')] },
    x: { encounter: { resources: new Map([['Observation/Creatinine', { value: 1.2, unit: 'mg/dL' }]]) } },
  },
  {
    rule: 'QL041',
    bad: { indicators: [fact('K', '6.8', 'mmol/L', { status: 'corrected' })] },
    good: { indicators: [fact('K', '4.1', 'mmol/L', { status: 'final' })] },
  },
  {
    rule: 'QL042',
    bad: { indicators: [spo2] },
    good: { indicators: [spo2, fact('CT chest', 'no consolidation', undefined, { polarity: 'against', ref: 'DiagnosticReport/1' })] },
    x: { encounter: { against: ['DiagnosticReport/1'] } },
  },
  {
    rule: 'QL043',
    bad: { indicators: [fact('EF', '25', '%', { scope: 'prior', time: '2023' }), wbc] },
    good: {
      indicators: [
        fact('Prior echo 5/2023: EF', '25', '%', { scope: 'prior', time: '2023-05-01', relevance: 'baseline' }),
        fact('BNP', '1840', 'pg/mL'),
      ],
    },
  },
  {
    rule: 'QL044',
    bad: { indicators: [fact('Had malnutrition last year', 'yes', undefined, { scope: 'prior' })] },
    good: { indicators: [fact('BMI', '17')] },
  },
  {
    rule: 'QL045',
    bad: { indicators: [fact('K (hemolysed sample)', '6.9', 'mmol/L')] },
    good: { indicators: [fact('K, repeat, non-haemolysed', '6.5', 'mmol/L')] },
  },
  {
    rule: 'QL046',
    bad: { indicators: [fact('Dyspnea', '"denies dyspnea"')] },
    good: { indicators: [fact('Dyspnea', '"dyspnea at rest, speaks in short phrases"')] },
  },
  {
    rule: 'QL047',
    bad: { documentedStatements: [3, 4, 5, 6, 7].map((day) => said('ROS: reports dyspnea on exertion.', { time: `2026-03-0${day}` })) },
    good: { documentedStatements: [said('ROS: reports dyspnea on exertion.')] },
  },
  {
    rule: 'QL048',
    bad: { documentedStatements: [said('Long note text. '.repeat(40))] },
    good: { documentedStatements: [said('Short text.')] },
  },
  {
    rule: 'QL049',
    bad: { indicators: [fact('Creatinine', '106, 2.1, 1.9')] },
    good: { indicators: [fact('Creatinine', '1.2, 2.1, 1.9', 'mg/dL')] },
  },
  {
    rule: 'QL049',
    bad: { indicators: [fact('Creatinine', '106', 'umol/L'), fact('Creatinine', '2.1', 'mg/dL')] },
    good: { indicators: [fact('Creatinine', '1.2', 'mg/dL'), fact('Creatinine', '2.1', 'mg/dL')] },
  },
  {
    rule: 'QL050',
    bad: { indicators: [fact('Vancomycin IV', 'ordered', undefined, { ref: 'MedicationRequest/1' })] },
    good: { indicators: [fact('Vancomycin IV', '1 g', undefined, { ref: 'MedicationAdministration/1' })] },
    x: { encounter: { given: new Set(['MedicationAdministration/1']) } },
  },
  {
    rule: 'QL051',
    bad: { documentedStatements: [said('Talked about the divorce.', { noteType: 'Psychotherapy note' })] },
    good: { documentedStatements: [said('Feels short of breath.')] },
  },
  { rule: 'QL060', bad: { ...validation, documentedStatements: [] }, good: validation },
  { rule: 'QL061', bad: { ...validation, indicators: [wbc] }, good: validation },
  { rule: 'QL061', bad: { ...validation, options: [{ text: 'Sepsis confirmed', kind: 'confirmed' }, UTD] }, good: validation },
  {
    rule: 'QL062',
    bad: { ...validation, body: 'Please remove sepsis; does not meet Sepsis-3.' },
    good: {
      ...validation,
      body: 'Sepsis is documented. Findings: WBC 19.2 K/uL, lactate 1.1 mmol/L. Please indicate whether sepsis is confirmed, ruled out, or other, and the clinical basis.',
    },
  },
  {
    rule: 'QL063',
    bad: { body: 'Per Sepsis-3 the findings differ. Please clarify.' },
    good: { body: 'Please clarify the diagnosis being treated.', indicators: [wbc] },
  },
  {
    rule: 'QL064',
    bad: {
      format: 'open',
      purpose: 'poa',
      indicators: [
        fact('WBC, hospital day 4', '19', 'K/uL', { time: '2026-03-05T06:00:00-05:00' }),
        fact('HR', '120', '/min', { time: '2026-03-05T07:00:00-05:00' }),
      ],
    },
    good: {
      format: 'open',
      purpose: 'poa',
      indicators: [fact('WBC (ED)', '12', 'K/uL'), fact('WBC', '19', 'K/uL', { time: '2026-03-05T06:00:00-05:00' })],
    },
  },
  {
    rule: 'QL065',
    bad: { format: 'open', purpose: 'cause-effect', body: 'Is UTI due to catheter?', documentedStatements: [] },
    good: {
      format: 'open',
      purpose: 'cause-effect',
      body: 'UTI and Foley catheter are documented. What is the relationship, if any?',
      documentedStatements: [said('UTI. Foley since 3/1.')],
    },
  },
  {
    rule: 'QL066',
    bad: {
      ...yesNo('Yes', 'No'),
      purpose: 'complication',
      body: 'Dural tear - complication? Y/N',
      documentedStatements: [said('Dural tear repaired.')],
    },
    good: {
      ...choice('Inherent to procedure', 'Complication', 'Unrelated', 'Other', 'Unable to determine'),
      purpose: 'complication',
      body: 'Dural tear is documented. Which applies?',
      documentedStatements: [said('Dural tear repaired.')],
    },
  },
  {
    rule: 'QL067',
    bad: { ...open, body: 'Please clarify the pneumothorax was expected.', documentedStatements: [said('Pneumothorax')] },
    good: {
      ...open,
      body: 'CXR 3/2 08:00 clear; pneumothorax on CXR 11:00 after line placement. Which applies: inherent, complication, unrelated, other?',
      documentedStatements: [said('Pneumothorax')],
    },
  },
  { rule: 'QL070', bad: { body: `${'word '.repeat(600)}?` }, good: { body: ask, indicators: [wbc] } },
  { rule: 'QL070', bad: { indicators: Array.from({ length: 30 }, (_, n) => fact(`Lab ${n}`, '1', 'mg/dL')) }, good: { indicators: [wbc] } },
  {
    rule: 'QL071',
    bad: { body: 'QXZJ noted. Please clarify.' },
    good: { body: 'SpO2 86 % on RA, HFNC. Please clarify.', indicators: [spo2] },
  },
  {
    rule: 'QL072',
    bad: { body: 'Clarify.' },
    good: { body: 'Based on your clinical judgement, please clarify the diagnosis being treated.', indicators: [wbc] },
  },
  {
    rule: 'QL073',
    bad: { body: 'Mr John Smith of 12 Elm St has fever. Please clarify.' },
    good: { body: 'The patient has fever. Please clarify.', indicators: [wbc] },
  },
  {
    rule: 'QL074',
    bad: { origin: 'ai-assisted', author: 'J. Doe', indicators: [{ ...wbc, confirmed: false }] },
    good: { origin: 'ai-assisted', author: 'J. Doe', body: ask, indicators: [{ ...wbc, confirmed: true }] },
  },
  {
    rule: 'QL075',
    bad: { body: 'Lactate 4.8 at 06:10. Please clarify.', indicators: [wbc] },
    good: { body: 'Lactate 3.4 at 06:10. Please clarify.', indicators: [lactate] },
  },
  {
    rule: 'QL076',
    bad: { edited: true, templateId: 't1' },
    good: { edited: true, templateId: 't1', lint: { version: '1', findings: [] } },
  },
  {
    rule: 'QL077',
    bad: { status: 'sent', lint: { version: '1', findings: [{ rule: 'QL020', severity: 'E' }] } },
    good: { status: 'sent', lint: { version: '1', findings: [] } },
  },
  {
    rule: 'QL078',
    bad: { kind: 'prompt', title: 'Sepsis - document now' },
    good: { kind: 'prompt', title: 'Clinical findings 3/2: three items to review' },
  },
  {
    rule: 'QL079',
    bad: {},
    good: {},
    x: { encounter: { daysClosed: 40, retrospectiveDays: 30 } },
    goodX: { encounter: { daysClosed: 3, retrospectiveDays: 30 } },
  },
  { rule: 'QL084', bad: { title: 'Clarification of {dx}' }, good: { title: 'Clarification of findings' } },
];
