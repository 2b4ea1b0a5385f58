import { expect, test } from 'vitest';
import type { Fact } from '../../../src/core/chart/fact.ts';
import { before, fact, last, measured, until } from './build.ts';

const dose = (hour: number, flags: readonly string[] = ['iv']) =>
  fact(hour, 'antimicrobial-given', undefined, { text: 'ceftriaxone', flags });
const days = (...list: readonly number[]): Fact[] => list.map((day) => dose(24 * day + 12));
const culture = fact(10, 'blood-culture');
const treated = [culture, ...days(0, 1, 2, 3)];
const END = 240;

test('a blood culture with four antimicrobial days begins an event; organs are counted around it', () => {
  const point = last('ase-2018', [...treated, fact(11, 'lactate', 2)], END);
  expect(point?.value).toBe(1);
  expect(point?.parts?.lactate).toBe(1);
  expect(point?.missing).toEqual(['creatinine', 'bilirubin', 'platelets']);
});

test('a lactate of 2.0 counts in 2018 and not in the NHSN draft', () => {
  const facts = [...treated, fact(11, 'lactate', 2)];
  expect(last('ase-2018', facts, END)?.parts?.lactate).toBe(1);
  expect(last('ase-nhsn-draft', facts, END)?.parts?.lactate).toBe(0);
  expect(last('ase-nhsn-draft', [...treated, fact(11, 'lactate', 2.1)], END)?.parts?.lactate).toBe(1);
});

test('three days are too few, unless death, hospice or transfer ended them', () => {
  const three = [culture, ...days(0, 1, 2)];
  expect(measured('ase-2018', three, END)).toEqual([]);
  const died = [...three, fact(70, 'discharged'), fact(70, 'discharge-disposition', undefined, { text: 'expired' })];
  expect(measured('ase-2018', died, END)).toHaveLength(1);
});

test('one day between doses does not break a course; two do', () => {
  expect(measured('ase-2018', [culture, ...days(0, 2, 4)], END)).toHaveLength(1);
  expect(measured('ase-2018', [culture, ...days(0, 3)], END)).toEqual([]);
});

test('a course by mouth alone is none', () => {
  expect(measured('ase-2018', [culture, ...days(0, 1, 2, 3).map((one) => ({ ...one, flags: ['oral'] }))], END)).toEqual([]);
});

test('the first dose lies within two calendar days in 2018, one in the draft', () => {
  const later = [culture, ...days(2, 3, 4, 5)];
  expect(measured('ase-2018', later, END)).toHaveLength(1);
  expect(measured('ase-nhsn-draft', later, END)).toEqual([]);
  expect(measured('ase-2018', [culture, ...days(3, 4, 5, 6)], END)).toEqual([]);
});

test('creatinine is measured against the best of the stay, later values too; end-stage kidneys are not asked', () => {
  const recovering = [...treated, fact(11, 'creatinine', 2.4), fact(90, 'creatinine', 1.2)];
  expect(last('ase-2018', recovering, END)?.parts?.creatinine).toBe(1);
  const esrd = [...recovering, before(90, 'ckd-esrd', undefined, { says: 'affirmed' })];
  expect(last('ase-2018', esrd, END)?.parts?.creatinine).toBeUndefined();
});

test('bilirubin must be 2.0 and doubled, platelets under 100 and halved from 100 or more', () => {
  const liver = (now: number, best: number) =>
    last('ase-2018', [...treated, fact(11, 'bilirubin-total', now), fact(90, 'bilirubin-total', best)], END);
  expect(liver(2, 1)?.parts?.bilirubin).toBe(1);
  expect(liver(2, 1.1)?.parts?.bilirubin).toBe(0);
  expect(liver(1.9, 0.5)?.parts?.bilirubin).toBe(0);
  const blood = (now: number, best: number) => last('ase-2018', [...treated, fact(11, 'platelets', now), fact(90, 'platelets', best)], END);
  expect(blood(99, 198)?.parts?.platelets).toBe(1);
  expect(blood(99, 190)?.parts?.platelets).toBe(0);
  expect(blood(40, 95)?.parts?.platelets).toBe(0);
});

test('a vasopressor outside surgery and a ventilator count near the culture alone', () => {
  const pressor = (hour: number) => fact(hour, 'vasopressor-given', 0.1, { text: 'norepinephrine', ...until(hour + 2) });
  expect(last('ase-2018', [...treated, pressor(20)], END)?.parts?.vasopressor).toBe(1);
  expect(last('ase-2018', [...treated, pressor(100)], END)?.parts?.vasopressor).toBe(0);
  const tube = fact(20, 'o2-device', undefined, { text: 'ventilator' });
  expect(last('ase-2018', [...treated, tube], END)?.parts?.ventilation).toBe(1);
});
