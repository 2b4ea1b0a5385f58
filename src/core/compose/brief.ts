import { type Chart, factsOf, hasRead } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import type { ChecklistResult } from '../evaluate/result.ts';
import type { LevelOfCare } from '../stay/stay.ts';
import { absenceOf } from './absence.ts';
import { cannotCheck } from './cannot-check.ts';
import { wallTime } from './clock.ts';
import { REGIME_WORDS, STATUS_WORDS } from './coded-words.ts';
import { lowerFirst } from './first-letter.ts';
import { type LevelOfCareFacts, levelOfCareFacts } from './level-of-care.ts';
import { type PeerSheet, peerSheet } from './peer.ts';
import { factSources, statementOf } from './sources.ts';
import type { Source, Statement } from './statement.ts';
import { type MidnightLine, midnightList, utilizationLines } from './utilization.ts';
import { ascii, noteWords, roleWords } from './wording.ts';

/** One page for a reviewer: facts with sources, what was not found, what could not be looked at, one open question. Never a verdict. */
export interface Brief extends LevelOfCareFacts {
  readonly timeline: readonly Statement[];
  readonly midnights: readonly Statement[];
  /** The expectation quoted, or that it was not found, or that it could not be looked for. */
  readonly expectation: readonly Statement[];
  /** Sentences of the notes that point to a shorter stay. */
  readonly contradictions: readonly Statement[];
  readonly notFound: readonly Statement[];
  readonly cannotCheck: readonly Statement[];
  readonly question: Statement;
  /** The midnights one by one, each with whether it counts and why. */
  readonly nights: readonly MidnightLine[];
  /** The same facts as five things to say, for a call with a physician of the plan. */
  readonly peer: PeerSheet;
}

export interface BriefInput {
  readonly chart: Chart;
  readonly concepts: Concepts;
  readonly levelOfCare: LevelOfCare;
  /** The result of the level-of-care checklist; null where a site has none. */
  readonly result: ChecklistResult | null;
}

/** The brief of one stay as of `chart.asOf`. */
export function brief({ chart, concepts, levelOfCare, result }: BriefInput): Brief {
  const facts = {
    ...levelOfCareFacts(chart, concepts),
    timeline: [...timelineOf(chart, levelOfCare), ...utilizationLines(chart, levelOfCare)],
    midnights: midnightsOf(chart, levelOfCare),
    expectation: expectationOf(chart),
    contradictions: quotesOf('contradiction-statement', chart).map((fact) => quoted(fact, chart)),
    notFound: result === null ? [] : notFoundOf(result, chart),
    cannotCheck: result === null ? [] : cannotCheck(result, chart),
    question: statementOf(
      'Which do these facts support: inpatient, observation, or review by the physician advisor?',
      [chart.encounter, ...levelOfCare.sources],
      chart,
    ),
    nights: midnightList(chart, levelOfCare),
  };
  return { ...facts, peer: peerSheet({ chart, levelOfCare, result, facts }) };
}

function timelineOf(chart: Chart, care: LevelOfCare): Statement[] {
  const time = (at: number) => wallTime(at, chart.zone, chart.asOf);
  const out: Statement[] = [];
  if (care.careStart !== null) {
    const how = care.careStartSource === null ? '' : ` (${care.careStartSource})`;
    out.push(statementOf(`Hospital care began ${time(care.careStart)}${how}`, factSources(factsOf(chart, 'care-start')), chart));
  }
  for (const segment of care.timeline) {
    const span = segment.to === null ? `since ${time(segment.from)}` : `${time(segment.from)} to ${time(segment.to)}`;
    out.push(statementOf(`${STATUS_WORDS[segment.status]} ${span} (${segment.by})`, [segment.source], chart));
  }
  if (care.inpatientOrder !== null) {
    const orders = factsOf(chart, 'inpatient-order').filter((fact) => fact.at === care.inpatientOrder);
    const role = orders[0]?.by;
    out.push(
      statementOf(
        `Inpatient order ${time(care.inpatientOrder)}${role === undefined || role === 'unknown' ? '' : ` (${roleWords(role)})`}`,
        factSources(orders),
        chart,
      ),
    );
  } else if (care.status !== 'unknown') {
    const read = chart.reads.get('inpatient-order');
    const source: readonly Source[] = read ? [{ search: read.search, at: read.at }] : [];
    out.push(
      statementOf(
        hasRead(chart, 'inpatient-order')
          ? 'No inpatient order was found'
          : 'Orders could not be read in full: whether there is an inpatient order is not known',
        source,
        chart,
      ),
    );
  }
  out.push(
    statementOf(
      `Payer class: ${REGIME_WORDS[care.regime].replace(/^(?:Not known|Commercial)$/, (word) => word.toLowerCase())}${isSetByUr(chart) ? ' (set by utilization review)' : ''}`,
      factSources(factsOf(chart, 'regime')),
      chart,
    ),
  );
  return out;
}

const isSetByUr = (chart: Chart): boolean => factsOf(chart, 'regime').some((fact) => hasFlag(fact, 'ur-entry'));

function midnightsOf(chart: Chart, care: LevelOfCare): Statement[] {
  const { total, countable, inpatient } = care.midnights;
  const sources: readonly Source[] = [...factSources(factsOf(chart, 'midnight')), ...care.sources];
  const number = (value: number | null) => (value === null ? 'not countable' : String(value));
  const counted = `total ${number(total)}, countable ${number(countable)}, ${afterOrder(chart, care)}`;
  const nothing = total === null && countable === null && inpatient === null;
  const out = [statementOf(`Midnights: ${nothing ? 'not countable from the times read' : counted}`, sources, chart)];
  if (care.observationHours !== null)
    out.push(statementOf(`Observation: ${Math.round(care.observationHours * 10) / 10} h`, sources, chart));
  if (care.nextMidnight !== null)
    out.push(statementOf(`Next midnight ${wallTime(care.nextMidnight, chart.zone, chart.asOf)}`, sources, chart));
  return out;
}

/** Without an order nothing can be counted after it; where orders were not read, whether there is one is not known. */
function afterOrder(chart: Chart, care: LevelOfCare): string {
  const { inpatient } = care.midnights;
  if (inpatient !== null) return `after the inpatient order ${inpatient}`;
  if (care.inpatientOrder !== null) return 'after the inpatient order not countable';
  return hasRead(chart, 'inpatient-order') ? 'no inpatient order' : 'inpatient order not known';
}

const quotesOf = (concept: string, chart: Chart): readonly Fact[] =>
  factsOf(chart, concept).filter(
    (fact) =>
      fact.note !== undefined &&
      fact.says === 'affirmed' &&
      fact.at <= chart.asOf &&
      fact.standing !== 'withdrawn' &&
      !hasFlag(fact, 'other-stay'),
  );

function quoted(fact: Fact, chart: Chart): Statement {
  const where = fact.note === undefined ? '' : `, ${noteWords(fact.note.type)}`;
  return statementOf(
    ascii(`"${fact.note?.snippet.trim() ?? ''}" (${roleWords(fact.by)}${where}, ${wallTime(fact.at, chart.zone, chart.asOf)})`),
    fact.from,
    chart,
  );
}

/** The statements the stay counts (signed, by a provider, before its end), so that page and checklist speak of the same ones. */
function expectationOf(chart: Chart): Statement[] {
  const said = quotesOf('stated-expectation', chart);
  if (said.length > 0) return said.map((fact) => quoted(fact, chart));
  const read = chart.reads.get('expectation-statement');
  const source: readonly Source[] = read ? [{ search: read.search, at: read.at }] : [];
  if (!hasRead(chart, 'expectation-statement'))
    return [statementOf('Expected stay: notes not readable here, so it is not known whether one is stated', source, chart)];
  const notes = factsOf(chart, 'note').filter((fact) => fact.at <= chart.asOf && !hasFlag(fact, 'other-stay')).length;
  const where = notes === 0 ? 'not found: the stay has no note yet' : `not found in ${notes} ${notes === 1 ? 'note' : 'notes'} read`;
  return [statementOf(`Expected stay: ${where}`, source, chart)];
}

function notFoundOf(result: ChecklistResult, chart: Chart): Statement[] {
  return Object.values(result.expect).flatMap((item) =>
    item.state === 'missing' ? (absenceOf(lowerFirst(item.label), item.found, chart) ?? []) : [],
  );
}
