import { expect, test } from 'vitest';
import {
  answerIn,
  bloodCulture,
  ceftriaxone,
  charted,
  clinic,
  dose,
  factsIn,
  highestIn,
  infusion,
  note,
  operation,
  partIn,
  pressure,
  problem,
  reviewed,
  worded,
} from './sepsis-stay.ts';

const T = '8310-5';
const HR = '8867-4';
const RR = '9279-1';
const WBC = '6690-2';
const LACTATE = '2524-7';
const CREATININE = '2160-0';
const PLATELETS = '777-3';
const BILIRUBIN = '1975-2';
const PAO2 = '2703-7';
const FIO2 = '3150-0';
const FLOW = '3151-8';
const DEVICE = '57485005';
const GCS = '9269-2';
const MAP = '8478-0';

const infected = [bloodCulture('1:00'), ceftriaxone('1:30')];
/** Four days of treatment, as the CDC adult sepsis event asks. */
const course = [bloodCulture('1:00'), ...['1:30', '25:30', '49:30', '73:30'].map(ceftriaxone)];
const device = (time: string, name: string) => ({
  ...worded('x', time, name),
  code: { coding: [{ system: 'http://snomed.info/sct', code: DEVICE }], text: 'Oxygen delivery device' },
});

test('vector 1: T 38.0, HR 91, RR 20, WBC 12.0 is one SIRS group', () => {
  const one = reviewed(
    charted(T, '1:00', 38, 'Cel'),
    charted(HR, '1:00', 91, '/min'),
    charted(RR, '1:00', 20, '/min'),
    charted(WBC, '1:00', 12, '10*3/uL'),
  );
  expect(factsIn(one, 'sirs').at(-1)?.parts).toEqual({ temperature: 0, 'heart-rate': 1, 'resp-rate': 0, wbc: 0 });
});

test('vector 2: 100.5 degF, HR 90, WBC 3900 /uL are two SIRS groups', () => {
  const one = reviewed(charted(T, '1:00', 100.5, '[degF]'), charted(HR, '1:00', 90, '/min'), charted(WBC, '1:00', 3900, '/uL'));
  expect(factsIn(one, 'sirs').at(-1)?.parts).toEqual({ temperature: 1, 'heart-rate': 0, wbc: 1 });
});

test('vector 3: T 38.2 and HR 100 are two groups of 1992 and one of SEP-1', () => {
  const one = reviewed(charted(T, '1:00', 38.2, 'Cel'), charted(HR, '1:00', 100, '/min'));
  expect([highestIn(one, 'sirs'), highestIn(one, 'sirs-sep1')]).toEqual([2, 1]);
});

test('vector 4: nine hours apart is one group at a time, flagged two that are not concurrent', () => {
  const one = reviewed(charted(T, '2:00', 38.5, 'Cel'), charted(HR, '11:00', 101, '/min'));
  expect(highestIn(one, 'sirs')).toBe(1);
  expect(factsIn(one, 'sirs').at(-1)?.flags).toContain('not-concurrent');
});

test('vector 5: a respiratory rate set on the ventilator is not counted', () => {
  const one = reviewed(charted('33438-3', '1:00', 24, '/min'), charted(HR, '1:00', 80, '/min'));
  expect(highestIn(one, 'sirs')).toBe(0);
  expect(factsIn(one, 'sirs').at(-1)?.missing).toContain('resp-rate');
});

test('vector 6: lactate 18 mg/dL is 2.00 mmol/L: not over the SEP-1 limit, and at the limit of the CDC toolkit; both are printed', () => {
  const one = reviewed(...course, charted(LACTATE, '1:10', 18, 'mg/dL'));
  expect(factsIn(one, 'lactate')[0]?.charted).toEqual({ value: 18, unit: 'mg/dL' });
  expect([answerIn(one, 'elevated-lactate'), answerIn(one, 'ase-2018')]).toEqual(['not-met', 'met']);
  expect(one.checklists[0]?.criteria['ase-2018']?.label).toMatch(/CDC adult sepsis event/);
});

test('vector 7: lactate 2.0 mmol/L counts in the toolkit of 2018 and not in the NHSN draft', () => {
  const one = reviewed(...course, charted(LACTATE, '1:10', 2, 'mmol/L'));
  expect([answerIn(one, 'elevated-lactate'), partIn(one, 'ase-2018', 'lactate'), partIn(one, 'ase-nhsn-draft', 'lactate')]).toEqual([
    'not-met',
    1,
    0,
  ]);
});

test('vector 8: creatinine 177 umol/L is 2.00 mg/dL: two SOFA points, not over the SEP-1 limit', () => {
  const one = reviewed(...infected, charted(CREATININE, '1:10', 177, 'umol/L'));
  expect([partIn(one, 'sofa', 'renal'), answerIn(one, 'high-creatinine')]).toEqual([2, 'not-met']);
});

test('vector 9: creatinine 2.4 on a clinic median of 2.2 is no rise and no stage', () => {
  const one = reviewed(
    ...infected,
    clinic(CREATININE, 200, 2.1, 'mg/dL'),
    clinic(CREATININE, 100, 2.2, 'mg/dL'),
    clinic(CREATININE, 40, 2.3, 'mg/dL'),
    problem('N18.4', 'Chronic kidney disease, stage 4'),
    charted(CREATININE, '1:10', 2.4, 'mg/dL'),
  );
  expect([partIn(one, 'sofa', 'renal'), partIn(one, 'sofa-baseline', 'renal'), partIn(one, 'sofa-rise', 'renal')]).toEqual([2, 2, 0]);
  expect(highestIn(one, 'kdigo-stage')).toBe(0);
});

test('vector 10: end-stage kidneys on dialysis are not counted', () => {
  const one = reviewed(
    ...infected,
    problem('N18.6', 'End stage renal disease'),
    charted(CREATININE, '1:10', 7, 'mg/dL'),
    charted(PLATELETS, '1:10', 240, '10*3/uL'),
  );
  expect(highestIn(one, 'sofa-rise')).toBe(0);
  expect(factsIn(one, 'sofa-rise').at(-1)?.flags).toContain('renal-not-applicable');
  expect(answerIn(one, 'high-creatinine')).toBe('not-met');
});

test('vector 11: platelets 95 on 90 in cirrhosis are no rise', () => {
  const one = reviewed(
    ...infected,
    clinic(PLATELETS, 60, 90, '10*3/uL'),
    problem('K74.60', 'Cirrhosis of liver'),
    charted(PLATELETS, '1:10', 95, '10*3/uL'),
  );
  expect([partIn(one, 'sofa', 'coagulation'), partIn(one, 'sofa-baseline', 'coagulation'), highestIn(one, 'sofa-rise')]).toEqual([2, 2, 0]);
});

test('vector 12: P/F 68 on a non-rebreather is two points with a charted concentration; from the flow alone, by ruling, an estimate that sets none', () => {
  const mask = [device('0:50', 'Non-rebreather mask'), charted(FLOW, '0:50', 15, 'L/min')];
  const measured = reviewed(...mask, charted(FIO2, '0:50', 95, '%'), charted(PAO2, '1:00', 64.6, 'mm[Hg]'));
  expect([highestIn(measured, 'pf-ratio'), partIn(measured, 'sofa', 'respiration')]).toEqual([68, 2]);
  const estimated = reviewed(...mask, charted(PAO2, '1:00', 64.6, 'mm[Hg]'), charted(MAP, '1:00', 80, 'mm[Hg]'));
  expect([highestIn(estimated, 'pf-ratio'), partIn(estimated, 'sofa', 'respiration')]).toEqual([null, null]);
  expect(factsIn(estimated, 'pf-ratio-imputed')).not.toEqual([]);
});

test('vector 13: P/F 180 on BiPAP is three points', () => {
  const one = reviewed(device('0:50', 'BiPAP'), charted(FIO2, '0:50', 50, '%'), charted(PAO2, '1:00', 90, 'mm[Hg]'));
  expect([highestIn(one, 'pf-ratio'), partIn(one, 'sofa', 'respiration')]).toEqual([180, 3]);
});

test.each([
  [0.1, 3],
  [0.11, 4],
])('vector 14: norepinephrine %s ug/kg/min is %s points', (rate, points) => {
  const one = reviewed(infusion('norepinephrine', '7512', '1:00', '4:00', rate, 'ug/kg/min'), charted(MAP, '5:00', 75, 'mm[Hg]'));
  expect(partIn(one, 'sofa', 'cardiovascular')).toBe(points);
});

test('vector 15: vasopressin alone at MAP 72 scores nothing in SOFA 1996, with a remark, and two in SOFA-2', () => {
  const one = reviewed(infusion('vasopressin', '11149', '1:00', '4:00', 0.03, '[IU]/min'), charted(MAP, '3:00', 72, 'mm[Hg]'));
  expect([partIn(one, 'sofa', 'cardiovascular'), partIn(one, 'sofa-2', 'cardiovascular')]).toEqual([0, 2]);
  expect(factsIn(one, 'sofa').some(({ flags }) => flags?.includes('pressor-not-scored'))).toBe(true);
});

test('vector 16: a coma score with a tube under propofol is the one before sedation', () => {
  const one = reviewed(
    charted(GCS, '0:30', 15, '{score}'),
    infusion('propofol', '8782', '1:00', '6:00', 20, 'ug/kg/min'),
    charted(GCS, '3:00', 10, '{score}'),
    worded('9270-0', '3:00', '1T'),
  );
  expect(partIn(one, 'sofa', 'cns')).toBe(0);
  expect(factsIn(one, 'sofa').at(-1)?.flags).toContain('before-sedation');
});

test.each([
  ['81:00', 1],
  ['83:00', 0],
])('vector 17: culture at 10:00 of the first day, first dose at hour %s: %s suspicion', (first, suspicions) => {
  expect(factsIn(reviewed(bloodCulture('10:00'), ceftriaxone(first)), 'suspected-infection')).toHaveLength(suspicions);
});

test('vector 18: a culture 25 hours after the dose does not belong to it', () => {
  expect(factsIn(reviewed(ceftriaxone('10:00'), bloodCulture('35:00')), 'suspected-infection')).toEqual([]);
  expect(factsIn(reviewed(ceftriaxone('10:00'), bloodCulture('34:00')), 'suspected-infection')).toHaveLength(1);
});

test('vector 19: one dose of cefazolin before an incision suspects no infection', () => {
  const one = reviewed(operation('8:00', '10:00'), dose('cefazolin', '2180', '7:40'), bloodCulture('20:00'));
  expect(factsIn(one, 'antimicrobial-given')).toHaveLength(1);
  expect(factsIn(one, 'suspected-infection')).toEqual([]);
});

test('vector 20: creatinine 1.3 and platelets 140 are at least two points, three parts unmeasured', () => {
  const one = reviewed(
    charted(CREATININE, '1:00', 1.3, 'mg/dL'),
    charted(PLATELETS, '1:00', 140, '10*3/uL'),
    charted(MAP, '1:00', 85, 'mm[Hg]'),
  );
  const point = factsIn(one, 'sofa').at(-1);
  expect([point?.value, point?.missing]).toEqual([2, ['respiration', 'liver', 'cns']]);
});

test('vector 21: one point, bilirubin and gas unmeasured: not found (ruling), naming the parts; never not-met', () => {
  const one = reviewed(
    ...infected,
    charted(PLATELETS, '1:10', 140, '10*3/uL'),
    charted(CREATININE, '1:10', 0.9, 'mg/dL'),
    charted(GCS, '1:10', 15, '{score}'),
    charted(MAP, '1:10', 85, 'mm[Hg]'),
  );
  expect(answerIn(one, 'sepsis-3')).toBe('not-found');
  expect(one.checklists[0]?.definitions['sepsis-3']?.missing).toEqual(['liver', 'respiration']);
});

test('vector 22: 88/50 once is low pressure for SEP-1, flagged single, and not for the finding that asks for two', () => {
  const one = reviewed(...infected, pressure('1:10', 88, 50), pressure('1:15', 118, 70));
  expect([answerIn(one, 'low-pressure-once'), answerIn(one, 'hypotension')]).toEqual(['met', 'not-met']);
  expect(factsIn(one, 'hypotension-paired').find(({ value }) => value === 1)?.flags).toContain('single');
});

const response = [charted(T, '1:10', 38.9, 'Cel'), charted(HR, '1:10', 118, '/min')];
const stated = note('ed', '1:40', 'Assessment and Plan:\n1. Sepsis due to pneumonia. Ceftriaxone started.\n');

test('vector 23: norepinephrine for two hours at lactate 1.6 is no shock by Sepsis-3', () => {
  const one = reviewed(
    ...infected,
    ...response,
    stated,
    infusion('norepinephrine', '7512', '2:00', '4:00', 0.08, 'ug/kg/min'),
    charted(LACTATE, '1:10', 1.6, 'mmol/L'),
    charted(MAP, '1:50', 60, 'mm[Hg]'),
  );
  expect([answerIn(one, 'vasopressor'), answerIn(one, 'sepsis-3'), answerIn(one, 'septic-shock-sepsis-3')]).toEqual([
    'met',
    'met',
    'not-met',
  ]);
});

test('vector 24: lactate 4.0 without a vasopressor is shock by SEP-1 and not by Sepsis-3, and the difference is shown', () => {
  const one = reviewed(...infected, ...response, stated, charted(LACTATE, '1:10', 4, 'mmol/L'), charted(PLATELETS, '1:10', 90, '10*3/uL'));
  expect(answerIn(one, 'septic-shock-sep-1')).toBe('met');
  expect(['not-met', 'not-found']).toContain(answerIn(one, 'septic-shock-sepsis-3'));
  expect(answerIn(one, 'shock-definitions-differ')).toBe('raised');
});

test('vector 25: severe sepsis in the ED note and pneumonia at discharge: the final status is asked', () => {
  const one = reviewed(
    ...infected,
    ...response,
    note('ed', '2:00', 'Assessment and Plan:\n1. Severe sepsis due to pneumonia. Ceftriaxone, fluids.\n'),
    note('discharge-summary', '119:00', 'Discharge Diagnosis:\n1. Pneumonia.\n'),
  );
  expect(answerIn(one, 'carried-to-discharge')).toBe('missing');
  expect(one.prompts.map(({ ref }) => ref)).toContain('SEP-DOC-07');
});

test.each([
  [1, 'not-met', 'not-met'],
  [2, 'not-met', 'not-met'],
  [2.1, 'met', 'not-met'],
  [3.9, 'met', 'not-met'],
  [4, 'met', 'met'],
])('the lactate bands are 2 < x and 4 <= x, never x <= 2: %s', (value, elevated, veryHigh) => {
  const one = reviewed(...infected, charted(LACTATE, '1:10', value, 'mmol/L'), charted(BILIRUBIN, '1:10', 1, 'mg/dL'));
  expect([answerIn(one, 'elevated-lactate'), answerIn(one, 'very-high-lactate')]).toEqual([elevated, veryHigh]);
});
