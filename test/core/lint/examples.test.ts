import { describe, expect, test } from 'vitest';
import { bare, errors, fact, type Record_, rules } from './lexicon.ts';

const said = (quote: string) => ({
  quote,
  author: 'Dr. R',
  noteType: 'H&P',
  time: '2026-03-02T15:10:00-05:00',
  ref: 'DocumentReference/1',
});
const base: Record_ = {
  title: 'Clarification of clinical findings',
  format: 'open',
  purpose: 'indicators-without-diagnosis',
  documentedStatements: [],
};

/** Section 5.2 of the reference: the wording that leads, the rules that must speak, and the wording that is sound. */
const examples: readonly { readonly n: number; readonly bad: Record_; readonly speaks: readonly string[]; readonly good: Record_ }[] = [
  {
    n: 1,
    bad: { body: 'Pt septic? Please document sepsis so severity is captured.' },
    speaks: ['QL022', 'QL024'],
    good: {
      body: 'T 39.1 °C, HR 118, WBC 19.2, lactate 3.4 mmol/L, vancomycin + cefepime from 3/2 15:00. Please document the diagnosis being treated, if any.',
      indicators: [
        fact('Temperature', '39.1', 'degC'),
        fact('HR', '118', '/min'),
        fact('WBC', '19.2', 'K/uL'),
        fact('Lactate', '3.4', 'mmol/L'),
      ],
    },
  },
  {
    n: 2,
    bad: { body: 'BMI 17, please document malnutrition.' },
    speaks: ['QL022'],
    good: {
      body: 'BMI 17.1; dietitian 3/3: intake <50 % for 7 days, 8 % loss in 2 months, severe muscle loss (temporal). Please document the nutritional diagnosis and severity, if any, and the plan.',
      indicators: [fact('BMI', '17.1')],
    },
  },
  {
    n: 3,
    bad: { title: 'Encephalopathy vs delirium?' },
    speaks: ['QL020'],
    good: { title: 'Mental status clarification', body: 'GCS 13 on 3/2. Please clarify.', indicators: [fact('GCS', '13')] },
  },
  {
    n: 4,
    bad: { format: 'multiple-choice', options: ['Type 2 MI', 'Other'], indicators: [fact('Troponin', '0.4', 'ng/mL')] },
    speaks: ['QL005', 'QL033'],
    good: {
      format: 'multiple-choice',
      body: 'Which diagnosis, if any, do these findings represent?',
      options: [
        'Type 2 myocardial infarction due to ___',
        'Acute non-ischaemic myocardial injury due to ___',
        'Chronic troponin elevation',
        'Other ___',
        'Unable to determine',
      ],
      indicators: [fact('Troponin', '0.04 -> 0.4 -> 0.3', 'ng/mL'), fact('ECG', '"no ST changes"', undefined, { polarity: 'against' })],
    },
  },
  {
    n: 5,
    bad: { format: 'yes-no', purpose: 'poa', body: 'Pressure ulcer was here on admission, correct?', options: ['Yes', 'No'] },
    speaks: ['QL023', 'QL007'],
    good: {
      body: 'Skin assessment 3/2 18:00: 3x2 cm open area sacrum (wound RN). H&P 3/2 silent on skin. What is the diagnosis, if any?',
      indicators: [fact('Skin assessment', '"3x2 cm open area sacrum"')],
    },
  },
  {
    n: 6,
    bad: { purpose: 'specificity', body: 'HF is acute since you gave Lasix.', documentedStatements: [said('HF')] },
    speaks: ['QL023'],
    good: {
      purpose: 'specificity',
      body: 'HFrEF documented. BNP 1,840; CXR pulmonary oedema; IV furosemide 80 mg x3. Please clarify acuity: Acute on chronic / Chronic, stable / Other / Unable to determine.',
      indicators: [fact('BNP', '1,840', 'pg/mL')],
    },
  },
  {
    n: 7,
    bad: { body: 'Creatinine bump = AKI (N17.9)' },
    speaks: ['QL021', 'QL023'],
    good: {
      body: 'Creatinine 0.9 -> 2.1 in 36 h; 2 L bolus given. Please document the diagnosis, if any, that explains these findings.',
      indicators: [fact('Creatinine', '0.9 -> 2.1', 'mg/dL')],
    },
  },
  {
    n: 8,
    bad: { body: 'Acute blood loss anaemia expected after THA – agree?' },
    speaks: ['QL021', 'QL023'],
    good: {
      body: 'Hgb 13.4 → 8.1 post-op day 1; EBL 700 mL; 1 unit PRBC. Please document the diagnosis, if any: Acute blood loss anaemia – expected / – complication / Dilutional / Other / Unable to determine.',
      indicators: [fact('Hgb', '13.4 -> 8.1', 'g/dL')],
    },
  },
  {
    n: 9,
    bad: { body: 'Patient qualifies for inpatient, please write 2 midnights.' },
    speaks: ['QL022', 'QL023'],
    good: {
      title: 'Expected length of hospital care',
      body: 'How long is hospital care expected to be needed, and why?',
      indicators: [fact('SpO2', '86', '%')],
    },
  },
  {
    n: 10,
    bad: {
      purpose: 'specificity',
      body: 'Pneumonia probably aspiration, gram negative coverage given.',
      documentedStatements: [said('Pneumonia')],
    },
    speaks: ['QL023'],
    good: {
      purpose: 'specificity',
      body: 'Pneumonia documented. Witnessed emesis 3/1; RLL infiltrate; failed swallow 3/2; piperacillin-tazobactam. Please clarify suspected organism or mechanism, if known: … Other / Unable to determine.',
      indicators: [fact('CXR', '"RLL infiltrate"')],
    },
  },
  {
    n: 11,
    bad: { format: 'yes-no', body: 'Is Na 121 hyponatremia?', indicators: [fact('Na', '121', 'mmol/L')] },
    speaks: ['QL006'],
    good: { body: 'Na 121 mmol/L 3/2 06:10. Please document the diagnosis, if any.', indicators: [fact('Na', '121', 'mmol/L')] },
  },
  {
    n: 12,
    bad: { body: 'As in your last admission, please carry forward CKD 4.' },
    speaks: ['QL022'],
    good: {
      purpose: 'specificity',
      body: 'Creatinine 2.6 today; prior encounters 2.5–2.7 (4/2025, 9/2025). CKD documented without stage. Please document stage, if known.',
      indicators: [
        fact('Creatinine', '2.6', 'mg/dL'),
        fact('Prior creatinine', '2.5-2.7', 'mg/dL', { scope: 'prior', time: '2025-09-01', relevance: 'baseline' }),
      ],
      documentedStatements: [said('CKD')],
    },
  },
];

describe('the example pairs of the reference', () => {
  for (const { n, bad, speaks, good } of examples) {
    test(`example ${n}: the leading wording is flagged by ${speaks.join(', ')}`, () => {
      expect(rules(bare({ ...base, indicators: [fact('WBC', '19.2', 'K/uL')], ...bad }))).toEqual(expect.arrayContaining([...speaks]));
    });
    test(`example ${n}: the sound wording passes`, () => {
      expect(errors(bare({ ...base, ...good }))).toEqual([]);
    });
    test(`example ${n}: the sound wording passes when no statement list is given`, () => {
      const { documentedStatements: _, ...rest } = { ...base, ...good };
      expect(errors(bare(rest))).toEqual([]);
    });
  }
});
