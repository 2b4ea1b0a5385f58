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
  expect(last('bilirubin-over-baseline', [before(60, 'bilirubin-total', 1.9), now])?.value).toBe(3);
  expect(measured('bilirubin-over-baseline', [before(60, 'bilirubin-total', 2), now])).toEqual([]);
  expect(measured('bilirubin-over-baseline', [before(60, 'cirrhosis', undefined, { says: 'historical' }), now])).toEqual([]);
});

test('platelets of marrow disease or chemotherapy are judged against an earlier result alone', () => {
  const disease = before(60, 'marrow-disease', undefined, { says: 'affirmed' });
  expect(measured('platelets-under-baseline', [disease, fact(1, 'platelets', 60)])).toEqual([]);
  expect(last('platelets-under-baseline', [disease, before(60, 'platelets', 110), fact(1, 'platelets', 60)])?.value).toBe(60);
});

test('chronic hypotension, or midodrine at home, takes one point away and leaves a vasopressor its own', () => {
  const chronic = before(60, 'chronic-hypotension', undefined, { says: 'historical' });
  expect(highest('sofa-rise', [chronic, fact(1, 'map', 62)])).toBe(0);
  expect(highest('sofa-rise', [fact(1, 'map', 62)])).toBe(1);
  const pressor = fact(1, 'norepinephrine', 0.05, { text: 'norepinephrine', ...until(4) });
  expect(highest('sofa-rise', [chronic, pressor, fact(5, 'map', 70)])).toBe(2);
});

test('urine is rated over two covered hours and by weight', () => {
  const urine = (hour: number, ml: number) => fact(hour, 'urine-output', ml);
  const weight = fact(0, 'weight', 80);
  expect(last('urine-rate', [weight, urine(1, 50), urine(2, 40), urine(3, 39)])?.value).toBe(0.49);
  expect(measured('urine-rate', [weight, urine(3, 39)])).toEqual([]);
  expect(measured('urine-rate', [urine(1, 50), urine(2, 40), urine(3, 39)])).toEqual([]);
});

const written = (hour: number) => fact(hour, 'note', undefined, { text: 'operative' });

test('an operation known from its operative note alone counts, once where the procedure is charted too', () => {
  const abscess = said(90, 'infection', 'Pelvic abscess.', { text: 'pelvic abscess' });
  expect(measured('surgery-before-infection', [written(6), abscess], 100).map((one) => one.text)).toEqual(['operation']);
  expect(measured('surgery-before-infection', [operation(3), written(6), abscess], 100).map((one) => one.text)).toEqual([
    'total hip replacement',
  ]);
});

test('after an operation for an infection, another infection named from the second day on is found; what was known, or found at operation, is not', () => {
  const indication = said(5, 'infection', 'Recurrent diverticulitis.', { text: 'diverticulitis' });
  const later = (hour: number, text: string) => said(hour, 'infection', text, { text });
  const days = (fact: Fact) => measured('surgery-before-infection', [operation(3), indication, fact], 200).map((one) => one.value);
  expect(days(later(90, 'pelvic abscess'))).toEqual([3.5]);
  expect(days(later(53, 'pelvic abscess'))).toEqual([2]);
  expect(days(later(52.9, 'pelvic abscess'))).toEqual([]);
  expect(days(later(90, 'acute diverticulitis'))).toEqual([]);
  expect(days(later(90, 'infection'))).toEqual([]);
  const inItsNote = said(6, 'infection', 'Sigmoid colectomy for diverticulitis.', { text: 'diverticulitis' }, { type: 'operative' });
  expect(measured('surgery-before-infection', [operation(3), inItsNote], 200)).toEqual([]);
});
