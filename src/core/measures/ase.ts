import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import { antimicrobials } from './antimicrobial.ts';
import { organDysfunctionNear } from './ase-organs.ts';
import { localDayNumber } from './local-day.ts';
import type { Measure } from './measure.ts';
import { arrival, inStay, sourcesOf } from './usable.ts';

/** What differs between the two published forms of the CDC adult sepsis event. */
export interface AseVariant {
  /** Calendar days between the blood culture and the first new antimicrobial, and around the culture for organ dysfunction. */
  readonly reach: number;
  /** 2018 counts a lactate of 2.0; the later draft asks for more. */
  readonly lactateIncludes: boolean;
}

const COURSE = 4;
/** Ways out of hospital that may end a course early. */
const CUT_SHORT: ReadonlySet<string> = new Set(['expired', 'hospice', 'other-hospital']);

const NEEDS: readonly string[] = ['blood-culture', 'antimicrobial-given', 'creatinine', 'bilirubin-total', 'platelets', 'lactate'];
const REFINES: readonly string[] = [
  ...['vasopressor-given', 'respiratory-support', 'ckd-esrd', 'dialysis', 'cirrhosis', 'marrow-disease', 'surgery', 'infection'],
  ...['discharged', 'discharge-disposition'],
];

/**
 * CDC adult sepsis event, 2018 toolkit: at each blood culture that begins a treated infection, the number of organs newly failing within two
 * calendar days of it. One or more is an event. Public-health surveillance shown as a second opinion: it never governs.
 *
 * parts    vasopressor ventilation lactate creatinine bilirubin platelets, 0 or 1; `missing` the results nobody measured near the culture.
 * Skips    cultures without four antimicrobial days (fewer before death, hospice or transfer), one dose at least not by mouth.
 * Source   CDC Hospital Toolkit for Adult Sepsis Surveillance 2018; sepsis reference 3.4 and 3.5 (ASE-1).
 */
export const ase2018: Measure = {
  id: 'ase-2018',
  needs: NEEDS,
  refines: REFINES,
  needsZone: true,
  label: 'Adult sepsis event (CDC 2018), organs',
  source: 'CDC adult sepsis event toolkit 2018',
  compute: (chart) => events(chart, 'ase-2018', { reach: 2, lactateIncludes: true }),
};

/** The same by the later NHSN draft: one calendar day, and lactate above 2.0. */
export const aseNhsn: Measure = {
  id: 'ase-nhsn-draft',
  needs: NEEDS,
  refines: REFINES,
  needsZone: true,
  label: 'Adult sepsis event (NHSN draft), organs',
  source: 'NHSN adult sepsis event draft',
  compute: (chart) => events(chart, 'ase-nhsn-draft', { reach: 1, lactateIncludes: false }),
};

function events(chart: Chart, concept: string, variant: AseVariant): Fact[] {
  const { zone } = chart;
  const start = arrival(chart);
  if (zone === null || start === null) return [];
  const cultures = inStay(chart, 'blood-culture').filter((fact) => !hasFlag(fact, 'surveillance') && !hasFlag(fact, 'cancelled'));
  const doses = antimicrobials(chart).filter((fact) => fact.concept === 'antimicrobial-given');
  if (!cultures.length || !doses.length) return [];
  const treated = coursesOf(chart, doses, zone);
  const seen = new Set<number>();
  return cultures.flatMap((culture): Fact[] => {
    const day = localDayNumber(culture.at, zone);
    const course = treated.find(({ first }) => Math.abs(first - day) <= variant.reach);
    if (!course || seen.has(day)) return [];
    seen.add(day);
    const organs = organDysfunctionNear(chart, { day, zone, arrivalDay: localDayNumber(start, zone) }, variant);
    const sum = Object.values(organs.parts).reduce((total, one) => total + one, 0);
    return [
      {
        concept,
        at: culture.at,
        value: sum,
        parts: organs.parts,
        ...(organs.missing.length ? { missing: organs.missing } : {}),
        upTo: sum + organs.missing.length,
        from: sourcesOf([culture, ...course.facts, ...organs.facts]) as Fact['from'],
      },
    ];
  });
}

interface Course {
  /** Local day number of the first dose. */
  readonly first: number;
  readonly facts: readonly Fact[];
}

/** Runs of antimicrobial days with at most one day between doses that are long enough, or were cut short, with one dose not by mouth. */
function coursesOf(chart: Chart, doses: readonly Fact[], zone: string): Course[] {
  const runs: { first: number; last: number; facts: Fact[] }[] = [];
  for (const dose of doses) {
    const day = localDayNumber(dose.at, zone);
    const open = runs.at(-1);
    if (open && day - open.last <= 2) {
      if (day > open.last) open.facts.push(dose);
      open.last = Math.max(open.last, day);
    } else runs.push({ first: day, last: day, facts: [dose] });
  }
  const isParenteral = (run: { first: number; last: number }) =>
    doses.some((dose) => {
      const day = localDayNumber(dose.at, zone);
      return day >= run.first && day <= run.last && (hasFlag(dose, 'iv') || hasFlag(dose, 'im'));
    });
  const end = inStay(chart, 'discharged')[0];
  const wasCutShort = inStay(chart, 'discharge-disposition').some((fact) => CUT_SHORT.has(fact.text ?? ''));
  return runs.filter((run) => {
    const days = run.last - run.first + 1;
    const untilTheEnd = end !== undefined && wasCutShort && localDayNumber(end.at, zone) - run.last <= 1;
    return (days >= COURSE || untilTheEnd) && isParenteral(run);
  });
}
