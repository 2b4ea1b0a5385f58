import { expect, test } from 'vitest';
import { mentionsIn } from '../../../src/core/notes/index.ts';
import { lexicon } from './lexicon.ts';

/** [sentence, condition, certainty, causes]: causes are concepts, or words in quotes where the lexicon has no name. */
const LINKED: readonly (readonly [string, string, 'strong' | 'weak' | 'uncertain', readonly string[]])[] = [
  ['AKI secondary to septic shock.', 'aki', 'strong', ['septic-shock', 'severe-sepsis', 'sepsis']],
  ['AKI likely secondary to sepsis.', 'aki', 'uncertain', ['sepsis']],
  ['AKI (Cr 2.1 from 0.9) due to sepsis.', 'aki', 'strong', ['sepsis']],
  ['AKI: due to sepsis, Cr 2.1.', 'aki', 'strong', ['sepsis']],
  ['AKI 2/2 to sepsis.', 'aki', 'strong', ['sepsis']],
  ['AKI on CKD 3 2/2 sepsis', 'aki', 'strong', ['sepsis']],
  ['AKI due to ATN from sepsis.', 'aki', 'strong', ['aki', 'sepsis']],
  ['Sepsis-associated AKI.', 'aki', 'strong', ['sepsis']],
  ['Septic shock 2° to cholangitis', 'septic-shock', 'strong', ['cholangitis']],
  ['Septic shock due to pneumonia complicated by AKI and ARDS.', 'ards', 'weak', ['septic-shock', 'severe-sepsis', 'sepsis']],
  ['Severe sepsis with acute kidney injury and lactic acidosis.', 'lactic-acidosis', 'weak', ['severe-sepsis', 'sepsis']],
  ['Sepsis due to UTI with AKI due to obstruction.', 'aki', 'strong', ['"obstruction"']],
  ['Pneumonia leading to sepsis and acute respiratory failure.', 'acute-respiratory-failure', 'strong', ['pneumonia']],
  [
    'Acute hypoxic respiratory failure due to acute on chronic systolic heart failure.',
    'acute-respiratory-failure',
    'strong',
    ['heart-failure'],
  ],
  [
    'Acute respiratory failure secondary to COPD exacerbation and pneumonia',
    'acute-respiratory-failure',
    'strong',
    ['copd-exacerbation', 'pneumonia'],
  ],
  ['Sepsis, present on admission, due to pneumonia.', 'sepsis', 'strong', ['pneumonia']],
  ['Sepsis POA secondary to pneumonia.', 'sepsis', 'strong', ['pneumonia']],
  ['Acute hypoxic respiratory failure, SpO2 84% RA, due to CHF.', 'acute-respiratory-failure', 'strong', ['heart-failure']],
  ['Acute hypoxic respiratory failure requiring HFNC due to pneumonia.', 'acute-respiratory-failure', 'strong', ['pneumonia']],
  ['AKI, Cr 2.1, secondary to sepsis.', 'aki', 'strong', ['sepsis']],
  ['# AKI\n- due to sepsis, Cr 2.1', 'aki', 'strong', ['sepsis']],
  ['# Sepsis\n- 2/2 UTI\n- ceftriaxone', 'sepsis', 'strong', ['uti']],
  ['Sepsis of urinary source.', 'sepsis', 'strong', ['source-of-infection']],
  ['Sepsis from a urinary source, E. coli.', 'sepsis', 'strong', ['source-of-infection']],
  ['Sepsis, source: UTI.', 'sepsis', 'strong', ['uti']],
  ['Sepsis secondary to aspiration pneumonia with encephalopathy, AKI, and lactic acidosis.', 'aki', 'weak', ['sepsis']],
  ['Pneumonia with acute respiratory failure.', 'acute-respiratory-failure', 'weak', ['pneumonia']],
  ['Sepsis. Source: pneumonia.', 'sepsis', 'strong', ['pneumonia']],
  ['Sepsis. Due to UTI.', 'sepsis', 'strong', ['uti']],
  ['Sepsis. Likely from UTI.', 'sepsis', 'uncertain', ['uti']],
  ['Sepsis. Source is likely pneumonia.', 'sepsis', 'uncertain', ['pneumonia']],
  ['Septic shock on 2 pressors. Presumed source: cholangitis.', 'septic-shock', 'uncertain', ['cholangitis']],
  [
    'Acute respiratory failure. Etiology: pneumonia and COPD exacerbation.',
    'acute-respiratory-failure',
    'strong',
    ['pneumonia', 'copd-exacerbation'],
  ],
  ['MSSA bacteremia with sepsis.', 'sepsis', 'weak', ['bacteremia']],
  ['Sepsis with hypotension resolved after fluids.', 'hypotension-term', 'weak', ['sepsis']],
  ['Acute kidney injury due to sepsis, resolved (Cr 2.1 to 1.0)', 'aki', 'strong', ['sepsis']],
  ['Encephalopathy, multifactorial: uremia, sepsis.', 'encephalopathy', 'strong', ['sepsis']],
  ['AKI multifactorial (hypotension, contrast, sepsis).', 'aki', 'strong', ['hypotension-term', 'sepsis']],
  ['Lactic acidosis, multifactorial, likely from metformin and sepsis.', 'lactic-acidosis', 'uncertain', ['sepsis']],
];

test.each(LINKED)('%s: %s is linked, %s, to %j', (sentence, concept, certainty, causes) => {
  const links = mentionsIn(`A/P:\n${sentence}`, 'progress', lexicon).find((mention) => mention.concept === concept)?.links ?? [];
  expect(new Set(links.map((link) => link.certainty))).toEqual(new Set([certainty]));
  expect(links.flatMap((link) => (link.concepts.length > 0 ? link.concepts : [`"${link.text}"`]))).toEqual(causes);
});

/** [sentence, condition]: nothing is named as its cause. */
const UNLINKED: readonly (readonly [string, string])[] = [
  ['Sepsis, AKI, lactic acidosis.', 'aki'],
  ['Sepsis and AKI due to dehydration.', 'sepsis'],
  ['AKI not due to sepsis.', 'aki'],
  ['AKI unrelated to sepsis.', 'aki'],
  ['AKI, Cr 2.1 from 0.9.', 'aki'],
  ['Sepsis, 2/2 bottles positive.', 'sepsis'],
  ['Sepsis, transferred from the ICU.', 'sepsis'],
  ['Sepsis improved with fluids.', 'sepsis'],
  ['Sepsis. Source is not pneumonia.', 'sepsis'],
  ['Sepsis. Source: unlikely pneumonia.', 'sepsis'],
  ['Sepsis. Pneumonia.', 'sepsis'],
  ['Sepsis? Due to go home Friday.', 'sepsis'],
  ['AKI: hold lisinopril, follow sepsis labs.', 'aki'],
];

test.each(UNLINKED)('%s: %s has no cause', (sentence, concept) => {
  const mention = mentionsIn(`A/P:\n${sentence}`, 'progress', lexicon).find((one) => one.concept === concept);
  expect(mention?.links).toEqual([]);
});
