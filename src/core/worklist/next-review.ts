import { factsOf } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { wallTime } from '../compose/index.ts';
import { statementOf } from '../compose/sources.ts';
import type { Source, Statement } from '../compose/statement.ts';
import type { Review } from '../review/review.ts';
import { nextMidnight } from '../stay/civil.ts';
import { whenWords } from './delta.ts';
import { dischargeOf } from './discharge.ts';
import { type CaseLook, countedAs, knownAt } from './look.ts';
import type { NextEvent, NextReviewRule, NextWhen } from './workflow.ts';

/** When to look at a case again: at a time, or when one of the events has happened, whichever is first. Both empty: no further review. */
export interface NextReview {
  readonly at: Instant | null;
  readonly events: readonly NextEvent[];
  /** Why, one sentence for each rule of the hospital that applies. */
  readonly reasons: readonly Statement[];
}

/** Whether a case is to be looked at now, and why. */
export interface Due {
  readonly due: boolean;
  readonly at: Instant | null;
  readonly why: Statement | null;
}

/** What the rules ask of a case beside its review. */
export interface CaseState {
  readonly openQueries: number;
  readonly isHighRisk: boolean;
  readonly unchecked: number;
  readonly questions: number;
}

/**
 * The hospital's proposal for the next review, from the moment of the review. The reader may set another. After discharge there is one only while a
 * query is open. A midnight that cannot be counted (no zone) gives no time.
 */
export function proposeNextReview(review: Review, state: CaseState, rules: readonly NextReviewRule[]): NextReview {
  const { chart } = review;
  const discharge = dischargeOf(review);
  const left = discharge.state === 'discharged';
  if (left && state.openQueries === 0) {
    const text = `${discharge.statement?.text ?? 'Discharged'}: no further review while it is open`;
    return { at: null, events: [], reasons: [statementOf(text, discharge.statement?.sources ?? [], chart)] };
  }
  const claims: Readonly<Record<NextWhen, boolean>> = {
    always: true,
    'asks-something': state.questions > 0,
    'nothing-to-ask': state.questions === 0 && state.unchecked === 0,
    'query-open': state.openQueries > 0,
    'window-open': review.checklists.some((result) => Object.values(result.expect).some((item) => item.state === 'open')),
    observation: review.levelOfCare.status === 'observation',
    'cannot-check': state.unchecked > 0,
    'discharge-ordered': discharge.state === 'ordered' || discharge.state === 'expected',
    'high-risk': state.isHighRisk,
  };
  const applying = rules.filter(({ when }) => claims[when] && !(left && when !== 'query-open'));
  const midnight = review.zone === null ? null : nextMidnight(review.asOf, review.zone);
  const times = applying.flatMap((rule) => {
    const before = rule.beforeMidnightMs !== null && midnight !== null ? midnight - rule.beforeMidnightMs : null;
    return [rule.afterMs === null ? null : review.asOf + rule.afterMs, before !== null && before > review.asOf ? before : null].filter(
      (at): at is Instant => at !== null,
    );
  });
  return {
    at: times.length === 0 ? null : Math.min(...times),
    events: [...new Set(applying.flatMap(({ at }) => at))],
    reasons: applying.map((rule) => statementOf(ruleWords(rule), discharge.statement?.sources ?? [], chart)),
  };
}

/** '24 h after this review', 'with an open query: 12 h after this review or at the next note'. */
export function ruleWords({ when, afterMs, beforeMidnightMs, at }: NextReviewRule): string {
  const hours = (ms: number) => (ms % 3_600_000 === 0 ? `${ms / 3_600_000} h` : `${Math.round(ms / 60_000)} min`);
  const moments = [
    ...(afterMs === null ? [] : [`${hours(afterMs)} after this review`]),
    ...(beforeMidnightMs === null ? [] : [`${hours(beforeMidnightMs)} before the next midnight`]),
    ...at.map((event) => `at ${EVENT_WORDS[event]}`),
  ];
  return `${WHEN_WORDS[when]}${moments.join(' or ')}`;
}

const WHEN_WORDS: Readonly<Record<NextWhen, string>> = {
  always: '',
  'asks-something': 'While something is asked: ',
  'nothing-to-ask': 'With nothing to ask: ',
  'query-open': 'With an open query: ',
  'window-open': 'While a time to look in is still open: ',
  observation: 'In observation: ',
  'cannot-check': 'With something that could not be checked: ',
  'discharge-ordered': 'With a discharge ordered or expected: ',
  'high-risk': 'In second-level review: ',
};

const EVENT_WORDS: Readonly<Record<NextEvent, string>> = {
  'new-result': 'the next result',
  'new-note': 'the next note',
  'discharge-order': 'the discharge order',
};

/**
 * Whether a case is due at `now`: never looked at, its time has come, or one of its events is in the chart since. What could not be read has not
 * happened: an event is only concluded from a fact. Without a next review set, a case that was looked at is not due.
 */
export function isDue(look: CaseLook | null, review: Review, now: Instant, concepts: Concepts): Due {
  const { chart } = review;
  if (look === null) return { due: true, at: null, why: statementOf('Not reviewed yet', [], chart) };
  const next = look.next;
  if (next === null) return { due: false, at: null, why: null };
  for (const event of next.events) {
    const fact = eventIn(event, look, review, concepts);
    if (fact) {
      const text = `Due since ${EVENT_WORDS[event].replace('the next', 'a new').replace('the ', 'a ')} (${wallTime(knownAt(fact), chart.zone, chart.asOf)})`;
      return { due: true, at: knownAt(fact), why: statementOf(text, fact.from, chart) };
    }
  }
  const sources: readonly Source[] = next.reasons.flatMap(({ sources }) => [...sources]);
  if (next.at === null) return { due: false, at: null, why: null };
  const when = whenWords(next.at, { zone: chart.zone, asOf: now });
  if (now >= next.at) return { due: true, at: next.at, why: statementOf(`Review due since ${when}`, sources, chart) };
  return { due: false, at: next.at, why: statementOf(`Next review ${wallTime(next.at, chart.zone, chart.asOf)}`, sources, chart) };
}

function eventIn(event: NextEvent, look: CaseLook, review: Review, concepts: Concepts): Fact | null {
  const isNew = (fact: Fact) => knownAt(fact) > look.asOf && knownAt(fact) <= review.asOf && !hasFlag(fact, 'other-stay');
  const found = (facts: readonly Fact[]) => facts.find((fact) => isNew(fact) && fact.standing !== 'withdrawn') ?? null;
  if (event === 'new-note') return found(factsOf(review.chart, 'note'));
  if (event === 'discharge-order') return found([...factsOf(review.chart, 'discharge-order'), ...factsOf(review.chart, 'discharged')]);
  return found(review.chart.facts.filter((fact) => ['lab', 'culture'].includes(countedAs(fact, concepts) ?? '')));
}
