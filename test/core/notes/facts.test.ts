import { describe, expect, test } from 'vitest';
import { type AuthorRole, type Fact, type NoteType, sourceRef } from '../../../src/core/chart/fact.ts';
import type { NoteRecord } from '../../../src/core/chart/record.ts';
import { factsFromNotes } from '../../../src/core/notes/index.ts';
import { lexicon } from './lexicon.ts';

const HOUR = 3_600_000;
let count = 0;

function note(text: string, extra: Partial<NoteRecord> & { readonly role?: AuthorRole; readonly type?: NoteType } = {}): NoteRecord {
  count += 1;
  return {
    ref: sourceRef(`DocumentReference/${count}`),
    type: 'progress',
    title: 'Progress Note',
    at: count * HOUR,
    encounter: null,
    author: 'Practitioner/1',
    authorName: '',
    role: 'attending',
    signed: true,
    attachments: [{ contentType: 'text/plain', data: Buffer.from(text, 'utf8').toString('base64') }],
    ...extra,
  };
}

const factsOf = (text: string, extra: Partial<NoteRecord> = {}) => factsFromNotes([note(text, extra)], lexicon).facts;
const only = (text: string, concept: string, extra: Partial<NoteRecord> = {}): Fact | undefined =>
  factsOf(text, extra).find((fact) => fact.concept === concept);
const AP = 'Assessment and Plan:\n';

describe('what a status becomes', () => {
  test.each([
    ['Sepsis due to UTI.', 'affirmed', []],
    ['Sepsis, resolved.', 'affirmed', ['resolved']],
    ['Sepsis, improving.', 'affirmed', ['improving']],
    ['Possible sepsis.', 'uncertain', []],
    ['R/o sepsis.', 'uncertain', ['to-clarify']],
    ['Doubt sepsis.', 'uncertain', ['uncertain-low']],
    ['Meets sepsis criteria.', 'uncertain', ['affirmed-criteria']],
    ['Treated for possible sepsis.', 'uncertain', ['resolved', 'uncertain']],
    ['No sepsis.', 'denied', []],
    ['Sepsis ruled out.', 'denied', ['ruled-out']],
    ['Sepsis: considered, ruled out.', 'denied', ['ruled-out']],
    ['History of sepsis.', 'historical', []],
  ] as const)('%s is %s %s', (sentence, says, flags) => {
    const fact = only(AP + sentence, 'sepsis');
    expect(fact?.says).toBe(says);
    expect((fact?.flags ?? []).filter((flag) => flag !== 'cause-stated')).toEqual(flags);
  });

  test.each([
    'Discharge on home oxygen 2 L, new.',
    'Discharged home on oxygen 2 L.',
    'Qualifies for new home oxygen.',
    'Home oxygen evaluation before discharge.',
    'New home oxygen arranged.',
  ])('%s is no oxygen the patient came with', (sentence) => {
    expect(only(AP + sentence, 'home-oxygen')).toBeUndefined();
  });

  test.each([
    'Sepsis screen negative. Sepsis bundle not indicated.',
    'Watch for sepsis.',
    'Sepsis bundle done.',
    'Mother had sepsis.',
    'Aseptic technique.',
    '[ ] Sepsis',
    'If worse, treat as sepsis.',
  ])('%s is no fact', (sentence) => {
    expect(factsOf(AP + sentence).map((fact) => fact.concept)).toEqual(['note']);
  });

  test('a weaker word asks for clarification under its own name, and denies under the name of the diagnosis', () => {
    expect(only(`${AP}Patient is septic.`, 'sepsis')).toBeUndefined();
    expect(only(`${AP}Patient is septic.`, 'sepsis-nonspecific')).toMatchObject({ says: 'affirmed', flags: ['nonspecific'] });
    expect(only(`${AP}Patient is not septic.`, 'sepsis')?.says).toBe('denied');
  });

  test('"no respiratory failure" denies the acute kind as well', () => {
    expect(only(`${AP}No respiratory failure.`, 'acute-respiratory-failure')?.says).toBe('denied');
  });

  test('respiratory failure without its type is flagged', () => {
    expect(only(`${AP}Acute respiratory failure.`, 'acute-respiratory-failure')?.flags).toContain('type-missing');
    expect(only(`${AP}Acute hypoxemic respiratory failure.`, 'acute-respiratory-failure')?.flags ?? []).not.toContain('type-missing');
    expect(only(`${AP}Acute respiratory failure with hypoxia.`, 'acute-respiratory-failure')?.flags ?? []).not.toContain('type-missing');
  });

  test('a short form that nothing decides is no fact', () => {
    expect(factsOf(`${AP}ARF.`).map((fact) => fact.concept)).toEqual(['note']);
  });
});

describe('where it stands', () => {
  test('diagnoses in exam, result, social and administrative sections are no statements of the provider', () => {
    for (const header of ['Imaging', 'Labs', 'Physical Exam', 'Social History', 'Billing', 'Reason for exam']) {
      expect(only(`${header}:\nConcerning for pneumonia.`, 'pneumonia')).toBeUndefined();
    }
    expect(only('Physical Exam:\nAccessory muscle use.', 'work-of-breathing')?.says).toBe('affirmed');
  });

  test('a past history is history; a chronic condition in it goes on', () => {
    expect(only('PMH:\nSeptic shock, COPD', 'septic-shock')?.says).toBe('historical');
    expect(only('PMH:\nSeptic shock, COPD', 'copd')).toMatchObject({ says: 'affirmed', flags: ['from-history'] });
    expect(only('PMH:\nNot on home oxygen', 'home-oxygen')?.says).toBe('denied');
    expect(only('HPI:\nFormerly on home oxygen', 'home-oxygen')?.says).toBe('historical');
  });

  test('an imported problem list has no weight', () => {
    expect(only('Problem List:\nSepsis (CMS/HCC)\nCOPD', 'sepsis')).toMatchObject({ says: 'historical', flags: ['problem-list'] });
    expect(only('Problem List:\nSepsis (CMS/HCC)\nCOPD', 'copd')?.says).toBe('historical');
  });

  test('the source is the note and the characters, and they hold the words', () => {
    const text = 'Assessment:\nSevere sepsis due to UTI.';
    const fact = only(text, 'severe-sepsis');
    const [, from, to] = /#(\d+)-(\d+)$/.exec(fact?.from[0] ?? '') ?? [];
    expect(text.slice(Number(from), Number(to))).toBe('Severe sepsis');
    expect(fact?.note).toMatchObject({
      section: 'Assessment',
      sectionClass: 'diagnosis',
      signed: true,
      snippet: 'Severe sepsis due to UTI.',
      linkedTo: ['uti'],
      linkCertainty: 'strong',
    });
  });

  test('role, author and signature are carried, so that others than providers can be told apart', () => {
    const fact = only('Nursing Narrative:\nConcern for sepsis.', 'sepsis', {
      type: 'nursing',
      role: 'nurse',
      author: 'Practitioner/7',
      signed: false,
      standing: 'preliminary',
    });
    expect(fact).toMatchObject({
      by: 'nurse',
      author: 'Practitioner/7',
      standing: 'preliminary',
      note: { type: 'nursing', signed: false },
    });
  });
});

describe('links', () => {
  test('a link to septic shock is a link to sepsis', () => {
    expect(only(`${AP}AKI due to septic shock.`, 'aki')?.note?.linkedTo).toEqual(
      expect.arrayContaining(['septic-shock', 'severe-sepsis', 'sepsis']),
    );
  });

  test('a firm link outweighs a weak one', () => {
    expect(only(`${AP}Pneumonia with AKI due to sepsis.`, 'aki')?.note).toMatchObject({ linkedTo: ['sepsis'], linkCertainty: 'strong' });
  });

  test('"not due to" and numbers are no links', () => {
    expect(only(`${AP}AKI not due to sepsis.`, 'aki')?.note?.linkedTo).toBeUndefined();
    expect(only(`${AP}AKI, Cr 2.1 from 0.9, sepsis improving.`, 'aki')?.note?.linkedTo).toBeUndefined();
    expect(only(`${AP}Sepsis, transferred from ICU with pneumonia.`, 'sepsis')?.note?.linkCertainty).not.toBe('strong');
  });

  test('sepsis-induced and as evidenced by point the right way', () => {
    expect(only(`${AP}Sepsis-induced hypotension.`, 'hypotension-term')?.note).toMatchObject({
      linkedTo: ['sepsis'],
      linkCertainty: 'strong',
    });
    expect(only(`${AP}Severe sepsis as evidenced by AKI and lactic acidosis.`, 'lactic-acidosis')?.note?.linkedTo).toContain('sepsis');
  });

  test('a cause that is no infection explains the value, respiratory failure keeps its cause', () => {
    const facts = factsOf(`${AP}Tachycardia due to pain. Thrombocytopenia due to cirrhosis. Acute hypoxic respiratory failure due to CHF.`);
    expect(facts.find((fact) => fact.concept === 'explained-finding')).toMatchObject({ text: 'heart-rate', says: 'affirmed' });
    expect(facts.find((fact) => fact.concept === 'thrombocytopenia')?.flags).toContain('explained');
    expect(facts.find((fact) => fact.concept === 'acute-respiratory-failure')?.flags).not.toContain('explained');
  });
});

describe('statements with numbers', () => {
  test.each([
    ['Per EMS run sheet SpO2 82 % on room air.', 82],
    ['EMS sat 82% RA, placed on 4 L.', 82],
    ['Room air sat 85.', 85],
  ] as const)('%s is a room-air saturation of %d', (sentence, value) => {
    expect(only(`HPI:\n${sentence}`, 'room-air-saturation')?.value).toBe(value);
  });

  test.each([
    ['I expect hospital care spanning at least two midnights.', 2, '>=', 'midnight'],
    ['Expected length of stay: 3 days.', 3, undefined, 'day'],
    ['Anticipate a 2-3 day hospital stay.', 2, '>=', 'day'],
    ['Will likely require >2 midnights of inpatient care.', 2, '>', 'midnight'],
    ['Estimated LOS 4 days.', 4, undefined, 'day'],
    ['I anticipate he will need to remain hospitalized for 48 hours.', 48, undefined, 'hour'],
    ['Expect fewer than 2 midnights.', 2, '<', 'midnight'],
    ['I certify that inpatient services are expected to span 2 or more midnights.', 2, '>=', 'midnight'],
    ['Patient is expected to need three nights in hospital.', 3, undefined, 'night'],
    ['I expect the care to span at least two (counting last night) midnights.', 2, '>=', 'midnight'],
  ] as const)('%s', (sentence, value, comparator, unit) => {
    const fact = only(AP + sentence, 'expectation-statement');
    expect(fact).toMatchObject({ says: 'affirmed', value, charted: { value, unit } });
    expect(fact?.comparator).toBe(comparator);
  });

  test.each([
    'Plan antibiotics for 7 days.',
    'Follow up in 2 days.',
    'Pain for 3 days.',
    'Two midnights have passed since arrival of the family.',
  ])('%s expects nothing', (sentence) => {
    expect(only(AP + sentence, 'expectation-statement')).toBeUndefined();
  });

  test('litres at home, a saturation on room air, a target', () => {
    expect(only('HPI:\nOn home O2 3 L at baseline.', 'home-oxygen')).toMatchObject({ value: 3, says: 'affirmed' });
    expect(only('HPI:\nUses 2.5 L at home.', 'home-oxygen')).toMatchObject({ value: 2.5 });
    expect(only('Vitals:\nSpO2 88 % on room air', 'room-air-statement')).toMatchObject({ value: 88 });
    expect(only(`${AP}Target sat 88-92.`, 'target-saturation')).toMatchObject({ value: 88, text: 'Target sat 88-92' });
  });

  test('presence on admission names the diagnosis that it speaks of', () => {
    expect(only(`${AP}Sepsis due to UTI, present on admission.`, 'poa-statement')).toMatchObject({
      says: 'affirmed',
      note: { linkedTo: ['sepsis'] },
    });
    expect(only(`${AP}Developed sepsis on HD 4 from CLABSI.`, 'poa-statement')).toMatchObject({
      says: 'denied',
      note: { linkedTo: ['sepsis'] },
    });
    expect(only(`${AP}Sepsis, not present on admission.`, 'poa-statement')?.says).toBe('denied');
    expect(only(`${AP}Hypertensive on arrival.`, 'poa-statement')).toBeUndefined();
  });

  test('two indicators beside the diagnosis are its basis', () => {
    expect(only(`${AP}1. Sepsis due to UTI: T 39.2, HR 122, lactate 3.6.\n2. DM2.`, 'sepsis-basis')).toMatchObject({
      value: 3,
      text: 'heart-rate, lactate, temperature',
    });
    expect(only(`${AP}1. Sepsis due to UTI.\n2. Tachycardia, HR 122, WBC 15.`, 'sepsis-basis')).toBeUndefined();
    expect(only(`${AP}Acute hypoxic respiratory failure: SpO2 84 % RA, RR 34, BiPAP.`, 'respiratory-failure-basis')?.value).toBe(3);
  });
});

describe('notes as a whole', () => {
  test('every note is a fact, readable or not', () => {
    const result = factsFromNotes([note('Sepsis.'), note('', { attachments: [] }), note('Sepsis.', { standing: 'withdrawn' })], lexicon);
    expect(result.facts.filter((fact) => fact.concept === 'note')).toHaveLength(3);
    expect(result.facts.filter((fact) => fact.concept === 'sepsis')).toHaveLength(1);
    expect(result.problems).toMatchObject([{ kind: 'unreadable' }]);
    expect(result.unread).toHaveLength(1);
  });

  test('the first attachment that can be read is read', () => {
    const attachments = [
      { contentType: 'application/pdf', data: 'QQ==' },
      { contentType: 'text/plain', data: Buffer.from('Sepsis.').toString('base64') },
    ];
    const result = factsFromNotes([note('', { attachments })], lexicon);
    expect(result.unread).toEqual([]);
    expect(result.facts.some((fact) => fact.concept === 'sepsis')).toBe(true);
  });

  test('a problem of the reading stands for an attachment without contents', () => {
    const problem = { kind: 'not-permitted', what: 'Binary', detail: '403' } as const;
    expect(factsFromNotes([note('', { attachments: [{ contentType: 'text/plain', data: null, problem }] })], lexicon).problems).toEqual([
      problem,
    ]);
  });

  test('a paragraph that stands in an earlier note is copied, an edited one is not', () => {
    const line =
      'Severe sepsis due to acute pyelonephritis with blood cultures pending, continue ceftriaxone two grams daily and follow lactate closely';
    const result = factsFromNotes(
      [
        note(AP + line),
        note(AP + line),
        note(`${AP}Sepsis improving on day three with cultures growing coli, narrow to cefazolin when sensitivities return`),
      ],
      lexicon,
    );
    expect(result.facts.filter((fact) => fact.note && /sepsis$/.test(fact.concept)).map((fact) => fact.note?.copied ?? false)).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('a copied paragraph says so of its values and of its "today"; a new one says nothing', () => {
    const line = 'Sepsis due to pyelonephritis, lactate 3.1 today and creatinine 2.4 on hospital day 2, continue ceftriaxone daily';
    const plain =
      'Sepsis due to pyelonephritis, blood cultures are pending and urine grows coli, continue ceftriaxone until sensitivities return';
    const flags = (text: string) =>
      factsFromNotes([note(AP + text), note(AP + text)], lexicon)
        .facts.filter(({ concept, note: place }) => concept === 'sepsis' && place)
        .map((fact) => (fact.flags ?? []).filter((flag) => flag === 'repeats-values' || flag === 'time-anchored'));
    expect(flags(line)).toEqual([[], ['repeats-values', 'time-anchored']]);
    expect(flags(plain)).toEqual([[], []]);
  });

  test('the order of the notes given does not matter', () => {
    const notes = [note(`${AP}Sepsis.`), note(`${AP}No sepsis.`), note('HPI:\nCough.')];
    expect(factsFromNotes([...notes].reverse(), lexicon).facts).toEqual(factsFromNotes(notes, lexicon).facts);
  });
});
