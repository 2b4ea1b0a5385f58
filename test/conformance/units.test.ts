import { describe, expect, test } from 'vitest';
import { siteFrom } from '../../src/core/chart/site.ts';
import { concepts, loinc, observation, read } from '../core/chart/reading-of.ts';

/** The code of each concept under test: what is read is a resource, not a unit. */
const CODES: Readonly<Record<string, string>> = {
  lactate: '2524-7',
  creatinine: '2160-0',
  'bilirubin-total': '1975-2',
  platelets: '777-3',
  wbc: '6690-2',
  'bands-percent': '26508-2',
  inr: '6301-6',
  aptt: '14979-9',
  pao2: '2703-7',
  paco2: '2019-8',
  'ph-arterial': '2744-1',
  bicarbonate: '1960-4',
  procalcitonin: '33959-8',
  crp: '1988-5',
  bun: '3094-0',
  egfr: '98979-8',
  sodium: '2951-2',
  potassium: '2823-3',
  hemoglobin: '718-7',
  glucose: '2345-7',
  troponin: '6598-7',
  albumin: '1751-7',
  'heart-rate': '8867-4',
  'resp-rate': '9279-1',
  temperature: '8310-5',
  sbp: '8480-6',
  map: '8478-0',
  spo2: '59408-5',
  'o2-flow': '3151-8',
  fio2: '3150-0',
  'gcs-total': '9269-2',
  weight: '29463-7',
  height: '8302-2',
  'urine-output': '9187-6',
  'urine-output-24h': '3167-4',
  peep: '76248-4',
};

type Value = Readonly<Record<string, unknown>>;
const of = (concept: string, value: Value) => read([observation(loinc(CODES[concept] ?? ''), value)]);
/** A Quantity with the unit as text only, as flowsheets and many laboratories send it. */
const inWords = (value: number, unit?: string): Value => ({ valueQuantity: { value, ...(unit === undefined ? {} : { unit }) } });
const value = (concept: string, sent: Value) => of(concept, sent).facts.find((fact) => fact.concept === concept)?.value;

/** Concept, number as sent, value expected in the concept's unit, spellings of the unit. */
const SPELLINGS: readonly (readonly [concept: string, sent: number, expected: number, units: readonly string[]])[] = [
  ['wbc', 14.2, 14.2, ['10*3/uL', 'K/uL', 'k/ul', 'K/UL', 'K/µL', 'K/μL', 'K/mcL', 'K/mm3', 'K/cumm', 'k/cu mm', 'thou/uL', 'Thou/mm3']],
  ['wbc', 14.2, 14.2, ['Thousand/uL', 'thousands/cmm', 'x10E3/uL', 'X10E3/UL', 'x10^3/uL', 'X10^3/mcL', '10^3/uL', '10^3/µL', '10e3/uL']],
  [
    'wbc',
    14.2,
    14.2,
    ['x10(3)/uL', '10(3)/mcL', '10**3/uL', 'x 10*3/uL', '10 x3/uL', '10 3/uL', '10³/µL', '×10³/µL', 'x10³/uL', '1000/uL', 'x1000/uL'],
  ],
  ['wbc', 14.2, 14.2, ['10*9/L', '10^9/L', 'x10^9/L', 'x10E9/L', '10E9/L', 'x10(9)/L', '10⁹/L', '×10⁹/l', 'G/L', 'giga/L', '/nL']],
  [
    'wbc',
    14_200,
    14.2,
    ['/uL', '/mm3', '/mm^3', '/cumm', '/cu mm', 'cells/uL', 'cells/mcL', 'Cells/mm3', '{cells}/uL', '10*6/L', '10^6/L'],
  ],
  ['platelets', 98, 98, ['10*3/uL', 'K/uL', '10^9/L', 'x10E3/uL', 'Thousand/uL']],
  ['creatinine', 2.1, 2.1, ['mg/dL', 'mg/dl', 'MG/DL', 'Mg/dL', 'mg / dL', 'mg per dL']],
  ['creatinine', 186, 2.1, ['umol/L', 'µmol/L', 'μmol/L', 'umol/l', 'UMOL/L', 'micromol/L', 'mcmol/L', 'uM']],
  ['bilirubin-total', 34.2, 2, ['umol/L', 'µmol/l']],
  ['lactate', 3.6, 3.6, ['mmol/L', 'mmol/l', 'MMOL/L', 'mMol/L', 'mM', 'mEq/L', 'meq/l']],
  ['lactate', 18, 2, ['mg/dL', 'mg/dl', 'MG/DL']],
  ['bicarbonate', 14, 14, ['mmol/L', 'mEq/L', 'MEQ/L', 'meq/L']],
  ['sodium', 131, 131, ['mmol/L', 'mEq/L']],
  ['glucose', 10, 180.16, ['mmol/L', 'mmol/l']],
  ['bun', 10, 28.01, ['mmol/L']],
  ['hemoglobin', 7.4, 7.4, ['g/dL', 'g/dl', 'G/DL', 'gm/dL', 'gm/dl', 'g/100 mL']],
  ['hemoglobin', 74, 7.4, ['g/L', 'g/l', 'gm/L']],
  ['albumin', 24, 2.4, ['g/L']],
  ['procalcitonin', 1.2, 1.2, ['ng/mL', 'ng/ml', 'NG/ML', 'ug/L', 'µg/L', 'mcg/L']],
  ['crp', 120, 120, ['mg/L', 'mg/l', 'ug/mL']],
  ['crp', 12, 120, ['mg/dL']],
  ['troponin', 0.04, 40, ['ng/mL', 'ng/ml', 'ug/L', 'mcg/L']],
  ['troponin', 40, 40, ['ng/L', 'pg/mL', 'pg/ml']],
  [
    'egfr',
    42,
    42,
    ['mL/min/{1.73_m2}', 'mL/min/1.73m2', 'mL/min/1.73 m2', 'mL/min/1.73m^2', 'mL/min/1.73 m²', 'ml/min/1.73sq m', 'mL/min'],
  ],
  ['inr', 1.8, 1.8, ['{INR}', 'INR', 'inr', 'ratio', '{ratio}', '1', '']],
  ['aptt', 64, 64, ['s', 'sec', 'secs', 'seconds', 'SEC', 'Seconds']],
  ['bands-percent', 14, 14, ['%', 'percent', '%{WBCs}']],
  ['pao2', 62, 62, ['mm[Hg]', 'mmHg', 'mm Hg', 'MMHG', 'mmhg', 'mm/Hg', 'torr', 'Torr', 'mm(Hg)']],
  ['pao2', 8, 60, ['kPa', 'kpa', 'KPA']],
  ['paco2', 6.67, 50, ['kPa']],
  ['ph-arterial', 7.24, 7.24, ['[pH]', 'pH', 'PH', 'pH units', 'ph Units', 'units', '{pH}', '1', '']],
  [
    'heart-rate',
    112,
    112,
    ['/min', 'bpm', 'BPM', 'beats/min', 'beats/minute', 'beats per minute', 'Beats/Min', '{beats}/min', '{Beats}/min', '1/min'],
  ],
  [
    'resp-rate',
    28,
    28,
    ['/min', 'breaths/min', 'breaths/minute', 'breaths per minute', 'br/min', 'insp/min', 'resp/min', '{breaths}/min', 'bpm', 'rpm'],
  ],
  [
    'temperature',
    101.3,
    38.5,
    ['[degF]', '°F', '° F', 'ºF', '˚F', '℉', 'F', 'degF', 'deg F', 'Deg F', 'DEG F', 'deg. F', 'degrees F', 'Degrees Fahrenheit'],
  ],
  ['temperature', 101.3, 38.5, ['degree F', 'fahrenheit', 'Fahrenheit', 'DegF', '[DEGF]', 'deg_F']],
  [
    'temperature',
    38.5,
    38.5,
    ['Cel', 'CEL', 'cel', '°C', '° C', 'ºC', '℃', 'C', 'degC', 'deg C', 'Deg C', 'degrees C', 'degrees Celsius', 'celsius', 'Centigrade'],
  ],
  ['temperature', 311.65, 38.5, ['K', 'Kelvin']],
  ['sbp', 84, 84, ['mm[Hg]', 'mmHg', 'mm Hg', 'MM HG']],
  ['map', 8, 60, ['kPa']],
  ['spo2', 91, 91, ['%', 'percent', 'Percent', 'pct', '% sat', '%{Oxygen}', '%{saturation}']],
  ['spo2', 0.91, 91, ['1', 'fraction', '{fraction}']],
  [
    'o2-flow',
    4,
    4,
    ['L/min', 'l/min', 'L/Min', 'LPM', 'lpm', 'Lpm', 'L/m', 'liters/min', 'Liters/minute', 'litres per minute', 'L per min', 'L / min'],
  ],
  ['o2-flow', 500, 0.5, ['mL/min', 'ml/min', 'cc/min']],
  ['gcs-total', 9, 9, ['{score}', 'score', '{Score}', 'points', 'pts', '1', '']],
  ['weight', 70, 70, ['kg', 'Kg', 'KG', 'kgs', 'kilograms']],
  ['weight', 180, 81.65, ['[lb_av]', 'lb', 'lbs', 'LB', 'pounds']],
  ['weight', 2800, 79.38, ['oz', '[oz_av]']],
  ['height', 70, 177.8, ['in', '[in_i]', 'inches', 'Inches']],
  ['urine-output', 350, 350, ['mL', 'ml', 'ML', 'cc', 'milliliters']],
  ['urine-output', 0.35, 350, ['L', 'l', 'liters']],
  ['urine-output-24h', 900, 900, ['mL', 'mL/(24.h)', 'mL/24h', 'mL/24 hr', 'ml/24hrs', 'mL/day', 'mL/d']],
  ['peep', 8, 8, ['cm[H2O]', 'cmH2O', 'cm H2O', 'cmH20', 'CM H2O', 'cm of H2O', '']],
];

describe('a unit in words only, as it really comes', () => {
  const rows = SPELLINGS.flatMap(([concept, sent, expected, units]) => units.map((unit) => [concept, sent, unit, expected] as const));
  test.each(rows)('%s %d "%s" is %d', (concept, sent, unit, expected) => {
    expect(value(concept, inWords(sent, unit))).toBe(expected);
    // The same spelling in the place of the code: proprietary lists put it there.
    if (unit !== '') expect(value(concept, { valueQuantity: { value: sent, code: unit } })).toBe(expected);
  });
});

describe('a unit that is missing, unknown or of another thing', () => {
  test.each([
    ['lactate', 3.6, undefined],
    ['creatinine', 186, undefined],
    ['temperature', 38, undefined],
    ['temperature', 100.4, undefined],
    ['wbc', 12_000, undefined],
    ['wbc', 12, ''],
    ['spo2', 91, undefined],
    ['pao2', 8, undefined],
    ['o2-flow', 4, undefined],
    ['weight', 180, undefined],
    ['lactate', 3.6, 'see below'],
    ['lactate', 250, 'U/L'],
    ['creatinine', 2.1, 'mg/24h'],
    ['hemoglobin', 74, 'G/L'],
    ['temperature', 38, 'degrees'],
    ['temperature', 38, 'constructor'],
    ['o2-flow', 4, 'L'],
    ['wbc', 12, 'm/uL'],
    ['wbc', 12, '/hpf'],
    ['fio2', 40, 'mmHg'],
    ['map', 70, 'cm H2O'],
  ])('%s %d in "%s" is shown without a value, and is not "not found"', (concept, sent, unit) => {
    const { facts, doubts, problems } = of(concept, inWords(sent, unit));
    expect(facts.map((fact) => [fact.concept, fact.value, fact.charted?.value])).toEqual([[concept, undefined, sent]]);
    expect(doubts.map((doubt) => doubt.concept)).toEqual([concept]);
    expect(problems.map(({ kind }) => kind)).toEqual(['unit']);
  });

  test('a default that the site gives for the concept is used and said', () => {
    const content = { units: { temperature: '°F', lactate: 'mmol/L', spo2: '%' } };
    const { site, errors } = siteFrom('x', { file: 'site.yaml', content }, null, concepts);
    expect(errors).toEqual([]);
    const told = (concept: string, sent: Value) =>
      read([observation(loinc(CODES[concept] ?? ''), sent)], { site }).facts.map((fact) => [fact.value, fact.flags]);
    expect(told('temperature', inWords(101.3))).toEqual([[38.5, ['unit-assumed']]]);
    expect(told('lactate', { valueString: '> 12' })).toEqual([[12, ['unit-assumed']]]);
    // A unit that is charted is never overruled by the default.
    expect(told('temperature', inWords(38.5, 'C'))).toEqual([[38.5, undefined]]);
    expect(told('spo2', inWords(91, 'mmHg'))).toEqual([[undefined, ['unit-unknown']]]);
  });
});

describe('code and text of a unit', () => {
  const both = (concept: string, sent: number, code: string, unit: string, system = 'http://unitsofmeasure.org') =>
    value(concept, { valueQuantity: { value: sent, code, unit, system } });

  test.each([
    ['wbc', 12, '10*3/uL', 'x10E3/uL', 12],
    ['wbc', 12, '10*3/uL', '10^9/L', 12],
    ['lactate', 2.4, 'mmol/L', 'mEq/L', 2.4],
    ['temperature', 101.3, '[degF]', 'deg F', 38.5],
    ['resp-rate', 22, '/min', 'breaths/min', 22],
    ['pao2', 62, 'mm[Hg]', 'mmHg (arterial)', 62],
    ['inr', 1.8, '1', 'INR', 1.8],
  ])('agree: %s %d %s "%s"', (concept, sent, code, unit, expected) => expect(both(concept, sent, code, unit)).toBe(expected));

  test.each([
    ['creatinine', 2.1, 'mg/dL', 'umol/L'],
    ['temperature', 38, 'Cel', 'F'],
    ['wbc', 12, '/uL', 'K/uL'],
    ['o2-flow', 4, 'L', 'L/min'],
    ['pao2', 8, 'mm[Hg]', 'kPa'],
    ['hemoglobin', 7.4, 'g/dL', 'g/L'],
  ])('disagree, so that neither is believed: %s %d %s "%s"', (concept, sent, code, unit) => {
    const { facts, doubts } = of(concept, { valueQuantity: { value: sent, code, unit, system: 'http://unitsofmeasure.org' } });
    expect(facts).toMatchObject([{ charted: { value: sent }, flags: ['unit-unknown'] }]);
    expect(facts[0]?.value).toBeUndefined();
    expect(doubts.map(({ concept: id }) => id)).toEqual([concept]);
  });

  test('a code of the vendor’s own list gives way to the text beside it', () => {
    expect(both('sbp', 84, '2580', 'mmHg', 'https://fhir.example-oracle.org/codeSet/54')).toBe(84);
    expect(both('temperature', 101.3, 'CD:277', 'DegF', '')).toBe(38.5);
    expect(both('temperature', 101.3, 'TEMPF', 'deg F', 'urn:oid:1.2.840.114350.1.13')).toBe(38.5);
    expect(both('temperature', 101.3, 'TEMPF', 'see note', 'urn:oid:1.2.840.114350.1.13')).toBeUndefined();
  });
});

describe('FiO2 as it is charted', () => {
  test.each<[Value, number | undefined, string[] | undefined]>([
    [inWords(40, '%'), 40, undefined],
    [inWords(0.4, '%'), 40, undefined],
    [inWords(0.4, '1'), 40, undefined],
    [inWords(0.4, 'fraction'), 40, undefined],
    [inWords(40), 40, ['unit-assumed']],
    [inWords(0.4), 40, ['unit-assumed']],
    [inWords(1, '1'), 100, undefined],
    [inWords(21, 'percent'), 21, undefined],
    [inWords(0.2, '1'), 20, undefined],
    [inWords(0.19, '1'), undefined, ['implausible']],
    [inWords(19.9, '%'), undefined, ['implausible']],
    [inWords(20, '%'), 20, undefined],
    [inWords(100.1, '%'), undefined, ['implausible']],
    [{ valueString: '40 %' }, 40, undefined],
    [{ valueString: '40%' }, 40, undefined],
    [{ valueString: '0.4' }, 40, ['unit-assumed']],
    [{ valueInteger: 40 }, 40, ['unit-assumed']],
  ])('%j is %s', (sent, expected, flags) => {
    const [fact] = of('fio2', sent).facts;
    expect([fact?.concept, fact?.value, fact?.flags]).toEqual(['fio2', expected, flags]);
  });

  test.each(['L/min', 'LPM', 'liters/min'])('4 %s in its field is a flow', (unit) =>
    expect(of('fio2', inWords(4, unit)).facts.map((fact) => [fact.concept, fact.value, fact.flags])).toEqual([
      ['o2-flow', 4, ['flow-as-fio2']],
    ]));
});

describe('a number in words', () => {
  test.each<[string, string, number, string | undefined]>([
    ['ph-arterial', '7.2', 7.2, undefined],
    ['inr', '>= 5.0', 5, '>='],
    ['inr', '≥5', 5, '>='],
    ['inr', '< = 2', 2, '<='],
    ['lactate', '2.4 mmol/L', 2.4, undefined],
    ['lactate', '>20.0 mmol/L', 20, '>'],
    ['lactate', '<.3 mmol/L', 0.3, '<'],
    ['lactate', '18 mg/dL', 2, undefined],
    ['temperature', '101.3 F', 38.5, undefined],
    ['o2-flow', '4 LPM', 4, undefined],
    ['wbc', '14.2 K/uL', 14.2, undefined],
  ])('%s "%s"', (concept, valueString, expected, comparator) => {
    expect(of(concept, { valueString }).facts).toMatchObject([{ concept, value: expected, ...(comparator ? { comparator } : {}) }]);
    expect(of(concept, { valueCodeableConcept: { text: valueString } }).facts).toMatchObject([{ value: expected }]);
  });

  test.each([
    ['lactate', '<0.3'],
    ['lactate', '>20'],
    ['ph-arterial', '7,2'],
    ['platelets', '1,200'],
    ['platelets', '1,200 K/uL'],
    ['lactate', '2.4-2.6 mmol/L'],
    ['lactate', '2.4 (H)'],
    ['lactate', '2.4 H'],
    ['potassium', '2.9 L'],
    ['lactate', '2.4 mmol/L, repeated'],
    ['lactate', '1:64'],
    ['lactate', '3+'],
    ['lactate', '2.4.1'],
    ['lactate', 'see note'],
    ['lactate', 'hemolyzed'],
    ['gcs-total', '10T'],
  ])('%s "%s" is shown and not compared, and keeps the chart from saying "not found"', (concept, valueString) => {
    const { facts, doubts } = of(concept, { valueString });
    expect(facts.map((fact) => [fact.concept, fact.value])).toEqual([[concept, undefined]]);
    expect(facts[0]?.text ?? facts[0]?.charted).toBeDefined();
    if (concept !== 'gcs-total') expect(doubts.map((doubt) => doubt.concept)).toEqual([concept]);
  });
});

describe('values of other kinds', () => {
  const gram = { value: 2, unit: 'mmol/L', code: 'mmol/L' };
  test.each<[string, Value]>([
    ['a range', { valueRange: { low: gram, high: { ...gram, value: 4 } } }],
    ['a ratio', { valueRatio: { numerator: { value: 1 }, denominator: { value: 64 } } }],
    ['a waveform', { valueSampledData: { origin: { value: 0 }, period: 10, dimensions: 1, data: '1 2 3' } }],
    ['a boolean', { valueBoolean: true }],
    ['a positive', { valueCodeableConcept: { text: 'Positive' } }],
    ['a number that is text', { valueQuantity: { value: '2.4', unit: 'mmol/L' } }],
    ['a value beside a reason for its absence', { valueQuantity: gram, dataAbsentReason: { text: 'error' } }],
    ['a comparator nobody defined', { valueQuantity: { ...gram, comparator: 'ad' } }],
  ])('%s has no value to compare, and is in doubt', (_name, sent) => {
    const { facts, doubts } = of('lactate', sent);
    expect(facts.map((fact) => fact.value).filter((one) => one !== undefined)).toEqual([]);
    expect(doubts.map(({ concept }) => concept)).toEqual(['lactate']);
  });

  test('zero is a value; null and no value at all are none, and raise no doubt', () => {
    expect(value('o2-flow', inWords(0, 'L/min'))).toBe(0);
    for (const sent of [{ valueQuantity: { value: null, unit: 'L/min' } }, { valueQuantity: { unit: 'L/min' } }, {}])
      expect(of('o2-flow', sent)).toMatchObject({ facts: [], doubts: [] });
  });

  test('a finding "high" or a reference range changes nothing', () => {
    const more = { interpretation: [{ coding: [{ code: 'HH' }] }], referenceRange: [{ text: '0.5-2.0' }] };
    const [fact] = read([observation(loinc('2524-7'), inWords(1.1, 'mmol/L'), more)]).facts;
    expect([fact?.value, fact?.flags]).toEqual([1.1, undefined]);
  });
});
