import type { Figures, Row } from './score-row.ts';

/** What a row has to reach. Compared unrounded. */
export interface Target {
  readonly figure: keyof Figures;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Row id -> what is asked of it. A row without an entry is shown for reading, not for judging. */
export const TARGETS: Readonly<Record<string, readonly Target[]>> = {
  'sofa-stay': [{ figure: 'agreement', atLeast: 0.97 }],
  'sofa-first-day': [{ figure: 'agreement', atLeast: 0.94 }],
  'suspected-infection': [{ figure: 'kappa', atLeast: 0.9 }],
  'sepsis-3': [
    { figure: 'kappa', atLeast: 0.8 },
    { figure: 'sensitivity', atLeast: 0.92 },
  ],
  'pf-lowest': [{ figure: 'agreement', atLeast: 0.96 }],
  'pf-without-truth': [{ figure: 'count', atMost: 2 }],
  'kdigo-creatinine': [{ figure: 'agreement', atLeast: 0.94 }],
  aki: [{ figure: 'kappa', atLeast: 0.9 }],
  midnights: [{ figure: 'agreement', atLeast: 0.98 }],
  'status-mapped': [{ figure: 'agreement', atLeast: 1 }],
  'status-native-right': [{ figure: 'agreement', atLeast: 0.97 }],
  'status-native-stated': [{ figure: 'agreement', atLeast: 0.75 }],
  'status-native-converted': [{ figure: 'count', atMost: 0 }],
  'native-equals-mapped': [{ figure: 'agreement', atLeast: 0.99 }],
  negation: [{ figure: 'f1', atLeast: 0.985 }],
  history: [{ figure: 'f1', atLeast: 0.75 }],
  'gaps-sepsis': [{ figure: 'agreement', atLeast: 0.95 }],
  'gaps-respiratory-failure': [{ figure: 'agreement', atLeast: 0.95 }],
  'gaps-inpatient-status': [{ figure: 'agreement', atLeast: 0.95 }],
  'gaps-others-sepsis': [{ figure: 'count', atMost: 0 }],
  'gaps-others-respiratory-failure': [{ figure: 'count', atMost: 0 }],
  'gaps-others-inpatient-status': [{ figure: 'count', atMost: 0 }],
  'normal-sepsis': [{ figure: 'per100', atMost: 2 }],
  'normal-respiratory-failure': [{ figure: 'per100', atMost: 2 }],
  'normal-inpatient-status': [{ figure: 'per100', atMost: 2 }],
  'replay-unexplained': [{ figure: 'count', atMost: 0 }],
  vignettes: [{ figure: 'agreement', atLeast: 1 }],
  'vignettes-forbidden': [{ figure: 'count', atMost: 0 }],
};

/** Whether one target is reached; false when there was nothing to measure. */
export function reaches(row: Row, { figure, atLeast, atMost }: Target): boolean {
  const value = row.figures[figure];
  if (value === null) return false;
  return value >= (atLeast ?? Number.NEGATIVE_INFINITY) - 1e-9 && value <= (atMost ?? Number.POSITIVE_INFINITY);
}

/** All targets of a row: reached, or null when it has none. */
export function reachesAll(row: Row): boolean | null {
  const targets = TARGETS[row.id];
  return targets ? targets.every((target) => reaches(row, target)) : null;
}
