import { describe, expect, test } from 'vitest';
import { sourceRef } from '../../../src/core/chart/fact.ts';
import type { NoteRecord } from '../../../src/core/chart/record.ts';
import { factsFromNotes } from '../../../src/core/notes/index.ts';
import { lexicon } from './lexicon.ts';

const progressNote = (text: string): NoteRecord => ({
  ref: sourceRef('DocumentReference/1'),
  type: 'progress',
  title: 'Progress Note',
  at: 0,
  encounter: null,
  author: 'Practitioner/1',
  authorName: '',
  role: 'attending',
  signed: true,
  attachments: [{ contentType: 'text/plain', data: Buffer.from(text, 'utf8').toString('base64') }],
});

const said = (concept: string, sentence: string) =>
  factsFromNotes([progressNote(`Assessment and Plan:\n${sentence}`)], lexicon).facts.find((fact) => fact.concept === concept);

describe('an expected length of stay', () => {
  test.each([
    ['Care expected to cross a second midnight.', 2],
    ['Medically necessary care is expected to last two nights or longer.', 2],
    ['Hospital course anticipated to be at least 48 hours.', 48],
    ['Patient will likely need 3 days of IV therapy in the hospital.', 3],
    ['Two-midnight benchmark met: bleeding with hypotension.', 2],
    ['I expect a single midnight of hospital care.', 1],
    ['Will need at least 2 MN of inpatient care.', 2],
    ['A stay spanning two midnights is reasonable.', 2],
  ])('%s', (sentence, value) => {
    expect(said('expectation-statement', sentence)).toMatchObject({ says: 'affirmed', value });
  });

  test.each([
    'The two-midnight rule was discussed with case management.',
    'Follow-up care in 3 days.',
    'Treatment with prednisone for 5 days.',
  ])('%s expects nothing', (sentence) => {
    expect(said('expectation-statement', sentence)).toBeUndefined();
  });
});

describe('why a lower level of care would not do', () => {
  test.each([
    'Failed two days of oral antibiotics at home.',
    'Home is not safe with this oxygen need.',
    'Observation was considered but the course will be longer.',
    'Not manageable as an outpatient.',
    'Outpatient infusion not available for q6h dosing.',
    'No lower level can give this.',
    'ED treatment for 6 hours did not help.',
    'Discharge home would be unsafe.',
    'Cannot be done at a lower level.',
    'Oral rehydration failed.',
  ])('%s', (sentence) => {
    expect(said('alternatives-statement', sentence)?.says).toBe('affirmed');
  });

  test.each([
    'Continue oral antibiotics at home.',
    'Discharge home on oral antibiotics.',
    'Home oxygen at baseline.',
    'Heart failure, oral diuretic.',
  ])('%s says nothing of it', (sentence) => {
    expect(said('alternatives-statement', sentence)).toBeUndefined();
  });
});

describe('an event that nobody foresaw', () => {
  test.each([
    'Bleeding stopped sooner than anticipated.',
    'She recovered much faster than we thought she would.',
    'The bleed stopped far earlier than I had expected at the time of admission.',
    'Clinical course better than expected.',
    'Response to treatment exceeded expectations.',
    'The bleed stopped within hours, which was not anticipated at the time of the order.',
    'Rapid clinical improvement, not foreseen on admission.',
    'Her recovery was quicker than foreseen.',
    'Contrary to what I expected yesterday, she has stopped bleeding.',
    'She wishes to leave today; AMA form signed.',
    'She decided on hospice care after a family meeting.',
    'Transferred to Riverside Medical Center for stenting.',
  ])('%s', (sentence) => {
    expect(said('event-statement', sentence)?.says).toBe('affirmed');
  });

  test.each([
    'Doing better as expected.',
    'She did not leave against medical advice.',
    'Family asked about hospice in general.',
    'Transferred to the floor.',
    'Admitted to hospital medicine.',
  ])('%s is none', (sentence) => {
    expect(said('event-statement', sentence)?.says).not.toBe('affirmed');
  });
});

describe('a plan that does not fit two midnights', () => {
  test.each([
    'Likely home in the morning if stable.',
    'Expect discharge home tomorrow after colonoscopy.',
    'Observe overnight.',
    'Watch overnight, home after breakfast.',
    'Should be able to go home tomorrow morning.',
    'Hope to discharge her tomorrow.',
    'Can likely leave tomorrow.',
    'D/c home in the AM.',
  ])('%s', (sentence) => {
    expect(said('contradiction-statement', sentence)?.says).toBe('affirmed');
  });

  test.each([
    'Will resume home medications in the morning.',
    'Plan to restart home metformin tomorrow.',
    'Will start discharge planning tomorrow.',
    'Code status per patient preference.',
    'PT evaluation pending.',
    'Monitor overnight on telemetry, then continue IV therapy.',
    'Colonoscopy tomorrow. Home oxygen at baseline.',
    'Will not be ready for discharge tomorrow.',
  ])('%s fits', (sentence) => {
    expect(said('contradiction-statement', sentence)?.says).not.toBe('affirmed');
  });
});

describe('what only sounds like it', () => {
  test('a stay that depends on an "if" is not expected', () => {
    expect(said('expectation-statement', 'If bleeding continues she may need two midnights.')?.says).not.toBe('affirmed');
  });

  test('a recovery no faster than expected is no event', () => {
    expect(said('event-statement', 'Recovery no faster than expected.')?.says).not.toBe('affirmed');
  });
});
