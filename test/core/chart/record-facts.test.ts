import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../src/core/chart/fact.ts';
import { namedBy, namingsIn, saysIt } from '../../../src/core/chart/record-words.ts';
import { at, encounter, loinc, observation, quantity, read, resource } from './reading-of.ts';

type Fields = Record<string, unknown>;
const ZONE = 'America/New_York';
const of = (concept: string, ...resources: readonly Fields[]): readonly Fact[] =>
  read([encounter(), ...resources], { zone: ZONE }).recordFacts.filter((fact) => fact.concept === concept);
const coded = (system: string, code: string): Fields => ({ coding: [{ system, code }] });
const interpretation = (code: string) => [coded('http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code)];

describe('results marked critical', () => {
  const potassium = loinc('2823-3', 'Potassium [Moles/volume] in Serum or Plasma');
  test.each([
    ['HH', 1],
    ['LL', 1],
    ['AA', 1],
    ['H', 0],
    ['L', 0],
    ['A', 0],
    ['N', 0],
  ])('interpretation %s: %i', (code, count) => {
    const facts = of('critical-result', observation(potassium, quantity(6.9, 'mmol/L'), { interpretation: interpretation(code) }));
    expect(facts.map(({ text, value, charted }) => [text, value, charted?.unit])).toEqual(count ? [['potassium', 6.9, 'mmol/L']] : []);
  });

  test('the laboratory may say it in words, or of a component', () => {
    expect(
      of('critical-result', observation(potassium, quantity(6.9, 'mmol/L'), { interpretation: [{ text: 'Critical high' }] })),
    ).toHaveLength(1);
    const component = { code: { text: 'pH' }, ...quantity(7.01, '[pH]'), interpretation: interpretation('LL') };
    expect(of('critical-result', observation({ text: 'Blood gas' }, {}, { component: [component] })).map(({ text }) => text)).toEqual([
      'gas',
    ]);
  });

  test.each(['entered-in-error', 'cancelled', 'registered'])('status %s: none', (status) => {
    expect(
      of('critical-result', observation(potassium, quantity(6.9, 'mmol/L'), { status, interpretation: interpretation('HH') })),
    ).toEqual([]);
  });

  test('a result the table cannot name cannot be looked for', () => {
    expect(of('critical-result', observation({ text: 'Zonulin' }, quantity(9, 'ng/mL'), { interpretation: interpretation('HH') }))).toEqual(
      [],
    );
  });
});

describe('tests ordered', () => {
  const laboratory = [coded('http://snomed.info/sct', '108252007')];
  const lipase = loinc('3040-3', 'Lipase');
  const order = (more: Fields = {}): Fields =>
    resource('ServiceRequest', {
      status: 'active',
      intent: 'order',
      category: laboratory,
      code: lipase,
      authoredOn: '2026-03-02T15:00:00-05:00',
      ...more,
    });
  const refTo = (target: Fields) => [{ reference: `ServiceRequest/${target.id}` }];

  test('an order, at the time it is for', () => {
    expect(of('test-order', order()).map(({ at: when, text, flags }) => [when, text, flags])).toEqual([
      [at('2026-03-02T15:00:00-05:00'), 'lipase', ['laboratory']],
    ]);
    expect(of('test-order', order({ occurrenceDateTime: '2026-03-04T06:00:00-05:00' }))[0]?.at).toBe(at('2026-03-04T06:00:00-05:00'));
  });

  test.each([
    ['draft', { status: 'draft' }],
    ['revoked', { status: 'revoked' }],
    ['entered in error', { status: 'entered-in-error' }],
    ['on hold', { status: 'on-hold' }],
    ['a plan', { intent: 'plan' }],
    ['not to be done', { doNotPerform: true }],
    ['as needed', { asNeededBoolean: true }],
    ['repeated', { occurrenceTiming: { repeat: { frequency: 1 } } }],
    ['of no kind that gives a result', { category: [{ text: 'Admission / Discharge / Transfer' }] }],
    ['without a time', { authoredOn: undefined }],
    ['without a name', { code: undefined }],
  ])('%s: no order', (_what, more) => {
    expect(of('test-order', order(more))).toEqual([]);
  });

  test('a result that names its order answers it, and shows that results name their orders here', () => {
    const one = order();
    const other = order({ code: { text: 'Ammonia' } });
    const result = observation({ text: 'LIP (local)' }, quantity(40, 'U/L'), { basedOn: refTo(one), status: 'cancelled' });
    expect(of('test-result', one, other, result).map(({ text }) => text)).toEqual(['lipase']);
    expect(of('test-order', one, other, result).map(({ flags }) => flags)).toEqual([
      ['laboratory', 'linked'],
      ['laboratory', 'linked'],
    ]);
  });

  test('an order is answered through the one that follows from it', () => {
    const first = order();
    const reflex = order({ intent: 'reflex-order', category: undefined, basedOn: refTo(first) });
    expect(of('test-result', first, reflex, observation({ text: 'x' }, quantity(1, 'U/L'), { basedOn: refTo(reflex) }))).toHaveLength(1);
  });

  test.each([
    ['its code', loinc('3040-3')],
    ['its whole name', { text: 'LIPASE' }],
  ])('a result with %s answers it without naming it', (_what, code) => {
    const results = of('test-result', order(), observation(code, quantity(40, 'U/L'), { effectiveDateTime: '2026-03-02T16:00:00-05:00' }));
    expect(results.map(({ text, at: when }) => [text, when])).toEqual([['lipase', at('2026-03-02T16:00:00-05:00')]]);
  });

  test('a result of long before, entered in error or of another test answers nothing', () => {
    const early = observation(lipase, quantity(40, 'U/L'), { effectiveDateTime: '2026-03-02T08:59:00-05:00' });
    const mistake = observation(lipase, quantity(40, 'U/L'), { status: 'entered-in-error' });
    expect(of('test-result', order(), early, mistake, observation(loinc('2823-3'), quantity(4, 'mmol/L')))).toEqual([]);
    expect(of('test-result', order(), { ...early, effectiveDateTime: '2026-03-02T09:00:00-05:00' })).toHaveLength(1);
  });
});

describe('procedures and lists', () => {
  const transfusion = (more: Fields = {}): Fields =>
    resource('Procedure', {
      status: 'completed',
      code: { text: 'Transfusion of packed red blood cells' },
      performedDateTime: '2026-03-03T10:00:00-05:00',
      ...more,
    });

  test('a procedure of the table, with or without a reason', () => {
    expect(of('procedure-done', transfusion()).map(({ text, flags }) => [text, flags])).toEqual([['transfusion', undefined]]);
    expect(of('procedure-done', transfusion({ reasonCode: [{ text: 'Anemia' }] }))[0]?.flags).toEqual(['reason-given']);
    expect(of('procedure-done', transfusion({ reasonReference: [{ reference: 'Condition/c' }] }))[0]?.flags).toEqual(['reason-given']);
    expect(of('procedure-done', transfusion({ reasonCode: [{}] }))[0]?.flags).toBeUndefined();
  });

  test('the order behind it may name the reason', () => {
    const order = resource('ServiceRequest', { status: 'completed', intent: 'order', reasonCode: [{ text: 'Anemia' }] });
    expect(of('procedure-done', order, transfusion({ basedOn: [{ reference: `ServiceRequest/${order.id}` }] }))[0]?.flags).toEqual([
      'reason-given',
    ]);
  });

  test.each([
    ['not done', { status: 'not-done' }],
    ['entered in error', { status: 'entered-in-error' }],
    ['under way', { status: 'in-progress' }],
    ['of no kind in the table', { code: { text: 'Insertion of peripheral venous line' } }],
    ['without a time', { performedDateTime: undefined }],
  ])('%s: none', (_what, more) => {
    expect(of('procedure-done', transfusion(more))).toEqual([]);
  });

  test('an entry of a list keeps its words, whatever its code', () => {
    const entry = (more: Fields) =>
      resource('Condition', {
        code: { coding: [{ system: 'urn:local', code: '9', display: 'CAP' }], text: 'Community acquired PNA' },
        ...more,
      });
    const [fact] = of('condition-entry', entry({ recordedDate: '2026-03-02' }));
    expect(saysIt('diagnosis', 'pneumonia', fact?.text ?? '')).toBe(true);
    expect(of('condition-entry', entry({ verificationStatus: coded('x', 'entered-in-error') }))).toEqual([]);
    expect(of('condition-entry', entry({ verificationStatus: coded('x', 'refuted') }))).toEqual([]);
  });
});

describe('notes without a time', () => {
  const note = (more: Fields = {}): Fields => ({
    resourceType: 'DocumentReference',
    id: 'n',
    status: 'current',
    type: loinc('11506-3', 'Progress note'),
    subject: { reference: 'Patient/p' },
    context: { encounter: [{ reference: 'Encounter/e' }] },
    content: [{ attachment: { contentType: 'text/plain', data: 'U2Vwc2lzLg==' } }],
    ...more,
  });

  test('named where they say which stay they belong to', () => {
    expect(of('note-without-time', note()).map(({ text }) => text)).toEqual(['progress note']);
    expect(of('note-without-time', note({ context: undefined }))).toEqual([]);
    expect(of('note-without-time', note({ date: '2026-03-03T10:00:00-05:00' }))).toEqual([]);
    expect(of('note-without-time', note({ status: 'entered-in-error' }))).toEqual([]);
    expect(of('note-without-time', note({ docStatus: 'entered-in-error' }))).toEqual([]);
  });
});

describe('the table of record words', () => {
  const names = (text: string) => namingsIn(text).map(({ id }) => id);
  test.each([
    ['K 2.4 repleted', 'potassium'],
    ['K+ 6.9', 'potassium'],
    ['Hyperkalemia', 'potassium'],
    ['H&H stable', 'hemoglobin'],
    ['Acute resp failure', 'acute-respiratory-failure'],
    ['right hemicolectomy', 'surgery'],
    ['critical lab called', 'any-result'],
    ['C. diff colitis', 'intra-abdominal-infection'],
  ])('"%s" names %s', (text, id) => {
    expect(names(text)).toContain(id);
  });

  test('a word inside another names nothing', () => {
    expect(names('marks thick back phone')).toEqual([]);
    expect(namedBy('result', 'Phosphatidylethanol')).toBeNull();
    expect(namedBy('procedure', 'Anatomy')).toBeNull();
  });

  test('a naming stands where it says', () => {
    const text = 'Plan: PNA, on ceftriaxone';
    const [first] = namingsIn(text);
    expect(text.slice(first?.start, first?.end)).toBe('PNA');
  });

  test('snomed displays of procedures are named too', () => {
    expect(namedBy('procedure', 'Total replacement of right knee joint')).toBe('surgery');
    expect(namedBy('procedure', 'CT-guided percutaneous drainage of pelvic abscess')).toBe('drainage');
  });
});
