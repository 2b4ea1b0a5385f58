import { expect, test } from 'vitest';
import { answerIn, bloodCulture, ceftriaxone, charted, factsIn, note, operation, pressure, reviewed } from './sepsis-stay.ts';

const PLATELETS = '777-3';
const HR = '8867-4';
const infected = [bloodCulture('1:00', 'ESCHERICHIA COLI'), ceftriaxone('1:30')];
const plan = (words: string) => `Assessment and Plan:\n${words}\n`;
const said = note('progress', '3:00', plan('1. Sepsis. Ceftriaxone continued.'));
const down = charted(PLATELETS, '1:10', 60, '10*3/uL');

test.each([
  ['1. Sepsis due to E. coli bacteremia, improving on ceftriaxone.', 'present'],
  ['1. Sepsis, blood growing gram-negative rods, on ceftriaxone.', 'present'],
  ['1. Sepsis due to UTI, on ceftriaxone.', 'missing'],
])('what a note says of the organism: %s', (words, state) => {
  expect(answerIn(reviewed(...infected, said, note('progress', '30:00', plan(words))), 'organism-link')).toBe(state);
});

test.each([
  ['1. Sepsis due to surgical site infection.', 'present'],
  ['1. Sepsis from cellulitis of the leg, not related to the operation.', 'present'],
  ['1. Sepsis due to cellulitis of the leg.', 'missing'],
])('what a note says of an operation before: %s', (words, state) => {
  const one = reviewed(operation('-200:00', '-198:00'), ...infected, note('progress', '3:00', plan(words)));
  expect(answerIn(one, 'procedure-link')).toBe(state);
});

test('a paragraph copied whole is no daily assessment; one with new words is', () => {
  const words = '1. Sepsis due to urinary tract infection with lactate cleared and pressures stable on ceftriaxone and fluids as before.';
  const copied = reviewed(...infected, note('progress', '3:00', plan(words)), note('progress', '30:00', plan(words)));
  expect(answerIn(copied, 'copied-only')).toBe('raised');
  const fresh = '1. Sepsis due to urinary tract infection: afebrile since midnight, culture sensitive, step down to oral tomorrow.';
  const assessed = reviewed(...infected, note('progress', '3:00', plan(words)), note('progress', '30:00', plan(fresh)));
  expect(answerIn(assessed, 'copied-only')).toBe('clear');
});

test('a heart rate that a provider explains by pain is left out of the groups, and named', () => {
  const fast = charted(HR, '1:10', 118, '/min');
  const hot = charted('8310-5', '1:10', 38.6, 'Cel');
  const note1 = note('progress', '3:00', plan('1. Sepsis. Ceftriaxone.\n2. Tachycardia due to pain, resolved with morphine.'));
  const one = reviewed(...infected, fast, hot, note1);
  expect(answerIn(one, 'competing-explanation')).toBe('raised');
  expect(answerIn(one, 'sirs-groups')).not.toBe('met');
  const plain = reviewed(...infected, fast, hot, said);
  expect([answerIn(plain, 'competing-explanation'), answerIn(plain, 'sirs-groups')]).toEqual(['clear', 'met']);
});

test('a documentation query among the notes waits for an answer while the stay is open, and not after', () => {
  const query = note('query', '10:00', 'Findings on this stay. Which condition do they represent?', 'cdi');
  const closed = reviewed(...infected, said, query);
  expect(factsIn(closed, 'note').find(({ text }) => text === 'query-response')?.by).toBe('coder');
  expect(answerIn(closed, 'query-answered')).toBe('not-applicable');
});

test('low pressure in a patient on midodrine at home is no new finding', () => {
  const low = [pressure('1:10', 84, 50), pressure('1:40', 86, 50)];
  expect(answerIn(reviewed(...infected, said, ...low), 'hypotension')).toBe('met');
  const home = note('ed', '2:00', 'Past Medical History:\nChronic hypotension, on midodrine at home.\n');
  expect(answerIn(reviewed(...infected, said, home, ...low), 'hypotension')).toBe('not-met');
});

test('low platelets of a patient with leukemia and no earlier count say nothing', () => {
  expect(answerIn(reviewed(...infected, said, down), 'low-platelets')).toBe('met');
  const home = note('ed', '2:00', 'Past Medical History:\nAcute myeloid leukemia on chemotherapy.\n');
  const one = reviewed(...infected, said, home, down);
  expect([answerIn(one, 'low-platelets'), answerIn(one, 'sofa-rise')]).toEqual(['not-found', 'not-found']);
});

test('a bare label a day later is asked for its basis, once, with what speaks for it', () => {
  const one = reviewed(...infected, said, down);
  const asked = one.prompts.filter(({ ref }) => ref === 'SEP-DOC-03');
  expect(asked).toHaveLength(1);
  const note2 = note(
    'progress',
    '30:00',
    plan('1. Sepsis due to pyelonephritis: T 38.9, lactate 3.1, platelets 60 from 240, on ceftriaxone.'),
  );
  expect(reviewed(...infected, said, note2, down).prompts.map(({ ref }) => ref)).not.toContain('SEP-DOC-03');
});
