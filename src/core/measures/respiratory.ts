import { spo2WithSource } from './by-oxygen-source.ts';
import { comfortableExam } from './comfortable-exam.ts';
import { acuteRespiratorySupport, pfRatioAcute, supportAfterSurgery } from './expected-ventilation.ts';
import { compensatedHypercapnia } from './hypercapnia.ts';
import type { Measure } from './measure.ts';
import { fio2OverHome, spo2BelowBaseline, spo2BelowTarget } from './oxygen-baseline.ts';
import { oxygenDisagreement } from './oxygen-disagreement.ts';
import { oxygenHours } from './oxygen-hours.ts';
import { bloodGas, respiratoryTreatment, respRateRange, spo2Course, supportCourse } from './respiratory-course.ts';
import { supportDay } from './support-day.ts';
import { unspecifiedRespiratoryFailure } from './unspecified-respiratory-failure.ts';

/** Measures of the course of breathing and oxygen, after `respiratory-support` and `pf-ratio`, each after the ones it reads. */
export const respiratoryMeasures: readonly Measure[] = [
  spo2WithSource,
  compensatedHypercapnia,
  fio2OverHome,
  spo2BelowTarget,
  spo2BelowBaseline,
  oxygenHours,
  oxygenDisagreement,
  spo2Course,
  respRateRange,
  bloodGas,
  respiratoryTreatment,
  acuteRespiratorySupport,
  pfRatioAcute,
  supportAfterSurgery,
  supportCourse,
  supportDay,
  unspecifiedRespiratoryFailure,
  comfortableExam,
];
