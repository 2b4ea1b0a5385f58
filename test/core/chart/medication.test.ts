import { expect, test } from 'vitest';
import { at, conceptsOf, factsOf, read, resource } from './reading-of.ts';

const rxnorm = (code: string, text?: string) => ({
  coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code }],
  ...(text ? { text } : {}),
});
const given = (medication: unknown, more: Record<string, unknown> = {}) =>
  resource('MedicationAdministration', {
    status: 'completed',
    medicationCodeableConcept: medication,
    effectiveDateTime: '2026-03-02T15:00:00-05:00',
    encounter: undefined,
    context: { reference: 'Encounter/e' },
    ...more,
  });
const ordered = (medication: unknown, more: Record<string, unknown> = {}) =>
  resource('MedicationRequest', {
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: medication,
    authoredOn: '2026-03-02T15:00:00-05:00',
    ...more,
  });
const iv = { route: { coding: [{ system: 'http://snomed.info/sct', code: '47625008' }] } };

test('what was given is the drug and its class, with the route', () => {
  expect(
    read([given(rxnorm('2193', 'ceftriaxone'), { dosage: iv })]).facts.map(({ concept, text, flags }) => [concept, text, flags]),
  ).toEqual([
    ['ceftriaxone', 'ceftriaxone', ['iv']],
    ['antimicrobial-given', 'ceftriaxone', ['iv']],
  ]);
});

test('an order is the class only: ordered is never given', () => {
  expect(conceptsOf(ordered(rxnorm('2193')))).toEqual(['antimicrobial-ordered']);
  expect(conceptsOf(ordered(rxnorm('7512')))).toEqual(['vasopressor-ordered']);
});

test.each(['not-done', 'on-hold', 'entered-in-error', 'stopped', 'unknown'])('an administration that is %s was not given', (status) =>
  expect(conceptsOf(given(rxnorm('2193'), { status }))).toEqual([]));

test.each([
  { status: 'draft' },
  { status: 'cancelled' },
  { status: 'on-hold' },
  { status: 'entered-in-error' },
  { intent: 'plan' },
  { intent: 'option' },
  { doNotPerform: true },
  { reportedBoolean: true },
])('a request with %j is no order', (more) => expect(conceptsOf(ordered(rxnorm('2193'), more))).toEqual([]));

test('a stopped order was an order', () =>
  expect(factsOf('vasopressor-ordered', ordered(rxnorm('7512'), { status: 'stopped' }))[0]?.flags).toEqual(['stopped']));

test('a combination is one drug by its whole name, not its first part', () => {
  const drugs = (text: string) =>
    read([given({ text })])
      .facts.map(({ concept }) => concept)
      .filter((concept) => !concept.endsWith('-given'));
  expect(drugs('ampicillin / sulbactam Injection [Unasyn]')).toEqual(['ampicillin-sulbactam']);
  expect(drugs('Ampicillin / 0.9% Sodium Chloride')).toEqual(['ampicillin']);
});

test('a drug is found by reference, contained, by ATC, and by its name', () => {
  const medication = { resourceType: 'Medication', id: 'm', code: { text: 'vancomycin' } };
  expect(conceptsOf(given(undefined, { medicationReference: { reference: 'Medication/m' } }), medication)).toContain('vancomycin');
  expect(conceptsOf(given(undefined, { medicationReference: { reference: '#m' }, contained: [medication] }))).toContain('vancomycin');
  expect(conceptsOf(given({ coding: [{ system: 'http://www.whocc.no/atc', code: 'J01DH02' }] }))).toContain('meropenem');
  expect(factsOf('piperacillin-tazobactam', given({ text: 'Piperacillin-Tazobactam / Iso-Osmotic Dextrose' }))[0]?.flags).toEqual([
    'by-text',
  ]);
  expect(conceptsOf(given({ text: 'CefazoLIN 2 g in dextrose 50 mL IVPB' }))).toContain('cefazolin');
  expect(conceptsOf(given({ text: 'NOREPINEPHrine bitartrate 8 mg' }))).toContain('norepinephrine');
});

test.each([
  'Heparin Flush (10 units/ml)',
  'Lidocaine 1% with epinephrine',
  'Sodium Chloride 0.9% Flush',
  'desmopressin',
  'racepinephrine neb',
  'hydrocortisone cream 1%',
  'phenylephrine nasal spray',
])('%s is nothing we look for', (name) => expect(conceptsOf(given({ text: name }))).toEqual([]));

test('the carrier of a drug is no fluid; a bolus is, with its volume and its end', () => {
  expect(conceptsOf(given({ text: 'Cefepime / 0.9% Sodium Chloride' }))).not.toContain('crystalloid-given');
  const bolus = given(rxnorm('9863', 'sodium chloride 0.9 %'), {
    effectiveDateTime: undefined,
    effectivePeriod: { start: '2026-03-02T15:00:00-05:00', end: '2026-03-02T16:00:00-05:00' },
    dosage: { ...iv, dose: { value: 2.2, unit: 'L', code: 'L' } },
  });
  expect(factsOf('crystalloid-given', bolus)[0]).toMatchObject({ value: 2200, until: at('2026-03-02T16:00:00-05:00') });
  expect(conceptsOf(given(rxnorm('9863', 'sodium chloride 3 %')))).toEqual([]);
});

const drip = (rate: unknown) =>
  given(rxnorm('7512', 'norepinephrine'), {
    effectiveDateTime: undefined,
    effectivePeriod: { start: '2026-03-02T15:00:00-05:00', end: '2026-03-02T17:00:00-05:00' },
    dosage: rate as Record<string, unknown>,
  });

test('a rate per kg is the value, from a quantity or a ratio', () => {
  expect(factsOf('norepinephrine', drip({ rateQuantity: { value: 0.08, unit: 'mcg/kg/min' } }))[0]).toMatchObject({ value: 0.08 });
  expect(factsOf('norepinephrine', drip({ rateQuantity: { value: 3, unit: 'ug/kg/h' } }))[0]).toMatchObject({
    value: 0.05,
    charted: { value: 3, unit: 'ug/kg/h' },
  });
  const ratio = { rateRatio: { numerator: { value: 8, unit: 'ug/kg' }, denominator: { value: 100, unit: 'min' } } };
  expect(factsOf('norepinephrine', drip(ratio))[0]).toMatchObject({ value: 0.08 });
});

test('a rate that is not per kg stays as charted: the weight is another fact', () => {
  const [fact] = factsOf('vasopressor-given', drip({ rateQuantity: { value: 8, unit: 'mcg/min' } }));
  expect(fact).toMatchObject({
    charted: { value: 8, unit: 'ug/min' },
    flags: ['rate-not-per-kg'],
    text: 'norepinephrine',
    until: at('2026-03-02T17:00:00-05:00'),
  });
  expect(fact?.value).toBeUndefined();
});

test('an infusion in progress is running', () => {
  const fact = factsOf(
    'norepinephrine',
    given(rxnorm('7512'), { status: 'in-progress', effectiveDateTime: undefined, effectivePeriod: { start: '2026-03-02T15:00:00-05:00' } }),
  )[0];
  expect(fact).toMatchObject({ flags: ['running'] });
  expect(fact?.until).toBeUndefined();
});

test('prophylaxis says so, by reason or instruction', () => {
  expect(factsOf('antimicrobial-given', given(rxnorm('2180'), { dosage: { ...iv, text: '2 g IV pre-incision' } }))[0]?.flags).toEqual([
    'iv',
    'prophylaxis',
  ]);
  expect(factsOf('antimicrobial-ordered', ordered(rxnorm('2180'), { reasonCode: [{ text: 'Surgical prophylaxis' }] }))[0]?.flags).toEqual([
    'prophylaxis',
  ]);
});

test.each([
  [{ route: { text: 'PO/NG' } }, 'po'],
  [{ route: { text: 'IV DRIP' } }, 'iv'],
  [{ route: { text: 'BOTH EYES' } }, 'topical'],
  [{ text: '500 mg PO BID' }, 'po'],
])('route %j is %s', (dosage, flag) => expect(factsOf('antimicrobial-given', given(rxnorm('2551'), { dosage }))[0]?.flags).toContain(flag));

test('who ordered it comes from the practitioner', () => {
  const doctor = { resourceType: 'Practitioner', id: 'd', qualification: [{ code: { text: 'MD' } }] };
  expect(
    factsOf('antimicrobial-ordered', ordered(rxnorm('2193'), { requester: { reference: 'Practitioner/d' } }), doctor)[0],
  ).toMatchObject({ author: 'Practitioner/d' });
});

test('two drugs of one class given at once are two facts', () => {
  const texts = factsOf('bronchodilator-given', given(rxnorm('435', 'albuterol')), given(rxnorm('7213', 'ipratropium'))).map(
    ({ text }) => text,
  );
  expect(texts).toEqual(['albuterol', 'ipratropium']);
});

test.each([
  ['IV', 'iv'],
  ['IV DRIP', 'iv'],
  ['IVPB', 'iv'],
  ['PO', 'po'],
  ['PO/NG', 'po'],
  ['SC', 'sc'],
  ['SQ', 'sc'],
  ['IM', 'im'],
  ['IH', 'inhaled'],
  ['PR', 'rectal'],
  ['TP', 'topical'],
  ['OP', 'topical'],
  ['BOTH EYES', 'topical'],
  ['NS', 'nasal'],
])('a route that is a local code without a name, %s, is %s', (code, route) => {
  const local = { coding: [{ system: 'urn:local:route', code }] };
  expect(read([ordered(rxnorm('2193'), { dosageInstruction: [{ route: local }] })]).facts[0]?.flags).toEqual([route]);
  expect(factsOf('ceftriaxone', given(rxnorm('2193'), { dosage: { route: local } }))[0]?.flags).toEqual([route]);
});

test('a route code that nobody knows says nothing, and the instruction is asked', () => {
  const unknown = { coding: [{ system: 'urn:local:route', code: 'R17' }] };
  expect(read([ordered(rxnorm('2193'), { dosageInstruction: [{ route: unknown }] })]).facts[0]?.flags).toBeUndefined();
  expect(read([ordered(rxnorm('2193'), { dosageInstruction: [{ route: unknown, text: '2 g IV q24h' }] })]).facts[0]?.flags).toEqual(['iv']);
});

test('a drug whose name is its code goes by that name', () => {
  const named = { coding: [{ system: 'urn:local:names', code: 'Heparin' }] };
  expect(read([ordered(named)]).facts.map(({ concept, text }) => [concept, text])).toEqual([['anticoagulant-ordered', 'heparin']]);
});
