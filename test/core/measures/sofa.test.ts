import { expect, test } from 'vitest';
import { roundTo } from '../../../src/core/measures/round.ts';
import { before, fact, highest, last, measured, until } from './build.ts';

test.each([
  ['bilirubin 1.19', 'bilirubin-total', 1.19, 0],
  ['bilirubin 1.2', 'bilirubin-total', 1.2, 1],
  ['bilirubin 1.95 is below 2.0', 'bilirubin-total', 1.95, 1],
  ['bilirubin 2.0', 'bilirubin-total', 2, 2],
  ['bilirubin 6.0', 'bilirubin-total', 6, 3],
  ['bilirubin 12.0', 'bilirubin-total', 12, 4],
  ['platelets 150', 'platelets', 150, 0],
  ['platelets 149', 'platelets', 149, 1],
  ['platelets 99', 'platelets', 99, 2],
  ['platelets 49', 'platelets', 49, 3],
  ['platelets 19', 'platelets', 19, 4],
  ['creatinine 1.19', 'creatinine', 1.19, 0],
  ['creatinine 1.2', 'creatinine', 1.2, 1],
  ['creatinine 2.0', 'creatinine', 2, 2],
  ['creatinine 3.5', 'creatinine', 3.5, 3],
  ['creatinine 5.0', 'creatinine', 5, 4],
  ['MAP 70', 'map', 70, 0],
  ['MAP 69', 'map', 69, 1],
  ['GCS 15', 'gcs-total', 15, 0],
  ['GCS 13', 'gcs-total', 13, 1],
  ['GCS 10', 'gcs-total', 10, 2],
  ['GCS 6', 'gcs-total', 6, 3],
  ['GCS 5', 'gcs-total', 5, 4],
])('SOFA bands are half-open: %s', (_, concept, value, points) => {
  expect(highest('sofa', [fact(1, concept, value)])).toBe(points);
});

test('177 umol/L of creatinine is 2.00 mg/dL after rounding: 2 points', () => {
  expect(highest('sofa', [fact(1, 'creatinine', 177 * 0.01130966, { charted: { value: 177, unit: 'umol/L' } })])).toBe(2);
});

test('parts nobody measured are missing and bound the sum from above', () => {
  const point = last('sofa', [fact(1, 'creatinine', 1.3), fact(1, 'platelets', 140), fact(1, 'map', 85)]);
  expect(point?.value).toBe(2);
  expect(point?.missing).toEqual(['respiration', 'liver', 'cns']);
  expect(point?.upTo).toBe(14);
});

test('the mean pressure is computed from one reading, and flagged', () => {
  const point = last('sofa', [fact(1, 'sbp', 86), fact(1, 'dbp', 46)]);
  expect(point?.parts).toEqual({ cardiovascular: 1 });
  expect(point?.flags).toContain('computed');
});

test('a charted mean goes before a computed one', () => {
  expect(measured('map-computed', [fact(1, 'sbp', 86), fact(1, 'dbp', 46), fact(1, 'map', 72)])).toEqual([]);
});

test('cuff and arterial line charted at one minute are not mixed', () => {
  const two = [fact(1, 'sbp', 90), fact(1, 'sbp', 120), fact(1, 'dbp', 40), fact(1, 'dbp', 80)];
  expect(measured('map-computed', two)).toEqual([]);
});

test.each([
  ['P/F 68 on a non-rebreather without ventilation is no measured P/F of a counting device', 'non-rebreather', 10, undefined, undefined],
  ['P/F 68 on 6 L cannula', 'nasal-cannula', 6, undefined, 2],
  ['P/F 180 on BiPAP', 'bipap', undefined, 38, 3],
  ['P/F under 100 on the ventilator', 'ventilator', undefined, 80, 4],
  ['P/F under 100 on high flow: no ventilation', 'hfnc', undefined, 80, 2],
])('respiration: %s', (_, device, flow, fio2, points) => {
  const facts = [fact(1, 'pao2', device === 'nasal-cannula' ? 30 : 68.4), fact(0.9, 'o2-device', undefined, { text: device })];
  if (flow) facts.push(fact(0.9, 'o2-flow', flow));
  if (fio2) facts.push(fact(0.9, 'fio2', fio2));
  expect(last('sofa', facts)?.parts?.respiration).toBe(points);
});

test.each([
  [0.1, 2, 3],
  [0.11, 2, 4],
  [0.1, 0.9, 0],
])('norepinephrine %s ug/kg/min for %s h scores %s', (rate, hours, points) => {
  const facts = [fact(1, 'map', 75), fact(1, 'norepinephrine', rate, { text: 'norepinephrine', ...until(1 + hours) }), fact(6, 'map', 75)];
  expect(highest('sofa', facts)).toBe(points);
});

test('a pressor scores only once it has run for an hour, bag changes included', () => {
  const facts = [
    fact(1, 'norepinephrine', 0.05, { text: 'norepinephrine', ...until(1.6) }),
    fact(1.75, 'norepinephrine', 0.05, { text: 'norepinephrine', ...until(2.5) }),
    fact(1.9, 'map', 75),
    fact(2.1, 'map', 75),
  ];
  const points = measured('sofa', facts).map((point) => point.value);
  expect(points[0]).toBe(0);
  expect(points.at(-1)).toBe(3);
});

test('a rate in ug/min is divided by the weight; without a weight the drug scores its least', () => {
  const drip = fact(1, 'norepinephrine', undefined, { text: 'norepinephrine', charted: { value: 12, unit: 'ug/min' }, ...until(4) });
  expect(highest('sofa', [drip, fact(0, 'weight', 60)])).toBe(4);
  const unknown = last('sofa', [drip]);
  expect([unknown?.value, unknown?.flags]).toEqual([3, ['rate-unknown']]);
  expect(unknown?.upTo).toBe(24);
});

test('vasopressin alone scores as the pressure would, with a remark', () => {
  const point = last('sofa', [fact(1, 'vasopressin', 0.03, { text: 'vasopressin', ...until(5) }), fact(3, 'map', 72)]);
  expect(point?.parts?.cardiovascular).toBe(0);
  expect(point?.flags).toContain('pressor-not-scored');
});

test('a pressor given only during an operation is the anaesthetist’s business', () => {
  const facts = [fact(0, 'surgery', undefined, until(5)), fact(1, 'norepinephrine', 0.2, until(4)), fact(6, 'map', 80)];
  expect(highest('sofa', facts)).toBe(0);
});

test('GCS 10T under propofol, 15 before: no points', () => {
  const facts = [
    fact(1, 'gcs-total', 15),
    fact(2, 'sedative-given', undefined, until(10)),
    fact(3, 'gcs-total', 10, { text: '10T' }),
    fact(10.5, 'gcs-total', 9),
  ];
  expect(highest('sofa', facts)).toBe(0);
  expect(last('sofa', facts)?.flags).toContain('before-sedation');
});

test('a score from before sedation is as old as it is: after 24 h the part is missing', () => {
  const facts = [
    fact(1, 'gcs-total', 6),
    fact(2, 'sedative-given', undefined, until(40)),
    fact(24, 'gcs-total', 3),
    fact(26, 'gcs-total', 3),
    fact(26, 'map', 80),
  ];
  const points = measured('sofa', facts);
  expect(points.map((point) => point.parts?.cns)).toEqual([3, 3, undefined]);
});

test('an hour after the sedative stopped a low score counts again', () => {
  const facts = [fact(2, 'sedative-given', undefined, until(4)), fact(5.1, 'gcs-total', 9)];
  expect(highest('sofa', facts)).toBe(3);
});

const coma = (hour: number, eye: number, verbal: number, motor: number) => [
  fact(hour, 'gcs-eye', eye),
  fact(hour, 'gcs-verbal', verbal),
  fact(hour, 'gcs-motor', motor),
];
const device = (hour: number, text: string) => fact(hour, 'o2-device', undefined, { text });

test('a verbal score of 1 with a tube in place is never taken as 1; without an earlier score the part is missing', () => {
  const tube = [device(1, 'ventilator'), fact(1, 'map', 80)];
  expect(last('sofa', [...tube, ...coma(2, 3, 1, 5)])?.missing).toContain('cns');
  expect(last('sofa', coma(2, 3, 1, 5))?.parts?.cns).toBe(3);
});

test('who obeys commands and makes no sound has a tube or aphasia, not a coma: the score before stands, the charted one is possible', () => {
  const silent = last('sofa', [...coma(1, 4, 5, 6), ...coma(3, 4, 1, 6)]);
  expect([silent?.parts?.cns, silent?.upTo, silent?.flags]).toEqual([0, 22, ['verbal-not-testable']]);
  expect(last('sofa', [fact(1, 'map', 80), ...coma(3, 4, 1, 6)])?.missing).toContain('cns');
  expect(last('sofa', coma(3, 4, 1, 5))?.parts?.cns).toBe(2);
  expect(last('sofa', coma(3, 4, 2, 6))?.parts?.cns).toBe(2);
});

test('a tube may be in place before its first entry, up to 4 h, but not at or before an entry of another device', () => {
  const awake = coma(0, 4, 5, 6);
  const cnsAt = (...more: ReturnType<typeof fact>[]) => last('sofa', [...awake, ...coma(4, 2, 1, 4), ...more])?.parts?.cns;
  expect(cnsAt(device(8, 'ventilator'))).toBe(0);
  expect(cnsAt(device(8.1, 'ventilator'))).toBe(3);
  expect(cnsAt(device(3.9, 'nasal-cannula'), device(6, 'ventilator'))).toBe(0);
  expect(cnsAt(device(4, 'nasal-cannula'), device(6, 'ventilator'))).toBe(3);
  expect(cnsAt(fact(5, 'intubation'), device(6, 'ventilator'))).toBe(3);
  expect(cnsAt(fact(3.5, 'intubation'), device(6, 'ventilator'))).toBe(0);
  const doubtful = last('sofa', [...awake, ...coma(4, 2, 1, 4), device(6, 'ventilator')]);
  const proven = last('sofa', [...awake, ...coma(4, 2, 1, 4), device(3, 'ventilator')]);
  expect([doubtful?.upTo, proven?.upTo]).toEqual([23, 20]);
});

test('a coma score needs two parts charted together; the third keeps its value for 6 h', () => {
  const alone = [fact(1, 'gcs-eye', 4), fact(1, 'gcs-verbal', 4), fact(2, 'gcs-motor', 6), fact(1, 'map', 80)];
  expect(last('sofa', alone)?.missing).toContain('cns');
  const changed = (hour: number) => [...coma(1, 4, 5, 6), fact(hour, 'gcs-eye', 2), fact(hour, 'gcs-verbal', 4)];
  expect(last('sofa', changed(7))?.parts?.cns).toBe(2);
  expect(last('sofa', changed(7.1))?.parts?.cns).toBe(0);
  const underTube = [device(1, 'ventilator'), ...coma(2, 3, 1, 5), device(3, 'room-air'), fact(4, 'gcs-eye', 4), fact(4, 'gcs-motor', 5)];
  expect(last('sofa', [...underTube, fact(4, 'map', 80)])?.missing).toContain('cns');
  const withdrawn = [...coma(1, 4, 5, 6).slice(0, 2), fact(1, 'gcs-motor', 6, { standing: 'withdrawn' })];
  expect(measured('sofa', withdrawn)).toEqual([]);
});

test('urine counts only for a complete day', () => {
  const hourly = (hours: number) => Array.from({ length: hours }, (_, i) => fact(i, 'urine-output', 15));
  expect(last('sofa', [...hourly(20), fact(20, 'map', 80)])?.missing).toContain('renal');
  expect(last('sofa', hourly(26), 72)?.parts?.renal).toBe(3);
  const withHole = hourly(26).filter((_, i) => i < 8 || i > 15);
  expect(measured('sofa', withHole)).toEqual([]);
});

const icu = (hour: number) => fact(hour, 'unit-stay', undefined, { text: 'icu' });

test('in intensive care a collection begins at the door, and 22 h of it speak for a day', () => {
  const hourly = (from: number, to: number, each: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => fact(from + i, 'urine-output', each));
  expect(last('sofa', [icu(0), ...hourly(3, 21, 10), fact(21, 'map', 80)])?.missing).toContain('renal');
  expect(last('sofa', [icu(0), ...hourly(3, 22, 10)])?.parts?.renal).toBe(3);
  expect(last('sofa', [...hourly(3, 24, 10), fact(24, 'map', 80)])?.missing).toContain('renal');
  expect(last('sofa', [icu(0), ...hourly(7, 24, 10), fact(24, 'map', 80)])?.missing).toContain('renal');
  expect(last('sofa', [icu(0), fact(0.1, 'urine-output', 400), ...hourly(3, 22, 10)])?.parts?.renal).toBe(0);
});

test('a collection of more or less than a day is scaled to one', () => {
  const every = (hours: number, each: number) => Array.from({ length: 6 }, (_, i) => fact((i + 1) * hours, 'urine-output', each));
  expect(last('sofa', [icu(0), ...every(4, 83)])?.parts?.renal).toBe(3);
  expect(last('sofa', [icu(0), ...every(4, 84)])?.parts?.renal).toBe(0);
  expect(last('sofa', [icu(0), ...every(3.75, 78)])?.parts?.renal).toBe(3);
  expect(last('sofa', [icu(0), ...every(3.75, 79)])?.parts?.renal).toBe(0);
});

test('after a hole a collection begins anew, at the door of the next stay in intensive care too', () => {
  const hourly = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => fact(from + i, 'urine-output', 10));
  const twice = [icu(0), ...hourly(1, 10), icu(40), ...hourly(41, 64)];
  expect(measured('sofa', twice, 72).map((one) => one.parts?.renal)[0]).toBe(3);
  expect(measured('sofa', twice, 72)[0]?.at).toBe(fact(62, 'x').at);
});

test('a concentration estimated from a flow scores what room air would prove; the rest is possible', () => {
  const cannula = (pao2: number) => [
    fact(1, 'o2-device', undefined, { text: 'nasal-cannula' }),
    fact(1, 'o2-flow', 2),
    fact(1.5, 'pao2', pao2),
  ];
  const gas = (pao2: number) => last('sofa', cannula(pao2));
  expect([gas(79)?.parts?.respiration, gas(79)?.upTo]).toEqual([1, 22]);
  expect(gas(62.9)?.parts?.respiration).toBe(2);
  expect(gas(63)?.parts?.respiration).toBe(1);
  expect([gas(84)?.parts?.respiration, gas(84)?.upTo]).toEqual([0, 21]);
  expect(gas(79)?.flags).toContain('fio2-estimated');
});

test('respiration is bounded, not scored, by saturation on room air throughout', () => {
  const air = [fact(1, 'o2-device', undefined, { text: 'room-air' }), fact(1, 'map', 80)];
  const ninetySeven = last('sofa', [...air, fact(1, 'spo2', 97)]);
  expect([ninetySeven?.upTo, ninetySeven?.missing?.includes('respiration')]).toEqual([16, true]);
  expect(last('sofa', [...air, fact(1, 'spo2', 96)])?.upTo).toBe(17);
  expect(last('sofa', [...air, fact(1, 'spo2', 95)])?.upTo).toBe(20);
  const onOxygen = [...air, fact(1, 'spo2', 99), fact(2, 'o2-device', undefined, { text: 'nasal-cannula' }), fact(2, 'spo2', 99)];
  expect(last('sofa', onOxygen)?.upTo).toBe(20);
});

test('a value counts for 24 h and no longer', () => {
  const facts = [fact(1, 'platelets', 40), fact(24.9, 'map', 80), fact(25, 'map', 80)];
  const points = measured('sofa', facts).filter((point) => point.at >= fact(24, 'x').at);
  expect(points.map((point) => point.value)).toEqual([3, 0]);
});

test('a score carries the observation that decided each part', () => {
  const worst = fact(1, 'platelets', 40);
  const point = last('sofa', [worst, fact(2, 'platelets', 90), fact(3, 'map', 80)]);
  expect(point?.from).toContain(worst.from[0]);
});

test('the same score is not told twice within an hour', () => {
  const facts = Array.from({ length: 61 }, (_, i) => fact(1 + i / 60, 'map', 80));
  expect(measured('sofa', facts)).toHaveLength(2);
});

test('rise: creatinine 2.4 over an outpatient 2.2 is none', () => {
  expect(
    highest('sofa-rise', [fact(1, 'creatinine', 2.4), before(30, 'creatinine', 2.2), fact(1, 'ckd', undefined, { says: 'affirmed' })]),
  ).toBe(0);
});

test('rise: platelets 95 over an outpatient 90 in cirrhosis is none', () => {
  const facts = [fact(1, 'platelets', 95), before(90, 'platelets', 90), fact(1, 'cirrhosis', undefined, { says: 'affirmed' })];
  expect([highest('sofa', facts), highest('sofa-rise', facts)]).toEqual([2, 0]);
});

test('rise: a known kidney band is subtracted, an unknown baseline is taken as well', () => {
  const facts = [fact(1, 'creatinine', 3.7), before(40, 'creatinine', 1.3), before(80, 'creatinine', 1.4), before(200, 'creatinine', 1.5)];
  expect(highest('sofa-rise', facts)).toBe(2);
  const assumed = last('sofa-rise', [fact(1, 'creatinine', 3.7)]);
  expect([assumed?.value, assumed?.flags]).toEqual([3, ['baseline-assumed']]);
});

test('rise: dialysis takes the kidney out of the count', () => {
  const point = last('sofa-rise', [
    fact(1, 'creatinine', 7),
    fact(1, 'platelets', 90),
    fact(1, 'dialysis', undefined, { says: 'historical' }),
  ]);
  expect(point?.value).toBe(2);
  expect(point?.parts).toEqual({ coagulation: 2 });
  expect(point?.flags).toContain('renal-not-applicable');
  expect(point?.upTo).toBe(18);
});

test('rise: in cirrhosis without earlier results liver and platelets say nothing either way', () => {
  const point = last('sofa-rise', [fact(1, 'bilirubin-total', 4), fact(1, 'cirrhosis', undefined, { says: 'affirmed' })]);
  expect(point?.value).toBe(0);
  expect(point?.missing).toContain('liver');
  expect(point?.upTo).toBeGreaterThanOrEqual(2);
});

test('rise: known kidney disease without earlier results is measured against the lowest of the stay', () => {
  const facts = [fact(1, 'creatinine', 3.6), fact(30, 'creatinine', 2.1), fact(1, 'ckd', undefined, { says: 'affirmed' })];
  expect(highest('sofa-rise', facts)).toBe(1);
});

test.each([
  [6.9, 2],
  [7, 0],
  [365, 0],
  [365.1, 2],
])('an earlier creatinine of %s days before arrival leaves a rise of %s', (days, rise) => {
  expect(highest('sofa-rise', [fact(1, 'creatinine', 2.4), before(days, 'creatinine', 2.2)])).toBe(rise);
});

test('rounding is free of binary noise', () => {
  expect(roundTo(2.5 - 2.2, 2)).toBe(0.3);
  expect(roundTo(0.29 * 100, 2)).toBe(29);
  expect(roundTo(1.005, 2)).toBe(1.01);
  expect(roundTo(18 * 0.111012, 2)).toBe(2);
});

test.each([
  [-49, []],
  [-48, [3]],
  [24, [3]],
  [24.1, []],
])('a rise %s h from a suspicion of infection', (hours, expected) => {
  const facts = [
    fact(100, 'culture', undefined, { text: 'blood culture' }),
    fact(101, 'antimicrobial-given', undefined, { text: 'ceftriaxone' }),
    fact(100 + hours, 'platelets', 40),
  ];
  expect(measured('sofa-rise-near-infection', facts, 200).map((point) => point.value)).toEqual(expected);
});

const suspicion = [
  fact(10, 'culture', undefined, { text: 'blood culture' }),
  fact(11, 'antimicrobial-given', undefined, { text: 'ceftriaxone' }),
];

test('near an infection a part measured a little later is not missing', () => {
  const labs = [
    fact(10.5, 'platelets', 240),
    fact(10.5, 'bilirubin-total', 0.7),
    fact(10.5, 'creatinine', 0.9),
    fact(10.6, 'gcs-total', 15),
  ];
  const gas = [fact(10.5, 'o2-device', undefined, { text: 'room-air' }), fact(10.6, 'pao2', 90)];
  const points = measured('sofa-rise-near-infection', [...suspicion, fact(9, 'map', 90), ...labs, ...gas]);
  expect(points.map((point) => [point.value, point.upTo, point.missing, Object.keys(point.parts ?? {}).length])).toEqual([
    [0, 0, undefined, 6],
  ]);
});

test('near an infection respiration nobody measured is bounded by saturation on room air in the whole window', () => {
  const rest = [
    fact(9, 'map', 90),
    fact(10, 'platelets', 240),
    fact(10, 'bilirubin-total', 0.7),
    fact(10, 'creatinine', 0.9),
    fact(10, 'gcs-total', 15),
  ];
  const air = [fact(10, 'o2-device', undefined, { text: 'room-air' }), fact(10, 'spo2', 98)];
  const upTo = (more: typeof rest) =>
    Math.max(...measured('sofa-rise-near-infection', [...suspicion, ...rest, ...more]).map((point) => point.upTo ?? 9));
  expect(upTo(air)).toBe(0);
  expect(upTo([...air, fact(12, 'spo2', 96)])).toBe(1);
  expect(upTo([...air, fact(12, 'spo2', 94)])).toBe(4);
  expect(upTo([...air, fact(12, 'o2-flow', 2)])).toBe(4);
  expect(upTo([])).toBe(4);
});

test('an infection that a provider names and treats opens the window too; somebody else’s word does not', () => {
  const note = { type: 'hp', section: 'assessment', sectionClass: 'diagnosis', signed: true, snippet: 'Pneumonia.' } as const;
  const facts = [fact(11, 'antimicrobial-given', undefined, { text: 'ceftriaxone' }), fact(12, 'platelets', 40)];
  const named = (by: 'attending' | 'nurse') => fact(12, 'infection', undefined, { says: 'affirmed', by, note });
  expect(measured('sofa-rise-near-infection', [...facts, named('attending')]).map((point) => point.value)).toEqual([3]);
  expect(measured('sofa-rise-near-infection', [...facts, named('nurse')])).toEqual([]);
});
