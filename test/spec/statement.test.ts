import { describe, expect, test } from 'vitest';
import { answer, mistakes } from './language.ts';

const stay = (lines: string) => `0:00 arrived\n40:00 now\n${lines}`;
const looks = (bounds: string, lines: string) => answer(`fact: pneumonia${bounds === '' ? '' : `, ${bounds}`}`, stay(lines)).verdict;

describe('says', () => {
  test.each([
    ['', 'note pneumonia', 'met'],
    ['', 'note pneumonia denied', 'not-met'],
    ['', 'note pneumonia uncertain', 'not-met'],
    ['', 'note pneumonia historical', 'not-met'],
    ['says: denied', 'note pneumonia denied', 'met'],
    ['says: [affirmed, uncertain]', 'note pneumonia uncertain', 'met'],
    ['says: any', 'note pneumonia historical', 'met'],
    ['', '', 'not-found'],
  ])('"%s" on "%s" is %s', (bounds, line, verdict) => {
    expect(looks(bounds, line === '' ? '' : `2:00 ${line}`)).toBe(verdict);
  });

  test('a denied narrower diagnosis denies nothing broader', () => {
    expect(answer('fact: infection, says: denied', stay('2:00 note pneumonia denied')).verdict).toBe('not-found');
    expect(answer('fact: infection', stay('2:00 note pneumonia')).verdict).toBe('met');
  });
});

describe('by', () => {
  test.each([
    ['by: provider', 'by attending', 'met'],
    ['by: provider', 'by app', 'met'],
    ['by: provider', 'by resident', 'met'],
    ['by: provider', 'by nurse', 'not-found'],
    ['by: provider', 'by student', 'not-found'],
    ['by: provider', 'by unknown in hp', 'met'],
    ['by: provider', 'by unknown in nursing', 'not-found'],
    ['by: dietitian', 'by dietitian', 'met'],
    ['by: [attending, consultant]', 'by consultant', 'met'],
    ['by: [attending, consultant]', 'by resident', 'not-found'],
  ])('%s of a statement %s is %s', (bounds, line, verdict) => {
    expect(looks(bounds, `2:00 note pneumonia ${line}`)).toBe(verdict);
  });
});

describe('by: provider, of a Condition', () => {
  test.each([
    ['2:00 problem pneumonia by attending', 'not-found'],
    ['2:00 coded pneumonia', 'not-found'],
    ['2:00 diagnosis pneumonia by attending', 'met'],
  ])('"%s" is %s', (line, verdict) => {
    expect(looks('by: provider', line)).toBe(verdict);
  });
  test('without it, the entry is seen, and its flag can be asked for', () => {
    expect(looks('', '2:00 problem pneumonia')).toBe('met');
    expect(looks('with: problem-list', '2:00 problem pneumonia')).toBe('met');
  });
});

describe('where it stands', () => {
  test.each([
    ['in: discharge-summary', 'in discharge-summary', 'met'],
    ['in: discharge-summary', 'in progress', 'not-found'],
    ['in: [hp, ed]', 'in ed', 'met'],
    ['section: diagnosis', '', 'met'],
    ['section: diagnosis', 'section history', 'not-found'],
    ['novel: true', '', 'met'],
    ['novel: true', 'copied', 'not-found'],
    ['novel: false', 'copied', 'met'],
    ['', 'unsigned', 'not-found'],
    ['', 'preliminary', 'not-found'],
    ['', 'withdrawn', 'not-found'],
  ])('"%s" of a statement "%s" is %s', (bounds, line, verdict) => {
    expect(looks(bounds, `2:00 note pneumonia ${line}`)).toBe(verdict);
  });
});

describe('linked-to', () => {
  const linked = (bounds: string, line: string) => answer(`fact: aki, ${bounds}`, stay(`2:00 note aki ${line}`)).verdict;
  test.each([
    ['linked-to: sepsis', 'linked-to sepsis', 'met'],
    ['linked-to: sepsis', 'linked-to septic-shock', 'met'],
    ['linked-to: septic-shock', 'linked-to sepsis', 'not-met'],
    ['linked-to: sepsis', '', 'not-met'],
    ['linked-to: sepsis', 'linked-to sepsis weakly', 'not-met'],
    ['linked-to: sepsis, link: any', 'linked-to sepsis weakly', 'met'],
    ['linked-to: [sepsis, pneumonia]', 'linked-to pneumonia', 'met'],
  ])('%s on "%s" is %s', (bounds, line, verdict) => {
    expect(linked(bounds, line)).toBe(verdict);
  });
});

describe('words and flags', () => {
  test.each([
    ['fact: o2-device, is: bipap', '2:00 o2-device bipap', 'met'],
    ['fact: o2-device, is: [hfnc, bipap]', '2:00 o2-device hfnc', 'met'],
    ['fact: o2-device, is: bipap', '2:00 o2-device nasal-cannula', 'not-met'],
    ['fact: o2-device, is: bipap', '', 'not-found'],
    ['fact: antimicrobial-given, with: iv', '2:00 antimicrobial-given [iv]', 'met'],
    ['fact: antimicrobial-given, with: iv', '2:00 antimicrobial-given [po]', 'not-met'],
    ['fact: antimicrobial-given, with: iv, without: prophylaxis', '2:00 antimicrobial-given [iv, prophylaxis]', 'not-met'],
    ['fact: antimicrobial-given, without: [prophylaxis, topical]', '2:00 antimicrobial-given [iv]', 'met'],
    ['fact: note, is: progress, by: provider', '2:00 note progress by resident', 'met'],
    ['fact: note, is: progress, by: provider', '2:00 note pneumonia by resident', 'met'],
    ['fact: note, is: progress, by: provider', '2:00 note nursing by nurse', 'not-found'],
  ])('%s on "%s" is %s', (criterion, lines, verdict) => {
    expect(answer(criterion, stay(lines)).verdict).toBe(verdict);
  });
});

test('the author hears of words that are not known', () => {
  expect(mistakes('criteria: { it: { label: It, source: book, fact: pneumonia, by: atending, in: discharge-sumary } }')).toEqual([
    'tiny.yaml: criteria.it.by: "atending" is not known here - did you mean "attending"?',
    'tiny.yaml: criteria.it.in: "discharge-sumary" is not known here - did you mean "discharge-summary"?',
  ]);
});
