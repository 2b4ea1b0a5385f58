import type { Chart } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import type { AseVariant } from './ase.ts';
import { knownCondition } from './chronic.ts';
import { outsideSurgery } from './infusion.ts';
import { localDayNumber } from './local-day.ts';
import { comparable, round2 } from './round.ts';
import { inStay } from './usable.ts';

/** Where to look: around the day of the culture. */
export interface AsePlace {
  readonly day: number;
  readonly arrivalDay: number;
  readonly zone: string;
}

interface Organs {
  readonly parts: Readonly<Record<string, number>>;
  readonly missing: readonly string[];
  readonly facts: readonly Fact[];
}

const INVASIVE = 7;

/**
 * Organs by the thresholds of the CDC adult sepsis event near one blood culture. Baselines are the event's own: the best value of the stay
 * when the culture was taken by the second hospital day, the best of the window otherwise. Doubled creatinine is not asked of end-stage kidneys,
 * doubled bilirubin not of cirrhosis, halved platelets (from 100 or more) not of marrow disease.
 */
export function organDysfunctionNear(chart: Chart, place: AsePlace, variant: AseVariant): Organs {
  const isNear = (fact: Fact) => Math.abs(localDayNumber(fact.at, place.zone) - place.day) <= variant.reach;
  const near = (concept: string) =>
    inStay(chart, concept).filter((fact) => isNear(fact) && comparable(fact) !== undefined && !fact.comparator);
  const isCommunityOnset = place.day <= place.arrivalDay + 1;
  const parts: Record<string, number> = {};
  const missing: string[] = [];
  const facts: Fact[] = [];
  const event = (part: string, hit: Fact | undefined) => {
    parts[part] = hit ? 1 : 0;
    if (hit) facts.push(hit);
  };
  const lab = (part: string, concept: string, isMet: (value: number, best: number) => boolean, best: 'lowest' | 'highest') => {
    const values = near(concept);
    if (!values.length) {
      missing.push(part);
      return;
    }
    const all = isCommunityOnset ? inStay(chart, concept).filter((fact) => comparable(fact) !== undefined && !fact.comparator) : values;
    const numbers = all.map((fact) => comparable(fact) as number);
    const reference = best === 'lowest' ? Math.min(...numbers) : Math.max(...numbers);
    event(
      part,
      values.find((fact) => isMet(comparable(fact) as number, reference)),
    );
  };
  event('vasopressor', outsideSurgery(inStay(chart, 'vasopressor-given'), inStay(chart, 'surgery')).find(isNear));
  event(
    'ventilation',
    inStay(chart, 'respiratory-support').find((fact) => (fact.value ?? 0) >= INVASIVE && isNear(fact)),
  );
  lab('lactate', 'lactate', (value) => (variant.lactateIncludes ? value >= 2 : value > 2), 'lowest');
  if (!knownCondition(chart, 'ckd-esrd', 'dialysis')) lab('creatinine', 'creatinine', (value, best) => round2(value / best) >= 2, 'lowest');
  if (!knownCondition(chart, 'cirrhosis'))
    lab('bilirubin', 'bilirubin-total', (value, best) => value >= 2 && round2(value / best) >= 2, 'lowest');
  if (!knownCondition(chart, 'marrow-disease'))
    lab('platelets', 'platelets', (value, best) => value < 100 && best >= 100 && value <= best / 2, 'highest');
  return { parts, missing, facts };
}
