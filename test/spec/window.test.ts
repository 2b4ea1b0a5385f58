import { describe, expect, test } from 'vitest';
import { answer, mistakes, review } from './language.ts';

const ANCHOR = 'anchors: { first-high: { fact: lactate, above: 2 mmol/L } }';
const looking = (window: string, lines: string) => answer(`fact: lactate, window: ${window}`, lines, ANCHOR);
const stay = (lines: string, now = '40:00') => `0:00 arrived\n${now} now\n${lines}`;

describe('a window', () => {
  test.each([
    ['at its beginning', 'arrived + 1h .. arrived + 3h', '1:00 lactate 1 mmol/L', 'met'],
    ['a minute before it', 'arrived + 1h .. arrived + 3h', '0:59 lactate 1 mmol/L', 'not-found'],
    ['at its end', 'arrived + 1h .. arrived + 3h', '3:00 lactate 1 mmol/L', 'met'],
    ['a minute after it', 'arrived + 1h .. arrived + 3h', '3:01 lactate 1 mmol/L', 'not-found'],
    ['before arrival, when it says so', 'arrived - 2h .. arrived', '-1:30 lactate 1 mmol/L', 'met'],
    ['counted from now', 'now - 6h .. now', '34:00 lactate 1 mmol/L', 'met'],
    ['counted from now, too old', 'now - 6h .. now', '33:59 lactate 1 mmol/L', 'not-found'],
    ['durations of hours and minutes', 'arrived + 1h30m .. arrived + 2h', '1:30 lactate 1 mmol/L', 'met'],
  ])('%s', (_name, window, lines, verdict) => {
    expect(looking(window, stay(lines)).verdict).toBe(verdict);
  });

  test.each([
    ['first value high, second in time', '1:00 lactate 3 mmol/L\n13:00 lactate 1 mmol/L', 'met'],
    ['second value a minute late', '1:00 lactate 3 mmol/L\n13:01 lactate 1 mmol/L', 'not-found'],
    ['the anchor is the earliest fact that satisfies it', '1:00 lactate 1 mmol/L\n5:00 lactate 3 mmol/L\n17:00 lactate 1 mmol/L', 'met'],
    ['no anchor', '1:00 lactate 1 mmol/L', 'not-found'],
    ['nothing read', 'unread lactate', 'not-known'],
  ])('on an anchor: %s', (_name, lines, verdict) => {
    expect(looking('first-high + 1h .. first-high + 12h', stay(lines)).verdict).toBe(verdict);
  });

  test('without its anchor says which one is missing', () => {
    expect(looking('first-high .. now', stay('1:00 lactate 1 mmol/L')).why).toBe('no first-high');
  });

  test('an unread anchor makes the answer not known, whatever was looked for', () => {
    const result = answer('fact: creatinine, window: first-high .. now', stay('1:00 creatinine 1 mg/dL\nunread lactate'), ANCHOR);
    expect(result).toMatchObject({ verdict: 'not-known', why: 'first-high is not known' });
  });

  test('what could not be read is not known even without its anchor', () => {
    expect(answer('fact: creatinine, window: first-high .. now', stay('unread creatinine'), ANCHOR).verdict).toBe('not-known');
  });

  test('a fact with a duration is inside when any part of it is', () => {
    const looks = (lines: string) => answer('fact: norepinephrine, window: arrived + 5h .. arrived + 6h', stay(lines)).verdict;
    expect(looks('1:00-5:00 norepinephrine 0.1 ug/kg/min')).toBe('met');
    expect(looks('1:00-4:59 norepinephrine 0.1 ug/kg/min')).toBe('not-found');
    expect(looks('1:00- norepinephrine 0.1 ug/kg/min')).toBe('met');
  });
});

describe('a window that has not closed', () => {
  const open = (lines: string, now: string) => looking('arrived + 1h .. arrived + 12h', stay(lines, now));

  test('is open while nothing is in it', () => {
    expect(open('', '11:59')).toMatchObject({ verdict: 'not-found', open: true });
    expect(open('', '12:00')).toMatchObject({ verdict: 'not-found', open: false });
    expect(open('2:00 lactate 1 mmol/L', '5:00')).toMatchObject({ verdict: 'met', open: false });
  });

  test('closes at discharge', () => {
    expect(open('6:00 discharged', '6:00')).toMatchObject({ verdict: 'not-found', open: false });
  });

  test('but not one that is counted from discharge', () => {
    const result = answer(
      'fact: note, is: discharge-summary, window: discharged - 24h .. discharged + 72h',
      stay('6:00 discharged', '6:00'),
    );
    expect(result).toMatchObject({ verdict: 'not-found', open: true });
  });
});

describe('without a window', () => {
  test('the stay counts, from arrival until now', () => {
    expect(answer('fact: lactate', stay('-0:01 lactate 1 mmol/L')).verdict).toBe('not-found');
    expect(answer('fact: lactate', stay('0:00 lactate 1 mmol/L')).verdict).toBe('met');
  });

  test('what is later than now is not known yet', () => {
    expect(answer('fact: lactate', stay('21:00 lactate 1 mmol/L', '20:00')).verdict).toBe('not-found');
    expect(answer('fact: lactate', stay('19:00 lactate 1 mmol/L known 21:00', '20:00')).verdict).toBe('not-found');
  });
});

describe('known-by', () => {
  const anchors = 'anchors: { ordered: { fact: inpatient-order } }';
  const judged = (lines: string) =>
    answer('fact: lactate, above: 2 mmol/L, known-by: ordered', stay(`10:00 inpatient-order\n${lines}`), anchors).verdict;

  test.each([
    ['resulted before the order', '8:00 lactate 3 mmol/L known 9:00', 'met'],
    ['resulted at the order', '8:00 lactate 3 mmol/L known 10:00', 'met'],
    ['taken before, resulted after the order', '8:00 lactate 3 mmol/L known 10:01', 'not-found'],
    ['without a time of result, the time it was taken counts', '8:00 lactate 3 mmol/L', 'met'],
  ])('%s', (_name, lines, verdict) => {
    expect(judged(lines)).toBe(verdict);
  });

  test('without the instant there is nothing to judge by', () => {
    expect(answer('fact: lactate, known-by: ordered', stay('8:00 lactate 3 mmol/L'), anchors)).toMatchObject({
      verdict: 'not-found',
      why: 'no ordered',
    });
  });
});

describe('anchors made of more than one fact', () => {
  const since = (anchor: string, lines: string) => {
    const result = review(
      `anchors: { it: ${anchor} }\ncriteria: { after: { label: A, source: book, fact: creatinine, window: it .. it } }`,
      stay(lines),
    );
    return result.criteria.after?.verdict;
  };
  test('two in a row: the second one starts the clock', () => {
    const lines = '1:00 sbp 85 mmHg\n2:00 sbp 84 mmHg\n2:00 creatinine 1 mg/dL';
    expect(since('{ fact: sbp, below: 90 mmHg, times: 2 }', lines)).toBe('met');
  });
  test('all: when the last part is met; any: when the first is', () => {
    const lines = (hour: number) => `1:00 sbp 85 mmHg\n3:00 lactate 3 mmol/L\n${hour}:00 creatinine 1 mg/dL`;
    const parts = '[{ fact: sbp, below: 90 mmHg }, { fact: lactate, above: 2 mmol/L }]';
    expect(since(`{ all: ${parts} }`, lines(3))).toBe('met');
    expect(since(`{ any: ${parts} }`, lines(1))).toBe('met');
    expect(since(`{ atLeast: 2, of: ${parts} }`, lines(3))).toBe('met');
  });
  test('a rise starts the clock at its later value', () => {
    const lines = '1:00 lactate 1 mmol/L\n4:00 lactate 3 mmol/L\n4:00 creatinine 1 mg/dL';
    expect(since('{ fact: lactate, rise: 1 mmol/L within 6h }', lines)).toBe('met');
  });
});

describe('the author hears of', () => {
  test.each([
    ['arrived .. arived + 3h', 'unknown anchor "arived" - did you mean "arrived"?'],
    ['frist-high - 6h .. now', 'unknown anchor "frist-high" - did you mean "first-high"?'],
    ['arrived', '"arrived" is not a window - write two instants with .. between them'],
    ['arrived + 3 hours .. now', '"3hours" is not a duration - write 30m, 6h or 2d'],
    ['arrived + 6h .. arrived + 3h', 'the window ends before it begins'],
  ])('%s', (window, message) => {
    expect(mistakes(`criteria: { it: { label: It, source: book, fact: lactate, window: ${window} } }\n${ANCHOR}`)).toContain(
      `tiny.yaml: criteria.it.window: ${message}`,
    );
  });
});
