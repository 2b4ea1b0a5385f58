import { describe, expect, test } from 'vitest';
import codes from '../../../checklists/_tables/encounter-codes.json' with { type: 'json' };
import { classWord, endingOf, placeOf, statusInWords, typeStatus } from '../../../src/core/stay/vocabulary.ts';
import { V2, V3 } from './records.ts';

describe('the table of codes', () => {
  test.each([
    [codes.classV3, ['inpatient', 'observation', 'emergency', 'short-stay', 'outpatient', 'pre-admission', 'elsewhere']],
    [codes.classV2, ['inpatient', 'emergency', 'outpatient', 'pre-admission']],
    [codes.snomed, ['inpatient', 'observation', 'emergency', 'outpatient']],
    [codes.places, ['icu', 'step-down', 'ed', 'surgery', 'waiting', 'ward']],
    [codes.endings, ['home', 'ama', 'expired', 'hospice', 'other-hospital', 'facility', 'admitted']],
  ])('holds only words the stay room knows', (table, words) => {
    expect(Object.values(table).filter((word) => !words.includes(word))).toEqual([]);
  });
});

describe('classes', () => {
  test.each([
    [V3, 'IMP', '', 'inpatient'],
    [V3, 'OBSENC', '', 'observation'],
    [V3, 'ACUTE', '', 'inpatient'],
    [V3, 'SS', '', 'short-stay'],
    [V3, 'VR', '', 'elsewhere'],
    [V2, 'I', '', 'inpatient'],
    [V2, 'O', '', 'outpatient'],
    [V2, 'E', '', 'emergency'],
    ['urn:oid:1.2.840.114350.1.72.1.7.7.10.1', '101', 'Inpatient', 'inpatient'],
    ['urn:oid:1.2.840.114350.1.72.1.7.7.10.1', '104', 'Observation', 'observation'],
    ['urn:oid:1.2.840.114350.1.72.1.7.7.10.1', '103', 'Emergency', 'emergency'],
    ['urn:oid:1.2.840.114350.1.72.1.7.7.10.1', '13', 'Support OP Encounter', 'unknown'],
    ['', 'IMP', '', 'inpatient'],
    ['local', 'I', '', 'unknown'],
  ])('%s %s %s', (system, code, text, word) => {
    expect(classWord({ system, code, text })).toBe(word);
  });
});

describe('words of a status', () => {
  test.each([
    ['Observation', 'observation'],
    ['EU OBSERVATION', 'observation'],
    ['OBSERVATION ADMIT', null],
    ['Admit to observation, inpatient bed', null],
    ['Inpatient', 'inpatient'],
    ['Emergency hospital admission', 'inpatient'],
    ['Emergency', 'emergency'],
    ['Hospital Encounter', null],
    ['Hospital outpatient surgery', 'outpatient'],
    ['SURGICAL SAME DAY ADMISSION', null],
    ['URGENT', null],
  ])('%s', (text, status) => {
    expect(statusInWords(text)).toBe(status);
  });

  test('a billing code of observation is one by code; a procedure code names no status whatever its text', () => {
    const hcpcs = 'http://mimic.mit.edu/fhir/mimic/CodeSystem/mimic-hcpcs-cd';
    expect(typeStatus({ system: hcpcs, code: 'G0378', text: 'Hospital observation per hr' })).toEqual({
      status: 'observation',
      coded: true,
    });
    expect(typeStatus({ system: hcpcs, code: '99232', text: 'Subsequent hospital inpatient or observation care' })).toBeNull();
    expect(typeStatus({ system: 'http://snomed.info/sct', code: '308335008', text: 'Patient encounter procedure' })).toBeNull();
    expect(typeStatus({ system: 'http://snomed.info/sct', code: '76464004', text: 'Hospital admission, for observation' })?.status).toBe(
      'observation',
    );
  });
});

describe('places and endings', () => {
  const place = (name: string, type = '') => placeOf({ ref: null, name, type, zone: null, period: {} });

  test.each([
    ['Emergency Department', '', 'ed'],
    ['Emergency Department Waiting', 'ER', 'waiting'],
    ['Medical Intensive Care Unit (MICU)', '', 'icu'],
    ['Neuro Stepdown', '', 'step-down'],
    ['PACU', '', 'surgery'],
    ['4 West', '', 'ward'],
    ['4 West', 'HU', 'ward'],
    ['Discharge Lounge', '', 'unknown'],
    ['', '', 'unknown'],
  ])('%s %s is %s', (name, type, kind) => {
    expect(place(name, type)).toBe(kind);
  });

  test.each([
    ['home', '', 'home'],
    ['07', '', 'ama'],
    ['', 'AGAINST ADVICE', 'ama'],
    ['', 'DIED', 'expired'],
    ['', 'Discharged to acute care hospital', 'other-hospital'],
    ['', 'SKILLED NURSING FACILITY', 'facility'],
    ['', 'Transfer to skilled nursing facility', 'facility'],
    ['', 'Transferred to university hospital', 'other-hospital'],
    ['', 'TRANSFER', null],
    ['ADMITTED', '', 'admitted'],
    ['', 'Hospice - home', 'hospice'],
    ['', 'Other', null],
  ])('%s %s ends as %s', (code, text, ending) => {
    expect(endingOf({ code, text })).toBe(ending);
  });
});
