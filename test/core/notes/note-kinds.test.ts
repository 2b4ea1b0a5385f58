import { describe, expect, test } from 'vitest';
import { review } from '../../promises/stays.ts';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const at = (day: number, hour: number) => `2026-03-0${day}T${String(hour).padStart(2, '0')}:00:00-05:00`;
const PEOPLE = [
  { resourceType: 'Practitioner', id: 'doc', qualification: [{ code: { text: 'MD' } }] },
  { resourceType: 'Practitioner', id: 'attending', qualification: [{ code: { text: 'MD' } }] },
  { resourceType: 'Practitioner', id: 'pa', qualification: [{ code: { text: 'PA-C' } }] },
  { resourceType: 'Practitioner', id: 'np', qualification: [{ code: { text: 'Nurse Practitioner' } }] },
  { resourceType: 'Practitioner', id: 'nurse', qualification: [{ code: { text: 'Registered Nurse' } }] },
  { resourceType: 'Practitioner', id: 'rt', qualification: [{ code: { text: 'Respiratory Therapist' } }] },
  { resourceType: 'Practitioner', id: 'student', qualification: [{ code: { text: 'Medical Student' } }] },
  { resourceType: 'Practitioner', id: 'dietitian', qualification: [{ code: { text: 'Registered Dietitian' } }] },
  { resourceType: 'Practitioner', id: 'pharmacist', qualification: [{ code: { text: 'Pharmacist' } }] },
  { resourceType: 'Practitioner', id: 'nobody' },
  { resourceType: 'Practitioner', id: 'somebody' },
  {
    resourceType: 'PractitionerRole',
    id: 'nurse-role',
    practitioner: { reference: 'Practitioner/nobody' },
    code: [{ text: 'Registered Nurse' }],
  },
  {
    resourceType: 'PractitionerRole',
    id: 'doc-role',
    practitioner: { reference: 'Practitioner/somebody' },
    code: [{ text: 'Physician' }],
    specialty: [{ text: 'Hospital Medicine' }],
  },
];
const ENCOUNTER = {
  resourceType: 'Encounter',
  id: 'e',
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: { reference: 'Patient/p' },
  period: { start: at(1, 8), end: at(7, 12) },
  participant: [{ type: [{ coding: [{ code: 'ATND' }] }], individual: { reference: 'Practitioner/attending' } }],
};

interface Note {
  readonly text: string;
  readonly type?: object;
  readonly author?: object;
  readonly more?: object;
  readonly day?: number;
  readonly hour?: number;
}
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const by = (reference: string) => ({ reference });

let count = 0;
const nextId = (): string => {
  count += 1;
  return `n${count}`;
};
const document = ({ text, type = loinc('11506-3'), author = by('Practitioner/doc'), more, day = 2, hour = 9 }: Note) => ({
  resourceType: 'DocumentReference',
  id: nextId(),
  status: 'current',
  docStatus: 'final',
  type,
  subject: { reference: 'Patient/p' },
  date: at(day, hour),
  author: [author],
  context: { encounter: [{ reference: 'Encounter/e' }] },
  content: [{ attachment: { contentType: 'text/plain', data: base64(text) } }],
  ...more,
});

const sepsis = (resources: readonly object[]) =>
  review([{ resourceType: 'Patient', id: 'p' }, ENCOUNTER, ...PEOPLE, ...resources], { checklists: ['sepsis'] })[0]?.checklists[0]
    ?.documentation;
const state = (notes: readonly Note[]) => sepsis(notes.map(document))?.state;

const TEXT = 'Assessment and Plan:\nSepsis due to UTI, continue ceftriaxone.';

describe('which notes are a source of a diagnosis, as the EHR sends them', () => {
  test.each<[string, object]>([
    ['H&P 34117-2', loinc('34117-2')],
    ['progress 11506-3', loinc('11506-3')],
    ['discharge summary 18842-5', loinc('18842-5')],
    ['consult 11488-4', loinc('11488-4')],
    ['ED physician 34111-5', loinc('34111-5')],
    ['ED physician 34878-9', loinc('34878-9')],
    ['operative 11504-8', loinc('11504-8')],
    ['procedure 28570-0', loinc('28570-0')],
    ['a local code with a title', { coding: [{ system: 'urn:oid:1.2.3', code: '77' }], text: 'Hospitalist Progress Note' }],
    ['text alone', { text: 'History and Physical' }],
  ])('%s by a physician documents', (_name, type) => {
    expect(state([{ text: TEXT, type }])).toBe('affirmed');
  });

  test.each<[string, object]>([
    ['radiology 18748-4', loinc('18748-4')],
    ['pathology 11526-1', loinc('11526-1')],
    ['radiology by its title', { text: 'CT Abdomen Pelvis' }],
    ['pathology by its title', { text: 'Surgical Pathology' }],
  ])('%s does not, even signed by a physician', (_name, type) => {
    expect(state([{ text: TEXT, type }])).toBe('silent');
  });

  test.each<[string, object]>([
    ['nursing 34746-8', loinc('34746-8')],
    ['nursing by its title', { text: 'Nursing Shift Note' }],
    ['respiratory therapy by its title', { text: 'Respiratory Therapy Note' }],
    ['dietitian by its title', { text: 'Nutrition Assessment' }],
    ['case management by its title', { text: 'Case Management Note' }],
    ['physical therapy by its title', { text: 'Physical Therapy Evaluation' }],
    ['pharmacy by its title', { text: 'Pharmacy Vancomycin Dosing' }],
  ])('%s does not when nothing tells its author to be a provider', (_name, type) => {
    expect(state([{ text: TEXT, type, author: by('Practitioner/nobody-known') }])).toBe('silent');
  });

  test.each<[string, string, string]>([
    ['a physician', 'Practitioner/doc', 'affirmed'],
    ['a physician assistant', 'Practitioner/pa', 'affirmed'],
    ['a nurse practitioner', 'Practitioner/np', 'affirmed'],
    ['a physician by role', 'PractitionerRole/doc-role', 'affirmed'],
    ['a nurse', 'Practitioner/nurse', 'silent'],
    ['a nurse by role', 'PractitionerRole/nurse-role', 'silent'],
    ['a respiratory therapist', 'Practitioner/rt', 'silent'],
    ['a dietitian', 'Practitioner/dietitian', 'silent'],
    ['a pharmacist', 'Practitioner/pharmacist', 'silent'],
    ['a student', 'Practitioner/student', 'silent'],
  ])('a progress note by %s', (_name, author, expected) => {
    expect(state([{ text: TEXT, author: by(author) }])).toBe(expected);
  });

  test('a student note signed by the attending with an attestation documents', () => {
    const attested = `${TEXT}\n\nAttending Attestation:\nI saw and examined the patient. I agree with the student's note: sepsis due to UTI.`;
    const note = { text: attested, author: by('Practitioner/student'), more: { authenticator: by('Practitioner/attending') } };
    expect(state([note])).toBe('affirmed');
    expect(state([{ ...note, text: TEXT }])).toBe('silent');
    expect(state([{ text: attested, author: by('Practitioner/student') }])).toBe('silent');
    expect(state([{ ...note, more: { authenticator: by('Practitioner/nurse') } }])).toBe('silent');
  });

  test('unsigned, entered in error and replaced notes document nothing', () => {
    expect(state([{ text: TEXT, more: { docStatus: 'preliminary' } }])).toBe('silent');
    expect(state([{ text: TEXT, more: { docStatus: 'entered-in-error' } }])).toBe('silent');
    expect(state([{ text: TEXT, more: { status: 'entered-in-error' } }])).toBe('silent');
    expect(state([{ text: TEXT, more: { status: 'superseded' } }])).toBe('silent');
    const first = document({ text: TEXT });
    const second = document({
      text: 'Assessment and Plan:\nUTI.',
      more: { relatesTo: [{ code: 'replaces', target: by(`DocumentReference/${first.id}`) }] },
    });
    expect(sepsis([first, second])?.state).toBe('silent');
  });

  test('an amended note documents', () => {
    expect(state([{ text: TEXT, more: { docStatus: 'amended' } }])).toBe('affirmed');
  });

  test('an addendum counts from its own time', () => {
    const first = document({ text: 'Assessment and Plan:\nPossible sepsis.', day: 2 });
    const addendum = document({
      text: 'Addendum:\nSepsis due to UTI, confirmed.',
      type: { text: 'Progress Note - Addendum' },
      day: 3,
      more: { relatesTo: [{ code: 'appends', target: by(`DocumentReference/${first.id}`) }] },
    });
    const documentation = sepsis([first, addendum]);
    expect(documentation?.state).toBe('affirmed');
    expect(documentation?.timeline?.patterns).toEqual(['confirmed']);
    expect(documentation?.timeline?.points.map((point) => new Date(point.at).toISOString())).toEqual([
      '2026-03-02T14:00:00.000Z',
      '2026-03-03T14:00:00.000Z',
    ]);
  });

  test('a query response settles what was open, and what was in conflict', () => {
    const response = {
      text: 'Response: Sepsis due to UTI.',
      type: { text: 'CDI Query Response' },
      author: by('Practitioner/attending'),
      day: 3,
    };
    expect(state([{ text: 'Assessment and Plan:\nPossible sepsis.' }, response])).toBe('affirmed');
    const denial = { text: 'Assessment and Plan:\nNo sepsis.', author: by('Practitioner/np') };
    expect(state([{ text: TEXT }, denial])).toBe('conflicting');
    expect(state([{ text: TEXT }, denial, response])).toBe('affirmed');
  });

  test('opposite statements within 48 hours conflict, further apart the later one holds', () => {
    const denial = { text: 'Assessment and Plan:\nNo sepsis.', author: by('Practitioner/np') };
    expect(
      state([
        { text: TEXT, day: 2 },
        { ...denial, day: 4 },
      ]),
    ).toBe('conflicting');
    expect(
      state([
        { text: TEXT, day: 2 },
        { ...denial, day: 4, hour: 10 },
      ]),
    ).toBe('denied');
  });

  test('a discharge summary outranks earlier notes', () => {
    const summary = { text: 'Discharge Diagnoses:\nSepsis ruled out. UTI.', type: loinc('18842-5'), day: 7 };
    expect(state([{ text: TEXT, day: 6 }, summary])).toBe('denied');
  });

  test('a report of imaging is an indicator and no diagnosis', () => {
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'r',
      status: 'final',
      category: [{ coding: [{ code: 'RAD' }] }],
      code: { text: 'CT Abdomen' },
      subject: by('Patient/p'),
      encounter: by('Encounter/e'),
      effectiveDateTime: at(2, 9),
      presentedForm: [{ contentType: 'text/plain', data: base64('Impression:\nFindings of sepsis.') }],
    };
    expect(sepsis([report])?.state).toBe('silent');
  });
});
