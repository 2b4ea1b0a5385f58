import { describe, expect, test } from 'vitest';
import { factsOf } from '../../../src/core/chart/chart.ts';
import { chartFromNotation } from '../../../src/core/checklist/index.ts';
import { chart, vocabulary } from '../../spec/language.ts';

const HOUR = 3_600_000;
const start = chart('0:00 arrived\n1:00 now').facts[0]?.at ?? 0;
const one = (line: string, concept: string) => factsOf(chart(`0:00 arrived\n9d now\n${line}`), concept)[0];

describe('a line', () => {
  test.each([
    ['0:55 lactate 3.1 mmol/L', 'lactate', { value: 3.1, at: start + 55 * 60_000 }],
    ['26:10 lactate 3.1 mmol/L', 'lactate', { at: start + 26 * HOUR + 10 * 60_000 }],
    ['2d 03:00 lactate 3.1 mmol/L', 'lactate', { at: start + 51 * HOUR }],
    ['-10d 08:00 creatinine 1.0 mg/dL', 'creatinine', { at: start - 232 * HOUR }],
    ['-1:30 lactate 1 mmol/L', 'lactate', { at: start - 90 * 60_000 }],
    ['1:00 lactate 18 mg/dL', 'lactate', { value: 2, charted: { value: 18, unit: 'mg/dL' } }],
    ['1:00 temperature 100.4 degF', 'temperature', { charted: { value: 100.4, unit: '[degF]' } }],
    ['1:00 lactate <0.5 mmol/L', 'lactate', { value: 0.5, comparator: '<' }],
    ['1:00 gcs-total 14', 'gcs-total', { value: 14 }],
    ['1:00-3:00 norepinephrine 0.1 ug/kg/min', 'norepinephrine', { value: 0.1, until: start + 3 * HOUR }],
    ['1:00-3:00 norepinephrine 0.1 ug/kg/min', 'vasopressor-given', { value: 0.1 }],
    ['1:00- norepinephrine 0.1 ug/kg/min', 'norepinephrine', { flags: ['running'] }],
    ['2d 03:00-2d 09:00 niv', 'niv', { at: start + 51 * HOUR, until: start + 57 * HOUR }],
    ['-1d 22:00-1:00 niv', 'niv', { at: start - 2 * HOUR, until: start + HOUR }],
    ['-2d 00:00--2d 01:00 niv', 'niv', { at: start - 48 * HOUR, until: start - 47 * HOUR }],
    ['2d 03:00- niv', 'niv', { at: start + 51 * HOUR }],
    ['2d 03:00 niv until 2d 09:00', 'niv', { at: start + 51 * HOUR, until: start + 57 * HOUR }],
    ['0:40 blood-culture', 'culture', { at: start + 40 * 60_000 }],
    ['1:00 o2-device bipap', 'o2-device', { text: 'bipap' }],
    ['0:00 regime medicare-ffs', 'regime', { text: 'medicare-ffs' }],
    ['1:00 antimicrobial-given [iv, prophylaxis]', 'antimicrobial-given', { flags: ['iv', 'prophylaxis'] }],
    ['1:00 lactate 3 mmol/L known 3:30', 'lactate', { known: start + 3.5 * HOUR }],
    ['1:00 lactate 3 mmol/L withdrawn', 'lactate', { standing: 'withdrawn' }],
    ['1:00 lactate 3 mmol/L # a remark', 'lactate', { value: 3 }],
    ['1:00 lactate 99 mmol/L', 'lactate', { flags: ['implausible'] }],
    ['1:00 sofa-rise 1 up-to 9 missing liver,cns', 'sofa-rise', { value: 1, upTo: 9, missing: ['liver', 'cns'] }],
    ['2:00 note sepsis', 'sepsis', { says: 'affirmed', by: 'attending' }],
    ['2:00 note septic-shock', 'sepsis', { says: 'affirmed' }],
    [
      '2:00 note sepsis uncertain by consultant in consult',
      'sepsis',
      { says: 'uncertain', by: 'consultant', author: 'Practitioner/consultant' },
    ],
    ['2:00 note sepsis author dr-b', 'sepsis', { author: 'Practitioner/dr-b' }],
    ['2:00 problem sepsis', 'sepsis', { flags: ['problem-list'] }],
    ['2:00 coded sepsis', 'sepsis', { flags: ['encounter-diagnosis', 'coded'], by: 'coder' }],
    ['2:00 diagnosis sepsis by attending', 'sepsis', { flags: ['encounter-diagnosis'], by: 'attending' }],
    ['8:00 note progress by nurse', 'note', { text: 'progress', by: 'nurse' }],
  ])('%s', (line, concept, expected) => {
    expect(one(line, concept)).toMatchObject(expected);
  });

  test('of a note carries type, section, link, quote', () => {
    const fact = one('2:00 note aki in hp section narrative linked-to sepsis weakly copied quote "AKI with sepsis"', 'aki');
    expect(fact?.note).toEqual({
      ...{ type: 'hp', section: 'narrative', sectionClass: 'narrative', signed: true, snippet: 'AKI with sepsis' },
      ...{ copied: true, linkedTo: ['sepsis'], linkCertainty: 'weak' },
    });
  });

  test('a denial counts for itself alone', () => {
    expect(one('2:00 note septic-shock denied', 'sepsis')).toBeUndefined();
  });
});

describe('a chart', () => {
  test('counts as completely read, except what is said to be unread', () => {
    const { reads } = chart('0:00 arrived\nunread lactate timeout\npartial creatinine\nunread notes\n9:00 now');
    expect(reads.get('platelets')).toMatchObject({ ok: true, complete: true });
    expect(reads.get('lactate')).toMatchObject({ ok: false, problem: { kind: 'timeout' } });
    expect(reads.get('creatinine')).toMatchObject({ ok: true, complete: false });
    for (const concept of ['note', 'sepsis', 'work-of-breathing']) expect(reads.get(concept)?.ok).toBe(false);
  });

  test('runs the registered measures', () => {
    const built = chart('0:00 arrived\n0:40 blood-culture\n1:10 antimicrobial-given [iv]\n2:00 creatinine 3.6 mg/dL\n20:00 now');
    expect(factsOf(built, 'suspected-infection')).toHaveLength(1);
    expect(factsOf(built, 'sofa').some((fact) => (fact.value ?? 0) >= 3)).toBe(true);
  });

  test('leaves a measure alone whose facts are written by hand', () => {
    const built = chart('0:00 arrived\n2:00 creatinine 3.6 mg/dL\n3:00 sofa 1\n20:00 now');
    expect(factsOf(built, 'sofa').map((fact) => fact.value)).toEqual([1]);
  });

  test("counts midnights on the hospital's clock, after the order too", () => {
    const built = chart('18:00 arrived\n1d 15:00 inpatient-order\n3d 10:00 discharged');
    expect(factsOf(built, 'midnight').map((fact) => [fact.value, fact.flags?.includes('after-order') ?? false])).toEqual([
      [1, false],
      [2, true],
      [3, true],
    ]);
    expect(factsOf(built, 'admitted')[0]?.at).toBe(factsOf(built, 'inpatient-order')[0]?.at);
  });

  test('keeps the clock of its zone across a change of the clock', () => {
    const built = chart('zone America/Los_Angeles\ndate 2026-03-07\n20:00 arrived\n1d 12:00 now');
    const [arrived] = factsOf(built, 'arrived');
    expect(new Date(arrived?.at ?? 0).toISOString()).toBe('2026-03-08T04:00:00.000Z');
    expect(built.zone).toBe('America/Los_Angeles');
    expect(factsOf(built, 'midnight')).toHaveLength(1);
  });

  test('holds nothing that was not known at its now', () => {
    expect(factsOf(chart('0:00 arrived\n2:00 lactate 3 mmol/L known 4:00\n3:00 now'), 'lactate')).toEqual([]);
  });
});

describe('mistakes come back with their line', () => {
  test.each([
    ['1:00 lactat 3 mmol/L', 'line 1: unknown concept "lactat" - did you mean "lactate"?'],
    ['1:00 lactate 3', 'line 1: lactate needs a unit: mmol/L, mg/dL, meq/L'],
    ["one o'clock lactate", 'line 1: "one" is not a time - write 0:55, 26:10, 2d 03:00 or 1:00-3:00'],
    ['1:00 note sepsis by atending', 'line 1: "atending" is not a role - did you mean "attending"?'],
    ['1:00 note sepsis in discharge', 'line 1: "discharge" is not a type of note'],
    ['1:00 note sepsis affirmed strongly indeed', 'line 1: "indeed" is not understood here'],
    ['unread lactat', 'line 1: unknown concept "lactat" - did you mean "lactate"?'],
    ['unread lactate tiemout', 'line 1: "tiemout" is not a reason - did you mean "timeout"?'],
    ['1:00 note aki linked-to spsis', 'line 1: unknown concept "spsis" - did you mean "sepsis"?'],
  ])('%s', (line, message) => {
    const { chart: built, errors } = chartFromNotation(`${line}\n9:00 now`, vocabulary);
    expect(built).toBeNull();
    expect(errors[0]).toContain(message);
  });
  test('and a chart needs a now', () => {
    expect(chartFromNotation('0:00 arrived', vocabulary).errors).toEqual(['a chart needs a line `... now` (or `... discharged`)']);
    expect(chartFromNotation('zone Mars/Olympus\n0:00 now', vocabulary).errors).toEqual(['unknown time zone "Mars/Olympus"']);
  });
});
