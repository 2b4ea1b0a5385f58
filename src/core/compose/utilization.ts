import { type Chart, factsOf, hasRead } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import type { Verdict } from '../chart/verdict.ts';
import { isKnownZone, isoDay, midnightsBetween } from '../stay/civil.ts';
import type { StatusChange } from '../stay/status-change.ts';
import type { LevelOfCare, StayStatus } from '../stay/stay.ts';
import { wallTime } from './clock.ts';
import { CONDITION_WORDS, STATUS_WORDS } from './coded-words.ts';
import { factSources, statementOf } from './sources.ts';
import type { Source, Statement } from './statement.ts';
import { ascii } from './wording.ts';

const CHANGE_WORDS: Readonly<Record<StatusChange['path'], string>> = {
  'condition-code-44': 'Change from inpatient to outpatient before release',
  'self-denial': 'Review by the UR committee after discharge',
  upgrade: 'Change to inpatient by a new order',
  'payer-downgrade': 'Lower level decided by the plan; the status in the hospital is as ordered',
};
const STATE_WORDS: Readonly<Record<StatusChange['state'], string>> = {
  complete: 'all conditions shown',
  blocked: 'open',
  'not-available': 'no longer available',
};
const OUTCOME_WORDS: Readonly<Record<string, string>> = { met: 'met', 'not-met': 'not met', 'not-reviewed': 'not reviewed' };

/**
 * What utilization review entered, and what follows from it, as sentences: outcome of a criteria set, outpatient days before the order (where the
 * rules of Medicare may apply), changes of status. A change never stands without the conditions that are not shown.
 */
export function utilizationLines(chart: Chart, care: LevelOfCare): Statement[] {
  const { utilization, regime } = care;
  if (!utilization) return [];
  const { criteria, outpatientSpan, changes } = utilization;
  const time = (at: number) => wallTime(at, chart.zone, chart.asOf);
  const out: Statement[] = [];
  if (criteria) {
    const name = criteria.set === null ? 'Criteria set' : `Criteria set ${criteria.set}`;
    out.push(
      statementOf(
        ascii(`${name}: ${OUTCOME_WORDS[criteria.outcome] ?? criteria.outcome}, entered ${time(criteria.at)}`),
        [criteria.from],
        chart,
      ),
    );
  }
  if (outpatientSpan && (regime === 'medicare-ffs' || regime === 'medicare-advantage' || regime === 'unknown')) {
    const sources = [...factSources(factsOf(chart, 'care-start')), ...factSources(factsOf(chart, 'inpatient-status'))];
    out.push(statementOf(`Outpatient days before the order: ${outpatientSpan.from} to ${outpatientSpan.through}`, sources, chart));
  }
  for (const change of changes) {
    const names = (isOf: (verdict: Verdict) => boolean) =>
      change.conditions.filter(({ verdict }) => isOf(verdict)).map(({ id }) => CONDITION_WORDS[id]);
    const unmet = names((verdict) => verdict === 'not-met' || verdict === 'not-found');
    const unknown = names((verdict) => verdict === 'not-known');
    const rest = [
      unmet.length === 0 ? '' : `; not shown: ${unmet.join(', ')}`,
      unknown.length === 0 ? '' : `; not known: ${unknown.join(', ')}`,
    ].join('');
    out.push(
      statementOf(
        `${CHANGE_WORDS[change.path]}, ${time(change.at)}: ${STATE_WORDS[change.state]}${rest}`,
        [...change.from, ...change.conditions.flatMap(({ from }) => from)],
        chart,
      ),
    );
  }
  return out;
}

/** One midnight since arrival: what the status was, and whether it counts. `text` says all of it in one line. */
export interface MidnightLine extends Statement {
  readonly at: Instant;
  /** The day it opens, '2026-03-04'. */
  readonly day: string;
  readonly status: StayStatus;
  readonly counts: 'countable' | 'excluded' | 'before-care';
  /** Null where nobody can tell: no order, or orders that could not be read. */
  readonly isAfterOrder: boolean | null;
  /** Why it does not count, or where it stands to the order. */
  readonly why: string;
}

/**
 * The midnights since arrival one by one, oldest first, as a person would count them by hand. Empty where nothing is counted (no zone, unusable times):
 * then a count of none must not be read from it. A midnight spent waiting stands in the list too, with the reason it does not count (LOC-CNT-2).
 */
export function midnightList(chart: Chart, care: LevelOfCare): readonly MidnightLine[] {
  const { zone } = chart;
  if (care.midnights.total === null || !isKnownZone(zone)) return [];
  const arrived = factsOf(chart, 'arrived')[0];
  const waiting =
    arrived && care.careStart !== null && care.careStart > arrived.at
      ? midnightsBetween(arrived.at, care.careStart, zone).filter(({ at }) => at > arrived.at)
      : [];
  const before = waiting.map(({ at, day }) =>
    lineOf({ at, day: isoDay(day), counts: 'before-care', why: 'before hospital care began' }, arrived?.from ?? [], chart, care),
  );
  const counted = factsOf(chart, 'midnight').map((fact) => {
    const excluded = hasFlag(fact, 'excluded');
    const delay = excluded ? delayAt(chart, fact.at) : null;
    const why = excluded ? (delay?.text ?? 'time that does not count') : placeOfOrder(chart, care, fact.at);
    const read = chart.reads.get('inpatient-order');
    // That no order was found rests on the search for one.
    const search: readonly Source[] = excluded || care.inpatientOrder !== null || !read ? [] : [{ search: read.search, at: read.at }];
    const sources = [...(delay?.from ?? []), ...fact.from, ...search];
    return lineOf({ at: fact.at, day: fact.text ?? '', counts: excluded ? 'excluded' : 'countable', why }, sources, chart, care);
  });
  return [...before, ...counted];
}

const delayAt = (chart: Chart, at: Instant): Fact | undefined =>
  factsOf(chart, 'excluded-time').find((fact) => fact.standing !== 'withdrawn' && fact.at < at && at < (fact.until ?? chart.asOf));

function placeOfOrder(chart: Chart, { inpatientOrder }: LevelOfCare, at: Instant): string {
  if (inpatientOrder !== null) return inpatientOrder < at ? 'after the inpatient order' : 'before the inpatient order';
  return hasRead(chart, 'inpatient-order') ? 'no inpatient order was found' : 'orders could not be read in full';
}

const COUNT_WORDS = { countable: 'countable', excluded: 'does not count', 'before-care': 'does not count' } as const;

function lineOf(
  one: Pick<MidnightLine, 'at' | 'day' | 'counts' | 'why'>,
  sources: readonly Source[],
  chart: Chart,
  care: LevelOfCare,
): MidnightLine {
  const segment = care.timeline.find(({ from, to }) => from <= one.at && (to === null || one.at < to));
  const status = segment?.status ?? 'unknown';
  const said = `${wallTime(one.at, chart.zone, chart.asOf)} ${STATUS_WORDS[status].toLowerCase()}: ${COUNT_WORDS[one.counts]}, ${one.why}`;
  return {
    ...statementOf(ascii(said), [...(segment ? [segment.source] : []), ...sources], chart),
    ...one,
    status,
    isAfterOrder: care.inpatientOrder === null ? null : care.inpatientOrder < one.at,
  };
}
