import { describe, expect, test } from 'vitest';
import { checklist, mistakes, review } from './language.ts';

const DOCUMENTED = {
  affirmed: '2:00 note sepsis by attending',
  conflicting: '2:00 note sepsis by attending\n3:00 note sepsis denied by consultant',
  uncertain: '2:00 note sepsis uncertain',
  silent: '',
  denied: '2:00 note sepsis denied',
};
const EVIDENCE = { met: '1:00 lactate 3 mmol/L', 'not-met': '1:00 lactate 1 mmol/L', 'not-found': '', 'not-known': 'unread lactate' };
const lines = (documented: string, evidence: string) => `0:00 arrived\n20:00 now\n${documented}\n${evidence}`;

describe('documentation against evidence', () => {
  test.each([
    ['affirmed', 'supported', 'unsupported', 'unsupported', 'cannot-check'],
    ['conflicting', 'conflicting', 'conflicting', 'conflicting', 'conflicting'],
    ['uncertain', 'uncertain', 'uncertain', 'uncertain', 'uncertain'],
    ['silent', 'undocumented', 'quiet', 'quiet', 'quiet'],
    ['denied', 'quiet', 'quiet', 'quiet', 'quiet'],
  ] as const)('%s', (documented, ...statuses) => {
    const found = Object.values(EVIDENCE).map((evidence) => review('title: T', lines(DOCUMENTED[documented], evidence)).status);
    expect(found).toEqual(statuses);
  });

  test('without the notes, silence is not known', () => {
    expect(review('title: T', lines('unread notes', EVIDENCE.met)).status).toBe('cannot-check');
    expect(review('title: T', lines('unread notes', EVIDENCE['not-met'])).status).toBe('quiet');
    expect(review('title: T', lines('partial note\n2:00 note sepsis uncertain', EVIDENCE.met)).status).toBe('cannot-check');
  });

  test('evidence for and against stands beside it', () => {
    const yaml = `
definitions:
  main:
    label: Main
    source: book
    all: [{ fact: lactate, above: 2 mmol/L }, { fact: resp-rate, above: 20 /min }, { not: { fact: home-oxygen } }]`;
    const result = review(yaml, lines('', '1:00 lactate 3 mmol/L\n1:00 resp-rate 18 /min'));
    expect(result.for.map((fact) => fact.concept)).toEqual(['lactate']);
    expect(result.against.map((fact) => fact.concept)).toEqual(['resp-rate']);
  });
});

describe('definitions', () => {
  const two = `
definitions:
  strict: { label: Strict, source: book, fact: lactate, above: 4 mmol/L }
  main: { label: Main, source: book, fact: lactate, above: 2 mmol/L }`;
  test('all are evaluated; the governing one decides', () => {
    const result = review(two, lines(DOCUMENTED.affirmed, EVIDENCE.met));
    expect([result.definitions.strict?.verdict, result.definitions.main?.verdict, result.status]).toEqual(['not-met', 'met', 'supported']);
    expect(review(`${two}\ngoverning: strict`, lines(DOCUMENTED.affirmed, EVIDENCE.met)).status).toBe('unsupported');
  });
  test('one that is for other payers is not met', () => {
    const yaml =
      'definitions: { main: { label: M, source: book, applies-to: { fact: regime, is: medicare-ffs }, fact: lactate, above: 2 mmol/L } }';
    const under = (regime: string) => review(yaml, lines(regime, EVIDENCE.met)).evidence;
    expect([under('0:00 regime medicare-ffs'), under('0:00 regime commercial'), under(''), under('unread regime')]).toEqual([
      'met',
      'not-met',
      'not-found',
      'not-known',
    ]);
  });
  test('a checklist that does not apply is quiet throughout', () => {
    const yaml = `
applies-to: { fact: age, at-least: 18 a }
expect: { lactate-taken: { ref: T-1, kind: validation, label: L, source: book, found: { fact: creatinine } } }`;
    const child = review(yaml, lines(DOCUMENTED.affirmed, `${EVIDENCE['not-met']}\n0:00 age 17 a`));
    expect([child.status, child.expect['lactate-taken']?.state, child.statusItem]).toEqual(['quiet', 'not-applicable', null]);
    expect(review(yaml, lines(DOCUMENTED.affirmed, EVIDENCE['not-met'])).status).toBe('unsupported');
  });
});

describe('status prompts', () => {
  const yaml = `
definitions:
  other: { label: Other, source: book, fact: heart-rate, above: 90 /min }
  main: { label: Main, source: book, fact: lactate, above: 2 mmol/L }
status-prompts:
  unsupported:
    not-met:
      - { item: other-definition, ref: T-7, when: { met: other }, audience: [cdi], label: Other, prompt: Other }
      - { item: no-indicators, ref: T-4, label: None, prompt: None }
    not-found: { item: not-shown, ref: T-5, label: Not shown }
  undocumented: { any: { item: no-diagnosis, ref: T-1, label: Facts } }
  conflicting: { any: { item: two-views, ref: T-2, label: Two views } }`;
  const asked = (documented: string, evidence: string) => review(yaml, lines(documented, evidence)).statusItem;

  test.each([
    ['not met', DOCUMENTED.affirmed, EVIDENCE['not-met'], 'no-indicators', 'validation', 'raised'],
    [
      'not met, but under another definition',
      DOCUMENTED.affirmed,
      `${EVIDENCE['not-met']}\n1:00 heart-rate 118 /min`,
      'other-definition',
      'validation',
      'raised',
    ],
    ['not found', DOCUMENTED.affirmed, '', 'not-shown', 'validation', 'raised'],
    ['undocumented', '', EVIDENCE.met, 'no-diagnosis', 'indicator', 'raised'],
    ['conflicting', DOCUMENTED.conflicting, EVIDENCE.met, 'two-views', 'conflict', 'raised'],
    [
      'a guard that could not be checked',
      DOCUMENTED.affirmed,
      `${EVIDENCE['not-met']}\nunread heart-rate`,
      'other-definition',
      'validation',
      'cannot-check',
    ],
  ])('%s', (_name, documented, evidence, id, kind, state) => {
    expect(asked(documented, evidence)).toMatchObject({ id, kind, state });
  });

  test.each([
    ['supported', DOCUMENTED.affirmed, EVIDENCE.met],
    ['evidence not known', DOCUMENTED.affirmed, EVIDENCE['not-known']],
    ['notes not read', 'unread notes', EVIDENCE.met],
    ['denied', DOCUMENTED.denied, EVIDENCE.met],
    ['a cell without words', DOCUMENTED.uncertain, EVIDENCE.met],
  ])('nothing is asked: %s', (_name, documented, evidence) => {
    expect(asked(documented, evidence)).toBeNull();
  });

  test('cites the governing definition unless it names a source', () => {
    expect(checklist(yaml).statusPrompts.undocumented?.met?.[0]?.source).toBe('book');
  });

  test('the author hears of cells that cannot be', () => {
    expect(mistakes('status-prompts: { uncertan: { any: { item: a, ref: b, label: c } } }').join()).toContain(
      '"uncertan" is not a status that asks anything - did you mean "uncertain"?',
    );
    expect(mistakes('status-prompts: { unsupported: { met: { item: a, ref: b, label: c } } }').join()).toContain(
      '"met" is not a verdict of "unsupported"',
    );
  });
});

describe('support', () => {
  const yaml = `
support:
  - { says: supported, when: { fact: lactate, above: 2 mmol/L } }
  - { says: at-risk, when: { fact: heart-rate, above: 90 /min } }
  - { says: not-shown }`;
  test.each([
    ['the first line that fits', EVIDENCE.met, 'supported'],
    ['a later one', '1:00 heart-rate 100 /min', 'at-risk'],
    ['the last resort', '', 'not-shown'],
    ['no last resort while an earlier line is not known', 'unread lactate', 'unknown'],
  ])('%s', (_name, evidence, says) => {
    expect(review(yaml, lines('', evidence)).support).toBe(says);
  });
  test('is null for every other checklist', () => {
    expect(review('title: T', lines('', '')).support).toBeNull();
  });
});
