import { describe, expect, test } from 'vitest';
import { factsOf as inChart } from '../../src/core/chart/chart.ts';
import { chartOf, loinc, observation, quantity, read } from '../core/chart/reading-of.ts';

type Fields = Record<string, unknown>;
type Sent = [code: string, value: number, unit: string];
const AT = '2026-03-02T14:00:00-05:00';
const lab = [{ coding: [{ code: 'laboratory' }] }];
const sent = (id: string, code: string, value: number, unit: string, more: Fields = {}) =>
  observation(loinc(code), { valueQuantity: { value, unit } }, { id, effectiveDateTime: AT, ...more });
const told = (concept: string, ...resources: readonly unknown[]) =>
  inChart(chartOf(resources), concept).map(({ value, from }) => [value, [...from].sort()]);

describe('the same reading charted in two places counts once, with both sources', () => {
  test.each<[string, string, Sent, Sent, number]>([
    ['the same number', 'pao2', ['2703-7', 71, 'mmHg'], ['2703-7', 71, 'mm[Hg]'], 71],
    ['under two codes', 'lactate', ['32693-4', 3.6, 'mmol/L'], ['2518-9', 3.6, 'mEq/L'], 3.6],
    ['rounded on the flowsheet', 'pao2', ['2703-7', 71.4, 'mmHg'], ['2703-7', 71, 'mmHg'], 71.4],
    ['pH with one digit less', 'ph-arterial', ['2744-1', 7.24, 'pH'], ['2744-1', 7.2, ''], 7.24],
    ['in another unit', 'pao2', ['2703-7', 8, 'kPa'], ['2703-7', 60, 'mmHg'], 60],
    ['in another unit and rounded', 'temperature', ['8310-5', 101.1, '°F'], ['8310-5', 38.4, 'C'], 38.39],
    ['half up', 'pao2', ['2703-7', 71.5, 'mmHg'], ['2703-7', 72, 'mmHg'], 71.5],
  ])('%s', (_name, concept, one, other, value) => {
    const [a, b] = [sent('lab', ...one), sent('bedside', ...other, { effectiveDateTime: '2026-03-02T14:00:40-05:00' })];
    const expected = [[value, ['Observation/bedside', 'Observation/lab']]];
    expect(told(concept, a, b)).toEqual(expected);
    expect(told(concept, b, a)).toEqual(expected);
  });

  test('a component and an Observation of its own', () => {
    const panel = observation(
      loinc('85354-9'),
      {
        component: [
          { code: loinc('8480-6'), ...quantity(84, 'mm[Hg]') },
          { code: loinc('8462-4'), ...quantity(48, 'mm[Hg]') },
        ],
      },
      { id: 'panel' },
    );
    expect(told('sbp', panel, sent('own', '8480-6', 84, 'mmHg'))).toEqual([[84, ['Observation/own', 'Observation/panel']]]);
    const oximetry = observation(
      loinc('59408-5'),
      {
        ...quantity(91, '%'),
        component: [
          { code: loinc('3150-0'), ...quantity(0.4, '1') },
          { code: loinc('3151-8'), ...quantity(6, 'L/min') },
        ],
      },
      { id: 'oximetry' },
    );
    expect(told('fio2', oximetry, sent('own', '3150-0', 40, '%'))).toEqual([[40, ['Observation/own', 'Observation/oximetry']]]);
    expect(told('o2-flow', oximetry, sent('own', '3151-8', 6, 'LPM'))).toEqual([[6, ['Observation/own', 'Observation/oximetry']]]);
  });

  test('what is doubtful in one source only is not doubtful', () => {
    const facts = inChart(chartOf([sent('a', '3150-0', 40, '%'), sent('b', '3150-0', 40, '')]), 'fio2');
    expect(facts.map(({ value, flags }) => [value, flags])).toEqual([[40, undefined]]);
  });
});

describe('two readings stay two', () => {
  test.each<[string, Sent, Sent, Fields]>([
    ['other values', ['2703-7', 71, 'mmHg'], ['2703-7', 72, 'mmHg'], {}],
    ['values that no rounding explains', ['2703-7', 71.6, 'mmHg'], ['2703-7', 71, 'mmHg'], {}],
    ['values of equal precision', ['2703-7', 71.4, 'mmHg'], ['2703-7', 71.3, 'mmHg'], {}],
    [
      'minutes apart, as a point-of-care and a laboratory result are',
      ['2703-7', 71, 'mmHg'],
      ['2703-7', 71, 'mmHg'],
      { effectiveDateTime: '2026-03-02T14:03:00-05:00' },
    ],
    ['one of another stay', ['2703-7', 71.4, 'mmHg'], ['2703-7', 71, 'mmHg'], { encounter: { reference: 'Encounter/old' } }],
  ])('%s', (_name, one, other, more) => {
    expect(told('pao2', sent('a', ...one), sent('b', ...other, more))).toHaveLength(2);
  });

  test('a bound and a value', () => {
    const bound = observation(loinc('2524-7'), { valueQuantity: { value: 2, unit: 'mmol/L', comparator: '>' } }, { id: 'bound' });
    expect(told('lactate', bound, sent('value', '2524-7', 2.2, 'mmol/L'))).toHaveLength(2);
  });

  test('two samples, each with its specimen', () => {
    const specimen = (id: string) => ({
      resourceType: 'Specimen',
      id,
      type: { text: 'Arterial blood' },
      subject: { reference: 'Patient/p' },
    });
    const gas = (id: string, value: number) =>
      sent(id, '11556-8', value, 'mmHg', { category: lab, specimen: { reference: `Specimen/${id}` } });
    expect(told('pao2', gas('a', 71.4), gas('b', 71), specimen('a'), specimen('b'))).toHaveLength(2);
  });

  test('a venous gas of the same minute is no second arterial one', () => {
    expect(told('pao2', sent('a', '2703-7', 71, 'mmHg'), sent('v', '2705-2', 71, 'mmHg'))).toEqual([[71, ['Observation/a']]]);
  });
});

describe('what cannot be used is in doubt, so that nothing is called "not found" that stands in the chart', () => {
  const doubtsIn = (...resources: readonly unknown[]) => [...chartOf(resources).unmapped.keys()].sort();

  test.each<[string, Fields]>([
    ['a date without a time', { effectiveDateTime: '2026-03-02' }],
    ['an impossible time', { effectiveDateTime: '2026-03-02T25:10:00-05:00' }],
    [
      'a reversed period',
      { effectiveDateTime: undefined, effectivePeriod: { start: '2026-03-02T16:00:00Z', end: '2026-03-02T15:00:00Z' } },
    ],
    ['no time at all', { effectiveDateTime: undefined }],
  ])('a result with %s', (_name, more) => {
    const result = sent('a', '2524-7', 3.6, 'mmol/L', more);
    expect(told('lactate', result)).toEqual([]);
    expect(doubtsIn(result)).toEqual(['lactate']);
    expect(doubtsIn({ ...result, encounter: { reference: 'Encounter/old' } })).toEqual([]);
    expect(doubtsIn(sent('a', '2524-7', 3.6, 'mmol/L', { ...more, valueQuantity: undefined }))).toEqual([]);
  });

  test('codes of two things in one result: each of them', () => {
    const both = observation(
      { coding: ['2524-7', '2345-7'].map((code) => ({ system: 'http://loinc.org', code })) },
      { valueQuantity: { value: 3, unit: 'mmol/L' } },
    );
    expect(doubtsIn(both)).toEqual(['glucose', 'lactate']);
  });

  test('an arterial code on a venous sample, and a panel component without a usable unit', () => {
    const venous = { resourceType: 'Specimen', id: 's', type: { text: 'Venous blood' }, subject: { reference: 'Patient/p' } };
    expect(doubtsIn(sent('a', '2703-7', 41, 'mmHg', { specimen: { reference: 'Specimen/s' } }), venous)).toEqual(['pao2']);
    expect(doubtsIn(observation(loinc('85354-9'), { component: [{ code: loinc('8480-6'), valueQuantity: { value: 84 } }] }))).toEqual([
      'sbp',
    ]);
  });

  test('a code that no concept has and a name that is like one: listed, never mapped', () => {
    const flowsheet = (code: string, text: string) => ({
      coding: [{ system: 'urn:oid:1.2.840.114350.1.13.9999', code, display: text }],
      text,
    });
    const rows = [
      observation(flowsheet('1', 'Lactic acid'), quantity(9, 'mmol/L')),
      observation(flowsheet('2', 'TEMP'), quantity(39, 'Cel')),
      observation(flowsheet('3', 'Urine specific gravity'), quantity(1.02, '1')),
      observation({ text: 'Creatinine' }, quantity(9, 'mg/dL')),
    ];
    const { facts, unmapped } = read(rows);
    expect(facts).toEqual([]);
    expect(unmapped.map(({ code, text }) => [code, text])).toEqual([
      ['1', 'Lactic acid'],
      ['2', 'TEMP'],
      ['3', 'Urine specific gravity'],
      ['', 'Creatinine'],
    ]);
    expect(doubtsIn(...rows)).toEqual(['creatinine', 'lactate', 'temperature']);
  });
});
