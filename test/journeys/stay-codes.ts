/** A measurement as a laboratory or a flowsheet codes it: name, LOINC codes, unit in UCUM. */
export interface Measured {
  readonly name: string;
  readonly loinc: readonly string[];
  readonly unit: string;
}

const measured = (name: string, unit: string, ...loinc: string[]): Measured => ({ name, unit, loinc });

/** Laboratory tests a story can name. */
export const LABS = {
  lactate: measured('Lactate', 'mmol/L', '2524-7'),
  creatinine: measured('Creatinine', 'mg/dL', '2160-0'),
  wbc: measured('WBC', '10*3/uL', '6690-2'),
  bands: measured('Band neutrophils %', '%', '764-1'),
  platelets: measured('Platelets', '10*3/uL', '777-3'),
  bilirubin: measured('Bilirubin, total', 'mg/dL', '1975-2'),
  inr: measured('INR', '{INR}', '6301-6'),
  sodium: measured('Sodium', 'mmol/L', '2951-2'),
  potassium: measured('Potassium', 'mmol/L', '2823-3'),
  glucose: measured('Glucose', 'mg/dL', '2345-7'),
  hemoglobin: measured('Hemoglobin', 'g/dL', '718-7'),
  pao2: measured('PaO2', 'mm[Hg]', '2703-7'),
  paco2: measured('PaCO2', 'mm[Hg]', '2019-8'),
  fio2: measured('Inhaled oxygen concentration', '%', '3150-0'),
  ph: measured('Arterial pH', '[pH]', '2744-1'),
} as const;

/** Vital signs a story can name; pressures go together. */
export const VITALS = {
  hr: measured('Heart rate', '/min', '8867-4'),
  rr: measured('Respiratory rate', '/min', '9279-1'),
  temp: measured('Body temperature', 'Cel', '8310-5'),
  spo2: measured('Oxygen saturation by pulse oximetry', '%', '2708-6', '59408-5'),
  gcs: measured('Glasgow coma score total', '{score}', '9269-2'),
  weight: measured('Body weight', 'kg', '29463-7'),
} as const;

/** Cultures, by what was sent. */
export const CULTURES = { blood: measured('Blood culture', '', '600-7'), urine: measured('Urine culture', '', '630-4') } as const;

/** Kinds of note: title and LOINC code. */
export const NOTES = {
  ed: ['ED Provider Note', '34111-5'],
  hp: ['H&P', '34117-2'],
  progress: ['Progress Note', '11506-3'],
  consult: ['Consult Note', '11488-4'],
  nursing: ['Nursing Note', '34746-8'],
  discharge: ['Discharge Summary', '18842-5'],
} as const;

/** Medicines: RxNorm ingredient, usual directions. */
export const MEDICINES = {
  ceftriaxone: ['2193', '2 g IV q24h'],
  vancomycin: ['11124', '1 g IV q12h'],
  acetaminophen: ['161', '650 mg PO PRN'],
} as const;

/** Status orders. */
export const ORDERS = {
  inpatient: ['Admit to inpatient', '32485007'],
  observation: ['Place in observation', '448951000124107'],
  discharge: ['Discharge patient', '58000006'],
} as const;

/** ICD-10-CM diagnoses a story can chart. */
export const DIAGNOSES = {
  sepsis: ['A41.9', 'Sepsis, unspecified organism'],
  pneumonia: ['J18.9', 'Pneumonia, unspecified organism'],
  pyelonephritis: ['N10', 'Acute pyelonephritis'],
  cellulitis: ['L03.116', 'Cellulitis of left lower limb'],
  hypertension: ['I10', 'Essential (primary) hypertension'],
} as const;

export const SYSTEM = {
  loinc: 'http://loinc.org',
  ucum: 'http://unitsofmeasure.org',
  snomed: 'http://snomed.info/sct',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  icd: 'http://hl7.org/fhir/sid/icd-10-cm',
  act: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  category: 'http://terminology.hl7.org/CodeSystem/observation-category',
  participation: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
} as const;
