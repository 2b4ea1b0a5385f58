import { describe, expect, test } from 'vitest';
import { assertion } from '../../../src/core/notes/index.ts';
import { lexicon } from './lexicon.ts';

const judged = (target: string, text: string) => assertion({ text, target }, lexicon);

describe('where a denial ends', () => {
  test.each([
    ['trivial regurgitation', 'The mitral valve shows no stenosis and trivial regurgitation.'],
    ['mild LVH', 'There is no pericardial effusion and mild LVH is present.'],
    ['EF is 60%', 'No significant valvular disease, EF is 60%.'],
    ['dyspnea', 'No chest pain, dyspnea has worsened.'],
    ['T wave inversions', 'No acute ST-T changes, T wave inversions in V1-V3 unchanged.'],
    ['lungs', 'No wheezes, lungs clear.'],
    ['small seroma', 'Wound: no erythema, small seroma.'],
    ['abdomen distended', 'No BM this shift, abdomen distended.'],
    ['Non-tender', 'Non-tender abdomen.'],
    ['tender in RUQ', 'No rebound or guarding, tender in RUQ.'],
    ['clear liquids', 'The patient had no emesis overnight and tolerated clear liquids.'],
    ['myocardial infarction', 'Non-ST elevation myocardial infarction.'],
    ['lung cancer', 'Non-small cell lung cancer.'],
    ['mass', 'The previously described mass measures 3.2 cm.'],
    ['a Baker cyst', 'There is no DVT in the right leg, and a Baker cyst is present.'],
    ['splenomegaly', 'Cirrhosis without focal lesion, splenomegaly present.'],
    ['Foley', 'No CVA tenderness, Foley in place.'],
    ['handling secretions', 'No stridor, no drooling, handling secretions.'],
  ])('%s in "%s" is affirmed', (target, text) => {
    expect(judged(target, text).status).toBe('affirmed');
  });

  test.each([
    ['rash', 'No fever or cough, and no rash was noted.'],
    ['edema', 'No clubbing, cyanosis, or edema was seen.'],
    ['chills', 'No fever and chills were noted.'],
    ['effusion', 'No pneumothorax, consolidation, effusion.'],
  ])('%s in "%s" is still denied', (target, text) => {
    expect(judged(target, text).status).toBe('negated');
  });
});

describe('other ways to deny', () => {
  test.each([
    ['dysuria', 'Neg hematuria, neg dysuria.'],
    ['Murphy sign', 'Negative Murphy sign.'],
    ['troponin', '-ve troponin, -ve D-dimer.'],
    ['gallstones', 'Ultrasound was unremarkable for gallstones.'],
    ['infiltrates', 'Chest film was clear of infiltrates.'],
    ['chest pain', 'She denies that she has chest pain.'],
    ['ischemia', 'It is not felt that this represents ischemia.'],
    ['masses', 'Masses not palpable.'],
    ['murmur', 'Murmur not heard.'],
    ['fevers', 'She reports no fevers.'],
    ['fracture', 'Negitive for fracture.'],
    ['chest pain', 'Denys chest pain.'],
    ['coronary artery disease', 'No prior history of coronary artery disease.'],
    ['fever', 'Wife denies he had any fever.'],
    ['metastasis', 'Nothing suspicious for metastasis.'],
    ['pain', 'No c/o pain.'],
    ['pain', 'Zero pain.'],
    ['angina', 'It is unlikely that this represents angina.'],
    ['masses', 'Masses: none palpated.'],
    ['edema', 'Edema: 0'],
    ['melena', 'H/O GI bleed, currently no melena.'],
    ['ischemia', 'No bowel wall thickening, stranding, or pneumatosis to suggest ischemia.'],
  ])('%s in "%s"', (target, text) => {
    expect(judged(target, text).status).toBe('negated');
  });

  test('"negative" before a disease that is named by it denies nothing', () => {
    expect(judged('breast cancer', 'Triple negative breast cancer.').status).toBe('affirmed');
  });

  test('"unlikely but not excluded" stays uncertain', () => {
    expect(judged('endocarditis', 'Endocarditis is unlikely but not excluded.').status).toBe('uncertain');
  });
});

describe('what lies before the stay', () => {
  test.each([
    ['stroke', 'In 2006, the patient had a stroke.'],
    ['prostate cancer', 'Two years ago, the patient was diagnosed with prostate cancer.'],
    ['kidney stones', 'Last year she had kidney stones.'],
    ['rheumatic fever', 'At age 12 he had rheumatic fever.'],
    ['DKA', 'Hospitalized in 2003 for DKA.'],
    ['EF 25%', 'Echo from 2007 showed EF 25%.'],
    ['anxiety', 'Her past medical history is notable for migraine, anxiety and GERD.'],
    ['pancreatitis', 'He was hospitalized approximately six months ago for pancreatitis.'],
    ['urosepsis', 'She had been admitted in January 2009 with urosepsis.'],
    ['smoke', 'She used to smoke.'],
    ['nephrolithiasis', 'Past medical history is remarkable only for nephrolithiasis.'],
    ['thyroidectomy', 'In May 2010, she underwent thyroidectomy.'],
    ['ulcers', 'Years ago he had ulcers.'],
    ['glaucoma', 'History also includes glaucoma.'],
  ])('%s in "%s"', (target, text) => {
    expect(judged(target, text).temporality).toBe('historical');
  });

  test.each([
    ['worsening dyspnea', '68 yo M with h/o COPD, CHF p/w worsening dyspnea.'],
    ['atrial fibrillation', 'History of MI, CHF, and now has atrial fibrillation.'],
    ['tongue laceration', 'Patient w/ hx seizure disorder found down with tongue laceration.'],
    ['left hemiparesis', 'History of CVA with residual left hemiparesis.'],
    ['progressive dysphagia', 'Six month history of progressive dysphagia.'],
    ['knee replacement', 'POD #3 s/p right total knee replacement.'],
    ['fall', 's/p fall from ladder.'],
    ['rib fractures', 'S/P MVC with rib fractures.'],
  ])('not %s in "%s"', (target, text) => {
    expect(judged(target, text)).toMatchObject({ status: 'affirmed', temporality: 'current' });
  });
});

describe('what only may come, and what others have', () => {
  test.each([
    ['increased swelling', 'Call the office with any increased swelling.'],
    ['temperature', 'Call your doctor for temperature over 101.'],
    ['fever', 'Instructed to return with any fever.'],
    ['chest pain', 'He was told to seek medical attention for recurrent chest pain.'],
    ['sepsis', 'Consented, risks incl. sepsis and bleeding.'],
    ['sepsis', 'Patient worries about sepsis because her sister died of it.'],
  ])('%s in "%s" is hypothetical', (target, text) => {
    expect(judged(target, text).status).toBe('hypothetical');
  });

  test('"question of" asks', () => {
    expect(judged('obstruction', 'Question of obstruction.').status).toBe('uncertain');
  });

  test('the one who is cared for is another person', () => {
    expect(judged('Alzheimer disease', 'Patient cares for his mother who has Alzheimer disease.').experiencer).toBe('other');
  });

  test.each([
    ['melanoma', 'FHx + for melanoma.'],
    ['blood clots', 'His sister and mother both had blood clots.'],
  ])('%s in "%s" is of the family', (target, text) => {
    expect(judged(target, text).experiencer).toBe('other');
  });
});

describe('a status after a semicolon', () => {
  test.each([
    ['ruled-out', 'sepsis', 'Initial concern for sepsis; ruled out.'],
    ['ruled-out', 'sepsis', 'Sepsis diagnosis was removed after review; ruled out.'],
    ['resolved', 'hypotension', 'Hypotension; now resolved.'],
    ['affirmed', 'chest pain', 'Chest pain; ruled out for MI.'],
  ])('%s: %s in "%s"', (status, target, text) => {
    expect(judged(target, text).status).toBe(status);
  });
});

test('"is likely" looks at what follows it', () => {
  expect(judged('musculoskeletal pain', 'This is likely musculoskeletal pain.').status).toBe('uncertain');
  expect(judged('fever', 'Pneumonia is likely given fever.').status).toBe('affirmed');
});

test('two names before an order set are both its name', () => {
  expect(judged('sepsis', 'Sepsis/infection order set opened.').status).toBe('process');
});

test.each([
  ['PE', 'Sepsis possible but PE more likely.'],
  ['appendicitis', 'Equivocal for appendicitis.'],
  ['lymphoma', 'It is possible that he has lymphoma.'],
])('%s in "%s" is uncertain', (target, text) => {
  expect(judged(target, text).status).toBe('uncertain');
});

test('what is denied now is not of the past', () => {
  expect(judged('melena', 'H/O GI bleed, currently no melena.').temporality).toBe('current');
});
