import { type Stay, stayOf } from './stay-builder.ts';

/** What an H&P must say so that nothing about the level of care is left to ask: expectation, reason, risk, comorbidity, services. */
export const LEVEL_OF_CARE = `2. I expect hospital care to cross two midnights because IV antibiotics, monitoring of fever and repeat cultures are needed that cannot be given at a lower level of care. High risk of deterioration given age 74. Severe flank pain with repeated vomiting on arrival. Comorbidities that change care: type 2 diabetes and chronic kidney stones. Planned hospital services: IV antibiotics every 24 hours, IV fluids, telemetry. A lower level of care would not do because oral intake is not possible.`;

/** A stay of 2 March 2026 in Chicago with everything that organ function is judged by, all of it normal, cultures taken and an antibiotic given. */
export const wellMeasured = (name: string, more: Partial<Parameters<typeof stayOf>[0]> = {}): Stay =>
  stayOf({ name, arrived: '2026-03-02T09:00', ...more })
    .signs('09:10', { hr: 86, rr: 18, temp: 37.4, sbp: 128, dbp: 74, spo2: 97, gcs: 15, weight: 70 })
    .lab('09:25', 'lactate', 1.6)
    .lab('09:25', 'creatinine', 0.9)
    .lab('09:25', 'wbc', 9.8)
    .lab('09:25', 'platelets', 240)
    .lab('09:25', 'bilirubin', 0.6)
    .lab('09:25', 'inr', 1)
    .lab('09:25', 'pao2', 95)
    .lab('09:25', 'fio2', 21)
    .culture('09:30', 'blood', 'No growth to date')
    .culture('09:40', 'urine', 'No growth to date')
    .gives(['10:00'], 'ceftriaxone')
    .order('11:30', 'inpatient')
    .signs('12:30', { hr: 82, rr: 16, temp: 37.2, sbp: 126, dbp: 70, spo2: 98, gcs: 15 });

/** The stay of stories 1 to 4: sepsis is documented, nothing measured shows what it rests on. */
export const documentedSepsis = (name = 'Storyfield', says = 'Sepsis due to pyelonephritis'): Stay =>
  wellMeasured(name).note(
    '12:00',
    'hp',
    `Assessment and Plan:\n1. ${says}. Blood and urine cultures sent. Continue IV ceftriaxone.\n${LEVEL_OF_CARE}\n`,
  );

/** The stay of story 14: an infection that is named and treated, and nothing else to ask. */
export const nothingToAsk = (name = 'Calmworth'): Stay =>
  wellMeasured(name).note(
    '12:00',
    'hp',
    `Assessment and Plan:\n1. Acute pyelonephritis. Blood and urine cultures sent. Continue IV ceftriaxone.\n${LEVEL_OF_CARE}\n`,
  );

/** Sepsis documented as above, in a note that says nothing about the length of the stay: two questions. */
export const sepsisWithoutExpectation = (name: string): Stay =>
  wellMeasured(name).note('12:00', 'hp', 'Assessment and Plan:\n1. Sepsis due to pyelonephritis. Continue IV ceftriaxone.\n');
