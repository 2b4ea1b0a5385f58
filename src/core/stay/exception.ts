import table from '../../../checklists/_tables/inpatient-only.json' with { type: 'json' };
import { type Chart, factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { civilDay, isKnownZone, isoDay } from './civil.ts';

/** Ventilation begun this close to an operation is taken as planned with it. Ours: a day's reach covers induction and the first night after. */
const AROUND_SURGERY_MS = 24 * 3_600_000;

const speaksOfSurgery = (sentence: string): boolean => sentence === '' || SURGERY.test(sentence);
const SURGERY = /\b(post-?op\w*|surg\w*|operati\w*|an(a)?esthe\w*|procedure)\b/i;

interface DatedList {
  readonly concept: string;
  /** First and last day on the list; null: since before anybody asks. */
  readonly from: string | null;
  readonly until: string;
}
const LISTS: readonly DatedList[] = table.lists;

const stands = (fact: Fact): boolean => fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay');

/**
 * Procedures that were on the inpatient-only list on the day they were done, in the hospital's zone; none without a zone.
 * The list is dated data (checklists/_tables/inpatient-only.json): the date of service decides, not today's date.
 */
export function inpatientOnlyFacts(chart: Chart): readonly Fact[] {
  const { zone } = chart;
  if (!isKnownZone(zone)) return [];
  const dayOf = (fact: Fact): string => isoDay(civilDay(fact.at, zone));
  return LISTS.flatMap((list) =>
    factsOf(chart, list.concept)
      .filter((fact) => stands(fact) && (list.from === null || dayOf(fact) >= list.from) && dayOf(fact) <= list.until)
      .map((fact) => ({ ...fact, concept: 'inpatient-only-procedure' })),
  );
}

/**
 * Invasive ventilation begun after arrival that nobody planned: neither within a day of an operation (or the note of one) nor called expected after
 * one. A ventilator as the charted oxygen device tells it too. "Intubated for airway protection" without an operation is no plan.
 * Non-invasive ventilation is no part of this exception, and ventilation that was running on arrival did not begin here.
 * Source: level-of-care reference 2.6.
 */
export function newVentilation(chart: Chart, arrived: Instant | null): readonly Fact[] {
  if (arrived === null) return [];
  const operations = [...factsOf(chart, 'surgery'), ...factsOf(chart, 'note').filter((fact) => fact.text === 'operative')].filter(stands);
  const expected = factsOf(chart, 'postop-expected').some(
    (fact) => stands(fact) && fact.says === 'affirmed' && (operations.length > 0 || speaksOfSurgery(fact.note?.snippet ?? '')),
  );
  const [first] = [...factsOf(chart, 'invasive-ventilation').filter(stands), ...changesToVentilator(chart)].sort((a, b) => a.at - b.at);
  if (!first || first.at <= arrived || expected) return [];
  const planned = operations.some((one) => first.at >= one.at - AROUND_SURGERY_MS && first.at <= (one.until ?? one.at) + AROUND_SURGERY_MS);
  return planned ? [] : [{ ...first, concept: 'new-ventilation' }];
}

/** A ventilator charted after another device, or after an intubation: one that came with the patient did not begin here. */
function changesToVentilator(chart: Chart): readonly Fact[] {
  const devices = factsOf(chart, 'o2-device').filter((fact) => stands(fact) && !hasFlag(fact, 'home-device'));
  const first = devices.find((fact) => fact.text === 'ventilator');
  if (!first) return [];
  const intubated = factsOf(chart, 'intubation').some((fact) => stands(fact) && fact.at <= first.at);
  return intubated || devices.some((fact) => fact.at < first.at) ? [first] : [];
}
