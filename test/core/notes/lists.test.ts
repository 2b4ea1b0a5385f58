import { describe, expect, test } from 'vitest';
import { assertion, mentionsIn } from '../../../src/core/notes/index.ts';
import { lexicon } from './lexicon.ts';

const status = (target: string, text: string) => assertion({ text, target }, lexicon).status;

/** What of a list is denied, and what beside it is there: [text, denied, affirmed]. */
const LISTS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['Denies:\n- fever\n- chills\n- chest pain\n\nReports:\n- cough', ['fever', 'chills', 'chest pain'], ['cough']],
  ['Negative for:\nfever\nchills\nheadache\n\nRash on trunk', ['fever', 'chills', 'headache'], ['Rash']],
  ['Patient denies the following:\n* dyspnea\n* orthopnea\nCough x3 days', ['dyspnea', 'orthopnea'], ['Cough']],
  ['ROS:\nNo fever\nchills\ncough\nPositive for nausea', ['fever', 'chills', 'cough'], ['nausea']],
  ['Patient denies fever, chills,\nnausea, vomiting,\nor dysuria.\nHas cough.', ['fever', 'nausea', 'dysuria'], ['cough']],
  ['Assessment:\n1. No sepsis\n2. Pneumonia\n3. AKI', ['sepsis'], ['Pneumonia', 'AKI']],
  ['No acute events\nSepsis due to UTI\nAKI stable', [], ['Sepsis', 'AKI']],
  ['No complications\nPneumonia treated with ceftriaxone', ['complications'], ['Pneumonia']],
  ['- No fever\n- Chills\n- Sepsis due to UTI', ['fever'], ['Chills', 'Sepsis']],
  ['Fever - no\nCough - yes\nRash - no', ['Fever', 'Rash'], ['Cough']],
  ['Chest pain: denies\nCough: yes\nEdema: present', ['Chest pain'], ['Cough', 'Edema']],
  ['Pertinent negatives: fever, chills, rash.\nPertinent positives: cough, dyspnea.', ['fever', 'rash'], ['cough', 'dyspnea']],
  ['Neg: fever, chills\nPos: cough', ['fever', 'chills'], ['cough']],
  ['-fever\n-chills\n+cough', ['fever', 'chills'], ['cough']],
  ['ROS: +cough -fever -chills +dyspnea', ['fever', 'chills'], ['cough', 'dyspnea']],
  ['-sepsis due to UTI\n-AKI', [], ['sepsis', 'AKI']],
  ['Sepsis | No\nAKI | Yes\nPneumonia | Negative', ['Sepsis', 'Pneumonia'], ['AKI']],
  ['Diagnosis | Present | Since\nSepsis | No | 3/4\nUTI | Yes | 3/4', ['Sepsis'], ['UTI']],
  ['Fever | no | cough | yes | rash | none', ['Fever', 'rash'], ['cough']],
  ['Edema | No pitting today\nSepsis | No organism yet', [], ['Edema', 'Sepsis']],
  ['(-) fever, (-) chills, (+) cough', ['fever', 'chills'], ['cough']],
];

describe('lists', () => {
  test.each(LISTS)('%j', (text, denied, there) => {
    expect(denied.map((target) => [target, status(target, text)])).toEqual(denied.map((target) => [target, 'negated']));
    expect(there.map((target) => [target, status(target, text)])).toEqual(there.map((target) => [target, 'affirmed']));
  });

  test('an item names the heading that denies it as its cue', () => {
    const mentions = mentionsIn('No evidence of:\n- sepsis\n- respiratory failure\n\nPneumonia improving.', 'progress', lexicon);
    expect(mentions.map(({ concept, status: read, cue }) => [concept, read, cue])).toEqual([
      ['sepsis', 'negated', 'No evidence of'],
      ['respiratory-failure-nos', 'negated', 'No evidence of'],
      ['pneumonia', 'affirmed', 'improving'],
    ]);
  });

  test.each([
    ['ruled-out', 'Sepsis | Ruled out'],
    ['resolved', 'Sepsis | Resolved | 3/4'],
    ['uncertain', 'Sepsis | Possible'],
  ])('a cell that answers: %s in "%s"', (read, text) => {
    expect(status('Sepsis', text)).toBe(read);
  });

  test('an item that is doubted itself stays doubted', () => {
    expect(status('pneumonia', 'Denies:\n- fever\n- possible pneumonia on film')).toBe('uncertain');
  });
});
