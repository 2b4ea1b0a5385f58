import { describe, expect, test } from 'vitest';
import { readText } from '../../../src/core/notes/read.ts';
import { lexicon } from './lexicon.ts';

const sections = (text: string) => readText(text, 'progress', lexicon).sections.map((section) => [section.header, section.class]);
const sentences = (text: string) => {
  const read = readText(text, 'progress', lexicon);
  return read.sentences.map(({ from, to }) => text.slice(read.tokens[from]?.start, read.tokens[to - 1]?.end));
};

describe('sections', () => {
  test('known headers open sections with the effect of their class', () => {
    const text =
      'HPI:\nCough.\nPMH: COPD\nFamily Hx:\nNone.\nROS:\nNegative.\nCXR: clear\nA/P:\n1. Pneumonia\nDischarge Instructions:\nReturn if worse.\nReason for exam: cough\nBilling: 99223\n';
    expect(sections(text)).toEqual([
      ['HPI', 'narrative'],
      ['PMH', 'history'],
      ['Family Hx', 'family-social'],
      ['ROS', 'findings'],
      ['CXR', 'findings'],
      ['A/P', 'diagnosis'],
      ['Discharge Instructions', 'instructions'],
      ['Reason for exam', 'indication'],
      ['Billing', 'admin'],
    ]);
  });

  test('no header at all is one narrative section', () => {
    expect(sections('Seen and examined. Sepsis improving.')).toEqual([['', 'narrative']]);
  });

  test('an unknown header is narrative; inside an assessment it names a problem and changes nothing', () => {
    expect(sections('Grand rounds:\nSepsis.\n')).toEqual([['Grand rounds', 'narrative']]);
    expect(sections('Assessment and Plan:\nSeptic shock:\nfluids\nKidney:\nfollow\n')).toEqual([
      ['Assessment and Plan', 'diagnosis'],
      ['Assessment and Plan', 'diagnosis'],
      ['Assessment and Plan', 'diagnosis'],
    ]);
  });

  test('headers in one line are found, the nearest one holds', () => {
    expect(sections('CHIEF COMPLAINT: cough. PAST MEDICAL HISTORY: COPD. IMPRESSION: pneumonia.')).toEqual([
      ['CHIEF COMPLAINT', 'narrative'],
      ['PAST MEDICAL HISTORY', 'history'],
      ['IMPRESSION', 'diagnosis'],
    ]);
  });

  test('marks of a document before a header, and a header without colon alone on its line', () => {
    expect(sections('## Assessment\nSepsis.\n**Plan:** fluids\nPast Medical History\nCOPD\n')).toEqual([
      ['Assessment', 'diagnosis'],
      ['Plan', 'diagnosis'],
      ['Past Medical History', 'history'],
    ]);
  });

  test('words of a sentence are no header', () => {
    expect(sections('The plan is to discharge. His assessment was normal.')).toEqual([['', 'narrative']]);
    expect(sections('plan to discharge\nexam deferred by patient')).toEqual([['', 'narrative']]);
  });

  test('sections cover the note from first to last character', () => {
    const text = 'Preamble\n\nHPI:\nCough.\n\nA/P:\nPneumonia.\n';
    const read = readText(text, 'hp', lexicon);
    expect(read.sections[0]?.from).toBe(0);
    expect(read.sections.at(-1)?.to).toBe(text.length);
    for (const [index, section] of read.sections.entries()) expect(read.sections[index + 1]?.from ?? text.length).toBe(section.to);
  });
});

describe('sentences', () => {
  test('abbreviations, decimals, organisms and list numbers do not end one', () => {
    expect(sentences('1. Sepsis due to E. coli, lactate 3.6 vs. 2.1 per Dr. Quill. Improving.')).toEqual([
      '1. Sepsis due to E. coli, lactate 3.6 vs. 2.1 per Dr. Quill.',
      'Improving.',
    ]);
  });

  test('a semicolon, a new line, a bullet and a table cell end one', () => {
    expect(sentences('Sepsis; AKI\n- delirium\nLactate | 3.1')).toEqual(['Sepsis;', 'AKI', '- delirium', 'Lactate |', '3.1']);
  });

  test('a line that was wrapped goes on', () => {
    expect(sentences('Chest radiograph and laboratory results show no evidence of\nsepsis today.')).toEqual([
      'Chest radiograph and laboratory results show no evidence of\nsepsis today.',
    ]);
    expect(sentences('The patient was seen at the bedside with family and is without\nfever or chills.')).toHaveLength(1);
    expect(sentences('No fever\nsepsis resolved')).toEqual(['No fever', 'sepsis resolved']);
  });

  test('a question mark before a word asks about it, after it ends the sentence', () => {
    expect(sentences('?sepsis on arrival')).toEqual(['?sepsis on arrival']);
    expect(sentences('Sepsis? Lactate 1.')).toEqual(['Sepsis?', 'Lactate 1.']);
  });
});
