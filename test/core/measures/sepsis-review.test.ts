import { expect, test } from 'vitest';
import type { Fact, NoteContext } from '../../../src/core/chart/fact.ts';
import { before, fact, highest, last, measured, until } from './build.ts';

const said = (hour: number, concept: string, snippet: string, more: Partial<Fact> = {}, note: Partial<NoteContext> = {}): Fact =>
  fact(hour, concept, undefined, {
    says: 'affirmed',
    by: 'attending',
    note: { type: 'progress', section: 'Assessment', sectionClass: 'diagnosis', signed: true, snippet, ...note },
    ...more,
  });

test.each([
  ['ESCHERICHIA COLI', 'Escherichia coli'],
  ['>100,000 CFU/mL Escherichia coli, not ESBL', 'Escherichia coli'],
  ['Gram negative rods: Klebsiella pneumoniae.', 'Klebsiella'],
  ['STAPHYLOCOCCUS AUREUS', 'Staphylococcus aureus'],
  ['E. coli', 'Escherichia coli'],
])('a culture result %s names %s', (text, name) => {
  expect(measured('organism-grown', [fact(1, 'culture', undefined, { text })]).map((one) => one.text)).toEqual([name]);
});

test.each([
  'No growth to date',
  'No Salmonella or Shigella isolated',
  'Candida: not isolated',
  'Mixed flora',
  '',
])('a culture result "%s" names nothing', (text) => {
  expect(measured('organism-grown', [fact(1, 'culture', undefined, text ? { text } : {})])).toEqual([]);
});

test('skin flora in one culture alone is flagged, in two it is not', () => {
  const one = fact(1, 'culture', undefined, { text: 'STAPHYLOCOCCUS, COAGULASE NEGATIVE' });
  expect(measured('organism-grown', [one])[0]?.flags).toEqual(['single-commensal']);
  const two = fact(2, 'culture', undefined, { text: 'Coagulase-negative Staphylococcus' });
  expect(measured('organism-grown', [one, two]).map((each) => each.flags)).toEqual([undefined, undefined]);
});

test('screening swabs and withdrawn results grow nothing', () => {
  const text = 'MRSA';
  expect(measured('organism-grown', [fact(1, 'culture', undefined, { text, flags: ['surveillance'] })])).toEqual([]);
  expect(measured('organism-grown', [fact(1, 'culture', undefined, { text, standing: 'withdrawn' })])).toEqual([]);
});

const grew = fact(1, 'culture', undefined, { text: 'Escherichia coli' });

test.each([
  'Sepsis due to E. coli pyelonephritis.',
  'Sepsis, E coli in both bottles',
  'Sepsis with gram-negative rods in the blood',
])('"%s" names the organism', (sentence) => {
  expect(last('organism-named', [grew, said(30, 'sepsis', sentence)])?.text).toBe('Escherichia coli');
});

test('another organism, a denial, and a sentence on something else do not name it', () => {
  expect(measured('organism-named', [grew, said(30, 'sepsis', 'Sepsis due to MRSA bacteremia.')])).toEqual([]);
  expect(measured('organism-named', [grew, said(30, 'sepsis', 'No E. coli sepsis.', { says: 'denied' })])).toEqual([]);
  expect(measured('organism-named', [grew, said(30, 'copd', 'COPD; E. coli in the past.')])).toEqual([]);
});

const operation = (hour: number) => fact(hour, 'surgery', undefined, { text: 'total hip replacement', ...until(hour + 2) });

test('an operation in the thirty days before the first word of an infection is found, of an earlier stay too', () => {
  expect(last('surgery-before-infection', [operation(1), said(70, 'infection', 'Wound infection.')], 100)?.value).toBe(2.8);
  const earlier = before(29, 'surgery', undefined, { text: 'total hip replacement' });
  expect(last('surgery-before-infection', [earlier, said(1, 'infection', 'Wound infection.')])?.value).toBe(29);
});

test('older operations, and those that came after the infection, are not', () => {
  const infection = said(1, 'infection', 'Cholecystitis.');
  expect(measured('surgery-before-infection', [before(31, 'surgery'), infection])).toEqual([]);
  expect(measured('surgery-before-infection', [operation(5), infection])).toEqual([]);
  expect(measured('surgery-before-infection', [operation(1), said(30, 'infection', 'x', { says: 'denied' })])).toEqual([]);
});

test('a day on which sepsis stands only in copied text counts; one new sentence clears the day', () => {
  const copy = (hour: number) => said(hour, 'sepsis', 'Sepsis due to UTI.', {}, { copied: true });
  const facts = [said(5, 'sepsis', 'Sepsis due to UTI.'), copy(30), copy(54)];
  expect(highest('sepsis-copied-days', facts, 72)).toBe(2);
  expect(highest('sepsis-copied-days', [...facts, said(56, 'sepsis', 'Sepsis resolving.')], 72)).toBe(1);
  expect(
    measured(
      'sepsis-copied-days',
      [copy(30)].map((one) => ({ ...one, by: 'nurse' as const })),
    ),
  ).toEqual([]);
});

test('bilirubin counts where it lies above what is known, or where nothing is known and no liver disease is', () => {
  const now = fact(1, 'bilirubin-total', 3);
  expect(last('bilirubin-over-baseline', [now])?.flags).toEqual(['baseline-assumed']);
  expect(last('bilirubin-over-baseline', [before(60, 'bilirubin-total', 2.5), now])?.value).toBe(3);
  expect(measured('bilirubin-over-baseline', [before(60, 'bilirubin-total', 3), now])).toEqual([]);
  expect(measured('bilirubin-over-baseline', [before(60, 'cirrhosis', undefined, { says: 'historical' }), now])).toEqual([]);
});

test('platelets of marrow disease or chemotherapy are judged against an earlier result alone', () => {
  const disease = before(60, 'marrow-disease', undefined, { says: 'affirmed' });
  expect(measured('platelets-under-baseline', [disease, fact(1, 'platelets', 60)])).toEqual([]);
  expect(last('platelets-under-baseline', [disease, before(60, 'platelets', 110), fact(1, 'platelets', 60)])?.value).toBe(60);
});

test('the SEP-1 variant asks for more than 38.3 degrees, and for six hours', () => {
  const infected = [fact(4, 'culture'), fact(5, 'antimicrobial-given', undefined, { text: 'ceftriaxone' })];
  const warm = [fact(4, 'temperature', 38.2), fact(4, 'heart-rate', 100)];
  expect(highest('sirs-near-infection', [...infected, ...warm])).toBe(2);
  expect(highest('sirs-sep1-near-infection', [...infected, ...warm])).toBe(1);
  const hot = (hour: number) => [fact(hour, 'temperature', 38.4), fact(hour, 'heart-rate', 100)];
  expect(highest('sirs-sep1-near-infection', [...infected, ...hot(10)])).toBe(2);
  expect(measured('sirs-sep1-near-infection', [...infected, ...hot(10.1)])).toEqual([]);
});
