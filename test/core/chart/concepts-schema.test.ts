import { expect, test } from 'vitest';
import { authorErrorText, nearest } from '../../../src/core/chart/author-error.ts';
import { readConcepts } from '../../../src/core/chart/concepts-schema.ts';
import { concepts } from './reading-of.ts';

const errorsOf = (content: unknown) => readConcepts([{ file: 'labs.yaml', content }]).errors.map(authorErrorText);

test('an unknown key names the file, the place and the nearest right key', () => {
  expect(errorsOf({ lactate: { label: 'Lactate', family: 'lab', untis: { 'mg/dL': 0.111 } } })).toEqual([
    'labs.yaml: lactate: unknown key "untis" - did you mean "units"?',
  ]);
});

test('a broader concept that does not exist is a mistake', () => {
  expect(
    errorsOf({
      aki: { label: 'AKI', family: 'diagnosis', also: ['organ-disfunction'] },
      'organ-dysfunction': { label: 'x', family: 'diagnosis' },
    }),
  ).toEqual(['labs.yaml: aki.also: unknown concept "organ-disfunction" - did you mean "organ-dysfunction"?']);
});

test.each([
  [{ Lactate: { label: 'x', family: 'lab' } }, 'ids are kebab-case'],
  [{ lactate: { label: 'x' } }, 'no family'],
  [{ lactate: { label: 'x', family: 'lab', plausible: '0.1-40' } }, 'low .. high'],
  [{ lactate: { label: 'x', family: 'lab', plausible: '40 .. 1' } }, 'lower bound'],
  [{ lactate: { label: 'x', family: 'lab', units: { 'mg/dL': 1 } } }, 'units without a unit'],
  [{ lactate: { label: 'x', family: 'laboratory' } }, 'lactate.family: one of: lab'],
  [{ lactate: { label: 'x', family: 'lab', codes: { loinc: '2524-7' } } }, 'lactate.codes.loinc: expected array'],
  [['lactate'], 'a map of concept ids'],
  [null, 'a map of concept ids'],
])('%j is refused', (content, words) => expect(errorsOf(content).join()).toContain(words));

test('an id used in two files is a mistake, and names the first', () => {
  const { errors } = readConcepts([
    { file: 'a.yaml', content: { lactate: { label: 'x', family: 'lab' } } },
    { file: 'b.yaml', content: { lactate: { label: 'x', family: 'lab' } } },
  ]);
  expect(errors.map(authorErrorText)).toEqual(['b.yaml: lactate: already defined in a.yaml']);
});

test('what a file shares is added to each of its entries', () => {
  const { concepts: found } = readConcepts([
    {
      file: 'labs.yaml',
      content: { _file: { family: 'lab', never: { text: ['urine'] } }, lactate: { label: 'x', never: { loinc: ['2532-0'] } } },
    },
  ]);
  expect(found.lactate).toMatchObject({ family: 'lab', never: { text: ['urine'], loinc: ['2532-0'] } });
});

test('the nearest name is near', () => {
  expect(nearest('infection-suspectd', ['infection-suspected', 'infection'])).toBe('infection-suspected');
  expect(nearest('abov', ['above', 'below'])).toBe('above');
  expect(nearest('temperature', ['lactate'])).toBeNull();
});

test('the vocabulary holds every concept that checklists and measures are written with', () => {
  const wanted = `lactate creatinine bilirubin-total platelets wbc bands-percent inr aptt pao2 paco2 ph-arterial po2-venous pco2-venous ph-venous po2-unspecified-specimen
    pco2-unspecified-specimen ph-unspecified-specimen bicarbonate sao2 procalcitonin crp bun egfr sodium potassium hemoglobin glucose troponin bnp ntprobnp albumin
    heart-rate resp-rate resp-rate-set-by-ventilator temperature sbp dbp map spo2 spo2-exertion o2-flow fio2 o2-device gcs-total gcs-eye gcs-verbal gcs-motor weight height bmi
    urine-output peep ventilator-mode rass antimicrobial-given antimicrobial-ordered vasopressor-given norepinephrine epinephrine dopamine dobutamine phenylephrine vasopressin
    angiotensin-ii crystalloid-given sedative-given bronchodilator-given steroid-given diuretic-given anticoagulant-given blood-culture urine-culture sputum-culture csf-culture
    other-culture culture inpatient-order observation-order outpatient-order discharge-order monitoring-order abg-order arrived admitted discharged unit-stay encounter-class
    discharge-disposition care-start midnight observation-start status-event regime sepsis severe-sepsis septic-shock sepsis-nonspecific bacteremia sirs-term
    acute-respiratory-failure acute-on-chronic-respiratory-failure chronic-respiratory-failure respiratory-failure-nos respiratory-failure-postprocedural hypoxia
    respiratory-distress ards aki ckd ckd-esrd dialysis cirrhosis encephalopathy coagulopathy thrombocytopenia lactic-acidosis shock-liver hypotension-term organ-dysfunction
    pneumonia uti cellulitis abscess intra-abdominal-infection cholangitis line-infection meningitis endocarditis osteomyelitis influenza covid infection copd copd-exacerbation
    heart-failure home-oxygen work-of-breathing comfortable-breathing room-air-statement poa-statement expectation-statement severity-statement risk-statement
    comorbidity-statement needs-statement alternatives-statement event-statement contradiction-statement baseline-mental-status postop-expected ventilation-statement
    target-saturation note age sex invasive-ventilation niv hfnc cpap dialysis-procedure crrt intubation source-control surgery home-nocturnal-pap`;
  expect(wanted.split(/\s+/).filter((id) => !(id in concepts))).toEqual([]);
});

test('no published code stands for two results, unless their families tell them apart', () => {
  const owners = new Map<string, string[]>();
  for (const concept of Object.values(concepts)) {
    if (concept.family !== 'lab' && concept.family !== 'vital') continue;
    for (const code of concept.codes?.loinc ?? [])
      owners.set(`${concept.family} ${code}`, [...(owners.get(`${concept.family} ${code}`) ?? []), concept.id]);
  }
  expect([...owners.entries()].filter(([, ids]) => ids.length > 1)).toEqual([]);
});

test('every LOINC code has a right check digit', () => {
  const wrong = Object.values(concepts).flatMap((concept) =>
    [...(concept.codes?.loinc ?? []), ...(concept.never?.loinc ?? [])]
      .filter((code) => !code.startsWith('LA') && !hasCheckDigit(code))
      .map((code) => `${concept.id} ${code}`),
  );
  expect(wrong).toEqual([]);
});

/** LOINC check digit: modulus 10, every second digit from the right doubled. */
function hasCheckDigit(code: string): boolean {
  const [body = '', digit] = code.split('-');
  const sum = [...body].reverse().reduce((total, character, index) => {
    const value = Number(character) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10) === digit;
}
