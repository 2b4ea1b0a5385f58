import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { siteFrom } from '../../src/core/chart/site.ts';
import { concepts, observation, read, resource } from '../core/chart/reading-of.ts';

const content = loadContent(resolve(import.meta.dirname, '../..'));
const sites = content.sites.map(({ id, site, codes }) => ({ id, ...siteFrom(id, site, codes, concepts) }));

test('every shipped site is without mistakes', () => {
  expect(sites.length).toBeGreaterThan(0);
  expect(sites.flatMap(({ errors }) => errors)).toEqual([]);
});

const mimic = sites.find(({ id }) => id === 'mimic')?.site;
const M = 'http://mimic.mit.edu/fhir/mimic/CodeSystem';
const item = (list: string, code: string, display?: string) => ({ coding: [{ system: `${M}/${list}`, code, display }] });
const local = (value: number, unit?: string) => ({
  valueQuantity: { value, ...(unit ? { unit, code: unit, system: `${M}/mimic-units` } : {}) },
});
const told = (...resources: unknown[]) =>
  read(resources, mimic ? { site: mimic } : {}).facts.map(({ concept, value, text }) => [concept, value ?? text]);

test('item numbers of the native real data are known at their site', () => {
  expect(told(observation(item('mimic-d-labitems', '50912', 'Creatinine'), local(2.1, 'mg/dL')))).toEqual([['creatinine', 2.1]]);
  expect(told(observation(item('mimic-chartevents-d-items', '220179'), local(88, 'mmHg')))).toEqual([['sbp', 88]]);
  expect(told(observation(item('mimic-chartevents-d-items', '228096', 'Richmond-RAS Scale'), local(-2)))).toEqual([['rass', -2]]);
  expect(told(observation(item('mimic-chartevents-d-items', '226732'), { valueString: 'High flow nasal cannula' }))).toEqual([
    ['o2-device', 'hfnc'],
  ]);
});

test('a code that the map marks unmatched is neither listed nor in doubt', () => {
  const { facts, unmapped, doubts } = read(
    [observation(item('mimic-d-labitems', '51516', 'WBC'), local(4, '#/hpf'))],
    mimic ? { site: mimic } : {},
  );
  expect([facts, unmapped, doubts]).toEqual([[], [], []]);
});

test("the hospital's own name of a published system is that system", () => {
  const diagnosis = resource('Condition', { code: item('mimic-diagnosis-icd9', '99592'), recordedDate: '2026-03-02T14:00:00-05:00' });
  expect(told(diagnosis).map(([concept]) => concept)).toEqual(['severe-sepsis']);
});

test('what was not given is not given, though the record is completed', () => {
  const given = (method: string) =>
    resource('MedicationAdministration', {
      status: 'completed',
      effectiveDateTime: '2026-03-02T14:00:00-05:00',
      medicationCodeableConcept: { text: 'ceftriaxone' },
      dosage: { method: { coding: [{ system: `${M}/mimic-medication-method`, code: method }] } },
    });
  expect(told(given('Administered')).length).toBe(2);
  expect(told(given('Not Given'))).toEqual([]);
  expect(read([given('Drug Push')]).facts[0]?.flags).toContain('push');
});
