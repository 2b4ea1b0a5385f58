import { type Chart, factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { civilDay, isKnownZone, isoDay } from './civil.ts';
import { answerOf, inpatientOnlyList, isWhole, type ListAnswer } from './inpatient-only.ts';

/** Ventilation begun this close to an operation is taken as planned with it. Ours: a day's reach covers induction and the first night after. */
const AROUND_SURGERY_MS = 24 * 3_600_000;

const speaksOfSurgery = (sentence: string): boolean => sentence === '' || SURGERY.test(sentence);
const SURGERY = /\b(post-?op\w*|surg\w*|operati\w*|an(a)?esthe\w*|procedure)\b/i;

const stands = (fact: Fact): boolean => fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay');

/**
 * Procedures of the stay by what the inpatient-only list said of them on the day they were done, in the hospital's zone; none without a zone.
 * On the list: `inpatient-only-procedure`. Taken off it before that day: `left-inpatient-only`. The list is dated data
 * (checklists/_tables/inpatient-only.json): the day of service decides, not today's date. A procedure known by its name only is on no list.
 */
export function inpatientOnlyFacts(chart: Chart): readonly Fact[] {
  return listed(chart).flatMap(({ fact, answer }) =>
    answer === 'on'
      ? [{ ...fact, concept: 'inpatient-only-procedure' }]
      : answer === 'left'
        ? [{ ...fact, concept: 'left-inpatient-only' }]
        : [],
  );
}

function listed(chart: Chart): readonly { readonly fact: Fact; readonly answer: ListAnswer }[] {
  const { zone } = chart;
  if (!isKnownZone(zone)) return [];
  return factsOf(chart, 'inpatient-only-listed')
    .filter(stands)
    .map((fact) => ({ fact, answer: answerOf(inpatientOnlyList(), fact.code ?? fact.text ?? '', isoDay(civilDay(fact.at, zone))) }));
}

/**
 * True when an operation of this stay fell on a day for which the whole list was not loaded, and none is known to be on it: whether it was an
 * inpatient-only procedure cannot be said from a sample.
 */
export function isListTooShort(chart: Chart): boolean {
  const { zone } = chart;
  if (!isKnownZone(zone) || listed(chart).some(({ answer }) => answer === 'on' || answer === 'left')) return false;
  return factsOf(chart, 'surgery').some((fact) => stands(fact) && !isWhole(inpatientOnlyList(), isoDay(civilDay(fact.at, zone))));
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
