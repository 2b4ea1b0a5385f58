import { fact } from './lexicon.ts';
import { ask, choice, creatinine, dx, lactate, OTHER, open, type Pair, said, sodium, spo2, UTD, wbc, yesNo } from './pair.ts';

/** QL001-QL035. */
export const wordingPairs: readonly Pair[] = [
  {
    rule: 'QL001',
    bad: { ...open, body: 'Please clarify respiratory status.', indicators: [] },
    good: {
      ...open,
      body: 'SpO2 86 % on room air 3/2 14:05; RR 32; HFNC 40 L started 14:20. Please clarify respiratory status.',
      indicators: [spo2, fact('RR', '32', '/min'), fact('HFNC', '40', 'L/min')],
    },
  },
  {
    rule: 'QL002',
    bad: { indicators: [{ label: 'Low sodium' }] },
    good: { indicators: [{ label: 'Na', value: '121', unit: 'mmol/L', time: '3/2 06:10', ref: 'Observation/5' }] },
  },
  { rule: 'QL002', bad: { indicators: ['Low sodium.'] }, good: { indicators: ['Na 121 mmol/L, 3/2 06:10 (BMP).'] } },
  {
    rule: 'QL003',
    bad: { ...choice(dx('Septic shock'), OTHER, UTD), indicators: [wbc] },
    good: { ...choice(dx('Septic shock', 'Observation/MAP'), OTHER, UTD), rationale: 'only', indicators: [wbc, fact('MAP', '58', 'mmHg')] },
  },
  {
    rule: 'QL003',
    bad: { ...choice('Septic shock', 'Sepsis', 'Other', 'Unable to determine'), indicators: [wbc] },
    good: { ...choice('Septic shock', 'Sepsis', 'Other', 'Unable to determine'), indicators: [wbc, lactate] },
  },
  {
    rule: 'QL004',
    bad: choice('Acute', 'Chronic', 'Unable to determine'),
    good: choice('Acute', 'Chronic', 'Other (please specify): ___', 'Unable to determine'),
  },
  { rule: 'QL005', bad: choice('Acute', 'Chronic', 'Other'), good: choice('Acute', 'Chronic', 'Other', 'Clinically undetermined') },
  {
    rule: 'QL006',
    bad: {
      ...yesNo('Yes', 'No', 'Other', 'Unable to determine'),
      purpose: 'indicators-without-diagnosis',
      body: 'Does the patient have acute kidney injury? Y/N',
      indicators: [creatinine],
    },
    good: {
      ...open,
      body: 'Creatinine 0.9 -> 2.1 in 36 h; 2 L bolus given. Please document the diagnosis, if any, that explains these findings.',
      indicators: [fact('Creatinine', '0.9 -> 2.1', 'mg/dL')],
    },
  },
  {
    rule: 'QL007',
    bad: { ...yesNo('Yes', 'No'), purpose: 'poa' },
    good: { ...yesNo('Yes', 'No', 'Other ___', 'Unable to determine'), purpose: 'poa' },
  },
  {
    rule: 'QL008',
    bad: { ...open, body: 'Clarify anemia type and also HF acuity.', documentedStatements: [said('Anemia. HF.')], indicators: [wbc] },
    good: {
      ...open,
      body: 'Clarify anemia type.',
      documentedStatements: [said('Anemia.')],
      indicators: [fact('Hemoglobin', '8.1', 'g/dL')],
    },
  },
  { rule: 'QL009', bad: { recipient: 'M. Lane, RN (charted the wound)' }, good: { recipient: 'Dr. A. Rivera, attending' } },
  { rule: 'QL009', bad: { recipient: { name: 'K. Poe', role: 'dietitian' } }, good: { recipient: { name: 'K. Poe', role: 'attending' } } },
  {
    rule: 'QL010',
    bad: { patient: 'Patient/1', encounter: 'Encounter/1', author: '', createdAt: '2026-03-02T16:20-05:00' },
    good: {
      patient: 'Patient/1',
      encounter: 'Encounter/1',
      author: 'J. Doe, RN, CDI',
      createdAt: '2026-03-02T16:20-05:00',
      body: ask,
      indicators: [wbc],
    },
    x: { complete: true },
  },
  {
    rule: 'QL011',
    bad: { indicators: [fact('Prior echo EF', '25', '%', { scope: 'prior', time: '2024-05-01' })] },
    good: { indicators: [fact('BNP', '1840', 'pg/mL')] },
  },
  {
    rule: 'QL012',
    bad: { title: 'Kidney function', concept: 'aki', recipient: 'Dr. A' },
    good: { title: 'Kidney function', concept: 'sodium', recipient: 'Dr. A' },
    x: { encounter: { openQueries: [{ id: 'q0', concept: 'aki', recipient: 'Dr. A' }] } },
  },
  { rule: 'QL013', bad: {}, good: {}, x: { encounter: { answeredBy: 'DocumentReference/4' } }, goodX: {} },
  { rule: 'QL020', bad: { title: 'Sepsis clarification' }, good: { title: 'Clarification of clinical findings 3/2' } },
  { rule: 'QL020', bad: { title: 'Encephalopathy vs delirium?' }, good: { title: 'Mental status clarification' } },
  {
    rule: 'QL021',
    bad: { ...open, body: 'Patient with acute respiratory failure on BiPAP - please document.' },
    good: {
      ...open,
      body: 'Patient on BiPAP since 3/2 14:20; pH 7.28, pCO2 68. Please document the diagnosis being treated.',
      indicators: [fact('pH', '7.28'), fact('pCO2', '68', 'mmHg')],
    },
  },
  {
    rule: 'QL021',
    bad: { ...open, body: 'Given the malnutrition, please clarify.' },
    good: { ...open, body: 'Given the findings listed, please clarify.', indicators: [fact('BMI', '17')] },
  },
  {
    rule: 'QL022',
    bad: { ...open, body: 'Please add severe malnutrition.' },
    good: {
      ...open,
      body: "Please document the patient's nutritional diagnosis, if any, including severity.",
      indicators: [fact('BMI', '17')],
    },
  },
  {
    rule: 'QL023',
    bad: { ...open, body: 'Would you agree this is ATN?' },
    good: {
      ...open,
      body: 'Muddy brown casts on UA 3/3; FeNa 3.1 %; creatinine unchanged after 72 h of fluids. Please clarify the type of acute kidney injury, if known.',
      documentedStatements: [said('Acute kidney injury')],
      indicators: [fact('FeNa', '3.1', '%')],
    },
  },
  { rule: 'QL024', bad: { body: 'Please clarify the anemia type to capture the MCC.' }, good: { body: ask, indicators: [wbc] } },
  { rule: 'QL025', bad: { body: 'This affects your ROM.' }, good: { body: ask, indicators: [wbc] } },
  { rule: 'QL025', bad: { body: 'Needed for our mortality O/E.' }, good: { body: ask, indicators: [wbc] } },
  {
    rule: 'QL026',
    bad: { body: 'To prevent a denial, please document the diagnosis.' },
    good: { body: 'Please clarify the diagnosis being treated.', indicators: [wbc] },
  },
  { rule: 'QL027', bad: { body: 'Unanswered queries lead to suspension.' }, good: { body: ask, indicators: [wbc] } },
  {
    rule: 'QL028',
    bad: choice('**ACUTE** systolic heart failure', 'Chronic systolic heart failure', 'Other', 'Unable to determine'),
    good: { ...choice('Acute', 'Chronic', 'Other', 'Unable to determine') },
  },
  {
    rule: 'QL028',
    bad: choice('ACUTE RENAL FINDING', 'Chronic', 'Other', 'Unable to determine'),
    good: choice('Acute', 'Chronic', 'Other', 'Unable to determine'),
  },
  {
    rule: 'QL029',
    bad: {
      ...choice(
        dx('Acute metabolic encephalopathy due to hypernatremia with change from baseline', 'Observation/Sodium'),
        dx('Confusion', 'Observation/Sodium'),
        OTHER,
        UTD,
      ),
      indicators: [sodium],
    },
    good: {
      ...choice(
        dx('Metabolic encephalopathy due to ___', 'Observation/Sodium'),
        dx('Delirium due to ___', 'Observation/Sodium'),
        dx('Expected course of dementia', 'Observation/Sodium'),
        OTHER,
        UTD,
      ),
      indicators: [sodium],
    },
  },
  {
    rule: 'QL030',
    bad: choice('N17.0 Acute tubular necrosis', 'Prerenal', 'Other', 'Unable to determine'),
    good: { ...choice('Acute tubular necrosis', 'Prerenal azotemia', 'Other', 'Unable to determine'), indicators: [creatinine] },
  },
  {
    rule: 'QL031',
    bad: { ...open, body: 'Please explain this profound, life-threatening sodium.' },
    good: {
      ...open,
      body: 'Na 118 mmol/L, 3/2 06:10. Please document the associated diagnosis, if any.',
      indicators: [fact('Na', '118', 'mmol/L')],
    },
  },
  {
    rule: 'QL032',
    bad: { ...choice('Hyperkalaemia', 'Sunburn', 'Other', 'Undetermined'), indicators: [fact('K', '6.4', 'mmol/L')] },
    good: {
      ...choice('Hyperkalaemia', 'Not clinically significant', 'Other', 'Unable to determine'),
      indicators: [fact('K', '6.4', 'mmol/L')],
    },
  },
  {
    rule: 'QL033',
    bad: { ...choice('Hyperkalemia', 'Other', 'Undetermined'), indicators: [fact('K', '6.4', 'mmol/L')] },
    good: {
      ...choice('Hyperkalemia', 'Other', 'Undetermined'),
      indicators: [fact('K', '6.4', 'mmol/L')],
      rationale: 'no other condition supported by shown findings',
    },
  },
  { rule: 'QL034', bad: { preselected: 0 }, good: { preselected: null } },
  {
    rule: 'QL035',
    bad: { requiredOptions: [1, 2, 3], ...choice('Acute', 'Chronic', 'Both', 'Other', 'Unable to determine') },
    good: choice('Acute', 'Chronic', 'Both', 'Other', 'Unable to determine'),
  },
];
