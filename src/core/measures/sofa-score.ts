/** SOFA 1996 points per organ (Vincent 1996). Bands are half-open: bilirubin 1.95 is 1 point, platelets 150 are 0. */

/** P/F in mmHg; 3 and 4 need ventilatory support at the time of the gas. */
export const respirationPoints = (pf: number, ventilated: boolean): number =>
  pf < 100 && ventilated ? 4 : pf < 200 && ventilated ? 3 : pf < 300 ? 2 : pf < 400 ? 1 : 0;

/** Platelets in 10*3/uL. */
export const coagulationPoints = (platelets: number): number =>
  platelets < 20 ? 4 : platelets < 50 ? 3 : platelets < 100 ? 2 : platelets < 150 ? 1 : 0;

/** Bilirubin in mg/dL. */
export const liverPoints = (bilirubin: number): number =>
  bilirubin >= 12 ? 4 : bilirubin >= 6 ? 3 : bilirubin >= 2 ? 2 : bilirubin >= 1.2 ? 1 : 0;

/** Mean arterial pressure in mmHg, without vasopressors. */
export const pressurePoints = (map: number): number => (map < 70 ? 1 : 0);

/** Glasgow coma score, 3 to 15. */
export const cnsPoints = (gcs: number): number => (gcs < 6 ? 4 : gcs < 10 ? 3 : gcs < 13 ? 2 : gcs < 15 ? 1 : 0);

/** Creatinine in mg/dL. */
export const renalPoints = (creatinine: number): number =>
  creatinine >= 5 ? 4 : creatinine >= 3.5 ? 3 : creatinine >= 2 ? 2 : creatinine >= 1.2 ? 1 : 0;

/** Urine of a complete 24 h collection in mL. */
export const urinePoints = (millilitres: number): number => (millilitres < 200 ? 4 : millilitres < 500 ? 3 : 0);

/** Rate steps in ug/kg/min above which a drug scores more; the first step holds at any rate. */
export const PRESSOR_STEPS: Readonly<Record<string, readonly { readonly above: number; readonly points: number }[]>> = {
  norepinephrine: [
    { above: 0, points: 3 },
    { above: 0.1, points: 4 },
  ],
  epinephrine: [
    { above: 0, points: 3 },
    { above: 0.1, points: 4 },
  ],
  dopamine: [
    { above: 0, points: 2 },
    { above: 5, points: 3 },
    { above: 15, points: 4 },
  ],
  dobutamine: [{ above: 0, points: 2 }],
};

/** Pressors without points in SOFA 1996: shown, not scored. */
export const UNSCORED_PRESSORS: readonly string[] = ['vasopressin', 'phenylephrine', 'angiotensin-ii'];
