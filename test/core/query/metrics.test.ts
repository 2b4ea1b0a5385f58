import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceRef } from '../../../src/core/chart/fact.ts';
import { denialLink } from '../../../src/core/query/denial-link.ts';
import { append, isRefusal } from '../../../src/core/query/life.ts';
import type { Metric } from '../../../src/core/query/metric.ts';
import { type MetricsInput, metricsOf } from '../../../src/core/query/metrics.ts';
import { DEFAULT_QUERY_POLICY as POLICY } from '../../../src/core/query/policy.ts';
import { type QueryEvent, type QueryRecord, RESPONSES } from '../../../src/core/query/record.ts';
import { metricsBy, SEGMENTS } from '../../../src/core/query/segments.ts';
import { closed, documented, drafted, HOUR, recordWith, reopened, responded, sent, T0, withdrawn } from './record.ts';

const stay = (number: number) => sourceRef(`Encounter/${number}`);
const reviewed = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    encounter: stay(index + 1),
    service: index % 2 === 0 ? 'medicine' : 'surgery',
    unit: null,
  }));
const input = (records: readonly QueryRecord[], more: Partial<MetricsInput> = {}): MetricsInput => ({
  ...{ records, reviewed: reviewed(10), policy: POLICY, now: T0 + 500 * HOUR },
  ...more,
});
const of = (id: string, given: MetricsInput): Metric => {
  const found = metricsOf(given).find((each) => each.id === id);
  if (!found) throw new Error(`no metric ${id}`);
  return found;
};

describe('numbers about queries', () => {
  const records = [
    recordWith([sent(), responded(10), documented(12)], { key: '1', encounter: stay(1) }),
    recordWith([sent(), responded(80, 'disagree-ruled-out')], { key: '2', encounter: stay(2) }),
    recordWith([sent(), documented(30)], { key: '3', encounter: stay(2) }),
    recordWith([sent(), closed(200, 'unresponded')], { key: '4', encounter: stay(3) }),
    recordWith([sent(), withdrawn(5)], { key: '5', encounter: stay(4) }),
    drafted({ key: '6', encounter: stay(5) }),
  ];
  const given = input(records);

  test('say what was counted, out of what, with the formula beside it', () => {
    expect(of('query-rate', given)).toMatchObject({ numerator: 3, denominator: 10, value: 0.3 });
    expect(of('response-rate', given)).toMatchObject({ numerator: 3, denominator: 4 });
    expect(of('timely-response', given)).toMatchObject({ numerator: 2, denominator: 4 });
    expect(of('agreement-rate', given)).toMatchObject({ numerator: 1, denominator: 2, value: 0.5, remark: null });
    expect(of('disagreement-rate', given)).toMatchObject({ numerator: 1, denominator: 2 });
    expect(of('documented-rate', given)).toMatchObject({ numerator: 0, denominator: 1, value: 0 });
    expect(of('validation-yield', given)).toMatchObject({ numerator: 1, denominator: 4 });
    expect(of('time-to-response-median', given)).toMatchObject({ value: 30, unit: 'hours' });
    expect(of('time-to-response-p90', given)).toMatchObject({ value: 80, denominator: 3 });
    for (const { formula } of metricsOf(given)) expect(formula.length).toBeGreaterThan(10);
  });

  test('a withdrawn query is in no number of sent queries', () => {
    const without = metricsOf(input(records.filter(({ key }) => key !== '5')));
    const same = (metric: Metric) => metric.id !== 'lint-block-rate';
    expect(metricsOf(given).filter(same)).toEqual(without.filter(same));
  });

  test('a query reopened and not sent again keeps what its first round was', () => {
    const again = recordWith([sent(), responded(10), closed(20, 'answered'), reopened(30)]);
    expect(of('response-rate', input([again]))).toMatchObject({ numerator: 1, denominator: 1 });
    const lost = recordWith([sent(), withdrawn(10), reopened(30)]);
    expect(of('response-rate', input([lost]))).toMatchObject({ value: null, denominator: 0 });
  });

  test('"wrong recipient" is no answer, "unable to determine" is one', () => {
    expect(of('response-rate', input([recordWith([sent(), responded(1, 'wrong-recipient')])])).value).toBe(0);
    expect(of('response-rate', input([recordWith([sent(), responded(1, 'unable-to-determine')])])).value).toBe(1);
  });

  test('very high agreement gets a neutral remark, and agreement without a basis is shown', () => {
    const agreed = Array.from({ length: 20 }, (_, index) =>
      recordWith([sent(), responded(1, 'agree-validated', null)], { key: `${index}` }),
    );
    expect(of('agreement-rate', input(agreed)).remark).toMatch(/^Above 95 %/);
    expect(of('agreement-rate', input(agreed)).remark).not.toMatch(/leading|wrong|bad|should/i);
    expect(of('agreement-without-basis', input(agreed))).toMatchObject({ numerator: 20, denominator: 20 });
    const mixed = [...agreed.slice(0, 19), recordWith([sent(), responded(1, 'not-significant')])];
    expect(of('agreement-rate', input(mixed)).remark).toBeNull();
  });

  test('an encounter with a query was reviewed, also where the list does not say so', () => {
    expect(of('query-rate', input([recordWith([sent()], { encounter: stay(99) })]))).toMatchObject({ numerator: 1, denominator: 11 });
  });

  test('blocked drafts come from the counters of the desk where there are some', () => {
    expect(of('lint-block-rate', given)).toMatchObject({ numerator: 0, denominator: 6 });
    expect(of('lint-block-rate', input(records, { drafting: { drafts: 40, blocked: 4 } })).value).toBe(0.1);
  });

  test('warnings kept are counted by rule', () => {
    const lint = {
      version: '1',
      findings: [
        { rule: 'QL031', severity: 'W' as const, at: 'body', message: 'A word judges.' },
        { rule: 'QL031', severity: 'W' as const, at: 'title', message: 'A word judges.' },
      ],
      overrides: [{ rule: 'QL031', at: 'body', reason: 'quote' }],
    };
    expect(of('override-rate-QL031', input([drafted({ lint })])).value).toBe(0.5);
  });

  test('can be broken down by purpose, timing, service and unit, and by no person', () => {
    expect(SEGMENTS).toEqual(['purpose', 'timing', 'service', 'unit']);
    const parts = metricsBy('service', given);
    expect(parts.map(({ name }) => name)).toEqual(['medicine', 'surgery']);
    const rates = parts.map(({ metrics }) => metrics.find(({ id }) => id === 'query-rate'));
    expect(rates.map((rate) => [rate?.numerator, rate?.denominator])).toEqual([
      [2, 5],
      [1, 5],
    ]);
    expect(metricsBy('purpose', given).map(({ name }) => name)).toEqual(['clinical validation']);
    expect(JSON.stringify(SEGMENTS.map((segment) => metricsBy(segment, given)))).not.toMatch(/Reyes|J\. Doe|Practitioner/);
  });

  test('denials stand beside queries as counts', () => {
    const outcomes = [
      { encounter: stay(1), concept: 'sepsis', denied: false, complete: true },
      { encounter: stay(9), concept: 'sepsis', denied: true, complete: null },
    ];
    expect(denialLink(records, outcomes).map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
      [0, 1],
      [1, 1],
      [0, 1],
    ]);
  });
});

describe('over any queries', () => {
  const at = fc.integer({ min: 0, max: 300 }).map((hours) => T0 + hours * HOUR);
  const by = fc.constant('J. Doe');
  const event: fc.Arbitrary<QueryEvent> = fc.oneof(
    fc.record({
      kind: fc.constant('sent' as const),
      at,
      by,
      to: fc.constantFrom('Dr. Reyes', 'Dr. Lin'),
      via: fc.constant('copy' as const),
    }),
    fc.record({
      kind: fc.constant('responded' as const),
      at,
      by,
      response: fc.constantFrom(...RESPONSES),
      basis: fc.constantFrom(null, 'basis'),
    }),
    fc.record({ kind: fc.constant('documented' as const), at, by, ref: fc.constant(null) }),
    fc.record({ kind: fc.constant('withdrawn' as const), at, by, reason: fc.constant('superseded' as const) }),
    fc.record({ kind: fc.constant('reopened' as const), at, by, reason: fc.constant('New findings') }),
    fc.record({ kind: fc.constant('closed' as const), at, by, how: fc.constantFrom('answered' as const, 'unresponded' as const) }),
  );
  const record = fc
    .record({
      events: fc.array(event, { maxLength: 12 }),
      number: fc.integer({ min: 1, max: 6 }),
      timing: fc.constantFrom('concurrent' as const, 'retrospective' as const, 'post-bill' as const),
      purpose: fc.constantFrom('clinical-validation' as const, 'specificity' as const),
    })
    .map(({ events, number, timing, purpose }) => {
      const base = drafted();
      const first = drafted({ encounter: stay(number), timing, draft: { ...base.draft, purpose } });
      return events.reduce((grown, next) => {
        const result = append(grown, next);
        return isRefusal(result) ? grown : result;
      }, first);
    });
  const some = fc.array(record, { maxLength: 15 });

  test('shares are null or between 0 and 1, hours are never negative, nothing is NaN', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 8 }), (records, count) => {
        const all = input(records, { reviewed: reviewed(count) });
        for (const metric of [
          ...metricsOf(all),
          ...SEGMENTS.flatMap((segment) => metricsBy(segment, all).flatMap(({ metrics }) => metrics)),
        ]) {
          expect(metric.numerator).toBeLessThanOrEqual(metric.denominator);
          expect(metric.value === null).toBe(metric.denominator === 0);
          if (metric.value !== null) expect(metric.value).toBeGreaterThanOrEqual(0);
          if (metric.value !== null && metric.unit === 'share') expect(metric.value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('withdrawing one changes no number to what it would not be without it', () => {
    fc.assert(
      fc.property(some, at, (records, when) => {
        const gone = recordWith([sent(), { kind: 'withdrawn', at: when, by: 'J. Doe', reason: 'superseded' }], { encounter: stay(50) });
        const counts = (given: readonly QueryRecord[]) => metricsOf(input(given)).filter(({ id }) => id !== 'lint-block-rate');
        expect(counts([...records, gone])).toEqual(counts(records));
      }),
    );
  });
});
