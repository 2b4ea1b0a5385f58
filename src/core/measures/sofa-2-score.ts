/** SOFA-2 points per organ (Ranzani 2025). Bands are closed where SOFA 1996 has them half-open: P/F 300 and platelets 150 are 1 point, bilirubin 1.2 none. */

/** P/F in mmHg; 3 and 4 need advanced support (high flow, CPAP, bilevel, ventilator) at the time of the gas. */
export const respirationPoints2 = (pf: number, advanced: boolean): number =>
  pf <= 75 && advanced ? 4 : pf <= 150 && advanced ? 3 : pf <= 225 ? 2 : pf <= 300 ? 1 : 0;

/** SpO2 (%) over FiO2 (fraction), only where no arterial gas was drawn and SpO2 is below 98 %. */
export const saturationPoints2 = (sf: number, advanced: boolean): number =>
  sf <= 120 && advanced ? 4 : sf <= 200 && advanced ? 3 : sf <= 250 ? 2 : sf <= 300 ? 1 : 0;

/** Platelets in 10*3/uL. */
export const coagulationPoints2 = (platelets: number): number =>
  platelets <= 50 ? 4 : platelets <= 80 ? 3 : platelets <= 100 ? 2 : platelets <= 150 ? 1 : 0;

/** Bilirubin in mg/dL. */
export const liverPoints2 = (bilirubin: number): number =>
  bilirubin > 12 ? 4 : bilirubin > 6 ? 3 : bilirubin > 3 ? 2 : bilirubin > 1.2 ? 1 : 0;

/** Glasgow coma score, 3 to 15. */
export const cnsPoints2 = (gcs: number): number => (gcs <= 5 ? 4 : gcs <= 8 ? 3 : gcs <= 12 ? 2 : gcs <= 14 ? 1 : 0);

/** Creatinine in mg/dL; renal replacement is 4 whatever the value. */
export const renalPoints2 = (creatinine: number): number => (creatinine > 3.5 ? 3 : creatinine > 2 ? 2 : creatinine > 1.2 ? 1 : 0);

/** Sum of norepinephrine and epinephrine in ug/kg/min above which a step holds; any other vasopressor is 2 points. */
export const CATECHOLAMINE_STEPS: readonly { readonly above: number; readonly points: number }[] = [
  { above: 0, points: 2 },
  { above: 0.2, points: 3 },
  { above: 0.4, points: 4 },
];

/** Drugs whose rates are added up. */
export const CATECHOLAMINES: readonly string[] = ['norepinephrine', 'epinephrine'];

/** Pressors and inotropes that score 2 at any rate. */
export const OTHER_PRESSORS: readonly string[] = ['vasopressin', 'phenylephrine', 'angiotensin-ii', 'dopamine', 'dobutamine'];
