import type { Instant, SourceRef } from '../chart/fact.ts';
import { answeredAt, countedRound, type Round } from './course.ts';
import { timelinessOf } from './due.ts';
import { type Metric, quantile, share } from './metric.ts';
import type { QueryPolicy } from './policy.ts';
import type { QueryRecord, QueryResponse } from './record.ts';

/** An encounter that somebody reviewed, with or without a query. `service` and `unit` as the hospital names them; null: not known. */
export interface Reviewed {
  readonly encounter: SourceRef;
  readonly service: string | null;
  readonly unit: string | null;
}

/** What numbers are made from. `drafting`: counters of the desk, where drafts that never left are known; absent: the records alone are counted. */
export interface MetricsInput {
  readonly records: readonly QueryRecord[];
  readonly reviewed: readonly Reviewed[];
  readonly policy: QueryPolicy;
  readonly now: Instant;
  readonly drafting?: { readonly drafts: number; readonly blocked: number };
}

/** A query that counts: its newest round that was sent and not withdrawn. */
interface Counted {
  readonly record: QueryRecord;
  readonly round: Round;
  readonly response: QueryResponse | null;
  readonly basis: string | null;
}

const AGREE: ReadonlySet<QueryResponse> = new Set<QueryResponse>(['agree-new-diagnosis', 'agree-validated']);
const DISAGREE: ReadonlySet<QueryResponse> = new Set<QueryResponse>(['disagree-ruled-out', 'other-diagnosis']);
/** Answers that change what the notes must say. A confirmation changes nothing that is written. */
const CHANGE: ReadonlySet<QueryResponse> = new Set<QueryResponse>(['agree-new-diagnosis', 'other-diagnosis', 'disagree-ruled-out']);
/** Above this an agreement may come from the wording (section 7). */
const HIGH_AGREEMENT = 0.95;

/**
 * Every number of the query programme, each with its formula. An answer in any direction is an answer; what was withdrawn counts nowhere; nothing is broken
 * down by provider.
 */
export function metricsOf(input: MetricsInput): readonly Metric[] {
  const counted = countedOf(input.records);
  return [
    ...reach(input, counted),
    ...timely(input, counted),
    ...answers(counted),
    ...times(counted),
    ...desk(input),
    ...overrides(input.records),
  ];
}

function countedOf(records: readonly QueryRecord[]): readonly Counted[] {
  return records.flatMap((record) => {
    const round = countedRound(record);
    if (round === null) return [];
    const last = round.answers.at(-1) ?? null;
    return [{ record, round, response: last?.response ?? null, basis: last?.basis ?? null }];
  });
}

function reach({ reviewed }: MetricsInput, counted: readonly Counted[]): readonly Metric[] {
  const asked = new Set(counted.map(({ record }) => record.encounter));
  const seen = new Set([...reviewed.map(({ encounter }) => encounter), ...asked]);
  const answered = counted.filter(({ round }) => answeredAt(round) !== null);
  return [
    share(
      {
        id: 'query-rate',
        label: 'Query rate',
        formula: 'encounters with a query sent / encounters reviewed (an encounter with a query was reviewed); without withdrawn queries',
      },
      asked.size,
      seen.size,
      'No standard exists. It is no quota for a person.',
    ),
    share(
      {
        id: 'response-rate',
        label: 'Response rate',
        formula: 'queries with an answer in any direction, by reply or in a note / queries sent; without withdrawn queries',
      },
      answered.length,
      counted.length,
    ),
  ];
}

function timely({ policy, now }: MetricsInput, counted: readonly Counted[]): readonly Metric[] {
  const judged = counted.map(({ record, round }) => timelinessOf(round, record.timing, policy, now));
  const within = judged.filter((each) => each !== 'no-window');
  const left = judged.length - within.length;
  return [
    share(
      {
        id: 'timely-response',
        label: 'Timely response',
        formula: 'queries answered within the time of the policy / queries sent whose kind has such a time; without withdrawn queries',
      },
      within.filter((each) => each === 'in-time').length,
      within.length,
      left === 0 ? null : `${left} sent without a time to answer in the policy: not counted here.`,
    ),
  ];
}

function answers(counted: readonly Counted[]): readonly Metric[] {
  const replied = counted.filter(({ response }) => response !== null);
  const of = (set: ReadonlySet<QueryResponse>) => replied.filter(({ response }) => response !== null && set.has(response));
  const agreed = of(AGREE);
  const disagreed = of(DISAGREE);
  const change = of(CHANGE);
  const validations = counted.filter(({ record }) => record.draft.purpose === 'clinical-validation');
  const isHigh = replied.length > 0 && agreed.length / replied.length > HIGH_AGREEMENT;
  const bare = agreed.filter(({ basis }) => basis === null || basis.trim() === '').length;
  return [
    share(
      { id: 'agreement-rate', label: 'Agreement', formula: 'replies that give or confirm a diagnosis / replies' },
      agreed.length,
      replied.length,
      isHigh ? 'Above 95 %. It may be worth reading some of these queries for wording that carries the answer.' : null,
    ),
    share(
      { id: 'disagreement-rate', label: 'Ruled out or other', formula: 'replies that rule out or give another diagnosis / replies' },
      disagreed.length,
      replied.length,
    ),
    share(
      {
        id: 'no-decision-rate',
        label: 'No diagnosis or undetermined',
        formula: 'replies "no additional", "not significant" or "unable to determine" / replies',
      },
      replied.length - agreed.length - disagreed.length,
      replied.length,
    ),
    share(
      {
        id: 'agreement-without-basis',
        label: 'Agreement without a basis',
        formula: 'agreeing replies without a clinical basis / agreeing replies',
      },
      bare,
      agreed.length,
      bare > 0 ? 'A confirmation without its clinical basis is worth a second look.' : null,
    ),
    share(
      {
        id: 'documented-rate',
        label: 'Documented',
        formula: 'replies that change the documentation and stand in a note / replies that change the documentation',
      },
      change.filter(({ round }) => round.documented !== null).length,
      change.length,
    ),
    share(
      {
        id: 'validation-yield',
        label: 'Validation yield',
        formula:
          'clinical validation queries answered "ruled out" or "other" / clinical validation queries sent; without withdrawn queries',
      },
      validations.filter(({ response }) => response !== null && DISAGREE.has(response)).length,
      validations.length,
    ),
  ];
}

function times(counted: readonly Counted[]): readonly Metric[] {
  const hours = counted.flatMap(({ round }) => {
    const at = answeredAt(round);
    return at === null || round.sent === null ? [] : [Math.max(0, at - round.sent.at) / 3_600_000];
  });
  const formula = (word: string) => `${word} of the hours from sending to the first answer, over answered queries`;
  return [
    quantile({ id: 'time-to-response-median', label: 'Time to answer, median', formula: formula('median') }, hours, 0.5),
    quantile({ id: 'time-to-response-p90', label: 'Time to answer, 90th percentile', formula: formula('90th percentile') }, hours, 0.9),
  ];
}

function desk({ records, drafting }: MetricsInput): readonly Metric[] {
  const blocked = records.filter(({ lint }) => lint.findings.some(({ severity }) => severity === 'E')).length;
  const { drafts, blocked: stopped } = drafting ?? { drafts: records.length, blocked };
  return [
    share(
      { id: 'lint-block-rate', label: 'Drafts held by a check', formula: 'drafts with a blocking finding / drafts' },
      Math.min(stopped, drafts),
      drafts,
    ),
  ];
}

/** One number for each rule that warned: how often its warning was kept with a reason. */
function overrides(records: readonly QueryRecord[]): readonly Metric[] {
  const warnings = records.flatMap(({ lint }) =>
    lint.findings
      .filter(({ severity }) => severity === 'W')
      .map(({ rule, at }) => ({ rule, kept: lint.overrides.some((each) => each.rule === rule && each.at === at) })),
  );
  return [...new Set(warnings.map(({ rule }) => rule))].sort().map((rule) => {
    const own = warnings.filter((each) => each.rule === rule);
    const named = {
      id: `override-rate-${rule}`,
      label: `Warnings kept, ${rule}`,
      formula: `warnings of ${rule} kept with a reason / warnings of ${rule}`,
    };
    return share(named, own.filter(({ kept }) => kept).length, own.length);
  });
}
