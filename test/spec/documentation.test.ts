import { describe, expect, test } from 'vitest';
import { review } from './language.ts';

const stay = (lines: string, end = '9d 12:00 now') => `0:00 arrived\n${end}\n${lines}`;
const written = (lines: string, yaml = 'title: Tiny') => review(yaml, stay(lines)).documentation;

describe('what the chart says about the subject', () => {
  test.each([
    ['nothing', '', 'silent'],
    ['affirmed by a provider', '2:00 note sepsis', 'affirmed'],
    ['a narrower diagnosis counts', '2:00 note septic-shock', 'affirmed'],
    ['possible', '2:00 note sepsis uncertain', 'uncertain'],
    ['denied', '2:00 note sepsis denied', 'denied'],
    ['a denied narrower diagnosis denies nothing', '2:00 note septic-shock denied', 'silent'],
    ['history does not count', '2:00 note sepsis historical', 'silent'],
    ['a nurse does not document', '2:00 note sepsis by nurse in nursing', 'silent'],
    ['a radiologist does not document', '2:00 note sepsis by radiologist in radiology', 'silent'],
    ['an unsigned note documents nothing', '2:00 note sepsis unsigned', 'silent'],
    ['a preliminary note documents nothing', '2:00 note sepsis preliminary', 'silent'],
    ['a withdrawn note documents nothing', '2:00 note sepsis withdrawn', 'silent'],
    ['another stay documents nothing', '2:00 note sepsis other-stay', 'silent'],
    ['a problem-list entry documents nothing by itself', '2:00 problem sepsis', 'silent'],
    ["somebody else's code documents nothing", '2:00 coded sepsis', 'silent'],
    ['an encounter diagnosis of a treating provider documents', '2:00 diagnosis sepsis by attending', 'affirmed'],
    ['a nonspecific term is another concept', '2:00 note sepsis-nonspecific', 'silent'],
    ['resolved is still affirmed', '2:00 note sepsis [resolved]', 'affirmed'],
  ])('%s', (_name, lines, state) => {
    expect(written(lines).state).toBe(state);
  });

  test.each([
    ['possible, then affirmed', '2:00 note sepsis uncertain\n20:00 note sepsis', 'affirmed'],
    ['affirmed, then "possible" by the same author', '2:00 note sepsis\n20:00 note sepsis uncertain', 'affirmed'],
    ['affirmed by one, possible by another', '2:00 note sepsis by resident\n20:00 note sepsis uncertain by consultant', 'affirmed'],
    ['possible, then denied', '2:00 note sepsis uncertain\n20:00 note sepsis denied', 'denied'],
    ['denied, then possible', '2:00 note sepsis denied\n20:00 note sepsis uncertain', 'uncertain'],
    ['affirmed, then denied by the same author on a later day', '2:00 note sepsis\n26:00 note sepsis denied', 'denied'],
    ['denied, then affirmed by the same author on a later day', '2:00 note sepsis denied\n26:00 note sepsis', 'affirmed'],
    ['both by the same author on one day', '2:00 note sepsis\n20:00 note sepsis denied', 'uncertain'],
    ['both on one day, and "ruled out" as the answer', '2:00 note sepsis\n20:00 note sepsis denied [ruled-out]', 'denied'],
    ['both on one day, and a later day settles it', '2:00 note sepsis\n20:00 note sepsis denied\n26:00 note sepsis denied', 'denied'],
    [
      'in one note the diagnosis section decides',
      '2:00 note sepsis denied section narrative\n2:00 note sepsis section diagnosis',
      'affirmed',
    ],
    ['in one note "ruled out" is the last word', '2:00 note sepsis\n2:00 note sepsis denied [ruled-out]', 'denied'],
  ])('over time: %s', (_name, lines, state) => {
    expect(written(lines).state).toBe(state);
  });
});

describe('two authors who differ', () => {
  test.each([
    ['within two days', '2:00 note sepsis by attending\n2d 02:00 note sepsis denied by consultant', 'conflicting'],
    [
      'further apart, the later one is the newer view',
      '2:00 note sepsis by attending\n2d 02:01 note sepsis denied by consultant',
      'denied',
    ],
    ['and the other way round', '2:00 note sepsis denied by consultant\n3d note sepsis by attending', 'affirmed'],
    [
      'one of them changes their mind the next day',
      '2:00 note sepsis by attending\n9:00 note sepsis denied by consultant\n26:00 note sepsis denied by attending',
      'denied',
    ],
    [
      'one of them repeats their view',
      '2:00 note sepsis by attending\n9:00 note sepsis denied by consultant\n20:00 note sepsis by attending',
      'conflicting',
    ],
    [
      'a copied repetition is no new view',
      '2:00 note sepsis by attending\n3d note sepsis denied by consultant\n4d note sepsis by attending copied',
      'denied',
    ],
    [
      'the attending rules it out afterwards',
      '2:00 note sepsis by physician in ed\n20:00 note sepsis denied by attending [ruled-out]',
      'denied',
    ],
    [
      'a consultant cannot rule out what the attending affirms',
      '2:00 note sepsis by attending\n20:00 note sepsis denied by consultant [ruled-out]',
      'conflicting',
    ],
    [
      'two attendings are two people',
      '2:00 note sepsis by attending author a\n20:00 note sepsis denied by attending author b',
      'conflicting',
    ],
    [
      'a discharge summary settles it',
      '2:00 note sepsis by attending\n9:00 note sepsis denied by consultant\n4d note sepsis by attending in discharge-summary',
      'affirmed',
    ],
    ['also as "possible"', '2:00 note sepsis by attending\n4d note sepsis uncertain in discharge-summary', 'uncertain'],
    ['also as denied', '2:00 note sepsis by attending\n4d note sepsis denied in discharge-summary', 'denied'],
    [
      'a silent discharge summary settles nothing',
      '2:00 note sepsis by attending\n9:00 note sepsis denied by consultant\n4d note discharge-summary',
      'conflicting',
    ],
    [
      'a query response settles it',
      '2:00 note sepsis by attending\n9:00 note sepsis denied by consultant\n20:00 note sepsis by attending in query-response',
      'affirmed',
    ],
    [
      'a possible diagnosis conflicts with nothing',
      '2:00 note sepsis uncertain by attending\n9:00 note sepsis denied by consultant',
      'denied',
    ],
  ])('%s', (_name, lines, state) => {
    expect(written(lines).state).toBe(state);
  });
});

describe('what could not be read', () => {
  test.each([
    ['notes unread, nothing said', 'unread notes', { state: 'silent', known: false }],
    ['notes read to the end, nothing said', '', { state: 'silent', known: true }],
    ['notes read in part, and it is there', 'partial note\n2:00 note sepsis', { state: 'affirmed', known: true }],
    ['notes read in part, and it is "possible"', 'partial note\n2:00 note sepsis uncertain', { state: 'uncertain', known: false }],
  ])('%s', (_name, lines, expected) => {
    expect(written(lines)).toMatchObject(expected);
  });
});

describe('codes', () => {
  test('are shown, and count only in an audit that says so', () => {
    const lines = stay('2:00 coded sepsis');
    expect(review('title: T', lines).documentation).toMatchObject({ state: 'silent', coded: true });
    expect(review('title: T', lines, { codedCounts: true }).documentation).toMatchObject({ state: 'affirmed', coded: true, known: true });
    expect(review('title: T', stay('2:00 problem sepsis'), { codedCounts: true }).documentation).toMatchObject({
      state: 'silent',
      coded: true,
    });
  });
});

describe('documented-as and documented-by', () => {
  test("a list of concepts replaces the subject's own", () => {
    expect(written('2:00 note septic-shock', 'documented-as: [septic-shock]').state).toBe('affirmed');
    expect(written('2:00 note sepsis', 'documented-as: [septic-shock]').state).toBe('silent');
  });
  test.each([
    ['5:00 inpatient-order', { state: 'affirmed', known: true }],
    ['5:00 inpatient-order withdrawn', { state: 'silent', known: true }],
    ['unread inpatient-order', { state: 'silent', known: false }],
    ['2:00 note sepsis', { state: 'silent', known: true }],
  ])('a status is documented by its order: "%s"', (lines, expected) => {
    expect(written(lines, 'about: inpatient-status\ndocumented-by: { fact: inpatient-order }')).toMatchObject(expected);
  });
});
