import { describe, expect, test } from 'vitest';
import { factsOf } from '../../../src/core/chart/chart.ts';
import { codedWords } from '../../../src/core/compose/coded-words.ts';
import { lowerFirst, upperFirst } from '../../../src/core/compose/first-letter.ts';
import { brief, cannotCheck, evidenceLine, responseText, summaryLine, wallTime } from '../../../src/core/compose/index.ts';
import type { LevelOfCare } from '../../../src/core/stay/stay.ts';
import { checklist, concepts, review } from './stay.ts';

const line = (notation: string, concept: string) => {
  const { context } = review(notation);
  const [fact] = factsOf(context.chart, concept);
  if (!fact) throw new Error('no fact');
  return evidenceLine(fact, context.chart, concepts);
};

describe('an evidence line', () => {
  test('says label, value, unit and local time in one form', () => {
    expect(line('0:00 arrived\n0:55 lactate 3.1 mmol/L\n20:00 now', 'lactate').text).toMatch(/^Lactate 3\.1 mmol\/L, 01-\d\d 00:55$/);
  });
  test('shows the value and unit as charted first', () => {
    expect(line('0:00 arrived\n0:55 temperature 102.2 degF\n20:00 now', 'temperature')).toMatchObject({ value: '102.2', unit: 'degF' });
  });
  test('keeps a comparator and says what to know about the value', () => {
    expect(line('0:00 arrived\n0:55 lactate <0.5 mmol/L [fio2-estimated] preliminary\n20:00 now', 'lactate').text).toMatch(
      /<0\.5 mmol\/L, .*\(preliminary, oxygen concentration estimated\)$/,
    );
  });
  test('carries the values of the same concept in one unit, oldest first', () => {
    expect(
      line('0:00 arrived\n0:55 lactate 3.1 mmol/L\n4:00 lactate 2.2 mmol/L\n20:00 now', 'lactate').trend.map((point) => point.value),
    ).toEqual([3.1, 2.2]);
  });
  test('quotes a statement with its author and note', () => {
    expect(line('0:00 arrived\n2:00 note sepsis affirmed by attending in hp quote "Sepsis due to UTI."\n20:00 now', 'sepsis').text).toMatch(
      /^Sepsis "Sepsis due to UTI\.", 01-\d\d 02:00 \(attending, H&P\)$/,
    );
  });
});

test('a time of another year says its year, and a chart without zone says UTC', () => {
  expect(wallTime(Date.UTC(2025, 11, 31, 23, 50), 'UTC', Date.UTC(2026, 0, 2))).toBe('2025-12-31 23:50');
  expect(wallTime(Date.UTC(2026, 2, 2, 19, 5), null, Date.UTC(2026, 2, 3))).toBe('03-02 19:05Z');
  expect(wallTime(Date.UTC(2026, 2, 2, 19, 5), 'America/New_York', Date.UTC(2026, 2, 3))).toBe('03-02 14:05');
});

describe('the copied statement', () => {
  const evidence = [line('0:00 arrived\n0:55 lactate 3.1 mmol/L\n20:00 now', 'lactate')];
  test('is the answer, own words and the data reviewed, and nothing else', () => {
    expect(responseText({ id: 'confirmed', text: 'Sepsis confirmed on the basis of the data below' }, 'improving', evidence)).toMatch(
      /^Sepsis confirmed on the basis of the data below: improving\.\nData reviewed:\n- Lactate 3\.1 mmol\/L, 01-\d\d 00:55$/,
    );
  });
  test('is empty while nothing is chosen', () => {
    expect(responseText(null, ' ', evidence)).toBe('');
  });
  test('puts own words in the place of "Other" and keeps to ASCII', () => {
    expect(responseText({ id: 'other', text: 'Other (specify)' }, 'Lactate \u2265 2 after seizure', [])).toBe(
      'Lactate >= 2 after seizure.',
    );
  });
  test('leaves out withdrawn values and scores', () => {
    const [lactate] = evidence;
    if (!lactate) throw new Error('no line');
    const lines = [
      { ...lactate, flags: ['withdrawn'] },
      { ...lactate, label: 'SOFA', flags: ['score'] },
    ];
    expect(responseText({ id: 'ruled-out', text: 'Sepsis ruled out' }, '', lines)).toBe('Sepsis ruled out.');
  });
});

const EXPECT = checklist(`
expect:
  lactate-done:
    kind: validation
    ref: SEP-CI-05
    label: Lactate measured
    source: s
    found: { fact: lactate }
    prompt: No lactate was found. If done elsewhere, where?
`);

test('what could not be read is said in words, with its search, and names no undocumented condition', () => {
  const { result, context } = review('0:00 arrived\nunread lactate\n20:00 now', EXPECT);
  const [statement] = cannotCheck(result, context.chart);
  expect(statement?.text).toMatch(/^Cannot check - /);
  expect(statement?.text).not.toMatch(/sepsis/i);
  expect(statement?.sources[0]).toHaveProperty('search');
});

test('the summary counts what could not be checked apart from what is fine', () => {
  const unread = review('0:00 arrived\nunread lactate\n20:00 now', EXPECT).result;
  const fine = review('0:00 arrived\n1:00 lactate 1 mmol/L\n20:00 now', EXPECT).result;
  expect(summaryLine([], [unread, fine]).text).toBe('1 checked fine, 1 cannot be checked');
});

describe('the brief', () => {
  const care = {
    status: 'inpatient',
    regime: 'medicare-ffs',
    careStart: null,
    careStartSource: null,
    inpatientOrder: null,
    observationStart: null,
    end: null,
    midnights: { total: 1, countable: 1, inpatient: null },
    observationHours: null,
    nextMidnight: null,
    expectation: 'not-found',
    support: 'unknown',
    flags: [],
    sources: [],
    timeline: [],
    timers: [],
  } as const;
  test('quotes the expectation, or says in how many notes it was looked for', () => {
    const { context } = review('0:00 arrived\n3:00 note progress by attending\n20:00 now');
    expect(brief({ chart: context.chart, concepts, levelOfCare: care, result: null }).expectation[0]?.text).toBe(
      'Expected stay: not found in 1 note read',
    );
    const unread = review('0:00 arrived\nunread notes\n20:00 now');
    expect(brief({ chart: unread.context.chart, concepts, levelOfCare: care, result: null }).expectation[0]?.text).toMatch(
      /not readable here/,
    );
    const said = review(
      '0:00 arrived\n3:00 note expectation-statement by attending in hp quote "Expect 3 days of IV antibiotics."\n20:00 now',
    );
    expect(brief({ chart: said.context.chart, concepts, levelOfCare: care, result: null }).expectation[0]?.text).toMatch(
      /^"Expect 3 days of IV antibiotics\." \(attending, H&P, /,
    );
  });
  const page = (notation: string, more: Partial<LevelOfCare> = {}) =>
    brief({ chart: review(notation).context.chart, concepts, levelOfCare: { ...care, ...more }, result: null });
  test('leaves out what is said of the expectation once the stay has ended', () => {
    const during = '3:00 note expectation-statement by attending in hp quote "I expect three midnights."';
    const after = '30:00 note expectation-statement by attending in addendum quote "Two midnights were expected."';
    const said = page(`0:00 arrived\n${during}\n20:00 discharged\n${after}\n40:00 now`).expectation.map((each) => each.text);
    expect(said).toEqual([expect.stringMatching(/^"I expect three midnights\."/)]);
    expect(page(`0:00 arrived\n20:00 discharged\n${after}\n40:00 now`).expectation[0]?.text).toMatch(/^Expected stay: not found in /);
  });
  test('says that there is no note yet, and that there is no inpatient order', () => {
    const empty = page('0:00 arrived\n20:00 now');
    expect(empty.expectation[0]?.text).toBe('Expected stay: not found: the stay has no note yet');
    expect(empty.midnights[0]?.text).toBe('Midnights: total 1, countable 1, no inpatient order');
  });
  test('does not say that there is no inpatient order where orders could not be read', () => {
    expect(page('0:00 arrived\nunread inpatient-order\n20:00 now').midnights[0]?.text).toMatch(/inpatient order not known$/);
    expect(page('0:00 arrived\n20:00 now', { inpatientOrder: 1 }).midnights[0]?.text).toMatch(/after the inpatient order not countable$/);
  });
  test('gives severity and intensity as facts with sources, and concludes nothing', () => {
    const { context } = review(
      '0:00 arrived\n0:30 spo2 86 %\n1:00 antimicrobial-given cefepime [iv]\n9:00 antimicrobial-given cefepime [iv]\n20:00 now',
    );
    const page = brief({ chart: context.chart, concepts, levelOfCare: care, result: null });
    expect(page.severity.map((each) => each.text).join()).toContain('86 %');
    expect(page.intensity.map((each) => each.text).join()).toMatch(/given 2 times/);
    expect(page.question.text).toMatch(/\?$/);
  });
});

describe('coded words', () => {
  test('are said as people say them', () => {
    expect(line('0:00 arrived\n1:00 regime medicare-ffs\n20:00 now', 'regime').value).toBe('Medicare fee for service');
    expect(line('0:00 arrived\n1:00 clock t-obs-24\n20:00 now', 'clock').value).toBe('Observation notice');
    expect(line('0:00 arrived\n1:00 unit-stay icu\n20:00 now', 'unit-stay').value).toBe('intensive care');
    expect(line('0:00 arrived\n1:00 discharge-disposition ama\n20:00 now', 'discharge-disposition').value).toBe(
      'left against medical advice',
    );
    expect(line('0:00 arrived\n1:00 o2-device nasal-cannula\n20:00 now', 'o2-device').value).toBe('nasal cannula');
  });
  test('none is shown raw: every word of a closed list of the stay has its words', () => {
    const lists = {
      regime: ['medicare-ffs', 'medicare-advantage', 'medicaid-ffs', 'medicaid-mco'],
      clock: ['t-2mn', 't-obs-24', 't-obs-36', 't-obs-48', 't-short', 't-cert', 't-unsigned'],
      'unit-stay': ['icu', 'step-down', 'ed', 'surgery'],
      'encounter-class': ['short-stay', 'elsewhere', 'unknown'],
      'discharge-disposition': ['ama', 'expired', 'other-hospital', 'facility', 'unknown'],
    };
    for (const [concept, list] of Object.entries(lists)) for (const text of list) expect(codedWords(concept, text), text).not.toBe(text);
  });
  test('a drug or a culture result stays as charted', () => {
    expect(codedWords('antimicrobial-given', 'cefepime')).toBe('cefepime');
    expect(codedWords('o2-device', 'constructor')).toBe('constructor');
  });
  test('codes of payers, changes and procedures are read aloud', () => {
    expect(codedWords('rule-in-force', 'case-by-case')).toBe('case by case');
    expect(codedWords('criteria-outcome', 'not-met')).toBe('not met');
    expect(codedWords('status-change-closed', 'condition-code-44')).toBe('from inpatient to outpatient before release');
    expect(codedWords('left-inpatient-only', 'cpt|27134')).toBe('CPT 27134');
    expect(codedWords('o2-device', 'bipap')).toBe('BiPAP');
  });
  test.each([
    ['A term of no one diagnosis', 'a term of no one diagnosis'],
    ['Escherichia coli', 'Escherichia coli'],
    ['E. coli', 'E. coli'],
    ['pH (arterial)', 'pH (arterial)'],
    ['INR', 'INR'],
  ])('%s inside a sentence: %s', (label, inside) => expect(lowerFirst(label)).toBe(inside));
  test.each([
    ['ceftriaxone was given', 'Ceftriaxone was given'],
    ['piperacillin-tazobactam', 'Piperacillin-tazobactam'],
    ['pH 7.2', 'pH 7.2'],
    ['eGFR 40', 'eGFR 40'],
    ['"septic picture"', '"septic picture"'],
  ])('%s at the beginning: %s', (words, first) => expect(upperFirst(words)).toBe(first));
  test('names keep their capital inside a sentence', () => {
    expect(['Repeat lactate', 'Glasgow coma score', 'SpO2 on room air', 'PaCO2', 'SOFA'].map(lowerFirst)).toEqual([
      'repeat lactate',
      'Glasgow coma score',
      'SpO2 on room air',
      'PaCO2',
      'SOFA',
    ]);
  });
});
